"""Looks at the layout: each note stands once, whole, in order, at the foot of the page of its call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from press.checks.subject import Subject
from press.values.findings import Finding, Severity
from press.values.layout import Layout, Line

TITLE = "each note stands once, whole, in order, at the foot of the page of its call"
REASON = "a reader looks for a note at the foot of the page that calls it; the project's first promise"
LOOKS_AT = "layout"
CODES = ("note-lost", "note-late", "note-order", "note-on-text", "note-off-page")
WAIVABLE = False

SHORTEN = "shorten the note or the notes before it, or move its call into another paragraph"
# Lines may touch by the rounding of the engine, in pt.
TOUCH = 0.5


def check(subject: Subject) -> Iterator[Finding]:
    """One error for each note that is lost, out of order, on the text or off the page.

    A note may begin on a later page than its call only straight after an earlier one that runs on.
    """
    layout = subject.laid.layout
    for number, place in subject.laid.html.notes.items():
        called, pages = layout.calls.get(number, 0), layout.notes.get(number, ())
        if not called or not pages:
            where = f"note {number}, called on page {called}," if called else f"note {number}"
            yield Finding(Severity.ERROR, "note-lost", f"{where} is on no page (its text is at {place})",
                          subject.page(called), SHORTEN)
        elif pages[0] != called and not _after_one_that_runs_on(number, called, layout):
            yield Finding(Severity.ERROR, "note-late", f"note {number} begins on page {pages[0]} and its call is on page "
                          f"{called} (its text is at {place})", subject.page(called), SHORTEN)
    yield from _disorder(subject, layout)
    for number in range(1, layout.pages + 1):
        yield from _collisions(subject, layout, number)


def _after_one_that_runs_on(number: int, called: int, layout: Layout) -> bool:
    """Whether over each page's end between a note's call and its beginning an earlier note runs on."""
    earlier = [pages for other, pages in layout.notes.items() if other < number]
    return all(any(pages[0] <= page < pages[-1] for pages in earlier) for page in range(called, layout.notes[number][0]))


def _disorder(subject: Subject, layout: Layout) -> Iterator[Finding]:
    """Errors for notes that stand before an earlier one."""
    begins: dict[int, tuple[int, float]] = {}
    for line in layout.lines:
        if line.kind == "note" and line.note:
            begins.setdefault(line.note, (line.page, line.y))
    for (first, at), (second, then) in pairwise(sorted(begins.items())):
        if then < at:
            yield Finding(Severity.ERROR, "note-order", f"note {second} stands before note {first}", subject.page(then[0]),
                          SHORTEN)


def _collisions(subject: Subject, layout: Layout, number: int) -> Iterator[Finding]:
    """Errors for notes of a page that stand on its text, or run off the page."""
    text, notes = (_lines(layout.lines, number, kind) for kind in ("text", "note"))
    if not notes:
        return
    highest = min(notes, key=lambda line: line.y)
    foot = max((line.y + line.height for line in text), default=0.0)
    if foot > highest.y + TOUCH:
        yield Finding(Severity.ERROR, "note-on-text", f"note {highest.note} stands {foot - highest.y:.0f} pt into the text",
                      subject.page(number), SHORTEN)
    end = max(line.y + line.height for line in notes)
    if end > layout.areas[number - 1].height:
        yield Finding(Severity.ERROR, "note-off-page", f"the notes run {end - layout.areas[number - 1].height:.0f} pt "
                      "off the page", subject.page(number), SHORTEN)


def _lines(lines: Sequence[Line], page: int, kind: str) -> list[Line]:
    """The lines with words of one kind on a page."""
    return [line for line in lines if line.page == page and line.kind == kind and line.text.strip()]
