"""Characters that nobody sees, or that are none: what they do to a text, by line, code point and name."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from press.languages.ranges import RIGHT_TO_LEFT
from press.values.findings import Finding, Place, Severity

# Unicode has no names for controls; these come with text from word processors.
CONTROLS = {0x0B: "LINE TABULATION", 0x0C: "FORM FEED", 0x7F: "DELETE", 0x85: "NEXT LINE"}
# How a character may be written in TOML, and in the Markdown of any file.
ESCAPE = re.compile(r"(?<!\\)\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")
ENTITY = re.compile(r"&(?:#[xX]([0-9A-Fa-f]{1,6})|#(\d{1,7})|[A-Za-z]\w*);")
TURNED = re.compile(f"[{RIGHT_TO_LEFT}]")
# Scripts whose words have no spaces between them: there a line's end may be allowed by a mark.
UNSPACED = ("THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "CJK", "HIRAGANA", "KATAKANA", "TAI", "NEW")
# Scripts whose letters change by joining.
JOINING = ("ARABIC", "SYRIAC", "MANDAIC", "NKO", "MONGOLIAN", "PHAGS-PA", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI",
           "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "KHMER", "MYANMAR", "BALINESE", "JAVANESE")
# What has a work in any text: soft hyphens and word joiners, and the signs that Arabic writes round numbers.
WORKING = "\u00ad\u2060\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u08e2"
MARKS = "\u200e\u200f\u061c"
FILLERS = "\u115f\u1160\u2800\u3164\uffa0\u034f\u180e"
BASES = "\u00a0\u25cc"


@dataclass(frozen=True)
class Kind:
    """One kind of fault: its code, how much it weighs, what such a character does, and what to do."""

    code: str
    severity: Severity
    does: str
    hint: str


OVERRIDE = Kind("direction-override", Severity.ERROR, "turns the order of what follows: it is read otherwise than written",
                "take it out, and PDF or PDI after it; words of another language are written [words]{lang=en}")
EMBEDDING = Kind("direction-embedding", Severity.WARNING, "sets the direction of what follows, which the line's end forgets",
                 "take it out; words of another language are written [words]{lang=en}")
CONTROL = Kind("control-character", Severity.ERROR, "has no sign: a box would be printed", "take it out, or write a space")
LOST = Kind("lost-character", Severity.ERROR, "stands for one that was lost when the text was converted",
            "write what stood there; the file may have been saved in another encoding")
PRIVATE = Kind("private-use", Severity.WARNING, "means something in one font only, and nothing to who searches or listens",
               "write the character that is meant")
NOTHING = Kind("invisible-character", Severity.WARNING, "does nothing here but part a word for who searches it",
               "take it out")
ALONE = Kind("lone-mark", Severity.WARNING, "stands on no letter", "write the letter before it, or take it out")


def invisible(text: str, where: str) -> list[Finding]:
    """The findings of a file's text: one for each kind of fault."""
    return of_lines(enumerate(text.split("\n"), 1), where, text)


def of_lines(lines: Iterable[tuple[int, str]], where: str, text: str) -> list[Finding]:
    """The findings of some numbered lines; in `text` with letters from right to left marks of direction have a work."""
    marks = "" if TURNED.search(text) else MARKS
    found: dict[Kind, list[tuple[int, str]]] = {}
    for number, line in lines:
        written = ENTITY.sub(_of_entity, ESCAPE.sub(_of_escape, line) if where.endswith(".toml") else line)
        if written.isascii() and written.isprintable():
            continue
        for place, character in enumerate(written):
            if (not character.isalnum() or character in FILLERS) and (kind := _kind(written, place, marks)):
                found.setdefault(kind, []).append((number, character))
    return [_finding(kind, where, places) for kind, places in found.items()]


def _of_escape(match: re.Match[str]) -> str:
    """The character that an escape of TOML stands for."""
    return chr(min(int(match[1] or match[2], 16), 0x10FFFF))


def _of_entity(match: re.Match[str]) -> str:
    """The character that an entity stands for, itself where it stands for none."""
    code = int(match[1] or "0", 16) or int(match[2] or 0)
    if not code:
        return html.unescape(match[0])
    return chr(code) if code <= 0x10FFFF else match[0]


def _finding(kind: Kind, where: str, places: list[tuple[int, str]]) -> Finding:
    """One finding for all characters of a kind, at the first."""
    number, first = places[0]
    others = list(dict.fromkeys(named(character) for _, character in places if character != first))
    more = f", {len(places)} times" if len(places) > 1 else ""
    also = f" (also {', '.join(others[:3])}{', …' if others[3:] else ''})" if others else ""
    return Finding(kind.severity, kind.code, f"{named(first)}{also} {kind.does}{more}", Place(where, number), kind.hint)


def named(character: str) -> str:
    """A character by its code point and its name."""
    name = unicodedata.name(character, CONTROLS.get(ord(character), ""))
    category = unicodedata.category(character)
    kind = {"Cc": "a control", "Co": "of private use", "Cn": "not assigned"}.get(category, "without a name")
    return f"U+{ord(character):04X} {name or kind}"


def _kind(line: str, place: int, marks: str) -> Kind | None:
    """What is wrong with one character of a line; `marks` have no work in it."""
    character = line[place]
    category = unicodedata.category(character)
    before, after = line[place - 1:place], line[place + 1:place + 2]
    if character in "\u202d\u202e":
        return OVERRIDE
    if character in "\u202a\u202b\u202c\u2066\u2067\u2068\u2069":
        return EMBEDDING
    if category in ("Zl", "Zp") or (category == "Cc" and character not in "\t\r"):
        return CONTROL
    if character in "\ufffc\ufffd":
        return LOST
    if category in ("Co", "Cn"):
        return PRIVATE
    if category in ("Mn", "Mc", "Me") and character not in FILLERS:
        return ALONE if not before or (before.isspace() and before not in BASES) else None
    if character in FILLERS or character in marks:
        return NOTHING
    if category != "Cf" or character in WORKING or character in MARKS:
        return None
    return None if _works(character, before, after) else NOTHING


def _works(character: str, before: str, after: str) -> bool:
    """Whether a mark of no width does something between its neighbours."""
    scripts = [unicodedata.name(one, "").split(" ")[0] for one in (before or " ", after or " ")]
    if character == "\u200b":
        return any(script in UNSPACED for script in scripts)
    if character == "\u200c":
        # Between Latin letters it keeps f from joining what follows, as between parts of German words.
        inside = (before + after).isalnum() or unicodedata.category(before or " ") in ("Mn", "Mc")
        return before == "f" or (inside and any(script in JOINING for script in scripts))
    if character == "\u200d":
        return any(script in JOINING for script in scripts) or (_is_picture(before) and _is_picture(after))
    return "\U000e0020" <= character <= "\U000e007f" and (_is_picture(before) or "\U000e0020" <= before <= "\U000e007f")


def _is_picture(character: str) -> bool:
    """Whether a character is a small picture, or says how one looks."""
    return character != "" and (unicodedata.category(character) in ("So", "Sk") or character == "\ufe0f")
