"""Families of type: which fill a role in a language, and from which files."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from press.files import parse_toml, read_text
from press.values.edition import Edition
from press.values.face import CLEAR
from press.values.findings import ProjectError
from press.values.language import Language

TABLE = Path(__file__).with_name("families.toml")
# Every chain of fonts ends with these, so that Latin words, figures and signs are in a face of their own.
LAST = {"text": "Source Serif 4", "heading": "Source Sans 3", "note": "Source Serif 4", "title": "Source Serif 4"}
SUFFIXES = (".otf", ".ttf", ".woff", ".woff2")


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
