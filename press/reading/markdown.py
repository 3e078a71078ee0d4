"""Markdown text to blocks and inlines, as Pandoc's authors write it. Raw HTML is text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from press.reading import comments, constructs, rows
from press.reading.constructs.stretches import Stretch, of_file
from press.reading.inlines import SCHEMES, faults, inlines
from press.reading.parser import CALL, DEEPEST, HEADING_ID, Node, Parsed, labels, parse, parse_line
from press.values.document import (
    Block,
    Cell,
    Figure,
    Heading,
    InlineNote,
    ItemList,
    Note,
    Paragraph,
    Passage,
    Picture,
    Quotation,
    Rule,
    Table,
    Text,
    calls,
    plain,
    walk,
)
from press.values.findings import Finding, Place, Severity

CAPTION = re.compile(r"^(?:Table)?:\s+")
# How authors write a comment where there is none: a link's definition that nothing can be linked by.
SAYS_NOTHING = ("//", "COMMENT")
NAME = "write a name of letters, digits and hyphens, in the call and before the note: [^my-note]"


@dataclass
class Reading:
    """What reading a document's files has gathered so far."""

    language: str
    blocks: list[Block] = field(default_factory=list)
    notes: dict[str, Note] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    defined: dict[str, Place] = field(default_factory=dict)
    taken_up: set[str] = field(default_factory=set)

    def found(self, severity: Severity, code: str, message: str, place: Place, hint: str = "") -> None:
        """Adds a finding."""
        self.findings.append(Finding(severity, code, message, place, hint))


@dataclass(frozen=True)
class _Source:
    """One file without its comments, parsed."""

    path: str
    text: comments.Uncommented
    parsed: Parsed

    def place(self, line: int) -> Place:
        """Where a line of the parsed text, counted from 0, stands in the file."""
        return Place(self.path, self.text.lines[min(line, len(self.text.lines) - 1)])

    def begin(self, node: Node) -> Place:
        """Where a node begins."""
        if node.map:
            return self.place(node.map[0])
        return self.begin(node.children[0]) if node.children else Place(self.path)


def read(text: str, path: str, reading: Reading) -> None:
    """Adds the blocks and notes of one Markdown file to `reading`."""
    read_files([(text, path)], reading)


def read_files(files: Iterable[tuple[str, str]], reading: Reading) -> None:
    """Adds the blocks and notes of Markdown files, each its text and path; a link may be defined in any of them."""
    sources = []
    for text, path in files:
        uncommented = comments.uncommented(text.replace("\r\n", "\n").replace("\r", "\n"))
        left, lines = constructs.taken_out(uncommented.text)
        source = _Source(path, replace(uncommented, text=left), parse(left))
        reading.findings += constructs.in_lines(lines, source.place)
        sources.append(source)
        for number, message in uncommented.faults:
            reading.found(Severity.ERROR, "comment", message, Place(path, number), comments.CLOSE_IT)
        _references(source, reading)
        _lost(source, reading)
    stretches: list[Stretch] = []
    for source in sources:
        _check_definitions(source, reading)
        stretches += of_file(source.parsed, reading.references, source.place)
        reading.blocks.extend(_blocks(source.parsed.blocks, source, reading, ""))
    reading.findings += constructs.in_words(stretches, reading.references)


def _references(source: _Source, reading: Reading) -> None:
    """Takes up the link references of a file, of two of one name the first; a note whose name has a space looks like one."""
    for name, target, line, title in source.parsed.references:
        if name.startswith("^"):
            written = source.text.text.split("\n")[line].partition("]:")[0].strip()
            reading.found(Severity.ERROR, "note-name", f"{written}] can't be the name of a note", source.place(line), NAME)
            continue
        if name in SAYS_NOTHING and target in ("", "#"):
            continue
        reading.defined.setdefault(name, source.place(line))
        if reading.references.setdefault(name, target) != target:
            reading.found(Severity.WARNING, "reference-twice", f"[{name.lower()}]: is defined before: links lead to that",
                          source.place(line), "give one of the two another name")
        if not target.startswith(SCHEMES):
            reading.found(
                Severity.ERROR, "reference-address", f"[…]: {target} defines the address of a link, and is none",
                source.place(line), "write [^name]: for a note; an address begins with https://, and \\[ is the character",
            )
        if title:
            reading.found(Severity.WARNING, "attributes-dropped", f'"{title}" is not read, and has no effect',
                          source.place(line), "write it into the text, or take it out")


