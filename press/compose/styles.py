"""The style sheets of an edition, refused where they ask for what no engine can set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from press.files import read_text
from press.findings import Place, ProjectError
from press.job import Edition

# A length or a share, and a bare number, that no page has: the engine divides by what comes of it (10^10 is above z-index).
LARGEST, LARGEST_BARE = 1e6, 1e10
# So deep blocks and parentheses may stand in others: each costs the parser some of its stack.
DEEPEST = 50
CLOSED = {"{": "}", "(": ")", "[": "]"}
# Comments, strings and addresses are no rules.
OTHER = re.compile(r"""/\*.*?(?:\*/|\Z)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|url\([^)]*\)?""", re.S | re.I)
NUMBER = re.compile(r"(?<![\w#.\\+-])[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?P<unit>[a-z%]*)", re.I)
# What is calculated, and the numbers in it that something is divided by.
SUM = re.compile(r"\bcalc\([^;{}]*", re.I)
SHARE = re.compile(r"/\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)", re.I)


def style_sheets(edition: Edition) -> Iterator[tuple[str, str]]:
    """The style sheets of an edition, each with its name: shared first, its own last; ProjectError for what can't be set."""
    for folder in edition.folders:
        for path in sorted(folder.glob("*.css")):
            where = f"templates/{folder.name}/{path.name}"
            text = read_text(path, where)
            _check(text, where)
            yield where, text


def joined(style: str, sheets: Iterable[tuple[str, str]]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """A style with further sheets, and in which line of it each of them begins."""
    first = []
    for where, text in sheets:
        style += "\n"
        first.append((style.count("\n") + 1, where))
        style += text
    return style, tuple(first)


def _check(text: str, where: str) -> None:
    """Refuses numbers beyond all measure, and blocks that stand too deep in others or have no end."""
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
    _check_blocks(text, rules, where)


def _check_blocks(text: str, rules: str, where: str) -> None:
    """Refuses blocks that stand too deep in others, and what is never closed."""
    open_at: list[int] = []
    for match in re.finditer(r"[{}()\[\]]", rules):
        open_at = [*open_at, match.start()] if match[0] in "{([" else open_at[:-1]
        if len(open_at) > DEEPEST:
            raise ProjectError(f"blocks or parentheses stand more than {DEEPEST} deep in others",
                               _place(rules, where, match.start()), "see whether } or ) is missing before")
    # What is open at the end would swallow the style sheets that follow.
    if open_at:
        raise ProjectError(f"{rules[open_at[0]]} is never closed", _place(rules, where, open_at[0]),
                           f"write {CLOSED[rules[open_at[0]]]} where it ends")
    for match in OTHER.finditer(text):
        if match[0].startswith("/*") and not match[0].endswith("*/"):
            raise ProjectError("a comment is never closed", _place(text, where, match.start()), "write */ where it ends")


def _place(rules: str, where: str, position: int) -> Place:
    """The line of a position."""
    return Place(where, rules.count("\n", 0, position) + 1)
