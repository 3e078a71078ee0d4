"""A document in another language: the same shape, other words, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from press.catalogues.checking import check, check_words
from press.catalogues.checks.flow import without_direction_marks
from press.catalogues.omissions import omissions
from press.catalogues.queries import queries
from press.comments import CLOSE_IT, uncommented
from press.findings import Finding, Place, Severity
from press.inlines import inlines
from press.job import Catalogue, Entry, Language
from press.languages import script_of
from press.model import (
    OF_NAMES,
    Block,
    Document,
    Figure,
    Heading,
    ItemList,
    Paragraph,
    Passage,
    Quotation,
    State,
    Table,
    Text,
    passages,
    plain,
)
from press.results import Coverage

SHOWN = 40
UPDATE = "run: python build.py catalogue update"


@dataclass
class _Translation:
    """One document on its way into one language."""

    document: Document
    catalogue: Catalogue
    language: Language
    final: bool
    findings: list[Finding] = field(default_factory=list)
    missing: list[Place] = field(default_factory=list)
    unknown: list[Passage] = field(default_factory=list)

    def passage(self, source: Passage) -> Passage:
        """The passage translated; the source's words where there is no translation that fits."""
        if not source.is_message:
            return source
        entry = self.catalogue.entries.get((source.context, source.text))
        written = uncommented(entry.translation) if entry else None
        text = written.text.strip() if written else ""
        if not text and source.context in OF_NAMES and script_of(source.language) == script_of(self.language.code):
            return replace(source, state=State.TRANSLATED, source=source.text)
        if entry is None or written is None or not text:
            self.missing.append(entry.place if entry else self.catalogue.place)
            if entry is None:
                self.unknown.append(source)
            return replace(source, state=State.UNTRANSLATED, source=source.text)
        self.findings += [Finding(Severity.ERROR, "comment", said, entry.place, CLOSE_IT) for _, said in written.faults]
        if entry.fuzzy:
            self.missing.append(entry.place)
            return replace(source, state=State.FUZZY, source=source.text, previous=entry.previous, outdated=text)
        return self._translated(source, without_direction_marks(text), entry)

    def _translated(self, source: Passage, text: str, entry: Entry) -> Passage:
        """The passage in the words of an entry, which are checked against their source."""
        parsed = inlines(text, self.document.references)
        self.findings.extend(check(source, text, parsed, entry, self.language))
        return replace(source, text=text, inlines=parsed, language=self.language.code, state=State.TRANSLATED,
                       source=source.text)

    def block(self, block: Block) -> Block:
        """The block with each of its passages translated."""
        match block:
            case Heading() | Paragraph():
                return replace(block, passage=self.passage(block.passage))
            case Quotation():
                return Quotation(tuple(map(self.block, block.blocks)))
            case ItemList():
                return replace(block, items=tuple(tuple(map(self.block, item)) for item in block.items))
            case Table():
                return self._table(block)
            case Figure():
                return replace(
                    block, alternative=block.alternative and self.passage(block.alternative),
                    caption=block.caption and self.passage(block.caption),
                )
            case _:
                return block

    def _table(self, table: Table) -> Table:
        """The table, cell by cell."""
        head, body = (
            tuple(tuple(replace(cell, passage=self.passage(cell.passage)) for cell in row) for row in rows)
            for rows in (table.head, table.body)
        )
        return Table(head, body, table.caption and self.passage(table.caption))


def translate(
    document: Document, catalogue: Catalogue | None, language: Language, final: bool
) -> tuple[Document, tuple[Finding, ...]]:
    """The document in `language`; in its source language itself. In a final, what is missing is an error."""
    if language.code == document.source_language or catalogue is None:
        return document, ()
    work = _Translation(document, catalogue, language, final)
    translated = replace(
        document, language=language.code, fields={key: work.passage(p) for key, p in document.fields.items()},
        blocks=tuple(map(work.block, document.blocks)),
        notes={name: replace(note, blocks=tuple(map(work.block, note.blocks))) for name, note in document.notes.items()},
    )
    of_all = (*queries(catalogue, final), *_of_another(document, catalogue), *_stale(work), *_unread(work),
              *omissions(translated, final))
    return translated, (*catalogue.findings, *work.findings, *of_all)


def _of_another(document: Document, catalogue: Catalogue) -> Iterator[Finding]:
    """Whether no message of the catalogue is one of the document."""
    own = {(passage.context, passage.text) for passage in passages(document) if passage.is_message}
    if catalogue.entries and not own & catalogue.entries.keys():
        yield Finding(Severity.WARNING, "catalogue-of-another", f"none of its {len(catalogue.entries)} messages is in "
                      f"{document.name}: this seems to be another document's catalogue", catalogue.place,
                      f"take the right file, or {UPDATE}")


def check_interface(catalogue: Catalogue | None, language: Language, final: bool) -> tuple[Finding, ...]:
    """The findings of the templates' words in `language`, whose source is English."""
    found = [*(catalogue.findings if catalogue else ()), *queries(catalogue, final)]
    for (context, text), entry in catalogue.entries.items() if catalogue else ():
        if entry.translation and not entry.fuzzy:
            found += check_words(Passage(text, (Text(text),), Place(""), "en", context), entry, language)
    return tuple(found)


def _stale(work: _Translation) -> Iterator[Finding]:
    """One finding for all that is fuzzy or missing."""
    if work.missing:
        count = len(work.missing)
        what = "1 message is" if count == 1 else f"{count} messages are"
        yield Finding(
            Severity.ERROR if work.final else Severity.NOTICE, "stale",
            f"{what} fuzzy or not translated, and set in the source language", work.missing[0],
            f"translate what Poedit lists as untranslated or needing work, or {UPDATE}",
        )


def _unread(work: _Translation) -> Iterator[Finding]:
    """Translations of messages that are missing: with another context than theirs, or with plural forms."""
    wanted = {source.text: source for source in work.unknown}
    astray: list[tuple[Passage, Entry]] = []
    for (_, text), entry in work.catalogue.entries.items():
        words, _, plural = text.partition("\0")
        if not entry.translation or not (source := wanted.pop(words, None)):
            continue
        if plural:
            yield Finding(Severity.WARNING, "plural", f"“{_short(words)}” has plural forms here, and no message has any: "
                          "it is not read", entry.place, f"{UPDATE}, and translate the message that it brings")
        else:
            astray.append((source, entry))
    if astray:
        source, entry = astray[0]
        more = f", and {len(astray) - 1} more" if len(astray) > 1 else ""
        context = f'msgctxt "{source.context}"' if source.context else "no msgctxt"
        yield Finding(Severity.WARNING, "context", f"the translation of “{_short(source.text)}” is not read{more}: the "
                      f"message has {context}, which a program has changed here", entry.place, f"{UPDATE}, which mends it")


def _short(text: str) -> str:
    """The first words of a message."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}…"


def coverage(document: Document) -> Coverage:
    """How many words the source has, how many are translated and not fuzzy, and how many are fuzzy."""
    words: dict[State, int] = dict.fromkeys(State, 0)
    for passage in passages(document):
        if passage.source or passage.is_message:
            words[passage.state] += len((passage.source or plain(passage.inlines)).split())
    return Coverage(sum(words.values()), words[State.TRANSLATED] + words[State.SOURCE], words[State.FUZZY])
