"""Pages two by two on sheets that are folded in the middle and stapled on the fold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from press.checks.preflight import Outcome
from press.production.companions import Companions, with_booklet
from press.production.imposition import impose
from press.production.production import Produced, Production
from press.values.edition import Sheets
from press.values.job import Copy
from press.values.laid import Laid
from press.values.results import Further


def _made(pages: bytes, cell: Laid) -> Produced:
    """The sheets for a printer of both sides, and their fronts and backs for others."""
    imposed = impose(pages, _sheets(cell), cell.html.direction, cell.back)
    pair = Further("fronts", "pdf", imposed.fronts), Further("backs", "pdf", imposed.backs)
    return Produced(imposed.duplex, further=pair)


def _beside(
    copy: Copy, cell: Laid, made: Produced, outcomes: Sequence[Outcome], is_draft: bool, cache: Path
) -> Companions:
    """Instructions and the trial sheet."""
    return with_booklet(copy, cell, _sheets(cell), is_draft, cache)


def _sheets(cell: Laid) -> Sheets:
    """The sheets of the edition; LookupError where it has no [sheets], without which none is read."""
    if cell.edition.sheets is None:
        raise LookupError(cell.edition.name)
    return cell.edition.sheets


PRODUCTION = Production("sheets", begins="pages", make=_made, checked_as="sheets", table="sheets", is_printed=True,
                        beside=_beside)
