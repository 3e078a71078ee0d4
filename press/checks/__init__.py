"""One check a file: the folder is the list, and a file's name is the check's.

A check has `TITLE`, `REASON` (its clause or source), `LOOKS_AT` (pdf, layout or words), `CODES` of its findings,
`WAIVABLE` (whether a document may let them stand) and `check(subject)`, which gives the findings. Where it is for some
productions only, it names them in `PRODUCTIONS`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sized
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Protocol, cast

import pikepdf

from press.findings import Finding, Place
from press.job import Edition, Html, Language
from press.layout import Layout
from press.lengths import MM
from press.model import Document
from press.pdf.boxes import Boxes, boxes_of
from press.pdf.drawing import Drawing, Painted
from press.pdf.geometry import Box, meet
from press.pdf.pages import drawings
from press.pdf.structure import Element, structure
from press.printer import USUAL, Printer
from press.waivers import OF_SOURCES


@dataclass(frozen=True)
class Laid:
    """A cell of ours on its pages: the translated document, the composed page, where things stand."""

    document: Document
    html: Html
    layout: Layout
    language: Language
    languages: Mapping[str, Language]
    edition: Edition

    @property
    def back(self) -> int:
        """How many of the last pages are the back cover."""
        return int(bool(self.edition.fit and self.edition.fit.back_cover and self.html.has_end))


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


class Check(Protocol):
    """What a module in this folder has."""

    __name__: str
    TITLE: str
    REASON: str
    LOOKS_AT: str
    CODES: tuple[str, ...]
    WAIVABLE: bool

    @staticmethod
    def check(subject: Subject) -> Iterator[Finding]:
        """What is wrong."""


def productions(check: Check) -> tuple[str, ...]:
    """The productions that a check is for: those it names, or all."""
    return getattr(check, "PRODUCTIONS", ("archive", "sheets", "press"))


@cache
def all_checks() -> tuple[Check, ...]:
    """Each check of this folder, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))
    return tuple(cast(Check, importlib.import_module(f"{__name__}.{name}")) for name in names)


def of_layout(name: str, cell: Laid) -> Iterator[Finding]:
    """What the checks of the layout say of a cell that is laid out and not yet written."""
    subject = Subject(name, b"", pikepdf.new(), cell, production=cell.edition.production)
    for check in all_checks():
        if check.LOOKS_AT == "layout" and subject.production in productions(check):
            yield from check.check(subject)


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


def waivable(code: str) -> bool | None:
    """Whether a document may waive findings of a code; None for a code that no check has."""
    return code in OF_SOURCES or next((check.WAIVABLE for check in all_checks() if code in check.CODES), None)


def waivable_codes() -> Iterator[str]:
    """The codes that can be waived."""
    yield from OF_SOURCES
    for check in all_checks():
        if check.WAIVABLE:
            yield from check.CODES
