"""Markdown inside a line to inlines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from press.findings import Finding, Place, Severity
from press.model import Break, Call, Emphasis, Inline, InlineNote, Link, Picture, Span, Strong, Text, plain, walk
from press.parser import INMOST, Node, parse_line

DIRECTIONS = ("ltr", "rtl")
SCHEMES = ("http://", "https://", "mailto:", "#")


def inlines(text: str, references: Mapping[str, str]) -> tuple[Inline, ...]:
    """The inlines of one message, with the document's link references; its text as typed where it is nested too deep."""
    parts = parse_line(text, references)
    return (Text(text),) if parts is None else _all(*parts)


def is_too_deep(text: str, parsed: tuple[Inline, ...]) -> bool:
    """Whether marks are nested too deep in a text, which is then set as it is typed."""
    marks = sum(map(text.count, "*_["))
    return marks > INMOST and parsed == (Text(text),) and parse_line(text, {}) is None


def faults(text: str, parsed: tuple[Inline, ...], place: Place) -> list[Finding]:
    """What is wrong in any Markdown text, of an author or of a translator."""
    found = [Finding(*said[:3], place, said[3]) for said in _in_links(parsed)]
    if is_too_deep(text, parsed):
        found.append(Finding(Severity.ERROR, "too-deep", "marks are nested too deep", place,
                             f"{INMOST} inside each other are the most that can be set"))
    return found


def _in_links(parsed: tuple[Inline, ...]) -> Iterator[tuple[Severity, str, str, str]]:
    """Links that lead nowhere, and notes that are called inside of one or of another note, which are links themselves."""
    for inline in walk(parsed):
        inner = tuple(walk(inline.children)) if isinstance(inline, (Link, InlineNote)) else ()
        if any(isinstance(each, (Call, InlineNote)) for each in inner):
            if isinstance(inline, Link):
                yield (Severity.ERROR, "note-in-link", f"a note is called inside the words of the link to {inline.target}",
                       "call it after the link: [words](address)[^name]")
            else:
                yield (Severity.ERROR, "note-in-note", "a note ^[…] calls a note",
                       "a note can't have a note: write it into this one")
        if isinstance(inline, Link) and not inline.target.startswith(SCHEMES):
            yield (Severity.ERROR, "link-scheme", f"a link leads to {inline.target!r}",
                   "links lead to http://, https:// or mailto: addresses, or to #an-id of this document")


def _all(nodes: Iterable[Node], notes: Mapping[Any, Any]) -> tuple[Inline, ...]:
    """Inlines of sibling nodes, adjacent texts joined."""
    result: list[Inline] = []
    words: list[str] = []
    for node in nodes:
        for inline in _one(node, notes):
            if isinstance(inline, Text):
                words.append(inline.text)
                continue
            if words:
                result.append(Text("".join(words)))
                words = []
            result.append(inline)
    return (*result, Text("".join(words))) if words else tuple(result)


def _one(node: Node, notes: Mapping[Any, Any]) -> tuple[Inline, ...]:
    """The inlines of one node, in a span where it has a language or direction of its own."""
    inline: Inline
    match node.type:
        case "text" | "text_special":
            return (Text(node.content),) if node.content else ()
        case "softbreak":
            return (Text(" "),)
        case "hardbreak":
            return (Break(),)
        case "call":
            return (Call(node.content),)
        case "footnote_ref":
            return (InlineNote(_all(Node(notes[node.meta["id"]].get("tokens", [])).children, notes)),)
        case "em":
            inline = Emphasis(_all(node.children, notes))
        case "strong":
            inline = Strong(_all(node.children, notes))
        case "link":
            inline = Link(str(node.attrs["href"]), _all(node.children, notes), node.info == "auto")
        case "image":
            alternative = str(node.attrs.get("alt") or plain(_all(node.children, notes)))
            return (Picture(str(node.attrs["src"]), alternative),)
        case "span":
            return _span(node, _all(node.children, notes))
        case _:
            return (Text(node.content),)
    return _span(node, (inline,))


def _span(node: Node, children: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Inlines in a span, where a language or a direction is named; an address stands from left to right by itself."""
    language, direction = str(node.attrs.get("lang", "")), str(node.attrs.get("dir", ""))
    if language:
        return (Span(language, children),)
    if direction not in DIRECTIONS or all(isinstance(child, Link) and child.bare for child in children):
        return children
    return (Span("", children, direction),)
