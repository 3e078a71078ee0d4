"""What the engine's boxes say about a finished layout, as plain values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from weasyprint.formatting_structure import boxes

from press.engine.glyphs import without_marks
from press.values.layout import Area, Layout, Line

PIXEL = 0.75
CALL = re.compile(r"call-(\d+)$")
NOTE = re.compile(r"note-(\d+)$")


@dataclass(frozen=True)
class Around:
    """What a box stands in: text, note or margin; its note's number; its block's number and element."""

    kind: str = "text"
    note: int = 0
    block: int = 0
    role: str = ""


@dataclass
class _Reading:
    """What has been read so far."""

    lines: list[Line] = field(default_factory=list)
    calls: dict[int, int] = field(default_factory=dict)
    notes: dict[int, dict[int, None]] = field(default_factory=dict)
    blocks: dict[Any, int] = field(default_factory=dict)
    pictured: set[int] = field(default_factory=set)

    def walk(self, box: Any, page: int, around: Around) -> None:
        """Takes up a box and all it holds."""
        for child in getattr(box, "children", ()):
            inside = self._around(child, around)
            if isinstance(child, boxes.LineBox):
                self.lines.append(_line(child, page, inside, box.width))
            elif isinstance(child, boxes.ReplacedBox):
                self.pictured.add(page)
            element = getattr(child, "element", None)
            mark = element.get("id", "") if element is not None else ""
            if match := CALL.match(mark):
                self.calls.setdefault(int(match[1]), page)
            elif inside.note and inside.note != around.note:
                self.notes.setdefault(inside.note, {})[page] = None
            self.walk(child, page, inside)

    def _around(self, box: Any, around: Around) -> Around:
        """What the inside of a box stands in."""
        if isinstance(box, boxes.FootnoteAreaBox):
            return replace(around, kind="note")
        if isinstance(box, boxes.MarginBox):
            return Around("margin")
        element = getattr(box, "element", None)
        if element is None or not isinstance(box, boxes.BlockLevelBox | boxes.TableCellBox):
            return around
        if around.kind == "note" and (match := NOTE.match(element.get("id", ""))):
            around = replace(around, note=int(match[1]))
        return replace(around, block=self.blocks.setdefault(element, len(self.blocks) + 1), role=str(element.tag))


def read(pages: Iterable[Any]) -> Layout:
    """Where lines, calls, notes and pictures stand on the engine's page boxes."""
    reading = _Reading()
    areas = []
    tries = 0
    for number, page in enumerate(pages, 1):
        reading.walk(page, number, Around())
        tries += page.tries
        left, top = page.content_box_x(), page.content_box_y()
        sides = (page.margin_width(), page.margin_height(), left, top, left + page.width, top + page.height)
        areas.append(Area(*(side * PIXEL for side in sides)))
    return Layout(tuple(areas), tuple(reading.lines), reading.calls,
                  {note: tuple(where) for note, where in sorted(reading.notes.items())}, tries / len(areas),
                  frozenset(reading.pictured))


def _texts(box: Any) -> Iterator[Any]:
    """The boxes with words in a box, in order."""
    if isinstance(box, boxes.TextBox):
        yield box
    for child in getattr(box, "children", ()):
        yield from _texts(child)


def _line(box: Any, page: int, around: Around, room: float) -> Line:
    """One line box in pt, with the ink's left edge and width, and the width of the block that it stands in."""
    inner = list(box.children)
    left = min((child.position_x for child in inner), default=box.position_x)
    right = max((child.position_x + child.margin_width() for child in inner), default=left)
    texts = tuple(_texts(box))
    text = without_marks("".join(child.text for child in texts))
    spread = max((child.justification_spacing / child.style["font_size"] for child in texts), default=0.0)
    return Line(page, left * PIXEL, box.position_y * PIXEL, (right - left) * PIXEL, box.height * PIXEL,
                room * PIXEL, text, around.kind, around.block, around.role, around.note, spread)
