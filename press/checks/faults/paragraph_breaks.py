"""Looks at the layout: no page begins with the last line of a paragraph or ends with its first."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.subject import Subject, quoted
from press.values.findings import Finding, Severity

TITLE = "no widow begins a page, no orphan ends it"
REASON = ("The Chicago Manual of Style (15th edition), 3.11: no page begins with a paragraph's last line unless it is full; "
          "Bringhurst, The Elements of Typographic Style, 2.4.8")
LOOKS_AT = "layout"
CODES = ("widow", "orphan")
WAIVABLE = True

# A line filled so far is a full one.
FULL = 0.95


def check(subject: Subject) -> Iterator[Finding]:
    """One warning for each widow, one notice for each orphan."""
    for lines in subject.laid.layout.paragraphs():
        pages = [line.page for line in lines]
        first, last = lines[0], lines[-1]
        if first.page == last.page:
            continue
        if pages.count(last.page) == 1 and last.width < last.room * FULL:
            yield Finding(Severity.WARNING, "widow", f"the page begins with a paragraph's last line: {quoted(last.text)}",
                          subject.page(last.page), "lengthen or shorten the paragraph, or one before it, by a line")
        if pages.count(first.page) == 1:
            yield Finding(Severity.NOTICE, "orphan", f"the page ends with a paragraph's first line: {quoted(first.text)}",
                          subject.page(first.page), "lengthen or shorten the paragraph, or one before it, by a line")
