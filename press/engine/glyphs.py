"""Each cluster of a line as one glyph that says its characters.

WeasyPrint 70.0 lets a glyph stand for what it stood for first, and gives all of a cluster to the glyph that is drawn first:
each reader reads the vowels of Hindi, the points of Hebrew and the tones of Thai in another order, doubles or loses them.
Here what draws a cluster, and a glyph that stands for something else than before, gets a number of its own, which
`composites.py` adds to the font. `tests/test_scripts.py` fails without it.

Of text from right to left the characters of a glyph are turned: all readers take glyphs from left to right, and turn them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from press.engine.composites import FARTHEST, LEFT, Composite, Part, extended
from press.languages.directions import HELD

# What forbids or allows a line break or keeps a direction, and is no part of a word.
MARKS = re.compile(rf"[\u2060\u200b\u00ad\ufeff]|{HELD.pattern}")
# Where a font can take no glyph more, parts of a letter stand for a joiner, which no search or voice minds.
NO_LETTER = "\u200d"
# Read as what it is mostly set for here: two words that are kept in one line.
NO_BREAK = "\u00a0"


@dataclass
class Composites:
    """The composites of one font, by what they are made of and stand for."""

    first: int
    codes: dict[tuple[str, tuple[Part, ...]], int] = field(default_factory=dict)
    made: dict[int, Composite] = field(default_factory=dict)

    def code(self, words: str, parts: tuple[Part, ...], advance: int) -> int:
        """The number of the glyph that is made of some parts and stands for some words."""
        key = words, parts
        if key not in self.codes:
            self.codes[key] = code = self.first + len(self.codes)
            self.made[code] = Composite(parts, advance)
        return self.codes[key]


def without_marks(text: str) -> str:
    """The words of a text as a reader is to have them."""
    return MARKS.sub("", text)


def name_glyphs(stream: Any, box: Any) -> None:
    """Lets the glyphs of a text that is about to be drawn stand for its characters."""
    layout = box.pango_layout
    # As the engine does before it draws: doing it later would shape the text anew.
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    # A mark and the sign before it may be parted by a run's end: what stands for them there is as long and no word either.
    text = HELD.sub(lambda match: "\u2060" + ("\u00ad" if match[0][-1] == "\u061c" else "\u2060"), layout.text).encode()
    run = layout.get_first_line()[0].runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        font, _ = stream.add_font(item.analysis.font)
        words = text[item.offset:item.offset + item.length]
        if not _is_plain(font, words, item, glyphs):
            for cluster in _clusters(words, item, glyphs):
                _name(stream, item.analysis.font, cluster)
        run = run.next


def _is_plain(font: Any, words: bytes, item: Any, glyphs: Any) -> bool:
    """Whether each glyph of a run stands for one character and for no other elsewhere: most text does."""
    count = glyphs.num_glyphs
    if count != len(words) or item.analysis.level % 2 or not words.isascii():
        return False
    if ffi.unpack(glyphs.log_clusters, count) != list(range(count)):
        return False
    numbers = memoryview(ffi.buffer(glyphs.glyphs, count * ffi.sizeof("PangoGlyphInfo"))).cast("I")
    names = font.to_unicode
    step = ffi.sizeof("PangoGlyphInfo") // 4
    pairs = list(zip(numbers[::step], words.decode(), strict=True))
    if max(numbers[::step]) >= pango.PANGO_GLYPH_EMPTY:
        return False
    return all(names.setdefault(number, character) == character for number, character in pairs)


@dataclass(frozen=True)
class Cluster:
    """Characters of a text that are drawn together, and what draws them: glyphs from left to right."""

    words: str
    glyphs: list[Any]


def _clusters(words: bytes, item: Any, glyphs: Any) -> Iterator[Cluster]:
    """The clusters of a run; what has no glyph, as a joiner, counts with what stands before it."""
    turned = item.analysis.level % 2
    drawn = [(glyphs.log_clusters[number], glyphs.glyphs[number]) for number in range(glyphs.num_glyphs)
             if glyphs.glyphs[number].glyph < pango.PANGO_GLYPH_EMPTY]
    # What stands above or below a letter is drawn with it, also where it is shaped by itself.
    first = min((start for start, _ in drawn), default=0)
    starts = sorted({start for start, _ in drawn if start == first or not _is_mark(words[start:])})
    held: dict[int, list[Any]] = {}
    for start, glyph in drawn:
        held.setdefault(starts[bisect_right(starts, start) - 1], []).append(glyph)
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(words)
        said = without_marks(words[start if place else 0:end].decode())
        yield Cluster(said[::-1] if turned else said, held[start])


def _is_mark(words: bytes) -> bool:
    """Whether words begin with what stands above or below a letter, and takes no room of its own."""
    return unicodedata.category(words[:4].decode(errors="ignore")[:1] or " ") in ("Mn", "Me")


def _name(stream: Any, face: Any, cluster: Cluster) -> None:
    """Lets what draws a cluster stand for its characters."""
    font, size = stream.add_font(face)
    words, (first, *others) = cluster.words.replace(NO_BREAK, " "), cluster.glyphs
    if not others and font.to_unicode.setdefault(first.glyph, words) == words:
        return
    if not _takes_more(font):
        _share(font, words, cluster.glyphs)
        return
    units = font.upem * FROM_UNITS / size
    # Pango measures down the page, a font up.
    parts, place, advance = [], 0, 0
    for glyph in cluster.glyphs:
        moved = glyph.geometry
        parts.append(Part(glyph.glyph, round((place + moved.x_offset) * units), round(-moved.y_offset * units)))
        place += moved.width
        advance += _width(stream, face, glyph.glyph)
    if not others:
        parts = [Part(first.glyph, 0, 0)]
    if max(abs(side) for part in parts for side in (part.x, part.y)) > FARTHEST:
        _share(font, words, cluster.glyphs)
        return
    code = _composites(font).code(words, tuple(parts), round(advance * font.upem / 1000))
    font.to_unicode[code], font.widths[code] = words, advance
    first.glyph, first.geometry.width = code, place
    if others:
        first.geometry.x_offset = first.geometry.y_offset = 0
    for glyph in others:
        glyph.glyph, glyph.geometry.width = pango.PANGO_GLYPH_EMPTY, 0


def _share(font: Any, words: str, glyphs: list[Any]) -> None:
    """Gives glyphs a character each, of a cluster in a font that can take no glyph more."""
    for place, glyph in enumerate(glyphs[:-1]):
        font.to_unicode.setdefault(glyph.glyph, words[place:place + 1] or NO_LETTER)
    font.to_unicode.setdefault(glyphs[-1].glyph, words[len(glyphs) - 1:] or NO_LETTER)


def _takes_more(font: Any) -> bool:
    """Whether glyphs can be added to a font: those of outlines in TrueType."""
    return "glyf" in font.tables and not (font.bitmap or font.png or font.svg or font.colr or "fvar" in font.tables)


def _composites(font: Any) -> Composites:
    """The composites of a font."""
    if not hasattr(font, "composites"):
        # Before them stand the numbers that the engine gives to characters that the font lacks.
        font.composites = Composites(font.glyph_count + LEFT)
    found: Composites = font.composites
    return found


def _width(stream: Any, face: Any, glyph: int) -> int:
    """How wide a glyph is by itself, in thousandths of the size, as the engine rounds it."""
    font, size = stream.add_font(face)
    if glyph in font.widths:
        return int(font.widths[glyph])
    pango.pango_font_get_glyph_extents(face, glyph, stream.ink_rect, stream.logical_rect)
    width: float = stream.logical_rect.width * 1000 * FROM_UNITS / size
    return round(width)


def subset(plain: Any, font: Any, used: Any, hinting: bool) -> None:
    """Cuts a font to the glyphs that are used, and adds those that have been made."""
    composites = getattr(font, "composites", None)
    if composites is None:
        plain(font, used, hinting)
        return
    own = {part.glyph for made in composites.made.values() for part in made.parts}
    plain(font, dict.fromkeys({*used, *own} - composites.made.keys()), hinting)
    font.file_content = extended(font.file_content, composites.made)
