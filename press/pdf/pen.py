"""Follows the operators of a page (ISO 32000-1, Annex A) and keeps what checks need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Name

from press.pdf import graphics, lettering
from press.pdf.colour import UNKNOWN, Paint, space_of
from press.pdf.drawing import PLAIN, Actual, Drawing, Mark, Placed
from press.pdf.font import Font
from press.pdf.geometry import SAME, Box, common, matrix_of, times, turned
from press.pdf.lettering import INVISIBLE, Lettering
from press.pdf.state import GraphicsState
from press.pdf.streams import Budget

__all__ = ["INVISIBLE", "Pen"]

DEEPEST_FORM = 12
UNIT: Box = (0, 0, 1, 1)


class Pen(Lettering):
    """Draws one page into a Drawing: its marks, pictures and forms here, paths and text as its parts do."""

    def __init__(self, drawing: Drawing, font: Callable[[Any], Font], budget: Budget) -> None:
        super().__init__(drawing, font)
        self.budget = budget
        self.owner = self.depth = 0
        self.tiles: set[tuple[int, int]] = set()

    def draw(self, content: Any, resources: Any, owner: int = 0) -> None:
        """Follows one content stream, a page's or a form's; `owner` is the number of the object that counts its marks."""
        kept = (self.state, self.stack, self.resources, self.owner, self.text, self.line, self.follows, self.base,
                len(self.marks))
        self.state, self.stack, self.resources, self.owner = self.state.copy(), [], resources, owner
        self.base = self.state.matrix
        for instruction in self.budget.read(content):
            action = ACTIONS.get(str(instruction.operator))
            if action:
                action(self, instruction.operands)
        (self.state, self.stack, self.resources, self.owner, self.text, self.line, self.follows, self.base, marks) = kept
        del self.marks[marks:]

    def lay_tile(self, pattern: pikepdf.Stream, box: Box) -> None:
        """Draws what a pattern repeats, as if it were all over a box; each pattern of a page once."""
        if self.depth >= DEEPEST_FORM or pattern.objgen in self.tiles:
            return
        self.tiles.add(pattern.objgen)
        self.depth += 1
        kept = self.tile, self.state, self.path, self.is_of_rectangles, self.clips
        self.tile, self.state = box, GraphicsState()
        self.path, self.clips = [], False
        self.state.matrix = times(matrix_of(pattern.get(Name.Matrix, SAME)), self.base)
        self.state.fill, self.state.stroke, self.state.effect = kept[1].fill, kept[1].stroke, PLAIN
        self.draw(pattern, pattern.get(Name.Resources, self.resources), self.owner)
        self.tile, self.state, self.path, self.is_of_rectangles, self.clips = kept
        self.depth -= 1

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
            if Name.BBox in found:
                left, bottom, right, top = (float(value) for value in found.BBox)
                self.state.clip = common(self.state.clip, turned(self.state.matrix, (left, bottom, right, top)))
            # A form that does not count its marks stands in the page's count, as some programs write it.
            owner = found.objgen[0] if Name.StructParents in found else self.owner
            self.draw(found, found.get(Name.Resources, self.resources), owner)
            self.restore(operands)
            self.depth -= 1

    def put_picture(self, image: pikepdf.Stream) -> None:
        """A picture of the file."""
        a, b, c, d, _, _ = self.state.matrix
        is_mask = bool(image.get(Name.ImageMask))
        paint = self.state.fill if is_mask else Paint(space_of(image.get(Name.ColorSpace)))
        picture = Placed(int(image.get(Name.Width, 0)), int(image.get(Name.Height, 0)), (a * a + b * b) ** 0.5,
                         (c * c + d * d) ** 0.5, 1 if is_mask else int(image.get(Name.BitsPerComponent, 8)), paint.space,
                         image)
        self.drawing.pictures.append(picture)
        self.lay_picture(paint, picture)

    def put_inline(self, operands: Any) -> None:
        """BI … EI."""
        image = operands[0]
        paint = self.state.fill if image.image_mask else Paint(space_of(Name(str(image.colorspace))))
        self.lay_picture(paint, None)

    def lay_picture(self, paint: Paint, picture: Placed | None) -> None:
        """The ground that a picture covers: what is on it has no colour under it that can be known."""
        outline = turned(self.state.matrix, UNIT)
        self.marked("a picture")
        self.record("picture", outline, (paint,), picture=picture)
        self.cover((outline,), Paint(UNKNOWN))


ACTIONS: dict[str, Callable[[Any, Any], None]] = {
    **graphics.ACTIONS, **lettering.ACTIONS,
    "BMC": Pen.begin_mark, "BDC": Pen.begin_mark, "EMC": Pen.end_mark, "Do": Pen.put, "INLINE IMAGE": Pen.put_inline,
}
