"""What a print shop can take: its limits, as most have them, or as a shop's own file says."""

from __future__ import annotations

from dataclasses import dataclass

from press.lengths import MM


@dataclass(frozen=True)
class Printer:
    """A print shop's limits: lengths in pt, ink in percent, resolution in dpi.

    `bleed` is how far pictures run over the trim, `safety` how far text stays inside it, `pages` of what the page count is
    a multiple, `condition` the printing condition asked for (any where it is empty).
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


# What most print shops ask for.
USUAL = Printer()
