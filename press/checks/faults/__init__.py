"""One check a file: the folder is the list, and a file's name is the check's.

A check has `TITLE`, `REASON` (its clause or source), `LOOKS_AT` (pdf, layout or words), `CODES` of its findings,
`WAIVABLE` (whether a document may let them stand) and `check(subject)`, which gives the findings. Where it is for some
productions only, it names them in `PRODUCTIONS`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Protocol, cast

import pikepdf

from press.checks.subject import Subject
from press.values.findings import Finding
from press.values.laid import Laid


class Check(Protocol):
    """What a module in this folder has."""

    __name__: str
    TITLE: str
    REASON: str
    LOOKS_AT: str
    CODES: tuple[str, ...]
    WAIVABLE: bool

    @staticmethod
    def check(subject: Subject) -> Iterator[Finding]:
        """What is wrong."""


def productions(check: Check) -> tuple[str, ...]:
    """The productions that a check is for: those it names, or all."""
    return getattr(check, "PRODUCTIONS", ("archive", "sheets", "press"))


@cache
def all_checks() -> tuple[Check, ...]:
    """Each check of this folder, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))
    return tuple(cast(Check, importlib.import_module(f"{__name__}.{name}")) for name in names)


def of_layout(name: str, cell: Laid) -> Iterator[Finding]:
    """What the checks of the layout say of a cell that is laid out and not yet written."""
    subject = Subject(name, b"", pikepdf.new(), cell, production=cell.edition.checked_as)
    for check in all_checks():
        if check.LOOKS_AT == "layout" and subject.production in productions(check):
            yield from check.check(subject)
