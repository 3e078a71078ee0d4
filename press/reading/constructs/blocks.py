"""Constructs that no pattern knows alone: lists by their sequence, captions and notes by what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from press.reading.constructs.stretches import Stretch

Span = tuple[int, int]
# What makes a block of code (CommonMark 0.31.2, 4.4).
CODE_INDENT = 4


@dataclass(frozen=True)
class Whole:
    """All stretches of a document's files, in order, and the labels of its links."""

    stretches: Sequence[Stretch]
    references: frozenset[str] = frozenset()

    @cached_property
    def headings(self) -> frozenset[str]:
        """The words of the headings."""
        return frozenset(_label(stretch.text) for stretch in self.stretches if stretch.kind == "heading")

    @cached_property
    def typed_calls(self) -> frozenset[tuple[str, str]]:
        """The numbers in brackets that stand after words, each with its file."""
        return frozenset((stretch.place().path, match[1]) for stretch in self.stretches
                         for match in re.finditer(r"(?<=\S)\s?\[(\d{1,3})\]", stretch.text))

    @cached_property
    def defined_below(self) -> Mapping[str, int]:
        """How many notes of each file are defined straight below the paragraph that calls them."""
        counted: dict[str, int] = {}
        for before, stretch in pairwise(self.stretches):
            if _note(stretch) in before.called and not _note(before):
                counted[before.place().path] = counted.get(before.place().path, 0) + 1
        return counted


# Finds spans of a stretch, given as it is left to look at, by its number in the whole.
Finder = Callable[[Stretch, Whole, int], Iterator[Span]]


def marks(pattern: str, *kinds: str, inside: str = "", flags: int = 0) -> Finder:
    """Finds a pattern in stretches of some kinds (none: all), where asked in a quotation or an item of a list."""
    compiled = re.compile(pattern, flags | re.M)

    def find(stretch: Stretch, whole: Whole, number: int) -> Iterator[Span]:
        if (not kinds or stretch.kind in kinds) and (not inside or stretch.within[-1:] == (inside,)):
            yield from (match.span() for match in compiled.finditer(stretch.text))

    return find


def indented(stretch: Stretch, whole: Whole, number: int) -> Iterator[Span]:
    """A paragraph that is indented by four spaces."""
    if stretch.indent >= CODE_INDENT and stretch.kind == "paragraph":
        yield 0, len(stretch.text)


# Lists

ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
MARKER = re.compile(r"^(\(?)(\d{1,3}|[A-Za-z]|[ivxlc]{1,6}|[IVXLC]{1,6})([.)])([ \t]+)(?=\S)", re.M)


def typed_lists(stretch: Stretch, whole: Whole, number: int) -> Iterator[Span]:
    """The first of two markers that follow each other, a. and b., in the lines of a paragraph or in two paragraphs."""
    if stretch.kind != "paragraph":
        return
    found = list(MARKER.finditer(stretch.text))
    for one, other in pairwise(found):
        opens = one.start() == 0 or stretch.text[: one.start()].rstrip().endswith(":")
        if _next(one, other) and not _are_initials(stretch, found, one, other) and (opens or 1 in _values(one).values()):
            yield one.span()
            return
    after = whole.stretches[number + 1] if number + 1 < len(whole.stretches) else None
    if after and after.kind == "paragraph" and stretch.after == "paragraph" and stretch.within == after.within:
        one_, other_ = MARKER.match(stretch.text), MARKER.match(after.text)
        if one_ and other_ and _next(one_, other_) and not _initial(one_):
            yield one_.span()


def _initial(marker: re.Match[str]) -> bool:
    """Whether a marker may be a person's initial: a capital with a point and one space after it, as in Pandoc."""
    return marker[2].isupper() and marker[3] == "." and not marker[1] and len(marker[4]) < 2


