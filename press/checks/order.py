"""Looks at the words: all of the document stands in the PDF, once, in its order."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from press.addresses import on_paper
from press.checks import Laid, Subject, quoted
from press.findings import Finding, Severity
from press.model import Document, InlineNote, Passage, passages_of, plain, walk
from press.pdf.marked import marked_texts
from press.pdf.structure import Content, Element

TITLE = "all of the document stands in the PDF, once, in its order"
REASON = "the first duty of a page; PDF/UA-1 (ISO 14289-1), 7.1: tags are in the order of reading"
LOOKS_AT = "words"
CODES = ("words-missing", "words-twice", "words-order")
WAIVABLE = False

# The elements that hold a passage (ISO 32000-1, 14.8.4): what is inside them belongs to them, up to the next of these.
HOLDING = frozenset(("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "TD", "TH", "Caption", "Note", "BlockQuote",
                     "Figure", "TOCI", "Title", "FENote"))
FIELDS = ("title", "subtitle", "authors", "publisher")
LAST_FIELDS = ("closing", "rights")
# It opens a page on the screen, and stands in the colophon of paper.
VERSION = ("version",)
# A font may not say what a few of its glyphs stand for; a mark before a passage may add so many letters.
UNKNOWN, ADDED = 0.02, 80
# Shorter words may well stand twice.
LONG = 40


@dataclass(frozen=True)
class Letters:
    """The letters of some words without regard to their order, which on a page depends on the direction of the script."""

    words: str
    sorted: str
    counts: Counter[str]

    def are_in(self, other: Letters) -> bool:
        """Whether another has all these letters, and few more."""
        spare = max(2, int(len(self.sorted) * UNKNOWN))
        return (len(other.sorted) - len(self.sorted) <= ADDED and len(self.sorted) - len(other.sorted) <= spare
                and (self.counts - other.counts).total() <= spare)


def letters(words: str) -> Letters:
    """The letters of some words, small, without accents, marks and figures."""
    plain_words = unicodedata.normalize("NFKD", words).casefold().replace("\u0640", "")
    found = "".join(sorted(filter(str.isalpha, plain_words)))
    return Letters(words, found, Counter(found))


def check(subject: Subject) -> Iterator[Finding]:
    """Errors for passages that are on no page or stand twice, a warning for each that stands before an earlier one."""
    if subject.tree is None:
        return
    shown = [letters(words) for words in _held(subject.tree, marked_texts(subject.pages)) if words.strip()]
    text, notes = _wanted(subject.laid)
    reached = -1
    places: dict[str, list[int]] = {}
    for index, element in enumerate(shown):
        places.setdefault(element.sorted, []).append(index)
    for passage in (*text, *notes):
        found = places.get(passage.sorted) or [i for i, element in enumerate(shown) if passage.are_in(element)]
        if not found:
            yield _finding(subject, "words-missing", f"the words {quoted(passage.words)} are on no page, or not whole")
    for passage in text:
        found = places.get(passage.sorted) or [i for i, element in enumerate(shown) if passage.are_in(element)]
        later = [index for index in found if index > reached]
        if found and not later:
            yield _finding(subject, "words-order", f"the words {quoted(passage.words)} stand before what goes before them",
                           Severity.WARNING)
        reached = later[0] if later else reached
    yield from _twice(subject, [*text, *notes], places, shown)


def _twice(
    subject: Subject, wanted: list[Letters], places: dict[str, list[int]], shown: list[Letters]
) -> Iterator[Finding]:
    """Errors for long passages that stand more often than they are in the document."""
    asked = Counter(passage.sorted for passage in wanted)
    for words, found in places.items():
        if len(words) >= LONG and 0 < asked[words] < len(found):
            yield _finding(subject, "words-twice", f"the words {quoted(shown[found[0]].words)} stand {len(found)} times")


def _finding(subject: Subject, code: str, message: str, severity: Severity = Severity.ERROR) -> Finding:
    """A finding of the whole PDF."""
    return Finding(severity, code, message, subject.page(0),
                   "look at the edition's page.html and style sheet: what hides, repeats or moves these words")


def _wanted(laid: Laid) -> tuple[list[Letters], list[Letters]]:
    """The passages that pages show: those of the text in order, and those of notes."""
    document, paper = laid.document, laid.edition.is_on_paper
    said = on_paper if paper else plain
    first, last = (FIELDS, LAST_FIELDS + VERSION) if paper else (FIELDS + VERSION, LAST_FIELDS)
    blocks = [p for block in document.blocks for p in passages_of(block) if not _is_spoken_only(p)]
    text = [*_fields(document, first), *blocks, *_fields(document, last)]
    notes = [said(p.inlines) for note in document.notes.values() for block in note.blocks for p in passages_of(block)]
    inlines = [inline for passage in text for inline in walk(passage.inlines)]
    notes += [said(inline.children) for inline in inlines if isinstance(inline, InlineNote)]
    return _letters_of([said(passage.inlines) for passage in text]), _letters_of(notes)


def _letters_of(all_words: list[str]) -> list[Letters]:
    """The letters of each that has some."""
    return [found for found in map(letters, all_words) if found.sorted]


def _fields(document: Document, names: tuple[str, ...]) -> Iterator[Passage]:
    """The passages of some fields."""
    for name in names:
        for key, passage in document.fields.items():
            if key.split(".")[0] == name:
                yield passage


def _is_spoken_only(passage: Passage) -> bool:
    """Whether a passage is the alternative text of a picture, which is on no page."""
    return passage.context.startswith("alt:")


def _held(tree: Element, texts: dict[tuple[int, int], str]) -> list[str]:
    """The words of each holding element, in the order of the tree; a list of contents only says headings before."""
    held: list[list[str]] = []

    def take(element: Element, words: list[str]) -> None:
        """Takes up an element; its words go to the holding element around it."""
        if element.kind in HOLDING:
            words = []
            if element.kind != "TOCI":
                held.append(words)
        if element.actual:
            words.append(element.actual)
            return
        for child in element.children:
            if isinstance(child, Element):
                take(child, words)
            elif isinstance(child, Content):
                words.append(texts.get((child.owner, child.mcid), ""))

    take(tree, [])
    return ["".join(words) for words in held]
