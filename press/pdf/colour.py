"""Colours of a PDF in the spaces they are written in (ISO 32000-1, 8.6), and the inks that they take on press."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Name

from press.pdf.streams import unpacked

Colour = tuple[float, float, float]

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
# How many parts a colour has in the spaces that need no look-up.
PARTS = {"DeviceGray": 1, "CalGray": 1, "DeviceRGB": 3, "CalRGB": 3, "Lab": 3, "DeviceCMYK": 4}
# Inline pictures write them short (ISO 32000-1, table 94).
SHORT = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
# A space may be made of another, and that of a third: more is a circle.
DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space: its kind as PDF names it, how many parts a colour has (0: a pattern), the inks that it names.

    `base` is what an Indexed one picks from, a Pattern is coloured in, or an ink is shown in where there is none.
    """

    kind: str
    parts: int
    inks: tuple[str, ...] = ()
    base: Space | None = None
    palette: bytes = b""

    @property
    def real(self) -> Space:
        """The space that an index or a pattern leads to."""
        return self.base.real if self.kind in ("Indexed", "Pattern") and self.base else self

    @property
    def black(self) -> tuple[float, ...]:
        """The parts that a colour has before one is set (ISO 32000-1, 8.6.5 to 8.6.6)."""
        if self.kind in ("Separation", "DeviceN"):
            return (1.0,) * self.parts
        return (0.0, 0.0, 0.0, 1.0) if self.parts == 4 else (0.0,) * self.parts


GRAY, RGB, CMYK = Space("DeviceGray", 1), Space("DeviceRGB", 3), Space("DeviceCMYK", 4)
UNKNOWN = Space("unknown", 0)


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour: its space, and its parts from 0 to 1; none where they can't be known, as in a pattern."""

    space: Space
    parts: tuple[float, ...] = ()

    @property
    def rgb(self) -> Colour | None:
        """The colour in RGB without a profile; None where that can't be known."""
        parts = self.parts
        if self.space.inks:
            inks = self.inks or {}
            parts = tuple(inks.get(name, 0) / 100 for name in PROCESS) if inks.keys() <= set(PROCESS) else ()
        if self.space.kind in ("Lab", "Indexed") or not parts:
            return None
        if len(parts) == 1:
            return parts[0], parts[0], parts[0]
        if len(parts) == 3:
            return parts[0], parts[1], parts[2]
        cyan, magenta, yellow, black = parts
        return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)

    @property
    def inks(self) -> Mapping[str, float] | None:
        """The inks in percent by their names, those of 0 left out; None where the space names none, as RGB."""
        return _inks(self.space, self.parts)

    @property
    def total(self) -> float | None:
        """All inks together in percent; None where they can't be known."""
        inks = self.inks
        return None if inks is None else sum(inks.values())

    @property
    def is_black_alone(self) -> bool:
        """Whether it is on the black plate and on no other."""
        return (self.inks or {}).keys() == {"Black"}

    @property
    def is_paper(self) -> bool:
        """Whether it takes no ink at all."""
        return not self.inks and self.inks is not None


PAPER = Paint(GRAY, (1.0,))


def grey(colour: Colour) -> float:
    """The grey of a colour, from 0 to 1 (ISO 32000-1, 10.3.2 and 11.3.5.3)."""
    red, green, blue = colour
    return 0.3 * red + 0.59 * green + 0.11 * blue


@cache
def _inks(space: Space, parts: tuple[float, ...]) -> Mapping[str, float] | None:
    """The inks of a colour in percent."""
    if len(parts) != space.parts or not parts:
        return None
    if space.inks:
        named: dict[str, float] = {}
        for name, tint in zip(space.inks, parts, strict=True):
            # ISO 32000-1, 8.6.6.4: All is every ink, None is no ink.
            for ink in PROCESS if name == "All" else () if name == "None" else (name,):
                named[ink] = 100 * tint
    elif space.kind in ("DeviceGray", "CalGray") or (space.kind == "ICCBased" and space.parts == 1):
        named = {"Black": 100 * (1 - parts[0])}
    elif space.kind in ("DeviceCMYK", "ICCBased") and space.parts == 4:
        named = {name: 100 * part for name, part in zip(PROCESS, parts, strict=True)}
    else:
        return None
    return {name: percent for name, percent in named.items() if percent > 0.01}


def device(parts: tuple[float, ...]) -> Paint:
    """The colour of g, rg or k; one that can't be known for another number of parts."""
    space = {1: GRAY, 3: RGB, 4: CMYK}.get(len(parts))
    return Paint(space, parts) if space else Paint(UNKNOWN)


def space_of(found: Any, depth: int = 0) -> Space:
    """A colour space of a file, by its name or its array; one of no parts where it can't be known."""
    is_named = isinstance(found, pikepdf.Name)
    if depth > DEEPEST or not (is_named or (isinstance(found, pikepdf.Array) and len(found))):
        return UNKNOWN
    kind = str(found if is_named else found[0]).removeprefix("/")
    kind = SHORT.get(kind, kind)
    if is_named or len(found) == 1:
        return Space(kind, PARTS.get(kind, 0))
    if kind == "ICCBased":
        return Space(kind, int(found[1].get(Name.N, 0)))
    if kind == "Indexed":
        palette = bytes(found[3]) if isinstance(found[3], pikepdf.String) else unpacked(found[3])
        return Space(kind, 1, base=space_of(found[1], depth + 1), palette=palette)
    if kind == "Pattern":
        return Space(kind, 0, base=space_of(found[1], depth + 1))
    if kind in ("Separation", "DeviceN"):
        names = [found[1]] if kind == "Separation" else list(found[1])
        inks = tuple(str(name).removeprefix("/") for name in names)
        return Space(kind, len(inks), inks, space_of(found[2], depth + 1))
    return Space(kind, PARTS.get(kind, 0))


def shades(shading: Any) -> tuple[Paint, ...]:
    """The colours between which a shading changes; one that can't be known where its function is a table or a program."""
    space = space_of(shading.get(Name.ColorSpace))
    function = shading.get(Name.Function)
    if isinstance(function, pikepdf.Array):
        ends = [_ends(part, 0) for part in function]
        found = [tuple(value for (value,) in parts) for parts in zip(*ends, strict=True)] \
            if ends and all(len(part) == 2 and len(part[0]) == 1 for part in ends) else []
    else:
        found = _ends(function, 0)
    return tuple(Paint(space, parts) for parts in found if len(parts) == space.parts) or (Paint(space),)


def _ends(function: Any, depth: int) -> list[tuple[float, ...]]:
    """The values of a function at the ends of its stretches; none where they are not written down (ISO 32000-1, 7.10)."""
    if depth > DEEPEST or not isinstance(function, (pikepdf.Dictionary, pikepdf.Stream)):
        return []
    kind = int(function.get(Name.FunctionType, 0))
    if kind == 2:
        return [tuple(float(value) for value in function.get(key, other)) for key, other in ((Name.C0, [0]), (Name.C1, [1]))]
    if kind == 3:
        return [end for part in function.get(Name.Functions, ()) for end in _ends(part, depth + 1)]
    return []
