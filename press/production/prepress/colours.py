"""Colours to inks: greys to black alone, others by the profile of the printing condition."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from typing import Any, Protocol

from pikepdf import Name
from PIL import Image, ImageCms, ImageMath

from press.colour.conditions import Condition
from press.pdf.colour import grey

BLACK = (0.0, 0.0, 0.0, 1.0)
# Two channels that differ by less are the same in 8 bits.
SAME = 1 / 510
# How far from the axis of greys a colour of Lab is still grey.
GREY = 0.5


class Target(Protocol):
    """What colours are turned into: the inks of a sheet, or the greys of a soft mask."""

    device: Name
    operators: tuple[str, str]

    def colour(self, kind: str, values: Sequence[float], mixed: bool = False) -> tuple[float, ...]:
        """A colour of a kind of space; `mixed` where greys stand among colours, and turn into all inks as these do."""

    def picture(self, picture: Image.Image) -> Image.Image:
        """A picture; one in mode L has its values as grey."""


class Inks:
    """Turns colours into the four inks of a condition, and keeps which of these are used."""

    device = Name.DeviceCMYK
    operators = ("k", "K")

    def __init__(self, condition: Condition) -> None:
        self.limit = condition.ink
        self.used = [False] * 4
        self._profile = condition.profile

    def colour(self, kind: str, values: Sequence[float], mixed: bool = False) -> tuple[float, ...]:
        """The inks of a colour, from 0 to 1 each."""
        inks = self._inks(kind, values, mixed)
        self.used = [known or ink > 0 for known, ink in zip(self.used, inks, strict=True)]
        return inks

    def _inks(self, kind: str, values: Sequence[float], mixed: bool) -> tuple[float, ...]:
        if kind == "cmyk":
            return tuple(values)
        if kind == "grey":
            kind, values = "rgb", (values[0],) * 3
        if kind == "rgb":
            is_white = min(values) > 1 - SAME
            if is_white or (not mixed and max(values) - min(values) < SAME):
                return 0.0, 0.0, 0.0, round(1 - values[1], 4)
            return self._by_profile("RGB", tuple(round(max(0, min(1, value)) * 255) for value in values))
        light, a, b = values
        if not mixed and max(abs(a), abs(b)) < GREY:
            return 0.0, 0.0, 0.0, round(1 - _srgb(light), 4)
        return self._by_profile("LAB", (round(light * 2.55), round(a) + 128, round(b) + 128))

    def picture(self, picture: Image.Image) -> Image.Image:
        """The picture in the four inks; grey as it is."""
        made = picture if picture.mode in ("CMYK", "L") else self._through("RGB", picture)
        extremes: Any = made.getextrema()
        most = (0, 0, 0, 255 - extremes[0]) if made.mode == "L" else [high for _, high in extremes]
        self.used = [known or ink > 0 for known, ink in zip(self.used, most, strict=True)]
        return made

    def _by_profile(self, mode: str, values: tuple[int, ...]) -> tuple[float, ...]:
        """A colour in 8 bits through the profile."""
        found: Any = self._through(mode, Image.new(mode, (1, 1), values)).getpixel((0, 0))
        return tuple(round(ink / 255, 4) for ink in found)

    def _through(self, mode: str, picture: Image.Image) -> Image.Image:
        """A picture through the profile, with less of the three coloured inks where all are more than the paper takes."""
        made = _transform(mode, self._profile).apply(picture)
        most = int(self.limit * 2.55)
        cyan, magenta, yellow, black = made.split()

        def less(bands: dict[str, Any]) -> Any:
            coloured = bands["c"] + bands["m"] + bands["y"]
            kept = bands["min"](coloured, most - bands["k"])
            return bands["ink"] * kept / bands["max"](coloured, 1)

        names = {"c": cyan, "m": magenta, "y": yellow, "k": black}
        fewer = [ImageMath.lambda_eval(less, **names, ink=ink).convert("L") for ink in (cyan, magenta, yellow)]
        return Image.merge("CMYK", (*fewer, black))


class Greys:
    """Turns colours into the greys of a soft mask, where only lightness counts."""

    device = Name.DeviceGray
    operators = ("g", "G")

    def colour(self, kind: str, values: Sequence[float], mixed: bool = False) -> tuple[float, ...]:
        """The lightness of a colour, from 0 to 1."""
        if kind == "cmyk":
            cyan, magenta, yellow, black = values
            kind, values = "rgb", tuple(1 - min(1, ink + black) for ink in (cyan, magenta, yellow))
        if kind == "rgb":
            return (round(grey((values[0], values[1], values[2])), 4),)
        return (round(values[0] if kind == "grey" else _srgb(values[0]), 4),)

    def picture(self, picture: Image.Image) -> Image.Image:
        """The picture in grey."""
        return picture.convert("L")


@cache
def _transform(mode: str, profile: bytes) -> ImageCms.ImageCmsTransform:
    """From sRGB or Lab to the inks of a profile: relative to the paper's white, with its black as the darkest."""
    source = ImageCms.createProfile("sRGB" if mode == "RGB" else "LAB")
    return ImageCms.buildTransform(source, ImageCms.ImageCmsProfile(io.BytesIO(profile)), mode, "CMYK",
                                   ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION)


def _srgb(light: float) -> float:
    """The value in sRGB, from 0 to 1, of a grey with a lightness of 0 to 100 (IEC 61966-2-1)."""
    bent = (light + 16) / 116
    linear = bent ** 3 if light > 8 else light / 903.3
    return 12.92 * linear if linear <= .0031308 else 1.055 * linear ** (1 / 2.4) - .055
