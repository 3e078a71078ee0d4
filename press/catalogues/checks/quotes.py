"""Quotation marks: those of the language, each opened one closed, none fewer than in the source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from press.catalogues.checks.flow import Translated, finding, suggest
from press.languages.language import ENGLISH_QUOTES
from press.languages.ranges import SQUARE
from press.languages.rules import quotes_of
from press.values.findings import Finding

# Marks that quote somewhere. An apostrophe between letters or after one is none.
ALL = '"“”„‟«»‹›‘‚‛「」『』《》〈〉'
SINGLE = "’"
APOSTROPHE = re.compile(rf"[’'](?:(?<=[^\W\d_{SQUARE}].)(?=[^\W_{SQUARE}])|(?<=[sxzSXZ]’)(?!\w))")
QUOTED = re.compile(r'"([^"\n]*)"')


def check_quotes(message: Translated) -> Iterator[Finding]:
    """The marks of the language, in pairs, as many pairs as the source has."""
    flow = APOSTROPHE.sub("ʼ", message.flow)
    own = "".join(map("".join, _pairs(message)))
    if foreign := Counter(mark for mark in flow if mark in ALL and mark not in own):
        yield _foreign(message, flow, foreign)
        return
    opened, broken = _closed(flow, _pairs(message))
    wanted, source_broken = _closed(APOSTROPHE.sub("ʼ", message.origin), _outer_and_inner(
        quotes_of(message.source.language) or ENGLISH_QUOTES))
    if broken:
        # A quotation that runs over several paragraphs is open in the source too.
        if not source_broken:
            yield finding("quotes", f"a quotation mark {broken} has no partner",
                          "close each quotation that opens, in the right order")
        return
    # An author may set words apart by inner marks; a translator has the author's.
    if message.source.language != message.language.code and (inner := _inner_alone(flow, message)):
        yield inner
    if opened < wanted:
        yield finding("quotes", f"there are {wanted} quotations in the source and {opened} here",
                      f"set {message.language.quotes[0]} and {message.language.quotes[1]} round the words that are quoted")


def _inner_alone(flow: str, message: Translated) -> Finding | None:
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


def _foreign(message: Translated, flow: str, foreign: Counter[str]) -> Finding:
    """The finding for marks of another language, with the right ones where it is sure which."""
    opening, closing = message.language.quotes[:2]
    space = message.language.conventions.quote_space
    kind = "is not a quotation mark" if len(foreign) == 1 else "are not quotation marks"
    said = f"{' '.join(foreign)} {kind} of this language"
    first = re.search(f"[{re.escape(''.join(foreign))}]", flow)
    match = QUOTED.search(flow) or re.search("“([^“”]*)”", flow) or re.search("«\\s?([^«»]*?)\\s?»", flow)
    if match and match[0][0] in foreign and match[0][-1] in foreign:
        inside = match[1].strip()
        short = inside if len(inside) < 40 else f"{inside[:18]} … {inside[-18:]}"
        return finding("quotes", said, f"write {opening}{space}{short}{space}{closing}")
    assert first
    there, _ = suggest(flow, *first.span(), "")
    return finding("quotes", f"{said}: {there}", f"write {' '.join(message.language.quotes)}, the inner ones inside others")


def _pairs(message: Translated) -> list[tuple[str, str]]:
    """The pairs that open and close in the language."""
    rules = message.language.conventions
    further = rules.titles + "".join(rules.other_quotes)
    return [*_outer_and_inner(message.language.quotes), *zip(further[::2], further[1::2], strict=True)]


def _outer_and_inner(quotes: Sequence[str]) -> list[tuple[str, str]]:
    """Four marks as two pairs."""
    return [(quotes[0], quotes[1]), (quotes[2], quotes[3])]


def _closed(flow: str, pairs: list[tuple[str, str]]) -> tuple[int, str]:
    """How many quotations are opened and closed, and the first mark without a partner, if there is one."""
    count = 0
    open_marks: list[str] = []
    closing = {right: left for left, right in pairs}
    opening = dict(pairs)
    for mark in flow:
        if mark in closing and open_marks and open_marks[-1] == closing[mark]:
            open_marks.pop()
            count += 1
        elif mark in opening:
            open_marks.append(mark)
        elif mark in closing and mark != SINGLE:
            return count, mark
    return count, open_marks[0] if open_marks else ""
