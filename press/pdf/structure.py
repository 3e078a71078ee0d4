"""The structure tree of a PDF (ISO 32000-1, 14.7) as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Name

from press.pdf.roles import Roles

# A tree deeper than this is broken or an attack.
DEEPEST = 200
# What of an element's attributes a listener notices (ISO 32000-1, 14.8.5).
ATTRIBUTES = ("/ListNumbering", "/Scope", "/Headers", "/ColSpan", "/RowSpan")


@dataclass(frozen=True)
class Content:
    """Marked content that belongs to an element: the object that counts its `mcid`."""

    owner: int
    mcid: int


@dataclass(frozen=True)
class Thing:
    """A whole object that belongs to an element, such as a link, and what its Contents say of it."""

    contents: str


@dataclass
class Element:
    """One element: its type as written and as PDF knows it, what is said of it (None: nothing), what is in it."""

    written: str
    kind: str
    id: str = ""
    language: str | None = None
    alternative: str | None = None
    expansion: str | None = None
    actual: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list[Element | Content | Thing] = field(default_factory=list)


def walk(element: Element) -> Iterator[Element]:
    """An element and all in it, in reading order."""
    yield element
    for child in element.children:
        if isinstance(child, Element):
            yield from walk(child)


def structure(pdf: pikepdf.Pdf) -> Element | None:
    """The root of the structure tree, of kind StructTreeRoot, or None where a PDF has none."""
    root = pdf.Root.get(Name.StructTreeRoot)
    if not isinstance(root, pikepdf.Dictionary):
        return None
    top = Element("StructTreeRoot", "StructTreeRoot")
    _fill(top, root.get(Name.K), 0, Roles(root), set(), 0)
    return top


def _fill(parent: Element, kids: Any, page: int, roles: Roles, seen: set[tuple[int, int]], depth: int) -> None:
    """Takes up what is in an element; `page` is the number of the page that counts its marks."""
    if kids is None or depth > DEEPEST:
        return
    for kid in kids if isinstance(kids, pikepdf.Array) else (kids,):
        if isinstance(kid, int):
            parent.children.append(Content(page, kid))
            continue
        if kid is None:
            continue
        # One look at the whole dictionary: each look through the library costs as much as ten here.
        entries = dict(kid.items())
        own = entries["/Pg"].objgen[0] if "/Pg" in entries else page
        if "/MCID" in entries:
            parent.children.append(Content(entries["/Stm"].objgen[0] if "/Stm" in entries else own, int(entries["/MCID"])))
        elif "/Obj" in entries:
            parent.children.append(_thing(entries["/Obj"]))
        elif kid.objgen not in seen:
            # An element that holds itself would never end.
            if kid.objgen != (0, 0):
                seen.add(kid.objgen)
            element = _element(entries, roles)
            parent.children.append(element)
            _fill(element, entries.get("/K"), own, roles, seen, depth + 1)


def _thing(found: Any) -> Thing:
    """A whole object."""
    return Thing(str(found.get(Name.Contents, "")) if isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)) else "")


def _element(entries: Mapping[str, Any], roles: Roles) -> Element:
    """One element without what is in it."""
    written = str(entries.get("/S", "/NonStruct"))
    language, alternative, expansion, actual = (
        str(entries[key]) if key in entries else None for key in ("/Lang", "/Alt", "/E", "/ActualText"))
    return Element(
        written.removeprefix("/"), roles.standard(written, entries.get("/NS")).removeprefix("/"),
        str(entries.get("/ID", "")), language, alternative, expansion, actual,
        _attributes(entries["/A"]) if "/A" in entries else {})


def _attributes(found: Any) -> dict[str, str]:
    """Those of an element's attributes that are in ATTRIBUTES, by their names."""
    named: dict[str, str] = {}
    for owner in found if isinstance(found, pikepdf.Array) else (found,):
        if isinstance(owner, (pikepdf.Dictionary, pikepdf.Stream)):
            entries = dict(owner.items())
            named |= {key.removeprefix("/"): _plain(entries[key]) for key in ATTRIBUTES if key in entries}
    return named


def _plain(value: Any) -> str:
    """An attribute's value without the signs of PDF."""
    return ",".join(map(_plain, value)) if isinstance(value, pikepdf.Array) else str(value).removeprefix("/")
