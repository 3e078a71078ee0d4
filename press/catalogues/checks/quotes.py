"""Quotation marks: those of the language, each opened one closed, none fewer than in the source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from press.catalogues.checks.flow import Message, finding, suggest
from press.model import Finding
from press.rules import cldr, quotes_of

# Marks that quote somewhere. An apostrophe between letters or after one is none.
ALL = '"“”„‟«»‹›‘‚‛「」『』《》〈〉'
SINGLE = "’"
APOSTROPHE = re.compile(r"(?<=[^\W\d_\u2e80-\u9fff])[’'](?=[^\W_\u2e80-\u9fff])|(?<=[sxzSXZ])’(?!\w)")
QUOTED = re.compile(r'"([^"\n]*)"')


def check_quotes(message: Message) -> Iterator[Finding]:
    """The marks of the language, in pairs, as many pairs as the source has."""
    flow = APOSTROPHE.sub("ʼ", message.flow)
    own = _own(message)
    foreign = Counter(mark for mark in flow if mark in ALL and mark not in own)
    if foreign:
        yield _foreign(message, flow, foreign)
        return
    pairs = _pairs(message)
    opened, broken = _closed(flow, pairs)
    if not broken and (inner := _inner_alone(flow, message)):
        yield inner
    if broken and not _closed(_plain_apostrophes(message.origin), _pairs_of(message.source.language))[1]:
        yield finding("quotes", f"a quotation mark {broken} has no partner", "close each quotation that opens, in the right order")
    wanted = _closed(_plain_apostrophes(message.origin), _pairs_of(message.source.language))[0]
    if not broken and opened < wanted:
        yield finding("quotes", f"there are {wanted} quotations in the source and {opened} here",
                      f"set {message.language.quotes[0]} and {message.language.quotes[1]} round the words that are quoted")


def _inner_alone(flow: str, message: Message) -> Finding | None:
    """The finding for inner marks that stand in no outer ones, unless the two are the same."""
    a, b, c, d = message.language.quotes
    depth = 0
    if c in (a, b) or d in (a, b) or a == b:
        return None
    for place, mark in enumerate(flow):
        depth += (mark == a) - (mark == b)
        if mark == c and not depth:
            end = flow.find(d, place)
            space = message.language.conventions.quote_space
            there, better = suggest(flow, place, end + 1, f"{a}{space}{flow[place + 1:end]}{space}{b}")
            return finding("quotes", f"{c} {d} stand inside other quotations only: {there}", better)
    return None


def _own(message: Message) -> str:
    """All marks that may stand in the language."""
    rules = message.language.conventions
    return "".join(message.language.quotes) + rules.titles + "".join(rules.other_quotes)


def _foreign(message: Message, flow: str, foreign: Counter[str]) -> Finding:
    """The finding for marks of another language, with the right ones where it is sure which."""
    opening, closing = message.language.quotes[:2]
    space = message.language.conventions.quote_space
    said = f"{' '.join(foreign)} {'is not a quotation mark' if len(foreign) == 1 else 'are not quotation marks'} of this language"
    first = re.search(f"[{re.escape(''.join(foreign))}]", flow)
    match = QUOTED.search(flow) or re.search("“([^“”]*)”", flow) or re.search("«\\s?([^«»]*?)\\s?»", flow)
    if match and match[0][0] in foreign and match[0][-1] in foreign:
        inside = match[1].strip()
        short = inside if len(inside) < 40 else f"{inside[:18]} … {inside[-18:]}"
        return finding("quotes", said, f"write {opening}{space}{short}{space}{closing}")
    assert first
    there, _ = suggest(flow, *first.span(), "")
    return finding("quotes", f"{said}: {there}", f"write {' '.join(message.language.quotes)}, the inner ones inside others")


def _pairs(message: Message) -> list[tuple[str, str]]:
    """The pairs that open and close in the language."""
    a, b, c, d = message.language.quotes
    titles = message.language.conventions.titles
    others = "".join(message.language.conventions.other_quotes)
    return [(a, b), (c, d), *((titles + others)[i:i + 2] for i in range(0, len(titles + others), 2))]  # type: ignore[list-item]


def _pairs_of(code: str) -> list[tuple[str, str]]:
    """The pairs of a language that is only known by its code."""
    a, b, c, d = quotes_of(code) or cldr("en")["quotes"]
    return [(a, b), (c, d)]


def _plain_apostrophes(text: str) -> str:
    """The text with its apostrophes as letters."""
    return APOSTROPHE.sub("ʼ", text)


def _closed(flow: str, pairs: list[tuple[str, str]]) -> tuple[int, str]:
    """How many quotations are opened and closed, and the first mark without a partner, if there is one."""
    count, open_marks = 0, []
    closing = {right: left for left, right in pairs}
    opening = {left: right for left, right in pairs}
    for mark in flow:
        if mark in closing and open_marks and open_marks[-1] == closing[mark]:
            open_marks.pop()
            count += 1
        elif mark in opening:
            open_marks.append(mark)
        elif mark in closing and mark != SINGLE:
            return count, mark
    return count, open_marks[0] if open_marks else ""
