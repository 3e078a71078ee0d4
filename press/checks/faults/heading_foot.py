"""Looks at the layout: no heading is the last thing on a page."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.subject import Subject, quoted
from press.values.findings import Finding, Severity
from press.values.layout import HEADINGS

TITLE = "no heading stands at the foot of a page"
REASON = "a heading belongs to what it heads: the style sheets ask for break-after: avoid, which an engine may not keep"
LOOKS_AT = "layout"
CODES = ("heading-foot",)
WAIVABLE = True


def check(subject: Subject) -> Iterator[Finding]:
    """One warning for each page, the last excepted, whose last line of text is a heading."""
    layout = subject.laid.layout
    for number in range(1, layout.pages):
        lines = [line for line in layout.lines if line.page == number and line.kind == "text" and line.text.strip()]
        last = max(lines, key=lambda line: line.y, default=None)
        if last and last.role in HEADINGS:
            yield Finding(Severity.WARNING, "heading-foot", f"a heading ends the page: {quoted(last.text)}",
                          subject.page(number), "lengthen the text before it by a line or two, or shorten it")
