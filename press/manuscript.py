"""A document as one Markdown text, as Pandoc's authors write it: what `markdown.py` reads is what this writes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from press.model import (
    Block,
    Document,
    Figure,
    Heading,
    ItemList,
    Note,
    Paragraph,
    Passage,
    Quotation,
    Rule,
    State,
    Table,
    plain,
)

# What would be a list, a heading, a quotation, a rule or a caption at the beginning of a line, and is words here.
SIGNS = re.compile(r"^(?=[-+*](?:\s|$)|#{1,6}(?:\s|$)|>|:\s|=+\s*$|-+\s*$|(?:\*\s*){3,}$)", re.M)
NUMBER = re.compile(r"^(\d{1,9})(?=[.)](?:\s|$))", re.M)
LINE_END = re.compile(r"\\\n")
QUOTE, SAFE_QUOTE = re.compile(r'(?<!\\)"'), r'\\"'
NOTE = " " * 4
RULES = {"start": "---", "center": ":---:", "end": "---:"}


def manuscript(document: Document) -> str:
    """The document's text: its fields, its blocks, its notes by their names, the addresses that words refer to."""
    parts = [_fields(document), *_blocks(document.blocks, document.language)]
    parts += [_note(note, document.language) for note in document.notes.values()]
    parts += [f"[{name}]: <{address}>" for name, address in document.references.items()]
    return "\n\n".join(parts) + "\n"


def _fields(document: Document) -> str:
    """The fields, as a block of metadata: in JSON's quotes, which YAML reads too."""
    lines = [f"lang: {document.language}"]
    lists: dict[str, list[str]] = {}
    for key, passage in document.fields.items():
        name, _, number = key.partition(".")
        if number:
            lists.setdefault(name.removesuffix("s"), []).append(_words(passage, document.language))
        else:
            lines.append(f"{name}: {_quoted(_words(passage, document.language))}")
    lines += [f"{name}: [{', '.join(map(_quoted, texts))}]" for name, texts in lists.items()]
    date = document.facts.get("date")
    return "\n".join(["---", *lines, *([f"date: {date}"] if date else []), "---"])


def _quoted(text: str) -> str:
    """A text in quotes."""
    return json.dumps(text, ensure_ascii=False)


def _words(passage: Passage, language: str) -> str:
    """A passage's Markdown; a span of its own language where that is not the document's."""
    foreign = passage.state in (State.FUZZY, State.UNTRANSLATED) and passage.language != language
    return f"[{passage.text}]{{lang={passage.language}}}" if foreign else passage.text


def _in_line(passage: Passage, language: str) -> str:
    """A passage's Markdown where a line can't be broken."""
    return LINE_END.sub(" ", _words(passage, language))


def _blocks(blocks: Iterable[Block], language: str) -> Iterator[str]:
    """The text of each block; of two lists in a row the second has another sign, else they would be one."""
    before = 0
    for block in blocks:
        if isinstance(block, ItemList):
            before += 1
            yield _list(block, language, before % 2 == 0)
        else:
            before = 0
            yield _block(block, language)


def _block(block: Block, language: str) -> str:
    """The text of a block that is no list."""
    match block:
        case Heading():
            anchor = f" {{#{block.id}}}" if block.id else ""
            return f"{'#' * block.level} {_in_line(block.passage, language)}{anchor}"
        case Paragraph():
            return NUMBER.sub(r"\1\\", SIGNS.sub(r"\\", _words(block.passage, language)))
        case Quotation():
            lines = "\n\n".join(_blocks(block.blocks, language)).split("\n")
            return "\n".join(f"> {line}".rstrip() for line in lines)
        case Table():
            return "\n".join(_table(block, language))
        case Figure():
            return _figure(block, language)
        case Rule():
            return "* * *"
        case _:
            raise TypeError(type(block))


def _list(block: ItemList, language: str, other: bool) -> str:
    """A list, its items' further lines under the first."""
    items = []
    for number, item in enumerate(block.items, block.start):
        sign = f"{number}{')' if other else '.'} " if block.ordered else "* " if other else "- "
        items.append(_indented("\n\n".join(_blocks(item, language)), sign, " " * len(sign)))
    return "\n\n".join(items)


def _indented(text: str, first: str, rest: str) -> str:
    """A text with something before its first line and before each other."""
    return (first + "\n".join(rest + line if line else "" for line in text.split("\n")).removeprefix(rest)).rstrip()


def _note(note: Note, language: str) -> str:
    """The definition of a note."""
    blocks = list(_blocks(note.blocks, language))
    opens = not note.blocks or isinstance(note.blocks[0], Paragraph)
    text = "\n\n".join(blocks if opens else ["", *blocks])
    return _indented(text, f"[^{note.name}]:" + (" " if opens else ""), NOTE)


def _table(table: Table, language: str) -> Iterator[str]:
    """The lines of a pipe table; one without a head has an empty one."""
    head = table.head[0] if table.head else ()
    widest = head or (table.body[0] if table.body else ())
    for row in (head, None, *table.body):
        cells = [RULES[cell.align] for cell in widest] if row is None else [
            _in_line(cell.passage, language).replace("|", r"\|") for cell in row]
        yield f"| {' | '.join(cells or [''] * len(widest))} |"
    if table.caption:
        yield f"\n: {_in_line(table.caption, language)}"


def _figure(figure: Figure, language: str) -> str:
    """A picture alone, its caption in brackets, its alternative text as an attribute."""
    caption = _in_line(figure.caption, language) if figure.caption else ""
    words = plain(figure.alternative.inlines) if figure.alternative else ""
    return f'![{caption}]({figure.source}){{alt="{QUOTE.sub(SAFE_QUOTE, words)}"}}'
