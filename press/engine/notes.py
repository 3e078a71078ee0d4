"""Notes on the page of their call: a call whose note does not fit goes to the next page with it, and no note is lost.

WeasyPrint 70.0 drops notes without a word when a line is kept after earlier notes were put off to the next page. Notes
that are put off also come in the order of their calls here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from weasyprint.layout import page

from press.model import Layout

# So many layouts are tried at most; the best is kept.
ROUNDS = 12


def install() -> None:
    """Wraps the engine's page maker, once."""
    plain = page.make_page
    if getattr(plain, "keeps_notes", False):
        return

    def make_page(context: Any, *arguments: Any, **named: Any) -> Any:
        if not hasattr(context, "order_of_notes"):
            context.order_of_notes = {id(note): number for number, note in enumerate(context.footnotes)}
        _sort(context)
        made = plain(context, *arguments, **named)
        for box in made[0].descendants():
            if box.footnote is not None and box.footnote in context.footnotes:
                context.footnotes.remove(box.footnote)
                context.reported_footnotes.append(box.footnote)
        _sort(context)
        return made

    make_page.keeps_notes = True  # type: ignore[attr-defined]
    page.make_page = make_page


def late(layout: Layout) -> list[int]:
    """The notes that are on another page than their call, or on none."""
    return [number for number, page in layout.calls.items() if layout.notes.get(number) != page]


def shortened(layout: Layout, lines: Mapping[int, int]) -> dict[int, int]:
    """By how many lines each page is to be shorter, so that a call whose note did not fit goes to the next with it."""
    page = layout.calls[late(layout)[0]]
    return {**lines, page: lines.get(page, 0) + 1}


def sheet(lines: Mapping[int, int]) -> str:
    """The style sheet that makes pages shorter by some lines."""
    rule = "@page :nth({}) {{ padding-bottom: calc(var(--line) * {}) }}"
    return "\n".join(rule.format(page, count) for page, count in lines.items())


def _sort(context: Any) -> None:
    """Puts the notes that wait for the next page in the order of their calls."""
    context.reported_footnotes.sort(key=lambda note: context.order_of_notes.get(id(note), 0))
