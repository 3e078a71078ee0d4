"""Looks at the PDF: its pages say where they are trimmed, and are all of one size."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.subject import Subject
from press.pdf.boxes import Boxes, size
from press.pdf.geometry import is_in
from press.values.findings import Finding, Severity
from press.values.lengths import MM

TITLE = "each page has its boxes, one in the other, all of one size"
REASON = "PDF/X-4 (ISO 15930-7) and ISO 32000-1, 14.11.2: a trim box, in the bleed box, in the media box"
LOOKS_AT = "pdf"
PRODUCTIONS = ("press",)
CODES = ("box-trim", "box-order", "box-crop", "box-size", "box-turned", "box-scaled", "box-origin")
WAIVABLE = False

# In pt; less is rounding.
TOLERANCE = 0.1 * MM


def check(subject: Subject) -> Iterator[Finding]:
    """Errors for pages that a shop can't place on its sheets, a notice for pages that do not begin at 0, 0."""
    first = subject.trimmed[0].boxes.cut
    for page in subject.trimmed:
        for severity, code, message, hint in _faults(page.boxes):
            yield Finding(severity, code, message, subject.page(page.number), hint)
        widths = zip(size(page.boxes.cut), size(first), strict=True)
        if any(abs(own - usual) > TOLERANCE for own, usual in widths):
            yield Finding(Severity.ERROR, "box-size", f"the page is {_in_mm(page.boxes)} after trimming, and the first one "
                          "has another size", subject.page(page.number), "make all pages of one size")


def _faults(found: Boxes) -> Iterator[tuple[Severity, str, str, str]]:
    """What is wrong with a page's boxes: severity, code, message, hint."""
    if found.trim is None:
        yield Severity.ERROR, "box-trim", "the page has no trim box", "export the file as PDF/X, which writes one"
    if found.trim and found.bleed and not is_in(found.trim, found.bleed, TOLERANCE):
        yield (Severity.ERROR, "box-order", "the trim box is not inside the bleed box",
               "make the bleed box larger than the trim box on each side")
    if not is_in(found.bleed or found.cut, found.media, TOLERANCE):
        yield (Severity.ERROR, "box-order", f"the {'bleed' if found.bleed else 'trim'} box is larger than the page's paper "
               "(its media box)", "export the file again with a larger paper, or with less bleed")
    if found.crop and not is_in(found.bleed or found.cut, found.crop, TOLERANCE):
        yield (Severity.ERROR, "box-crop", "the crop box cuts into the page or its bleed", "take the crop box away")
    if found.rotation % 360:
        yield Severity.ERROR, "box-turned", f"the page is turned by {found.rotation} degrees", "export it upright"
    if found.unit != 1:
        yield (Severity.ERROR, "box-scaled", f"the page counts in units of {found.unit:g} pt",
               "export it without UserUnit: presses read it as another size")
    if any(abs(corner) > TOLERANCE for corner in found.media[:2]):
        yield (Severity.NOTICE, "box-origin", "the page's paper does not begin at 0, 0",
               "some programs place such pages beside the sheet: let the media box begin at 0, 0")


def _in_mm(found: Boxes) -> str:
    """A page's size after trimming."""
    width, height = size(found.cut)
    return f"{width / MM:.1f} × {height / MM:.1f} mm"
