"""Looks at the PDF: it has as many pages as its binding takes."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.subject import Subject
from press.values.findings import Finding, Severity

TITLE = "the binding takes so many pages"
REASON = "a folded sheet has four pages, a leaf two: a shop refuses other counts, or puts blank pages where it likes"
LOOKS_AT = "pdf"
PRODUCTIONS = ("press",)
CODES = ("page-multiple", "page-blank")
WAIVABLE = True


def check(subject: Subject) -> Iterator[Finding]:
    """An error for a count that the binding does not take, a notice that names blank pages."""
    count, multiple = len(subject.trimmed), subject.printer.pages
    over = count % multiple
    if over:
        yield Finding(Severity.ERROR, "page-multiple", f"the file has {count} page{'s' if count > 1 else ''}, and the "
                      f"binding takes a multiple of {multiple}", subject.page(0),
                      _remedy(subject, count, multiple))
    blank = [page.number for page in subject.trimmed if all(thing.paint.is_paper for thing, _ in page.painted)]
    if blank:
        pages = f"pages {', '.join(map(str, blank))} are" if len(blank) > 1 else f"page {blank[0]} is"
        yield Finding(Severity.NOTICE, "page-blank", f"{pages} blank", subject.page(0),
                      "tell the shop, so that nobody takes it for a mistake")


def _remedy(subject: Subject, count: int, multiple: int) -> str:
    """What brings the count to the multiple: a cell's edition says so itself, another's file is mended by hand."""
    if subject.cell and not subject.cell.edition.fit:
        return f"write into {subject.cell.edition.place}: [fit], and below it pages = {multiple}"
    lacking = multiple - count % multiple
    blanks = f"add {lacking} blank page{'s' if lacking > 1 else ''} before the back cover"
    return f"{blanks}, or shorten it by {count % multiple}" if count > multiple else blanks
