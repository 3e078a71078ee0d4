"""Even lines for scripts without spaces: room is added after each character, not after words only.

WeasyPrint 70.0 stretches spaces alone, so that lines of Chinese end where they like. This puts three of its functions
in the place of its own; `tests/engine/test_tracking.py` fails without it, and may fail when it has become needless.
"""

from __future__ import annotations

import re
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, ffi, pango

WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
# Room for a whole character may be left in a line whose end may not be broken; more is a loose line we leave alone.
TRIAL = 1.0


class Tracking(float):
    """Room in px after each character of a line."""


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
    """A text box's width in px with room after its characters, and its layout."""
    layout = line_break.create_layout(box.text, box.style, context, None, Tracking(room))
    layout.set_text(box.text, justify=True)
    line, _ = layout.get_first_line()
    return line_break.line_size(line, box.style)[0], layout


def _justify_line(context: Any, line: Any, extra: float) -> None:
    """Spreads what is left of a line over its characters, where they are full-width ones."""
    texts = _text_boxes(line)
    if not wide("".join(box.text for box in texts)):
        _PLAIN["line"](context, line, extra)
        return
    gained = sum(_width(context, box, TRIAL)[0] - _width(context, box, 0)[0] for box in texts)
    if gained > 0:
        inline.add_word_spacing(context, line, Tracking(extra * TRIAL / gained), 0)


def _add_word_spacing(context: Any, box: Any, spacing: float, advance: float) -> float:
    """Gives a box its room; how far the boxes after it move, in px."""
    if not (isinstance(spacing, Tracking) and isinstance(box, boxes.TextBox)):
        result: float = _PLAIN["spacing"](context, box, spacing, advance)
        return result
    box.justification_spacing = spacing
    box.position_x += advance
    before = _width(context, box, 0)[0]
    width, layout = _width(context, box, spacing)
    layout.deactivate()
    box.pango_layout = layout
    box.width += width - before
    return advance + width - before


def _set_text(self: Any, text: str, justify: bool = False) -> None:
    """Gives a layout its text, with room after each character where the line is tracked."""
    spacing = self.justification_spacing
    if not (justify and isinstance(spacing, Tracking)):
        _PLAIN["text"](self, text, justify)
        return
    _PLAIN["text"](self, text)
    attributes = pango.pango_layout_get_attributes(self.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    own = self.style["letter_spacing"]
    room = spacing + (0 if own == "normal" else own)
    attribute = pango.pango_attr_letter_spacing_new(int(room * TO_UNITS))
    attribute.start_index, attribute.end_index = 0, len(self.text.encode())
    pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(self.layout, attributes)


# The engine's own functions, as they were before `install`.
_PLAIN: dict[str, Any] = {}


def install() -> None:
    """Takes the places of the engine's functions, once."""
    if not _PLAIN:
        _PLAIN.update(line=inline.justify_line, spacing=inline.add_word_spacing, text=line_break.Layout.set_text)
        inline.justify_line, inline.add_word_spacing = _justify_line, _add_word_spacing
        line_break.Layout.set_text = _set_text
