"""Looks at the PDF: lines are thick enough to be printed whole."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.subject import Subject, Trimmed, named, others
from press.values.findings import Finding, Severity

TITLE = "lines are thick enough"
REASON = "Ghent Workgroup, GWG2015: effective line width; thinner ones break up on the plate"
LOOKS_AT = "pdf"
PRODUCTIONS = ("press",)
CODES = ("hairline",)
WAIVABLE = True

# In pt; less is rounding.
TOLERANCE = 0.005


def check(subject: Subject) -> Iterator[Finding]:
    """One warning for each page, with its thinnest line: strokes, and filled shapes as thin as one."""
    least = subject.printer.hairline
    for page in subject.trimmed:
        thin = [(width, what) for width, what in _widths(page) if width < least - TOLERANCE]
        if thin:
            width, what = min(thin)
            yield Finding(Severity.WARNING, "hairline", f"{what} is {width:.2f} pt thick{others(thin)}, and {least:g} pt is "
                          f"the least ({subject.printer.name})", subject.page(page.number), "draw it thicker")


def _widths(page: Trimmed) -> Iterator[tuple[float, str]]:
    """How thick each line of a page is, in pt."""
    for thing, box in page.painted:
        is_line = thing.what in ("fill", "stroke") and thing.run is None and thing.outline is not None
        if is_line and not thing.paint.is_paper:
            yield thing.thickness, named(thing, box, page.boxes.cut)
