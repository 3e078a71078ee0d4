"""The graphics state of a page as far as checks need it, and the areas that lie under what is drawn later."""

from __future__ import annotations

from dataclasses import dataclass, fields
from operator import attrgetter

from press.pdf.colour import GRAY, Paint, Space
from press.pdf.drawing import PLAIN, Effect
from press.pdf.font import Font
from press.pdf.geometry import EVERYWHERE, SAME, Box, Matrix, holds

BLACK = Paint(GRAY, (0.0,))


@dataclass(slots=True)
class GraphicsState:
    """What q saves and Q restores; `fill` and `stroke` are colours, `line` is the width of a line in its own space."""

    matrix: Matrix = SAME
    clip: Box = EVERYWHERE
    fill: Paint = BLACK
    stroke: Paint = BLACK
    fill_space: Space = GRAY
    stroke_space: Space = GRAY
    pattern: str = ""
    effect: Effect = PLAIN
    line: float = 1.0
    font: Font | None = None
    size: float = 0.0
    mode: int = 0
    leading: float = 0.0
    rise: float = 0.0
    letters: float = 0.0
    words: float = 0.0
    stretch: float = 1.0

    def copy(self) -> GraphicsState:
        """The same state, to change."""
        return GraphicsState(*VALUES(self))


VALUES = attrgetter(*(field.name for field in fields(GraphicsState)))


@dataclass(frozen=True, slots=True)
class Filled:
    """Rectangles filled at once, as far as a clip shows them, in a colour.

    Where they count `by_turns`, what is in two of them is in none (ISO 32000-1, 8.5.3.3.3).
    """

    boxes: tuple[Box, ...]
    clip: Box
    paint: Paint
    by_turns: bool

    def covers(self, x: float, y: float) -> bool:
        """Whether a point is in the area."""
        if not holds(self.clip, x, y):
            return False
        count = sum(holds(box, x, y) for box in self.boxes)
        return count % 2 == 1 if self.by_turns else count > 0
