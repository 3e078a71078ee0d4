"""Looks at the PDF: no word begins off the page."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.subject import Subject, others, quoted
from press.pdf.pen import INVISIBLE
from press.values.findings import Finding, Severity

TITLE = "no word begins off the page"
REASON = "what is outside the crop box is neither printed nor seen (ISO 32000-1, 14.11.2)"
LOOKS_AT = "pdf"
CODES = ("off-sheet",)
WAIVABLE = True


def check(subject: Subject) -> Iterator[Finding]:
    """One warning for each page, with the first words that begin off it and how many such runs there are.

    In a cell of ours each line is judged whole by the check of the type area.
    """
    if subject.cell:
        return
    for number, page in enumerate(subject.pages, 1):
        left, bottom, right, top = page.box
        outside = [run for run in page.runs if run.mode != INVISIBLE
                   and not (left <= run.x <= right and bottom <= run.y <= top) and run.text.strip()]
        if outside:
            yield Finding(Severity.WARNING, "off-sheet", f"{quoted(outside[0].text)} begins off the page"
                          f"{others(outside)}", subject.page(number), "take it away, or bring it onto the page")
