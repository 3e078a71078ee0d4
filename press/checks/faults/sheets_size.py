"""Looks at the layout: two pages stand side by side on the sheet."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.subject import Subject
from press.values.binding import SLACK, Size, lying, spare
from press.values.findings import Finding, Severity
from press.values.lengths import MM

TITLE = "two pages stand side by side on the sheet"
REASON = "what is larger than half the sheet is cut off"
LOOKS_AT = "layout"
PRODUCTIONS = ("sheets",)
CODES = ("sheets-size",)
WAIVABLE = False


def check(subject: Subject) -> Iterator[Finding]:
    """One error for each size of page that is larger than half the sheet."""
    edition = subject.laid.edition
    if edition.sheets is None:
        return
    for page in sizes(subject):
        paper = lying(edition.sheets.paper, page)
        if min(spare(paper, page)) < -SLACK:
            yield Finding(Severity.ERROR, "sheets-size",
                          f"two pages of {in_mm(page)} mm do not stand side by side on a sheet of {in_mm(paper)} mm",
                          edition.place, f"they need paper of {in_mm((2 * page[0], page[1]))} mm; "
                          f"half of this sheet is a page of {in_mm((paper[0] / 2, paper[1]))} mm")


def sizes(subject: Subject) -> list[Size]:
    """Each size of the pages once, the largest first, in pt."""
    return sorted({(area.width, area.height) for area in subject.laid.layout.areas}, reverse=True)


def in_mm(size: Size) -> str:
    """Width and height in mm."""
    return " × ".join(f"{round(length / MM, 1):g}" for length in size)
