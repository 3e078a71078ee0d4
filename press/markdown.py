"""Markdown text to blocks and inlines, as Pandoc's authors write it. Raw HTML is text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.footnote import footnote_plugin

from press.findings import Finding, Place, Severity
from press.model import (
    Block,
    Break,
    Call,
    Cell,
    Emphasis,
    Figure,
    Heading,
    Inline,
    InlineNote,
    ItemList,
    Link,
    Note,
    Paragraph,
    Passage,
    Picture,
    Quotation,
    Rule,
    Span,
    Strong,
    Table,
    Text,
    calls,
    plain,
    walk,
)

SCHEMES = ("http://", "https://", "mailto:", "#")
CALL = re.compile(r"\[\^([^\]\s^]+)\]")
HEADING_ID = re.compile(r"\s*\{#([\w.:-]+)\}\s*$")
CAPTION = re.compile(r"^(?:Table)?:\s+")
HTML_TAG = re.compile(r"</?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>")
TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


@dataclass
class Reading:
    """What reading a document's files has gathered so far."""

    language: str
    blocks: list[Block] = field(default_factory=list)
    notes: dict[str, Note] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def found(self, severity: Severity, code: str, message: str, place: Place, hint: str = "") -> None:
        """Adds a finding."""
        self.findings.append(Finding(severity, code, message, place, hint))


def _call(state: StateInline, silent: bool) -> bool:
    """A call [^name], whether or not its note is defined: we report that with a place."""
    match = CALL.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("call", "", 0)
        token.content = match[1]
    state.pos = match.end()
    return True


@cache
def _parser() -> MarkdownIt:
    """The one parser; stateless between calls."""
    parser = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable(["table"])
    parser.disable(["code", "html_block", "html_inline", "backticks"])
    parser.use(footnote_plugin, move_to_end=False)
    parser.disable(["footnote_ref"])
    parser.inline.ruler.before("footnote_inline", "call", _call)
    parser.use(attrs_plugin, spans=True)
    # The parser would silently turn a forbidden link into text; we name it instead.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    return parser


def read(text: str, path: str, reading: Reading) -> None:
    """Adds the blocks and notes of one Markdown file to `reading`."""
    env: dict[str, Any] = {}
    tokens = _parser().parse(text, env)
    reading.references |= {key: value["href"] for key, value in env.get("references", {}).items()}
    root = SyntaxTreeNode(tokens)
    _check_definitions(text, path, reading)
    reading.blocks.extend(_blocks(root.children, path, reading, ""))


def _check_definitions(text: str, path: str, reading: Reading) -> None:
    """Finds a note defined twice, also over two files, before the parser drops one."""
    seen: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        match = re.match(r"\s{0,3}\[\^([^\]\s^]+)\]:", line)
        if not match:
            continue
        name = match[1]
        first = Place(path, seen[name]) if name in seen else reading.notes[name].place if name in reading.notes else None
        if first:
            reading.found(
                Severity.ERROR, "note-defined-twice", f'note "{name}" is defined twice, first at {first}',
                Place(path, number), "delete one, or give it another name",
            )
        seen.setdefault(name, number)


def _blocks(nodes: Iterable[SyntaxTreeNode], path: str, reading: Reading, context: str) -> tuple[Block, ...]:
    """The blocks of sibling nodes; note definitions go to `reading`."""
    result: list[Block] = []
    for node in nodes:
        place = _place(node, path)
        if node.type == "footnote_reference":
            _note(node, path, reading)
        elif node.type == "paragraph":
            _paragraph(node, place, reading, context, result)
        elif node.type == "heading":
            result.append(_heading(node, place, reading))
        elif node.type == "blockquote":
            result.append(Quotation(_blocks(node.children, path, reading, context)))
        elif node.type in ("bullet_list", "ordered_list"):
            items = tuple(_blocks(item.children, path, reading, context) for item in node.children)
            result.append(ItemList(node.type == "ordered_list", int(node.attrs.get("start", 1)), items))
        elif node.type == "table":
            result.append(_table(node, path, reading, context))
        elif node.type == "hr":
            result.append(Rule())
        else:
            reading.found(
                Severity.ERROR, "markdown", f"a block of code can't be set ({node.type})", place,
                "write it as a quotation (>) or a list",
            )
    return tuple(result)


