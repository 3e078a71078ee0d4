"""Looks at the PDF: it says which press and paper its colours are made for."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.subject import Subject, quoted
from press.pdf.intents import Intent, intents
from press.values.findings import Finding, Severity

TITLE = "the printing condition is named, and its profile is whole"
REASON = "PDF/X-4 (ISO 15930-7): one output intent, with the profile of a press"
LOOKS_AT = "pdf"
PRODUCTIONS = ("press",)
CODES = ("intent-missing", "intent-condition", "intent-profile")
WAIVABLE = False


def check(subject: Subject) -> Iterator[Finding]:
    """Errors for a file that names no condition, another than asked for, or gives no profile of four inks."""
    found = list(intents(subject.pdf))
    if len(found) != 1:
        yield Finding(Severity.ERROR, "intent-missing", f"the file has {len(found) or 'no'} output intents for print",
                      subject.page(0), "export it as PDF/X with the printing condition that the shop names")
    for intent in found[:1]:
        for code, message, hint in _faults(intent, subject.printer.condition):
            yield Finding(Severity.ERROR, code, message, subject.page(0), hint)


def _faults(intent: Intent, asked: str) -> Iterator[tuple[str, str, str]]:
    """What is wrong with an output intent: code, message, hint."""
    if not intent.condition:
        yield ("intent-condition", "the output intent does not name its printing condition",
               "write its name as identifier, like FOGRA39")
    elif asked and not _plain(intent.condition).startswith(_plain(asked)) and _plain(asked) not in _plain(intent.info):
        yield ("intent-condition", f"the file is made for {quoted(intent.condition)}, and {asked} is asked for",
               f"convert its colours for {asked}, or ask the shop whether it takes {intent.condition}")
    if not intent.is_whole:
        yield ("intent-profile", "the output intent has no profile that can be read",
               "put the profile of the printing condition into the file")
    elif intent.device != "prtr" or intent.space != "CMYK":
        what = "colours of light" if intent.space in ("RGB", "Lab") else f"{intent.space or 'an unknown space'}"
        yield ("intent-profile", f"the output intent's profile is for {what}, not for a press of four inks",
               "choose the profile of the paper, like that of FOGRA39 or FOGRA47")


def _plain(name: str) -> str:
    """A condition's name without what programs write otherwise."""
    return "".join(filter(str.isalnum, name)).lower()
