"""Looks at the words: the PDF says those of the document, each character, once, in their order.

What a line's end brings or takes is no difference: hyphens and the marks that allow or forbid a break. Nor is what a design
does to words: capitals, and what it adds before and after them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from press.checks.faults import glyphs
from press.checks.subject import Subject, quoted
from press.languages.addresses import shown, written_out
from press.pdf.marked import CALL, Held, held_texts, marked_texts
from press.values.document import Call, Document, Inline, InlineNote, Link, Passage, State, passages_of, plain, walk
from press.values.findings import Finding, Place, Severity
from press.values.laid import Laid

TITLE = "the words are the document's, each character, once, in their order"
REASON = "the first duty of a page; PDF/UA-1 (ISO 14289-1), 7.1, 7.2: tags are in the order of reading and in Unicode"
LOOKS_AT = "words"
CODES = ("words-missing", "words-other", "words-twice", "words-order")
WAIVABLE = False

FIELDS = ("title", "subtitle", "authors", "publisher")
LAST_FIELDS = ("closing", "rights")
# It opens a page on the screen, and stands in the colophon of paper.
VERSION = ("version",)
STALE = (State.UNTRANSLATED, State.FUZZY)
LABEL = re.compile(r'<span class="stale"[^>]*>(.*?)</span>', re.S)
TAG = re.compile("<[^>]*>")
# What has no glyph and is no part of a word: soft hyphens, what forbids or allows a break, what turns the direction.
UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
# A call stands close to words or has a space or a line's end around it.
AROUND_CALLS = re.compile(rf"\s*{CALL}\s*")
# Shorter words may well stand twice.
LONG = 40
# A passage that is not found is looked for in so many elements after the one before it, and by the characters at its ends.
NEAR, KEY = 6, 10
# Characters around a difference that a message shows.
AROUND = 15
HINT = "the design leaves them out or changes them, or the face has no characters for its glyphs: mend that, and build again"


@dataclass(frozen=True)
class Wanted:
    """A passage that the pages show: its words as they can be set, and where they are written."""

    words: tuple[str, ...]
    place: Place
    is_note: bool = False


def settled(words: str) -> str:
    """Words as they are compared: without what lines and design do to them."""
    if not words.isascii():
        # The hyphen at which no line breaks is set as the other: no face has it.
        words = UNSEEN.sub("", words).replace("\u2011", "-")
        words = AROUND_CALLS.sub(CALL, unicodedata.normalize("NFC", words))
    return " ".join(words.upper().casefold().split())


@dataclass
class Shown:
    """The words of the elements in their order, and which of them no passage has claimed yet."""

    words: list[str]
    places: dict[str, list[int]] = field(default_factory=dict)
    ends: dict[str, list[int]] = field(default_factory=dict)
    claimed: set[int] = field(default_factory=set)
    free: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        for index, words in enumerate(self.words):
            self.places.setdefault(words, []).append(index)

    def claim(self, words: tuple[str, ...], after: int) -> int | None:
        """The element that says exactly some words: the first after a place, else the first."""
        for said in words:
            free = self.places.get(said, [])
            while free and free[0] in self.claimed:
                free.pop(0)
            at = bisect_right(free, after)
            if free:
                index = free.pop(at if at < len(free) else 0)
                self.claimed.add(index)
                return index
        return None

    def look_near(self, words: tuple[str, ...], after: int) -> tuple[int, bool] | None:
        """The element that is most likely to be meant for some words, and whether it says them with more around them."""
        if not self.free:
            self.free = [index for index in range(len(self.words)) if index not in self.claimed]
        at = bisect_right(self.free, after)
        likely = list(dict.fromkeys([*self.free[at:at + NEAR], *(
            index for said in words for end in _ends(said) for index in self._by_end(end))]))
        found = next((i for i in likely if any(said in self.words[i] for said in words)), None)
        if found is not None:
            self._take(found)
            return found, True
        alike = max(likely, key=lambda i: _alike(words[0], self.words[i]), default=None)
        if alike is None or 2 * _alike(words[0], self.words[alike]) < len(words[0]):
            return None
        self._take(alike)
        return alike, False

    def _take(self, index: int) -> None:
        """Claims an element that has been looked for."""
        self.claimed.add(index)
        self.free.remove(index)

    def _by_end(self, end: str) -> list[int]:
        """The first unclaimed elements that begin or end with some characters."""
        if not self.ends:
            for index, words in enumerate(self.words):
                for key in _ends(words):
                    self.ends.setdefault(key, []).append(index)
        free = self.ends.get(end, [])
        while free and free[0] in self.claimed:
            free.pop(0)
        return [index for index in free[:NEAR] if index not in self.claimed]


def _ends(words: str) -> tuple[str, str]:
    """What words are found by where they differ: how they begin and how they end."""
    return f"^{words[:KEY]}", f"{words[-KEY:]}$"


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common at their ends."""
    ahead = _common(one, other)
    return ahead + _common(one[ahead:][::-1], other[ahead:][::-1])


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def check(subject: Subject) -> Iterator[Finding]:
    """Errors for passages that are on no page, or there with other characters, or twice; a warning for each too early."""
    # A face that lacks characters is told by itself: what is set of its words can't be read.
    if subject.tree is None or any(glyphs.check(subject)):
        return
    held = held_texts(subject.tree, marked_texts(subject.pages))
    elements = Shown([words for element in held if (words := settled(element.words))])
    lost: list[tuple[Wanted, int]] = []
    reached = -1
    for wanted in (passages := list(_wanted(subject.laid))):
        index = elements.claim(wanted.words, -1 if wanted.is_note else reached)
        if index is None:
            lost.append((wanted, -1 if wanted.is_note else reached))
        elif not wanted.is_note:
            if index < reached:
                yield Finding(Severity.WARNING, "words-order", f"the words {_told(wanted.words[0])} stand before what goes "
                              "before them", wanted.place, "let the design leave them in their order")
            reached = index
    for wanted, after in lost:
        yield from _lost(elements, wanted, after)
    yield from _twice(subject, passages, elements)
    yield from _other_content(subject, held)


