"""Looks at the layout: a stapler takes the sheets."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.subject import Subject
from press.values.binding import ON_SHEET, padded
from press.values.findings import Finding, Severity

TITLE = "a stapler takes the sheets"
REASON = "sheets that are folded and stapled spring open when they are many: the edition says how many are taken"
LOOKS_AT = "layout"
PRODUCTIONS = ("sheets",)
CODES = ("sheets-too-many",)
WAIVABLE = True


def check(subject: Subject) -> Iterator[Finding]:
    """One error for more sheets than the edition allows."""
    sheets = subject.laid.edition.sheets
    pages = subject.laid.layout.pages
    count = len(padded(pages, ON_SHEET, subject.laid.back)) // ON_SHEET
    if sheets and count > sheets.most:
        yield Finding(Severity.ERROR, "sheets-too-many", f"{pages} pages need {count} sheets, and "
                      f"{sheets.most} can be stapled", subject.page(0),
                      'let a print shop bind it with glue (an edition of production "press" with binding = "glue"), '
                      "or make several booklets of the text")