def _are_initials(stretch: Stretch, found: Sequence[re.Match[str]], one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether two markers may be those of names: alone, and words with a capital after both."""
    names = all(stretch.text[marker.end()].isupper() for marker in (one, other))
    return _initial(one) and len(found) == 2 and names


def _next(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether the second marker follows the first in the same manner of counting."""
    if (one[1], one[3]) != (other[1], other[3]) or (one[1] and one[3] != ")"):
        return False
    first, second = _values(one), _values(other)
    return any(first[manner] + 1 == second.get(manner) for manner in first)


def _values(marker: re.Match[str]) -> dict[str, int]:
    """What a marker counts in each manner that it can be of."""
    sign = marker[2]
    if sign.isdigit():
        return {"figure": int(sign)}
    case = "upper" if sign.isupper() else "lower"
    values = {f"{case} letter": ord(sign.lower()) - ord("a") + 1} if len(sign) == 1 else {}
    if all(letter in ROMAN for letter in sign.lower()):
        parts = [ROMAN[letter] for letter in sign.lower()]
        values[f"{case} roman"] = sum(-one if one < other else one for one, other in pairwise([*parts, 0]))
    return values


# Captions, definitions, notes

CAPTION = re.compile(r"\A(?:Table)?:\s+\S")
DEFINITION = re.compile(r"\A[^\n]{1,80}\n[:~][ \t]+\S[^\n]*")
TYPED_NOTE = re.compile(r"\A\[(\d{1,3})\]:?\s+\S")


def captions_above(stretch: Stretch, whole: Whole, number: int) -> Iterator[Span]:
    """A caption that stands before its table."""
    match = CAPTION.match(stretch.text)
    if match and stretch.kind == "paragraph" and stretch.after == "table" and stretch.before != "table":
        yield match.span()


def definitions(stretch: Stretch, whole: Whole, number: int) -> Iterator[Span]:
    """A definition under its term, or after it."""
    if stretch.kind != "paragraph" or stretch.after == "table":
        return
    match = DEFINITION.match(stretch.text)
    if match or (stretch.text.startswith(": ") and stretch.before != "table"):
        yield 0, match.end() if match else 2


def typed_notes(stretch: Stretch, whole: Whole, number: int) -> Iterator[Span]:
    """A paragraph [1] Words where [1] stands in the text too."""
    match = TYPED_NOTE.match(stretch.text)
    if match and stretch.kind == "paragraph" and (stretch.place().path, match[1]) in whole.typed_calls:
        yield match.span()


def notes_left(stretch: Stretch, whole: Whole, number: int) -> Iterator[Span]:
    """A paragraph straight after a note that is the note's own, and not indented.

    It is where it has an indent that is too small, or where it stands among definitions or ends the file and calls nothing.
    Who defines each note below the paragraph that calls it goes on with the text there, and is left alone.
    """
    if stretch.kind != "paragraph" or stretch.within or stretch.before != "footnote_reference" or not number:
        return
    run = [stretch]
    for other in whole.stretches[number + 1 :]:
        if run[-1].after != "paragraph" or other.place().path != stretch.place().path:
            break
        run.append(other)
    called = frozenset[str]().union(*(one.called for one in run))
    following = whole.stretches[number + len(run)] if number + len(run) < len(whole.stretches) else None
    among = run[-1].after == "footnote_reference" and following and _note(following) not in called
    last = not run[-1].after and len(run) == 1 and not called and whole.defined_below.get(stretch.place().path, 0) < 2
    if stretch.indent or among or last:
        yield 0, len(stretch.text)


def _note(stretch: Stretch) -> str:
    """The note in which a stretch stands, if it stands in one."""
    return next((block.removeprefix("note:") for block in stretch.within if block.startswith("note:")), "")


# References

LABEL = re.compile(r"!?\[[^\[\]\n]{1,300}\]\[([^\[\]\n]{0,300})\]")
ALONE = re.compile(r"(?<![\]!\[])\[([^\[\]\n]{2,200})\](?![\[({:\]])")


def undefined_references(stretch: Stretch, whole: Whole, number: int) -> Iterator[Span]:
    """[words][label] of a label that nothing defines."""
    for match in LABEL.finditer(stretch.text):
        label = match[1] or match[0].rpartition("][")[0].lstrip("![")
        if re.search(r"[^\W\d_]", label) and _label(label) not in whole.references:
            yield match.span()


def heading_references(stretch: Stretch, whole: Whole, number: int) -> Iterator[Span]:
    """[words] that are those of a heading."""
    for match in ALONE.finditer(stretch.text):
        if _label(match[1]) in whole.headings:
            yield match.span()


def _label(words: str) -> str:
    """Words as labels are compared."""
    return " ".join(words.split()).casefold()


def dropped(stretch: Stretch, whole: Whole, number: int) -> Iterator[Span]:
    """Attributes that are read and do nothing."""
    yield from sorted({(at, at) for at, _ in stretch.dropped})


def joined(stretch: Stretch, whole: Whole, number: int) -> Iterator[Span]:
    """Emphasis between figures."""
    yield from ((start - 1, end + 1) for start, end in stretch.joined)
