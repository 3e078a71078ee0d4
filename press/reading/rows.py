"""Pipe tables that would lose a cell, or that only look like one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from press.reading.parser import OddRow, cells_of
from press.values.findings import Finding, Place, Severity

# What the rule below a head is made of, and what programs make of its hyphens.
DASHES = frozenset("-=_\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
PIPE = re.compile(r"(?<!\\)\|")
RIGHT = "write a head, below it a rule, then the rows, with no empty line: | A | B |, then |---|---|, then | 1 | 2 |"


def odd_row(row: OddRow, place: Place) -> Finding:
    """What is said of a row with more cells than the head, which has no place for them, or with fewer.

    What is missing is set as empty cells, as GitHub and Pandoc do; but a bar may have been forgotten in the middle.
    """
    count, columns = len(row.cells), row.columns
    cells = f"{count} {'cell' if count == 1 else 'cells'}, and the head has {columns}"
    if count > columns:
        lost = " | ".join(row.cells[columns:])
        if not lost.strip(" |"):
            return Finding(Severity.NOTICE, "table-row", f"a row has {cells}: the empty ones at its end are left out", place,
                           "take the bars at its end away")
        return Finding(Severity.ERROR, "table-row", f"a row has {cells}: “{lost}” is in no column", place,
                       "give the head a cell more, or write a bar that is a sign as \\|")
    return Finding(Severity.NOTICE, "table-row", f"a row has {cells}: it is filled up with empty cells", place,
                   "write each empty cell (| |), or leave an empty line above text that is no row")


def broken_table(lines: Sequence[str]) -> tuple[int, str, str] | None:
    """What is wrong with a paragraph that was meant as a pipe table: its line from 0, the cause and what to do."""
    if not any("|" in line for line in lines):
        return None
    rules = [number for number, line in enumerate(lines) if _is_rule(line)]
    if rules:
        return (rules[0], *_broken_rule(lines, rules[0]))
    barred = [len(PIPE.findall(line)) for line in lines if _is_row(line)]
    if len(barred) < len(lines) or (len(lines) == 1 and barred[0] < 3):
        return None
    return 0, "this looks like a row of a table, and there is no table", RIGHT


def _is_rule(line: str) -> bool:
    """Whether a line was meant as the rule below a head: it has bars and dashes, and nothing else."""
    signs = set(line) - {" ", "\t", ":"}
    return "|" in signs and bool(signs & DASHES) and signs - {"|"} <= DASHES


def _is_row(line: str) -> bool:
    """Whether a line begins and ends with a bar."""
    line = line.strip()
    return len(line) > 1 and line.startswith("|") and line.endswith("|") and not line.endswith("\\|")


def _broken_rule(lines: Sequence[str], number: int) -> tuple[str, str]:
    """Why a line that looks like the rule of a table makes none, and what to do."""
    rule = lines[number].strip()
    if wrong := re.search(r"[^\s|:-]", rule):
        return f"the rule of a table has {wrong[0]} in it, and hyphens make it", "write |---|---| with plain hyphens"
    if number == 0:
        return "a table begins with its rule, and has no head", "write a head above it; one without words is | | |"
    head, ruled = len(cells_of(lines[number - 1])), len(cells_of(rule))
    if head != ruled:
        return (f"the head of a table has {head} {'cell' if head == 1 else 'cells'}, and its rule has {ruled}",
                "give the rule as many parts as the head has cells")
    return "this looks like the rule of a table, and there is no table", RIGHT