def _place(node: SyntaxTreeNode, path: str) -> Place:
    """Where a node begins."""
    if node.map:
        return Place(path, node.map[0] + 1)
    return _place(node.children[0], path) if node.children else Place(path)


def _note(node: SyntaxTreeNode, path: str, reading: Reading) -> None:
    """Takes up a note's definition."""
    name = str(node.meta["label"])
    place = _place(node, path)
    if name in reading.notes:
        return
    reading.notes[name] = Note(name, _blocks(node.children, path, reading, f"note:{name}"), place)


def _paragraph(
    node: SyntaxTreeNode, place: Place, reading: Reading, context: str, result: list[Block]
) -> None:
    """A paragraph, a figure (a picture alone), or the caption of the table before it."""
    source = _message_text(node.children[0].content)
    if result and isinstance(result[-1], Table) and not result[-1].caption and CAPTION.match(source):
        text = CAPTION.sub("", source, count=1)
        result[-1] = replace(result[-1], caption=passage(text, place, reading, context, "caption of a table"))
        return
    inline = node.children[0].children
    if len(inline) == 1 and inline[0].type == "image":
        result.append(_figure(inline[0], place, reading, context))
        return
    where = "note" if context else "paragraph"
    result.append(Paragraph(passage(source, place, reading, context, where)))


def _heading(node: SyntaxTreeNode, place: Place, reading: Reading) -> Heading:
    """A heading with its id, if it has one."""
    source = _message_text(node.children[0].content) if node.children else ""
    match = HEADING_ID.search(source)
    if match:
        source = source[: match.start()]
    level = int(node.tag[1])
    return Heading(level, passage(source, place, reading, "", f"heading of level {level}"), match[1] if match else "")


def _figure(image: SyntaxTreeNode, place: Place, reading: Reading, context: str) -> Figure:
    """A picture with what stands in its brackets as caption, and alt="…" or the caption's words as alternative."""
    source, given = str(image.attrs.get("src", "")), image.attrs.get("alt")
    caption = passage(_message_text(image.content), place, reading, context, "caption") if image.content else None
    words = str(given) if given else plain(caption.inlines) if caption else ""
    if given is not None and CALL.search(str(given)):
        reading.found(
            Severity.ERROR, "note-in-alternative", "a note is called in the alternative text of a picture", place,
            "call it in the caption: what a screen reader says can't have a note",
        )
    if not words and given is None:
        reading.found(
            Severity.ERROR, "picture-without-words", f"the picture {source} has no alternative text", place,
            'write ![caption](file){alt="what it shows"}, or {alt=""} for mere decoration',
        )
    alternative = None
    if words:
        text = Text(words)
        alternative = Passage(words, (text,), place, reading.language, f"alt:{source}", "alternative text of a picture")
    return Figure(source, alternative, caption, place)


def _table(node: SyntaxTreeNode, path: str, reading: Reading, context: str) -> Table:
    """A pipe table."""
    parts: dict[str, tuple[tuple[Cell, ...], ...]] = {"thead": (), "tbody": ()}
    for part in node.children:
        parts[part.type] = tuple(
            tuple(_cell(cell, _place(row, path), reading, context) for cell in row.children) for row in part.children
        )
    return Table(parts["thead"], parts["tbody"])


def _cell(node: SyntaxTreeNode, place: Place, reading: Reading, context: str) -> Cell:
    """One cell; logical alignment, since a table is mirrored too."""
    style = str(node.attrs.get("style", ""))
    align = "center" if "center" in style else "end" if "right" in style else "start"
    content = node.children[0].content if node.children else ""
    return Cell(passage(_message_text(content), place, reading, context, "table cell"), align)


