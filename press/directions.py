"""Which way words and numbers run: marks that keep their order where a line breaks, telephone numbers that are turned.

The order is that of the whole paragraph in one line (Unicode Standard Annex 9, 3.3). The engine (WeasyPrint 70.0) orders
each line by itself: a number at its beginning does not know that Arabic letters stand before it (rule W2), and runs the
other way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from press.model import Emphasis, Inline, InlineNote, Link, Span, Strong, Text, plain

# What says a direction and is seen by nobody, by the kind of the letter that it stands for.
MARKS = {"L": "\u200e", "R": "\u200f", "AL": "\u061c"}
# A sign before each mark that we add tells it from an author's: joiners have no work there.
OURS = "\u200c"
HELD = re.compile(rf"{OURS}[{''.join(MARKS.values())}]")
NUMBERS = ("EN", "AN")
SPACES = ("WS", "B", "S")
# Where a line may begin after a sign that is no space.
BREAKING = "-–—/\u200b"
# Brackets that take their direction in pairs (rule N0), by what opens them; how many may be open (definition BD16).
BRACKETS = {"(": ")", "[": "]", "{": "}"}
OPEN = 63
# Groups of figures as a telephone number has them, and what looks like one and is a date.
TELEPHONE = re.compile(r"(?<![\w./-])[+0٠۰]\d*(?:[ \u00a0\u202f().-]{1,2}\d+)+(?![\w/])")
DATE = re.compile(r"\d{1,2}([.-])\d{1,2}\1\d{4}")
# What is said of one that is turned, and what to do.
TURNED = "the groups of {} stand the other way round among words from right to left"
KEEPING = "write [{}]{{lang=en}}, which keeps their order"
# So many figures a telephone number has, with its area (ITU-T E.164 has 15 at the most).
FIGURES = range(7, 16)


def strong(text: str, before: str = "") -> str:
    """The kind of the last letter of a text (L, R or AL, as Unicode has them), or of what stands before it."""
    return next((kind for kind in map(unicodedata.bidirectional, reversed(text)) if kind in MARKS), before)


def held(text: str, before: str, direction: str) -> str:
    """A text with marks by which each of its lines is ordered as the whole in one, after a letter of the kind `before`."""
    own = "L" if direction == "ltr" else "R"
    kinds = [unicodedata.bidirectional(character) for character in text]
    if {before, *kinds} & MARKS.keys() <= {own}:
        return text
    resolved = _resolved(text, before, own)
    after = _nearest(resolved[::-1], own)[::-1]
    sides = [_kind(before), *_nearest(resolved, _kind(before))]
    parts: list[str] = []
    last = before
    for place, character in enumerate(text):
        # After a bracket that runs with the paragraph, only numbers still go with the letters in it.
        near = sides[place] == _kind(last) or kinds[place] in NUMBERS
        other = near and _kind(last) not in ("", own) and after[place] == _kind(last)
        if character.isspace():
            # What ends a line is ordered by what begins the next.
            needed = other and place > 0 and kinds[place - 1] not in (*MARKS, *NUMBERS, *SPACES)
        else:
            begins = place == 0 or text[place - 1].isspace() or text[place - 1] in BREAKING
            needed = begins and kinds[place] not in MARKS and (
                other or (near and last == "AL" and _has_signs(kinds, place)))
        if needed:
            parts.append(OURS + MARKS[last])
        parts.append(character)
        last = kinds[place] if kinds[place] in MARKS else last
    return "".join(parts)


def _kind(letter: str) -> str:
    """The direction of a kind of letter: L or R."""
    return "R" if letter == "AL" else letter


def _resolved(text: str, before: str, own: str) -> list[str]:
    """For each place, the direction of a letter, number or bracket as rules W2, W7 and N0 have it; else nothing."""
    last = before or own
    found: list[str] = []
    for kind in map(unicodedata.bidirectional, text):
        last = kind if kind in MARKS else last
        found.append(_kind(kind) if kind in MARKS else "" if kind not in NUMBERS else
                     "L" if kind == "EN" and last == "L" else "R")
    outside, seen = _kind(before) or own, 0
    for begin, end in sorted(_pairs(text)):
        outside = next(filter(None, reversed(found[seen:begin])), outside)
        seen = begin
        if within := {*found[begin + 1:end]} - {""}:
            found[begin] = found[end] = own if own in within else outside
    return found


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """The places of brackets that belong together (definition BD16)."""
    opened: list[int] = []
    for place, character in enumerate(text):
        if character in BRACKETS:
            if len(opened) == OPEN:
                return
            opened.append(place)
        elif begin := [at for at in opened if BRACKETS[text[at]] == character]:
            del opened[opened.index(begin[-1]):]
            yield begin[-1], place


def _nearest(resolved: list[str], first: str) -> list[str]:
    """For each place, the direction of the nearest one up to it that has one, or the first."""
    found: list[str] = []
    for direction in resolved:
        first = direction or first
        found.append(first)
    return found


def _left(text: str, before: str, direction: str) -> str:
    """The kind of letter that goes on after a text: its last, or the paragraph's own after a bracket that runs with it."""
    own = "L" if direction == "ltr" else "R"
    last = strong(text, before)
    if _kind(last) in ("", own):
        return last
    return last if _nearest(_resolved(text, before, own), _kind(before))[-1:] == [_kind(last)] else own


def _has_signs(kinds: list[str], place: int) -> bool:
    """Whether a European number stands at a place, with signs (plus, minus, per cent) that go with it (W4, W5)."""
    end = next((end for end in range(place, len(kinds)) if kinds[end] in (*MARKS, "AN", *SPACES)), len(kinds))
    return "EN" in kinds[place:end] and not {"ES", "ET"}.isdisjoint(kinds[place:end])


def kept(inlines: Iterable[Inline], direction: str, of: Callable[[str], str], before: str = "") -> tuple[Inline, ...]:
    """Inlines with the marks of `held`; `of` gives a language's direction. An inline note, a text of its own, stays."""
    result: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text):
            result.append(Text(held(inline.text, before, direction)))
            before = _left(inline.text, before, direction)
        elif isinstance(inline, Span):
            result.append(replace(inline, children=kept(inline.children, of(inline.language), of)))
        elif isinstance(inline, (Emphasis, Strong, Link)) and not (isinstance(inline, Link) and inline.bare):
            result.append(replace(inline, children=kept(inline.children, direction, of, before)))
            before = _left(plain(inline.children), before, direction)
        else:
            result.append(inline)
    return tuple(result)


def telephones(text: str) -> Iterator[re.Match[str]]:
    """Each telephone number in a text."""
    for match in TELEPHONE.finditer(text):
        if sum(character.isdigit() for character in match[0]) in FIGURES and not DATE.fullmatch(match[0]):
            yield match


def turned(inlines: Iterable[Inline], direction: str) -> Iterator[str]:
    """The telephone numbers among words from right to left whose groups stand the other way round on the page."""
    if direction == "rtl":
        yield from _turned(inlines, "R")


def _turned(inlines: Iterable[Inline], before: str) -> Iterator[str]:
    """The telephone numbers in these inlines that no Latin letter or language keeps in their order."""
    for inline in inlines:
        if isinstance(inline, Text):
            for match in telephones(inline.text):
                if strong(inline.text[:match.start()], before) != "L":
                    yield match[0]
            before = strong(inline.text, before)
        elif isinstance(inline, InlineNote):
            yield from _turned(inline.children, "R")
        elif not isinstance(inline, Span) and not (isinstance(inline, Link) and inline.bare):
            yield from _turned(getattr(inline, "children", ()), before)
