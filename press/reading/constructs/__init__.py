"""What is markup to an author of Pandoc's or GitHub's Markdown and is not set here: a table, and what looks by it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from press.reading.constructs.blocks import Span, Whole
from press.reading.constructs.drawn import Taken, taken_out
from press.reading.constructs.stretches import ASIDE, Stretch, of_inlines
from press.reading.constructs.table import IN_WORDS, Construct
from press.reading.parser import parse_line
from press.values.findings import Finding, Place, Severity

LONGEST = 80

Found = tuple[Construct, Stretch, Span]


def in_lines(lines: Sequence[Taken], places: Callable[[int], Place]) -> list[Finding]:
    """The findings of lines that were taken out of a file."""
    return [
        Finding(Severity.ERROR, row.code, f"{_short(each.text)} {row.cause}", places(each.line), row.remedy)
        for each in lines for row in (each.row,)
    ]


def in_words(stretches: Sequence[Stretch], references: Mapping[str, str]) -> list[Finding]:
    """The findings of a document's files; what is typed as on typewriters is one of each file, with how many more."""
    whole = Whole(stretches, frozenset(reference.casefold() for reference in references))
    first: dict[tuple[str, str], int] = {}
    more: dict[int, int] = {}
    findings: list[Finding] = []
    for row, stretch, span in (found for number in range(len(stretches)) for found in _in_stretch(whole, number, IN_WORDS)):
        finding = _finding(row, stretch, span)
        if row.is_typing and (at := first.get((row.code, finding.place.path))) is not None:
            more[at] = more.get(at, 0) + 1
            continue
        first.setdefault((row.code, finding.place.path), len(findings))
        findings.append(finding)
    for at, count in more.items():
        findings[at] = replace(findings[at], message=f"{findings[at].message}, and {count} more")
    return findings


def in_field(text: str, place: Place) -> list[Finding]:
    """The findings of a field of document.toml."""
    return in_words(list(_of_text(text, place)), {})


def brought(text: str, source: str, place: Place) -> Iterator[Finding]:
    """What a translation has of the table and its source has not, one of each kind; the rest its own checks know."""
    rows = [row for row in IN_WORDS if row.is_brought]
    known: Collection[str] = {row.code for row, _, _ in _found(source, place, rows)}
    for row, stretch, span in _found(text, place, rows):
        if row.code not in known:
            known = {*known, row.code}
            yield _finding(row, stretch, span)


def _found(text: str, place: Place, rows: Sequence[Construct]) -> Iterator[Found]:
    """What some rows find in a text without blocks."""
    whole = Whole(list(_of_text(text, place)))
    for number in range(len(whole.stretches)):
        yield from _in_stretch(whole, number, rows)


def _of_text(text: str, place: Place) -> Iterator[Stretch]:
    """The stretches of a text without blocks, which is one place."""
    if (parts := parse_line(text, {})) is not None:
        yield from of_inlines(parts, lambda _: place, "field")


def _in_stretch(whole: Whole, number: int, rows: Sequence[Construct]) -> Iterator[Found]:
    """What some rows find in a stretch, in order; what one has found is no mark for the next."""
    stretch = left = whole.stretches[number]
    found: list[Found] = []
    for row in rows:
        spans = list(row.find(left, whole, number))
        found += [(row, stretch, span) for span in spans]
        if spans:
            signs = list(left.text)
            for start, end in spans:
                signs[start:end] = ["\n" if sign == "\n" else ASIDE for sign in signs[start:end]]
            left = replace(left, text="".join(signs))
    yield from sorted(found, key=lambda each: each[2])


def _finding(row: Construct, stretch: Stretch, span: Span) -> Finding:
    """What is said of a span."""
    written = stretch.written(*span) or stretch.unread(span[0])
    return Finding(row.severity, row.code, f"{_short(written)} {row.cause}".strip(), stretch.place(span[0]), row.remedy)


def _short(written: str) -> str:
    """What an author wrote, not too much of it."""
    return written if len(written) <= LONGEST else f"{written[:LONGEST].rstrip()}…"


__all__ = ["brought", "in_field", "in_lines", "in_words", "taken_out"]
