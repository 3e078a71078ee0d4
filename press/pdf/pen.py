"""Follows the operators of a page (ISO 32000-1, Annex A) and keeps what checks need."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Name

from press.pdf.drawing import Actual, Box, Colour, Drawing, Mark, Placed, Run
from press.pdf.font import Font
from press.pdf.state import (
    BLACK,
    SAME,
    WHITE,
    Area,
    Matrix,
    State,
    around,
    common,
    in_rgb,
    matrix_of,
    moved,
    parts_of,
    times,
)

DEEPEST_FORM = 12
# How many of the areas filled last are looked at to find what is under a word.
AREAS_BEHIND = 400
# ISO 32000-1, table 106: text in mode 3 is invisible, as that of a scan.
INVISIBLE = 3
# A run so far above or below the one before, in the size of the larger, is on another line and no index or exponent.
NEXT_LINE = 0.7
# A wider gap is a space in simple fonts, which many programs set without one; in thousandths of the size.
SPACE = -200
HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f]*)>")


class Pen:
    """Draws one page into a Drawing; `font` gives a font of the file."""

    def __init__(self, drawing: Drawing, font: Callable[[Any], Font]) -> None:
        self.drawing, self.font = drawing, font
        self.areas: list[Area] = []
        self.marks: list[Mark] = []
        self.path: list[Box] = []
        self.is_of_rectangles = True
        self.clips = False
        self.state = State()
        self.stack: list[State] = []
        self.text = self.line = SAME
        self.before: tuple[float, float, float] | None = None
        self.resources: Any = None
        self.owner = self.depth = 0

    def draw(self, content: Any, resources: Any, owner: int = 0) -> None:
        """Follows one content stream, a page's or a form's; `owner` is the number of the object that counts its marks."""
        kept = (self.state, self.stack, self.resources, self.owner, self.text, self.line, len(self.marks))
        self.state, self.stack, self.resources, self.owner = self.state.copy(), [], resources, owner
        for instruction in pikepdf.parse_content_stream(content):
            action = ACTIONS.get(str(instruction.operator))
            if action:
                action(self, instruction.operands)
        self.state, self.stack, self.resources, self.owner, self.text, self.line, marks = kept
        del self.marks[marks:]

    def resource(self, kind: str, name: Any) -> Any:
        """A named resource, or None."""
        try:
            return self.resources[kind][str(name)]
        except (KeyError, TypeError, ValueError):
            return None

    def painted(self, what: str) -> None:
        """Takes note of something drawn that is neither tagged nor an artifact."""
        mark = self.marks[-1] if self.marks else None
        if mark is None or (mark.mcid is None and not mark.artifact):
            self.drawing.untagged.append(what)
        elif mark.mcid is not None and not mark.artifact:
            self.drawing.marked.add((mark.owner, mark.mcid))

    def ground(self, x: float, y: float) -> Colour | None:
        """The colour of the area painted last at a point, white where there is none."""
        for area in reversed(self.areas[-AREAS_BEHIND:]):
            if area.covers(x, y):
                return area.colour
        return WHITE

    def save(self, _: Any) -> None:
        """q."""
        self.stack.append(self.state)
        self.state = self.state.copy()

    def restore(self, _: Any) -> None:
        """Q."""
        if self.stack:
            self.state = self.stack.pop()

    def transform(self, operands: Any) -> None:
        """cm."""
        self.state.matrix = times(matrix_of(operands), self.state.matrix)

    def graphics_state(self, operands: Any) -> None:
        """gs: only opacity matters."""
        found = self.resource("/ExtGState", operands[0])
        if found is not None and Name.ca in found:
            self.state.opaque = float(found.ca) == 1

    def colour(self, operands: Any) -> None:
        """g, rg, k."""
        self.state.parts = len(operands)
        self.state.fill = in_rgb([float(value) for value in operands])

    def colour_space(self, operands: Any) -> None:
        """cs."""
        named = self.resource("/ColorSpace", operands[0])
        self.state.parts = parts_of(operands[0] if named is None else named)
        self.state.fill = BLACK if self.state.parts else None

    def colour_in_space(self, operands: Any) -> None:
        """sc, scn."""
        fits = self.state.parts and len(operands) == self.state.parts
        self.state.fill = in_rgb([float(value) for value in operands]) if fits else None

    def rectangle(self, operands: Any) -> None:
        """re."""
        x, y, width, height = (float(value) for value in operands)
        matrix = self.state.matrix
        self.path.append(around(moved(matrix, u, v) for u in (x, x + width) for v in (y, y + height)))

    def point(self, operands: Any) -> None:
        """m, l, c, v, y: of what is no rectangle only the corners are kept."""
        numbers = [float(value) for value in operands]
        self.path += [moved(self.state.matrix, x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=False)]
        self.is_of_rectangles = False

    def fill(self, operands: Any, by_turns: bool = False) -> None:
        """f, F, B, b."""
        colour = self.state.fill if self.state.opaque else None
        if self.path and self.is_of_rectangles:
            self.cover(tuple(self.path), colour, by_turns)
        elif self.path:
            self.cover((around(self.path),), None)
        if self.path:
            self.painted("a filled shape")
        self.end_path(operands)

    def fill_by_turns(self, operands: Any) -> None:
        """f*, B*, b*: what is inside two rectangles is outside again, as in a border."""
        self.fill(operands, by_turns=True)

    def cover(self, boxes: tuple[Box, ...], colour: Colour | None, by_turns: bool = False) -> None:
        """Takes up an area that is under what is drawn later."""
        self.areas.append(Area(boxes, self.state.clip, colour, by_turns))

    def stroke(self, operands: Any) -> None:
        """S, s."""
        if self.path:
            self.painted("a line")
        self.end_path(operands)

    def clip(self, _: Any) -> None:
        """W: the path's box is where the next things can be seen."""
        self.clips = True

    def end_path(self, _: Any) -> None:
        """n, and the end of each painting."""
        if self.clips and self.path:
            self.state.clip = common(self.state.clip, around(self.path))
        self.path, self.is_of_rectangles, self.clips = [], True, False

    def shade(self, _: Any) -> None:
        """sh."""
        self.cover((self.drawing.box,), None)
        self.painted("a shading")

    def begin_text(self, _: Any) -> None:
        """BT."""
        self.text = self.line = SAME

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

    def place(self, operands: Any) -> None:
        """Tm."""
        self.text = self.line = matrix_of(operands)

    def move(self, operands: Any) -> None:
        """Td."""
        self.text = self.line = times((1, 0, 0, 1, float(operands[0]), float(operands[1])), self.line)

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
        if self.state.font is not None and self.state.font.width == 1:
            self.show_with_gaps(operands[0])
            return
        written = operands[0].unparse()
        if b"(" in written.replace(b"()", b""):
            self.show_bytes(b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String)))
        else:
            self.show_bytes(bytes.fromhex(b"".join(HEXADECIMAL.findall(written)).decode()))

    def show_with_gaps(self, parts: Any) -> None:
        """TJ in a simple font."""
        shown, gaps = b"", []
        for part in parts:
            if isinstance(part, pikepdf.String):
                shown += bytes(part)
            elif part < SPACE:
                gaps.append(len(shown))
        self.show_bytes(shown, tuple(gaps))

    def show_on_next_line(self, operands: Any) -> None:
        """The operators ' and "."""
        self.next_line(operands)
        self.show_bytes(bytes(operands[-1]))

    def show_bytes(self, shown: bytes, gaps: tuple[int, ...] = ()) -> None:
        """Takes up a run of text."""
        state = self.state
        if state.font is None or not shown:
            return
        a, b, c, d, x, y = times(times((1, 0, 0, 1, 0, state.rise), self.text), state.matrix)
        size = abs(state.size) * (c * c + d * d) ** 0.5
        # Upright text only: turned text has no slope of its own here.
        slant = abs(c / d) if abs(b) < 1e-6 < abs(d) else 0.0
        inside = 0.25 * state.size
        self.drawing.runs.append(Run(
            state.font, shown, x, y, size, state.fill if state.opaque else None,
            self.ground(x + inside * (a + c), y + inside * (b + d)), state.mode, slant,
            self.marks[-1] if self.marks else None, self.is_on_next_line(a, b, x, y, size), gaps))
        self.before = x, y, size
        if state.mode != INVISIBLE:
            self.painted("text")

    def is_on_next_line(self, a: float, b: float, x: float, y: float, size: float) -> bool:
        """Whether text that runs in the direction a, b from x, y is on another line than the run before."""
        if self.before is None:
            return False
        left, bottom, other = self.before
        away: float = abs((x - left) * b - (y - bottom) * a)
        return away > NEXT_LINE * max(size, other) * math.hypot(a, b)

    def begin_mark(self, operands: Any) -> None:
        """BMC, BDC: what stands inside a mark is marked so too."""
        around_it = self.marks[-1] if self.marks else Mark(self.owner)
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, pikepdf.Name):
            properties = self.resource("/Properties", properties)
        owner, mcid, actual = around_it.owner, around_it.mcid, around_it.actual
        if isinstance(properties, pikepdf.Dictionary):
            if Name.MCID in properties:
                owner, mcid = self.owner, int(properties.MCID)
            if actual is None and Name.ActualText in properties:
                actual = Actual(str(properties.ActualText))
        self.marks.append(Mark(owner, mcid, around_it.artifact or str(operands[0]) == "/Artifact", actual))

    def end_mark(self, _: Any) -> None:
        """EMC."""
        if self.marks:
            self.marks.pop()

    def put(self, operands: Any) -> None:
        """Do: a picture or a form."""
        found = self.resource("/XObject", operands[0])
        if not isinstance(found, pikepdf.Stream):
            return
        if found.get(Name.Subtype) == Name.Image:
            self.put_picture(found)
        elif found.get(Name.Subtype) == Name.Form and self.depth < DEEPEST_FORM:
            self.depth += 1
            self.save(operands)
            self.transform(found.get(Name.Matrix, SAME))
            # A form that does not count its marks stands in the page's count, as some programs write it.
            owner = found.objgen[0] if Name.StructParents in found else self.owner
            self.draw(found, found.get(Name.Resources, self.resources), owner)
            self.restore(operands)
            self.depth -= 1

    def put_picture(self, image: pikepdf.Stream) -> None:
        """A picture of the file."""
        a, b, c, d, _, _ = self.state.matrix
        bits = 1 if image.get(Name.ImageMask) else int(image.get(Name.BitsPerComponent, 8))
        self.drawing.pictures.append(Placed(int(image.get(Name.Width, 0)), int(image.get(Name.Height, 0)),
                                            (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5, bits))
        self.put_inline(image)

    def put_inline(self, _: Any) -> None:
        """BI … EI, and the ground that any picture covers: what is on it has no colour under it that can be known."""
        matrix: Matrix = self.state.matrix
        self.cover((around(moved(matrix, u, v) for u in (0, 1) for v in (0, 1)),), None)
        self.painted("a picture")


ACTIONS: dict[str, Callable[[Pen, Any], None]] = {
    "q": Pen.save, "Q": Pen.restore, "cm": Pen.transform, "gs": Pen.graphics_state,
    "g": Pen.colour, "rg": Pen.colour, "k": Pen.colour, "cs": Pen.colour_space,
    "sc": Pen.colour_in_space, "scn": Pen.colour_in_space,
    "re": Pen.rectangle, "m": Pen.point, "l": Pen.point, "c": Pen.point, "v": Pen.point, "y": Pen.point,
    "f": Pen.fill, "F": Pen.fill, "B": Pen.fill, "b": Pen.fill,
    "f*": Pen.fill_by_turns, "B*": Pen.fill_by_turns, "b*": Pen.fill_by_turns,
    "W": Pen.clip, "W*": Pen.clip, "S": Pen.stroke, "s": Pen.stroke, "n": Pen.end_path, "sh": Pen.shade,
    "BT": Pen.begin_text, "Tf": Pen.set_font, "Tr": Pen.set_mode, "TL": Pen.set_leading, "Ts": Pen.set_rise,
    "Tm": Pen.place, "Td": Pen.move, "TD": Pen.move_and_lead, "T*": Pen.next_line,
    "Tj": Pen.show, "TJ": Pen.show_parts, "'": Pen.show_on_next_line, '"': Pen.show_on_next_line,
    "BMC": Pen.begin_mark, "BDC": Pen.begin_mark, "EMC": Pen.end_mark,
    "Do": Pen.put, "INLINE IMAGE": Pen.put_inline,
}
