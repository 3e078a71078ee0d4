"""Looks at the PDF: links lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from press.checks.subject import Subject, quoted
from press.pdf.places import Lead, Places, links
from press.values.findings import Finding, Severity

TITLE = "links lead somewhere"
REASON = "ISO 32000-1, 12.3.2 and 12.6.4.7: a destination is in the file, an address is whole; nothing is looked up"
LOOKS_AT = "pdf"
PRODUCTIONS = ("archive",)
CODES = ("link-dead", "link-address", "link-action")
WAIVABLE = True

SCHEMES = ("http", "https", "mailto", "tel", "ftp", "urn", "doi")
# PDF/A-3 (ISO 19005-3), 6.5.1 allows these and some that only move in the file.
ACTIONS = ("/GoTo", "/URI", "/GoToR", "/GoToE", "/Named", "/Thread", "/SubmitForm")


def check(subject: Subject) -> Iterator[Finding]:
    """One warning for each link that leads nowhere, to an address that is none, or does more than lead."""
    places = Places(subject.pdf)
    for number, page in enumerate(subject.pdf.pages, 1):
        for lead in links(page, places):
            for code, message, hint in _faults(lead):
                yield Finding(Severity.WARNING, code, message, subject.page(number), hint)


def _faults(lead: Lead) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a link: code, message, hint."""
    if not lead.is_alive:
        yield "link-dead", "a link leads to a place that is not in the file", "give the place its id, or take the link away"
    elif lead.action == "/URI" and not _is_whole(lead.address):
        yield "link-address", f"a link has the address {quoted(lead.address)}", "write it whole, as https://example.org/page"
    elif lead.action not in ACTIONS:
        yield ("link-action", f"a link does more than lead somewhere: {lead.action.removeprefix('/') or 'nothing known'}",
               "let it lead to an address or a page")


def _is_whole(address: str) -> bool:
    """Whether an address has a scheme that readers open, and something after it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme.lower() in SCHEMES and bool(parts.netloc or parts.path) and not any(map(str.isspace, address))
