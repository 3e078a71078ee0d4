"""Looks at the PDF: black and small text is on one plate."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks import Subject, named, others
from press.findings import Finding, Severity
from press.pdf.drawing import Painted

TITLE = "black text is in black alone, small text in one ink"
REASON = "Ghent Workgroup, GWG2015: rich black text, small text; plates that are a little off give it coloured edges"
LOOKS_AT = "pdf"
PRODUCTIONS = ("press",)
CODES = ("black-text", "small-text")
WAIVABLE = True

# The brightest part, from 0 to 1, of a colour that is seen as black.
DARK = 0.25
# In pt: larger black text may have a second ink, larger coloured text several.
LARGE, SMALL = 24, 9


def check(subject: Subject) -> Iterator[Finding]:
    """For each page one error for black text of several inks (a warning where it is large), one warning for small text."""
    for page in subject.trimmed:
        mixed = [(thing, box) for thing, box in page.painted if thing.run and len(thing.paint.inks or ()) > 1]
        for severity, code, these, message, hint in (
                (Severity.ERROR, "black-text", [one for one in mixed if _is_black(one[0]) and _size(one[0]) < LARGE],
                 "is black of several inks", "colour it in black alone: device-cmyk(0 0 0 1)"),
                (Severity.WARNING, "black-text", [one for one in mixed if _is_black(one[0]) and _size(one[0]) >= LARGE],
                 "is black of several inks", "black alone is safer; keep what else there is under 60 %"),
                (Severity.WARNING, "small-text", [one for one in mixed if not _is_black(one[0]) and _size(one[0]) < SMALL],
                 f"is smaller than {SMALL} pt and of several inks", "set it in one ink, or larger")):
            if these:
                thing, box = these[0]
                inks = " ".join(f"{name} {percent:.0f}" for name, percent in (thing.paint.inks or {}).items())
                yield Finding(severity, code, f"{named(thing, box, page.boxes.cut)} {message} ({inks}){others(these)}",
                              subject.page(page.number), hint)


def _is_black(thing: Painted) -> bool:
    """Whether a colour is seen as black."""
    return max(thing.paint.rgb or (1.0,)) <= DARK


def _size(thing: Painted) -> float:
    """The size of text in pt."""
    return thing.run.size if thing.run else 0.0
