"""Looks at the PDF: it has bookmarks, and they lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.subject import Subject, quoted
from press.pdf.places import Places, bookmarks
from press.values.findings import Finding, Severity
from press.values.layout import HEADINGS

TITLE = "each heading has a bookmark that leads to it"
REASON = "WCAG 2.2, technique PDF2: a long document has bookmarks"
LOOKS_AT = "pdf"
PRODUCTIONS = ("archive",)
CODES = ("bookmark-missing", "bookmark-dead", "bookmark-empty")
WAIVABLE = True

# From so many pages on a file of others is long.
LONG = 10


def check(subject: Subject) -> Iterator[Finding]:
    """Warnings for bookmarks that are dead, empty or fewer than the headings; a notice for a long file without any."""
    leads = list(bookmarks(subject.pdf, Places(subject.pdf)))
    for lead in leads:
        if not lead.is_alive:
            yield Finding(Severity.WARNING, "bookmark-dead", f"the bookmark {quoted(lead.title)} leads nowhere",
                          subject.page(0), "make the file anew")
        if not lead.title.strip():
            yield Finding(Severity.WARNING, "bookmark-empty", "a bookmark has no words", subject.page(0),
                          "give its heading words")
    if subject.cell:
        headings = len({line.block for line in subject.cell.layout.lines if line.role in HEADINGS and line.kind == "text"})
        if len(leads) < headings:
            yield Finding(Severity.WARNING, "bookmark-missing", f"there are {headings} headings and {len(leads)} bookmarks",
                          subject.page(0), "look at bookmark-level and bookmark-label in the style sheets")
    elif not leads and len(subject.pages) >= LONG:
        yield Finding(Severity.NOTICE, "bookmark-missing", f"the file has {len(subject.pages)} pages and no bookmarks",
                      subject.page(0), "let its headings be bookmarks")
