"""What a page draws, drawn anew: in inks, with black text printed over what is under it, without tags."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

from press.production.prepress import photographs
from press.production.prepress.colours import BLACK, Greys, Inks, Target
from press.production.prepress.spaces import CHANNELS, gradient, kind

# The operators that set a colour in a space of their own, and whether they are for fills.
DIRECT = {"g": ("grey", True), "G": ("grey", False), "rg": ("rgb", True), "RG": ("rgb", False),
          "k": ("cmyk", True), "K": ("cmyk", False)}
SPACES = {"cs": True, "CS": False}
COLOURS = {"sc": True, "scn": True, "SC": False, "SCN": False}
TEXT = ("Tj", "TJ", "'", '"')
FILLS = ("f", "F", "f*")
STROKES = ("s", "S")
BOTH = ("B", "B*", "b", "b*")
MARKED = ("BMC", "BDC", "EMC", "MP", "DP")
# Overprinting is named in resources by whether fills and strokes do it.
OVERPRINTS = {(fills, strokes): Name(f"/Over{fills:d}{strokes:d}") for fills in (False, True) for strokes in (False, True)}
Operands = Sequence[Any]


@dataclass(frozen=True)
class InkState:
    """The part of the graphics state that matters here, by fills and strokes.

    `spaces` are kinds of colour spaces, `colours` None where they are not known or not plain, `over` whether they print
    over what is under them, None before that is set; `mode` is that of text.
    """

    spaces: tuple[str, str] = ("grey", "grey")
    colours: tuple[tuple[float, ...] | None, tuple[float, ...] | None] = (None, None)
    over: tuple[bool, bool] | None = None
    mode: int = 0

    def coloured(self, is_fill: bool, space: str, colour: tuple[float, ...] | None) -> InkState:
        """The pen with another colour for fills or strokes."""
        if is_fill:
            return replace(self, spaces=(space, self.spaces[1]), colours=(colour, self.colours[1]))
        return replace(self, spaces=(self.spaces[0], space), colours=(self.colours[0], colour))


@dataclass
class Redrawing:
    """One stream of drawing operators on its way: what it used and what it gives."""

    press: Separation
    target: Target
    resources: pikepdf.Object
    shift: tuple[float, float]
    pen: InkState = field(default_factory=InkState)
    pens: list[InkState] = field(default_factory=list)
    drawn: list[tuple[Operands, Operator]] = field(default_factory=list)
    used: dict[str, dict[str, pikepdf.Object]] = field(default_factory=dict)
    path: int | None = None

    def redraw(self, stream: pikepdf.Object, begins: bool) -> tuple[bytes, Dictionary]:
        """The operators of a stream drawn anew, and the resources that they use; one that `begins` has black at first."""
        if begins:
            self._colour("grey", True, (0,))
            self._colour("grey", False, (0,))
        for instruction in pikepdf.parse_content_stream(stream):
            self._take(list(instruction.operands), str(instruction.operator))
        resources = Dictionary({f"/{group}": Dictionary(named) for group, named in sorted(self.used.items())})
        return pikepdf.unparse_content_stream(self.drawn), resources

    def _take(self, operands: Operands, operator: str) -> None:
        """Draws one operator anew."""
        if operator in MARKED:
            return
        if operator in DIRECT:
            space, is_fill = DIRECT[operator]
            self._colour(space, is_fill, operands)
        elif operator in SPACES:
            self._space(operands[0], SPACES[operator])
        elif operator in COLOURS:
            self._special(operands, operator, COLOURS[operator])
        elif operator in ("Do", "gs", "sh", "Tf"):
            self._named(operands, operator)
        else:
            self._other(operands, operator)

    def _other(self, operands: Operands, operator: str) -> None:
        """Draws what has no colour of its own, and sets overprinting before what paints."""
        if operator == "q":
            self.pens.append(self.pen)
        elif operator == "Q" and self.pens:
            self.pen = self.pens.pop()
        elif operator == "Tr":
            self.pen = replace(self.pen, mode=int(operands[0]))
        elif operator in ("m", "re") and self.path is None:
            self.path = len(self.drawn)
        elif operator in TEXT:
            mode = self.pen.mode % 4
            self._overprint(mode in (0, 2), mode in (1, 2))
        elif operator in FILLS or operator in STROKES or operator in BOTH:
            self._overprint(operator not in STROKES, operator not in FILLS)
        self._draw(operands, operator)
        if operator in FILLS or operator in STROKES or operator in BOTH or operator == "n":
            self.path = None

    def _draw(self, operands: Operands, operator: str) -> None:
        self.drawn.append((operands, Operator(operator)))

    def _colour(self, space: str, is_fill: bool, operands: Operands) -> None:
        """Sets a colour in the target's space."""
        colour = self.target.colour(space, [float(value) for value in operands])
        self.pen = self.pen.coloured(is_fill, space, colour)
        self._draw(colour, self.target.operators[not is_fill])

    def _space(self, name: pikepdf.Object, is_fill: bool) -> None:
        """Takes up a colour space; its first colour is black (ISO 32000-1, 8.6.8)."""
        space = self._resource("ColorSpace", name)
        found = kind(name if space is None else space)
        if found in CHANNELS:
            self._colour(found, is_fill, BLACK if found == "cmyk" else (0.0,) * CHANNELS[found])
            return
        self.pen = self.pen.coloured(is_fill, found, None)
        if space is not None:
            self._use("ColorSpace", name, space)
        self._draw([name], "cs" if is_fill else "CS")

    def _special(self, operands: Operands, operator: str, is_fill: bool) -> None:
        """Sets a colour in the space that is taken up, or a pattern."""
        space = self.pen.spaces[not is_fill]
        if space in CHANNELS:
            self._colour(space, is_fill, operands)
            return
        pattern = self._resource("Pattern", operands[-1]) if space == "pattern" else None
        if pattern is not None:
            self._use("Pattern", operands[-1], self.press.pattern(pattern, self.target, self.shift))
        self._draw(operands, operator)

    def _named(self, operands: Operands, operator: str) -> None:
        """Draws what stands in the resources: a picture or form, a state, a gradient, a face."""
        group = {"Do": "XObject", "gs": "ExtGState", "sh": "Shading", "Tf": "Font"}[operator]
        found = self._resource(group, operands[0])
        if found is None:
            return
        if operator == "sh" or (operator == "Do" and photographs.is_picture(found)):
            self._overprint(True, False, False)
        made = found
        if operator == "Do":
            made = self.press.drawn(found, str(operands[0]), self.target)
        elif operator == "gs":
            made = self.press.state(found)
        elif operator == "sh":
            made = self.press.gradient(found, self.target)
        self._use(group, operands[0], made)
        self._draw(operands, operator)

    def _overprint(self, fills: bool, strokes: bool, plain: bool = True) -> None:
        """Sets, where it is not yet so, that black alone prints over what is under it and all else knocks it out."""
        if not isinstance(self.target, Inks):
            return
        before = self.pen.over or (False, False)
        asked = tuple(plain and colour == BLACK for colour in self.pen.colours)
        over = asked[0] if fills else before[0], asked[1] if strokes else before[1]
        if over == self.pen.over:
            return
        self.pen = replace(self.pen, over=over)
        self._use("ExtGState", OVERPRINTS[over], self.press.overprint(over))
        # No operator of the state may stand inside a path.
        place = len(self.drawn) if self.path is None else self.path
        self.drawn.insert(place, ([OVERPRINTS[over]], Operator("gs")))

    def _resource(self, group: str, name: pikepdf.Object) -> pikepdf.Object | None:
        """What a name stands for in the resources."""
        named = self.resources.get(Name(f"/{group}"))
        return None if named is None else named.get(str(name))

    def _use(self, group: str, name: pikepdf.Object, what: pikepdf.Object) -> None:
        """Keeps a resource for what is drawn."""
        self.used.setdefault(group, {})[str(name)] = what


