"""A print shop's limits, as its own file says."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from press.tables import read_table, switch, whole_number
from press.values.findings import Place, ProjectError
from press.values.lengths import points
from press.values.printer import STANDARDS, USUAL, Printer


def read_printer(path: Path, where: str) -> Printer:
    """A shop's limits by its file; ProjectError with the line of a key that nothing reads, or of a wrong value."""
    given = read_table(path, where)
    given.only(KEYS)
    found = {key: KEYS[key](value, given.place(key), key) for key, value in given.data.items()}
    return replace(USUAL, **{"name": path.stem, **found})


def _length(value: Any, place: Place, key: str) -> float:
    """A length in pt."""
    if not isinstance(value, str):
        shown = "0.25pt" if key == "hairline" else "3mm"
        raise ProjectError(f"{key} is not a length", place, f'write it with its unit, in quotation marks: {key} = "{shown}"')
    return points(value, place)


def _number(value: Any, place: Place, key: str) -> float:
    """A number above 0."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < math.inf:
        raise ProjectError(f"{key} is not a number above 0", place, f"write it without quotation marks: {key} = 300")
    return float(value)


def _words(value: Any, place: Place, key: str) -> str:
    """Some words."""
    if not isinstance(value, str) or not value.strip():
        raise ProjectError(f"{key} is no text", place, f'write it in quotation marks: {key} = "…"')
    return value.strip()


def _standards(value: Any, place: Place, key: str) -> tuple[str, ...]:
    """Parts of PDF/X; none where the shop takes any PDF."""
    if not isinstance(value, list) or not all(isinstance(one, str) and one in STANDARDS for one in value):
        raise ProjectError(f"{key} is not a list of {', '.join(STANDARDS)}", place, f'write: {key} = ["PDF/X-4"]')
    return tuple(value)


# What a shop's file may say, and how each is read.
KEYS: Mapping[str, Callable[[Any, Place, str], Any]] = {
    "name": _words, "bleed": _length, "safety": _length, "ink": _number, "resolution": _number, "hairline": _length,
    "transparency": switch, "pages": whole_number, "condition": _words, "standards": _standards,
}
