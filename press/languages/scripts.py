"""Scripts: which one a language is written in, and its direction."""

from __future__ import annotations

from babel.core import get_global

from press.languages.rules import cldr

# Scripts written from right to left (ISO 15924).
RIGHT_TO_LEFT = ("Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi")


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
