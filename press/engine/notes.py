"""Notes on the page of their call: each line of text is set with the room that its notes take.

WeasyPrint 70.0 puts a note that does not fit off to the next page, drops it without a word where a line is kept after
others were put off, and never divides one. Here the engine sees no note. Before it takes a line, the room below is made
smaller by the notes called in it, so that a line whose notes do not fit goes to the next page by the engine's own rules for
lines (orphans, widows, headings). A long note is divided where the page would else stay empty, as in a book. Then it is read
where everything stands; a page where a note is not where it belongs is made again by the next of `WAYS`.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from weasyprint.layout import block, page
from weasyprint.text.line_break import strut

from press.engine.foot import Notes, Waiting, loosened, take_notes
from press.engine.headers import header_is_missing, row_is_broken, without_repeated_calls
from press.engine.trial import MILD, WAYS, Trial, Way
from press.findings import ProjectError
from press.progress import doing

# A page may be empty by this part of its height before another way is tried, and by that before blocks are broken open.
EMPTY, VERY_EMPTY = 0.15, 0.25
_PLAIN: dict[str, Any] = {}


def install() -> None:
    """Wraps three of the engine's functions, once."""
    if not _PLAIN:
        _PLAIN.update(page=page.make_page, body=page.block_level_layout, lines=block.iter_line_boxes)
        page.make_page, page.block_level_layout, block.iter_line_boxes = _make_page, _body, _lines


def _make_page(context: Any, root: Any, kind: Any, resume_at: Any, number: int, state: Any) -> Any:
    """A page as the engine makes it, with its notes at the foot, in the best of the ways that were needed."""
    doing(f"laying out page {number}")
    if not hasattr(context, "notes"):
        context.notes = take_notes(context, root)
    notes: Notes = context.notes
    context.footnotes.clear()
    before = (dict(context.broken_out_of_flow), copy.deepcopy(state))
    waiting, following = notes.left.get(number, (Waiting(), 0))
    tried: dict[Way, Trial] = {}
    for way in _ways(tried, waiting):
        if tried:
            _restore(context, number, state, before)
        tried[way] = Trial(notes, kind, root, waiting, way, strut(root.style)[0], following)
        made = _try(context, tried[way], resume_at, number, state)
    best = min(tried, key=lambda way: tried[way].weight)
    trial = tried[best]
    if best is not list(tried)[-1]:
        _restore(context, number, state, before)
        trial = Trial(notes, kind, root, waiting, best, strut(root.style)[0], following)
        made = _try(context, trial, resume_at, number, state)
    no_text = made[1] == resume_at or (made[1] is None and resume_at == _end(trial.root))
    if waiting.notes and trial.rest == waiting and no_text:
        raise ProjectError(f"page {number} has no room for a line of a note", "",
                           "it would never be set: see [page] in edition.toml, and @page and @footnote in edition.css")
    notes.left[number + 1] = trial.rest, trial.next
    made[0].tries = len(tried) + (best is not list(tried)[-1])
    return _with_end(root, made, trial.rest)


def _ways(tried: dict[Way, Trial], waiting: Waiting) -> Iterator[Way]:
    """The ways to try, until one is good enough."""
    for way in WAYS:
        right = [trial for trial in tried.values() if not trial.wrong]
        least = min((trial.empty for trial in right), default=1.0)
        if right and (right[-1].last or least < EMPTY or not (right[-1].tight or least > VERY_EMPTY)):
            return
        if not way.text and (right or not waiting.notes):
            return
        if way in MILD or least > VERY_EMPTY:
            yield way


def _try(context: Any, trial: Trial, resume_at: Any, number: int, state: Any) -> Any:
    """One try: the page with its notes, where the text goes on, and what the next page is."""
    start = resume_at if trial.way.text else _end(trial.root)
    context.trial = trial
    with without_repeated_calls(trial.root, start, trial.before), loosened((trial.root,) if trial.way.loose else ()):
        made, goes_on, following = _PLAIN["page"](context, trial.root, trial.kind, start, number, state)
    trial.complete(context, made)
    trial.wrong |= row_is_broken(trial.root, goes_on) or header_is_missing(made.children[0])
    trial.last = (goes_on is None and not trial.rest.notes) or following["break"] != "any"
    return made, (goes_on if trial.way.text else resume_at), following


def _body(context: Any, box: Any, *arguments: Any, **named: Any) -> Any:
    """The layout of the text of a page, and of all else that the page maker lays out."""
    trial = getattr(context, "trial", None)
    if trial is None or not box.is_for_root_element:
        return _PLAIN["body"](context, box, *arguments, **named)
    trial.begin(context, arguments[2])
    try:
        return _PLAIN["body"](context, box, *arguments, **named)
    finally:
        trial.open = False


def _lines(context: Any, box: Any, position_y: float, bottom_space: float, *others: Any) -> Iterator[Any]:
    """The engine's lines, each with its notes' room taken."""
    trial = getattr(context, "trial", None)
    for line, resume_at in _PLAIN["lines"](context, box, position_y, bottom_space, *others):
        if trial is not None and trial.open and trial.notes.order:
            trial.take(context, line, bottom_space)
        yield line, resume_at


def _restore(context: Any, number: int, state: Any, before: Any) -> None:
    """Brings context and counters back to what they were before a page."""
    broken, counters = before
    context.broken_out_of_flow = dict(broken)
    for current, old in zip(state, copy.deepcopy(counters), strict=True):
        current.clear()
        current.update(old) if isinstance(current, dict) else current.extend(old)
    # That a page's numbers must be set again (content_changed) is said by its first try only, and stays.
    context.page_maker[number - 1][-1].update(pages_wanted=False, anchors=[], content_lookups=[])


def _end(root: Any) -> Any:
    """Where a text goes on that is at its end: after its last box."""
    return {len(root.children): None}


def _with_end(root: Any, made: Any, rest: Waiting) -> Any:
    """What the page maker gives, with one page more while notes wait."""
    box, goes_on, following = made
    if goes_on is None and rest.notes:
        goes_on = _end(root)
    return box, goes_on, following
