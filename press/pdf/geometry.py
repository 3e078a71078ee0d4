"""Boxes and matrices of a page, in pt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

# Left, bottom, right, top.
Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]

SAME: Matrix = (1, 0, 0, 1, 0, 0)
EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)


def holds(box: Box, x: float, y: float) -> bool:
    """Whether a point is in a box."""
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def matrix_of(operands: Iterable[Any]) -> Matrix:
    """Six operands as a matrix."""
    a, b, c, d, e, f = (float(value) for value in operands)
    return a, b, c, d, e, f


def upright(given: Iterable[Any]) -> Box:
    """Four numbers of a file as a box, whichever corners they name."""
    left, bottom, right, top = (float(value) for value in given)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


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


def turned(matrix: Matrix, box: Box) -> Box:
    """The smallest upright box around one that a matrix moves."""
    left, bottom, right, top = box
    return around((moved(matrix, left, bottom), moved(matrix, right, bottom), moved(matrix, left, top),
                   moved(matrix, right, top)))


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around some others."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def common(first: Box, second: Box) -> Box:
    """What two boxes have in common; where that is nothing, the box holds no point."""
    return max(first[0], second[0]), max(first[1], second[1]), min(first[2], second[2]), min(first[3], second[3])


def grown(box: Box, length: float) -> Box:
    """A box with so much more on each side."""
    return box[0] - length, box[1] - length, box[2] + length, box[3] + length


def middle(box: Box) -> tuple[float, float]:
    """The point in the middle of a box."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def is_in(inner: Box, outer: Box, tolerance: float) -> bool:
    """Whether a box lies in another, or is outside it by no more than a tolerance."""
    left, bottom, right, top = grown(outer, tolerance)
    return left <= inner[0] and bottom <= inner[1] and inner[2] <= right and inner[3] <= top


def meet(first: Box, second: Box) -> bool:
    """Whether two boxes have more than an edge in common."""
    left, bottom, right, top = common(first, second)
    return left < right and bottom < top
