"""A document as frozen values: inlines, passages, blocks, notes, queries. They hold, they do not act."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from press.values.findings import Place
from press.values.wordless import has_words

# Inline content


@dataclass(frozen=True)
class Text:
    """Words as they print."""

    text: str


@dataclass(frozen=True)
class Break:
    """A line break that the author asked for."""


@dataclass(frozen=True)
class Emphasis:
    """Emphasised words."""

    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Strong:
    """Strongly emphasised words."""

    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Link:
    """Words that lead to an address or to an id of this document (`#id`); `bare` when they are the address."""

    target: str
    children: tuple[Inline, ...]
    bare: bool = False


@dataclass(frozen=True)
class Span:
    """Words in another language than those around them; or, where no language is named, in another direction."""

    language: str
    children: tuple[Inline, ...]
    direction: str = ""


@dataclass(frozen=True)
class Call:
    """The place in the text that calls a note."""

    note: str


@dataclass(frozen=True, eq=False)
class InlineNote:
    """A note written where it is called: two of the same words are two notes."""

    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Picture:
    """A picture in a line of text."""

    source: str
    alternative: str


Inline = Text | Break | Emphasis | Strong | Link | Span | Call | InlineNote | Picture


def walk(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    """Each inline and all it holds, in reading order."""
    for inline in inlines:
        yield inline
        yield from walk(getattr(inline, "children", ()))


def plain(inlines: tuple[Inline, ...]) -> str:
    """The words alone, without calls and notes."""
    parts = []
    for inline in inlines:
        if isinstance(inline, Text):
            parts.append(inline.text)
        elif isinstance(inline, Break):
            parts.append(" ")
        elif not isinstance(inline, InlineNote):
            parts.append(plain(getattr(inline, "children", ())))
    return "".join(parts)


def calls(inlines: tuple[Inline, ...]) -> tuple[str, ...]:
    """The names of the notes called, in order."""
    return tuple(i.note for i in walk(inlines) if isinstance(i, Call))


# Passages: what is translated as one piece


# Fields that are names, which a translation may leave as they are.
OF_NAMES = ("meta:authors", "meta:publisher")


class State(StrEnum):
    """What is known of a passage's words in the language of the page."""

    SOURCE = "source"
    TRANSLATED = "translated"
    FUZZY = "fuzzy"
    UNTRANSLATED = "untranslated"


@dataclass(frozen=True)
class Passage:
    """Text that is translated as one message, or has no words and is set as it is.

    A fuzzy one is set in the source's words: `outdated` is its translation, of what the source said before (`previous`).
    """

    text: str
    inlines: tuple[Inline, ...]
    place: Place
    language: str
    context: str = ""
    where: str = ""
    state: State = State.SOURCE
    source: str = ""
    previous: str = ""
    outdated: str = ""

    @property
    def key(self) -> str:
        """Seven hex digits that name the message wherever it is shown."""
        return message_key(self.context, self.source or self.text)

    @property
    def is_message(self) -> bool:
        """Whether there are words to translate: a letter remains without addresses and documents' symbols."""
        return any(map(has_words, lettering(self.inlines)))


def message_key(context: str, text: str) -> str:
    """Seven hex digits that name the message of this context and text."""
    return hashlib.sha256(f"{context}\x04{text}".encode()).hexdigest()[:7]


def lettering(inlines: tuple[Inline, ...]) -> Iterator[str]:
    """Each text that is set or said, also for a picture; a link that is only its address has none."""
    for inline in inlines:
        match inline:
            case Text():
                yield inline.text
            case Picture():
                yield inline.alternative
            case Link() if inline.bare:
                pass
            case _:
                yield from lettering(getattr(inline, "children", ()))


# Blocks


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 6 below the document's title."""

    level: int
    passage: Passage
    id: str = ""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph."""

    passage: Passage


@dataclass(frozen=True)
class Quotation:
    """A displayed quotation."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class ItemList:
    """A list; `start` is the first number of an ordered one, `sign` what stands after each: a point or a parenthesis."""

    ordered: bool
    start: int
    items: tuple[tuple[Block, ...], ...]
    sign: str = "."


@dataclass(frozen=True)
class Cell:
    """One cell of a table; `align` is start, center or end."""

    passage: Passage
    align: str = "start"


@dataclass(frozen=True)
class Table:
    """A table: header rows, body rows, a caption above."""

    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    caption: Passage | None = None


@dataclass(frozen=True)
class Figure:
    """A picture with its alternative text and caption; no alternative: decoration."""

    source: str
    alternative: Passage | None
    caption: Passage | None
    place: Place


@dataclass(frozen=True)
class Rule:
    """A thematic break."""


Block = Heading | Paragraph | Quotation | ItemList | Table | Figure | Rule


@dataclass(frozen=True)
class Note:
    """A note's body; its name is what calls it."""

    name: str
    blocks: tuple[Block, ...]
    place: Place


@dataclass(frozen=True)
class Query:
    """A question that only a person with the original can answer."""

    where: str
    question: str
    place: Place
    text: Passage | None = None
    settled: bool = False


@dataclass(frozen=True)
class Waiver:
    """Findings that a person lets stand: their code, where (a pattern of cells, a page, words of the message), why, who."""

    code: str
    reason: str
    name: str
    date: str
    cell: str
    page: int
    words: str
    place: Place


@dataclass(frozen=True)
class Limit:
    """The most words that may be submitted, who says so, and the language it binds; `notes`: whether they count too."""

    words: int
    source: str
    language: str
    notes: bool
    place: Place


@dataclass(frozen=True)
class Document:
    """One document in one language: the same shape before and after translation."""

    name: str
    folder: Path
    language: str
    source_language: str
    fields: Mapping[str, Passage]
    facts: Mapping[str, str | tuple[str, ...]]
    blocks: tuple[Block, ...]
    notes: Mapping[str, Note]
    queries: tuple[Query, ...]
    editions: tuple[str, ...]
    references: Mapping[str, str] = field(default_factory=dict)
    limit: Limit | None = None
    place: Place = field(default_factory=lambda: Place(""))
    waivers: tuple[Waiver, ...] = ()


def passages_of(block: Block) -> Iterator[Passage]:
    """Each passage of a block, in reading order."""
    match block:
        case Heading() | Paragraph():
            yield block.passage
        case Quotation():
            for inner in block.blocks:
                yield from passages_of(inner)
        case ItemList():
            for item in block.items:
                for inner in item:
                    yield from passages_of(inner)
        case Table():
            if block.caption:
                yield block.caption
            for row in block.head + block.body:
                for cell in row:
                    yield cell.passage
        case Figure():
            yield from (p for p in (block.alternative, block.caption) if p)


def passages(document: Document) -> Iterator[Passage]:
    """Each passage of a document: fields, running text, notes, texts of queries."""
    yield from document.fields.values()
    for block in document.blocks:
        yield from passages_of(block)
    for note in document.notes.values():
        for block in note.blocks:
            yield from passages_of(block)
