"""Pictures in inks, dot for dot."""

from __future__ import annotations

import hashlib

import pikepdf
from pikepdf import Array, Name, String
from PIL import Image, ImageChops

from press.pdf.pixels import photograph
from press.production.prepress.colours import Inks, Target
from press.production.prepress.spaces import kind
from press.values.findings import ProjectError

MODES = {"grey": "L", "rgb": "RGB", "cmyk": "CMYK"}
KEPT = ("/Type", "/Subtype", "/Width", "/Height", "/SMask", "/Mask", "/Interpolate")
# A grey as an entry of a palette: black as much as the value is dark.
BLACKS = b"".join(bytes((0, 0, 0, 255 - value)) for value in range(256))


def is_picture(drawn: pikepdf.Object) -> bool:
    """Whether what a page draws is a picture with colours of its own."""
    return drawn.get(Name.Subtype) == Name.Image and not bool(drawn.get(Name.ImageMask, False))


def look(picture: pikepdf.Object) -> str:
    """A word for how a picture looks: the same for two that have the same dots."""
    dots = hashlib.sha256(picture.read_raw_bytes())
    for key in ("/Width", "/Height", "/ColorSpace", "/Filter", "/Decode", "/Interpolate"):
        dots.update(repr(picture.get(key)).encode())
    if Name.SMask in picture:
        dots.update(look(picture.SMask).encode())
    return dots.hexdigest()


def converted(picture: pikepdf.Object, target: Target, pdf: pikepdf.Pdf) -> tuple[pikepdf.Object, bool]:
    """A picture in the target's colours with as many dots, without loss, and whether its colours went through a profile.

    Greys are a palette of black alone in four inks: one byte a dot, and no other plate has any of it.
    """
    space = kind(picture.ColorSpace)
    if space not in MODES:
        return picture, False
    found = _opened(picture, MODES[space])
    if found.mode == "RGB" and _is_grey(found):
        found = found.getchannel("G")
    made = target.picture(found)
    stream = pdf.make_stream(made.tobytes())
    for key in KEPT:
        if key in picture:
            stream[key] = picture[key]
    stream.BitsPerComponent = 8
    stream.ColorSpace = _space(made, target)
    return stream, found.mode == "RGB" and isinstance(target, Inks)


def _space(picture: Image.Image, target: Target) -> pikepdf.Object:
    """The colour space of a finished picture."""
    if picture.mode == "L" and isinstance(target, Inks):
        return Array([Name.Indexed, Name.DeviceCMYK, 255, String(BLACKS)])
    return target.device


def _opened(picture: pikepdf.Object, mode: str) -> Image.Image:
    """The dots of a picture of a PDF; ProjectError where they are written in a way not read here."""
    is_jpeg = Name.DCTDecode in _filters(picture)
    found = photograph(picture.read_raw_bytes(), mode) if is_jpeg else _unpacked(picture, mode)
    if found is None:
        raise ProjectError(f"a picture of {picture.Width} by {picture.Height} dots has other than 8 bits a channel", "",
                           "save the picture as PNG or JPEG with 8 bits a channel")
    decode = [float(value) for value in picture.get(Name.Decode, Array([])).as_list()]
    return ImageChops.invert(found) if decode[:2] == [1, 0] else found


def _unpacked(picture: pikepdf.Object, mode: str) -> Image.Image | None:
    """The dots of a picture that is no JPEG; None where they are not of one byte a channel."""
    size, dots = (int(picture.Width), int(picture.Height)), picture.read_bytes()
    return Image.frombytes(mode, size, dots) if len(dots) == size[0] * size[1] * len(mode) else None


def _filters(picture: pikepdf.Object) -> list[pikepdf.Object]:
    """The names of the filters of a stream."""
    found = picture.get(Name.Filter, Array([]))
    return list(found.as_list()) if isinstance(found, Array) else [found]


def _is_grey(picture: Image.Image) -> bool:
    """Whether all dots of a picture in RGB are greys."""
    red, green, blue = picture.split()
    return not (ImageChops.difference(red, green).getbbox() or ImageChops.difference(green, blue).getbbox())
