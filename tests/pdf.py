"""What tests read in finished PDFs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

import pikepdf
import pypdfium2


def texts(pdf: bytes) -> list[str]:
    """The text of each page."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def opened(pdf: bytes) -> pikepdf.Pdf:
    """The PDF, open."""
    return pikepdf.open(io.BytesIO(pdf))


def links(pdf: bytes) -> list[tuple[int, str]]:
    """Each link inside the document: its page (from 1) and the name of where it leads."""
    file = opened(pdf)
    found = []
    for number, page in enumerate(file.pages, 1):
        for annotation in page.get("/Annots", pikepdf.Array()):
            if "/Dest" in annotation:
                found.append((number, str(annotation.Dest)))
    return found


def bookmarks(pdf: bytes) -> list[str]:
    """The titles of all bookmarks."""
    with opened(pdf) as file, file.open_outline() as outline:
        return [item.title for root in outline.root for item in (root, *root.children)]


def spoken(lines: Iterable[str]) -> str:
    """The words of a tag tree, as they are read aloud."""
    words = []
    for line in lines:
        actual = re.search(r' ActualText="(.*)"$', line)
        head = r'(?:\S+(?: \[\S+\])?(?: \w+=(?:"[^"]*"|\S+))*|…) ?'
        words.append(actual[1] if actual else re.sub(head, "", line.strip(), count=1))
    return " ".join(" ".join(words).split())


def flat(pdf: bytes) -> str:
    """All text in one line, as a reader's search sees it: words broken at a line's end are whole."""
    joined = "\n".join(texts(pdf)).replace("\ufffe", "-\n").replace("\x02", "-\n")
    return " ".join(joined.split())
