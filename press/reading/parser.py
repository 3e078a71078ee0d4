"""The one parser of Markdown: CommonMark with notes, attributes, spans and pipe tables, and word of what they would lose."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt, helpers
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, getLine
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.footnote import footnote_plugin

from press.reading.comments import BETWEEN_LISTS

Node = SyntaxTreeNode
BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]

# The name of a note, and a call of one as it is written.
NOTE_NAME = r"[^\]\s^]+"
CALL = re.compile(rf"\[\^({NOTE_NAME})\]")
HEADING_ID = re.compile(r"(?:^|\s)\{#([\w.:-]+)\}\s*$")
# A page has no room for more lists and quotations inside each other, and no text for more marks.
DEEPEST = 9
INMOST = 30
# Notes and the words of pictures, which are each parsed anew inside the other.
NESTED = 3
# An address with spaces, as Pandoc reads it, with parentheses only in pairs; and what follows one that is whole.
SPACED = re.compile(r'(?:[^()<>\n"]|\([^()\n]*\))++(?=\)|"[^"\n]*"[ \t]*\))')
WHOLE = re.compile(r"""\s*\)|\s+(?:["']|\([^()]*\)\s*\))""")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
LABEL = re.compile(r"\[([^\[\]]+)\]")


@dataclass(frozen=True)
class OddRow:
    """A row of a table with more or fewer cells than its head: its line from 0, its cells, how many the head has."""

    line: int
    cells: tuple[str, ...]
    columns: int


@dataclass(frozen=True)
class Parsed:
    """The blocks of a text, what would be lost, and indents; the link references, each its name, address, line, title.

    Lines are counted from 0. An indent is of a paragraph's first line, where spaces alone stand before it.
    """

    blocks: Sequence[Node]
    references: Sequence[tuple[str, str, int, str]]
    too_deep: Sequence[int]
    odd_rows: Sequence[OddRow]
    indents: Mapping[int, int]


def parse(text: str) -> Parsed:
    """The blocks of a text whose lines end with \\n; what is inside a line is not looked at."""
    env: dict[str, Any] = {"deep": [], "rows": [], "indents": {}}
    tokens = _parser().block.parse(text.replace("\0", "\ufffd"), _parser(), env, []) or []
    defined = [{"label": key, **value} for key, value in env.get("references", {}).items()] + env.get("duplicate_refs", [])
    references = [(each["label"], each["href"], each["map"][0], each["title"]) for each in defined]
    return Parsed(Node(tokens).children, references, env["deep"], env["rows"], env["indents"])


def labels(text: str) -> set[str]:
    """What may name a link reference in a text, [words][name] or [name], as `Parsed.references` has the names."""
    return {normalizeReference(name) for name in LABEL.findall(text)}


def parse_line(text: str, references: Mapping[str, str]) -> tuple[Sequence[Node], Mapping[Any, Any]] | None:
    """What is inside a text without blocks, and its inline notes; None where marks are nested too deep to be set.

    What is written as a sign, with a backslash or as an entity, is a node of its own.
    """
    env: dict[str, Any] = {"references": {key: {"href": href, "title": ""} for key, href in references.items()}}
    tokens: list[Token] = []
    _parser().inline.parse(text.replace("\0", "\ufffd"), _parser(), env, tokens)
    depth = 0
    for token in tokens:
        depth += token.nesting
        if depth > INMOST:
            return None
    return Node(tokens).children, env.get("footnotes", {}).get("list", {})


@cache
def _parser() -> MarkdownIt:
    """The parser; stateless between calls."""
    parser = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable(["table"])
    parser.disable(["code", "html_block", "html_inline", "backticks"])
    parser.use(footnote_plugin, move_to_end=False)
    parser.disable(["footnote_ref"])
    parser.inline.ruler.before("footnote_inline", "call", _call)
    parser.use(attrs_plugin, spans=True)
    parser.block.ruler.before("list", "between_lists", _between_lists, {"alt": ["list"]})
    for block in list(parser.block.ruler.__rules__):
        if block.name in ("list", "blockquote", "footnote_def"):
            parser.block.ruler.at(block.name, _not_too_deep(block.fn), {"alt": block.alt})
        elif block.name == "table":
            parser.block.ruler.at(block.name, _counted_rows(block.fn), {"alt": block.alt})
        elif block.name == "paragraph":
            parser.block.ruler.at(block.name, _noted_indent(block.fn))
    for inline in list(parser.inline.ruler.__rules__):
        if inline.name in ("footnote_inline", "image"):
            parser.inline.ruler.at(inline.name, _not_nested(inline.fn))
    # The parser would silently turn a forbidden link into text; we name it instead.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    parser.helpers = SimpleNamespace(  # type: ignore[assignment]
        parseLinkLabel=_label, parseLinkDestination=_destination, parseLinkTitle=helpers.parseLinkTitle)
    return parser


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


