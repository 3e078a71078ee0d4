"""The tag tree of a PDF: what a reader who listens is told, in the order in which it makes sense.

WeasyPrint 70.0 makes an element of each box, so that a paragraph over two pages is two, and its footnotes interrupt what
calls them. This takes the place of its `add_tags`; `tests/engine/test_tagging.py` fails without it. Types and attributes
follow ISO 32000-1, 14.8, the rules ISO 14289-1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from press.engine.glyphs import without_marks
from press.engine.tree import Tag, write
from press.languages.ranges import RIGHT_TO_LEFT

PIXEL = 0.75
HEADINGS = {f"h{level}": f"H{level}" for level in range(1, 7)}
TYPES = {
    "p": "P", "blockquote": "BlockQuote", "ul": "L", "ol": "L", "table": "Table", "thead": "THead", "tbody": "TBody",
    "tr": "TR", "th": "TH", "td": "TD", "caption": "Caption", "figcaption": "Caption", "figure": "Div",
    **HEADINGS,
    # What is set as spans in a note, since a note stands inside a line.
    "note-paragraph": "P", "note-quotation": "BlockQuote", "note-list": "L",
}
# A drawing in the markup has its alternative text as a picture has.
PICTURES = ("img", "{http://www.w3.org/2000/svg}svg")
# A note called inside one of these stands after it: it interrupts no table, no figure with its caption.
WHOLE = ("Table", "Div")
BLOCKS = ("P", *HEADINGS.values())
# What a number alone is not: a number is the same in both directions.
WORDS = re.compile(r"[^\d\s\u2060]")
# What is written from right to left (Unicode 16, Bidi_Class R and AL), also among words that are not.
TURNED = re.compile(f"[{RIGHT_TO_LEFT}]")
SCOPES = {"col": "/Column", "row": "/Row"}


def add_tags(pdf: Any, document: Any, version: Any, streams: Any) -> None:
    """Adds the tag tree to a PDF whose pages have been painted."""
    tree = Tree(Tag("Document", document.metadata.lang))
    for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
        tree.page, tree.height, tree.tags = number, page.height, stream._tags
        tree.walk(page._page_box, tree.root)
    write(pdf, tree.root, len(document.pages))


@dataclass
class Tree:
    """The tree while pages are walked through: elements by the markup that they come from, the page and its content."""

    root: Tag
    elements: dict[tuple[str, Any], Tag] = field(default_factory=dict)
    labels: dict[Tag, Tag] = field(default_factory=dict)
    notes: dict[str, Tag] = field(default_factory=dict)
    page: int = 0
    height: float = 0
    tags: dict[Any, Any] = field(default_factory=dict)

    def walk(self, box: Any, parent: Tag) -> None:
        """Adds a box and all it holds below an element."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.MarginBox):
            return
        element = parent if box.element is None or isinstance(box, boxes.TextBox) else self._element(box, parent)
        if box in self.tags:
            self._content(box, element)
        if box.link_annotation:
            element.children.append((self.page, box.link_annotation))
            _say_where(box)
        for child in getattr(box, "children", ()):
            self.walk(child, element)

    def _content(self, box: Any, element: Tag) -> None:
        """Adds marked content to an element; glyphs from right to left with their words, which the content has reversed."""
        turned = TURNED if box.style["direction"] == "ltr" else WORDS
        if isinstance(box, boxes.TextBox) and turned.search(box.text):
            last = element.children[-1] if element.children else None
            if not (isinstance(last, Tag) and "ActualText" in last.entries):
                last = element.add(Tag("Span", entries={"ActualText": pydyf.String()}))
            words = box.text.removesuffix(box.style["hyphenate_character"]) if box.said.hyphen else box.text
            last.entries["ActualText"].string += without_marks(words) + " " * box.said.space
            element = last
        element.children.append((self.page, self.tags[box]["mcid"]))

    def _element(self, box: Any, parent: Tag) -> Tag:
        """The element that a box belongs to: one that is there, a new one, or the one around it."""
        name, _, pseudo = box.element_tag.partition("::")
        classes = (box.element.get("class") or "").split()
        if pseudo == "marker":
            return self._once("Lbl", box, parent)
        if name == "a":
            return self._link(box, classes, parent)
        if name == "li" or "note-item" in classes:
            return self._item(box, parent)
        if name == "span":
            return self._span(box, classes, parent)
        if name in PICTURES:
            return self._figure(box, parent)
        if name not in TYPES or (name == "figure" and box.element.find("figcaption") is None):
            return parent
        return self._block(box, "TOC" if "toc" in classes else TYPES[name], parent)

    def _once(self, kind: str, box: Any, parent: Tag) -> Tag:
        """The element of a type for a box's markup, made when it is first asked for."""
        key = (kind, box.element)
        if key not in self.elements:
            tongue = box.style["lang"] or ""
            self.elements[key] = parent.add(Tag(kind, tongue if tongue != parent.tongue else ""))
        return self.elements[key]

    def _block(self, box: Any, kind: str, parent: Tag) -> Tag:
        """A paragraph, quotation, list, table or part of one."""
        element = self._once(kind, box, parent)
        markup = box.element
        if kind == "L":
            ordered = markup.tag == "ol" or "ordered" in markup.get("class", "")
            element.entries["A"] = _attributes("List", ListNumbering="/Decimal" if ordered else "/Disc")
        elif kind == "TH":
            element.entries["A"] = _attributes("Table", Scope=SCOPES[markup.get("scope")])
        return element

    def _item(self, box: Any, parent: Tag) -> Tag:
        """The body of an item of a list, after its label; an item of a list of contents has neither."""
        if parent.kind in ("TOC", "TOCI"):
            return self._once("TOCI", box, parent)
        new = ("LI", box.element) not in self.elements
        item = self._once("LI", box, parent)
        if new:
            label = self.elements["Lbl", box.element] = item.add(Tag("Lbl"))
            self.labels[self._once("LBody", box, item)] = label
        return self.elements["LBody", box.element]

    def _span(self, box: Any, classes: list[str], parent: Tag) -> Tag:
        """What a span stands for: a note or a part of one, words in another language, or nothing."""
        for name in classes:
            if name == "note":
                return self._note(box.element.get("id"))
            if name == "note-mark":
                return self.labels.get(parent, parent)
            if name in TYPES:
                return self._block(box, TYPES[name], parent)
        known = self.elements.get(("Span", box.element))
        if known is not None:
            return known
        return self._once("Span", box, parent) if (box.style["lang"] or "") not in ("", parent.tongue) else parent

    def _note(self, name: str) -> Tag:
        """The note of a name."""
        if name not in self.notes:
            self.notes[name] = Tag("Note", entries={"ID": pydyf.String(name)})
        return self.notes[name]

    def _link(self, box: Any, classes: list[str], parent: Tag) -> Tag:
        """A link: a call's in a reference, a marker's in the label of its note."""
        if ("Link", box.element) in self.elements:
            return self.elements["Link", box.element]
        if "call" in classes:
            note = self._note(box.element.get("href")[1:])
            if note.parent is None:
                _place(note, parent)
            parent = self._once("Reference", box, parent)
        elif "marker" in classes:
            parent = self._once("Lbl", box, parent)
        elif parent.kind == "TOCI":
            parent = self._once("Reference", box, parent)
        return self._once("Link", box, parent)

    def _figure(self, box: Any, parent: Tag) -> Tag:
        """A picture with its alternative text and where it stands; what only decorates is none."""
        words = box.element.get("alt")
        if not words:
            return parent
        figure = self._once("Figure", box, parent)
        left, top = box.content_box_x(), box.content_box_y()
        corners = (left, self.height - top - box.height, left + box.width, self.height - top)
        where = pydyf.Array(corner * PIXEL for corner in corners)
        figure.entries = {"Alt": pydyf.String(words), "A": _attributes("Layout", BBox=where)}
        return figure


def _attributes(owner: str, **values: Any) -> Any:
    """Attributes of an element."""
    return pydyf.Dictionary({"O": f"/{owner}", **values})


def _place(note: Tag, caller: Tag) -> None:
    """Lets a note be read after the block that calls it, so that no sentence, table or figure is interrupted."""
    around = list(caller.ancestors())
    whole = [element for element in around if element.kind in WHOLE]
    host = whole[-1] if whole else next((element for element in around if element.kind in BLOCKS), None)
    note.parent = host.parent if host else caller
    (host.after if host else caller.children).append(note)


def _say_where(box: Any) -> None:
    """Says where a link leads: as its markup says, else an address in full, else its own words."""
    annotation, markup = box.link_annotation, box.element
    said = markup.get("data-says") or ("".join(markup.itertext()) if "Dest" in annotation else "")
    if said:
        annotation["Contents"] = pydyf.String(said)
