"""How wide the glyphs of a font are (ISO 32000-1, 9.2.4, 9.6.5 and 9.7.4.3)."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Name

# A standard font may leave its widths to the reader: most letters are about so wide.
USUAL = 0.55
# A list that says more is broken or an attack.
MOST = 70_000


def widths(font: Any) -> tuple[dict[int, float], float]:
    """The widths of codes as parts of the size, and that of all others; of a composite font those of its descendant."""
    if Name.W in font or Name.DW in font or str(font.get(Name.Subtype, "")).startswith("/CIDFont"):
        return _of_composite(font.get(Name.W, ())), float(font.get(Name.DW, 1000)) / 1000
    unit = float(font.FontMatrix[0]) if Name.FontMatrix in font else 0.001
    first = int(font.get(Name.FirstChar, 0))
    found = {first + step: float(width) * unit for step, width in enumerate(font.get(Name.Widths, ()))}
    descriptor = font.get(Name.FontDescriptor)
    missing = float(descriptor.get(Name.MissingWidth, 0)) * unit if isinstance(descriptor, pikepdf.Dictionary) else 0.0
    return found, missing if found else USUAL


def _of_composite(listed: Any) -> dict[int, float]:
    """The widths of a composite font: a code and a list of widths, or first and last code and one width."""
    found: dict[int, float] = {}
    items = list(listed)
    at = 0
    while at + 1 < len(items) and len(found) < MOST:
        first, second = int(items[at]), items[at + 1]
        if isinstance(second, pikepdf.Array):
            found |= {first + step: float(width) / 1000 for step, width in enumerate(second)}
            at += 2
        elif at + 2 < len(items):
            found |= dict.fromkeys(range(first, min(int(second), first + MOST) + 1), float(items[at + 2]) / 1000)
            at += 3
        else:
            break
    return found
