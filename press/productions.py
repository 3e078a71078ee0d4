"""What is made of a cell's pages: the archive's PDF as it is, sheets to fold, a file for the press."""

from __future__ import annotations

from dataclasses import dataclass

from press.checks import Laid
from press.imposition import impose
from press.job import Sheets
from press.results import Further


@dataclass(frozen=True)
class Produced:
    """The PDF that goes out, what its name says beside the cell's, and the files that go with it."""

    pdf: bytes
    part: str = ""
    further: tuple[Further, ...] = ()


def produce(pages: bytes, cell: Laid) -> Produced:
    """What the production of a cell's edition makes of its finished pages, a tagged PDF with one page each."""
    edition = cell.edition
    if edition.production == "sheets" and edition.sheets:
        return _on_sheets(pages, cell, edition.sheets)
    return Produced(pages)


def _on_sheets(pages: bytes, cell: Laid, sheets: Sheets) -> Produced:
    """The sheets for a printer of both sides, and their fronts and backs for others."""
    imposed = impose(pages, sheets, cell.html.direction, cell.back)
    pair = Further("fronts", "pdf", imposed.fronts), Further("backs", "pdf", imposed.backs)
    return Produced(imposed.duplex, further=pair)
