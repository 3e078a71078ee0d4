"""A file for a print shop: PDF/X-4, all in inks, with bleed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from press.checks.preflight import Outcome
from press.production.companions import Companions, with_press_file
from press.production.prepress.ready import Ready, make_ready
from press.production.production import Produced, Production
from press.values.binding import spine
from press.values.edition import Press
from press.values.job import Copy
from press.values.laid import Laid
from press.values.lengths import size_name
from press.values.printer import printer_of


def _made(pages: bytes, cell: Laid) -> Produced:
    """The press file, held against the limits of its edition and printing condition."""
    press = _press(cell)
    ready = make_ready(pages, cell, press)
    limits = replace(printer_of(cell.edition), condition=ready.condition.name, ink=ready.condition.ink)
    part = _part(ready, press, cell.html.direction)
    return Produced(ready.pdf, part=part, findings=ready.findings, limits=limits, own=ready)


def _part(ready: Ready, press: Press, direction: str) -> str:
    """What a printer wants to read in a file's name: the trim, the pages, the side of the spine."""
    side = "" if press.binding == "none" else f"_bind-{spine(direction)}"
    return f"press_{size_name(*ready.trim)}_{ready.pages}pp{side}"


def _beside(
    copy: Copy, cell: Laid, made: Produced, outcomes: Sequence[Outcome], is_draft: bool, cache: Path
) -> Companions:
    """The job sheet."""
    return with_press_file(copy, cell, _press(cell), made.own, made.part, outcomes, is_draft)


def _press(cell: Laid) -> Press:
    """What the print shop is given; LookupError where the edition has no [press], without which none is read."""
    if cell.edition.press is None:
        raise LookupError(cell.edition.name)
    return cell.edition.press


PRODUCTION = Production("press", begins="pages", make=_made, checked_as="press", table="press", is_printed=True,
                        is_on_press=True, beside=_beside)
