"""How long a document is, counted as word processors count, and whether that is within its limit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from press.languages.ranges import FULL_WIDTH
from press.languages.scripts import script_of
from press.values.document import Block, Document, InlineNote, Passage, passages_of, plain, walk
from press.values.findings import Finding, Severity

# Fields that are printed with the text and are its author's words; the others (authors, publisher) name it.
FIELDS = ("title", "subtitle", "closing")
# Scripts whose characters are counted, as a word processor does in them; a Latin word or a number among them is one.
BY_CHARACTER = ("Hans", "Hant", "Hani", "Jpan")
# Scripts without spaces between words (UAX 14, class SA): only a dictionary can tell how many there are.
UNDIVIDED = ("Thai", "Laoo", "Khmr", "Mymr", "Lana", "Talu")
INVISIBLE = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# A no-break space that ties a mark to its word (« oui ») or parts thousands (30 000) parts no words; another one does.
_TIE = r"[\u00a0\u202f\u2007]"
TIE = re.compile(rf"(?<=[«‹„“‘(\[]){_TIE}|{_TIE}(?=[»›;:!?]|[^\w\s]+(?:\s|$))|(?<=\d){_TIE}(?=\d{{3}}(?!\d))")
# Marks that Latin and wide scripts share: one of a Latin word where they stand inside it (l’Homme), else one of their own.
_SHARED = "“”‘’…—·"
CHARACTER = re.compile(
    rf"[{FULL_WIDTH}]|(?:[^\s{FULL_WIDTH}{_SHARED}]|(?<=[^\s{FULL_WIDTH}])[{_SHARED}](?=[^\s{FULL_WIDTH}{_SHARED}]))+|[{_SHARED}]"
)


@dataclass(frozen=True)
class Count:
    """How long the text of a document is, and how long its notes; `unit` is words or characters."""

    text: int
    notes: int
    unit: str
    is_of_words: bool

    @property
    def total(self) -> int:
        """Text and notes together."""
        return self.text + self.notes


def count(document: Document) -> Count:
    """The length of a document in its language: title, text and closing, and the notes apart."""
    script = script_of(document.language)
    body = [document.fields[key] for key in FIELDS if key in document.fields]
    body += [passage for block in document.blocks for passage in _printed(block)]
    blocks = [block for note in document.notes.values() for block in note.blocks]
    notes = [passage.inlines for block in blocks for passage in _printed(block)]
    notes += [i.children for passage in body for i in walk(passage.inlines) if isinstance(i, InlineNote)]
    return Count(
        text=sum(length(plain(passage.inlines), script) for passage in body),
        notes=sum(length(plain(note), script) for note in notes),
        unit="characters" if script in BY_CHARACTER + UNDIVIDED else "words", is_of_words=script not in UNDIVIDED,
    )


def length(text: str, script: str) -> int:
    """How many words a text has: what stands between spaces, also a lone dash; in some scripts how many characters."""
    text = INVISIBLE.sub("", text)
    if script in BY_CHARACTER:
        return len(CHARACTER.findall(text))
    if script in UNDIVIDED:
        return len("".join(text.split()))
    return len(TIE.sub("", text).split())


def _printed(block: Block) -> Iterator[Passage]:
    """The passages of a block that stand on the page: what a screen reader says of a picture does not."""
    return (passage for passage in passages_of(block) if not passage.context.startswith("alt:"))


def is_bound(document: Document) -> bool:
    """Whether the document has a limit, and this is the language that it binds."""
    return document.limit is not None and document.limit.language == document.language


def excess(document: Document) -> int | None:
    """By how many words a document is over its limit, 0 when it is not; None where none binds or none can be counted."""
    if document.limit is None or not is_bound(document):
        return None
    counted = count(document)
    if not counted.is_of_words:
        return None
    return max(0, (counted.total if document.limit.notes else counted.text) - document.limit.words)


def check(document: Document) -> Iterator[Finding]:
    """A warning when the language that is submitted is over its limit, or has words that can't be counted."""
    limit = document.limit
    if limit is None or not is_bound(document):
        return
    over, counted = excess(document), count(document)
    if over is None:
        yield Finding(
            Severity.WARNING, "words-uncounted",
            f'words can\'t be counted in "{document.language}", which has no spaces between them', limit.place,
            f"count them in a word processor; the limit is {limit.words}",
        )
    elif over:
        notes = f" and {counted.notes} in its notes" if limit.notes else ""
        within = limit.notes and counted.text <= limit.words
        yield Finding(
            Severity.WARNING, "words-limit",
            f'the text in "{document.language}" has {counted.text} {counted.unit}{notes}: '
            f"{over} over the limit of {limit.words}", limit.place,
            f"shorten it ({limit.source})" + (", or write notes = false where notes do not count" if within else ""),
        )
