"""Lengths as style sheets write them, in pt."""

from __future__ import annotations

import re

from press.values.findings import Place, ProjectError

POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}
MM = POINTS["mm"]
# What a press file is laid out with round the trim: room for the bleed and for marks.
AROUND = 10 * MM
# Sizes that have a name, in mm: ISO 216, and those of ANSI and of American print shops.
SIZES = {
    "A3": (297, 420), "A4": (210, 297), "A5": (148, 210), "A6": (105, 148), "B5": (176, 250), "B6": (125, 176),
    "Letter": (215.9, 279.4), "Legal": (215.9, 355.6), "Tabloid": (279.4, 431.8), "Half-Letter": (139.7, 215.9),
}


def points(length: str, place: Place) -> float:
    """A length in pt; ProjectError for what is none."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(pt|mm|cm|in)", length)
    if not match:
        raise ProjectError(f'"{length}" is not a length', place, "write a number with pt, mm, cm or in, like 27mm")
    return float(match[1]) * POINTS[match[2]]


def lengths(given: str, count: int, key: str, place: Place) -> tuple[float, ...]:
    """So many lengths of a key, parted by spaces, in pt."""
    found = tuple(points(part, place) for part in given.split())
    if len(found) != count:
        has = f"{len(found)} length{'' if len(found) == 1 else 's'}"
        raise ProjectError(f"{key} has {has} and needs {count}", place, "docs/adding.md shows each key")
    return found


def size_name(width: float, height: float) -> str:
    """The name of a page's size in the trade, or its width and height in mm, from lengths in pt."""
    for name, sides in SIZES.items():
        if abs(sides[0] * MM - width) < .5 * MM and abs(sides[1] * MM - height) < .5 * MM:
            return name
    return f"{width / MM:.4g}x{height / MM:.4g}mm"
