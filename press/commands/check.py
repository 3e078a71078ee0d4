"""The verb that checks: cells as a build would make them, or PDFs of anyone."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from press.cells import Making, made
from press.checks.preflight import Outcome, preflight
from press.commands.build import CACHE
from press.commands.findings import said
from press.pdf.opening import is_file, read_pdf
from press.project import Project
from press.reading.printer import read_printer
from press.values.findings import Finding, ProjectError, Severity
from press.values.printer import Printer


@dataclass(frozen=True)
class Checked:
    """One cell or file: what each check says, and what was wrong before there was a PDF to check."""

    name: str
    outcomes: tuple[Outcome, ...]
    before: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that was found."""
        return (*self.before, *(finding for outcome in self.outcomes for finding in outcome.findings))


@click.command()
@click.argument("names", nargs=-1, required=True)
@click.option("--printer", "shop", metavar="SHOP.toml", help="Hold press files against a print shop's own limits.")
@click.option("--json", "as_json", is_flag=True, help="Give the results as JSON, with all findings.")
@click.pass_obj
def check(root: Path, names: tuple[str, ...], shop: str | None, as_json: bool) -> int:
    """Checks cells or PDFs.

    NAMES are cells (document/language/edition, * stands for any), which are built and not written, or files that end
    in .pdf, also of others. Checks that look at a layout or at a document's words do not apply to files. veraPDF is
    asked too where it is on the path, or set up by tools/verapdf/verapdf --setup.

    With --printer a file is checked as one for the press, also where it is no PDF/X; docs/printer.toml shows what SHOP.toml
    may say.
    """
    validator = _validator(root)
    printer = read_printer(Path(shop), shop) if shop else None
    checked: list[Checked] = []
    errors: list[ProjectError] = []
    for name in names:
        try:
            found = [_file(name, validator, printer)] if is_file(name) else list(_cells(root, name, validator, printer))
            checked += found
        except ProjectError as error:
            errors.append(error)
    if as_json:
        print(json.dumps(_as_data(checked, errors), ensure_ascii=False, indent=2))
    else:
        _report(checked, validator)
        for fault in errors:
            print(fault, file=sys.stderr)
    if errors:
        return 2
    return 1 if any(f.severity is Severity.ERROR for one in checked for f in one.findings) else 0


def _validator(root: Path) -> str:
    """The command that validates: veraPDF's own, or ours once it is set up; none where neither is there."""
    ours = root / "tools" / "verapdf" / "verapdf"
    is_set_up = (root / CACHE / "verapdf" / "Conformance.class").exists() and shutil.which("java")
    return shutil.which("verapdf") or (str(ours) if is_set_up else "")


def _file(name: str, validator: str, printer: Printer | None) -> Checked:
    """One PDF."""
    return Checked(name, preflight(name, read_pdf(Path(name), name), None, validator, printer=printer))


def _cells(root: Path, pattern: str, validator: str, printer: Printer | None) -> Iterator[Checked]:
    """The cells of a pattern, each built; ProjectError when one can't be planned."""
    project = Project(root)
    plan = project.read(project.plan([pattern], final=False))
    for error in plan.errors:
        raise error
    if not plan.copies:
        raise ProjectError(f"{pattern} is left out: {plan.left_out[0].reason}", "", "python build.py --list shows all")
    for one in made(plan.copies, Making(root / CACHE, validator=validator, printer=printer)):
        yield Checked(one.result.cell, one.outcomes, () if one.outcomes else one.result.findings)


def _as_data(checked: Sequence[Checked], errors: Sequence[ProjectError]) -> dict[str, object]:
    """The outcome as plain values."""
    return {
        "checked": [
            {"name": one.name, "before": [_finding(f) for f in one.before],
             "checks": [asdict(o) | {"findings": [_finding(f) for f in o.findings], "result": _result([o])}
                        for o in one.outcomes]}
            for one in checked
        ],
        "errors": [{"place": str(e.place), "message": e.message, "hint": e.hint} for e in errors],
    }


def _finding(finding: Finding) -> dict[str, object]:
    """A finding as plain values."""
    return asdict(finding) | {"place": str(finding.place)}


def _report(checked: Sequence[Checked], validator: str) -> None:
    """Prints the table of checks, then what they found."""
    rows: dict[str, list[Outcome]] = {}
    for one in checked:
        for outcome in one.outcomes:
            rows.setdefault(outcome.check, []).append(outcome)
    if rows:
        _print_table(rows)
        if not validator:
            print("veraPDF did not run: tools/verapdf/verapdf --setup brings it along")
    found: dict[Finding, tuple[str, ...]] = {}
    for one in checked:
        for finding in one.findings:
            found[finding] = tuple(dict.fromkeys((*found.get(finding, ()), one.name)))
    for line in said(found, len(checked)):
        print(line)


def _print_table(rows: dict[str, list[Outcome]]) -> None:
    """Prints one row for each check."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in ("check", "looks at", "what it wants", "result"):
        table.add_column(column, overflow="fold")
    for check_name, outcomes in rows.items():
        table.add_row(check_name, outcomes[0].looks_at, outcomes[0].title, _result(outcomes))
    Console(width=None if sys.stdout.isatty() else 120).print(table)


def _result(outcomes: Sequence[Outcome]) -> str:
    """What came of a check in one PDF, or in several."""
    if all(outcome.unfit for outcome in outcomes):
        return f"not applicable: {outcomes[0].unfit}"
    waived = sum(outcome.waived for outcome in outcomes)
    count = sum(len(outcome.findings) for outcome in outcomes) - waived
    hit = sum(len(outcome.findings) > outcome.waived for outcome in outcomes)
    parts = []
    if count:
        among = f" in {hit} of {len(outcomes)}" if len(outcomes) > 1 else ""
        parts.append(f"{count} finding{'s' if count > 1 else ''}{among}")
    if waived:
        parts.append(f"{waived} waived")
    return ", ".join(parts) or "ok"
