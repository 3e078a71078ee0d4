"""Looks at the PDF: text stands out from what is under it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.checks.subject import Subject, quoted
from press.pdf.colour import Colour
from press.pdf.drawing import Run
from press.values.findings import Finding, Severity

TITLE = "text stands out from its ground"
REASON = "WCAG 2.2, 1.4.3: a contrast of 4.5 to 1, of 3 to 1 for text of 18 pt, or of 14 pt and bold"
LOOKS_AT = "pdf"
CODES = ("contrast",)
WAIVABLE = True

TEXT, LARGE_TEXT = 4.5, 3.0
LARGE, LARGE_BOLD = 18, 14
BOLD = re.compile("bold|black|heavy", re.I)
# ISO 32000-1, table 106: modes that fill the glyphs.
FILLING = (0, 2, 4, 6)


def check(subject: Subject) -> Iterator[Finding]:
    """One warning for each pair of colours on a page; text on pictures and shadings is not judged."""
    for number, page in enumerate(subject.pages, 1):
        seen: set[tuple[Colour, Colour]] = set()
        for run in page.runs:
            colour, ground = run.colour, run.ground
            if colour is None or ground is None or run.mode not in FILLING or (colour, ground) in seen:
                continue
            found, needed = contrast(colour, ground), least(run)
            if found < needed and run.text.strip():
                seen.add((colour, ground))
                yield Finding(Severity.WARNING, "contrast", f"{quoted(run.text)} has a contrast of {found:.1f} to 1 "
                              f"and needs {needed:g}", subject.page(number), "make the text darker, or its ground lighter")


def contrast(first: Colour, second: Colour) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    """How light a colour is, from 0 to 1 (WCAG 2.2, relative luminance)."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def least(run: Run) -> float:
    """The contrast that a run needs by its size."""
    large = run.size >= (LARGE_BOLD if BOLD.search(run.font.name) else LARGE)
    return LARGE_TEXT if large else TEXT