def _lost(elements: Shown, wanted: Wanted, after: int) -> Iterator[Finding]:
    """The error for a passage that no element says exactly; none where the design has added to it."""
    found = elements.look_near(wanted.words, after)
    if found is None:
        yield Finding(Severity.ERROR, "words-missing", f"the words {_told(wanted.words[0])} are on no page", wanted.place,
                      HINT)
    elif not found[1]:
        yield _other(wanted.words[0], elements.words[found[0]], wanted.place)


def _other(text: str, page: str, place: Place) -> Finding:
    """The error for words that are not those of the text, with the first difference and both readings."""
    at = _common(text, page)
    readings = [words[max(at - AROUND, 0):at + AROUND].replace(CALL, "") for words in (page, text)]
    signs = [_sign(words[at:at + 1]) for words in (page, text)]
    return Finding(Severity.ERROR, "words-other",
                   f"the page's words are not the text's: it says {quoted(readings[0])} for {quoted(readings[1])}, first "
                   f"{signs[0]} for {signs[1]}", place, HINT)


def _sign(character: str) -> str:
    """A character for a message, also one that is not seen."""
    return "a call" if character == CALL else f"U+{ord(character):04X}" if character else "nothing"


def _told(words: str) -> str:
    """Some words for a message."""
    return quoted(words.replace(CALL, ""))


def _twice(subject: Subject, passages: list[Wanted], elements: Shown) -> Iterator[Finding]:
    """Errors for long passages that stand more often than they are in the document."""
    asked = {words for wanted in passages for words in wanted.words}
    again = Counter(words for index, words in enumerate(elements.words) if index not in elements.claimed)
    for words, count in again.items():
        if len(words) >= LONG and words in asked:
            yield Finding(Severity.ERROR, "words-twice", f"the words {_told(words)} stand {count} times too often",
                          subject.page(0), "let the design show them once")


def _other_content(subject: Subject, held: list[Held]) -> Iterator[Finding]:
    """Errors for content whose characters are not those that its tags say; their order depends on the reader there."""
    for said, drawn in (pair for element in held for pair in element.said):
        # Letter by letter and mark by mark: what the content has turned can't be put together again.
        tags, page = (sorted(unicodedata.normalize("NFD", settled(words)).replace(" ", "")) for words in (said, drawn))
        if tags != page:
            more = "".join((Counter(page) - Counter(tags)).elements())
            less = "".join((Counter(tags) - Counter(page)).elements())
            yield Finding(Severity.ERROR, "words-other", f"the page's words are not the text's: in {quoted(said)} it has "
                          f"{quoted(more) if more else 'nothing'} for {quoted(less) if less else 'nothing'}",
                          subject.page(0), HINT)


def _wanted(laid: Laid) -> Iterator[Wanted]:
    """The passages that pages show: those of the text in order, then those of notes; what is empty is none."""
    document, paper = laid.document, laid.edition.is_on_paper
    labels = tuple(dict.fromkeys(unescape(TAG.sub("", label)) for label in LABEL.findall(laid.html.markup)))
    first, last = (FIELDS, LAST_FIELDS + VERSION) if paper else (FIELDS + VERSION, LAST_FIELDS)
    blocks = [p for block in document.blocks for p in passages_of(block) if not _is_spoken_only(p)]
    text = [*_fields(document, first), *blocks, *_fields(document, last)]
    notes = [passage for note in document.notes.values() for block in note.blocks for passage in passages_of(block)]
    for passage, is_note in (*((passage, False) for passage in text), *((passage, True) for passage in notes)):
        words = _said(passage.inlines, paper)
        marks = labels if passage.state in STALE and labels else ("",)
        if settled(words.replace(CALL, "")):
            yield Wanted(tuple(settled(f"{mark} {words}") for mark in marks), passage.place, is_note)
    for passage in text:
        for inline in walk(passage.inlines):
            if isinstance(inline, InlineNote) and (words := settled(_said(inline.children, paper))):
                yield Wanted((words,), passage.place, True)


def _said(inlines: tuple[Inline, ...], paper: bool) -> str:
    """The words of inlines as pages show them: with a sign for each call, with the addresses that paper adds."""
    parts = []
    for inline in inlines:
        children = getattr(inline, "children", None)
        if isinstance(inline, Link) and inline.bare:
            parts.append(shown(inline))
        elif isinstance(inline, (Call, InlineNote)):
            parts.append(CALL)
        elif children is None:
            parts.append(plain((inline,)))
        else:
            parts.append(_said(children, paper))
            if paper and isinstance(inline, Link) and (address := written_out(inline)):
                parts.append(f" <{address}>")
    return "".join(parts)


def _fields(document: Document, names: tuple[str, ...]) -> Iterator[Passage]:
    """The passages of some fields."""
    for name in names:
        for key, passage in document.fields.items():
            if key.split(".")[0] == name:
                yield passage


def _is_spoken_only(passage: Passage) -> bool:
    """Whether a passage is the alternative text of a picture, which is on no page."""
    return passage.context.startswith("alt:")
