"""What the codes of a simple font stand for where the file gives no words for them (ISO 32000-1, 9.6.6)."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Name

CODECS = {"/MacRomanEncoding": "mac_roman"}
# What stands for a glyph that the file does not explain.
UNKNOWN = "\ufffd"


def named_codes(font: Any) -> dict[int, str]:
    """The letter of each code, by the font's encoding and the names of its glyphs."""
    encoding = font.get(Name.Encoding, Name.WinAnsiEncoding)
    base: Any = encoding
    differences: list[Any] = []
    if isinstance(encoding, pikepdf.Dictionary):
        base = encoding.get(Name.BaseEncoding, Name.WinAnsiEncoding)
        differences = list(encoding.get(Name.Differences, pikepdf.Array()))
    codec = CODECS.get(str(base), "cp1252")
    found = {code: bytes([code]).decode(codec, "replace") for code in range(32, 256)}
    code = 0
    for item in differences:
        if isinstance(item, Name):
            found[code] = _letters(str(item).removeprefix("/"))
            code += 1
        else:
            code = int(item)
    return found


def _letters(glyph: str) -> str:
    """The letters that a glyph's name stands for."""
    # A long list that few files need.
    from fontTools.agl import toUnicode

    return toUnicode(glyph) or UNKNOWN