def _lost(source: _Source, reading: Reading) -> None:
    """Finds what could not be set as it is meant: blocks too deep inside each other, rows of another length."""
    for block in source.parsed.blocks:
        line = next((line for line in source.parsed.too_deep if block.map and block.map[0] <= line < block.map[1]), None)
        if line is not None:
            reading.found(
                Severity.ERROR, "too-deep", "lists and quotations are nested too deep", source.place(line),
                f"{DEEPEST} inside each other are the most that a page has room for",
            )
    reading.findings += [rows.odd_row(row, source.place(row.line)) for row in source.parsed.odd_rows]


def _check_definitions(source: _Source, reading: Reading) -> None:
    """Finds a note defined twice, also over two files, before the parser drops one."""
    seen: dict[str, Place] = {}
    for number, line in enumerate(source.text.text.split("\n")):
        match = re.match(rf"\s{{0,3}}{CALL.pattern}:", line)
        if not match:
            continue
        name, place = match[1], source.place(number)
        first = seen.get(name) or (reading.notes[name].place if name in reading.notes else None)
        if first:
            reading.found(
                Severity.ERROR, "note-defined-twice", f'note "{name}" is defined twice, first at {first}', place,
                "delete one, or give it another name",
            )
        seen.setdefault(name, place)


def _blocks(nodes: Iterable[Node], source: _Source, reading: Reading, context: str) -> tuple[Block, ...]:
    """The blocks of sibling nodes; note definitions go to `reading`."""
    result: list[Block] = []
    for node in nodes:
        place = source.begin(node)
        if node.type == "footnote_reference":
            _note(node, source, reading)
        elif node.type == "paragraph":
            _paragraph(node, source, reading, context, result)
        elif node.type == "heading":
            result.append(_heading(node, place, reading))
        elif node.type == "blockquote":
            result.append(Quotation(_blocks(node.children, source, reading, context)))
        elif node.type in ("bullet_list", "ordered_list"):
            result.append(_list(node, source, reading, context))
        elif node.type == "table":
            result.append(_table(node, source, reading, context))
        elif node.type == "hr":
            result.append(Rule())
        else:
            last = source.place(node.map[1] - 1).line if node.map else place.line
            reading.found(
                Severity.ERROR, "markdown", f"a block of code, down to line {last}, can't be set ({node.type})", place,
                f"write it as a quotation (>) or a list, without the marks {node.markup}",
            )
    return tuple(result)


def _list(node: Node, source: _Source, reading: Reading, context: str) -> ItemList:
    """A list; one whose items have all the same number is counted by us, as Markdown has it."""
    items = tuple(_blocks(item.children, source, reading, context) for item in node.children)
    if node.type == "bullet_list":
        return ItemList(False, 1, items)
    written = [int(item.info) for item in node.children]
    start = written[0]
    wrong = [place for place, number in enumerate(written) if number != start + place]
    if wrong and set(written) != {start}:
        first = wrong[0]
        reading.found(
            Severity.WARNING, "list-number", f"an item that is written {written[first]} is set as {start + first}",
            source.begin(node.children[first]),
            f"write {start + first}; or begin a new list with an empty comment in a paragraph of its own above: <!-- -->",
        )
    return ItemList(True, start, items, node.markup)


def _note(node: Node, source: _Source, reading: Reading) -> None:
    """Takes up a note's definition."""
    name = str(node.meta["label"])
    if name not in reading.notes:
        body = _blocks(node.children, source, reading, f"note:{name}")
        reading.notes[name] = Note(name, body, source.begin(node))


