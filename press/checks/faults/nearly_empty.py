"""Looks at the layout: no page is nearly empty."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.subject import Subject
from press.values.findings import Finding, Severity
from press.values.layout import Layout

TITLE = "no page is nearly empty"
REASON = "a page with a line or two on it is paid for and looks like a mistake: it wants a tenth of its lines at least"
LOOKS_AT = "layout"
CODES = ("nearly-empty",)
WAIVABLE = True

LEAST = 0.1


def check(subject: Subject) -> Iterator[Finding]:
    """One warning for each page after the first that has no picture and less than a tenth of its lines."""
    layout = subject.laid.layout
    # A short letter is one page, whatever is on it; so is a back cover.
    for number in range(2, layout.pages + 1 - subject.laid.back):
        if is_nearly_empty(layout, number):
            lines = len(layout.rows(number))
            count = f"{lines} line{'s' if lines > 1 else ''}" if lines else "nothing"
            yield Finding(Severity.WARNING, "nearly-empty", f"the page has {count} on it", subject.page(number),
                          "shorten the text until the page goes, or lengthen it")


def is_nearly_empty(layout: Layout, number: int) -> bool:
    """Whether a page has no picture and less than a tenth of its lines."""
    area = layout.areas[number - 1]
    filled = sum(height for _, height in layout.rows(number)) / (area.bottom - area.top)
    return filled < LEAST and number not in layout.pictured
