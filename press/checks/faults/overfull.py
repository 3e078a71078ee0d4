"""Looks at the layout: no line is longer than its block is wide."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.subject import Subject, quoted
from press.values.findings import Finding, Severity

TITLE = "no line is longer than its block"
REASON = "an overfull line, as TeX calls it (The TeXbook, chapter 14): its words stand in the margin or on their neighbours"
LOOKS_AT = "layout"
CODES = ("overfull",)
WAIVABLE = True

# In pt, as TeX's \\hfuzz; less is not seen.
TOLERANCE = 0.5


def check(subject: Subject) -> Iterator[Finding]:
    """One warning for each such line."""
    for line in subject.laid.layout.lines:
        if line.kind != "margin" and line.text.strip() and line.width > line.room + TOLERANCE:
            yield Finding(Severity.WARNING, "overfull",
                          f"a line is {line.width - line.room:.1f} pt longer than its block: {quoted(line.text)}",
                          subject.page(line.page),
                          "let the long word or address be divided, word it otherwise, or give a table's column more room")
