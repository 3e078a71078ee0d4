"""What may be wrong in one translated message, seen beside its source."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from press import languages, markdown
from press.model import (
    Emphasis,
    Finding,
    Inline,
    InlineNote,
    Link,
    Passage,
    Picture,
    Place,
    Severity,
    Strong,
    Text,
    calls,
    plain,
    walk,
)

SYMBOL = re.compile(r"\b[A-Z]{1,4}(?:/[A-Z0-9.]+)+\b")
MARKS: Mapping[type, str] = {Emphasis: "*emphasis*", Strong: "**strong**", InlineNote: "^[note]", Picture: "![picture]"}
# What is left as text when a mark has lost its partner.
STRAY = re.compile(r"\*+|(?<!\w)_|_(?!\w)|\]\(|\[\^|\^\[|\]\{")
YEARS = range(1000, 3000)
# Months and days of the month: languages write them as words or as numbers.
SMALL = 31


def check(source: Passage, text: str, parsed: tuple[Inline, ...], place: Place, own: Mapping[str, int]) -> list[Finding]:
    """The findings of one translation: `own` are the words for powers of ten of its language."""
    return [
        replace(finding, place=place)
        for finding in (
            *_calls(source, parsed), *_links(source, parsed), *_markup(source, text, parsed),
            *_symbols(source.text, text), *_numbers(plain(source.inlines), plain(parsed), own),
        )
    ]


def _finding(code: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(severity, code, message, Place(""), hint)


def _calls(source: Passage, parsed: tuple[Inline, ...]) -> Iterator[Finding]:
    """The same calls, each as often."""
    wanted, given = Counter(calls(source.inlines)), Counter(calls(parsed))
    for name in given - wanted:
        if name in wanted:
            yield _finding("note-calls", f"the call [^{name}] stands more often than in the source",
                           "keep each call as often as the source has it")
        else:
            near = difflib.get_close_matches(name, wanted, 1) or list(wanted - given)[:1]
            yield _finding("note-calls", f"the call [^{name}] is not in the source",
                           f"did you mean [^{near[0]}]?" if near else "take it out")
    for name in wanted - given:
        yield _finding("note-calls", f"the call [^{name}] is missing", f"put [^{name}] where its note belongs")


def _links(source: Passage, parsed: tuple[Inline, ...]) -> Iterator[Finding]:
    """The same targets."""
    wanted, given = (
        Counter(i.target for i in walk(inlines) if isinstance(i, Link)) for inlines in (source.inlines, parsed)
    )
    for target in wanted - given:
        yield _finding("links", f"the link to {target} is missing", "copy the address from the source")
    for target in given - wanted:
        yield _finding("links", f"the link to {target} is not in the source", "use the addresses of the source")


def _markup(source: Passage, text: str, parsed: tuple[Inline, ...]) -> Iterator[Finding]:
    """The same kinds of marks, none without its partner, no raw HTML, no template."""
    for kind, name in MARKS.items():
        wanted, given = (sum(isinstance(i, kind) for i in walk(inlines)) for inlines in (source.inlines, parsed))
        if bool(wanted) != bool(given):
            yield _finding("markup", f"{name} is {'missing' if wanted else 'not in the source'}",
                           "keep the source's marks, and no others")
    left = Counter(mark for i in walk(parsed) if isinstance(i, Text) for mark in STRAY.findall(i.text))
    known = Counter(mark for i in walk(source.inlines) if isinstance(i, Text) for mark in STRAY.findall(i.text))
    for mark in left - known:
        yield _finding("markup", f"a mark {mark} has lost its partner",
                       "close each mark that opens, and write calls as [^name]")
    before = {finding.message for finding in markdown.faults(source.text, source.inlines, source.place)}
    for finding in markdown.faults(text, parsed, source.place):
        if finding.message not in before:
            yield replace(finding, severity=Severity.ERROR)


def _symbols(source: str, text: str) -> Iterator[Finding]:
    """Document symbols to the letter."""
    for symbol in Counter(SYMBOL.findall(source)) - Counter(SYMBOL.findall(text)):
        yield _finding("symbols", f"the symbol {symbol} is missing", "copy it from the source, letter by letter")


def _numbers(source: str, text: str, own: Mapping[str, int]) -> Iterator[Finding]:
    """The same numbers: years are errors, others warnings, since some become words."""
    wanted, given = Counter(languages.numbers(source, {})), Counter(languages.numbers(text, own))
    for number in set(wanted) - set(given):
        year = number in YEARS and str(number) in source
        if number > SMALL or year:
            yield _finding("numbers", f"the {'year' if year else 'number'} {number} is missing",
                           "compare the numbers with the source", Severity.ERROR if year else Severity.WARNING)
