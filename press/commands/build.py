"""The verb that builds: plans, runs the jobs, writes the PDFs, says what came of it."""

from __future__ import annotations

import gc
import glob
import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands.findings import said
from press.files import write_together
from press.findings import Finding, Place, ProjectError, Severity
from press.job import Job
from press.pipeline import build as build_job
from press.project import Plan, Project
from press.results import Further, Result, file_name

if TYPE_CHECKING:
    from rich.table import Table

CACHE = ".cache"
# What the parts of press files begin with (press/productions.py).
# The parts of names that say what a file was made of, or for whom: an older one is not overwritten by a newer.
CHANGING = ("press_", "instructions_")


@dataclass(frozen=True)
class Built:
    """A job's result, the file that it is in, if any, and the files that go with it."""

    result: Result
    file: str
    further: tuple[str, ...] = ()


@click.command()
@click.argument("cells", nargs=-1)
@click.option("--list", "listing", is_flag=True, help="Show the plan and build nothing.")
@click.option("--final", is_flag=True, help="Refuse drafts: open queries and passages not translated are errors.")
@click.option("--output", default="out", show_default=True, help="The folder for the PDFs.")
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, help="How many to build at a time.")
@click.option("--for", "operator", default="", metavar="LANGUAGE",
              help="The language of who prints: booklets get instructions in it too, press files a job sheet.")
@click.option("--quiet", is_flag=True, help="Say only what is wrong.")
@click.option("--json", "as_json", is_flag=True, help="Give the results as JSON.")
@click.pass_obj
def build(
    root: Path, cells: tuple[str, ...], listing: bool, final: bool, output: str, jobs: int, operator: str, quiet: bool,
    as_json: bool,
) -> int:
    """Builds the PDFs of CELLS (document/language/edition, * stands for any), or all."""
    plan = Project(root).plan(cells, final, operator)
    if operator and plan.jobs and all(job.edition.production == "archive" for job in plan.jobs):
        print(f"--for {operator} changes nothing: it is for booklets and press files", file=sys.stderr)
    if listing:
        _list(plan, as_json)
        return 1 if plan.errors else 0
    folder = (Path.cwd() / output).resolve()
    shown = not (quiet or as_json)
    results = sorted(_run(plan.jobs, root / CACHE, folder, jobs, shown), key=lambda built: built.result.cell)
    if as_json:
        print(json.dumps(_as_data(plan, results), ensure_ascii=False, indent=2))
    else:
        _report(plan, results, quiet)
    if cells and not plan.jobs:
        # What was asked for by name is not made: that is said in any case.
        if quiet:
            for left in plan.left_out:
                print(f"{left.cell}: left out: {left.reason}", file=sys.stderr)
        return 1
    wrong = plan.errors or any(f.severity is Severity.ERROR for built in results for f in built.result.findings)
    return 1 if wrong else 0


def _list(plan: Plan, as_json: bool) -> None:
    """Prints what would be built, and what not, and why."""
    if as_json:
        print(json.dumps(_as_data(plan, []) | {"jobs": [job.cell for job in plan.jobs]}, ensure_ascii=False, indent=2))
        return
    for job in plan.jobs:
        print(job.cell)
    for left in plan.left_out:
        print(f"{left.cell}: left out: {left.reason}")


def _run(jobs: Sequence[Job], cache: Path, folder: Path, workers: int, shown: bool) -> Iterator[Built]:
    """Builds the jobs, several at a time, and writes each PDF as soon as it is there."""
    if not jobs:
        return
    on_terminal = shown and sys.stderr.isatty()
    for result in _with_bar(_results(jobs, cache, workers), len(jobs)) if on_terminal else _results(jobs, cache, workers):
        built = _keep(result, folder)
        if shown and not on_terminal:
            print(f"{result.cell}: {built.file or 'no PDF'}", file=sys.stderr, flush=True)
        yield built


def _with_bar(results: Iterator[Result], count: int) -> Iterator[Result]:
    """The results, with a bar on the terminal that shows how many are there."""
    from rich.console import Console
    from rich.progress import track

    yield from track(results, "setting", count, console=Console(stderr=True), transient=True)


def _results(jobs: Sequence[Job], cache: Path, workers: int) -> Iterator[Result]:
    """The results as they come; a worker's error that is ours shows its traceback."""
    # The first job fills what all the others need (modules, tables, templates) before workers are forked from here.
    yield _build(jobs[0], cache)
    # A worker costs time too: this process is one of them.
    own = jobs[1::workers]
    others = [job for number, job in enumerate(jobs[1:]) if number % workers]
    if not others:
        yield from (_build(job, cache) for job in own)
        return
    # What is there now is never garbage; unmarked, the workers share it.
    gc.freeze()
    # A worker that is ended goes at once, without a word.
    pool = ProcessPoolExecutor(min(workers - 1, len(others)), multiprocessing.get_context("fork"),
                               signal.signal, (signal.SIGTERM, signal.SIG_DFL))
    # Workers are forked deaf to Ctrl-C: the parent ends them.
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        futures = [pool.submit(_build, job, cache) for job in others]
        signal.signal(signal.SIGINT, heard)
        yield from (_build(job, cache) for job in own)
        for future in as_completed(futures):
            yield future.result()
    except BaseException:
        for worker in multiprocessing.active_children():
            worker.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _build(job: Job, cache: Path) -> Result:
    """One job; what stops it is a finding, so that it stops no other."""
    try:
        return build_job(job, cache)
    except ProjectError as error:
        place = error.place if isinstance(error.place, Place) else Place(str(error.place) or job.cell)
        finding = Finding(Severity.ERROR, "stopped", error.message, place, error.hint)
        from press.catalogues.translate import coverage

        return Result(job.cell, None, True, 0, 0, coverage(job.document), (*job.findings, finding))


def _keep(result: Result, folder: Path) -> Built:
    """Writes the PDF and what goes with it; a draft never stands in a final's place."""
    if result.pdf is None:
        return Built(result, "")
    document, language, edition = result.cell.split("/")
    stem = folder / document / language / f"{document}_{language}_{edition}"
    files = {stem.with_name(file_name(result.cell, file.part, file.ending, result.draft)): file.content
             for file in (Further(result.part, "pdf", result.pdf), *result.further)}
    # Fronts of one build and backs of another would be printed on one sheet.
    write_together((path, content, str(path)) for path, content in files.items())
    written = [str(path) for path in files]
    _clear(stem, result, written)
    return Built(replace(result, pdf=None, further=()), written[0], tuple(written[1:]))


def _clear(stem: Path, result: Result, written: Sequence[str]) -> None:
    """Takes away older press files and instructions of a cell: nobody is to send or follow these."""
    for part in CHANGING:
        for path in stem.parent.glob(f"{glob.escape(stem.name)}_{part}*"):
            if path.stem.endswith("_draft") == result.draft and str(path) not in written:
                path.unlink()


def _as_data(plan: Plan, results: Sequence[Built]) -> dict[str, object]:
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


def _report(plan: Plan, results: Sequence[Built], quiet: bool) -> None:
    """Prints findings, each once with the cells that it concerns, what was left out, and the table."""
    for error in plan.errors:
        print(error, file=sys.stderr)
    found = _gathered(results)
    shown = {finding: cells for finding, cells in found.items() if not quiet or finding.severity is Severity.ERROR}
    for line in said(shown, len(results)):
        print(line, file=sys.stderr)
    if quiet:
        return
    for left in plan.left_out:
        if not left.on_request:
            print(f"{left.cell}: left out: {left.reason}", file=sys.stderr)
    if results:
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