def _between_lists(state: StateBlock, line: int, last: int, silent: bool) -> bool:
    """What a comment between two lists has left: it ends the first and is nothing itself."""
    if getLine(state, line) != BETWEEN_LISTS or state.is_code_block(line):
        return False
    state.line = line + 1
    return True


def _not_too_deep(rule: BlockRule) -> BlockRule:
    """A rule of a block that holds others; what would stand deeper than can be set stays words, and its line is named."""

    def held(state: StateBlock, line: int, last: int, silent: bool) -> bool:
        if silent:
            return rule(state, line, last, silent)
        depth = state.env.get("depth", 0)
        if depth >= DEEPEST and rule(state, line, last, True):
            state.env["deep"].append(line)
            return False
        state.env["depth"] = depth + 1
        try:
            return rule(state, line, last, silent)
        finally:
            state.env["depth"] = depth

    return held


def _noted_indent(paragraph: BlockRule) -> BlockRule:
    """The rule of paragraphs, which takes down their indents: CommonMark has blocks of code by them, and notes in parts."""

    def noted(state: StateBlock, line: int, last: int, silent: bool) -> bool:
        begin = state.bMarks[line] + state.tShift[line]
        before = state.src[state.src.rfind("\n", 0, begin) + 1:begin]
        if not before.strip(" \t>"):
            state.env["indents"][line] = state.sCount[line] - state.blkIndent
        return paragraph(state, line, last, silent)

    return noted


def _counted_rows(table: BlockRule) -> BlockRule:
    """The rule of tables, which names each row with more or fewer cells than the head: it drops what is too much."""

    def counted(state: StateBlock, line: int, last: int, silent: bool) -> bool:
        if not table(state, line, last, silent):
            return False
        if not silent:
            columns = len(cells_of(getLine(state, line)))
            for number in range(line + 2, state.line):
                cells = cells_of(getLine(state, number))
                if len(cells) != columns:
                    state.env["rows"].append(OddRow(number, tuple(cells), columns))
        return True

    return counted


def cells_of(line: str) -> list[str]:
    """The cells of a line of a pipe table."""
    cells = escapedSplit(line.strip())
    first, last = int(cells[0] == ""), len(cells) - int(cells[-1] == "")
    return [cell.strip() for cell in cells[first:last]]


def _not_nested(rule: InlineRule) -> InlineRule:
    """A rule whose words are parsed anew, which are left as they are typed where they stand inside too many others."""

    def held(state: StateInline, silent: bool) -> bool:
        depth = state.env.get("nested", 0)
        if not silent and depth >= NESTED:
            return False
        state.env["nested"] = depth + (not silent)
        try:
            is_read = rule(state, silent)
        finally:
            state.env["nested"] = depth
        if is_read and not silent and state.tokens[-1].type == "image":
            # The parser gives each an empty one, as if an author had written {alt=""}.
            del state.tokens[-1].attrs["alt"]
        return is_read

    return held


def _label(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N803
    """Where the label ends that begins at `start`, or -1; a link's words may hold calls and spans, but no link."""
    before, level, end = state.pos, 1, -1
    state.pos = start + 1
    while state.pos < state.posMax:
        marker, position = state.src[state.pos], state.pos
        if marker == "]":
            level -= 1
            if level == 0:
                end = state.pos
                break
        state.md.inline.skipToken(state)
        if marker != "[":
            continue
        if position == state.pos - 1:
            level += 1
        elif disableNested and state.src[state.pos - 1:state.pos] != "}" and not CALL.match(state.src, position):
            break
    state.pos = before
    return end


def _destination(text: str, position: int, last: int) -> Any:
    """The address of a link or picture, with its end; one with spaces too, which CommonMark takes for no address."""
    found = helpers.parseLinkDestination(text, position, last)
    spaced = None if found.ok and WHOLE.match(text, found.pos, last) else SPACED.match(text, position, last)
    if spaced is None:
        return found
    address = spaced[0].rstrip()
    return SimpleNamespace(ok=True, pos=position + len(address), str=ESCAPE.sub(r"\1", address))
