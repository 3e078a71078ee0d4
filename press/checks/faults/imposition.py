"""Looks at the PDF: sheets that are folded and laid inside each other read in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from press.checks.subject import Subject
from press.pdf.drawing import Drawing, Run
from press.values.binding import padded
from press.values.findings import Finding, Severity
from press.values.lengths import MM

TITLE = "folded sheets read in order, with each page once, at its size and at the fold"
REASON = "a page in a wrong place spoils every copy, and is seen only when all are folded"
LOOKS_AT = "pdf"
PRODUCTIONS = ("sheets",)
CODES = ("imposition-missing", "imposition-twice", "imposition-order", "imposition-changed", "imposition-fold")
WAIVABLE = False

# In pt; less is rounding.
ROUNDING, FROM_FOLD = 0.02, 0.1 * MM
SCALED = 0.001

Words = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True)
class Half:
    """What stands on one half of a side; sides are counted from 0, `middle` is that of the whole side, in pt."""

    side: int
    is_right: bool
    runs: tuple[Run, ...]
    middle: tuple[float, float]


def check(subject: Subject) -> Iterator[Finding]:
    """Errors for pages that are missing, on a sheet twice, out of order, not as they were, or not at the fold."""
    if subject.base is None:
        return
    base = subject.base.pages
    leafed = list(_leafed(subject.pages, subject.laid.html.direction))
    wrong = [*_uncounted(subject, base, leafed)] or [*_disorder(subject, base, leafed)]
    yield from wrong
    for half, number in () if wrong else zip(leafed, _order(subject, len(leafed)), strict=True):
        if number is not None and half.runs:
            yield from _changed(subject, half, base[number], number + 1)


def _leafed(sides: Sequence[Drawing], direction: str) -> Iterator[Half]:
    """The pages as a reader meets them who folds each sheet, lays the sheets inside each other and turns the leaves."""
    sheets = [(_halves(front, 2 * number), _halves(back, 2 * number + 1))
              for number, (front, back) in enumerate(zip(sides[::2], sides[1::2], strict=False))]
    # A sheet is two leaves: one half of its front, with the other half of its back behind it. The spine is between them.
    near, far = (0, 1) if direction == "rtl" else (1, 0)
    for front, back in sheets:
        yield from (front[near], back[far])
    for front, back in reversed(sheets):
        yield from (back[near], front[far])


def _halves(side: Drawing, number: int) -> tuple[Half, Half]:
    """The left and the right half of a side."""
    left, bottom, right, top = side.box
    middle = (left + right) / 2, (bottom + top) / 2
    return (Half(number, False, tuple(run for run in side.runs if run.x < middle[0]), middle),
            Half(number, True, tuple(run for run in side.runs if run.x >= middle[0]), middle))


def _words(runs: Iterable[Run]) -> Words:
    """The glyphs of some runs with the names of their fonts."""
    return tuple((run.font.base_name, run.shown) for run in runs)


def _order(subject: Subject, places: int) -> tuple[int | None, ...]:
    """The pages from 0 as they are to be read, with None for blank ones, which stand before the back cover."""
    return padded(subject.laid.layout.pages, places, subject.laid.back)


def _uncounted(subject: Subject, base: Sequence[Drawing], leafed: Sequence[Half]) -> Iterator[Finding]:
    """Errors for pages with words that stand on the sheets more or less often than once."""
    if len(leafed) < len(base):
        yield _finding(subject, "imposition-missing", f"the sheets have {len(leafed)} places for {len(base)} pages")
    found, wanted = Counter(_words(half.runs) for half in leafed), Counter(_words(page.runs) for page in base)
    for number, page in enumerate(base, 1):
        count, asked = found[_words(page.runs)], wanted[_words(page.runs)]
        if page.runs and count < asked:
            yield _finding(subject, "imposition-missing", f"page {number} is on no sheet, or not whole")
        elif page.runs and count > asked:
            yield _finding(subject, "imposition-twice", f"page {number} is on the sheets {count} times")


def _disorder(subject: Subject, base: Sequence[Drawing], leafed: Sequence[Half]) -> Iterator[Finding]:
    """One error for the first place at which another page stands than the one to be read."""
    names: dict[Words, str] = {_words(page.runs): f"page {number}" for number, page in enumerate(base, 1)}
    names[()] = "a blank page"
    for half, number in zip(leafed, _order(subject, len(leafed)), strict=True):
        found, wanted = _words(half.runs), () if number is None else _words(base[number].runs)
        if found != wanted:
            yield _finding(subject, "imposition-order", f"{names.get(found, 'something else')} stands on the "
                           f"{'right' if half.is_right else 'left'} where {names[wanted]} belongs", half.side + 1)
            return


def _changed(subject: Subject, half: Half, page: Drawing, number: int) -> Iterator[Finding]:
    """An error for a page that is scaled or turned, and for one that is away from the fold or the middle of its height."""
    first, before = half.runs[0], page.runs[0]
    scale = first.size / before.size if before.size else 1
    right, up = first.x - before.x, first.y - before.y
    moved = max(abs(a) for run, old in zip(half.runs, page.runs, strict=True)
                for a in (run.x - old.x - right, run.y - old.y - up))
    if abs(scale - 1) > SCALED or moved > ROUNDING:
        how = f"scaled to {scale:.1%}" if abs(scale - 1) > SCALED else "turned, or its lines were moved"
        yield _finding(subject, "imposition-changed", f"page {number} is {how}", half.side + 1)
    else:
        off = max(map(abs, _offset(subject, half, page, right, up)))
        if off > FROM_FOLD:
            yield _finding(subject, "imposition-fold", f"page {number} is {off / MM:.1f} mm off its place at the fold",
                           half.side + 1)


def _offset(subject: Subject, half: Half, page: Drawing, right: float, up: float) -> tuple[float, float]:
    """How far a page is from its place, across and in height, where it was moved so far to the right and up."""
    left, bottom, end, top = page.box
    sheets = subject.laid.edition.sheets
    creep = half.side // 2 * sheets.thickness if sheets else 0
    from_fold = left + right - half.middle[0] if half.is_right else half.middle[0] - end - right
    return from_fold + creep, (bottom + top) / 2 + up - half.middle[1]


def _finding(subject: Subject, code: str, message: str, side: int = 0) -> Finding:
    """An error on a side, counted from 1; 0 is the whole."""
    return Finding(Severity.ERROR, code, message, subject.page(side),
                   "press/production/imposition.py puts the pages onto the sheets: look there")
