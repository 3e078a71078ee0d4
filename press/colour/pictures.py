"""The colours of a picture, brought to those that the page engine can set: it knows no profiles, and no more than 8 bits."""

from __future__ import annotations

import hashlib
import io
import warnings
from functools import cache
from pathlib import Path

from PIL import Image, ImageChops, ImageCms, ImageOps, UnidentifiedImageError

MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr", "LAB", "I;16", "I;16L", "I;16B")
PHOTOGRAPHS = ("JPEG", "MPO")
# What CMYK without a profile is taken to be made for.
USUAL_INKS = Path(__file__).with_name("profiles") / "FOGRA39L_coated.icc"
INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
BLACK_POINT = ImageCms.Flags.BLACKPOINTCOMPENSATION
# What a profile changes no colour of by more, of 255, is sRGB.
ALIKE = 2
ORIENTATION = 0x0112
# The kind of colours in a profile, by the mode of a picture.
SPACES = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK", "LAB": "Lab"}


def identity(content: bytes) -> str:
    """The name of a picture in a PDF, by its file: the same in every folder."""
    return hashlib.sha256(content).hexdigest()


def settled(content: bytes, keeps_inks: bool) -> bytes:
    """A picture's file in sRGB or grey, upright, with 8 bits: as it is where it needs nothing, or is no picture.

    With `keeps_inks`, for the press, CMYK stays as it is.
    """
    with warnings.catch_warnings(action="ignore"):
        try:
            image = Image.open(io.BytesIO(content))
            made = _in_colours(_upright(_plain(image)), keeps_inks)
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            return content
    as_inks = made.mode == "CMYK" and image.format not in PHOTOGRAPHS
    return content if made is image and not as_inks else _written(made, image.format in PHOTOGRAPHS)


def profile_of(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """The profile in a picture; none where it has none, or one that is damaged or of another kind of colours."""
    content = image.info.get("icc_profile")
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(content)) if content else None
    except (OSError, ImageCms.PyCMSError):
        return None
    space = SPACES[_colours(image)]
    return profile if profile and profile.profile.xcolor_space.strip() == space else None


def _colours(image: Image.Image) -> str:
    """The mode in which a picture's profile is used."""
    grey = image.mode in ("1", "L", "LA") or image.mode.startswith("I;16")
    return "L" if grey else image.mode if image.mode in ("CMYK", "LAB") else "RGB"


def _plain(image: Image.Image) -> Image.Image:
    """A picture with 8 bits and without palette."""
    made = image
    if image.mode.startswith("I;16"):
        made = image.convert("I").point(lambda level: level * (1 / 257)).convert("L")
    elif image.mode in ("1", "YCbCr", "RGBX"):
        made = image.convert("L" if image.mode == "1" else "RGB")
    elif image.mode in ("P", "PA"):
        made = image.convert("RGBA" if image.mode == "PA" or "transparency" in image.info else "RGB")
        made.info.pop("transparency", None)
    if made is not image and image.info.get("icc_profile"):
        made.info["icc_profile"] = image.info["icc_profile"]
    return made


def _upright(image: Image.Image) -> Image.Image:
    """A picture turned as its camera says: the engine would pack it anew with less quality."""
    return ImageOps.exif_transpose(image) if image.getexif().get(ORIENTATION, 1) != 1 else image


def _in_colours(image: Image.Image, keeps_inks: bool) -> Image.Image:
    """A picture in sRGB, grey, or the inks that it is made for."""
    if image.mode == "CMYK" and keeps_inks:
        return image
    transparent = image.mode in ("LA", "RGBA") or "transparency" in image.info
    solid = image
    if transparent:
        whole = image.convert("RGBA")
        alpha, solid = whole.getchannel("A"), whole.convert("L" if _colours(image) == "L" else "RGB")
        solid.info = {key: value for key, value in image.info.items() if key == "icc_profile"}
    made = _in_srgb(solid)
    if not transparent:
        return made
    if made is solid and image.mode in ("LA", "RGBA"):
        return image
    made = made.convert("LA" if made.mode == "L" else "RGBA")
    made.putalpha(alpha)
    return made


def _in_srgb(image: Image.Image) -> Image.Image:
    """A picture without transparency by its profile, in RGB or grey; itself where that changes nothing."""
    profile = profile_of(image)
    if image.mode == "CMYK" and not profile:
        profile = ImageCms.getOpenProfile(str(USUAL_INKS))
    elif image.mode == "LAB":
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    if not profile:
        return image
    try:
        change = ImageCms.buildTransform(profile, _srgb(), image.mode, "RGB", INTENT, BLACK_POINT)
        if image.mode in ("L", "RGB") and _changes_little(change, image.mode):
            return image
        made = ImageCms.applyTransform(image, change)
    except ImageCms.PyCMSError:
        return image
    return made.convert("L") if made and image.mode == "L" else made or image


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def _changes_little(change: ImageCms.ImageCmsTransform, mode: str) -> bool:
    """Whether a transformation to sRGB leaves all colours nearly as they are."""
    levels = range(0, 256, 51)
    colours = [level for red in levels for green in levels for blue in levels for level in (red, green, blue)]
    patches = Image.frombytes("RGB", (len(colours) // 3, 1), bytes(colours))
    if mode == "L":
        patches = Image.frombytes("L", (256, 1), bytes(range(256)))
    after = ImageCms.applyTransform(patches, change)
    assert after is not None
    apart = ImageChops.difference(patches.convert("RGB"), after).getextrema()
    return all(isinstance(band, tuple) and band[1] <= ALIKE for band in apart)


def _written(image: Image.Image, is_photograph: bool) -> bytes:
    """A picture's file: the inks and a photograph as JPEG of the highest quality, all else as PNG."""
    image.info = {}
    out = io.BytesIO()
    if image.mode == "CMYK":
        image.save(out, "JPEG", quality=100, subsampling=0)
    elif is_photograph:
        image.save(out, "JPEG", quality=95, subsampling=0)
    else:
        image.save(out, "PNG")
    return out.getvalue()