class Separation:
    """All drawing of a PDF in the inks of a condition; what is drawn several times is turned into inks once.

    `converted` are the names of pictures whose colours went through the profile; `is_transparent` says whether anything
    lets through what is under it.
    """

    def __init__(self, pdf: pikepdf.Pdf, inks: Inks) -> None:
        self.pdf, self.inks = pdf, inks
        self.converted: dict[str, None] = {}
        self.is_transparent = False
        self._greys = Greys()
        self._made: dict[object, tuple[pikepdf.Object, bool]] = {}

    def page(self, page: pikepdf.Object, shift: tuple[float, float]) -> tuple[bytes, Dictionary]:
        """A page's operators with their resources, to be drawn moved by `shift` in pt."""
        return Redrawing(self, self.inks, page.Resources, shift).redraw(page, begins=True)

    def drawn(self, found: pikepdf.Object, name: str, target: Target) -> pikepdf.Object:
        """A form or a picture in the target's colours."""
        if photographs.is_picture(found):
            return self._picture(found, name, target)
        if found.get(Name.Subtype) != Name.Form:
            return found
        return self._once((found.objgen, str(target.device)), lambda: self._form(found, target))

    def pattern(self, found: pikepdf.Object, target: Target, shift: tuple[float, float]) -> pikepdf.Object:
        """A pattern in the target's colours, moved: its place counts from the page's corner (ISO 32000-1, 8.7.3.1)."""
        return self._once((found.objgen, str(target.device), shift), lambda: self._pattern(found, target, shift))

    def gradient(self, found: pikepdf.Object, target: Target) -> pikepdf.Object:
        """A gradient in the target's colours."""
        return self._once((found.objgen, str(target.device)), lambda: gradient(found, target, self.pdf))

    def state(self, found: pikepdf.Object) -> pikepdf.Object:
        """A graphics state, its soft mask in greys."""
        mask: Any = found.get(Name.SMask)
        is_masked = isinstance(mask, Dictionary)
        opaque = all(float(found.get(key, 1)) == 1 for key in ("/ca", "/CA"))
        if is_masked or not opaque or str(found.get(Name.BM, Name.Normal)) != "/Normal":
            self.is_transparent = True
        if not is_masked:
            return found
        made = Dictionary(dict(found.items()))
        made.SMask = Dictionary(dict(mask.items()))
        made.SMask.G = self.drawn(mask.G, "", self._greys)
        return made

    def overprint(self, over: tuple[bool, bool]) -> pikepdf.Object:
        """The state in which fills and strokes print over what is under them, or not; inks of 0 leave it as it is."""
        return self._once(over, lambda: self.pdf.make_indirect(
            Dictionary(Type=Name.ExtGState, op=over[0], OP=over[1], OPM=1)))

    def _once(self, key: object, make: Callable[[], pikepdf.Object]) -> pikepdf.Object:
        """What is made for a key, made once; what has no number of its own is made each time."""
        if isinstance(key, tuple) and key[0] == (0, 0):
            return make()
        before = self.is_transparent
        if key not in self._made:
            self.is_transparent = False
            self._made[key] = make(), self.is_transparent
        made, is_transparent = self._made[key]
        self.is_transparent = before or is_transparent
        return made

    def _form(self, found: pikepdf.Object, target: Target) -> pikepdf.Object:
        """A form drawn anew."""
        redrawing = Redrawing(self, target, found.get(Name.Resources, Dictionary()), (0, 0))
        stream, resources = redrawing.redraw(found, begins=False)
        made = self.pdf.make_stream(stream, Type=Name.XObject, Subtype=Name.Form, BBox=found.BBox, Resources=resources)
        if Name.Matrix in found:
            made.Matrix = found.Matrix
        if Name.Group in found:
            made.Group = Dictionary(dict(found.Group.items()))
            made.Group.CS = target.device
            self.is_transparent = True
        return made

    def _pattern(self, found: pikepdf.Object, target: Target, shift: tuple[float, float]) -> pikepdf.Object:
        """A pattern drawn anew."""
        matrix = [float(number) for number in found.get(Name.Matrix, Array([1, 0, 0, 1, 0, 0])).as_list()]
        moved = Array([*matrix[:4], matrix[4] + shift[0], matrix[5] + shift[1]])
        if int(found.PatternType) == 2:
            return self.pdf.make_indirect(Dictionary(
                Type=Name.Pattern, PatternType=2, Matrix=moved, Shading=self.gradient(found.Shading, target)))
        stream, resources = Redrawing(self, target, found.Resources, (0, 0)).redraw(found, begins=True)
        kept = {key: found[key] for key in ("/PatternType", "/PaintType", "/TilingType", "/BBox", "/XStep", "/YStep")}
        made = self.pdf.make_stream(stream, Type=Name.Pattern, Matrix=moved, Resources=resources)
        for key, value in kept.items():
            made[key] = value
        return made

    def _picture(self, found: pikepdf.Object, name: str, target: Target) -> pikepdf.Object:
        """A picture in the target's colours; pictures that look the same are one."""
        self.is_transparent = self.is_transparent or Name.SMask in found

        def convert() -> pikepdf.Object:
            made, is_converted = photographs.converted(found, target, self.pdf)
            if is_converted:
                self.converted[name] = None
            return made

        return self._once((photographs.look(found), str(target.device)), convert)
