"""The boxes of a PDF's pages (ISO 32000-1, 14.11.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Name

from press.pdf.geometry import Box, upright

# A page stands in groups of pages; more of them is a circle.
DEEPEST = 50


@dataclass(frozen=True)
class Boxes:
    """A page's boxes in pt: left, bottom, right, top; None where it has none of its own.

    `rotation` is in degrees, `unit` how many 1/72 of an inch a unit of the page stands for.
    """

    media: Box
    crop: Box | None
    bleed: Box | None
    trim: Box | None
    rotation: int
    unit: float

    @property
    def cut(self) -> Box:
        """The page as it is after trimming: its trim box, or what of it is seen."""
        return self.trim or self.crop or self.media


def boxes_of(page: pikepdf.Page) -> Boxes:
    """The boxes of a page."""
    own = page.obj
    crop, bleed, trim = (_own_box(found) for found in (
        _inherited(own, Name.CropBox), own.get(Name.BleedBox), own.get(Name.TrimBox, own.get(Name.ArtBox))))
    return Boxes(upright(page.mediabox), crop, bleed, trim, int(_inherited(own, Name.Rotate) or 0),
                 float(own.get(Name.UserUnit, 1)))


def size(box: Box) -> tuple[float, float]:
    """The width and height of a box."""
    return box[2] - box[0], box[3] - box[1]


def _own_box(given: Iterable[Any] | None) -> Box | None:
    """Four numbers as a box, where they are given."""
    return None if given is None else upright(given)


def _inherited(page: Any, key: Name) -> Any:
    """What a page has of its own, or of a group that it stands in."""
    for _ in range(DEEPEST):
        if not isinstance(page, pikepdf.Dictionary) or key in page:
            break
        page = page.get(Name.Parent)
    return page.get(key) if isinstance(page, pikepdf.Dictionary) else None
