"""Terms and names as the glossary of the language has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from press.catalogues.checks.flow import Translated, finding, words_of
from press.languages.ranges import HANGUL, SQUARE, UNPARTED
from press.values.document import Span, plain, walk
from press.values.findings import Finding

# What says only where a line may end, or may not: soft hyphen, zero-width space, word joiner.
UNSEEN = re.compile("[\u00ad\u200b\u2060]")
CODES = {"term": "terms", "name": "names"}
# Between these no spaces stand, so that a word is found anywhere.
UNSPACED = re.compile(f"[{UNPARTED}{SQUARE}{HANGUL}]")


def check_terms(message: Translated) -> Iterator[Finding]:
    """For each row whose source is there, one of its translations; names that stay in the source's words have none."""
    source, text = (UNSEEN.sub("", words_of(inlines)) for inlines in (message.source.inlines, message.parsed))
    for inline in walk(message.parsed):
        if isinstance(inline, Span) and inline.language == message.source.language:
            source = source.replace(plain(inline.children), "")
    folded = source.lower()
    for term in message.language.glossary:
        found = [match for form in term.source
                 if _literal(form) in folded and (match := _pattern(form, term.kind == "name").search(source))]
        if found and not any(_pattern(form, False).search(text) for form in term.translation):
            forms = " or ".join(f"“{form.replace('*', '…')}”" for form in term.translation)
            yield finding(CODES[term.kind], f"“{found[0][0]}” is not translated as the glossary has it",
                          f"write {forms}{f' ({term.note})' if term.note else ''}, or add your form to "
                          f"locales/{message.language.code}/glossary.csv")


@cache
def _literal(form: str) -> str:
    """The longest part of a form, in small letters: where it is not, no slow search is needed."""
    return max(re.split(r"[*\s]", form), key=len).lower()


@cache
def _pattern(form: str, exact: bool) -> re.Pattern[str]:
    """What finds a form as a whole word; a * stands for any letters."""
    inner = r"\w*".join(re.escape(part) for part in form.split("*"))
    inner = re.sub(r"(?:\\ )+", r"\\s+", inner)
    if not UNSPACED.search(form):
        inner = rf"(?<!\w){inner}(?!\w)"
    return re.compile(inner, re.NOFLAG if exact else re.I)
