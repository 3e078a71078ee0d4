"""Looks at the PDF: all that is on its pages is tagged, and the tags make sense."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pikepdf
from pikepdf import Name

from press.checks.subject import Subject
from press.pdf.claims import claims
from press.pdf.structure import Content, Element, walk
from press.values.findings import Finding, Severity

TITLE = "what is on the pages is tagged, and the tags make sense"
REASON = "PDF/UA-1 (ISO 14289-1), 7.1 to 7.9 and 7.18.5"
LOOKS_AT = "pdf"
PRODUCTIONS = ("archive",)
CODES = ("tags-none", "tags-content", "tags-root", "tags-heading", "tags-figure", "tags-link", "tags-table", "tags-note")
WAIVABLE = False

HEADING = re.compile(r"H([1-6])$")


def check(subject: Subject) -> Iterator[Finding]:
    """Errors where the file is ours or claims to be accessible, else warnings; a notice for a file without tags."""
    accessible = any(claim.startswith("ua") or claim.endswith("a") for claim in claims(subject.pdf))
    ours = subject.cell is not None and "ua1" in subject.cell.edition.claims
    strict = ours or accessible
    if subject.tree is None:
        yield Finding(Severity.ERROR if strict else Severity.NOTICE, "tags-none", "the file has no tags", subject.page(0),
                      "make it with tags, so that it can be read aloud and its text taken out in order")
        return
    found = [*_content(subject, subject.tree), *_links(subject), *_elements(subject.tree)]
    for code, page, message, hint in found:
        yield Finding(Severity.ERROR if strict else Severity.WARNING, code, message, subject.page(page), hint)


Fault = tuple[str, int, str, str]


def _content(subject: Subject, tree: Element) -> Iterator[Fault]:
    """Pages with content that no element holds."""
    held = {(child.owner, child.mcid) for element in walk(tree) for child in element.children if isinstance(child, Content)}
    for number, page in enumerate(subject.pages, 1):
        if page.untagged:
            kinds = ", ".join(f"{count} × {kind}" for kind, count in Counter(page.untagged).most_common(3))
            yield ("tags-content", number, f"content is neither tagged nor an artifact: {kinds}",
                   "tag it, or mark it as artifact")
        loose = page.marked - held
        if loose:
            yield ("tags-content", number, f"content is marked and in no element of the tag tree: {len(loose)} pieces",
                   "put it into the tree, or mark it as artifact")


def _links(subject: Subject) -> Iterator[Fault]:
    """Pages with links that say nothing of where they lead."""
    for number, page in enumerate(subject.pdf.pages, 1):
        silent = sum(1 for item in page.obj.get(Name.Annots, ()) if isinstance(item, pikepdf.Dictionary)
                     and item.get(Name.Subtype) == Name.Link and not str(item.get(Name.Contents, "")).strip())
        if silent:
            yield ("tags-link", number, f"{silent} link{'s' if silent > 1 else ''} without /Contents",
                   "say in /Contents where each leads")


def _elements(tree: Element) -> Iterator[Fault]:
    """What is wrong with the elements themselves."""
    tops = [child.kind for child in tree.children if isinstance(child, Element)]
    if tops != ["Document"]:
        yield "tags-root", 0, f"the tags begin with {', '.join(tops[:4]) or 'nothing'} and not with one Document", \
            "put all into one Document"
    elements = list(walk(tree))
    yield from _headings(elements)
    for element in elements:
        if element.kind == "Figure" and not f"{element.alternative or ''}{element.actual or ''}".strip():
            yield "tags-figure", 0, "a figure has no alternative text", "say what it shows, or mark it as artifact"
        if element.kind == "Table":
            yield from _table(element)
    notes = [element.id for element in elements if element.kind == "Note"]
    if notes and (not all(notes) or len(set(notes)) < len(notes)):
        yield "tags-note", 0, "notes have no ID, or share one", "give each note an ID of its own"


def _headings(elements: list[Element]) -> Iterator[Fault]:
    """Headings that skip a level (7.4.2)."""
    level = 0
    for element in elements:
        match = HEADING.match(element.kind)
        if match:
            if int(match[1]) > level + 1:
                before = f"after H{level}" if level else "as the first"
                yield "tags-heading", 0, f"a heading {element.kind} stands {before}", f"make it H{level + 1}"
            level = int(match[1])


def _table(table: Element) -> Iterator[Fault]:
    """Tables without headers, or with headers of no scope (7.5)."""
    headers = [element for element in walk(table) if element.kind == "TH"]
    if not headers:
        yield "tags-table", 0, "a table has no header cells", "say which row or column heads it"
    elif not all(header.attributes.get("Scope") or header.id for header in headers):
        yield "tags-table", 0, "header cells do not say what they head", "give each a Scope"
