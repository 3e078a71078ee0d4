"""What is made of a cell's pages: the archive's PDF as it is, sheets to fold, a file for the press."""

from __future__ import annotations

from dataclasses import dataclass, replace

from press.production.imposition import impose
from press.production.prepress.ready import Ready, make_ready
from press.values.binding import spine
from press.values.edition import Press, Sheets
from press.values.findings import Finding
from press.values.laid import Laid
from press.values.lengths import size_name
from press.values.printer import Printer, printer_of
from press.values.results import Further


@dataclass(frozen=True)
class Produced:
    """The PDF that goes out, what its name says beside the cell's, the files that go with it, and what was found.

    `ready` is there for a press file, and `limits` are what it is held against: those of its edition and printing condition.
    """

    pdf: bytes
    part: str = ""
    further: tuple[Further, ...] = ()
    findings: tuple[Finding, ...] = ()
    ready: Ready | None = None
    limits: Printer | None = None


def produce(pages: bytes, cell: Laid) -> Produced:
    """What the production of a cell's edition makes of its finished pages, a tagged PDF with one page each."""
    edition = cell.edition
    if edition.production == "sheets" and edition.sheets:
        return _on_sheets(pages, cell, edition.sheets)
    if edition.production == "press" and edition.press:
        ready = make_ready(pages, cell, edition.press)
        part = _press_part(ready, edition.press, cell.html.direction)
        limits = replace(printer_of(edition), condition=ready.condition.name, ink=ready.condition.ink)
        return Produced(ready.pdf, part, findings=ready.findings, ready=ready, limits=limits)
    return Produced(pages)


def _on_sheets(pages: bytes, cell: Laid, sheets: Sheets) -> Produced:
    """The sheets for a printer of both sides, and their fronts and backs for others."""
    imposed = impose(pages, sheets, cell.html.direction, cell.back)
    pair = Further("fronts", "pdf", imposed.fronts), Further("backs", "pdf", imposed.backs)
    return Produced(imposed.duplex, further=pair)


def _press_part(ready: Ready, press: Press, direction: str) -> str:
    """What a printer wants to read in a file's name: the trim, the pages, the side of the spine."""
    side = "" if press.binding == "none" else f"_bind-{spine(direction)}"
    return f"press_{size_name(*ready.trim)}_{ready.pages}pp{side}"
