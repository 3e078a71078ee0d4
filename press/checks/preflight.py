"""Runs the checks on a PDF, and lets stand what its document waives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from press.checks.faults import Check, all_checks, productions
from press.checks.subject import Subject
from press.pdf.claims import press_claim
from press.pdf.opening import BROKEN, open_pdf
from press.values.document import Waiver
from press.values.findings import Finding, Place, ProjectError, Severity
from press.values.laid import Laid
from press.values.printer import USUAL, Printer, printer_of
from press.values.waivers import OF_SOURCES, unused, waived


@dataclass(frozen=True)
class Outcome:
    """What one check found in one PDF; `waived` counts what the document lets stand, `unfit` says why it did not look."""

    check: str
    title: str
    looks_at: str
    reason: str
    findings: tuple[Finding, ...] = ()
    waived: int = 0
    unfit: str = ""


def preflight(
    name: str, pdf: bytes, cell: Laid | None, validator: str = "", base: bytes | None = None, printer: Printer | None = None
) -> tuple[Outcome, ...]:
    """What each check says of a PDF, by the name of its cell or file; ProjectError when it can't be opened.

    Checks of words and of the layout read `base`, the pages before they were made ready for press or sheets, where it is
    given. A file of others is checked as a press file where it says that it is one, or where a `printer` is given.
    """
    with open_pdf(pdf, name) as opened, open_pdf(base or pdf, name) as pages:
        others = "press" if printer or press_claim(opened) else "archive"
        production = cell.edition.checked_as if cell else others
        limits = printer or (printer_of(cell.edition) if cell else USUAL)
        laid = Subject(name, base or pdf, pages, cell, validator, production, limits)
        # An archive's pages go out as they are, and are read once.
        sent = laid if base in (None, pdf) else Subject(name, pdf, opened, cell, validator, production, limits, laid)
        outcomes = [_outcome(check, sent if check.LOOKS_AT == "pdf" else laid) for check in all_checks()]
    if cell is None or not cell.document.waivers:
        return tuple(outcomes)
    used: set[Waiver] = set()
    waivers = [waiver for waiver in cell.document.waivers
               if fnmatchcase(name, waiver.cell) and waiver.code not in OF_SOURCES]
    outcomes = [_lowered(outcome, name, waivers, used) for outcome in outcomes]
    left = tuple(unused(waiver) for waiver in waivers if waiver not in used)
    return (*outcomes, Outcome("waivers", "what the document lets stand", "words", "document.toml", left))


def _outcome(check: Check, subject: Subject) -> Outcome:
    """What one check says."""
    said = Outcome(check.__name__.rpartition(".")[2].replace("_", "-"), check.TITLE, check.LOOKS_AT, check.REASON)
    if subject.cell is None and check.LOOKS_AT != "pdf":
        return replace(said, unfit=f"looks at the {check.LOOKS_AT} of a cell")
    if subject.production not in productions(check):
        return replace(said, unfit=f"is for {' and '.join(productions(check))}")
    try:
        return replace(said, findings=tuple(check.check(subject)))
    except ProjectError as error:
        raise ProjectError(error.message, error.place or subject.name, error.hint) from None
    except BROKEN as error:
        # In a PDF of ours that is a mistake of this project, and is shown whole.
        if subject.cell is not None:
            raise
        broken = Finding(Severity.WARNING, "broken", f"a part of the file is broken: {error}", Place(subject.name),
                         "make the file anew; what could be read was checked")
        return replace(said, findings=(broken,))


def _lowered(outcome: Outcome, name: str, waivers: Sequence[Waiver], used: set[Waiver]) -> Outcome:
    """The outcome with what is waived lowered."""
    findings = waived(outcome.findings, name, waivers, used)
    count = sum(before is not after for before, after in zip(outcome.findings, findings, strict=True))
    return replace(outcome, findings=findings, waived=count)
