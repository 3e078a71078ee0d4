"""The inks of a picture, read from its pixels."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Name
from PIL import Image, ImageChops

from press.pdf.colour import Paint
from press.pdf.drawing import Placed
from press.pdf.streams import unpacked_size

# A picture of more bytes is not looked at: it is larger than a page of A3 in 600 dpi.
LARGEST = 300_000_000
# So few pixels, as a part of all, are specks from which no ink sets off.
SPECKS = 0.001


def heaviest(picture: Placed) -> float | None:
    """The ink in percent that more than specks of a picture have; None where it can't be known or would take too long."""
    space = picture.space
    if space.kind == "Indexed" and space.base:
        step = space.base.parts
        colours = [tuple(part / 255 for part in space.palette[at:at + step])
                   for at in range(0, len(space.palette), step)] if step else []
        return max((Paint(space.base, colour).total or 0 for colour in colours if len(colour) == step), default=None)
    if space.parts == 1:
        return 100.0
    if space.parts != 4 or space.kind not in ("DeviceCMYK", "ICCBased") or not isinstance(picture.source, pikepdf.Stream):
        return None
    pixels = _pixels(picture, picture.source)
    return _most(pixels) if pixels else None


def _pixels(picture: Placed, stream: pikepdf.Stream) -> Image.Image | None:
    """The pixels of a picture of four inks, 255 for all of an ink; None where the file has them in a way not read here."""
    area, shape = picture.width * picture.height, (picture.width, picture.height)
    filters = stream.get(Name.Filter, ())
    last = filters[-1] if isinstance(filters, pikepdf.Array) and len(filters) else filters
    if not 0 < 4 * area <= LARGEST or picture.bits != 8:
        return None
    if last == Name.DCTDecode:
        image = photograph(stream.read_raw_bytes(), "CMYK")
    else:
        if last == Name.JPXDecode or unpacked_size(stream, LARGEST) > LARGEST:
            return None
        found = stream.read_bytes()
        image = Image.frombytes("CMYK", shape, found[:4 * area]) if len(found) >= 4 * area else None
    is_inverted = [float(value) for value in stream.get(Name.Decode, ())][:2] == [1, 0]
    return ImageChops.invert(image) if image and is_inverted else image


def photograph(raw: bytes, mode: str) -> Image.Image | None:
    """A JPEG's pixels as the file has them, None for one in another mode or one that can't be read.

    Pillow turns four inks round, as Adobe's programs write them, whether the file says that it is theirs or not.
    """
    try:
        image = Image.open(io.BytesIO(raw), formats=("JPEG",))
        image.load()
    except (OSError, Image.DecompressionBombError):
        return None
    if image.mode != mode:
        return None
    return ImageChops.invert(image) if mode == "CMYK" else image


def _most(pixels: Image.Image) -> float:
    """The ink in percent that more than specks of the pixels have, to the nearest percent or two."""
    cyan, magenta, yellow, black = pixels.split()
    quarter = ImageChops.add(ImageChops.add(cyan, magenta, scale=2), ImageChops.add(yellow, black, scale=2), scale=2)
    left = SPECKS * pixels.width * pixels.height
    for level, count in reversed(list(enumerate(quarter.histogram()))):
        left -= count
        if left < 0:
            return level * 400 / 255
    return 0.0
