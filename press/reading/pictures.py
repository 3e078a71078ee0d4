"""Pictures of a document: only true ones, only from its own folder, none that would exhaust the machine."""

from __future__ import annotations

import base64
import io
import os
import re
import warnings
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from PIL import Image, UnidentifiedImageError

from press.colour import pictures
from press.reading import vectors
from press.values.document import Block, Document, Figure, ItemList, Picture, Quotation, passages, walk
from press.values.findings import Finding, Place, Severity

MEGAPIXELS = 50
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF")
# A camera's JPEG with a small copy of itself inside.
READ = (*FORMATS, "MPO")
SVG_BYTES = 5_000_000


def named(document: Document) -> Iterator[tuple[str, Place]]:
    """Each picture that a document names, and where."""
    yield from ((figure.source, figure.place) for figure in _figures(document.blocks))
    for passage in passages(document):
        yield from ((each.source, passage.place) for each in walk(passage.inlines) if isinstance(each, Picture))


def _figures(blocks: tuple[Block, ...]) -> Iterator[Figure]:
    """Each figure, also in quotations and lists."""
    for block in blocks:
        if isinstance(block, Figure):
            yield block
        elif isinstance(block, Quotation):
            yield from _figures(block.blocks)
        elif isinstance(block, ItemList):
            for item in block.items:
                yield from _figures(item)


def inside(path: Path, folder: Path) -> bool:
    """Whether `path` is in `folder` after all links and `..` are followed."""
    # A link that leads to itself is followed as far as it goes: Path.resolve raises there.
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def fault(source: str, folder: Path) -> Finding | None:
    """What is wrong with the picture that a document in `folder` names, or is to be known; the caller adds the place."""
    if re.match(r"[a-zA-Z][\w+.-]*:|//", source):
        return _finding("picture-remote", f"the picture {source} is an address", "put the file into the document's folder")
    path = folder / source
    if not inside(path, folder):
        return _finding("picture-outside", f"the picture {source} is outside the document's folder",
                        "copy it into the document's folder: a document reads nothing else")
    if not path.is_file():
        return _finding("picture-missing", f"there is no picture {source}", "put it there, or mend its name")
    if path.suffix.lower() == ".svg":
        return _svg_fault(source, folder)
    return raster_fault(source, path)


def embedded(address: str) -> bytes:
    """The bytes of a picture that is written in an address of data itself; ValueError where there are none."""
    head, comma, data = address.partition(",")
    if not comma or not re.fullmatch(r"data:image/[\w.+-]+(;[\w=-]+)*;base64", head, re.I):
        raise ValueError("it is no picture in Base64")
    return base64.b64decode(unquote(data), validate=False)


def raster_fault(source: str, file: Path | io.BytesIO) -> Finding | None:
    """What is wrong with a picture in pixels, or is to be known."""
    try:
        with warnings.catch_warnings(action="error", category=Image.DecompressionBombWarning), Image.open(file) as image:
            width, height = image.size
            known = image.format in READ
            if known and width * height <= MEGAPIXELS * 1_000_000:
                image.load()
                return _colour_fault(source, image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _too_large(source)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        known, width, height = False, 0, 0
    if not known:
        return _finding("picture-unreadable", f"{source} is not a picture that can be set, or it is damaged",
                        f"save it as PNG, JPEG or SVG (read are {', '.join(FORMATS)}, SVG)")
    return _too_large(source) if width * height > MEGAPIXELS * 1_000_000 else None


def _colour_fault(source: str, image: Image.Image) -> Finding | None:
    """What is wrong with the colours of a picture: none that can be told, or a profile that had to be taken."""
    if image.mode not in pictures.MODES:
        return _finding("picture-colours", f"{source} has colours that can't be set ({image.mode})",
                        "save it with 8 or 16 bits a colour, as RGB, grey or CMYK")
    if image.mode == "CMYK" and image.format in pictures.PHOTOGRAPHS and "adobe" not in image.info:
        return _finding("picture-colours", f"{source} does not say whether its inks are written as a negative",
                        "save it as TIFF, or as RGB; a JPEG in CMYK needs the mark that Adobe's programs write")
    profile = pictures.profile_of(image)
    if image.info.get("icc_profile") and not profile:
        return _notice(f"the colour profile of {source} can't be used: it is damaged, or not for its colours",
                       "save the picture with its own profile, or without one as sRGB")
    if image.mode == "CMYK" and not profile:
        return _notice(f"{source} is in CMYK and has no profile: where it is shown, it is taken as printed by FOGRA39",
                       "save it with the profile that it was made for, or as RGB")
    return None


def _svg_fault(source: str, folder: Path) -> Finding | None:
    """What is wrong with a drawing, or with a picture beside it that it shows."""
    text = (folder / source).read_bytes()
    try:
        if len(text) > SVG_BYTES or b"<!ENTITY" in text:
            return _finding("picture-unreadable", f"{source} is too large a drawing or declares entities",
                            "save it anew as plain SVG")
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        return _finding("picture-unreadable", f"{source} is not SVG: {error}", "save it anew as SVG")
    if root.tag.rpartition("}")[2] != "svg":
        return _finding("picture-unreadable", f"{source} is not SVG: its root is {root.tag}", "save it anew as SVG")
    if wrong := vectors.fault(root):
        return _finding("picture-drawing", f"{source} can't be drawn: {wrong[0]}", wrong[1])
    for address in vectors.embedded(root):
        try:
            inner = raster_fault(f"a picture in {source}", io.BytesIO(embedded(address)))
        except ValueError as error:
            return _finding("picture-drawing", f"a picture in {source} can't be drawn: {error}", "save the drawing anew")
        if inner:
            return inner
    inside = (fault((Path(source).parent / name).as_posix(), folder) for name in vectors.beside(root))
    return next((replace(found, message=f"{source} shows a picture: {found.message}") for found in inside if found), None)


def words_of(path: Path) -> str:
    """The words of a drawing, in order; none in a picture that is made of dots, or that can't be read."""
    if path.suffix.lower() != ".svg" or not path.is_file():
        return ""
    try:
        return vectors.words(ElementTree.fromstring(path.read_bytes()))
    except ElementTree.ParseError:
        return ""


def _too_large(source: str) -> Finding:
    return _finding("picture-too-large", f"the picture {source} has more than {MEGAPIXELS} megapixels",
                    "scale it down: 300 pixels an inch suffice in print")


def _finding(code: str, message: str, hint: str) -> Finding:
    return Finding(Severity.ERROR, code, message, Place(""), hint)


def _notice(message: str, hint: str) -> Finding:
    return Finding(Severity.NOTICE, "picture-profile", message, Place(""), hint)
