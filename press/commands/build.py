"""The verb that builds: plans, lets the cells be made, writes their files, says what came of it."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click

from press.cells import Made, Making, made
from press.commands.report import Built, as_data, report
from press.files import remove, write_together
from press.processes.limits import Limits
from press.project import Plan, Project
from press.values.findings import Finding, Place, ProjectError, Severity
from press.values.job import Copy
from press.values.results import Further, Result, file_name, is_draft_of

CACHE = ".cache"


def _named(context: click.Context, option: click.Parameter, value: str) -> str:
    """A folder that has a name."""
    if not value:
        raise click.BadParameter("the folder has no name")
    return value


@click.command()
@click.argument("cells", nargs=-1)
@click.option("--list", "listing", is_flag=True, help="Show the plan and build nothing.")
@click.option("--final", is_flag=True, help="Refuse drafts: open queries and passages not translated are errors.")
@click.option("--output", default="out", show_default=True, callback=_named, help="The folder for the PDFs.")
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, help="How many to build at a time.")
@click.option("--for", "operator", default="", metavar="LANGUAGE",
              help="The language of who prints: booklets get instructions in it too, press files a job sheet.")
@click.option("--seconds", type=click.FloatRange(0, min_open=True), default=Limits.seconds, show_default=True,
              help="The most processor time for a cell; one of more than 20,000 words has more, in proportion.")
@click.option("--megabytes", type=click.FloatRange(0, min_open=True), default=Limits.megabytes, show_default=True,
              help="The most memory for a cell; one of more than 100,000 words has more, in proportion.")
@click.option("--quiet", is_flag=True, help="Say only what is wrong: errors and warnings.")
@click.option("--json", "as_json", is_flag=True, help="Give the results as JSON.")
@click.option("--traceback", "traces", is_flag=True, help="Show where in the program a fault of its own has happened.")
@click.pass_obj
def build(
    root: Path, cells: tuple[str, ...], listing: bool, final: bool, output: str, jobs: int, operator: str, seconds: float,
    megabytes: float, quiet: bool, as_json: bool, traces: bool,
) -> int:
    """Builds the PDFs of CELLS (document/language/edition, * stands for any), or all."""
    project = Project(root)
    plan = project.read(project.plan(cells, final, operator))
    if operator and plan.copies and not any(copy.edition.is_printed for copy in plan.copies):
        print(f"--for {operator} changes nothing: it is for booklets and press files", file=sys.stderr)
    if listing:
        _list(plan, as_json)
        return 1 if plan.errors else 0
    folder = _folder(output, plan)
    how = Making(root / CACHE, Limits(seconds, megabytes), jobs)
    shown = not (quiet or as_json)
    results = sorted(_run(plan.copies, how, folder, shown), key=lambda built: built.result.cell)
    if as_json:
        print(json.dumps(as_data(plan, results), ensure_ascii=False, indent=2))
    else:
        report(plan, results, quiet, bool(cells))
    if traces:
        for trace in plan.traces + tuple(f"{built.result.cell}: {built.traceback}" for built in results if built.traceback):
            print(trace, file=sys.stderr)
    if cells and not plan.copies:
        return 1
    wrong = plan.errors or any(f.severity is Severity.ERROR for built in results for f in built.result.findings)
    return 1 if wrong else 0


def _list(plan: Plan, as_json: bool) -> None:
    """Prints what would be built, and what not, and why."""
    if as_json:
        named = {"jobs": [job.cell for job in plan.jobs], "keys": {job.cell: job.key for job in plan.jobs}}
        print(json.dumps(as_data(plan, []) | named, ensure_ascii=False, indent=2))
        return
    for job in plan.jobs:
        print(job.cell)
    for left in plan.left_out:
        print(f"{left.cell}: left out: {left.reason}")


def _folder(output: str, plan: Plan) -> Path:
    """The folder for the PDFs, made where there is something to write; ProjectError where it can't be."""
    # A link that leads to itself is told where it is written to: Path.resolve raises there.
    folder = Path(os.path.realpath(output))
    try:
        if plan.copies:
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProjectError(f"the folder can't be written: {error.strerror}", output, "name another with --output") from None
    return folder


def _run(copies: Sequence[Copy], how: Making, folder: Path, shown: bool) -> Iterator[Built]:
    """Has the cells made, several at a time, and writes the files of each as soon as they are there."""
    on_terminal = shown and bool(copies) and sys.stderr.isatty()
    with closing(made(copies, how)) as cells:
        for one in _with_bar(cells, len(copies)) if on_terminal else cells:
            built = _keep(one, folder)
            if shown and not on_terminal:
                # Who does not read on is told at the end, or not at all.
                with contextlib.suppress(OSError):
                    print(f"{built.result.cell}: {built.file or 'no PDF'}", file=sys.stderr, flush=True)
            yield built


def _with_bar(cells: Iterator[Made], count: int) -> Iterator[Made]:
    """What was made, with a bar on the terminal that shows how many are there."""
    from rich.console import Console
    from rich.progress import track

    yield from track(cells, "setting", count, console=Console(stderr=True), transient=True)


def _keep(one: Made, folder: Path) -> Built:
    """Writes the PDF and what goes with it; a draft never stands in a final's place. What can't be written is a finding."""
    result = one.result
    bare = replace(result, pdf=None, further=())
    if result.pdf is None:
        return Built(bare, "", (), one.traceback)
    place = folder.joinpath(*result.cell.split("/")[:2])
    files = {place / file_name(result.cell, file.part, file.ending, result.draft): file.content
             for file in (Further(result.part, result.ending, result.pdf), *result.further)}
    try:
        # Fronts of one build and backs of another would be printed on one sheet.
        write_together((path, content, str(path)) for path, content in files.items())
        _clear(place, result, files)
    except ProjectError as error:
        finding = Finding(Severity.ERROR, "unwritten", error.message, Place(str(error.place)), error.hint)
        return Built(replace(bare, findings=(*bare.findings, finding)), "", (), one.traceback)
    written = [str(path) for path in files]
    return Built(bare, written[0], tuple(written[1:]), one.traceback)


def _clear(place: Path, result: Result, written: Collection[Path]) -> None:
    """Takes away older files of a cell that nobody is to send or follow: a final's drafts too, but never a draft's final."""
    for path in place.iterdir():
        is_draft = is_draft_of(result.cell, path.name, result.ending)
        if is_draft is not None and is_draft >= result.draft and path not in written and path.is_file():
            remove(path)
