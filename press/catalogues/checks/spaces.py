"""Spaces before marks and inside quotation marks, letters and signs that belong to another language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.catalogues.checks.flow import Translated, finding, suggest
from press.values.document import Span, plain, walk
from press.values.findings import Finding

SPACES = " \u00a0\u202f\u2009"
# Nothing stands between a word and these, unless a language has a rule for them. Three points may stand by themselves.
CLOSING = ",.;:!?،؛؟。，；："
OPENING = "([{«“„‹‘‚¿¡"
PARAGRAPHS = re.compile(r"\S[^\S\n]*\n[^\S\n]*\n\s*\S")
DOUBLE = re.compile(r"(?<=\S)[ \u00a0\u202f]{2,}(?=\S)")


def check_spaces(message: Translated) -> Iterator[Finding]:
    """Each space where the language has it, none twice."""
    if parted := PARAGRAPHS.search(message.text):
        yield finding("paragraphs", "an empty line stands in it, and what it parts is set as one paragraph",
                      "write one paragraph, as the source has it")
    flow, spaced = message.flow, message.language.conventions.spaced
    for words in (flow, *(plain(inline.children) for inline in walk(message.parsed) if isinstance(inline, Span))):
        if parted or not (match := DOUBLE.search(words)):
            continue
        # What an author types between words is one space on the page, however long.
        if message.source.language == message.language.code and not match[0].strip(" "):
            continue
        there, better = suggest(words, *match.span(), " ")
        yield finding("spaces", f"two spaces stand in a row in {there}", better)
    for match in re.finditer(rf"(?<=[^\s{re.escape(CLOSING)}])([{SPACES}]?)([{re.escape(CLOSING)}])(?!\.)", flow):
        wanted = spaced.get(match[2], "")
        if match[1] == wanted or _inside_a_word(flow, match) or flow[match.start() - 1] in OPENING:
            continue
        there, better = suggest(flow, *match.span(), wanted + match[2])
        what = "a wrong space, or none, stands" if wanted else "a space stands"
        yield finding("spaces", f"{what} before {match[2]} in {there}", better)
    yield from _inside_quotes(message, flow)


def _inside_a_word(flow: str, match: re.Match[str]) -> bool:
    """Whether a mark belongs to no sentence: 10:30, https://, and .5 or .org after a space."""
    after = flow[match.end():match.end() + 1]
    if match[1]:
        return (match[2] in ".," and after.isdigit()) or (match[2] == "." and after.islower())
    return after.isalnum() or after == "/"


def _inside_quotes(message: Translated, flow: str) -> Iterator[Finding]:
    """The space inside outer quotation marks, or none; the first place that has it otherwise."""
    wanted = message.language.conventions.quote_space
    opening, closing = message.language.quotes[:2]
    # Marks that are the same at both ends, or without partners, don't say which side is inside.
    if opening == closing or flow.count(opening) != flow.count(closing):
        return
    inside = rf"{re.escape(opening)}([{SPACES}]?)(?=\S)|(?<=[^{SPACES}])([{SPACES}]?){re.escape(closing)}"
    wrong = [match for match in re.finditer(inside, flow) if (match[1] or match[2] or "") != wanted]
    if wrong:
        better = opening + wanted if wrong[0][0].startswith(opening) else wanted + closing
        there, right = suggest(flow, *wrong[0].span(), better)
        what = "a wrong space, or none, stands" if wanted else "a space stands"
        more = f", and {len(wrong) - 1} times more" if len(wrong) > 1 else ""
        yield finding("spaces", f"{what} inside the quotation mark in {there}{more}", right)


def check_letters(message: Translated) -> Iterator[Finding]:
    """Letters and signs of this language, not those of another that look alike."""
    flow = message.flow
    for pattern, right in message.language.conventions.letters:
        if match := pattern.search(flow):
            there, better = suggest(flow, *match.span(), right)
            # The words around it may have more of them.
            better = pattern.sub(right, better)
            more = len(pattern.findall(flow)) - 1
            often = f", and {more} times more" if more else ""
            yield finding("letters", f"{match[0]!r} in {there} is not of this language{often}",
                          f"{better}" if right else f"take it out: {better}")
