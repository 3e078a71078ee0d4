"""What is made of a cell's pages: the archive's PDF as it is, sheets to fold, a file for the press."""

from __future__ import annotations

from dataclasses import dataclass

from press.checks import Laid
from press.results import Further


@dataclass(frozen=True)
class Produced:
    """The PDF that goes out, what its name says beside the cell's, and the files that go with it."""

    pdf: bytes
    part: str = ""
    further: tuple[Further, ...] = ()


def produce(pages: bytes, cell: Laid) -> Produced:
    """What the production of a cell's edition makes of its finished pages, a tagged PDF with one page each."""
    return Produced(pages)
