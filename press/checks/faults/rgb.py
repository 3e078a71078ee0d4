"""Looks at the PDF: all colours are inks."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Name

from press.checks.subject import Subject, named, others
from press.pdf.colour import Space, space_of
from press.values.findings import Finding, Severity

TITLE = "all colours are inks: no RGB, no colours of another profile"
REASON = "PDF/X-4 (ISO 15930-7): a press prints inks; other colours it converts, and not as on the designer's screen"
LOOKS_AT = "pdf"
PRODUCTIONS = ("press",)
CODES = ("colour-rgb", "colour-profiled", "colour-blending")
WAIVABLE = True

# Colours of no device, which a shop turns into inks as it thinks right.
PROFILED = ("CalGray", "CalRGB", "Lab", "ICCBased")


def check(subject: Subject) -> Iterator[Finding]:
    """For each page one error for RGB, one warning for colours with a profile of their own and one for blending in RGB."""
    for page, sheet in zip(subject.trimmed, subject.pdf.pages, strict=True):
        for severity, code, kinds, message, hint in (
                (Severity.ERROR, "colour-rgb", ("DeviceRGB",), "is in RGB, which no press prints",
                 "write its colour as inks: device-cmyk(…); convert a picture with the profile of the paper"),
                (Severity.WARNING, "colour-profiled", PROFILED, "has a colour with a profile of its own",
                 "convert it to the inks of the printing condition")):
            these = [(thing, box) for thing, box in page.painted if thing.paint.space.real.kind in kinds]
            if these:
                yield Finding(severity, code, f"{named(*these[0], page.boxes.cut)} {message}{others(these)}",
                              subject.page(page.number), hint)
        group = sheet.obj.get(Name.Group)
        if isinstance(group, pikepdf.Dictionary) and _is_rgb(space_of(group.get(Name.CS))):
            yield Finding(Severity.WARNING, "colour-blending", "what shines through is mixed in RGB on this page",
                          subject.page(page.number), "let the page's transparency group blend in DeviceCMYK")


def _is_rgb(space: Space) -> bool:
    """Whether colours of a space are mixed of light."""
    return space.kind in ("DeviceRGB", "CalRGB") or (space.kind == "ICCBased" and space.parts == 3)
