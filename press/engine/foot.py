"""The foot of a page: notes measured once, set under the text, and the longest of them divided over pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes, build
from weasyprint.layout.block import block_level_layout
from weasyprint.layout.percent import resolve_percentages

# So many lines of a divided note stand on each side of the break, as of any paragraph.
TOGETHER = 2
# What a style sheet keeps whole by this stays so in any case; other blocks are broken rather than a page left empty.
STRICT = "avoid-page"
LOOSE = {"break_inside": "auto", "orphans": 1, "widows": 1}


@dataclass(frozen=True)
class Waiting:
    """Notes that go on to the next page: their boxes in order, and where the first of them goes on (None: it begins)."""

    notes: tuple[Any, ...] = ()
    within: Any = None


@dataclass(frozen=True)
class Height:
    """A note's height, that of the part with which it may begin, and that of its first line, in px."""

    whole: float
    beginning: float
    line: float


@dataclass
class Notes:
    """The notes of a document, taken from the engine: in order, measured; what waits for a page, and which comes next."""

    order: dict[int, int] = field(default_factory=dict)
    heights: dict[tuple[int, float], Height] = field(default_factory=dict)
    left: dict[int, tuple[Waiting, int]] = field(default_factory=dict)


def take_notes(context: Any, root: Any) -> Notes:
    """The notes of a document; the engine, which would lose some, no longer knows of any."""
    taken = Notes({id(note): place for place, note in enumerate(context.footnotes)})
    for box in root.descendants():
        if box.footnote is not None:
            box.called, box.footnote = box.footnote, None
    return taken


def set_note(note: Any) -> Any:
    """The box of a note as it can be laid out, made when it is first asked for."""
    if not hasattr(note, "ready"):
        note.ready = build.create_anonymous_boxes(note.deepcopy())
    return note.ready


class Foot:
    """The foot of one page: an area of the edition's style (@footnote), as wide as the page's type."""

    def __init__(self, context: Any, kind: Any, page: Any, notes: Notes) -> None:
        self.context, self.page, self.notes = context, page, notes
        self.style = (context.style_for(kind, "@footnote") or page.style.anonymous_style).copy()
        # The rule stands above notes that go on from another page, too.
        self.style["box_decoration_break"] = "clone"
        empty = self._area(())
        empty.height = 0
        self.frame: float = empty.margin_height()

    def _area(self, notes: Iterable[Any]) -> Any:
        """The area with these notes in it, not laid out."""
        area = boxes.FootnoteAreaBox(self.page, self.style)
        resolve_percentages(area, self.page)
        area.position_x, area.position_y = self.page.content_box_x(), 0
        area.children = [set_note(note) for note in notes]
        return area

    def _lay(self, notes: Iterable[Any], within: Any, room: float) -> tuple[Any, Any]:
        """The area laid out from the page's top in so much room, and where it goes on."""
        context = self.context
        before, context.page_bottom = context.page_bottom, room
        positioned: list[Any] = []
        skip = {0: within} if within is not None else None
        area = self._area(notes)
        context.create_block_formatting_context(area)
        laid, resume_at, *_ = block_level_layout(
            context, area, -inf if room == inf else 0, skip, self.page, False, positioned, positioned)
        context.finish_block_formatting_context()
        context.page_bottom = before
        return laid, resume_at

    def height(self, note: Any) -> Height:
        """What a note takes, measured once for each width."""
        key = (id(note), self.page.width)
        if key not in self.notes.heights:
            area, _ = self._lay((note,), None, inf)
            self.notes.heights[key] = _measured(area.children[0])
        return self.notes.heights[key]

    def rest(self, waiting: Waiting) -> float:
        """The height of what has come from the page before, with the frame."""
        if not waiting.notes:
            return 0.0
        area, _ = self._lay(waiting.notes, waiting.within, inf)
        result: float = area.margin_height()
        return result

    def line(self, area: Any) -> float:
        """The height of the first line of an area."""
        height: float = next(lines(area)).height
        return height

    def set(self, notes: tuple[Any, ...], within: Any, room: float, loose: bool) -> tuple[Any, Waiting]:
        """The area at the foot with as many lines of the notes as there is room for, and what waits for the next page.

        Where it is `loose` a single line of a note may stand alone.
        """
        with loosened([set_note(note) for note in notes] if loose else ()):
            area, resume_at = self._lay(notes, within, room)
            # Where notes wait, the one before them runs on, so that the reader sees where they are.
            shorter = room
            while resume_at and None in resume_at.values() and area is not None and area.children and shorter > room / 2:
                shorter -= self.line(area)
                tried = self._lay(notes, within, shorter)
                if tried[0] is None or not tried[0].children:
                    break
                if tried[1] and None not in tried[1].values():
                    area, resume_at = tried
        if area is None or not area.children:
            return None, Waiting(notes, within)
        area.translate(dy=self.context.page_bottom - area.margin_height())
        if resume_at is None:
            return area, Waiting()
        (index, inside), = resume_at.items()
        return area, Waiting(notes[index:], inside)


def _measured(box: Any) -> Height:
    """The height of a note that has been laid out, and where its first lines end."""
    bottoms = [line.position_y + line.height for line in lines(box)]
    whole = box.margin_height()
    line = (bottoms[0] if len(bottoms) > 1 else whole) - box.position_y
    beginning = whole if len(bottoms) < 2 * TOGETHER else bottoms[TOGETHER - 1] - box.position_y
    return Height(whole, beginning, min(line, whole))


def lines(box: Any) -> Iterator[Any]:
    """The lines of a box, from top to bottom where it is one column."""
    if isinstance(box, boxes.LineBox):
        yield box
        return
    for child in box.children:
        yield from lines(child)


@contextmanager
def loosened(whole: Iterable[Any]) -> Iterator[None]:
    """Lets paragraphs and blocks in these boxes be broken anywhere meanwhile, but not rows and pictures."""
    blocks = [box for outer in whole for box in outer.descendants() if isinstance(box, boxes.BlockContainerBox)]
    styles = {id(box.style): box.style for box in blocks if not isinstance(box, boxes.TableCellBox)}
    before = [(style, {key: style[key] for key in LOOSE}) for style in styles.values() if style["break_inside"] != STRICT]
    for style, _ in before:
        style.update(LOOSE)
    try:
        yield
    finally:
        for style, old in before:
            style.update(old)
