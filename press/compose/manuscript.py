"""A document as one Markdown text, as Pandoc's authors write it: what `markdown.py` reads is what this writes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from press.languages.scripts import direction_of
from press.reading.comments import BETWEEN_LISTS
from press.values.document import (
    Block,
    Break,
    Call,
    Document,
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
    plain,
)

# What Pandoc or we would take for marks, and is words here; straight quotes and dashes are as they are without `smart`.
MARKS = re.compile(r"[\\`*_{}\[\]<>#$@^~]|&(?=#?\w+;)|!(?=\[)")
# What would be a list, a rule, a title, a caption or a table at the beginning of a line, and is words here.
SIGNS = re.compile(r"^(?=[-+](?:\s|$)|[:|%]\s|=+\s*$|-+\s*$)", re.M)
NUMBER = re.compile(r"^(\(?(?:\d{1,9}|[A-Za-z]|[IVXLCDMivxlcdm]+))(?=[.)](?:\s|$))|^(Table)(?=:)", re.M)
LINE_END = re.compile(r"\\\n")
QUOTE, SAFE_QUOTE = re.compile(r'(?<!\\)"'), r'\\"'
NOTE = " " * 4
# Fields that stand on the page after the text: Pandoc prints no field of that name.
CLOSING = ("closing", "rights")
LISTS = {"authors": "author"}
RULES = {"start": "---", "center": ":---:", "end": "---:"}


def manuscript(document: Document) -> str:
    """The document's text: its fields, its blocks, what closes it, its notes by their names."""
    parts = [_fields(document), *_blocks(document.blocks, document.language)]
    parts += [_block(Paragraph(document.fields[key]), document.language) for key in CLOSING if key in document.fields]
    parts += [_note(note, document.language) for note in document.notes.values()]
    return "\n\n".join(parts) + "\n"


def _fields(document: Document) -> str:
    """The fields, as a block of metadata: in JSON's quotes, which YAML reads too."""
    lines = [f"lang: {document.language}", f"dir: {direction_of(document.language)}"]
    lists: dict[str, list[str]] = {}
    for key, passage in document.fields.items():
        name, _, number = key.partition(".")
        if name in CLOSING:
            continue
        if number:
            lists.setdefault(LISTS.get(name, name), []).append(_words(passage, document.language))
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
    words = _inlines(passage.inlines, language)
    return _span(words, passage.language, language) if passage.is_message and passage.language != language else words


def _span(words: str, own: str, language: str) -> str:
    """Words in a language of their own, with its direction where that is not the document's."""
    turned = f" dir={direction_of(own)}" if direction_of(own) != direction_of(language) else ""
    return f"[{words}]{{lang={own}{turned}}}"


def _escaped(text: str) -> str:
    """Words with a backslash before what would be a mark."""
    return MARKS.sub(r"\\\g<0>", text)


def _inlines(inlines: Iterable[Inline], language: str) -> str:
    """The Markdown of inlines."""
    return "".join(_inline(inline, language) for inline in inlines)


def _inline(inline: Inline, language: str) -> str:
    """The Markdown of one inline."""
    match inline:
        case Text():
            return _escaped(inline.text)
        case Break():
            return "\\\n"
        case Call():
            return f"[^{inline.note}]"
        case Picture():
            return f"![{_escaped(inline.alternative)}]({_file(inline.source)})"
        case Link() if inline.bare:
            # Its points and slashes would stand on the wrong side.
            return f"[<{inline.target}>]{{dir=ltr}}" if direction_of(language) == "rtl" else f"<{inline.target}>"
    words = _inlines(inline.children, language)
    match inline:
        case Emphasis():
            return f"*{words}*"
        case Strong():
            return f"**{words}**"
        case InlineNote():
            return f"^[{words}]"
        case Link():
            return f"[{words}](<{inline.target}>)"
        case Span():
            return _span(words, inline.language, language) if inline.language else f"[{words}]{{dir={inline.direction}}}"


def _file(source: str) -> str:
    """The name of a picture's file; in angle brackets where it has what would end it."""
    return f"<{source}>" if re.search(r"[\s()]", source) else source


def _in_line(passage: Passage, language: str) -> str:
    """A passage's Markdown where a line can't be broken."""
    return LINE_END.sub(" ", _words(passage, language))


def _blocks(blocks: Iterable[Block], language: str) -> Iterator[str]:
    """The text of each block; between two lists that would be one stands a comment."""
    before: Block | None = None
    for block in blocks:
        if isinstance(block, ItemList) and isinstance(before, ItemList) and (
            (before.ordered, before.sign) == (block.ordered, block.sign)
        ):
            yield BETWEEN_LISTS
        yield _list(block, language) if isinstance(block, ItemList) else _block(block, language)
        before = block


def _block(block: Block, language: str) -> str:
    """The text of a block that is no list."""
    match block:
        case Heading():
            anchor = f" {{#{block.id}}}" if block.id else ""
            return f"{'#' * block.level} {_in_line(block.passage, language)}{anchor}"
        case Paragraph():
            return NUMBER.sub(r"\g<0>\\", SIGNS.sub(r"\\", _words(block.passage, language)))
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


def _list(block: ItemList, language: str) -> str:
    """A list, its items' further lines under the first."""
    items = []
    for number, item in enumerate(block.items, block.start):
        sign = f"{number}{block.sign} " if block.ordered else "- "
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
    return f'![{caption}]({_file(figure.source)}){{alt="{QUOTE.sub(SAFE_QUOTE, words)}"}}'
