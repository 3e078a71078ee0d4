"""One try at a page: each line of text is set with the room that its notes take, then it is seen where all notes stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes

from press.engine.foot import Foot, Height, Notes, Waiting
from press.values.findings import ProjectError

# A note is divided rather than that more lines of text than these stay empty.
EMPTY_LINES = 4
# So many lines of text stand on a page, whatever the notes from the page before take.
TEXT_LINES = 4
# A note that comes a page after its call, behind one that runs on, weighs as much as this part of a page; all at most that.
LATE, ALL_LATE = 0.03, 0.25


@dataclass(frozen=True)
class Way:
    """How a page is filled: how many lines of text may follow the call of a divided note, whether notes called together
    need all begin on the page, whether single lines may stand alone and blocks that are to be kept whole be broken, and
    whether there is text at all."""

    lines_after: float = 2
    all_begin: bool = True
    loose: bool = False
    text: bool = True


WAYS = (
    Way(), Way(lines_after=inf), Way(loose=True), Way(all_begin=False),
    Way(lines_after=8, all_begin=False), Way(lines_after=inf, all_begin=False),
    Way(lines_after=8, all_begin=False, loose=True), Way(lines_after=inf, all_begin=False, loose=True),
    Way(text=False),
)
# These are tried for an empty page as well; all others only for one that is very empty.
MILD = (WAYS[0], WAYS[1], WAYS[3])


@dataclass
class Trial:
    """One try at a page: what it was given, what has been called so far, and what came of it."""

    notes: Notes
    kind: Any
    root: Any
    waiting: Waiting
    way: Way
    line: float
    following: int
    next: int = 0
    open: bool = False
    tight: bool = False
    running: bool = False
    flooded: bool = False
    taken: float = 0.0
    rest_height: float = 0.0
    bottom: float = 0.0
    called: list[Any] = field(default_factory=list)
    foot: Any = None
    rest: Waiting = field(default_factory=Waiting)
    empty: float = 0.0
    late: int = 0
    wrong: bool = False
    last: bool = False

    @property
    def before(self) -> set[int]:
        """The notes called on earlier pages, by the ids of their boxes."""
        return {note for note, place in self.notes.order.items() if place < self.following}

    def begin(self, context: Any, page_box: Any) -> None:
        """Leaves room for what has come from the page before."""
        self.bottom = page_box.content_box_y() + page_box.height
        self.foot = Foot(context, self.kind, page_box, self.notes)
        most = page_box.height - TEXT_LINES * self.line
        self.taken = self.rest_height = self.foot.rest(self.waiting)
        # A note that runs on to the next page lets those called after it wait behind it.
        self.running = self.flooded = self.taken > most
        context.page_bottom = self.bottom - min(self.taken, most)
        self.open = True

    def take(self, context: Any, line: Any, below: float) -> None:
        """Makes the room below a line smaller by the notes it calls; `below` is kept free under it, in px."""
        line.calls = [box.called for box in line.descendants() if getattr(box, "called", None) is not None]
        new = [note for note in line.calls if note not in self.called]
        if not new:
            return
        if self.flooded or (self.running and not self.way.all_begin):
            self.called += new
            return
        bottom = line.position_y + line.height + max(below, 0)
        heights = [self.foot.height(note) for note in (*self.called, *new)]
        base = self.rest_height or self.foot.frame
        whole = base + sum(height.whole for height in heights)
        if bottom + whole <= self.bottom and self.way.lines_after < inf:
            self._accept(context, new, whole, whole)
            return
        self.tight |= bottom + whole > self.bottom
        empty = self.bottom - self.taken - line.position_y
        first = line.position_y < self.foot.page.content_box_y() + self.line / 2
        worth = bottom + whole <= self.bottom or empty > EMPTY_LINES * self.line
        for least in self._leasts(base, heights):
            if first or (bottom + least <= self.bottom and worth):
                self.running |= least < whole
                after = self.bottom - bottom - self.way.lines_after * self.line
                most = self.bottom - bottom - (2 * self.line if first else 0)
                self._accept(context, new, whole, min(max(least, after), most))
                return
        context.page_bottom = min(context.page_bottom, line.position_y)

    def _leasts(self, base: float, heights: list[Height]) -> Iterator[float]:
        """The heights of the foot with all notes up to one whole and the beginning of that one: of the last, or of any."""
        before = [base + whole for whole in accumulate((height.whole for height in heights), initial=0.0)]
        beginnings = [height.line if self.way.loose else height.beginning for height in heights]
        yield before[-2] + beginnings[-1]
        if not self.way.all_begin:
            for start, height, beginning in list(zip(before, heights, beginnings, strict=False))[-2::-1]:
                if beginning < height.whole:
                    yield start + beginning

    def _accept(self, context: Any, new: list[Any], whole: float, kept: float) -> None:
        """Takes up notes, of which so much of the page is kept."""
        self.called += new
        self.taken = whole
        context.page_bottom = min(context.page_bottom, self.bottom - kept)

    def complete(self, context: Any, made: Any) -> None:
        """Sets the notes that are called on the page, and sees whether each stands where it belongs.

        ProjectError for a page whose margins take all of its height: nothing would ever be done.
        """
        if not made.height > 0:
            raise ProjectError("the design leaves no room for text on a page", "",
                               "its margins are as high as the page: see [page] in edition.toml and @page in edition.css")
        root = made.children[0]
        context.page_bottom = self.bottom
        text_bottom = max(_bottoms(root), default=root.position_y)
        new = sorted(_called(root), key=lambda note: self.notes.order[id(note)])
        self.tight |= len(new) < len(self.called)
        area = None
        notes = (*self.waiting.notes, *new)
        if notes:
            area, self.rest = self.foot.set(notes, self.waiting.within, self.bottom - text_bottom, self.way.loose)
            if area is not None:
                made.children = [root, area, made.children[2]]
        height = area.margin_height() if area is not None else 0.0
        self.empty = (self.bottom - text_bottom - height) / made.height
        # Where notes wait, the one before them runs on.
        begun = len(notes) - len(self.rest.notes) + (self.rest.within is not None)
        self.wrong = bool(notes) and (area is None or (bool(self.rest.notes) and self.rest.within is None))
        self.wrong |= bool(self.waiting.notes) and begun == 0
        self.next = self.following + len(new)
        self.late = min(len(new), len(notes) - begun)

    @property
    def weight(self) -> tuple[bool, float]:
        """What another try must undercut: empty room counts, and a little each note that begins on a later page."""
        return self.wrong, self.empty + min(LATE * self.late, ALL_LATE)


def _bottoms(box: Any) -> Iterator[float]:
    """How far down what is seen of a box reaches, in px: lines, pictures, borders."""
    if isinstance(box, boxes.LineBox):
        yield box.position_y + box.height
        return
    # A table that goes on fills the page, whatever its rows do.
    framed = box.border_bottom_width and not isinstance(box, boxes.TableBox)
    if framed or isinstance(box, boxes.ReplacedBox | boxes.TableCellBox):
        yield box.border_box_y() + box.border_height()
    for child in box.children:
        yield from _bottoms(child)


def _called(box: Any) -> Iterator[Any]:
    """The notes called in the lines of a box."""
    if isinstance(box, boxes.LineBox):
        yield from getattr(box, "calls", ())
        return
    for child in box.children:
        yield from _called(child)
