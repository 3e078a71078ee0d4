"""Which characters the faces of a language have."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

import uharfbuzz as hb

from press.fonts.cutting import _characters
from press.fonts.families import LAST, chain, known_families
from press.values.findings import Finding, Place, Severity
from press.values.language import Language


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
