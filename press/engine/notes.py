"""Notes on the page of their call: a page is made a line shorter until none is left over.

WeasyPrint 70.0 puts a note that does not fit on the page of its call off to the next page, and drops it without a word
when a line is kept after earlier notes were put off. Here such a page is made again with less room, so that the line with
the call goes to the next page too. Where that does not help, the note comes later, in the order of the calls.
"""

from __future__ import annotations

import copy
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.layout import page
from weasyprint.text.line_break import strut

# By so many lines a page is made shorter at most; what does not fit then is put off.
SHORTER = 16
_PLAIN: dict[str, Any] = {}


def install() -> None:
    """Wraps the engine's page maker, once."""
    if not _PLAIN:
        _PLAIN["page"] = page.make_page
        page.make_page = _make_page


def _make_page(context: Any, root: Any, kind: Any, resume_at: Any, number: int, state: Any) -> Any:
    """A page as the engine makes it, with as many lines less as its notes need."""
    if not hasattr(context, "order_of_notes"):
        context.order_of_notes = {id(note): place for place, note in enumerate(context.footnotes)}
    _sort(context)
    before = (list(context.footnotes), list(context.reported_footnotes), dict(context.broken_out_of_flow),
              copy.deepcopy(state))
    style = context.style_for(kind)
    foot = style["padding_bottom"]
    line = strut(root.style)[0]
    # The last try is the whole page again: nothing has helped.
    for tried, shorter in enumerate((*range(SHORTER), 0)):
        if tried:
            _restore(context, state, before)
        style["padding_bottom"] = Dimension(foot.value + shorter * line, "px")
        made = _PLAIN["page"](context, root, kind, resume_at, number, state)
        if not _left_over(context, made[0]):
            break
    for note in _left_over(context, made[0]):
        if note in context.footnotes:
            context.footnotes.remove(note)
            context.reported_footnotes.append(note)
    _sort(context)
    return made


def _left_over(context: Any, made: Any) -> list[Any]:
    """The notes that are called on a page and do not stand on it."""
    called = [box.footnote for box in made.descendants() if box.footnote is not None]
    return [note for note in called if note in context.footnotes or note in context.reported_footnotes]


def _restore(context: Any, state: Any, before: Any) -> None:
    """Brings context and counters back to what they were before a page."""
    footnotes, reported, broken, counters = before
    context.footnotes, context.reported_footnotes = list(footnotes), list(reported)
    context.broken_out_of_flow = dict(broken)
    for current, old in zip(state, copy.deepcopy(counters), strict=True):
        current.clear()
        current.update(old) if isinstance(current, dict) else current.extend(old)


def _sort(context: Any) -> None:
    """Puts the notes that wait for the next page in the order of their calls."""
    context.reported_footnotes.sort(key=lambda note: context.order_of_notes.get(id(note), 0))
