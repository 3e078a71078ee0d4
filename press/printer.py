"""What a print shop can take: its limits, as most have them, or as a shop's own file says."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from press.findings import Place, ProjectError
from press.job import Edition
from press.lengths import MM, points
from press.tables import read_table, switch, whole_number

# The parts of PDF/X by what files say of themselves; PDF/X-4 is ISO 15930-7.
STANDARDS = ("PDF/X-1a", "PDF/X-3", "PDF/X-4")
# Of what the page count is a multiple: a folded sheet has four pages, a leaf two.
BINDINGS = {"saddle-stitch": 4, "glue": 2, "none": 1}


@dataclass(frozen=True)
class Printer:
    """A print shop's limits: lengths in pt, ink in percent, resolution in dpi.

    `bleed` is how far pictures run over the trim, `safety` how far text stays inside it, `pages` of what the page count is
    a multiple, `condition` the printing condition asked for and `standards` the parts of PDF/X taken (any where empty).
    """

    name: str = "most print shops"
    bleed: float = 3 * MM
    safety: float = 3 * MM
    ink: float = 300
    resolution: float = 300
    hairline: float = 0.25
    transparency: bool = True
    pages: int = 1
    condition: str = ""
    standards: tuple[str, ...] = STANDARDS


# What most print shops ask for.
USUAL = Printer()


def printer_of(edition: Edition) -> Printer:
    """The usual limits with those that an edition states itself: its bleed, its pages, its condition, PDF/X-4."""
    if edition.press is None:
        return USUAL
    pages = max(BINDINGS.get(edition.press.binding, 1), edition.fit.pages if edition.fit else 1)
    return replace(USUAL, bleed=edition.press.bleed, pages=pages, condition=edition.press.condition,
                   standards=("PDF/X-4",))


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
