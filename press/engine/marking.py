"""The words in the content of a page as they were written, whatever reads them there.

WeasyPrint 70.0 writes what is seen: the space at which a line is broken is not there, the hyphen of a broken word is, a call
is run into its word, and what stands in a margin is like the text. This puts three functions in the place of its own;
`tests/engine/test_words.py` fails without it, and may fail when it has become needless.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.text.ffi import FROM_UNITS, pango
from weasyprint.text.line_break import create_layout

from press.engine.glyphs import name_glyphs, without_marks

# The last glyph of a shown text, and what moves the place after it.
LAST_GLYPH = re.compile(rb"(.*)([0-9a-f]{4})(>[-\d. ]*)\] TJ", re.S)
# A soft hyphen, as ISO 32000-1, 14.8.2.2.3 has it. Written in UTF-16: the short encoding of PDF strings has no such sign.
SOFT_HYPHEN = "<feff00ad>"
SPACE = re.compile(r"\s")
_SPACES: dict[Any, tuple[Any, float, int]] = {}


@dataclass
class Said:
    """What a box's content says beside its glyphs: whether it is no text at all, is parted from the word before by a space,
    ends with a space that the line's end has taken, or with a hyphen that it has brought."""

    artifact: bool = False
    apart: bool = False
    space: bool = False
    hyphen: bool = False


def split_text_box(plain: Any, context: Any, box: Any, width: Any, skip: Any, *others: Any, **named: Any) -> Any:
    """The engine's piece of a text, which remembers where in the text it begins."""
    result = plain(context, box, width, skip, *others, **named)
    if result[0] is not None:
        result[0].cut = (box.text, skip or 0)
    return result


@dataclass
class _Reading:
    """What has been read of a document: the last text of each block."""

    last: dict[Any, Any] = field(default_factory=dict)
    headers: set[Any] = field(default_factory=set)

    def walk(self, box: Any, block: Any, artifact: bool) -> None:
        """Says what each text below a box says."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        element = box.element
        if isinstance(box, boxes.BlockLevelBox | boxes.AtomicInlineLevelBox | boxes.TableCellBox):
            block = element
        artifact = artifact or isinstance(box, boxes.MarginBox) or box.is_leader or box.element_tag == "hr::before"
        if isinstance(box, boxes.TableRowGroupBox) and box.is_header:
            # The header rows of a table stand again on each page it goes on to.
            artifact |= element in self.headers
            self.headers.add(element)
        if isinstance(box, boxes.TextBox):
            self._text(box, block, artifact)
        elif isinstance(box, boxes.ReplacedBox):
            box.said = Said(artifact=artifact or not element.get("alt"))
        elif box.element_tag == "br" and block in self.last:
            self.last[block].said.space = True
        for child in getattr(box, "children", ()):
            self.walk(child, block, artifact)

    def _text(self, box: Any, block: Any, artifact: bool) -> None:
        """Says what one text says, and what its beginning says of the one before it."""
        box.said = Said(artifact=artifact)
        if artifact:
            return
        if box.element.get("class", "").startswith("call"):
            box.said.apart = True
        before = self.last.get(block)
        if before is not None and not before.said.hyphen:
            before.said.space |= bool(SPACE.search(_between(before, box)))
        source, start = box.cut
        box.said.hyphen = not source.encode()[start:].startswith(box.text.encode())
        self.last[block] = box


def _between(first: Any, second: Any) -> str:
    """What the source has between two texts that follow each other, and the page has not."""
    (source, start), (following, skipped) = first.cut, second.cut
    end = start + len(first.text.encode())
    if source is following and end <= skipped:
        return str(source.encode()[end:skipped], "utf-8")
    return str(source.encode()[end:] + following.encode()[:skipped], "utf-8")


def prepare(pages: Iterable[Any]) -> None:
    """Looks through a finished layout for what its content must say beside its glyphs."""
    _SPACES.clear()
    reading = _Reading()
    for page in pages:
        reading.walk(page, None, False)


@contextmanager
def marked(stream: Any, box: Any, tag: str) -> Iterator[None]:
    """Marks a box's content, and makes it say what it must."""
    said: Said = box.said
    if stream._tags is None:
        yield
        return
    if said.artifact:
        stream.begin_marked_content("Artifact", pydyf.Dictionary({"Type": "/Pagination"}))
        yield
        stream.end_marked_content()
        return
    mcid = len(stream._tags)
    stream._tags[box] = {"tag": tag, "mcid": mcid}
    reverse = box.style["direction"] == "rtl"
    told = said.apart and not reverse
    stream.begin_marked_content(tag, pydyf.Dictionary({"MCID": mcid}))
    if said.apart:
        _add_space(stream, box, box.position_x + (box.width if reverse else 0))
    begin = len(stream.stream)
    if told:
        # Readers that go by where glyphs stand see no room before a call; what they are told they take.
        stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(" " + without_marks(box.text))}))
    yield
    if told:
        stream.end_marked_content()
    if isinstance(box, boxes.TextBox):
        if said.hyphen:
            _say_of_hyphen(stream)
        if said.apart and reverse:
            _add_space(stream, box, box.position_x)
        elif said.space or not box.text.strip():
            _add_space(stream, box, box.position_x + (0 if reverse or len(stream.stream) == begin else box.width))
    stream.end_marked_content()


def _say_of_hyphen(stream: Any) -> None:
    """Says of the last glyph that it is not of the word."""
    shown = LAST_GLYPH.fullmatch(stream.stream[-2]) if len(stream.stream) > 2 else None
    if shown is None:
        return
    head, glyph, tail = shown.groups()
    stream.stream[-2:] = [
        *([head.removesuffix(b"<") + (b"" if head.endswith(b"<") else b">") + b"] TJ"] if head != b"[<" else []),
        "/Span", pydyf.Dictionary({"ActualText": SOFT_HYPHEN}), b"BDC",
        b"[<" + glyph + tail + b"] TJ", b"EMC", b"ET"]


def _add_space(stream: Any, box: Any, x: float) -> None:
    """Adds the character of a space at a place in px that nothing is moved for."""
    font, size, glyph = _space(stream, box.style)
    stream.begin_text()
    stream.set_font_size(font.hash, size)
    stream.set_text_matrix(1, 0, 0, -1, x, box.position_y + box.baseline)
    stream.show_text(f"<{glyph:04x}>")
    stream.end_text()


def _space(stream: Any, style: Any) -> tuple[Any, float, int]:
    """The font of a style, its size in px and the glyph of a space in it."""
    key = (style["font_family"], style["font_weight"], style["font_style"], style["font_size"], style["lang"])
    if key not in _SPACES:
        layout = create_layout(" ", style, None, None, 0)
        item = layout.get_first_line()[0].runs[0].data
        font, size = stream.add_font(item.item.analysis.font)
        glyph = item.glyphs.glyphs[0].glyph
        pango.pango_font_get_glyph_extents(item.item.analysis.font, glyph, stream.ink_rect, stream.logical_rect)
        font.widths.setdefault(glyph, round(stream.logical_rect.width * 1000 * FROM_UNITS / size))
        font.to_unicode[glyph] = " "
        layout.deactivate()
        _SPACES[key] = font, size, glyph
    return _SPACES[key]


def draw_first_line(plain: Any, stream: Any, box: Any, *others: Any) -> Any:
    """Draws a text after its glyphs have been given the characters that they stand for."""
    if box.text.strip():
        name_glyphs(stream, box)
    return plain(stream, box, *others)