def _message_text(content: str) -> str:
    """The text of a message: the author's line ends are spaces, asked-for breaks stay."""
    content = re.sub(r"(?: {2,}|\\)\n", "\x00", content.strip())
    return re.sub(r"\s*\n\s*", " ", content).replace("\x00", "\\\n")


def passage(text: str, place: Place, reading: Reading, context: str, where: str) -> Passage:
    """A passage of the source, with what is wrong in it added to the findings."""
    parsed = inlines(text, reading.references)
    reading.findings.extend(faults(text, parsed, place))
    if context.startswith("note:") and (calls(parsed) or any(isinstance(i, InlineNote) for i in walk(parsed))):
        reading.found(
            Severity.ERROR, "note-in-note", f'note "{context[5:]}" calls a note', place,
            "a note can't have a note: write it into this one",
        )
    return Passage(text, parsed, place, reading.language, context, where)


def faults(text: str, parsed: tuple[Inline, ...], place: Place) -> list[Finding]:
    """What is wrong in any Markdown text, of an author or of a translator."""
    result = []
    if match := HTML_TAG.search(text):
        result.append(Finding(
            Severity.WARNING, "raw-html", f"{match[0]} is set as text: raw HTML is not read", place,
            "use Markdown: *emphasis*, **strong**, [words](address)",
        ))
    if match := TEMPLATE.search(text):
        result.append(Finding(
            Severity.WARNING, "template-expression", f"{match[0]} is set as text: it is not a template", place,
            "write the words themselves",
        ))
    for inline in walk(parsed):
        if isinstance(inline, Link) and not inline.target.startswith(SCHEMES):
            result.append(Finding(
                Severity.ERROR, "link-scheme", f"a link leads to {inline.target!r}", place,
                "links lead to http://, https:// or mailto: addresses, or to #an-id of this document",
            ))
    return result


def inlines(text: str, references: Mapping[str, str]) -> tuple[Inline, ...]:
    """The inlines of one message, with the document's link references."""
    env = {"references": {key: {"href": href, "title": ""} for key, href in references.items()}}
    tokens = _parser().parseInline(text, env)
    notes = dict(env.get("footnotes", {}).get("list", {}))
    return _inlines(SyntaxTreeNode(tokens).children[0].children, notes) if tokens[0].children else ()


def _inlines(nodes: Iterable[SyntaxTreeNode], notes: Mapping[Any, Any]) -> tuple[Inline, ...]:
    """Inlines of sibling nodes, adjacent texts joined."""
    result: list[Inline] = []
    for node in nodes:
        inline = _inline(node, notes)
        if isinstance(inline, Text) and result and isinstance(result[-1], Text):
            result[-1] = Text(result[-1].text + inline.text)
        elif isinstance(inline, Span) and not inline.language:
            result.extend(inline.children)
        elif inline is not None:
            result.append(inline)
    return tuple(result)


def _inline(node: SyntaxTreeNode, notes: Mapping[Any, Any]) -> Inline | None:
    """One inline, wrapped in a span where it has a language."""
    children = _inlines(node.children, notes) if node.type not in ("image",) else ()
    inline: Inline
    match node.type:
        case "text" | "text_special":
            return Text(node.content) if node.content else None
        case "softbreak":
            return Text(" ")
        case "hardbreak":
            return Break()
        case "call":
            return Call(node.content)
        case "footnote_ref":
            tokens = notes[node.meta["id"]].get("tokens", [])
            return InlineNote(_inlines(SyntaxTreeNode(tokens).children, notes))
        case "em":
            inline = Emphasis(children)
        case "strong":
            inline = Strong(children)
        case "link":
            bare = node.info == "auto"
            inline = Link(str(node.attrs["href"]), children, bare)
        case "image":
            alternative = str(node.attrs.get("alt") or plain(_inlines(node.children, notes)))
            return Picture(str(node.attrs["src"]), alternative)
        case "span":
            return Span(str(node.attrs.get("lang", "")), children)
        case _:
            return Text(node.content)
    language = str(node.attrs.get("lang", ""))
    return Span(language, (inline,)) if language else inline
