"""What a page draws, as plain values: runs of text, pictures, and what is neither tagged nor an artifact."""

from __future__ import annotations

from dataclasses import dataclass, field

from press.pdf.font import Font

Box = tuple[float, float, float, float]
Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Actual:
    """Words that stand for all that one mark holds: an object for each mark, also where the words are the same."""

    words: str


@dataclass(frozen=True)
class Mark:
    """What drawing is marked as: the object that counts its `mcid`, or an artifact; `actual` are words that stand for it."""

    owner: int = 0
    mcid: int | None = None
    artifact: bool = False
    actual: Actual | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Text shown at once: glyph codes of a font, where it begins in pt from the page's origin, its size in pt.

    `colour` is what it is filled with and `ground` what is under it, in RGB from 0 to 1; None where that can't be known.
    `mode` is PDF's text rendering mode; `slant` the tangent of a slope that the font itself does not have.
    `begins_line` says that it stands on another line than the run before; `gaps` are the glyphs before which there is
    room for a space.
    """

    font: Font
    shown: bytes
    x: float
    y: float
    size: float
    colour: Colour | None
    ground: Colour | None
    mode: int
    slant: float
    mark: Mark | None
    begins_line: bool = False
    gaps: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The words as they stand from left to right, as far as the font says what its glyphs stand for."""
        glyphs = self.font.glyphs(self.shown)
        for at in reversed(self.gaps):
            glyphs.insert(at, " ")
        return "".join(glyphs)


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture on a page: its pixels, its size in pt, the bits of a colour."""

    width: int
    height: int
    across: float
    down: float
    bits: int


@dataclass
class Drawing:
    """All that one page draws, in order, and its visible part in pt: left, bottom, right, top.

    `marked` are the marks that something is drawn in: the number of the object that counts them, and their number.
    """

    box: Box
    runs: list[Run] = field(default_factory=list)
    pictures: list[Placed] = field(default_factory=list)
    untagged: list[str] = field(default_factory=list)
    marked: set[tuple[int, int]] = field(default_factory=set)
