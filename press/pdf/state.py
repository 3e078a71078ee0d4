"""The graphics state of a page as far as checks need it: matrices, colours, the text's size."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import pikepdf
from pikepdf import Name

from press.pdf.drawing import Box, Colour
from press.pdf.font import Font

Matrix = tuple[float, float, float, float, float, float]

WHITE: Colour = (1.0, 1.0, 1.0)
BLACK: Colour = (0.0, 0.0, 0.0)
SAME: Matrix = (1, 0, 0, 1, 0, 0)
EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)
# How many parts a colour has in the spaces that need no look-up.
PARTS = {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/DeviceCMYK": 4}


@dataclass(slots=True)
class State:
    """What q saves and Q restores; a `fill` of None is a colour that can't be known."""

    matrix: Matrix = SAME
    clip: Box = EVERYWHERE
    fill: Colour | None = BLACK
    parts: int = 1
    opaque: bool = True
    font: Font | None = None
    size: float = 0.0
    mode: int = 0
    leading: float = 0.0
    rise: float = 0.0

    def copy(self) -> State:
        """The same state, to change."""
        return replace(self)


@dataclass(frozen=True, slots=True)
class Area:
    """Rectangles filled at once, as far as a clip shows them; a colour of None can't be known.

    Where they count `by_turns`, what is in two of them is in none (ISO 32000-1, 8.5.3.3.3).
    """

    boxes: tuple[Box, ...]
    clip: Box
    colour: Colour | None
    by_turns: bool

    def covers(self, x: float, y: float) -> bool:
        """Whether a point is in the area."""
        if not holds(self.clip, x, y):
            return False
        count = sum(holds(box, x, y) for box in self.boxes)
        return count % 2 == 1 if self.by_turns else count > 0


def holds(box: Box, x: float, y: float) -> bool:
    """Whether a point is in a box."""
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def matrix_of(operands: Iterable[Any]) -> Matrix:
    """Six operands as a matrix."""
    a, b, c, d, e, f = (float(value) for value in operands)
    return a, b, c, d, e, f


def times(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does the first, then the second."""
    a, b, c, d, e, f = first
    g, h, i, j, k, l = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l)


def moved(matrix: Matrix, x: float, y: float) -> Box:
    """A point as an empty box on the page."""
    a, b, c, d, e, f = matrix
    u, v = a * x + c * y + e, b * x + d * y + f
    return u, v, u, v


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around some others."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def common(first: Box, second: Box) -> Box:
    """What two boxes have in common; where that is nothing, the box holds no point."""
    return max(first[0], second[0]), max(first[1], second[1]), min(first[2], second[2]), min(first[3], second[3])


def in_rgb(parts: list[float]) -> Colour | None:
    """A colour of one, three or four parts in RGB, without a profile; None for any other."""
    if len(parts) == 1:
        return parts[0], parts[0], parts[0]
    if len(parts) == 3:
        return parts[0], parts[1], parts[2]
    if len(parts) == 4:
        cyan, magenta, yellow, black = parts
        return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    return None


def parts_of(space: Any) -> int:
    """How many parts a colour of a space has; 0 where they say nothing without more (Separation, Indexed, Pattern)."""
    if isinstance(space, pikepdf.Array) and len(space) > 1:
        kind = str(space[0])
        return int(space[1].get(Name.N, 0)) if kind == "/ICCBased" else PARTS.get(kind, 0)
    return PARTS.get(str(space), 0)
