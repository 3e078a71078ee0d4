"""A language from what its folder says: direction, digits, quotes, the fonts and sizes of its script."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from press.languages.rules import cldr, conventions, quotes_of, units
from press.languages.scripts import direction_of, script_of
from press.languages.writing import LATIN_DIGITS, _locale
from press.tables import Table
from press.values.face import CLEAR
from press.values.findings import Place, ProjectError
from press.values.language import Language

ROLES = ("text", "heading", "note", "title")
KEYS = ("name", "english", "direction", "digits", "quotes", "fonts", "typography", "multipliers", "rules")
ENGLISH_QUOTES = ["“", "”", "‘", "’"]
# What a script asks for, where a language says nothing else (ISO 15924).
_NO_CASE: dict[str, str | float | bool] = {"hyphenate": False, "emphasis": "weight", "small-capitals": False}
_HAN = _NO_CASE | {"leading": 1.1, "emphasis": "face", "indent": "2em", "evenly": "characters"}
SCRIPTS: dict[str, dict[str, str | float | bool]] = {
    "Arab": _NO_CASE | {"size": 1.28, "leading": 1.18, "measure": 0.93, "title-leading": 1.25},
    "Hebr": _NO_CASE,
    "Hans": _HAN,
    "Hant": _HAN,
    "Jpan": _HAN | {"indent": "1em"},
    "Kore": _NO_CASE | {"leading": 1.1, "emphasis": "face"},
    "Deva": _NO_CASE | {"leading": 1.12, "title-leading": 1.2},
    "Thai": _NO_CASE | {"leading": 1.16, "evenly": "none", "title-leading": 1.2},
}
# Sizes are factors of the edition's own; `evenly` says what a line is stretched by: its spaces, its characters, or
# nothing, where spaces are rare and stand between sentences.
TYPOGRAPHY: dict[str, str | float | bool] = {
    "size": 1.0, "leading": 1.0, "measure": 1.0, "hyphenate": True, "emphasis": "italic", "small-capitals": True,
    "indent": "1.2em", "evenly": "words", "title-leading": 1.0,
}
CHOICES = {"emphasis": ("italic", "weight", "face", "line"), "evenly": ("words", "characters", "none")}


def make_language(code: str, table: Table, folder: Path, families: Mapping[str, list[str]]) -> Language:
    """The language that a language.toml describes; ProjectError for a value of a wrong kind.

    `families` are by role those that its script asks for.
    """
    table.only(KEYS)
    data, place = table.data, Place(table.where)
    for key in (key for key in ("name", "english") if key in data):
        table.words(key)
    for key in ("fonts", "typography", "multipliers", "rules"):
        table.table(key)
    direction = table.words("direction", direction_of(code))
    digits = table.words("digits", cldr(code).get("digits", LATIN_DIGITS))
    quotes = table.list_of_words("quotes") if "quotes" in data else tuple(quotes_of(code) or ENGLISH_QUOTES)
    for key, wrong, what, example in (
        ("direction", direction not in ("ltr", "rtl"), 'direction is "ltr" or "rtl"', '"ltr"'),
        ("digits", len(digits) != 10, "digits are ten characters, from 0 to 9", f'"{LATIN_DIGITS}"'),
        ("quotes", len(quotes) != 4, "quotes are four: outer opening, outer closing, inner opening, inner closing",
         '["“", "”", "‘", "’"]'),
    ):
        if wrong:
            raise ProjectError(what, table.place(key), f"write: {key} = {example}")
    factors = {word: table.table("multipliers").whole_number(word, 1) for word in data.get("multipliers", {})}
    locale = None if {"name", "english"} <= data.keys() else _locale(code)
    return Language(
        code=code,
        name=data.get("name") or (locale.get_display_name() if locale else None) or code,
        english=data.get("english") or (locale.get_display_name("en") if locale else None) or code,
        direction=direction, digits=digits, quotes=(quotes[0], quotes[1], quotes[2], quotes[3]),
        fonts=_fonts(data.get("fonts", {}), families, table.place("fonts") if "fonts" in data else place),
        typography=typography(data.get("typography", {}), SCRIPTS.get(script_of(code), {}),
                              table.place("typography") if "typography" in data else place),
        multipliers={**units(code), **factors}, folder=folder, place=place,
        conventions=conventions(code, data.get("rules", {}), table.place("rules") if "rules" in data else place),
    )


def _fonts(data: Mapping[str, Any], families: Mapping[str, list[str]], place: Place) -> dict[str, tuple[str, ...]]:
    """Families by role; a heading or note without its own takes the text's."""
    roles = (*ROLES, CLEAR)
    for role, chosen in data.items():
        if role not in roles:
            raise ProjectError(f'unknown font role "{role}"', place, f"roles are {', '.join(roles)}")
        if not isinstance(chosen, list) or not all(isinstance(family, str) for family in chosen):
            raise ProjectError(f"fonts.{role} is not a list of families", place, 'write: text = ["Source Serif 4"]')
    given = dict.fromkeys(roles, data["text"]) if "text" in data else families
    return {role: tuple({**given, **data}.get(role, ())) for role in roles}


def typography(
    data: Mapping[str, Any], usual: Mapping[str, str | float | bool], place: Place
) -> dict[str, str | float | bool]:
    """The settings of [typography] with the defaults for those it leaves out; ProjectError for one that can't be."""
    for key, value in data.items():
        if key not in TYPOGRAPHY:
            raise ProjectError(f'unknown key "{key}" in [typography]', place, f"known are {', '.join(TYPOGRAPHY)}")
        kind = type(TYPOGRAPHY[key])
        if not isinstance(value, kind) and not (kind is float and type(value) is int):
            raise ProjectError(f"typography.{key} is {value!r}", place, f"it is like {TYPOGRAPHY[key]!r}")
        if key in CHOICES and value not in CHOICES[key]:
            raise ProjectError(f"typography.{key} is {value!r}", place, f"it is one of {', '.join(CHOICES[key])}")
    return {**TYPOGRAPHY, **usual, **data}
