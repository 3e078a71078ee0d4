"""Looks at the Layout: each note that is called stands on a page."""

from __future__ import annotations

from collections.abc import Iterator

from press.layout import Layout
from press.model import Finding, Html, Severity


def check(html: Html, layout: Layout) -> Iterator[Finding]:
    """One error for each note that the engine has lost, and one for each call that is on no page.

    A note on another page than its call is a warning.
    """
    for number, place in html.notes.items():
        if number not in layout.notes or number not in layout.calls:
            page = layout.calls.get(number, 0)
            where = f", called on page {page}," if page else ""
            yield Finding(Severity.ERROR, "note-lost", f"note {number}{where} is on no page", place,
                          "shorten the note or the notes before it, or move its call into another paragraph")
        elif layout.notes[number][0] != layout.calls[number]:
            yield Finding(Severity.WARNING, "note-late",
                          f"note {number} is on page {layout.notes[number][0]} and its call on page {layout.calls[number]}",
                          place, "shorten the note or the notes before it, or move its call into another paragraph")
