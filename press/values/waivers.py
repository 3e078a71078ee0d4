"""Findings that a person lets stand: lowered to notices that give the reason, and waivers that nothing needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from press.values.document import Waiver
from press.values.findings import Finding, Place, Severity

# What is said of a document's own text by the rules of its language, not of a PDF.
OF_SOURCES = ("digits", "letters", "quotes", "spaces")


def waived(findings: Iterable[Finding], name: str, waivers: Iterable[Waiver], used: set[Waiver]) -> tuple[Finding, ...]:
    """The findings of a cell, what is waived lowered to notices that give the reason; adds to `used` what was needed."""
    waivers, found = tuple(waivers), []
    for finding in findings:
        if waiver := next((waiver for waiver in waivers if _meets(waiver, finding, name)), None):
            used.add(waiver)
            finding = replace(finding, severity=Severity.NOTICE, hint="",
                              message=f"{finding.message}; waived by {waiver.name}, {waiver.date}: {waiver.reason}")
        found.append(finding)
    return tuple(found)


def _meets(waiver: Waiver, finding: Finding, name: str) -> bool:
    """Whether a waiver is of this finding."""
    on_page = not waiver.page or finding.place == Place(f"{name}, page {waiver.page}")
    return waiver.code == finding.code and on_page and waiver.words in finding.message


def unused(waiver: Waiver) -> Finding:
    """The notice for a waiver that nothing needs."""
    return Finding(Severity.NOTICE, "waiver-unused", f'nothing is left of what "{waiver.code}" waives here', waiver.place,
                   "delete it, or say with cell, page and words what it is about")
