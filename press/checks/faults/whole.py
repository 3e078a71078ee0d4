"""Looks at the PDF: the file is whole, so that every reader can open it."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.subject import Subject
from press.values.findings import Finding, Severity

TITLE = "the file is whole"
REASON = "ISO 32000-1, 7.5: a reader finds each object by the file's table; what has to be guessed, readers guess otherwise"
LOOKS_AT = "pdf"
CODES = ("damaged",)
WAIVABLE = False


def check(subject: Subject) -> Iterator[Finding]:
    """A warning for a file that could be read only after it was mended; an error for one of ours."""
    mended = [str(line).rpartition(": ")[2] for line in subject.pdf.get_warnings()]
    if mended:
        yield Finding(Severity.ERROR if subject.cell else Severity.WARNING, "damaged",
                      f"the file is damaged and was read as far as it could be: {mended[0]}", subject.page(0),
                      "ask for it again, or make it anew")
