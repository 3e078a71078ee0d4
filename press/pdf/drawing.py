"""What a page draws, as plain values: all that is painted, runs of text, pictures, what is neither tagged nor artifact."""

from __future__ import annotations

from dataclasses import dataclass, field

import pikepdf

from press.pdf.colour import PAPER, Colour, Paint, Space
from press.pdf.font import Font
from press.pdf.geometry import EVERYWHERE, Box, Matrix, common, turned


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
class Effect:
    """How colours lie on what is under them (ISO 32000-1, 8.6.7 and 11.3): overprint and opacity of fills and of strokes.

    `mode` is the overprint mode: with 1 a part of 0 in DeviceCMYK leaves what is under it. `is_masked` says that a soft
    mask is on.
    """

    overprints: tuple[bool, bool] = (False, False)
    mode: int = 0
    opacity: tuple[float, float] = (1.0, 1.0)
    blend: str = "Normal"
    is_masked: bool = False


PLAIN = Effect()


@dataclass(frozen=True, slots=True)
class RunSetting:
    """How a run is set: the matrix from its own space to the page, its size there, space after each letter and word.

    `stretch` is the horizontal scaling from 1, `moves` what is taken back within the run, in thousandths of the size, as the
    file has it.
    """

    matrix: Matrix
    size: float
    letters: float = 0.0
    words: float = 0.0
    stretch: float = 1.0
    moves: bytes = b""

    @property
    def moved(self) -> float:
        """What is taken back within the run, as a part of the size."""
        return sum(map(float, self.moves.replace(b"()", b"").strip(b"[ ]").split())) / 1000


@dataclass(frozen=True, slots=True)
class Run:
    """Text shown at once: glyph codes of a font, where it begins in pt from the page's origin, its size in pt.

    `paint` is what it is filled with and `under` what is under it; `mode` is PDF's text rendering mode; `slant` the
    tangent of a slope that the font itself does not have. `begins_line` says that it stands on another line than the run
    before; `gaps` are the glyphs before which there is room for a space.
    """

    font: Font
    shown: bytes
    x: float
    y: float
    size: float
    paint: Paint
    effect: Effect
    under: Paint
    mode: int
    slant: float
    mark: Mark | None
    setting: RunSetting
    begins_line: bool = False
    gaps: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The words as they stand from left to right, as far as the font says what its glyphs stand for."""
        glyphs = self.font.glyphs(self.shown)
        for at in reversed(self.gaps):
            glyphs.insert(at, " ")
        return "".join(glyphs)

    @property
    def colour(self) -> Colour | None:
        """What it is filled with, in RGB from 0 to 1; None where that can't be known."""
        return self.paint.rgb if self.effect.opacity[0] == 1 else None

    @property
    def ground(self) -> Colour | None:
        """What is under it, in RGB from 0 to 1; None where that can't be known."""
        return self.under.rgb

    @property
    def advance(self) -> float:
        """How far it leads, in its own space: down where it is vertical."""
        setting = self.setting
        spaces = self.shown.count(b" ") if self.font.width == 1 else 0
        count = len(self.shown) // self.font.width
        length = (self.font.advance(self.shown) - setting.moved) * setting.size
        return (length + count * setting.letters + spaces * setting.words) * setting.stretch

    @property
    def box(self) -> Box:
        """The box of its letters on the page, from the depth to the height that its font says."""
        size, advance = self.setting.size, self.advance
        if self.font.is_vertical:
            return turned(self.setting.matrix, (-size / 2, -advance, size / 2, 0))
        return turned(self.setting.matrix, (0, self.font.depth * size, advance, self.font.height * size))


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture on a page: its pixels, its size in pt, the bits of a colour, its colours, the file's own object."""

    width: int
    height: int
    across: float
    down: float
    bits: int
    space: Space
    source: pikepdf.Object


@dataclass(frozen=True, slots=True)
class Painted:
    """One thing painted: text, fill, stroke, picture or shading, in one colour each.

    `outline` is the box around it on the page, None for a `run`, and `clip` the box in which it is seen. `width` is a
    stroke's in pt; `is_second` says that it has the overprint and opacity of strokes; `under` is what is under its middle.
    """

    what: str
    outline: Box | None
    clip: Box
    paint: Paint
    effect: Effect
    under: Paint = PAPER
    is_second: bool = False
    width: float = 0.0
    run: Run | None = None
    picture: Placed | None = None

    @property
    def box(self) -> Box:
        """What is seen of it."""
        return common(self.clip, self.run.box if self.run and self.outline is None else self.outline or EVERYWHERE)

    @property
    def thickness(self) -> float:
        """How thick a line is, and how narrow a shape, in pt."""
        if self.what == "stroke" or self.outline is None:
            return self.width
        left, bottom, right, top = self.outline
        return min(right - left, top - bottom)

    @property
    def asks_overprint(self) -> bool:
        """Whether it is set to overprint."""
        return self.effect.overprints[self.is_second]

    @property
    def overprints(self) -> bool:
        """Whether inks that it has not are kept under it (ISO 32000-1, table 149)."""
        is_kept = self.paint.space.kind == "DeviceCMYK" and self.effect.mode == 1
        return self.asks_overprint and (is_kept or self.paint.space.kind in ("Separation", "DeviceN"))

    @property
    def opacity(self) -> float:
        """How much it covers what is under it, from 0 to 1."""
        return self.effect.opacity[self.is_second]


@dataclass
class Drawing:
    """All that one page draws, in order; its visible `box` and the `reach` of the paper in pt: left, bottom, right, top.

    `marked` are the marks that something is drawn in: the number of the object that counts them, and their number.
    """

    box: Box
    reach: Box
    runs: list[Run] = field(default_factory=list)
    pictures: list[Placed] = field(default_factory=list)
    painted: list[Painted] = field(default_factory=list)
    untagged: list[str] = field(default_factory=list)
    marked: set[tuple[int, int]] = field(default_factory=set)
