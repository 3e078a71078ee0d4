"""Fonts cut to the characters and weights that pages need, kept by their content."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping, Set
from functools import cache
from pathlib import Path

import uharfbuzz as hb

from press.files import write_together
from press.fonts.families import LAST, Family, chain, face_name
from press.values.face import Face
from press.values.findings import ProjectError
from press.values.language import Language

BOLD = 700
# Of a variable font each role is pinned to these weights only.
WEIGHTS = {"text": (400, 700), "heading": (400, 600), "note": (400, 700), "title": (600,)}
# Kept of a cut font besides its character set: Latin, signs, full-width forms.
ALWAYS = (range(0x20, 0x250), range(0x2000, 0x2070), range(0x2190, 0x2194), range(0x3000, 0x3040), range(0xFF00, 0xFFF0))


def prepare(
    languages: Iterable[Language], needed: Set[int], cache_folder: Path, italic: bool = True, bold: bool = True
) -> tuple[Face, ...]:
    """The faces for the roles of these languages, cut and pinned once and kept in `cache_folder`.

    Without `italic` or `bold` those of running text are left out: each costs time on every page that could use it.
    """
    faces: dict[Path, Face] = {}
    for language in languages:
        for role in LAST:
            for family in chain(language, role):
                for face in _faces(family, role, needed, cache_folder, italic, bold):
                    faces[face.path] = face
    return tuple(faces.values())


def _faces(
    family: Family, role: str, needed: Set[int], folder: Path, with_italic: bool, with_bold: bool
) -> Iterable[Face]:
    """The faces of one family for one role."""
    for (weight, italic), source in family.files.items():
        if italic and not with_italic:
            continue
        if not source.is_file():
            raise ProjectError(f"the font file {source.name} of {family.name} is not installed", "",
                               f"run make: it installs {family.package}")
        keep = _kept(family, source, needed)
        for pinned in WEIGHTS[role] if weight == 0 else (weight,):
            if pinned == BOLD and role in ("text", "note") and not with_bold and len(family.files) + (weight == 0) > 1:
                continue
            pins: dict[str, float] = {"wght": pinned} if weight == 0 else {}
            if role in family.optical:
                pins["opsz"] = family.optical[role]
            yield Face(face_name(family, role), _cut(source, pins, keep, folder), pinned, italic)


def _kept(family: Family, source: Path, needed: Set[int]) -> str:
    """The character set that a font is cut to; none when the document needs more than it holds."""
    if family.charset and not (needed & _characters(source)) <= _charset(family.charset):
        return ""
    return family.charset


@cache
def _characters(path: Path) -> Set[int]:
    """The characters that a font file has."""
    return frozenset(hb.Face(hb.Blob.from_file_path(str(path))).unicodes)


@cache
def _charset(name: str) -> Set[int]:
    """The characters of a national standard, and Latin."""
    double = (bytes((lead, trail)) for lead in range(0xA1, 0xFF) for trail in range(0xA1, 0xFF))
    return frozenset(
        {ord(c) for pair in double for c in pair.decode(name, "ignore")} | {c for part in ALWAYS for c in part}
    )


def _cut(source: Path, pins: Mapping[str, float], charset: str, folder: Path) -> Path:
    """The font file pinned to its axes and cut to a character set, made when it is not there yet.

    The sets of features and scripts must be cleared and inverted: inverting alone drops kern, init, medi and fina.
    """
    recipe = f"{source.name} {_digest_of(source)} {sorted(pins.items())} {charset} {hb.version_string()} 4"
    path = folder / "fonts" / f"{source.stem.split('[')[0]}-{_digest(recipe.encode())[:12]}.otf"
    known = path.with_suffix(".sha256")
    if _is_whole(path, known):
        return path
    face = hb.Face(hb.Blob.from_file_path(str(source)))
    wanted = hb.SubsetInput()
    for kind in ("LAYOUT_FEATURE_TAG", "LAYOUT_SCRIPT_TAG", "NAME_ID"):
        chosen = wanted.sets(getattr(hb.SubsetInputSets, kind))
        chosen.clear()
        chosen.invert()
    characters = wanted.sets(hb.SubsetInputSets.UNICODE)
    characters.clear()
    if charset:
        characters.update(_charset(charset))
    else:
        characters.invert()
    wanted.flags |= hb.SubsetFlags.NOTDEF_OUTLINE
    axes = {axis.tag: axis.default_value for axis in face.axis_infos}
    for tag, value in (axes | {tag: value for tag, value in pins.items() if tag in axes}).items():
        wanted.pin_axis_location(face, tag, value)
    data = _keyed_by_glyph(hb.subset(face, wanted).blob.data)
    write_together(((path, data, path.name), (known, _digest(data).encode(), known.name)))
    return path


def _is_whole(path: Path, known: Path) -> bool:
    """Whether a file has the digest that was noted when it was written: an engine hangs or dies of a damaged font."""
    try:
        return _digest(path.read_bytes()) == known.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return False


def _digest(data: bytes) -> str:
    """The SHA-256 of some bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


@cache
def _digest_of(path: Path) -> str:
    """The digest of a file, read once: two fonts of one name and size are two."""
    return _digest(path.read_bytes())


def _keyed_by_glyph(data: bytes) -> bytes:
    """The font with CIDs that are its glyph numbers, if it is keyed by CID.

    WeasyPrint 70.0 writes glyph numbers where a PDF has CIDs: of a font whose CIDs differ, a strict reader shows others.
    """
    if data[:4] != b"OTTO":
        return data
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    top = font["CFF "].cff[0]
    if not hasattr(top, "ROS"):
        return data
    names = [".notdef", *(f"cid{number:05d}" for number in range(1, len(top.charset)))]
    outlines = top.CharStrings.charStrings
    top.CharStrings.charStrings = {new: outlines[old] for new, old in zip(names, top.charset, strict=True)}
    top.charset = names
    # The metrics and tables of shaping go by glyph number; taken as they are, they keep it.
    font.setGlyphOrder(names)
    out = io.BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()
