"""Looks at the layout: no page is nearly empty."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks import Subject
from press.findings import Finding, Severity

TITLE = "no page is nearly empty"
REASON = "a page with a line or two on it is paid for and looks like a mistake: it wants a tenth of its lines at least"
LOOKS_AT = "layout"
CODES = ("nearly-empty",)
WAIVABLE = True

LEAST = 0.1


def check(subject: Subject) -> Iterator[Finding]:
    """One warning for each page after the first that has no picture and less than a tenth of its lines."""
    layout = subject.laid.layout
    # A short letter is one page, whatever is on it.
    for number, area in enumerate(layout.areas[1:], 2):
        lines = {(round(line.y), round(line.height, 1)) for line in layout.lines
                 if line.page == number and line.kind != "margin" and line.text.strip()}
        filled = sum(height for _, height in lines) / (area.bottom - area.top)
        if filled < LEAST and not subject.pages[number - 1].pictures:
            count = f"{len(lines)} line{'s' if len(lines) > 1 else ''}" if lines else "nothing"
            yield Finding(Severity.WARNING, "nearly-empty", f"the page has {count} on it", subject.page(number),
                          "shorten the text until the page goes, or lengthen it")
