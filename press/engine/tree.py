"""The structure of a tagged PDF: elements, and how they are written (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pydyf

# An empty cell is still a cell; anything else without content says nothing.
MAY_BE_EMPTY = ("TH", "TD")


@dataclass(eq=False)
class Tag:
    """A structure element: type, language where it is another than around it, entries, what it holds, what is read after it.

    `children` are elements, (page, number of marked content) and (page, annotation), pages from 0.
    """

    kind: str
    language: str = ""
    entries: dict[str, Any] = field(default_factory=dict)
    parent: Tag | None = None
    children: list[Any] = field(default_factory=list)
    after: list[Tag] = field(default_factory=list)
    object: Any = None

    def add(self, child: Tag) -> Tag:
        """The child, added."""
        child.parent = self
        self.children.append(child)
        return child

    @property
    def tongue(self) -> str:
        """The language of the element's words."""
        return self.language or (self.parent.tongue if self.parent else "")

    def ancestors(self) -> Iterator[Tag]:
        """The element and all around it, from the inside."""
        yield self
        if self.parent is not None:
            yield from self.parent.ancestors()

    def settle(self) -> bool:
        """Whether the element holds anything, once what is empty in it is gone and what is read after a child follows it."""
        settled: list[Any] = []
        for child in self.children:
            if not isinstance(child, Tag):
                settled.append(child)
                continue
            settled += [element for element in (child, *child.after) if element.settle()]
            for later in child.after:
                later.parent = self
        self.children = settled
        return bool(settled) or self.kind in MAY_BE_EMPTY


def write(pdf: Any, root: Tag, pages: int) -> None:
    """Writes the tree below the root element into a PDF of so many pages."""
    root.settle()
    tree = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(tree)
    content: list[dict[int, Any]] = [{} for _ in range(pages)]
    annotations: list[tuple[Any, Tag]] = []
    named: dict[str, Tag] = {}
    for element in _with_objects(pdf, root):
        _fill(pdf, element, tree)
        for child in element.children:
            if not isinstance(child, Tag):
                page, what = child
                if isinstance(what, int):
                    content[page][what] = element.object.reference
                else:
                    annotations.append((what, element))
        if "ID" in element.entries:
            named[element.entries["ID"].string] = element
    tree["K"] = pydyf.Array([root.object.reference])
    tree["ParentTree"] = _parents(pdf, content, annotations)
    tree["ParentTreeNextKey"] = pages + len(annotations)
    if named:
        names = [part for name in sorted(named) for part in (pydyf.String(name), named[name].object.reference)]
        tree["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})
    pdf.catalog["StructTreeRoot"] = tree.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


def _with_objects(pdf: Any, element: Tag) -> list[Tag]:
    """The element and all below it, in reading order, each with its object."""
    element.object = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{element.kind}"})
    pdf.add_object(element.object)
    found = [element]
    for child in element.children:
        if isinstance(child, Tag):
            found += _with_objects(pdf, child)
    return found


def _fill(pdf: Any, element: Tag, tree: Any) -> None:
    """Writes an element's object."""
    made = element.object
    made["P"] = (element.parent.object if element.parent else tree).reference
    if element.language:
        made["Lang"] = pydyf.String(element.language)
    made.update(element.entries)
    home = next((child[0] for child in element.children if not isinstance(child, Tag)), None)
    if home is not None:
        made["Pg"] = pdf.page_references[home]
    made["K"] = pydyf.Array(_kid(pdf, child, home) for child in element.children)


def _kid(pdf: Any, child: Any, home: int | None) -> Any:
    """What an element's entry K says of a child; `home` is the page that the element itself names."""
    if isinstance(child, Tag):
        return child.object.reference
    page, what = child
    if not isinstance(what, int):
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": what.reference, "Pg": pdf.page_references[page]})
    if page == home:
        return what
    return pydyf.Dictionary({"Type": "/MCR", "Pg": pdf.page_references[page], "MCID": what})


def _parents(pdf: Any, content: list[dict[int, Any]], annotations: list[tuple[Any, Tag]]) -> Any:
    """The way back from marked content and annotations to their elements."""
    numbers = pydyf.Array()
    for page, found in enumerate(content):
        numbers += [page, pydyf.Array(found.get(number, "null") for number in range(max(found, default=-1) + 1))]
    for key, (annotation, element) in enumerate(annotations, len(content)):
        annotation["StructParent"] = key
        numbers += [key, element.object.reference]
    parents = pydyf.Dictionary({"Nums": numbers})
    pdf.add_object(parents)
    return parents.reference
