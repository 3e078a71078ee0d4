"""A document's own text, held to the rules of its language as a translation is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatchcase

from press.catalogues.checking import of_source
from press.values.document import Document, Waiver, passages
from press.values.findings import Finding
from press.values.language import Language
from press.values.waivers import OF_SOURCES, unused, waived


def check_source(document: Document, language: Language, cell: str) -> Iterator[Finding]:
    """What is wrong with the words of a document in its own language, without what it waives, at their places."""
    used: set[Waiver] = set()
    waivers = [waiver for waiver in document.waivers if waiver.code in OF_SOURCES and fnmatchcase(cell, waiver.cell)]
    for passage in passages(document):
        found = (replace(finding, place=passage.place) for finding in of_source(passage, language))
        yield from waived(found, cell, waivers, used)
    yield from (unused(waiver) for waiver in waivers if waiver not in used)
