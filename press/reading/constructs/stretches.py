"""The words of a text in rows, in which what is no mark can't be taken for one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from press.reading.parser import HEADING_ID, Node, Parsed, parse_line
from press.values.findings import Place

# In a row these stand for a character that is written as such (`\*`, `&nbsp;`), one of an address, a picture, a call.
ASIDE, ADDRESS, PICTURE, CALL = "\ue000", "\ue001", "\ue002", "\ue003"
ADDRESSES = re.compile(
    r"(?:https?://|ftp://|www\.)[^\s<>\"`*\[\]]+|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.])[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/[^\s<>\"`*\[\]|]*"
)
# What is read of the attributes of each kind; all others are dropped.
READ: Mapping[str, tuple[str, ...]] = {"image": ("src", "alt"), "link": ("href", "lang", "dir"), "span": ("lang", "dir")}
DIRECTIONS = ("ltr", "rtl")
Places = Callable[[int], Place]
Inside = tuple[Sequence[Node], Mapping[Any, Any]]


@dataclass(frozen=True)
class Stretch:
    """The words of a paragraph, heading, cell, caption, inline note or field, and where they stand.

    `within` are the blocks round it, the outermost first; `before` and `after` the kinds of the blocks beside it. `origins`
    has what was written for each character of `text`; `dropped` the attributes that nothing reads and `joined` emphasis
    inside a number, each with its place in the text; `called` the notes called.
    """

    kind: str
    places: Places
    text: str
    origins: Sequence[str]
    within: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    indent: int = 0
    dropped: tuple[tuple[int, str], ...] = ()
    joined: tuple[tuple[int, int], ...] = ()
    called: frozenset[str] = frozenset()

    def written(self, start: int, end: int) -> str:
        """What the author wrote, on one line."""
        return " ".join("".join(self.origins[start:end]).split())

    def unread(self, start: int) -> str:
        """The attributes at a place that nothing reads."""
        return " ".join(attribute for at, attribute in self.dropped if at == start)

    def place(self, start: int = 0) -> Place:
        """Where a character stands; in a field, where that does."""
        return self.places(self.text.count("\n", 0, start))


@dataclass
class _Row:
    """A row that grows node by node."""

    notes: Mapping[Any, Any]
    origins: list[str] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)
    dropped: list[tuple[int, str]] = field(default_factory=list)
    emphases: list[tuple[int, int]] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    inner: list[tuple[str, int, Sequence[Node]]] = field(default_factory=list)

    def put(self, signs: str, origins: Sequence[str]) -> None:
        """Adds characters, and what was written for each."""
        self.signs += signs
        self.origins += origins

    def take(self, node: Node) -> None:
        """Adds one node with all in it."""
        at, words = len(self.signs), node.content
        match node.type:
            case "text_special" if words != node.markup:
                self.put(ASIDE * len(words), [node.markup, *[""] * (len(words) - 1)] if words else [])
            case "softbreak" | "hardbreak":
                self.put("\n", "\n")
            case "call":
                self.put(CALL, [f"[^{words}]"])
                self.called.append(words)
            case "footnote_ref":
                self.put(CALL, ["^[…]"])
                self.inner.append(("note", at, Node(self.notes[node.meta["id"]].get("tokens") or []).children))
            case "image":
                self.put(PICTURE, [f"![{words}]({node.attrs.get('src', '')})"])
                self.inner.append(("caption", at, node.children))
            case "link" if node.info == "auto":
                address = "".join(child.content for child in node.children)
                self.put(ADDRESS * len(address), address)
            case "em" | "strong" | "link" | "span":
                for child in node.children:
                    self.take(child)
            case _:
                self.put(words, words)
        if node.type == "em":
            self.emphases.append((at, len(self.signs)))
        self.dropped += [(at, _attribute(name, str(value))) for name, value in node.attrs.items()
                         if _is_dropped(node.type, name, value)]

    def text(self) -> str:
        """The characters, those of addresses typed among words made signs."""
        return ADDRESSES.sub(lambda match: ADDRESS * len(match[0]), "".join(self.signs))


def of_file(parsed: Parsed, references: Mapping[str, str], places: Places) -> Iterator[Stretch]:
    """The stretches of a file; `places` says where a line of it stands, counted from 0."""

    def walk(nodes: Sequence[Node], within: tuple[str, ...], line: int) -> Iterator[Stretch]:
        for number, node in enumerate(nodes):
            before = nodes[number - 1].type if number else ""
            after = nodes[number + 1].type if number + 1 < len(nodes) else ""
            begin = node.map[0] if node.map else line
            name = f"note:{node.meta['label']}" if node.type == "footnote_reference" else node.type
            if node.children and node.children[0].type == "inline":
                yield from block(node, within, (before, after), begin)
            elif node.type == "heading":
                yield Stretch("heading", _further(places, begin), "", "", within)
            else:
                yield from walk(node.children, (*within, name), begin)

    def block(node: Node, within: tuple[str, ...], beside: tuple[str, str], begin: int) -> Iterator[Stretch]:
        kind, text = {"th": "cell", "td": "cell"}.get(node.type, node.type), node.children[0].content
        # The rule of headings takes an id from their end.
        text = text[:match.start()] if kind == "heading" and (match := HEADING_ID.search(text)) else text
        if (parts := parse_line(text, references)) is not None:
            indent = parsed.indents.get(begin, 0)
            yield from of_inlines(parts, _further(places, begin), kind, within, beside, indent)

    yield from walk([node for node in parsed.blocks if not _is_too_deep(node, parsed)], (), 0)


def _is_too_deep(node: Node, parsed: Parsed) -> bool:
    """Whether something in a block is nested too deep, of which marks are left: it is an error by itself."""
    begin, end = node.map or (0, 0)
    return any(begin <= line < end for line in parsed.too_deep)


def of_inlines(
    parts: Inside, places: Places, kind: str, within: tuple[str, ...] = (), beside: tuple[str, str] = ("", ""),
    indent: int = 0,
) -> Iterator[Stretch]:
    """The stretch of some inlines, then those of the inline notes and captions in it."""
    nodes, notes = parts
    row = _Row(notes)
    for node in nodes:
        row.take(node)
    text = row.text()
    joined = tuple(span for span in row.emphases if _in_number(text, span))
    called = frozenset(row.called)
    yield Stretch(kind, places, text, row.origins, within, *beside, indent, tuple(row.dropped), joined, called)
    for name, at, children in row.inner:
        first = text.count("\n", 0, at)
        yield from of_inlines((children, notes), _further(places, first), name, within)


def _further(places: Places, begin: int) -> Places:
    """Where lines stand that are counted from a later one."""
    return lambda line: places(begin + line)


def _in_number(text: str, span: tuple[int, int]) -> bool:
    """Whether emphasis stands between two figures, as in 2*3*4."""
    start, end = span
    return 0 < start < end < len(text) and text[start - 1].isdigit() and text[end].isdigit() and text[start].isdigit()


def _is_dropped(kind: str, name: str, value: object) -> bool:
    """Whether an attribute is read and does nothing."""
    return kind in READ and (name not in READ[kind] or (name == "dir" and value not in DIRECTIONS))


def _attribute(name: str, value: str) -> str:
    """An attribute as an author writes it."""
    if name == "title":
        return f'"{value}"'
    signs = {"class": ".", "id": "#"}
    return "{" + (f"{signs[name]}{value}" if name in signs else f'{name}="{value}"') + "}"
