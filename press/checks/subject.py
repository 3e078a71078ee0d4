"""What is checked, and words for what is found in it."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass
from functools import cached_property

import pikepdf

from press.pdf.boxes import Boxes, boxes_of
from press.pdf.drawing import Drawing, Painted
from press.pdf.geometry import Box, meet
from press.pdf.pages import drawings
from press.pdf.structure import Element, structure
from press.values.findings import Place
from press.values.laid import Laid
from press.values.lengths import MM
from press.values.printer import USUAL, Printer


@dataclass(frozen=True)
class Trimmed:
    """A page as it is after trimming: its number from 1, its boxes, and what is painted on it, each with its box in pt."""

    number: int
    boxes: Boxes
    painted: tuple[tuple[Painted, Box], ...]


@dataclass(frozen=True)
class Subject:
    """What is checked: a PDF by the name of its cell or file, and the cell that it was made from, if it is ours.

    `validator` is the command that validates PDFs as veraPDF does; none where it is not to run. `production` is that of
    the cell, or what a file was made for; `printer` has the limits that a press file is held against. `base` are the pages
    that sheets or a press file were made from.
    """

    name: str
    source: bytes
    pdf: pikepdf.Pdf
    cell: Laid | None = None
    validator: str = ""
    production: str = "archive"
    printer: Printer = USUAL
    base: Subject | None = None

    @property
    def laid(self) -> Laid:
        """The cell; LookupError for a PDF that is not ours, which no check of a layout is given."""
        if self.cell is None:
            raise LookupError(f"{self.name} has no layout")
        return self.cell

    @cached_property
    def pages(self) -> tuple[Drawing, ...]:
        """What each page draws."""
        return tuple(drawings(self.pdf))

    @cached_property
    def trimmed(self) -> tuple[Trimmed, ...]:
        """The pages after trimming: what lies beside the page, as trim marks do, is not on them."""
        found = []
        for number, (page, drawing) in enumerate(zip(self.pdf.pages, self.pages, strict=True), 1):
            own = boxes_of(page)
            things = ((thing, thing.box) for thing in drawing.painted if thing.opacity > 0)
            found.append(Trimmed(number, own, tuple((thing, box) for thing, box in things if meet(box, own.cut))))
        return tuple(found)

    @cached_property
    def tree(self) -> Element | None:
        """The structure tree, if there is one."""
        return structure(self.pdf)

    def page(self, number: int) -> Place:
        """A page, from 1; 0 is the whole."""
        return Place(f"{self.name}, page {number}" if number else self.name)


def quoted(words: str, most: int = 40) -> str:
    """Some words for a message, in quotation marks and not too many."""
    words = " ".join(words.split())
    return f"“{words}”" if len(words) <= most else f"“{words[:most].rstrip()}…”"


def named(thing: Painted, box: Box, cut: Box) -> str:
    """What is painted, for a message: words, or a kind of thing and where it begins on the trimmed page."""
    if thing.run:
        return quoted(thing.run.text)
    kinds = {"fill": "a filled shape", "stroke": "a line", "picture": "a picture", "shading": "a shading"}
    left, top = (box[0] - cut[0]) / MM, (cut[3] - box[3]) / MM
    return f"{kinds[thing.what]} ({round(left)} mm from the left, {round(top)} mm from the top)"


def others(things: Sized) -> str:
    """How many more there are of things of which a message names one."""
    return f", and {len(things) - 1} more" if len(things) > 1 else ""
