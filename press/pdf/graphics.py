"""Follows what a page does to its graphics state, its paths and how they are painted (ISO 32000-1, 8.4 to 8.7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pikepdf
from pikepdf import Name

from press.pdf.colour import PAPER, UNKNOWN, Paint, Space, device, shades, space_of
from press.pdf.drawing import Drawing, Mark, Painted, Placed, Run
from press.pdf.font import Font
from press.pdf.geometry import SAME, Box, Matrix, around, common, grown, matrix_of, middle, moved, times
from press.pdf.state import Filled, GraphicsState

# How many of the areas filled last are looked at to find what is under a word.
AREAS_BEHIND = 400


class Graphics:
    """The part of a pen that keeps the state and paints paths into a Drawing; `font` gives a font of the file."""

    def __init__(self, drawing: Drawing, font: Callable[[Any], Font]) -> None:
        self.drawing, self.font = drawing, font
        self.areas: list[Filled] = []
        self.marks: list[Mark] = []
        self.path: list[Box] = []
        self.is_of_rectangles = True
        self.clips = False
        self.state = GraphicsState()
        self.stack: list[GraphicsState] = []
        self.resources: Any = None
        # What is drawn in the tile of a pattern may be anywhere in the area that the pattern fills.
        self.tile: Box | None = None
        self.base: Matrix = SAME

    def resource(self, kind: str, name: Any) -> Any:
        """A named resource, or None."""
        try:
            return self.resources[kind][str(name)]
        except (KeyError, TypeError, ValueError):
            return None

    def marked(self, what: str) -> None:
        """Takes note of something drawn that is neither tagged nor an artifact."""
        if self.tile:
            return
        mark = self.marks[-1] if self.marks else None
        if mark is None or (mark.mcid is None and not mark.artifact):
            self.drawing.untagged.append(what)
        elif mark.mcid is not None and not mark.artifact:
            self.drawing.marked.add((mark.owner, mark.mcid))

    def ground(self, x: float, y: float) -> Paint:
        """The colour of the area painted last at a point, that of paper where there is none."""
        for area in reversed(self.areas[-AREAS_BEHIND:]):
            if area.covers(x, y):
                return area.paint
        return PAPER

    def record(
        self, what: str, outline: Box | None, paints: Iterable[Paint], is_second: bool = False, width: float = 0.0,
        run: Run | None = None, picture: Placed | None = None,
    ) -> None:
        """Takes note of something painted, once in each of its colours."""
        state, outline = self.state, self.tile or outline
        under = run.under if run else PAPER
        if run is None and outline and state.effect.overprints[is_second]:
            under = self.ground(*middle(common(outline, state.clip)))
        for paint in paints:
            self.drawing.painted.append(Painted(
                what, outline, self.tile or state.clip, paint, state.effect, under, is_second, width, run, picture))

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
        """gs: overprint, opacity, blending and the width of lines."""
        found = self.resource("/ExtGState", operands[0])
        if not isinstance(found, pikepdf.Dictionary):
            return
        entries = dict(found.items())
        before = self.state.effect
        strokes = bool(entries.get("/OP", before.overprints[1]))
        fills = bool(entries.get("/op", strokes if "/OP" in entries else before.overprints[0]))
        blend, mask = entries.get("/BM", before.blend), entries.get("/SMask")
        self.state.effect = replace(
            before, overprints=(fills, strokes), mode=int(entries.get("/OPM", before.mode)),
            opacity=(float(entries.get("/ca", before.opacity[0])), float(entries.get("/CA", before.opacity[1]))),
            blend=str(blend[0] if isinstance(blend, pikepdf.Array) else blend).removeprefix("/"),
            is_masked=before.is_masked if mask is None else isinstance(mask, (pikepdf.Dictionary, pikepdf.Stream)))
        self.state.line = float(entries.get("/LW", self.state.line))

    def line_width(self, operands: Any) -> None:
        """w."""
        self.state.line = float(operands[0])

    def fill_colour(self, operands: Any) -> None:
        """g, rg, k."""
        self.state.fill = device(tuple(float(value) for value in operands))
        self.state.fill_space = self.state.fill.space

    def stroke_colour(self, operands: Any) -> None:
        """G, RG, K."""
        self.state.stroke = device(tuple(float(value) for value in operands))
        self.state.stroke_space = self.state.stroke.space

    def fill_in_space(self, operands: Any) -> None:
        """cs."""
        self.state.fill_space = space = self.named_space(operands[0])
        self.state.fill = Paint(space, space.black)

    def stroke_in_space(self, operands: Any) -> None:
        """CS."""
        self.state.stroke_space = space = self.named_space(operands[0])
        self.state.stroke = Paint(space, space.black)

    def named_space(self, name: Any) -> Space:
        """A colour space by its name, of the page or of PDF itself."""
        found = self.resource("/ColorSpace", name)
        return space_of(name if found is None else found)

    def fill_parts(self, operands: Any) -> None:
        """sc, scn."""
        self.state.fill, self.state.pattern = _in_space(self.state.fill_space, operands)

    def stroke_parts(self, operands: Any) -> None:
        """SC, SCN."""
        self.state.stroke, _ = _in_space(self.state.stroke_space, operands)

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

    def fill(self, operands: Any, by_turns: bool = False, strokes: bool = False) -> None:
        """f, F."""
        if self.path:
            outline = around(self.path)
            self.marked("a filled shape")
            self.fill_with("fill", outline)
            if self.is_of_rectangles:
                self.cover(tuple(self.path), self.opaque, by_turns)
            else:
                self.cover((outline,), Paint(UNKNOWN))
        if strokes:
            self.stroke(operands, is_marked=True)
        else:
            self.end_path(operands)

    def fill_by_turns(self, operands: Any) -> None:
        """f*: what is inside two rectangles is outside again, as in a border."""
        self.fill(operands, by_turns=True)

    def fill_and_stroke(self, operands: Any) -> None:
        """B, b."""
        self.fill(operands, strokes=True)

    def fill_and_stroke_by_turns(self, operands: Any) -> None:
        """B*, b*."""
        self.fill(operands, by_turns=True, strokes=True)

    @property
    def opaque(self) -> Paint:
        """The fill where nothing shines through it."""
        effect = self.state.effect
        shows = effect.opacity[0] == 1 and effect.blend == "Normal" and not effect.is_masked
        return self.state.fill if shows else Paint(UNKNOWN)

    def fill_with(self, what: str, outline: Box) -> None:
        """Records a fill in the state's colour, or in the colours of its pattern."""
        pattern = self.resource("/Pattern", self.state.pattern) if self.state.fill.space.kind == "Pattern" else None
        if isinstance(pattern, (pikepdf.Dictionary, pikepdf.Stream)) and Name.Shading in pattern:
            self.record(what, outline, shades(pattern.Shading))
            return
        self.record(what, outline, (self.state.fill,))
        if isinstance(pattern, pikepdf.Stream):
            self.lay_tile(pattern, common(outline, self.state.clip))

    def lay_tile(self, pattern: pikepdf.Stream, box: Box) -> None:
        """Draws what a pattern repeats, as if it were all over a box."""

    def cover(self, boxes: tuple[Box, ...], paint: Paint, by_turns: bool = False) -> None:
        """Takes up an area that is under what is drawn later."""
        if not self.tile:
            self.areas.append(Filled(boxes, self.state.clip, paint, by_turns))

    def stroke(self, operands: Any, is_marked: bool = False) -> None:
        """S, s."""
        if self.path:
            width = self.stroke_width
            self.record("stroke", grown(around(self.path), width / 2), (self.state.stroke,), True, width)
            if not is_marked:
                self.marked("a line")
        self.end_path(operands)

    @property
    def stroke_width(self) -> float:
        """The width of lines on the page, in pt."""
        a, b, c, d, _, _ = self.state.matrix
        return self.state.line * float(abs(a * d - b * c) ** 0.5)

    def clip(self, _: Any) -> None:
        """W: the path's box is where the next things can be seen."""
        self.clips = True

    def end_path(self, _: Any) -> None:
        """n, and the end of each painting."""
        if self.clips and self.path:
            self.state.clip = common(self.state.clip, around(self.path))
        self.path, self.is_of_rectangles, self.clips = [], True, False

    def shade(self, operands: Any) -> None:
        """sh."""
        self.marked("a shading")
        found = self.resource("/Shading", operands[0])
        if isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
            self.record("shading", common(self.drawing.reach, self.state.clip), shades(found))
        self.cover((self.drawing.reach,), Paint(UNKNOWN))


