"""Looks at the PDF: no glyph on a page is the box that stands for a missing one."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.subject import Subject
from press.pdf.pen import INVISIBLE
from press.values.findings import Finding, Severity

TITLE = "no box stands for a missing glyph"
REASON = "PDF/UA-1 (ISO 14289-1), 7.21.8: the .notdef glyph is not shown"
LOOKS_AT = "pdf"
CODES = ("notdef",)
WAIVABLE = False


def check(subject: Subject) -> Iterator[Finding]:
    """One error for each page and font that shows such a box."""
    for number, page in enumerate(subject.pages, 1):
        missing: dict[str, int] = {}
        for run in page.runs:
            count = run.font.missing(run.shown) if run.mode != INVISIBLE else 0
            if count:
                missing[run.font.name] = missing.get(run.font.name, 0) + count
        for name, count in missing.items():
            yield Finding(Severity.ERROR, "notdef", f"{count} glyphs of {name} are missing and shown as a box",
                          subject.page(number), "set these words in a font that has their characters")
