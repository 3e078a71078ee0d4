"""What a build says of its cells: findings, what was left out, a table; or all of it as data."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from press.commands.findings import said
from press.project import Plan
from press.values.findings import Finding, Severity
from press.values.results import Result

if TYPE_CHECKING:
    from rich.table import Table


@dataclass(frozen=True)
class Built:
    """A job's result, the file that it is in, if any, the files that go with it, and the traceback of a fault, if any."""

    result: Result
    file: str
    further: tuple[str, ...] = ()
    traceback: str = ""


def as_data(plan: Plan, results: Sequence[Built]) -> dict[str, object]:
    """The outcome as plain values."""
    return {
        "cells": [
            {
                "cell": b.result.cell, "file": b.file or None, "further": b.further, "draft": b.result.draft,
                "pages": b.result.pages, "fitted": b.result.fitted,
                "notes": b.result.notes, "words": b.result.coverage.words, "translated": b.result.coverage.translated,
                "findings": [asdict(f) | {"place": str(f.place)} for f in b.result.findings],
            }
            for b in results
        ],
        "left_out": [asdict(left) for left in plan.left_out],
        "errors": [{"place": str(e.place), "message": e.message, "hint": e.hint} for e in plan.errors],
    }


def report(plan: Plan, results: Sequence[Built], quiet: bool, is_asked: bool) -> None:
    """Prints findings, each once with the cells that it concerns, what was left out, and the table.

    `is_asked` says that cells were named: where none of them is made, it is said why in any case.
    """
    for error in plan.errors:
        print(error, file=sys.stderr)
    found = _gathered(results)
    shown = {finding: cells for finding, cells in found.items() if not quiet or finding.severity is not Severity.NOTICE}
    for line in said(shown, len(results)):
        print(line, file=sys.stderr)
    is_nothing = is_asked and not results
    for left in plan.left_out:
        if is_nothing or not (quiet or left.on_request):
            print(f"{left.cell}: left out: {left.reason}", file=sys.stderr)
    if results and not quiet:
        from rich.console import Console

        # In a log, the long names of press files stand on one line beside what was fitted.
        Console(width=None if sys.stdout.isatty() else 180).print(_table(results))
        for folder in sorted({str(Path(built.file).parents[2]) for built in results if built.file}):
            print(f"The PDFs are in {folder}")


def _gathered(results: Sequence[Built]) -> dict[Finding, tuple[str, ...]]:
    """Each finding with the cells it was found in."""
    found: dict[Finding, tuple[str, ...]] = {}
    for built in results:
        for finding in built.result.findings:
            found[finding] = tuple(dict.fromkeys((*found.get(finding, ()), built.result.cell)))
    return found


def _table(results: Sequence[Built]) -> Table:
    """The PDFs with pages, notes, coverage in words and findings."""
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("PDF", overflow="fold")
    for name in ("pages", "notes", "translated", "errors", "warnings", "notices"):
        table.add_column(name, justify="right")
    is_fitted = any(built.result.fitted for built in results)
    if is_fitted:
        table.add_column("fitted", overflow="fold")
    for built in results:
        result = built.result
        counts = [sum(f.severity is level for f in result.findings)
                  for level in (Severity.ERROR, Severity.WARNING, Severity.NOTICE)]
        covered = f"{result.coverage.translated}/{result.coverage.words}"
        table.add_row(Path(built.file).name or f"{result.cell}: none", str(result.pages), str(result.notes), covered,
                      *map(str, counts), *([result.fitted] if is_fitted else []))
    return table
