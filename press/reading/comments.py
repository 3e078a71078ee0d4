"""Comments in Markdown, `<!-- … -->`: taken out before anything is read, so that nothing of them is set or translated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# A comment's begin, unless a backslash or code hides it (CommonMark 0.31.2, 2.4 and 6.1).
SIGN = re.compile(r"\\.|(?<!`)(`++)[^`\n]++\1(?!`)|<!--", re.S)
# These two are whole comments (CommonMark 0.31.2, 6.6).
EMPTY = re.compile(r"-?>")
# What may stand before the first word of a line without being words: indents and marks of quotations.
BEFORE = re.compile(r"[ \t>]*")
ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)")
# What stands for a comment that keeps two lists apart, as Pandoc's manual advises ("Ending a list").
BETWEEN_LISTS = "<!-- -->"
UNCLOSED = "a comment is not closed"
NESTED = "a comment begins inside a comment"
CLOSE_IT = "close it with -->, or write \\<!-- for the signs themselves"


@dataclass(frozen=True)
class Uncommented:
    """A text without its comments, for each of its lines the number it had, and the lines of what is wrong with them."""

    text: str
    lines: tuple[int, ...]
    faults: tuple[tuple[int, str], ...] = ()


def uncommented(text: str) -> Uncommented:
    """The text without its comments: what stands before and after one is neither joined nor parted."""
    if "<!--" not in text:
        return Uncommented(text, tuple(range(1, text.count("\n") + 2)))
    work = _Work(text)
    for start, end in _spans(text):
        work.take(start)
        if end < 0:
            # What follows is words: a comment that is not closed hides none.
            work.faults.append((work.number, UNCLOSED))
            work.text = text[:start] + re.sub(r"(?<!\\)<!--", r"\\<!--", text[start:])
            break
        work.leave_out(start, end)
    work.take(len(work.text))
    work.end_line()
    lines = [work.lines[place] for place in _kept(work.lines)]
    return Uncommented("\n".join(line for _, line, _ in lines), tuple(number for number, _, _ in lines), tuple(work.faults))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each comment begins and ends; an end of -1 for one that is not closed, and no more after it."""
    position = 0
    while match := SIGN.search(text, position):
        position = match.end()
        if match[0] != "<!--":
            continue
        short = EMPTY.match(text, position)
        end = short.end() if short else text.find("-->", position) + 3
        if end < 3:
            yield match.start(), -1
            return
        yield match.start(), end
        position = end


@dataclass
class _Work:
    """A text on its way to one without comments: its lines with their numbers, and whether a comment stood alone there."""

    text: str
    position: int = 0
    number: int = 1
    begun: int = 1
    parts: list[str] = field(default_factory=list)
    lines: list[tuple[int, str, bool]] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)

    def take(self, end: int) -> None:
        """Takes the text up to `end` as it is."""
        first, *rest = self.text[self.position:end].split("\n")
        self.parts.append(first)
        for line in rest:
            self.end_line()
            self.parts.append(line)
        self.position = end

    def end_line(self, is_comment: bool = False) -> None:
        """Ends the line that is being made."""
        self.lines.append((self.begun, "".join(self.parts), is_comment))
        self.number += 1
        self.begun = self.number
        self.parts = []

    def leave_out(self, start: int, end: int) -> None:
        """Leaves out a comment: with its line where it stands alone, else with the spaces that are one too many."""
        if self.text.find("<!--", start + 4, end) >= 0:
            self.faults.append((self.number, NESTED))
        self.number += self.text.count("\n", start, end)
        before = "".join(self.parts)
        after = _spaces(self.text, end)
        is_last = after == len(self.text) or self.text[after] == "\n"
        is_first = BEFORE.fullmatch(before) is not None
        self.parts = [before]
        self.position = end
        if is_first:
            self.begun = self.number
        if is_last and is_first:
            self.parts = [before, BETWEEN_LISTS]
            self.position = after + 1
            self.end_line(is_comment=True)
        elif is_last:
            self.parts = [before.rstrip(" \t")]
        elif before[-1:] in ("", " ", "\t"):
            self.position = after


def _spaces(text: str, position: int) -> int:
    """Where the spaces end that begin at a position."""
    while text[position:position + 1] in (" ", "\t"):
        position += 1
    return position


def _kept(lines: list[tuple[int, str, bool]]) -> Iterator[int]:
    """The lines that stay: of those on which a comment stood alone only what keeps two lists apart."""
    following = ""
    kept: list[int] = []
    for place in reversed(range(len(lines))):
        _, line, is_comment = lines[place]
        if not is_comment:
            kept.append(place)
            following = line if line.strip(" \t>") else following
            continue
        after_blank = place > 0 and not lines[place - 1][1].removesuffix(BETWEEN_LISTS).strip(" \t>")
        indent = len(line) - len(BETWEEN_LISTS)
        begins = len(following) - len(following.lstrip(" \t>"))
        if after_blank and begins <= indent and ITEM.match(following, begins):
            kept.append(place)
    return reversed(kept)
