"""The verb that counts words as the form does, against the limit where there is one."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.catalogues.translate import translate
from press.checks.length import Count, check, count, excess, is_bound
from press.project import NO_CATALOGUE, LeftOut, Project
from press.values.document import Document
from press.values.findings import Finding, ProjectError, Severity

if TYPE_CHECKING:
    from rich.table import Table


@dataclass(frozen=True)
class Draft:
    """A document in one language, and what is wrong with its words."""

    document: Document
    findings: tuple[Finding, ...]


def drafts(project: Project, cells: tuple[str, ...]) -> Iterator[Draft]:
    """Each document of `cells` in each of its languages, once: an edition changes no word.

    ProjectError when nothing can be read, with the first reason. What is left out is printed.
    """
    plan = project.read(project.plan(cells, final=False))
    if not plan.copies:
        if plan.errors:
            raise plan.errors[0]
        left = min(plan.left_out, key=_is_of_an_edition)
        why, _, remedy = left.reason.partition("; ")
        raise ProjectError(f"there is no text: {why}", left.cell.rpartition("/")[0], remedy)
    for error in plan.errors:
        print(error, file=sys.stderr)
    read = {f"{copy.document.name}/{copy.language.code}": copy for copy in plan.copies}
    ordered = sorted(plan.left_out, key=_is_of_an_edition, reverse=True)
    left_out = {left.cell.rpartition("/")[0]: left.reason for left in ordered}
    for name, reason in left_out.items():
        if name not in read:
            print(f"{name}: left out: {reason}", file=sys.stderr)
    for copy in read.values():
        document, found = translate(copy.document, copy.catalogue, copy.language, copy.final)
        wrong = tuple(f for f in (*copy.findings, *found) if f.severity is Severity.ERROR or f.code == "stale")
        yield Draft(document, wrong)


def _is_of_an_edition(left: LeftOut) -> bool:
    """Whether a cell is left out for its edition, which changes no word: the text is missing for another reason."""
    return not left.reason.startswith(NO_CATALOGUE)


@click.command()
@click.argument("cells", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Give the counts as JSON.")
@click.pass_obj
def words(root: Path, cells: tuple[str, ...], as_json: bool) -> int:
    """Counts the words of CELLS (document/language), with and without notes, against the limit in document.toml.

    A word is what stands between spaces, as in a word processor; in Chinese and Japanese each character is one, and a
    Latin word or a number. Title, text, captions and closing are counted, and the notes apart.
    """
    found = list(drafts(Project(root), cells))
    counts = [count(draft.document) for draft in found]
    if as_json:
        print(json.dumps([_as_data(*row) for row in zip(found, counts, strict=True)], ensure_ascii=False, indent=2))
    else:
        for draft in found:
            for finding in (*draft.findings, *check(draft.document)):
                print(finding, file=sys.stderr)
        _print(found, counts)
    wrong = any(finding.severity is Severity.ERROR for draft in found for finding in draft.findings)
    return 1 if wrong or any(excess(draft.document) for draft in found) else 0


def _as_data(draft: Draft, counted: Count) -> dict[str, object]:
    """A row as plain values; `over` is null where no limit binds this language, or its words can't be counted."""
    limit = draft.document.limit
    return {
        "document": draft.document.name, "language": draft.document.language, "text": counted.text,
        "notes": counted.notes, "total": counted.total, "unit": counted.unit,
        "limit": limit and {"words": limit.words, "source": limit.source, "language": limit.language, "notes": limit.notes},
        "binds": is_bound(draft.document), "over": excess(draft.document),
        "findings": [{"severity": f.severity, "code": f.code, "message": f.message, "place": str(f.place), "hint": f.hint}
                     for f in (*draft.findings, *check(draft.document))],
    }


def _print(found: Sequence[Draft], counts: Sequence[Count]) -> None:
    """Prints the table, and for each document what its limit is."""
    from rich.console import Console

    Console(width=None if sys.stdout.isatty() else 140).print(_table(found, counts))
    for document in {draft.document.name: draft.document for draft in found}.values():
        limit = document.limit
        if limit is None:
            print(f"{document.name}: no limit is set in {document.place}")
        else:
            with_notes = "with" if limit.notes else "without"
            print(f"{document.name}: at most {limit.words} words {with_notes} notes in the language submitted, "
                  f"{limit.language} ({limit.source})")


def _table(found: Sequence[Draft], counts: Sequence[Count]) -> Table:
    """One row for each document and language; a limit stands only where it binds."""
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("document/language", overflow="fold")
    for name in ("text", "notes", "total"):
        table.add_column(name, justify="right")
    table.add_column("unit")
    for name in ("limit", "over by"):
        table.add_column(name, justify="right")
    for draft, counted in zip(found, counts, strict=True):
        document, over = draft.document, excess(draft.document)
        limit = str(document.limit.words) if document.limit and is_bound(document) else ""
        table.add_row(f"{document.name}/{document.language}", str(counted.text), str(counted.notes), str(counted.total),
                      counted.unit, limit, str(over or ("" if over is None else "–")))
    return table
