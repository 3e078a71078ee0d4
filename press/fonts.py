"""Font roles to prepared files: the only fonts that a page can see."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import unicodedata
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import uharfbuzz as hb

from press.files import parse_toml, read_text, write_together
from press.findings import Finding, Place, ProjectError, Severity
from press.job import CLEAR, Edition, Face, Language

TABLE = Path(__file__).with_name("families.toml")
# Every chain of fonts ends with these, so that Latin words, figures and signs are in a face of their own.
LAST = {"text": "Source Serif 4", "heading": "Source Sans 3", "note": "Source Serif 4", "title": "Source Serif 4"}
BOLD = 700
# Of a variable font each role is pinned to these weights only.
WEIGHTS = {"text": (400, 700), "heading": (400, 600), "note": (400, 700), "title": (600,)}
SUFFIXES = (".otf", ".ttf", ".woff", ".woff2")
# Kept of a cut font besides its character set: Latin, signs, full-width forms.
ALWAYS = (range(0x20, 0x250), range(0x2000, 0x2070), range(0x2190, 0x2194), range(0x3000, 0x3040), range(0xFF00, 0xFFF0))


@dataclass(frozen=True)
class Family:
    """A family as its files give it: (weight, italic) to a file; weight 0 is a variable font.

    `shapes` says of a script that it has the letters of, and whose readers know them in other shapes, which these are.
    """

    name: str
    files: Mapping[tuple[int, bool], Path]
    package: str = ""
    optical: Mapping[str, float] = field(default_factory=dict)
    charset: str = ""
    scripts: tuple[str, ...] = ()
    role: str = "text"
    clear: Mapping[str, str | float | bool] = field(default_factory=dict)
    shapes: Mapping[str, str] = field(default_factory=dict)


@cache
def known_families() -> Mapping[str, Family]:
    """The families of families.toml, by name."""
    return {name: _family(name, row) for name, row in parse_toml(read_text(TABLE, TABLE.name), TABLE.name).items()}


def _family(name: str, row: Mapping[str, object]) -> Family:
    """One row of families.toml."""
    spec = importlib.util.find_spec(str(row["package"]))
    folder = Path((spec.submodule_search_locations or [""])[0]) if spec else Path(str(row["package"]))
    files = {
        (0 if weight == "*" else int(weight), style == "italic"): folder / file
        for style in ("upright", "italic") for weight, file in _table(row.get(style)).items()
    }
    return Family(
        name, files, str(row["install"]), _table(row.get("optical")),
        str(row.get("charset", "")), tuple(_list(row.get("scripts"))), str(row["role"]), _table(row.get("clear")),
        _table(row.get("shapes")),
    )


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def families_for_script(script: str) -> dict[str, list[str]]:
    """Families by role for a script (ISO 15924), empty when none is known."""
    fitting = [family for family in known_families().values() if script in family.scripts]
    text = [family.name for family in fitting if family.role == "text"]
    heading = [family.name for family in fitting if family.role == "heading"] or text
    clear = [family.name for family in fitting if family.role == CLEAR] or heading
    return {"text": text, "heading": heading, "note": text, "title": text, CLEAR: [*clear, LAST["heading"]]} if text else {}


@cache
def own_families(folder: Path) -> Mapping[str, Family]:
    """The families of the files that a language brings in its folder `fonts/`."""
    found: dict[str, dict[tuple[int, bool], Path]] = {}
    for path in sorted(folder.glob("fonts/*")):
        if path.suffix.lower() in SUFFIXES:
            name, key = _describe(path)
            found.setdefault(name, {})[key] = path
    return {name: Family(name, files) for name, files in found.items()}


def _describe(path: Path) -> tuple[str, tuple[int, bool]]:
    """A font file's family, its weight (0: variable) and whether it is italic."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        font = TTFont(path, lazy=True)
        name = font["name"].getBestFamilyName() or path.stem
        variable = "fvar" in font and any(axis.axisTag == "wght" for axis in font["fvar"].axes)
        return name, (0 if variable else font["OS/2"].usWeightClass, bool(font["OS/2"].fsSelection & 1))
    except (TTLibError, KeyError, OSError) as error:
        raise ProjectError(f"this is not a font: {error}", f"locales/{path.parent.parent.name}/fonts/{path.name}",
                           "put an OpenType or TrueType file there") from None


def chain(language: Language, role: str) -> tuple[Family, ...]:
    """The families that a role asks for, in order; ProjectError for one that is nowhere."""
    families = {**known_families(), **own_families(language.folder)}
    names = dict.fromkeys((*language.fonts[role], LAST[role]))
    for name in names:
        if name not in families:
            raise ProjectError(
                f'no font family "{name}" is known', language.place,
                f"put its files into locales/{language.code}/fonts/, or name one of {', '.join(families)}",
            )
    return tuple(families[name] for name in names)


def in_edition(language: Language, edition: Edition) -> Language:
    """A language as an edition sets it: roles filled as the edition says, typography as the edition and its face ask."""
    fonts = {role: language.fonts[edition.fonts.get(role, role)] for role in language.fonts}
    first = chain(replace(language, fonts=fonts), "text")[0]
    asked = first.clear if edition.fonts.get("text") == CLEAR else {}
    return replace(language, fonts=fonts, typography={**language.typography, **edition.typography, **asked})


def face_name(family: Family, role: str) -> str:
    """The name of a family in style sheets: its optical sizes are families of their own."""
    return f"{family.name} {role}" if family.optical else family.name


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


def uncovered(text: str, language: Language, role: str = "text") -> list[str]:
    """The characters of a text that no font of the language has, each once."""
    # A hyphen at which no line breaks (U+2011) is set as a hyphen.
    seen = {ord(c) for c in text.replace("\u2011", "-") if unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp")}
    for family in chain(language, role):
        for source in family.files.values():
            seen -= _characters(source)
            break
    return [chr(c) for c in sorted(seen)]


@cache
def _superior(path: Path) -> bool:
    """Whether a font file has superior figures of its own (OpenType feature sups)."""
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))
    glyphs = []
    for wanted in (False, True):
        buffer = hb.Buffer()
        buffer.add_str("1")
        buffer.guess_segment_properties()
        hb.shape(font, buffer, {"sups": wanted})
        glyphs.append([info.codepoint for info in buffer.glyph_infos])
    return glyphs[0] != glyphs[1]


def has_superiors(language: Language) -> bool:
    """Whether the fonts that set the language's digits have superior figures, in each role."""
    for role in LAST:
        for family in chain(language, role):
            source = next(iter(family.files.values()))
            if ord(language.digits[1]) in _characters(source):
                if language.digits[1] != "1" or not _superior(source):
                    return False
                break
    return True


def missing_glyph(character: str, language: Language, place: Place) -> Finding:
    """The finding for a character that no font of the language has, naming a family that has it."""
    holders = [
        f"{family.name} (package {family.package})" for family in known_families().values()
        if any(source.is_file() and ord(character) in _characters(source) for source in family.files.values())
    ]
    own = f"put a font file that has it into locales/{language.code}/fonts/ and name its family in language.toml"
    hint = f"add {holders[0]} to [fonts] in {language.place.path}, or {own}" if holders else own
    name = unicodedata.name(character, "without a name")
    return Finding(Severity.ERROR, "no-glyph",
                   f"no font of {language.code} has the character {character} (U+{ord(character):04X}, {name})",
                   place, hint)
