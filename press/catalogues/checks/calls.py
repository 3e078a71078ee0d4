"""Where a note's call stands among marks, as the language has it; several calls in a row are one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.catalogues.checks.flow import CALL, Translated, around, finding, shown
from press.values.findings import Finding

RUN = re.compile(rf"{CALL}(?:[,،、]?\s?{CALL})*")
SPACES = " \u00a0\u202f\u2009"
INITIALS = re.compile(r"(?:^|[^\w])(?:\w\.)+$")


def check_call_position(message: Translated) -> Iterator[Finding]:
    """A call against its word, before or after the marks of the language; an abbreviation's point is part of its word."""
    rules = message.language.conventions
    if rules.call == "open":
        return
    flow = message.flow.split("\n")[0]
    names = iter(message.calls)
    for match in RUN.finditer(flow):
        calls = re.sub(CALL, lambda _: f"[^{next(names)}]", match[0])
        better = None
        if rules.call == "before":
            better = _before(flow, match, calls, message)
        elif rules.call == "after":
            better = _after(flow, match, calls, rules.call_marks)
        if better:
            yield finding("call-position", f"the call {calls} stands {'after' if rules.call == 'before' else 'before'} "
                          f"{shown(better[0])}", f"in {message.language.english} it stands "
                          f"{rules.call} the mark: write {shown(better[1])}")
        elif flow[:match.start()] and flow[match.start() - 1] in SPACES:
            before, after = around(flow, match.start(), match.end())
            yield finding("call-position", f"a space stands before the call {calls}",
                          f"put the call against its word: write {shown(before.rstrip(SPACES) + calls + after)}")


def _before(flow: str, match: re.Match[str], calls: str, message: Translated) -> tuple[str, str] | None:
    """The marks that a call stands after and should stand before, and the words as they should be."""
    head = flow[:match.start()].rstrip(SPACES)
    end = len(head)
    rules = message.language.conventions
    while end and head[end - 1] in rules.call_marks and not _abbreviated(head[:end], rules.abbreviations):
        end = len(head[:end - 1].rstrip(SPACES))
    # At the very beginning there is no word to stand against; three points are no full stop.
    marks = head[end:]
    if not marks.strip(SPACES) or not end or ".." in marks:
        return None
    word, _ = around(flow, end, end)
    _, after = around(flow, match.end(), match.end())
    return marks.strip(SPACES), f"{word}{calls}{marks}{after}"


def _after(flow: str, match: re.Match[str], calls: str, marks: str) -> tuple[str, str] | None:
    """The marks that a call stands before and should stand after, and the words as they should be."""
    found = re.match(rf"[{re.escape(marks)}]+", flow[match.end():])
    if not found or found[0].startswith(".."):
        return None
    word, _ = around(flow, match.start(), match.start())
    _, after = around(flow, match.end() + found.end(), match.end() + found.end())
    return found[0], f"{word.rstrip(SPACES)}{found[0]}{calls}{after}"


def _abbreviated(head: str, known: tuple[str, ...]) -> bool:
    """Whether the text ends in an abbreviation's point, or in initials."""
    last = re.search(r"(\w+)\.$", head)
    return bool(last and last[1] in known) or bool(INITIALS.search(head))
