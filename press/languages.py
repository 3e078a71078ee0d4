"""What a language does to a page: direction, digits, dates, quotes, the fonts and sizes of its script."""

from __future__ import annotations

import datetime
import gettext
import re
import unicodedata
from collections.abc import Callable, Mapping, Set
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date
from babel.messages.plurals import get_plural
from babel.numbers import format_percent
from babel.units import format_unit

from press.directions import telephones
from press.findings import Place, ProjectError
from press.job import CLEAR, Language
from press.rules import cldr, conventions, quotes_of, units
from press.tables import Table

ROLES = ("text", "heading", "note", "title")
KEYS = ("name", "english", "direction", "digits", "quotes", "fonts", "typography", "multipliers", "rules")
LATIN_DIGITS = "0123456789"
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
# Scripts written from right to left (ISO 15924).
RIGHT_TO_LEFT = ("Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi")
# Sizes are factors of the edition's own; `evenly` says what a line is stretched by: its spaces, its characters, or
# nothing, where spaces are rare and stand between sentences.
TYPOGRAPHY: dict[str, str | float | bool] = {
    "size": 1.0, "leading": 1.0, "measure": 1.0, "hyphenate": True, "emphasis": "italic", "small-capitals": True,
    "indent": "1.2em", "evenly": "words", "title-leading": 1.0,
}
CHOICES = {"emphasis": ("italic", "weight", "face", "line"), "evenly": ("words", "characters", "none")}
# Figures of Ethiopia have no place value: tens, hundreds and ten thousands are signs of their own.
ETHIOPIC = re.compile("[\u1369-\u137c]+")
OTHER_DIGIT = re.compile(r"[^\D0-9]")
# Between digits these group thousands somewhere: comma, point, Arabic, no-break and thin spaces, apostrophes.
GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:[,.٬\u00a0\u202f\u2009’'](?=\d{3}(?!\d))\d{3})+(?!\d)")


def script_of(code: str) -> str:
    """The script that a language is written in (ISO 15924, CLDR's likely one), Latn where nothing is known."""
    parts = code.split("-")
    if len(parts) > 1 and len(parts[1]) == 4:
        return parts[1].title()
    likely = get_global("likely_subtags")
    return str(likely.get("_".join(parts)) or likely.get(parts[0]) or "und_Latn").split("_")[1]


def usual_region(code: str) -> str:
    """The country where most who write a language live (CLDR's likely one); nothing where none is known."""
    likely = str(get_global("likely_subtags").get(code) or "").split("_")
    return likely[2] if len(likely) > 2 else ""


def direction_of(code: str) -> str:
    """The direction that a language is written in, by CLDR or else by its script: ltr or rtl."""
    return str(cldr(code).get("direction", "rtl" if script_of(code) in RIGHT_TO_LEFT else "ltr"))


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


def _locale(code: str) -> Locale | None:
    """Babel's data for a language, if it has any."""
    try:
        return Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def has_plural_forms(code: str, said: str) -> bool:
    """Whether a catalogue's Plural-Forms sort numbers as the language does, by gettext's custom or by CLDR."""
    match = re.search(r"nplurals\s*=\s*\d+\s*;\s*plural\s*=\s*([^;]+)", said)
    locale = _locale(code)
    if not match or locale is None:
        return locale is None
    try:
        forms, usual = gettext.c2py(match[1].strip()), gettext.c2py(get_plural(locale).plural_expr)
        return _sorted_by(forms) in (_sorted_by(usual), _sorted_by(locale.plural_form))
    except (ValueError, ZeroDivisionError):
        return False


def _sorted_by(form: Callable[[int], object]) -> list[int]:
    """The numbers from 0 to 199, each as the first that has the same plural form."""
    first: dict[object, int] = {}
    return [first.setdefault(form(number), number) for number in range(200)]


def numerals(number: int, digits: str) -> str:
    """A number in the language's own digits."""
    return in_digits(str(number), digits)


def in_digits(text: str, digits: str) -> str:
    """The text with ASCII digits replaced by `digits`."""
    return text.translate(dict(zip(map(ord, LATIN_DIGITS), digits, strict=True)))


def millimetres(length: float, language: Language) -> str:
    """A length in mm as the language writes it (CLDR's short form), with one decimal where it has one."""
    text = format_unit(round(length, 1), "length-millimeter", "short", locale=_locale(language.code) or Locale("en"))
    return in_digits(text, language.digits)


def percent(share: float, language: Language) -> str:
    """Percent as the language writes them, without decimals; Arabic figures have a sign of their own (CLDR, percentSign)."""
    text = format_percent(share / 100, locale=_locale(language.code) or Locale("en"))
    return in_digits(text.replace("%", "٪") if language.digits[0] in "٠۰" else text, language.digits)


def long_date(iso: str, language: Language) -> str:
    """A date like 2020-07-17 as the language writes it out (CLDR's long form); ProjectError for another form."""
    try:
        date = datetime.date.fromisoformat(iso)
    except ValueError:
        raise ProjectError(f'the date "{iso}" is not one', "", "write the year, month and day: 2020-07-17") from None
    text = format_date(date, "long", locale=_locale(language.code) or Locale("en"))
    return in_digits(text, language.digits)


def name_in(code: str, language: Language) -> str:
    """The name of the language `code` in the words of another, or in its own where CLDR has none."""
    named, inside = _locale(code), _locale(language.code)
    return (named and inside and named.get_display_name(inside)) or code


@cache
def months(code: str) -> Set[str]:
    """The names of months in a language, in full and short."""
    try:
        found = Locale.parse(code, sep="-").months["format"]
    except (UnknownLocaleError, ValueError):
        return frozenset()
    return frozenset(name for width in ("wide", "abbreviated") for name in found[width].values())


def numbers(text: str, multipliers: Mapping[str, int]) -> list[int]:
    """The whole numbers in a text, in any script's digits, groups joined, and units like 万 or million* multiplied in.

    A telephone number is one number, of all its figures.
    """
    text = ETHIOPIC.sub(lambda match: str(_ethiopic(match[0])), text)
    for match in reversed(list(telephones(text))):
        text = text[:match.start()] + re.sub(r"\D", "", match[0]) + text[match.end():]
    folded = OTHER_DIGIT.sub(lambda match: str(unicodedata.digit(match[0])), text)
    folded = GROUPED.sub(lambda match: re.sub(r"\D", "", match[0]), folded)
    found = []
    for match in _with_units(tuple(multipliers)).finditer(folded):
        if match["unit"]:
            factor = next(value for word, value in multipliers.items() if _is_unit(word, match["unit"]))
            found.append(round(float(f"{match[1]}.{match[2] or 0}") * factor))
        else:
            found += [int(part) for part in (match[1], match[2]) if part]
    return found


def _ethiopic(signs: str) -> int:
    """The number that Ethiopic signs say: tens and ones, with hundreds and ten thousands behind what they count."""
    whole = part = 0
    for sign in signs:
        value = int(unicodedata.numeric(sign))
        if value < 100:
            part += value
        else:
            whole, part = (whole + max(part, 1) * value, 0) if value == 100 else ((whole + part or 1) * value, 0)
    return whole + part


@cache
def _with_units(words: tuple[str, ...]) -> re.Pattern[str]:
    """What finds a number, its decimals and its unit; the longest unit goes first."""
    units = "|".join(_unit(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(\d+)(?:[.,٫](\d+)(?!\d))?(?:\s?(?P<unit>{units or '(?!)'}))?", re.I)


def _unit(word: str) -> str:
    """The pattern of one unit; a word of an alphabet ends where its letters end, a sign stands by itself."""
    stem = re.escape(word.removesuffix("*"))
    return rf"{stem}\w*" if word.endswith("*") else stem if len(word) == 1 else rf"{stem}(?!\w)"


def _is_unit(word: str, found: str) -> bool:
    """Whether a word found after a number is this unit."""
    stem = word.removesuffix("*").lower()
    return found.lower().startswith(stem) if word.endswith("*") else found.lower() == stem
