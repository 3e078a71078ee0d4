"""Follows how a page sets text (ISO 32000-1, 9.3 and 9.4)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import pikepdf

from press.pdf.drawing import Drawing, Run, RunSetting
from press.pdf.font import Font
from press.pdf.geometry import SAME, Matrix, times
from press.pdf.graphics import Graphics

# ISO 32000-1, table 106: text in mode 3 is invisible, as that of a scan; some modes draw its outline too.
INVISIBLE = 3
STROKING = (1, 2, 5, 6)
# In one more mode text is only a clip.
UNSEEN = (INVISIBLE, 7)
# A run so far above or below the one before, in the size of the larger, is on another line and no index or exponent.
NEXT_LINE = 0.7
# A wider gap is a space in simple fonts, which many programs set without one; in thousandths of the size.
SPACE = -200
HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f]*)>")


class Lettering(Graphics):
    """The part of a pen that sets text into a Drawing."""

    def __init__(self, drawing: Drawing, font: Callable[[Any], Font]) -> None:
        super().__init__(drawing, font)
        self.text = self.line = SAME
        self.before: tuple[float, float, float] | None = None
        # The run that the next one follows where nothing else says where that begins.
        self.follows: Run | None = None

    def begin_text(self, _: Any) -> None:
        """BT."""
        self.begin_at(SAME)

    def begin_at(self, matrix: Matrix) -> None:
        """Lets text begin at a place."""
        self.text = self.line = matrix
        self.follows = None

    def set_font(self, operands: Any) -> None:
        """Tf."""
        found = self.resource("/Font", operands[0])
        self.state.font = self.font(found) if isinstance(found, pikepdf.Dictionary) else None
        self.state.size = float(operands[1])

    def set_mode(self, operands: Any) -> None:
        """Tr."""
        self.state.mode = int(operands[0])

    def set_leading(self, operands: Any) -> None:
        """TL."""
        self.state.leading = float(operands[0])

    def set_rise(self, operands: Any) -> None:
        """Ts."""
        self.state.rise = float(operands[0])

    def set_letters(self, operands: Any) -> None:
        """Tc."""
        self.state.letters = float(operands[0])

    def set_words(self, operands: Any) -> None:
        """Tw."""
        self.state.words = float(operands[0])

    def set_stretch(self, operands: Any) -> None:
        """Tz."""
        self.state.stretch = float(operands[0]) / 100

    def place(self, operands: Any) -> None:
        """Tm."""
        a, b, c, d, e, f = operands
        self.begin_at((float(a), float(b), float(c), float(d), float(e), float(f)))

    def move(self, operands: Any) -> None:
        """Td."""
        self.begin_at(times((1, 0, 0, 1, float(operands[0]), float(operands[1])), self.line))

    def move_and_lead(self, operands: Any) -> None:
        """TD."""
        self.state.leading = -float(operands[1])
        self.move(operands)

    def next_line(self, _: Any) -> None:
        """T*."""
        self.move((0, -self.state.leading))

    def show(self, operands: Any) -> None:
        """Tj."""
        self.show_bytes(bytes(operands[0]))

    def show_parts(self, operands: Any) -> None:
        """TJ; read as a whole where all its strings are in hexadecimal, which takes a third of the time."""
        is_simple = self.state.font is not None and self.state.font.width == 1
        written = b"" if is_simple else operands[0].unparse()
        if is_simple or b"(" in written.replace(b"()", b""):
            self.show_with_gaps(operands[0], is_simple)
            return
        parts = HEXADECIMAL.split(written)
        self.show_bytes(bytes.fromhex(b"".join(parts[1::2]).decode()), (), b" ".join(parts[::2]))

    def show_with_gaps(self, parts: Any, is_simple: bool) -> None:
        """TJ, part by part: in a simple font a wide gap is a space."""
        shown, gaps, moved = b"", [], 0.0
        for part in parts:
            if isinstance(part, pikepdf.String):
                shown += bytes(part)
                continue
            moved += float(part)
            if is_simple and part < SPACE:
                gaps.append(len(shown))
        self.show_bytes(shown, tuple(gaps), b"%f" % moved)

    def show_on_next_line(self, operands: Any) -> None:
        """The operators ' and "."""
        self.next_line(operands)
        self.show_bytes(bytes(operands[-1]))

    def show_bytes(self, shown: bytes, gaps: tuple[int, ...] = (), moves: bytes = b"") -> None:
        """Takes up a run of text."""
        state = self.state
        if state.font is None or not shown:
            return
        if self.follows:
            ahead, is_down = self.follows.advance, self.follows.font.is_vertical
            self.text = times((1, 0, 0, 1, 0 if is_down else ahead, -ahead if is_down else 0), self.text)
        matrix = times(times((1, 0, 0, 1, 0, state.rise), self.text), state.matrix)
        a, b, c, d, x, y = matrix
        size = abs(state.size) * (c * c + d * d) ** 0.5
        # Upright text only: turned text has no slope of its own here.
        slant = abs(c / d) if abs(b) < 1e-6 < abs(d) else 0.0
        inside = 0.25 * state.size
        self.follows = run = Run(
            state.font, shown, x, y, size, state.fill, state.effect,
            self.ground(x + inside * (a + c), y + inside * (b + d)), state.mode, slant,
            self.marks[-1] if self.marks else None,
            RunSetting(matrix, state.size, state.letters, state.words, state.stretch, moves),
            self.is_on_next_line(a, b, x, y, size), gaps)
        self.take_up(run)

    def take_up(self, run: Run) -> None:
        """Puts a run into the drawing."""
        state = self.state
        if not self.tile:
            self.drawing.runs.append(run)
            self.before = run.x, run.y, run.size
        if state.mode in UNSEEN:
            if state.mode != INVISIBLE:
                self.marked("text")
            return
        self.marked("text")
        if state.mode not in (1, 5):
            self.record("text", None, (state.fill,), run=run)
        if state.mode in STROKING:
            self.record("text", None, (state.stroke,), True, self.stroke_width, run)

    def is_on_next_line(self, a: float, b: float, x: float, y: float, size: float) -> bool:
        """Whether text that runs in the direction a, b from x, y is on another line than the run before."""
        if self.before is None:
            return False
        left, bottom, other = self.before
        away: float = abs((x - left) * b - (y - bottom) * a)
        return away > NEXT_LINE * max(size, other) * math.hypot(a, b)


ACTIONS: dict[str, Callable[[Any, Any], None]] = {
    "BT": Lettering.begin_text, "Tf": Lettering.set_font, "Tr": Lettering.set_mode, "TL": Lettering.set_leading,
    "Ts": Lettering.set_rise, "Tc": Lettering.set_letters, "Tw": Lettering.set_words, "Tz": Lettering.set_stretch,
    "Tm": Lettering.place, "Td": Lettering.move, "TD": Lettering.move_and_lead, "T*": Lettering.next_line,
    "Tj": Lettering.show, "TJ": Lettering.show_parts, "'": Lettering.show_on_next_line,
    '"': Lettering.show_on_next_line,
}
