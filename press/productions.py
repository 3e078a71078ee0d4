"""What is made of a cell's pages: the archive's PDF as it is, sheets to fold, a file for the press."""

from __future__ import annotations

from dataclasses import dataclass

from press.checks import Laid
from press.findings import Finding
from press.job import Press
from press.lengths import size_name
from press.prepress.ready import Ready, make_ready
from press.results import Further


@dataclass(frozen=True)
class Produced:
    """The PDF that goes out, what its name says beside the cell's, the files that go with it, and what is to be said."""

    pdf: bytes
    part: str = ""
    further: tuple[Further, ...] = ()
    findings: tuple[Finding, ...] = ()


def produce(pages: bytes, cell: Laid) -> Produced:
    """What the production of a cell's edition makes of its finished pages, a tagged PDF with one page each."""
    press = cell.edition.press
    if cell.edition.production == "press" and press:
        ready = make_ready(pages, cell, press)
        return Produced(ready.pdf, _press_part(ready, press, cell.html.direction), findings=ready.findings)
    return Produced(pages)


def _press_part(ready: Ready, press: Press, direction: str) -> str:
    """What a printer wants to read in a file's name: the trim, the pages, the side of the spine."""
    side = "" if press.binding == "none" else "_bind-right" if direction == "rtl" else "_bind-left"
    return f"press_{size_name(*ready.trim)}_{ready.pages}pp{side}"
