"""The style sheets of an edition, refused where they ask for what no engine can set."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.files import read_text
from press.findings import Place, ProjectError
from press.job import Edition

# A length or a share, and a bare number, that no page has: the engine divides by what comes of it (10^10 is above z-index).
LARGEST, LARGEST_BARE = 1e6, 1e10
# So deep blocks and parentheses may stand in others: each costs the parser some of its stack.
DEEPEST = 50
# Comments, strings and addresses are no rules.
OTHER = re.compile(r"""/\*.*?(?:\*/|\Z)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|url\([^)]*\)?""", re.S | re.I)
NUMBER = re.compile(r"(?<![\w#.\\+-])[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?P<unit>[a-z%]*)", re.I)
# What is calculated, and the numbers in it that something is divided by.
SUM = re.compile(r"\bcalc\([^;{}]*", re.I)
SHARE = re.compile(r"/\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)", re.I)


def style_sheets(edition: Edition) -> str:
    """The style sheets of an edition: shared first, its own last; ProjectError with the line of what can't be set."""
    found = []
    for folder in edition.folders:
        for path in sorted(folder.glob("*.css")):
            where = f"templates/{folder.name}/{path.name}"
            found.append(read_text(path, where))
            _check(found[-1], where)
    return "\n" + "\n".join(found)


def _check(text: str, where: str) -> None:
    """Refuses numbers beyond all measure, and blocks that stand too deep in others."""
    rules = OTHER.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for match in NUMBER.finditer(rules):
        number, unit = match[0][:len(match[0]) - len(match["unit"])], match["unit"]
        if abs(float(number)) > (LARGEST if unit else LARGEST_BARE):
            raise ProjectError(f"{match[0]} is larger than anything on a page", _place(rules, where, match.start()),
                               "write the size that is meant")
    for calculated in SUM.finditer(rules):
        if nothing := next((share for share in SHARE.finditer(calculated[0]) if not float(share[1])), None):
            raise ProjectError("a length is divided by 0", _place(rules, where, calculated.start() + nothing.start()),
                               "write the size that is meant")
    for position, depth in _depths(rules):
        if depth > DEEPEST:
            raise ProjectError(f"blocks or parentheses stand more than {DEEPEST} deep in others",
                               _place(rules, where, position), "see whether } or ) is missing before")


def _depths(rules: str) -> Iterator[tuple[int, int]]:
    """Where blocks and parentheses begin and end, and how many are open there."""
    depth = 0
    for match in re.finditer(r"[{}()\[\]]", rules):
        depth = max(0, depth + (1 if match[0] in "{([" else -1))
        yield match.start(), depth


def _place(rules: str, where: str, position: int) -> Place:
    """The line of a position."""
    return Place(where, rules.count("\n", 0, position) + 1)
