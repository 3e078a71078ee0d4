"""The numbers that a text says, in figures of any script and with words that multiply them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from press.languages.directions import telephones

# Figures of Ethiopia have no place value: tens, hundreds and ten thousands are signs of their own.
ETHIOPIC = re.compile("[\u1369-\u137c]+")
OTHER_DIGIT = re.compile(r"[^\D0-9]")
# Between digits these group thousands somewhere: comma, point, Arabic, no-break and thin spaces, apostrophes.
GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:[,.٬\u00a0\u202f\u2009’'](?=\d{3}(?!\d))\d{3})+(?!\d)")


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
