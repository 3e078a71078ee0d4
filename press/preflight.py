"""Runs the checks on a PDF, and lets stand what its document waives."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

import pikepdf

from press.checks import Check, Laid, Subject, all_checks
from press.model import Finding, Place, ProjectError, Severity, Waiver

LARGEST_FILE = 200_000_000
MOST_PAGES = 5_000
# What a broken PDF makes of a look into it: an object of another kind, a missing one, a number that is none.
BROKEN = (pikepdf.PdfError, TypeError, ValueError, AttributeError, LookupError, ArithmeticError, RecursionError,
          NotImplementedError)


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


def preflight(name: str, pdf: bytes, cell: Laid | None, validator: str = "") -> tuple[Outcome, ...]:
    """What each check says of a PDF, by the name of its cell or file; ProjectError when it can't be opened."""
    with _opened(pdf, name) as opened:
        subject = Subject(name, pdf, opened, cell, validator)
        outcomes = [_outcome(check, subject) for check in all_checks()]
    if cell is None or not cell.document.waivers:
        return tuple(outcomes)
    used: set[Waiver] = set()
    waivers = [waiver for waiver in cell.document.waivers if fnmatchcase(name, waiver.cell)]
    outcomes = [_waived(outcome, name, waivers, used) for outcome in outcomes]
    unused = tuple(_unused(waiver) for waiver in waivers if waiver not in used)
    return (*outcomes, Outcome("waivers", "what the document lets stand", "words", "document.toml", unused))


def read_pdf(path: Path, name: str) -> bytes:
    """The bytes of a file to check; ProjectError when it is none, empty or larger than LARGEST_FILE."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ProjectError(f"the file is larger than {LARGEST_FILE // 1_000_000} MB", name, "check it in parts")
        source = path.read_bytes()
    except FileNotFoundError:
        raise ProjectError("there is no such file", name, "check the name; a cell is document/language/edition") from None
    except OSError as error:
        raise ProjectError(f"it can't be read: {error.strerror}", name, "check the file's rights") from None
    if not source:
        raise ProjectError("the file is empty", name, "make it again: what wrote it did not finish")
    # ISO 32000-1, annex H: readers find the mark of a PDF in its first 1024 bytes.
    if b"%PDF-" not in source[:1024]:
        raise ProjectError("this is not a PDF", name, "name a PDF, or a cell: document/language/edition")
    return source


def _opened(source: bytes, name: str) -> pikepdf.Pdf:
    """The PDF, open; ProjectError for one that can't be."""
    try:
        opened = pikepdf.open(io.BytesIO(source))
        count = len(opened.pages)
    except pikepdf.PasswordError:
        raise ProjectError("the file is encrypted", name, "ask its author for a copy without a password") from None
    except BROKEN:
        raise ProjectError("the file is damaged and can't be opened", name, "ask for it again, or make it anew") from None
    if not 0 < count <= MOST_PAGES:
        raise ProjectError(f"the file has {count or 'no'} pages", name, f"check one with 1 to {MOST_PAGES}")
    return opened


def _outcome(check: Check, subject: Subject) -> Outcome:
    """What one check says."""
    said = Outcome(check.__name__.rpartition(".")[2].replace("_", "-"), check.TITLE, check.LOOKS_AT, check.REASON)
    if subject.cell is None and check.LOOKS_AT != "pdf":
        return replace(said, unfit=f"looks at the {check.LOOKS_AT} of a cell")
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


def _waived(outcome: Outcome, name: str, waivers: Sequence[Waiver], used: set[Waiver]) -> Outcome:
    """The outcome with what is waived lowered to notices that give the reason."""
    findings: list[Finding] = []
    for finding in outcome.findings:
        waiver = next((waiver for waiver in waivers if _meets(waiver, finding, name)), None)
        if waiver:
            used.add(waiver)
            finding = replace(finding, severity=Severity.NOTICE, hint="",
                              message=f"{finding.message}; waived by {waiver.name}, {waiver.date}: {waiver.reason}")
        findings.append(finding)
    lowered = sum(before is not after for before, after in zip(outcome.findings, findings, strict=True))
    return replace(outcome, findings=tuple(findings), waived=lowered)


def _meets(waiver: Waiver, finding: Finding, name: str) -> bool:
    """Whether a waiver is of this finding."""
    on_page = not waiver.page or finding.place == Place(f"{name}, page {waiver.page}")
    return waiver.code == finding.code and on_page and waiver.words in finding.message


def _unused(waiver: Waiver) -> Finding:
    """The notice for a waiver that nothing needs."""
    return Finding(Severity.NOTICE, "waiver-unused", f'nothing is left of what "{waiver.code}" waives here', waiver.place,
                   "delete it, or say with cell, page and words what it is about")
