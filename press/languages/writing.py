"""What Babel knows of a language: its figures, dates, units, names of languages, plural forms."""

from __future__ import annotations

import datetime
import gettext
import re
from collections.abc import Callable, Set
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.plurals import get_plural
from babel.numbers import format_percent
from babel.units import format_unit

from press.values.findings import ProjectError
from press.values.language import Language

LATIN_DIGITS = "0123456789"


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
