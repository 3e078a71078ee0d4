"""A proof's rows: each message with its source, its translation, what has changed, and what the checks say of it."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import Markup, escape

from press.compose.inline import Setting
from press.languages.ranges import FULL_WIDTH
from press.languages.writing import numerals
from press.reading.inlines import inlines
from press.values.document import (
    Block,
    Call,
    Figure,
    Heading,
    Inline,
    InlineNote,
    ItemList,
    Link,
    Passage,
    Picture,
    Quotation,
    State,
    Table,
    calls,
    passages_of,
)
from press.values.findings import Finding, Severity
from press.values.results import Standing

# A word with the space before it; where a script writes none, a sign.
WORD = re.compile(rf"\s*(?:[{FULL_WIDTH}]|[^\s{FULL_WIDTH}]+)|\s+")
# From so many characters on a row may go over a page's end: kept whole it would leave a third of a page empty.
LONG = 400


@dataclass(frozen=True)
class Row:
    """One passage of a proof: what kind of text it is, the name of its note, the note's number on its first row."""

    kind: str
    passage: Passage
    note: str = ""
    number: int = 0

    @property
    def is_long(self) -> bool:
        """Whether it may go over the end of a page."""
        return len(self.passage.source or self.passage.text) > LONG


@dataclass
class Wording(Setting):
    """Sets words for comparing: calls are numbers of the source's order and lead nowhere, what is unseen is shown."""

    order: dict[str, int] = field(default_factory=dict)

    def _call(self, inline: Call | InlineNote, before: str, host: Passage) -> Markup:
        """The number of a note; a call of none is shown as it is written."""
        if isinstance(inline, InlineNote):
            return Markup('<span class="inline-note">^[{}]</span>').format(self.inlines(inline.children, host))
        if inline.note not in self.order:
            return Markup('<span class="unknown">[^{}]</span>').format(inline.note)
        figure = numerals(self.order[inline.note], self.language.digits)
        return Markup('<span class="call{}">{}</span>').format(" apart" if before.isdigit() else "", figure)

    def _link(self, link: Link, host: Passage) -> Markup:
        """The words of a link, and where it would lead."""
        target = Markup('<span class="address" dir="ltr">{}</span>').format(link.target)
        return target if link.bare else Markup("{} ({})").format(self.inlines(link.children, host), target)

    def _inline(self, inline: Inline, host: Passage) -> Markup:
        """One inline; a picture is its alternative text."""
        if isinstance(inline, Picture):
            return Markup("[{}]").format(inline.alternative)
        return super()._inline(inline, host)

    def numbered(self, row: Row, words: Markup) -> Markup:
        """The words of a row; before those of a note its number."""
        figure = numerals(row.number, self.language.digits)
        return Markup('<span class="number">{}</span>{}').format(figure, words) if row.number else words


@dataclass(frozen=True)
class Proof:
    """What the template of a proof asks for; `own` and `foreign` set words of the translation and of the source."""

    own: Wording
    foreign: Wording
    standing: Standing

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Each passage in the order of the page, the notes after the passage that calls them first."""
        return tuple(self._all())

    def _all(self) -> Iterator[Row]:
        """The rows, one after the other."""
        document = self.own.document
        done: set[str] = set()
        fields = [Row("field", p) for key, p in document.fields.items() if key != "closing"]
        closing = [Row("field", p) for key, p in document.fields.items() if key == "closing"]
        for row in (*fields, *(row for block in document.blocks for row in _rows(block)), *closing):
            yield row
            for name in calls(self._source(row.passage)):
                if name in document.notes and name not in done:
                    done.add(name)
                    yield from self._note(name)

    def _note(self, name: str) -> Iterator[Row]:
        """The passages of a note."""
        number = self.own.order[name]
        for block in self.own.document.notes[name].blocks:
            for row in _rows(block):
                yield Row("note", row.passage, name, number)
                number = 0

    def _source(self, passage: Passage) -> tuple[Inline, ...]:
        """The source of a passage."""
        return inlines(passage.source or passage.text, self.own.document.references)

    def source(self, row: Row) -> Markup:
        """The words of the source; of a fuzzy message with what has changed since the translation."""
        passage = row.passage
        if passage.state is State.FUZZY and passage.previous and passage.previous != passage.source:
            return self.foreign.numbered(row, _changes(passage.previous, passage.source))
        return self.foreign.numbered(row, self.foreign.inlines(self._source(passage), passage))

    def translation(self, row: Row) -> Markup:
        """The words of the translation, also of one that is out of date; nothing where there is none."""
        passage = row.passage
        if passage.state is State.UNTRANSLATED:
            return Markup("")
        outdated = passage.state is State.FUZZY
        words = inlines(passage.outdated, self.own.document.references) if outdated else passage.inlines
        return self.own.numbered(row, self.own.inlines(words, passage))

    def findings(self, row: Row) -> tuple[Finding, ...]:
        """What the checks say of a message."""
        return self.standing.findings.get(row.passage.key, ()) if row.passage.source else ()

    @property
    def other_findings(self) -> tuple[Finding, ...]:
        """What the checks say of the catalogue as a whole."""
        return tuple(f for f in self.standing.findings.get("", ()) if f.code != "stale")

    @property
    def counts(self) -> list[tuple[str, Severity, int]]:
        """How many findings there are of each code, errors first."""
        found = Counter((f.code, f.severity) for some in self.standing.findings.values() for f in some if f.code != "stale")
        weight = list(Severity)
        return sorted(((code, severity, count) for (code, severity), count in found.items()),
                      key=lambda item: (weight.index(item[1]), -item[2], item[0]))

    def messages(self, state: str = "") -> int:
        """How many messages are in a state, or in all."""
        return sum(bool(row.passage.source) and state in ("", row.passage.state) for row in self.rows)


def _rows(block: Block, kind: str = "") -> Iterator[Row]:
    """The passages of a block with the kind of text that they are."""
    match block:
        case Heading():
            yield Row(f"heading level-{min(block.level, 3)}", block.passage)
        case Quotation():
            for inner in block.blocks:
                yield from _rows(inner, "quotation")
        case ItemList():
            for item in block.items:
                for inner in item:
                    yield from _rows(inner, "item")
        case Table() | Figure():
            kind = "cell" if isinstance(block, Table) else "figure"
            yield from (Row(kind, passage) for passage in passages_of(block))
        case _:
            yield from (Row(kind or "paragraph", passage) for passage in passages_of(block))


def numbered(setting: Setting) -> dict[str, int]:
    """The number of each note by its name, in the order of the source."""
    document = setting.document
    order: dict[str, int] = {}
    closing = [document.fields["closing"]] if "closing" in document.fields else []
    for passage in (*(p for block in document.blocks for p in passages_of(block)), *closing):
        for name in calls(inlines(passage.source or passage.text, document.references)):
            order.setdefault(name, len(order) + 1)
    return order


def _changes(previous: str, present: str) -> Markup:
    """The present words: those that are new underlined, those that are gone struck through."""
    before, now = WORD.findall(previous), WORD.findall(present)
    parts: list[Markup] = []
    for kind, start, end, own_start, own_end in difflib.SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(escape("".join(now[own_start:own_end])))
            continue
        for name, words in (("del", before[start:end]), ("ins", now[own_start:own_end])):
            if words:
                text = "".join(words)
                bare = text.lstrip()
                parts.append(Markup("{}<{}>{}</{}>").format(text[:len(text) - len(bare)], Markup(name), bare, Markup(name)))
    return Markup("").join(parts)
