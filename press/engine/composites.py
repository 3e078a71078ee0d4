"""Adds glyphs that are made of others to a TrueType font (OpenType 1.9.1, glyf: composite glyph description).

The tables are added to as they are: reading all outlines of a font takes as long as drawing a page.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

# So many numbers after a font's own glyphs are left free.
LEFT = 256
# Flags of a component: its place is two words in font units, more follow, it has no other scale.
PLACED, MORE = 0x0003, 0x0020
LARGEST = 0xFFFF
# So far from its letter a part may stand, in font units: its outlines still have numbers of two bytes.
FARTHEST = 0x3FFF


@dataclass(frozen=True)
class Part:
    """A glyph in a composite, and where it stands in font units."""

    glyph: int
    x: int
    y: int


@dataclass(frozen=True)
class Composite:
    """A glyph made of others, and how far it leads in font units."""

    parts: tuple[Part, ...]
    advance: int


@dataclass(frozen=True)
class Outlines:
    """The outlines of a font as they are written: all in one, and where each begins."""

    data: bytes
    places: tuple[int, ...]

    def box(self, part: Part) -> tuple[int, int, int, int] | None:
        """The left, lower, right and upper edge of a part in its composite; None where it draws nothing."""
        begin, end = self.places[part.glyph:part.glyph + 2]
        if begin == end:
            return None
        left, bottom, right, top = struct.unpack_from(">4h", self.data, begin + 2)
        return left + part.x, bottom + part.y, right + part.x, top + part.y


def extended(file: bytes, made: Mapping[int, Composite]) -> bytes:
    """A font file with composites as the glyphs of these numbers, which are higher than all it has."""
    font = TTFont(io.BytesIO(file), lazy=True, recalcBBoxes=False, recalcTimestamp=False)
    count = font["maxp"].numGlyphs
    form = f">{count + 1}{'L' if font['head'].indexToLocFormat else 'H'}"
    found = struct.unpack(form, font.reader["loca"][:struct.calcsize(form)])
    outlines = Outlines(font.reader["glyf"], found if font["head"].indexToLocFormat else tuple(2 * p for p in found))
    data, places, metrics = bytearray(outlines.data), list(outlines.places), _metrics(font, count)
    for code in range(count, max(made) + 1):
        glyph = made.get(code)
        boxes = [(part, box) for part in glyph.parts if (box := outlines.box(part))] if glyph else []
        written = _written(boxes)
        data += written + b"\0" * (-len(written) % 4)
        places.append(len(data))
        metrics += struct.pack(">Hh", glyph.advance if glyph else 0, min((box[0] for _, box in boxes), default=0))
    _put(font, "glyf", bytes(data))
    _put(font, "loca", struct.pack(f">{len(places)}L", *places))
    _put(font, "hmtx", metrics)
    _count(font, len(places) - 1, max(len(glyph.parts) for glyph in made.values()))
    out = io.BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()


def _written(boxes: Iterable[tuple[Part, tuple[int, int, int, int]]]) -> bytes:
    """A composite of some parts, with the boxes that they have in it; nothing where there are none."""
    boxes = list(boxes)
    if not boxes:
        return b""
    edges = list(zip(*(box for _, box in boxes), strict=True))
    head = struct.pack(">5h", -1, min(edges[0]), min(edges[1]), max(edges[2]), max(edges[3]))
    last = len(boxes) - 1
    return head + b"".join(struct.pack(">HHhh", PLACED | MORE * (place < last), part.glyph, part.x, part.y)
                           for place, (part, _) in enumerate(boxes))


def _metrics(font: TTFont, count: int) -> bytearray:
    """How far each glyph leads and where it begins, in full: the last may be shortened in a file."""
    full = font["hhea"].numberOfHMetrics
    found = font.reader["hmtx"]
    metrics = bytearray(found[:4 * full])
    advance = bytes(metrics[-4:-2])
    for place in range(count - full):
        metrics += advance + found[4 * full + 2 * place:][:2]
    return metrics


def _count(font: TTFont, count: int, parts: int) -> None:
    """Says how many glyphs a font has and how large composites may be."""
    most = font["maxp"]
    points, contours = max(most.maxPoints, most.maxCompositePoints), max(most.maxContours, most.maxCompositeContours)
    most.numGlyphs = font["hhea"].numberOfHMetrics = count
    most.maxCompositePoints, most.maxCompositeContours = min(LARGEST, points * parts), min(LARGEST, contours * parts)
    most.maxComponentElements = max(most.maxComponentElements, parts)
    most.maxComponentDepth += 1
    font["head"].indexToLocFormat = 1


def _put(font: TTFont, tag: str, data: bytes | bytearray) -> None:
    """Puts a table into a font as it is written."""
    font.tables[tag] = table = DefaultTable(tag)
    table.data = bytes(data)
