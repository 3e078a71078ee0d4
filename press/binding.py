"""How many pages a binding takes, and where blank ones stand."""

from __future__ import annotations


def padded(count: int, multiple: int, back: int) -> tuple[int | None, ...]:
    """The pages from 0 in their order with None for each blank one, so many that a binding takes a multiple of them.

    The last `back` pages are the back cover: blanks stand before them, and else at the end.
    """
    blanks = -count % multiple
    kept = count - min(back, count)
    return (*range(kept), *(None,) * blanks, *range(kept, count))
