"""Looks at the PDF: pictures have pixels enough for their size."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.subject import Subject
from press.pdf.drawing import Placed
from press.values.findings import Finding, Severity

TITLE = "pictures have pixels enough for their size"
REASON = ("printers ask for 300 dpi, twice the lines of their screen, and for twice that of pure black and white; below "
          "half of it single pixels are seen")
LOOKS_AT = "pdf"
CODES = ("image-resolution",)
WAIVABLE = True

LEAST_DPI = 150
# What is smaller, in pt, is a mark or a texture, no picture to look into.
SMALL = 24
# So much less than asked for, as a part of it, is the rounding of a size.
ROUNDING = 0.02


def check(subject: Subject) -> Iterator[Finding]:
    """A warning for each picture of less dpi than its use asks for; a shop prints it, and does not refuse it."""
    for number, page in enumerate(subject.pages, 1):
        for picture in page.pictures:
            found, asked = dpi(picture), _asked(subject, picture)
            if min(picture.across, picture.down) > SMALL and found < asked * (1 - ROUNDING):
                pixels, place = f"{picture.width} × {picture.height} pixels", subject.page(number)
                seen = ": its pixels will be seen" if found < asked / 2 else ""
                more = ", 300 for print" if asked == LEAST_DPI else ""
                yield Finding(Severity.WARNING, "image-resolution",
                              f"a picture of {pixels} has {found:.0f} dpi at its size on the page{seen}", place,
                              f"use a larger picture, or set it smaller: {asked:.0f} dpi at least{more}")


def _asked(subject: Subject, picture: Placed) -> float:
    """The dpi that a picture needs: on press those of the shop; elsewhere one in pure black and white is not judged."""
    if subject.production == "press":
        return subject.printer.resolution * (2 if picture.bits == 1 else 1)
    return LEAST_DPI if picture.bits > 1 else 0


def dpi(picture: Placed) -> float:
    """A picture's pixels for each inch of the page, in the direction that has fewer; infinite for one of no size."""
    sides = ((picture.width, picture.across), (picture.height, picture.down))
    return min((pixels * 72 / length for pixels, length in sides if length), default=float("inf"))
