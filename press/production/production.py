"""What a production is: one module of `kinds/` each, which says what is made of a cell and what goes with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from press.production.companions import Companions
from press.values.edition import Edition
from press.values.findings import Finding
from press.values.printer import Printer
from press.values.results import Further


@dataclass(frozen=True)
class Produced:
    """The file that goes out: its bytes and its ending, what its name says beside the cell's, the files that go with it.

    `limits` are what it is held against, where these are not the usual ones; `own` is what only its production knows of it.
    """

    content: bytes
    ending: str = "pdf"
    part: str = ""
    further: tuple[Further, ...] = ()
    findings: tuple[Finding, ...] = ()
    limits: Printer | None = None
    own: Any = None


def nothing(*_: Any) -> Companions:
    """What goes with a file that is sent alone."""
    return Companions()


@dataclass(frozen=True)
class Production:
    """One production, as `production` in an edition.toml names it.

    `begins` is what it is made from: `document` (the copy and its translated document), `html` (the composed page too),
    or `pages` (the finished pages, a tagged PDF, and the cell on them); `make` is given these. `table` is that of
    edition.toml which only this production reads. `claims` are the standards that its PDFs keep, as veraPDF names them.
    `checked_as` is how the checks of PDFs know it (archive, sheets, press). `is_printed` says that who prints has a
    language of their own, `is_on_press` that pages run over the trim and keep their inks. `beside` makes what goes with
    it, of the copy, the cell, what was made, what the checks said, whether it is a draft, and the cache.
    """

    name: str
    begins: str
    make: Callable[..., Produced]
    checked_as: str = ""
    table: str = ""
    claims: Callable[[Edition], tuple[str, ...]] = lambda edition: ()
    is_printed: bool = False
    is_on_press: bool = False
    beside: Callable[..., Companions] = nothing
