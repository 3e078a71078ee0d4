"""Lengths as style sheets write them, in pt."""

from __future__ import annotations

import re

from press.findings import Place, ProjectError

POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}
MM = POINTS["mm"]


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
        raise ProjectError(f"{key} has {len(found)} lengths and needs {count}", place, "docs/adding.md shows each key")
    return found
