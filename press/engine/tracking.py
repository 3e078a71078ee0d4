"""Even lines: what is left of a line is spread so that it ends at the edge, in every script.

WeasyPrint 70.0 stretches spaces alone, so that lines of Chinese end where they like, and reckons a stretched line's width by
what it was before: kerning over a space, which Persian has much of, is lost where the space is stretched, and the line
stands out of the margin. It also writes empty strings between glyphs, after which PDFium (159) forgets the room at the end
of a shown text. This puts four of its functions in the place of its own; `tests/engine/test_tracking.py` fails without it,
and may fail when it has become needless.
"""

from __future__ import annotations

import re
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, ffi, pango

from press.languages.ranges import FULL_WIDTH

WIDE = re.compile(f"[{FULL_WIDTH}]")
# What gets the room in a line of full-width characters: they, their signs and spaces, but no Latin word and no number.
ROOMY = re.compile(rf"(?:{WIDE.pattern}|[“”‘’…—·](?![A-Za-z])|(?<![A-Za-z])[“”‘’…—·]| )+")
# The room in px with which it is found out at how many places a line of full-width characters gets some.
TRIAL = 1


class Tracking(float):
    """Room in px after each full-width character of a line."""


def wide(text: str) -> bool:
    """Whether a good part of a line's characters are full-width ones."""
    return len(WIDE.findall(text)) * 3 > len(text.replace(" ", ""))


def _text_boxes(box: Any) -> list[Any]:
    """The text boxes of a line, in order."""
    if isinstance(box, boxes.TextBox):
        return [box]
    if isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        return [text for child in box.children if child.is_in_normal_flow() for text in _text_boxes(child)]
    return []


def _width(context: Any, box: Any, room: float) -> tuple[float, Any]:
    """A text box's width in px with room in it, and its layout."""
    layout = line_break.create_layout(box.text, box.style, context, None, room)
    layout.set_text(box.text, justify=True)
    line, _ = layout.get_first_line()
    return line_break.line_size(line, box.style)[0], layout


def justify_line(context: Any, line: Any, extra: float) -> None:
    """Spreads what is left of a line, in px, over its characters where they are full-width ones, else over its spaces."""
    texts = _text_boxes(line)
    kind: type[float] = float
    places: float = inline.count_expandable_spaces(line)
    if wide("".join(box.text for box in texts)):
        kind = Tracking
        places = sum(_width(context, box, Tracking(TRIAL))[0] - _width(context, box, Tracking(0))[0] for box in texts)
    if places:
        room = extra / places
        room += (extra - sum(_width(context, box, kind(room))[0] - box.width for box in texts)) / places
        inline.add_word_spacing(context, line, kind(room), 0)


def add_word_spacing(plain: Any, context: Any, box: Any, spacing: float, advance: float) -> float:
    """Gives a box its room; how far the boxes after it move, in px."""
    if not isinstance(box, boxes.TextBox):
        result: float = plain(context, box, spacing, advance)
        return result
    box.justification_spacing = spacing
    box.position_x += advance
    width, layout = _width(context, box, spacing)
    layout.deactivate()
    advance += width - box.width
    box.pango_layout, box.width = layout, width
    return advance


def set_text(plain: Any, self: Any, text: str, justify: bool = False) -> None:
    """Gives a layout its text, with room after each full-width character where the line is tracked."""
    spacing = self.justification_spacing
    if not (justify and isinstance(spacing, Tracking)):
        plain(self, text, justify)
        return
    plain(self, text)
    attributes = pango.pango_layout_get_attributes(self.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    own = self.style["letter_spacing"]
    room = int((spacing + (0 if own == "normal" else own)) * TO_UNITS)
    for match in ROOMY.finditer(self.text):
        attribute = pango.pango_attr_letter_spacing_new(room)
        attribute.start_index, attribute.end_index = (len(self.text[:place].encode()) for place in match.span())
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(self.layout, attributes)


def show_text(plain: Any, self: Any, text: str) -> None:
    """Shows glyphs, without the empty strings between them."""
    plain(self, text.replace("<>", " "))