def _paragraph(node: Node, source: _Source, reading: Reading, context: str, result: list[Block]) -> None:
    """A paragraph, a figure (a picture alone), or the caption of the table before it."""
    content, place = node.children[0].content, source.begin(node)
    text = _message_text(content)
    if result and isinstance(result[-1], Table) and not result[-1].caption and CAPTION.match(text):
        text = CAPTION.sub("", text, count=1)
        result[-1] = replace(result[-1], caption=passage(text, place, reading, context, "caption of a table"))
        return
    if text.startswith("!["):
        parts = parse_line(text, reading.references)
        if parts and len(parts[0]) == 1 and parts[0][0].type == "image":
            result.append(_figure(parts[0][0], place, reading, context))
            return
    if node.map and (broken := rows.broken_table(content.split("\n"))):
        line, message, hint = broken
        reading.found(Severity.ERROR, "table", message, source.place(node.map[0] + line), hint)
    result.append(Paragraph(passage(text, place, reading, context, "note" if context else "paragraph")))


def _heading(node: Node, place: Place, reading: Reading) -> Heading:
    """A heading with its id, if it has one."""
    text = _message_text(node.children[0].content) if node.children else ""
    match = HEADING_ID.search(text)
    if match:
        text = text[: match.start()].strip()
    level = int(node.tag[1])
    if node.markup in ("-", "=") and rows.PIPE.search(text):
        reading.found(Severity.ERROR, "table", f"{text} is a heading here, by the line of {node.markup} below it", place,
                      "a table has a rule with bars: |---|---|; write a heading with #, or a bar that is a sign as \\|")
    words = passage(text, place, reading, "", f"heading of level {level}")
    if not plain(words.inlines).strip() and not any(isinstance(inline, Picture) for inline in words.inlines):
        reading.found(Severity.ERROR, "heading-empty", "a heading has no words", place, "write them, or delete its marks")
    return Heading(level, words, match[1] if match else "")


def _figure(image: Node, place: Place, reading: Reading, context: str) -> Figure:
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


def _table(node: Node, source: _Source, reading: Reading, context: str) -> Table:
    """A pipe table."""
    parts: dict[str, tuple[tuple[Cell, ...], ...]] = {"thead": (), "tbody": ()}
    for part in node.children:
        parts[part.type] = tuple(
            tuple(_cell(cell, source.begin(row), reading, context) for cell in row.children) for row in part.children
        )
    return Table(parts["thead"], parts["tbody"])


def _cell(node: Node, place: Place, reading: Reading, context: str) -> Cell:
    """One cell; logical alignment, since a table is mirrored too."""
    style = str(node.attrs.get("style", ""))
    align = "center" if "center" in style else "end" if "right" in style else "start"
    content = node.children[0].content if node.children else ""
    return Cell(passage(_message_text(content), place, reading, context, "table cell"), align)


def _message_text(content: str) -> str:
    """The text of a message: the author's line ends are spaces, asked-for breaks stay."""
    lines = content.strip().split("\n")
    parts = [lines[0].lstrip()]
    for line in lines[1:]:
        before = parts[-1]
        is_break = before.endswith(("  ", "\\"))
        parts[-1] = before.removesuffix("\\").rstrip() if is_break else before.rstrip()
        parts += ["\\\n" if is_break else " ", line.lstrip()]
    return "".join(parts)


def passage(text: str, place: Place, reading: Reading, context: str, where: str) -> Passage:
    """A passage of the source, with what is wrong in it added to the findings."""
    if "<!--" in text:
        left = comments.uncommented(text)
        text = left.text.strip()
        for _, message in left.faults:
            reading.found(Severity.ERROR, "comment", message, place, comments.CLOSE_IT)
    reading.taken_up |= labels(text)
    parsed = inlines(text, reading.references)
    reading.findings.extend(faults(text, parsed, place))
    if context.startswith("note:") and (calls(parsed) or any(isinstance(i, InlineNote) for i in walk(parsed))):
        reading.found(
            Severity.ERROR, "note-in-note", f'note "{context[5:]}" calls a note', place,
            "a note can't have a note: write it into this one",
        )
    return Passage(text, parsed, place, reading.language, context, where)


def unused(reading: Reading) -> Iterator[Finding]:
    """Addresses that no text takes up: they are not on the page."""
    for name, place in reading.defined.items():
        if name not in reading.taken_up and reading.references[name].startswith(SCHEMES):
            shown = name.lower()
            yield Finding(Severity.WARNING, "reference-unused", f"[{shown}]: has the address of a link, and there is none",
                          place, f"write [words][{shown}] where it belongs, or take it out")
