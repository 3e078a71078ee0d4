"""The structure tree of a PDF (ISO 32000-1, 14.7) as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Name

# A tree deeper than this is broken or an attack.
DEEPEST = 200


@dataclass(frozen=True)
class Content:
    """Marked content that belongs to an element: the object that counts its `mcid`."""

    owner: int
    mcid: int


@dataclass(frozen=True)
class Thing:
    """A whole object that belongs to an element, such as a link: its number."""

    number: int


@dataclass
class Element:
    """One element: its type as written and as PDF knows it, what is said of it, what is in it."""

    written: str
    kind: str
    alternative: str
    actual: str
    id: str
    scope: str
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
    roles = {str(key): str(value) for key, value in root.get(Name.RoleMap, {}).items()}
    top = Element("StructTreeRoot", "StructTreeRoot", "", "", "", "")
    _fill(top, root.get(Name.K), 0, roles, set(), 0)
    return top


def _fill(
    parent: Element, kids: Any, page: int, roles: Mapping[str, str], seen: set[tuple[int, int]], depth: int
) -> None:
    """Takes up what is in an element; `page` is the number of the page that counts its marks."""
    if kids is None or depth > DEEPEST:
        return
    for kid in kids if isinstance(kids, pikepdf.Array) else (kids,):
        if isinstance(kid, int):
            parent.children.append(Content(page, kid))
            continue
        # One look at the whole dictionary: each look through the library costs as much as ten here.
        entries = dict(kid.items())
        own = entries["/Pg"].objgen[0] if "/Pg" in entries else page
        if "/MCID" in entries:
            parent.children.append(Content(entries["/Stm"].objgen[0] if "/Stm" in entries else own, int(entries["/MCID"])))
        elif "/Obj" in entries:
            parent.children.append(Thing(entries["/Obj"].objgen[0]))
        elif kid.objgen not in seen:
            # An element that holds itself would never end.
            if kid.objgen != (0, 0):
                seen.add(kid.objgen)
            element = _element(entries, roles)
            parent.children.append(element)
            _fill(element, entries.get("/K"), own, roles, seen, depth + 1)


def _element(entries: Mapping[str, Any], roles: Mapping[str, str]) -> Element:
    """One element without what is in it."""
    written = str(entries.get("/S", "/"))
    kind = written
    for _ in range(len(roles)):
        if kind not in roles or roles[kind] == kind:
            break
        kind = roles[kind]
    return Element(written.removeprefix("/"), kind.removeprefix("/"), str(entries.get("/Alt", "")),
                   str(entries.get("/ActualText", "")), str(entries.get("/ID", "")), _scope(entries.get("/A")))


def _scope(attributes: Any) -> str:
    """The scope of a header cell."""
    for item in attributes if isinstance(attributes, pikepdf.Array) else (attributes,):
        if isinstance(item, pikepdf.Dictionary) and Name.Scope in item:
            return str(item.Scope).removeprefix("/")
    return ""
