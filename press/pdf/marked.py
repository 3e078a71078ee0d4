"""The words of marked content, which the tag tree refers to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from press.languages.ranges import FULL_WIDTH
from press.pdf.drawing import Actual, Drawing
from press.pdf.structure import Content, Element

# The elements that hold a passage (ISO 32000-1, 14.8.4): what is inside them belongs to them, up to the next of these.
HOLDING = frozenset(("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "TD", "TH", "Caption", "Note", "BlockQuote",
                     "Figure", "Title", "FENote"))
# What stands among words and is not of them: the marks of lists and notes, calls, entries of a list of contents.
BESIDE = frozenset(("Lbl", "Reference", "TOCI"))
# Stands for a call among words.
CALL = "\ufffc"
# Lines of Chinese and Japanese follow each other without a space.
JOINED = re.compile(f"[{FULL_WIDTH}]")


def marked_texts(pages: Iterable[Drawing]) -> dict[tuple[int, int], str]:
    """The words of each mark, by the number of the object that counts it and its own, in the order of drawing.

    Words that stand for others are said once, where the first of those is drawn (ISO 32000-1, 14.9.4).
    """
    found: dict[tuple[int, int], str] = {}
    said: Actual | None = None
    for page in pages:
        for run in page.runs:
            mark = run.mark
            if mark is None or mark.mcid is None or mark.artifact:
                continue
            if mark.actual is None:
                words = run.text
            else:
                words, said = "" if mark.actual is said else mark.actual.words, mark.actual
            before = found.get((mark.owner, mark.mcid), "")
            between = " " if run.begins_line and _are_parted(before, words) else ""
            found[mark.owner, mark.mcid] = before + between + words
    return found


def _are_parted(before: str, words: str) -> bool:
    """Whether a space belongs between the words of two lines."""
    if not before or not words or before[-1].isspace() or words[0].isspace():
        return False
    return not (JOINED.match(before[-1]) and JOINED.match(words[0]))


@dataclass(frozen=True)
class Held:
    """The words of an element that holds a passage, as it says them, and as far as others stand for them in its tags the
    pairs of what those say and what its content has."""

    words: str
    said: tuple[tuple[str, str], ...] = ()


def held_texts(tree: Element, texts: Mapping[tuple[int, int], str]) -> list[Held]:
    """The words of each element that holds a passage, in the order of the tree, with a sign for each call.

    The marks of lists and notes are not of them, and a list of contents says headings before.
    """
    held: list[tuple[list[str], list[tuple[str, str]]]] = []

    def take(element: Element, words: list[str], said: list[tuple[str, str]]) -> None:
        """Takes up an element; its words go to the holding element around it."""
        if element.kind in BESIDE:
            words.append(CALL * (element.kind == "Reference"))
            return
        if element.kind in HOLDING:
            words, said = [], []
            held.append((words, said))
        if element.actual is not None:
            words.append(element.actual)
            said.append((element.actual, "".join(_content(element, texts))))
            return
        for child in element.children:
            if isinstance(child, Element):
                take(child, words, said)
            elif isinstance(child, Content):
                words.append(texts.get((child.owner, child.mcid), ""))

    take(tree, [], [])
    return [Held("".join(words), tuple(said)) for words, said in held]


def _content(element: Element, texts: Mapping[tuple[int, int], str]) -> Iterator[str]:
    """The words of an element's own content."""
    for child in element.children:
        if isinstance(child, Element):
            yield from _content(child, texts)
        elif isinstance(child, Content):
            yield texts.get((child.owner, child.mcid), "")
