"""Looks at the PDF: black and small text is on one plate."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.subject import Subject, named, others
from press.pdf.drawing import Painted
from press.pdf.geometry import Box
from press.values.findings import Finding, Severity

TITLE = "black text is in black alone, small text in one ink"
REASON = "Ghent Workgroup, GWG2015: rich black text, small text; plates that are a little off give it coloured edges"
LOOKS_AT = "pdf"
PRODUCTIONS = ("press",)
CODES = ("black-text", "small-text")
WAIVABLE = True

# The brightest part, from 0 to 1, of a colour that is black, and of one that is nearly so, as a very dark blue is.
BLACK, DARK = 0.12, 0.25
# In pt: larger black text may have a second ink, larger coloured text several.
LARGE, SMALL = 24, 9


def check(subject: Subject) -> Iterator[Finding]:
    """For each page one error for black text of several inks, warnings where it is large or nearly black, and for small."""
    for page in subject.trimmed:
        sorts: dict[tuple[Severity, str, str, str], list[tuple[Painted, Box]]] = {}
        for thing, box in page.painted:
            fault = _fault(thing) if thing.run and len(thing.paint.inks or ()) > 1 else None
            if fault:
                sorts.setdefault(fault, []).append((thing, box))
        for (severity, code, message, hint), these in sorts.items():
            thing, box = these[0]
            inks = " ".join(f"{name} {percent:.0f}" for name, percent in (thing.paint.inks or {}).items())
            yield Finding(severity, code, f"{named(thing, box, page.boxes.cut)} {message} ({inks}){others(these)}",
                          subject.page(page.number), hint)


def _fault(thing: Painted) -> tuple[Severity, str, str, str] | None:
    """What is wrong with text of several inks: severity, code, message, hint."""
    brightest, size = max(thing.paint.rgb or (1.0,)), thing.run.size if thing.run else 0.0
    if brightest <= BLACK and size < LARGE:
        return Severity.ERROR, "black-text", "is black of several inks", "colour it in black alone: device-cmyk(0 0 0 1)"
    if brightest <= DARK:
        return (Severity.WARNING, "black-text", "is nearly black, or large, and of several inks",
                "black alone is safer: device-cmyk(0 0 0 1)")
    if size < SMALL:
        return (Severity.WARNING, "small-text", f"is smaller than {SMALL} pt and of several inks",
                "set it in one ink, or larger")
    return None
