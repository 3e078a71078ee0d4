"""Where things stand on laid-out pages, as plain values: no check needs the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# The elements whose words run on over lines and pages.
RUNNING = ("p", "li", "dd", "blockquote")

@dataclass(frozen=True)
class Line:
    """One line of the layout: page (from 1), left, top, width, height and the room it had, in pt.

    `kind` is text, note or margin. `block` is the same number for all lines of one paragraph, also over pages, and `role`
    the name of its element (p, h2, td …). `note` is the number of the note that the line belongs to, else 0. `spread` is by
    how much each of its spaces is wider so that it fills its room, in parts of the type's size.
    """

    page: int
    x: float
    y: float
    width: float
    height: float
    room: float
    text: str
    kind: str
    block: int = 0
    role: str = ""
    note: int = 0
    spread: float = 0.0


@dataclass(frozen=True)
class Area:
    """A page's size and the area of its type, in pt from the page's left and top."""

    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Layout:
    """Where things stand: each page's area, lines, the page of each note's first call, the pages each note stands on.

    `layouts` is how often a page was laid out on average, `pictured` the pages that have a picture.
    """

    areas: tuple[Area, ...]
    lines: tuple[Line, ...]
    calls: Mapping[int, int]
    notes: Mapping[int, tuple[int, ...]]
    layouts: float = 1.0
    pictured: frozenset[int] = frozenset()

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self.areas)

    def rows(self, page: int) -> set[tuple[float, float]]:
        """Top and height of each row of words on a page, running head and folio excepted, in pt."""
        return {(round(line.y), round(line.height, 1)) for line in self.lines
                if line.page == page and line.kind != "margin" and line.text.strip()}

    def paragraphs(self) -> list[list[Line]]:
        """The lines with words of each paragraph of the text, in order."""
        found: dict[int, list[Line]] = {}
        for line in self.lines:
            if line.kind == "text" and line.role in RUNNING and line.text.strip():
                found.setdefault(line.block, []).append(line)
        return list(found.values())
