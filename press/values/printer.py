"""What a print shop can take: the limits that most have, and those that an edition states itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from press.values.edition import Edition
from press.values.lengths import MM

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