def _in_space(space: Space, operands: Any) -> tuple[Paint, str]:
    """The colour that operands give in a space, and the name of a pattern."""
    if len(operands) and isinstance(operands[-1], pikepdf.Name):
        return Paint(space), str(operands[-1])
    parts = tuple(float(value) for value in operands)
    return Paint(space, parts if len(parts) == space.parts else ()), ""


ACTIONS: dict[str, Callable[[Any, Any], None]] = {
    "q": Graphics.save, "Q": Graphics.restore, "cm": Graphics.transform, "gs": Graphics.graphics_state,
    "w": Graphics.line_width,
    "g": Graphics.fill_colour, "rg": Graphics.fill_colour, "k": Graphics.fill_colour,
    "G": Graphics.stroke_colour, "RG": Graphics.stroke_colour, "K": Graphics.stroke_colour,
    "cs": Graphics.fill_in_space, "CS": Graphics.stroke_in_space,
    "sc": Graphics.fill_parts, "scn": Graphics.fill_parts, "SC": Graphics.stroke_parts, "SCN": Graphics.stroke_parts,
    "re": Graphics.rectangle, "m": Graphics.point, "l": Graphics.point, "c": Graphics.point, "v": Graphics.point,
    "y": Graphics.point,
    "f": Graphics.fill, "F": Graphics.fill, "f*": Graphics.fill_by_turns,
    "B": Graphics.fill_and_stroke, "b": Graphics.fill_and_stroke,
    "B*": Graphics.fill_and_stroke_by_turns, "b*": Graphics.fill_and_stroke_by_turns,
    "W": Graphics.clip, "W*": Graphics.clip, "S": Graphics.stroke, "s": Graphics.stroke, "n": Graphics.end_path,
    "sh": Graphics.shade,
}
