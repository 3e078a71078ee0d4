"""Looks at the layout: nothing stands outside the type area or off the page."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.subject import Subject, quoted
from press.values.findings import Finding, Severity
from press.values.layout import Area, Line

TITLE = "text stands in the type area"
REASON = "what is outside the page is not printed; a margin that is broken looks like a mistake"
LOOKS_AT = "layout"
CODES = ("off-page", "outside-area")
WAIVABLE = True

# In pt; less is the rounding of the engine.
TOLERANCE = 0.5


def check(subject: Subject) -> Iterator[Finding]:
    """One error for each line that leaves the page, one warning for each that leaves the type area."""
    layout = subject.laid.layout
    for line in layout.lines:
        if not line.text.strip():
            continue
        area = layout.areas[line.page - 1]
        if _outside(line, 0, 0, area.width, area.height):
            yield Finding(Severity.ERROR, "off-page", f"{quoted(line.text)} runs off the page", subject.page(line.page),
                          "shorten or divide what can't be broken, or give it more room in the edition's style sheet")
        elif line.kind != "margin" and _beside(line, area):
            yield Finding(Severity.WARNING, "outside-area", f"{quoted(line.text)} stands outside the type area",
                          subject.page(line.page), "look at its margins in the edition's style sheet")


def _outside(line: Line, left: float, top: float, right: float, bottom: float) -> bool:
    """Whether a line leaves a box."""
    return (line.x < left - TOLERANCE or line.x + line.width > right + TOLERANCE
            or line.y < top - TOLERANCE or line.y + line.height > bottom + TOLERANCE)


def _beside(line: Line, area: Area) -> bool:
    """Whether a line leaves the type area though it is not too long for its block: that is an overfull line."""
    return line.width <= line.room + TOLERANCE and _outside(line, area.left, area.top, area.right, area.bottom)
