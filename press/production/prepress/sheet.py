"""A page on its sheet of a press file: boxes, what is clipped at the bleed, trim marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

from press.values.binding import TRIM_MARK
from press.values.lengths import AROUND

# So thin that it hides no error of the cut, in pt.
THIN = 0.25


@dataclass(frozen=True)
class Sheet:
    """A sheet with its page in the middle: the trim's width and height and the bleed in pt, whether it has marks."""

    width: float
    height: float
    bleed: float
    has_marks: bool

    def boxes(self) -> dict[str, Array]:
        """The boxes of its page, from the sheet's corner."""
        sides = {"/MediaBox": AROUND, "/BleedBox": self.bleed, "/TrimBox": 0}
        return {name: Array([round(side, 4) for side in self._outside(by)]) for name, by in sides.items()}

    def placed(self, drawn: bytes, corner: tuple[float, float]) -> bytes:
        """The operators of a page, whose trim has its lower left corner there, moved to its place and cut at the bleed."""
        left, bottom, right, top = self._outside(self.bleed)
        clip = f"q {left:.4f} {bottom:.4f} {right - left:.4f} {top - bottom:.4f} re W n\n"
        across, up = self.shift(corner)
        return f"{clip}1 0 0 1 {across:.4f} {up:.4f} cm\n".encode() + drawn + b"\nQ\n" + self.marks()

    def shift(self, corner: tuple[float, float]) -> tuple[float, float]:
        """How far a page with that corner is moved, across and up."""
        return AROUND - corner[0], AROUND - corner[1]

    def marks(self) -> bytes:
        """Lines at the corners that show where the trim is, outside the bleed, on all plates."""
        if not self.has_marks:
            return b""
        return f"q /All CS 1 SCN {THIN} w\n{' '.join(self._lines())}\nQ\n".encode()

    def resources(self, used: Dictionary) -> Dictionary:
        """The resources of a page with those of its marks."""
        if self.has_marks:
            spaces = Dictionary(dict(used.get("/ColorSpace", Dictionary()).items()))
            # The ink that stands on all plates (ISO 32000-1, 8.6.6.4).
            tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([1] * 4), N=1)
            spaces[Name.All] = Array([Name.Separation, Name.All, Name.DeviceCMYK, tint])
            used.ColorSpace = spaces
        return used

    def _lines(self) -> Iterator[str]:
        """Eight lines of marks as operators."""
        left, bottom, right, top = self._outside(0)
        low, high = self.bleed, min(self.bleed + TRIM_MARK, AROUND)
        for x in (left, right):
            for y, way in ((bottom, -1), (top, 1)):
                yield f"{x:.4f} {y + way * low:.4f} m {x:.4f} {y + way * high:.4f} l S"
        for y in (bottom, top):
            for x, way in ((left, -1), (right, 1)):
                yield f"{x + way * low:.4f} {y:.4f} m {x + way * high:.4f} {y:.4f} l S"

    def _outside(self, by: float) -> list[float]:
        """The trim made larger on all sides: left, bottom, right, top."""
        return [AROUND - by, AROUND - by, AROUND + self.width + by, AROUND + self.height + by]


def sheet(trim: pikepdf.Object, bleed: float, has_marks: bool) -> tuple[Sheet, tuple[float, float]]:
    """The sheet for a page with such a trim box, and the corner of the trim on that page."""
    left, bottom, right, top = (float(side) for side in trim.as_list())
    return Sheet(right - left, top - bottom, bleed, has_marks), (left, bottom)
