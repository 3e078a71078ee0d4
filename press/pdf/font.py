"""A font of a PDF: its name, whether it is embedded and cut, what its glyph codes stand for."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import pikepdf
from pikepdf import Name

from press.pdf.encoding import UNKNOWN, named_codes
from press.pdf.streams import unpacked
from press.pdf.widths import widths

# ISO 32000-1, 9.6.2.2: fonts that a reader has itself.
STANDARD = frozenset((
    "Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique", "Helvetica", "Helvetica-Bold",
    "Helvetica-Oblique", "Helvetica-BoldOblique", "Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic",
    "Symbol", "ZapfDingbats",
))
FILES = (Name.FontFile, Name.FontFile2, Name.FontFile3)
# ISO 32000-1, 9.6.4: a subset's name begins with six capitals and a plus.
SUBSET = re.compile(r"[A-Z]{6}\+")
SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)
SPACE = re.compile(rb"begincodespacerange\s*<([0-9A-Fa-f\s]*)>")
TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


class Font:
    """One font of a PDF."""

    def __init__(self, dictionary: Any) -> None:
        self.dictionary = dictionary
        self.kind = str(dictionary.get(Name.Subtype, ""))
        self.base_name = str(dictionary.get(Name.BaseFont, "/")).removeprefix("/")

    @property
    def name(self) -> str:
        """The font's name without the mark of a subset."""
        return SUBSET.sub("", self.base_name) or "without a name"

    @property
    def is_subset(self) -> bool:
        """Whether the name says that only the glyphs used are in the file."""
        return bool(SUBSET.match(self.base_name))

    @cached_property
    def descendant(self) -> Any:
        """The font itself, of a composite one."""
        if self.kind == "/Type0":
            return self.dictionary.DescendantFonts[0]
        return self.dictionary

    @cached_property
    def is_embedded(self) -> bool:
        """Whether the glyphs are in the file; those of a Type 3 font always are."""
        if self.kind == "/Type3":
            return True
        descriptor = self.descendant.get(Name.FontDescriptor)
        return isinstance(descriptor, pikepdf.Dictionary) and any(key in descriptor for key in FILES)

    @property
    def is_standard(self) -> bool:
        """Whether each PDF reader has the font itself."""
        return self.base_name in STANDARD

    @cached_property
    def has_glyph_numbers(self) -> bool:
        """Whether codes are the numbers of glyphs themselves (ISO 32000-1, 9.7.5.2)."""
        return self.kind == "/Type0" and str(self.dictionary.get(Name.Encoding, "")) in ("/Identity-H", "/Identity-V")

    @cached_property
    def width(self) -> int:
        """Bytes of a code: 1 in a simple font; in a composite one those of its mapping's first range, else 2."""
        if self.kind != "/Type0":
            return 1
        first = None if self.has_glyph_numbers else SPACE.search(self._mapping)
        return len(bytes.fromhex(first[1].decode())) or 2 if first else 2

    @cached_property
    def words(self) -> dict[int, str]:
        """What each code stands for, as the file says, or in a simple font as its encoding does."""
        return (named_codes(self.dictionary) if self.kind != "/Type0" else {}) | _mapping(self._mapping)

    @cached_property
    def _mapping(self) -> bytes:
        """The ToUnicode CMap as written."""
        return unpacked(self.dictionary.get(Name.ToUnicode))

    def codes(self, shown: bytes) -> Sequence[int]:
        """The codes of what is shown."""
        if self.width == 2:
            return struct.unpack(f">{len(shown) // 2}H", shown[:len(shown) // 2 * 2])
        if self.width == 1:
            return shown
        return [int.from_bytes(shown[at:at + self.width]) for at in range(0, len(shown), self.width)]

    def glyphs(self, shown: bytes) -> list[str]:
        """The words of each glyph that is shown, UNKNOWN where the file does not say."""
        words = self.words
        return [words.get(code, UNKNOWN) for code in self.codes(shown)]

    @cached_property
    def is_vertical(self) -> bool:
        """Whether lines run down (ISO 32000-1, 9.7.4.3)."""
        return self.kind == "/Type0" and str(self.dictionary.get(Name.Encoding, "")).endswith("-V")

    @cached_property
    def _widths(self) -> tuple[dict[int, float], float]:
        """The widths of codes as parts of the size, and that of all others."""
        return widths(self.descendant)

    @cached_property
    def height(self) -> float:
        """How far letters stand up from the line, as a part of the size; the usual where the font does not say it."""
        return min(self._metric(Name.Ascent), 1.0) or 0.75

    @cached_property
    def depth(self) -> float:
        """How far letters hang down from the line, as a part of the size, below 0."""
        return max(self._metric(Name.Descent), -0.5) or -0.25

    def _metric(self, key: Name) -> float:
        """One of the font's own measures."""
        descriptor = self.descendant.get(Name.FontDescriptor)
        return float(descriptor.get(key, 0)) / 1000 if isinstance(descriptor, pikepdf.Dictionary) else 0.0

    def advance(self, shown: bytes) -> float:
        """How long a line of these glyphs is, as a part of the size; in a vertical font each is as high as the size."""
        codes = self.codes(shown)
        if self.is_vertical:
            return len(codes)
        own, usual = self._widths
        return sum(own.get(code, usual) for code in codes)

    def missing(self, shown: bytes) -> int:
        """How many glyphs are the box that stands for a missing one: glyph 0 of a composite font (ISO 32000-1, 9.7.6.3)."""
        if not self.has_glyph_numbers or b"\0\0" not in shown:
            return 0
        if str(self.descendant.get(Name.CIDToGIDMap, "/Identity")) != "/Identity":
            return 0
        return self.codes(shown).count(0) if self.words.get(0, "x").strip() else 0


def _mapping(data: bytes) -> dict[int, str]:
    """A ToUnicode CMap as a mapping of codes to words (ISO 32000-1, 9.10.3)."""
    found: dict[int, str] = {}
    for kind, body in SECTION.findall(data):
        tokens = [part or bytes.fromhex(digits.decode()) for digits, *brackets in TOKEN.findall(body)
                  for part in ("".join(bracket.decode() for bracket in brackets),)]
        if kind == b"bfchar":
            for code, word in zip(tokens[::2], tokens[1::2], strict=False):
                if isinstance(code, bytes) and isinstance(word, bytes):
                    found[int.from_bytes(code)] = _word(word)
        else:
            _add_ranges(tokens, found)
    return found


def _add_ranges(tokens: list[Any], found: dict[int, str]) -> None:
    """Takes up the ranges of a CMap: first and last code, then one word that counts up or a list of words."""
    at = 0
    while at + 2 < len(tokens):
        first, last, word = tokens[at:at + 3]
        at += 3
        if not (isinstance(first, bytes) and isinstance(last, bytes)):
            return
        codes = range(int.from_bytes(first), min(int.from_bytes(last), int.from_bytes(first) + 0xFFFF) + 1)
        if word == "[":
            end = tokens.index("]", at) if "]" in tokens[at:] else len(tokens)
            words = [_word(item) for item in tokens[at:end] if isinstance(item, bytes)]
            at = end + 1
        else:
            words = [_counted(word, step) for step in range(len(codes))] if isinstance(word, bytes) and word else []
        for code, text in zip(codes, words, strict=False):
            found[code] = text


def _counted(word: bytes, step: int) -> str:
    """A word whose last byte is counted up."""
    return _word(word[:-1] + bytes([(word[-1] + step) % 256]))


def _word(data: bytes) -> str:
    """UTF-16 as text."""
    return data.decode("utf-16-be", "replace")
