"""Looks at the PDF: nothing shines through where the shop can't print that."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Name

from press.checks.subject import Subject, named, others
from press.pdf.claims import press_claim
from press.pdf.drawing import Painted
from press.values.findings import Finding, Severity

TITLE = "nothing shines through where that can't be printed"
REASON = "PDF/X-1a and PDF/X-3 (ISO 15930-1 to -6) know no transparency, and some shops' machines neither"
LOOKS_AT = "pdf"
PRODUCTIONS = ("press",)
CODES = ("transparency",)
WAIVABLE = True

OLDER = ("PDF/X-1", "PDF/X-3")


def check(subject: Subject) -> Iterator[Finding]:
    """One error for each page with opacity, blending or soft masks, where the shop or the file's standard has none."""
    if subject.printer.transparency and not press_claim(subject.pdf).startswith(OLDER):
        return
    for page in subject.trimmed:
        these = [(thing, box) for thing, box in page.painted if _shines(thing)]
        if these:
            yield Finding(Severity.ERROR, "transparency", f"{named(*these[0], page.boxes.cut)} lets shine through what is "
                          f"under it{others(these)}", subject.page(page.number),
                          "use a lighter colour instead of opacity, and pictures without transparent parts")


def _shines(thing: Painted) -> bool:
    """Whether what is under a thing is seen through it."""
    effect = thing.effect
    has_mask = thing.picture is not None and Name.SMask in thing.picture.source
    return thing.opacity < 1 or effect.is_masked or effect.blend not in ("Normal", "Compatible") or has_mask
