"""Colour spaces of a PDF by what their numbers mean, and gradients in another space."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from press.production.prepress.colours import SAME, Target

KINDS = {
    "/DeviceGray": "grey", "/CalGray": "grey", "/G": "grey", "/DeviceRGB": "rgb", "/CalRGB": "rgb", "/RGB": "rgb",
    "/DeviceCMYK": "cmyk", "/CMYK": "cmyk", "/Lab": "lab", "/Pattern": "pattern",
}
# Profiles by how many channels they have: the engine takes no others than sRGB.
PROFILED = {1: "grey", 3: "rgb", 4: "cmyk"}
CHANNELS = {"grey": 1, "rgb": 3, "lab": 3, "cmyk": 4}
# How many steps of a gradient are turned into inks, from one stop to the next.
STEPS = 64


def kind(space: pikepdf.Object) -> str:
    """What the numbers of a colour space mean: grey, rgb, cmyk, lab, pattern or other."""
    if isinstance(space, Name):
        return KINDS.get(str(space), "other")
    if str(space[0]) == "/ICCBased":
        return PROFILED.get(int(space[1].N), "other")
    return KINDS.get(str(space[0]), "other")


def gradient(shading: pikepdf.Object, target: Target, pdf: pikepdf.Pdf) -> pikepdf.Object:
    """A shading along a line or between circles in the target's colours; another kind as it is."""
    space = kind(shading.ColorSpace)
    if space not in CHANNELS or int(shading.ShadingType) not in (2, 3):
        return shading
    made = Dictionary(dict(shading.items()))
    is_mixed = not _is_neutral(shading.Function, space)
    made.ColorSpace = target.device
    made.Function = _function(shading.Function, space, target, pdf, is_mixed)
    return pdf.make_indirect(made)


def _function(function: pikepdf.Object, space: str, target: Target, pdf: pikepdf.Pdf, is_mixed: bool) -> pikepdf.Object:
    """A function of colours in the target's; from one stop to the next in steps, as a straight line would be another way."""
    made = Dictionary(dict(function.items()))
    if int(function.FunctionType) == 3:
        made.Functions = Array([_function(one, space, target, pdf, is_mixed) for one in function.Functions])
        return made
    stops = [target.colour(space, _floats(function[key]), is_mixed) for key in ("/C0", "/C1")]
    if not is_mixed or stops[0] == stops[1] or space == "cmyk":
        made.C0, made.C1 = (Array(list(stop)) for stop in stops)
        return made
    steps = b"".join(bytes(round(ink * 255) for ink in target.colour(space, _between(function, step / STEPS), is_mixed))
                     for step in range(STEPS + 1))
    return pdf.make_stream(steps, FunctionType=0, Domain=Array([0, 1]), Range=Array([0, 1] * len(stops[0])),
                           Size=Array([STEPS + 1]), BitsPerSample=8)


def _between(function: pikepdf.Object, way: float) -> list[float]:
    """The colour at a part of the way from one stop to the next (ISO 32000-1, 7.10.3)."""
    bent = way ** float(function.N)
    return [low + bent * (high - low) for low, high in zip(_floats(function.C0), _floats(function.C1), strict=True)]


def _is_neutral(function: pikepdf.Object, space: str) -> bool:
    """Whether all stops of a function are greys."""
    if int(function.FunctionType) == 3:
        return all(_is_neutral(one, space) for one in function.Functions)
    return all(is_grey(space, _floats(function[key])) for key in ("/C0", "/C1"))


def is_grey(space: str, values: Sequence[float]) -> bool:
    """Whether a colour of a kind of space is a grey."""
    return space == "grey" or (space == "rgb" and max(values) - min(values) < SAME)


def _floats(values: pikepdf.Object) -> list[float]:
    """Numbers of a PDF."""
    return [float(value) for value in values.as_list()]
