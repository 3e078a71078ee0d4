"""What a translation must keep to the letter: calls, links, marks, document symbols."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from press.catalogues.checks.flow import Translated, finding
from press.catalogues.checks.mutes import FIRM
from press.reading import constructs, inlines
from press.values.document import Emphasis, InlineNote, Link, Picture, Strong, Text, calls, walk
from press.values.findings import Finding, Severity
from press.values.wordless import SYMBOL

MARKS: Mapping[type, str] = {Emphasis: "*emphasis*", Strong: "**strong**", InlineNote: "^[note]", Picture: "![picture]"}
# What is left as text when a mark has lost its partner.
STRAY = re.compile(r"\*+|(?<!\w)_|_(?!\w)|\]\(|\[\^|\^\[|\]\{|(?<=\])\w*\}")
# What the templates put in.
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def check_calls(message: Translated) -> Iterator[Finding]:
    """The same calls, each as often."""
    wanted, given = Counter(calls(message.source.inlines)), Counter(calls(message.parsed))
    for name in given - wanted:
        if name in wanted:
            yield _error("note-calls", f"the call [^{name}] stands more often than in the source",
                         "keep each call as often as the source has it")
        else:
            near = difflib.get_close_matches(name, wanted, 1) or list(wanted - given)[:1]
            yield _error("note-calls", f"the call [^{name}] is not in the source",
                         f"did you mean [^{near[0]}]?" if near else "take it out")
    for name in wanted - given:
        yield _error("note-calls", f"the call [^{name}] is missing", f"put [^{name}] where its note belongs")


def check_links(message: Translated) -> Iterator[Finding]:
    """The same targets."""
    wanted, given = (
        Counter(i.target for i in walk(inlines) if isinstance(i, Link))
        for inlines in (message.source.inlines, message.parsed)
    )
    for target in wanted - given:
        yield _error("links", f"the link to {target} is missing",
                     "copy the address from the source; where this language has a page of its own, "
                     "say so in a comment: # ok links: why")
    for target in given - wanted:
        yield _error("links", f"the link to {target} is not in the source", "use the addresses of the source")


def check_markup(message: Translated) -> Iterator[Finding]:
    """The same kinds of marks, none without its partner, nothing that is markup elsewhere and that the source has not."""
    source, parsed = message.source, message.parsed
    for kind, name in MARKS.items():
        wanted, given = (sum(isinstance(i, kind) for i in walk(inlines)) for inlines in (source.inlines, parsed))
        if bool(wanted) != bool(given):
            yield _error("markup", f"{name} is {'missing' if wanted else 'not in the source'}",
                         "keep the source's marks, and no others")
    left = Counter(mark for i in walk(parsed) if isinstance(i, Text) for mark in STRAY.findall(i.text))
    known = Counter(mark for i in walk(source.inlines) if isinstance(i, Text) for mark in STRAY.findall(i.text))
    for mark in left - known:
        yield _error("markup", f"a mark {mark} has lost its partner",
                     "close each mark that opens, and write calls as [^name]")
    before = {fault.message for fault in inlines.faults(source.text, source.inlines, source.place)}
    for fault in inlines.faults(message.text, parsed, source.place):
        if fault.message not in before:
            yield replace(fault, severity=Severity.ERROR)
    for fault in constructs.brought(message.text, source.text, source.place):
        yield replace(fault, severity=Severity.ERROR) if fault.code in FIRM else fault


def check_symbols(message: Translated) -> Iterator[Finding]:
    """Document symbols and case numbers to the letter."""
    wanted, given = Counter(SYMBOL.findall(message.source.text)), Counter(SYMBOL.findall(message.text))
    for symbol in wanted - given:
        near = difflib.get_close_matches(symbol, given - wanted, 1, 0.5)
        yield _error("symbols", f"the symbol {symbol} is missing" + (f", and {near[0]} is there" if near else ""),
                     f"write {symbol}, letter by letter as in the source")


def check_placeholders(message: Translated) -> Iterator[Finding]:
    """The same %(…)s, which the templates fill."""
    wanted, given = Counter(PLACEHOLDER.findall(message.source.text)), Counter(PLACEHOLDER.findall(message.text))
    for name in (wanted - given) + (given - wanted):
        yield _error("markup", f"{name} is {'missing' if name in wanted - given else 'not in the source'}",
                     "keep what stands in %(…)s as it is: the template puts words there")


def _error(code: str, message: str, hint: str) -> Finding:
    """A finding that no PDF is made with."""
    return finding(code, message, hint, Severity.ERROR)
