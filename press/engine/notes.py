"""No note is lost: a note whose call stays on a page without it comes on the next.

WeasyPrint 70.0 drops notes without a word when a line is kept after earlier notes were put off to the next page. Notes
that are put off also come in the order of their calls here.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import page


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


def _sort(context: Any) -> None:
    """Puts the notes that wait for the next page in the order of their calls."""
    context.reported_footnotes.sort(key=lambda note: context.order_of_notes.get(id(note), 0))
