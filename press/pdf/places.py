"""Where links and bookmarks of a PDF lead (ISO 32000-1, 12.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Name

MOST_BOOKMARKS = 20_000


@dataclass(frozen=True)
class Lead:
    """A link or a bookmark: what it is called, the kind of its action, its address, whether its place is in the file."""

    title: str
    action: str
    address: str
    is_alive: bool


class Places:
    """The places that a PDF's links can lead to."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pages = {page.objgen for page in pdf.pages}
        self.named = {str(name).removeprefix("/") for name in pdf.Root.get(Name.Dests, {})}
        names = pdf.Root.get(Name.Names)
        if isinstance(names, pikepdf.Dictionary) and Name.Dests in names:
            self.named |= set(pikepdf.NameTree(names.Dests))

    def lead(self, found: Any) -> Lead:
        """Where an annotation or a bookmark leads."""
        action = found.get(Name.A)
        title = str(found.get(Name.Title, ""))
        if not isinstance(action, pikepdf.Dictionary):
            return Lead(title, "/GoTo", "", self.is_alive(found.get(Name.Dest)))
        kind = str(action.get(Name.S, ""))
        return Lead(title, kind, str(action.get(Name.URI, "")), kind != "/GoTo" or self.is_alive(action.get(Name.D)))

    def is_alive(self, place: Any) -> bool:
        """Whether a destination is a page of the file, or a name that it knows."""
        if isinstance(place, pikepdf.Array):
            return len(place) > 0 and isinstance(place[0], pikepdf.Dictionary) and place[0].objgen in self.pages
        return place is not None and str(place).removeprefix("/") in self.named


def links(page: pikepdf.Page, places: Places) -> Iterator[Lead]:
    """Where the links of a page lead."""
    for annotation in page.obj.get(Name.Annots, ()):
        if isinstance(annotation, pikepdf.Dictionary) and annotation.get(Name.Subtype) == Name.Link:
            yield places.lead(annotation)


def bookmarks(pdf: pikepdf.Pdf, places: Places) -> Iterator[Lead]:
    """Each bookmark, from top to bottom; a list that runs in a circle ends."""
    outlines = pdf.Root.get(Name.Outlines)
    waiting = [outlines.get(Name.First)] if isinstance(outlines, pikepdf.Dictionary) else []
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < MOST_BOOKMARKS:
        item = waiting.pop()
        if isinstance(item, pikepdf.Dictionary) and item.objgen not in seen:
            seen.add(item.objgen)
            waiting += [item.get(Name.Next), item.get(Name.First)]
            yield places.lead(item)
