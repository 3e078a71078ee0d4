"""Looks at the layout: folded sheets are as large as the pages."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.faults.sheets_size import in_mm, sizes
from press.checks.subject import Subject
from press.values.binding import is_trimmed, lying, trim_marks
from press.values.findings import Finding, Severity

TITLE = "folded sheets are as large as the pages"
REASON = "an office has a stapler, but seldom a guillotine"
LOOKS_AT = "layout"
PRODUCTIONS = ("sheets",)
CODES = ("sheets-trim",)
WAIVABLE = True


def check(subject: Subject) -> Iterator[Finding]:
    """One warning where the largest page is smaller than half the sheet."""
    edition = subject.laid.edition
    if edition.sheets is None:
        return
    page = sizes(subject)[0]
    paper = lying(edition.sheets.paper, page)
    if is_trimmed(paper, page):
        marked = "marks show where" if all(trim_marks(paper, page)) else "there is no room for marks on all sides"
        yield Finding(Severity.WARNING, "sheets-trim", f"pages of {in_mm(page)} mm are smaller than half a sheet of "
                      f"{in_mm(paper)} mm: the booklets must be trimmed, {marked}", edition.place,
                      f"use paper of {in_mm((2 * page[0], page[1]))} mm, or pages of {in_mm((paper[0] / 2, paper[1]))} mm")
