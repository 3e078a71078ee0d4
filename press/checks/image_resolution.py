"""Looks at the PDF: pictures have pixels enough for their size."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks import Subject
from press.findings import Finding, Severity
from press.pdf.drawing import Placed

TITLE = "pictures have pixels enough for their size"
REASON = "printers ask for 300 dpi; below half of that the pixels of a photograph are seen"
LOOKS_AT = "pdf"
CODES = ("image-resolution",)
WAIVABLE = True

LEAST_DPI = 150
# What is smaller, in pt, is a mark or a texture, no picture to look into.
SMALL = 24


def check(subject: Subject) -> Iterator[Finding]:
    """One warning for each picture in greys or colours of less than LEAST_DPI."""
    for number, page in enumerate(subject.pages, 1):
        for picture in page.pictures:
            found = dpi(picture)
            if picture.bits > 1 and min(picture.across, picture.down) > SMALL and found < LEAST_DPI:
                pixels = f"{picture.width} × {picture.height} pixels"
                yield Finding(Severity.WARNING, "image-resolution",
                              f"a picture of {pixels} has {found:.0f} dpi at its size on the page", subject.page(number),
                              f"use a larger picture, or set it smaller: {LEAST_DPI} dpi at least, 300 for print")


def dpi(picture: Placed) -> float:
    """A picture's pixels for each inch of the page, in the direction that has fewer; infinite for one of no size."""
    sides = ((picture.width, picture.across), (picture.height, picture.down))
    return min((pixels * 72 / length for pixels, length in sides if length), default=float("inf"))
