"""How many pages a binding takes, where blank ones stand, and how the paper lies."""

from __future__ import annotations

from press.values.lengths import MM

Size = tuple[float, float]

# Four pages stand on each sheet of a booklet, two a side.
ON_SHEET = 4
# Paper that is half a sheet within this is not trimmed: half of A4 is 148.5 mm wide, A5 is 148 mm. In pt.
SLACK = 1 * MM
# A mark at the trim is so long, and begins so far outside it on a sheet that none of it stays on the page; a shorter one is
# not found. In pt.
TRIM_GAP, TRIM_MARK, SHORTEST_MARK = 2 * MM, 5 * MM, 2 * MM


def padded(count: int, multiple: int, back: int) -> tuple[int | None, ...]:
    """The pages from 0 in their order with None for each blank one, so many that a binding takes a multiple of them.

    The last `back` pages are the back cover: blanks stand before them, and else at the end.
    """
    blanks = -count % multiple
    kept = count - min(back, count)
    return (*range(kept), *(None,) * blanks, *range(kept, count))


def spine(direction: str) -> str:
    """The side at which pages are bound, "left" or "right", by the direction in which they are read."""
    return "right" if direction == "rtl" else "left"


def lying(paper: Size, page: Size) -> Size:
    """Width and height of a sheet turned so that two pages stand side by side on it; as given where they never do."""
    turned = (paper[1], paper[0])
    return next((sheet for sheet in (paper, turned) if min(spare(sheet, page)) >= -SLACK), paper)


def spare(sheet: Size, page: Size) -> Size:
    """How much wider half a sheet is than a page, and how much higher the sheet; less than 0 where it is smaller, in pt."""
    return sheet[0] / 2 - page[0], sheet[1] - page[1]


def is_trimmed(sheet: Size, page: Size) -> bool:
    """Whether pages are so much smaller than half a sheet that the folded sheets must be trimmed."""
    return max(spare(sheet, page)) > SLACK


def trim_marks(sheet: Size, page: Size) -> Size:
    """How long the marks at the trim are beside the pages, and above and below; 0 where there is no room or no need."""
    if not is_trimmed(sheet, page):
        return 0, 0
    wider, higher = spare(sheet, page)
    lengths = (min(TRIM_MARK, room - TRIM_GAP) for room in (wider, higher / 2))
    beside, above = (length if length >= SHORTEST_MARK else 0 for length in lengths)
    return beside, above
