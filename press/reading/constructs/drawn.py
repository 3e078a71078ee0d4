"""Lines that are taken out of a file before it is parsed, which would make headings and ornaments of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from press.reading.constructs.table import CONFLICT, DRAWN, FRONT, Lines

BEGIN = re.compile(r"---[ \t]*\n(?=[ \t]*(?:#|[\w\"'-][^\n]*:(?:\s|$)))(?:[^\n]*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
                   r"|\+\+\+[ \t]*\n(?:[^\n]*\n)*?\+\+\+[ \t]*(?:\n|\Z)|(?:%[ \t][^\n]*(?:\n|\Z)){1,3}")
# What only a conflict has: ======= alone underlines a heading, and >>>>>>> goes on in a quotation.
IN_CONFLICT = re.compile(r"^<{7} |(?:\A|^(?!>)[^\n]*\n)>{7} ", re.M)
MARK = re.compile(r"(?:<{7}|\|{7}|>{7}) .*|\|{7}|={7}")
RULE = re.compile(r"[> \t]*-{2,}(?:[ \t]+-{2,})+[ \t]*")
EDGE = re.compile(r"[> \t]*-{3,}[ \t]*")


@dataclass(frozen=True)
class Taken:
    """A line that was taken out, from 0, by which row, and what it was."""

    row: Lines
    line: int
    text: str


def taken_out(text: str) -> tuple[str, list[Taken]]:
    """A text without such lines, each an empty one now, and those of which something is to be said."""
    lines = text.split("\n")
    said: list[Taken] = []
    if match := BEGIN.match(text):
        said.append(Taken(FRONT, 0, " ".join(lines[:2])))
        count = match[0].count("\n") + (not match[0].endswith("\n"))
        lines[:count] = [""] * count
    if IN_CONFLICT.search(text):
        marks = [number for number, line in enumerate(lines) if MARK.fullmatch(line)]
        said += [Taken(CONFLICT, number, lines[number]) for number in marks]
        for number in marks:
            lines[number] = ""
    for first, last in _drawn(lines):
        said.append(Taken(DRAWN, first, lines[first].strip()))
        for number in range(first, last + 1):
            if RULE.fullmatch(lines[number]) or EDGE.fullmatch(lines[number]):
                lines[number] = ""
    return "\n".join(lines), said


def _drawn(lines: list[str]) -> Iterator[tuple[int, int]]:
    """The first and the last rule of each table whose columns are ruled by hyphens, as Pandoc has them.

    One whose rows take several lines has rules of one piece above and below, as wide as the table.
    """
    end = -1
    for number, line in enumerate(lines):
        if number <= end or not RULE.fullmatch(line):
            continue
        first = end = number
        above = number - 1
        while above >= 0 and lines[above].strip() and not EDGE.fullmatch(lines[above]):
            above -= 1
        is_edged = above >= 0 and bool(EDGE.fullmatch(lines[above])) and len(lines[above].strip()) >= len(line.strip())
        first = above if is_edged else number
        for below in range(number + 1, len(lines)):
            following = lines[below]
            if RULE.fullmatch(following) or (EDGE.fullmatch(following) and len(following.strip()) >= len(line.strip())):
                end = below
                break
            if not following.strip() and not is_edged:
                break
        yield first, end
