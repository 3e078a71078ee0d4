"""A document's folder to a Document, with what is wrong in it."""

from __future__ import annotations

import difflib
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from press.files import read_text
from press.languages.directions import KEEPING, TURNED, turned
from press.languages.invisible import invisible
from press.languages.scripts import direction_of
from press.reading import constructs, markdown, pictures
from press.tables import Table, read_marker
from press.values.document import (
    Block,
    Document,
    Heading,
    InlineNote,
    ItemList,
    Limit,
    Link,
    Note,
    Paragraph,
    Passage,
    Query,
    Quotation,
    Waiver,
    calls,
    passages,
    passages_of,
    plain,
    walk,
)
from press.values.findings import Finding, Place, ProjectError, Severity

MARKER = "document.toml"
WORDS = ("title", "subtitle", "short-title", "description", "publisher", "rights", "version", "closing")
WORD_LISTS = ("authors", "keywords")
FACTS = ("language", "files", "editions", "date", "limit", "query", "waive")
# Fields that are set as headings are, in characters: the longest titles of resolutions have some 400.
ONE_LINE, LONGEST = ("title", "short-title", "subtitle", "version", "publisher"), 1000
WAIVER = ("code", "reason", "name", "date", "cell", "page", "words")
LIMIT = ("words", "source", "language", "notes")
QUERY = ("place", "question", "text", "resolution", "accepted", "name", "date")


def read_document(folder: Path, root: Path) -> tuple[Document, tuple[Finding, ...]]:
    """The document in `folder`, and the findings of its source; ProjectError when it can't be read at all."""
    marker = read_title_page(folder, root)
    language = marker.words("language", example="en")
    reading = markdown.Reading(language, findings=invisible(marker.text, marker.where))
    files = [(read_text(file, file.relative_to(root).as_posix()), file.relative_to(root).as_posix())
             for file in _files(marker, folder)]
    reading.findings += [finding for file in files for finding in invisible(*file)]
    markdown.read_files(files, reading)
    fields = dict(_fields(marker, reading))
    queries = tuple(_query(table, reading) for table in marker.tables("query"))
    for words in (*fields.values(), *(query.text for query in queries if query.text)):
        reading.findings += constructs.in_field(words.text, words.place)
    date = marker.date("date")
    document = Document(
        name=folder.name, folder=folder, language=language, source_language=language, fields=fields,
        facts={"date": date} if date else {}, blocks=tuple(reading.blocks),
        notes=_notes(reading, queries), queries=queries, editions=marker.list_of_words("editions"),
        references=reading.references, limit=_limit(marker, language), place=Place(marker.where),
        waivers=tuple(map(_waiver, marker.tables("waive"))),
    )
    reading.findings += markdown.unused(reading)
    return document, tuple(sorted([*reading.findings, *_faults(document, root)], key=lambda finding: finding.place))


def read_title_page(folder: Path, root: Path) -> Table:
    """What `document.toml` in `folder` says, its keys and their kinds checked; ProjectError with the place of a mistake."""
    marker = read_marker(root, folder, MARKER)
    _check_keys(marker)
    return marker


def _check_keys(marker: Table) -> None:
    """Refuses unknown and missing keys and values of a wrong kind."""
    marker.only((*WORDS, *WORD_LISTS, *FACTS))
    for key in ("language", *WORDS):
        marker.words(key, "")
    for key in (*WORD_LISTS, "editions"):
        marker.list_of_words(key)
    marker.words("title")
    if not marker.list_of_words("files"):
        raise ProjectError("files is missing", marker.place("files"), 'write: files = ["statement.md"]')


def _files(marker: Table, folder: Path) -> Iterator[Path]:
    """The Markdown files in order; ProjectError for one elsewhere, or one that is named twice."""
    before: set[str] = set()
    for name in marker.list_of_words("files"):
        file, shown = folder / name, "".join(letter if letter.isprintable() else "\ufffd" for letter in name)
        if shown != name or not name.strip():
            raise ProjectError(f'no file can be called "{shown}"', marker.place("files"), "write the file's name")
        if not pictures.inside(file, folder):
            raise ProjectError(f"the file {name} is outside the document's folder", marker.place("files"),
                               "a document can read its own folder only")
        if os.path.realpath(file) in before:
            raise ProjectError(f"the file {name} is named twice", marker.place("files"),
                               "name each file once: its text stands where it is named")
        before.add(os.path.realpath(file))
        yield file


def _fields(marker: Table, reading: markdown.Reading) -> Iterator[tuple[str, Passage]]:
    """The fields that are words, each a passage: `title`, `authors.1`, …"""
    for key in WORDS:
        if words := marker.words(key, ""):
            place = marker.place(key)
            passage = markdown.passage(" ".join(words.split()), place, reading, f"meta:{key}", f"field {key}")
            yield key, passage
            if key in ONE_LINE and len(words) > LONGEST:
                reading.found(Severity.ERROR, "field-length", f"the {key} has {len(words):,} characters", place,
                              f"write {LONGEST} at most, and the rest into the text: it stands above it on the first page")
            if key != "closing" and (calls(passage.inlines) or _inline_notes(passage)):
                reading.found(Severity.ERROR, "note-in-field", f"a note is called in the {key}", place,
                              "call it in the text: a title stands in the PDF's data too, where no note can be")
    for key in WORD_LISTS:
        for number, item in enumerate(marker.list_of_words(key), 1):
            place = marker.place(key)
            yield f"{key}.{number}", markdown.passage(item.strip(), place, reading, f"meta:{key}", f"field {key}")


def _limit(marker: Table, language: str) -> Limit | None:
    """The limit of words in document.toml, if there is one: who sets it is said, so that none is made up."""
    if "limit" not in marker.data:
        return None
    table = marker.table("limit")
    table.only(LIMIT)
    if "words" not in table.data:
        raise ProjectError("words is missing in [limit]", table.place(), "write: words = 2000")
    return Limit(
        words=table.whole_number("words", 0), source=table.words("source", example="who sets the limit"),
        language=table.words("language", language), notes=table.switch("notes", True), place=table.place(),
    )


def _query(table: Table, reading: markdown.Reading) -> Query:
    """One query of document.toml."""
    place = table.place()
    table.only(QUERY)
    where, question = (table.words(key) for key in ("place", "question"))
    decided, name, date, text = (table.words("resolution", "") or table.words("accepted", ""), table.words("name", ""),
                                 table.date("date"), table.words("text", ""))
    if decided and not (name and date):
        reading.found(Severity.ERROR, "query-unsigned", "a query is closed without a name and a date", place,
                      'add name = "…" and date = "…" of the person who decided')
    passage = None
    if text:
        passage = markdown.passage(" ".join(text.split()), table.place("text"), reading,
                                   f"query:{where.removeprefix('note:')}", "text of a query")
    return Query(where, question, place, passage, bool(decided))


def _waiver(table: Table) -> Waiver:
    """One waiver of document.toml; ProjectError for one that does not say what it waives, why and who decided."""
    table.only(WAIVER)
    code, reason, name = (table.words(key) for key in ("code", "reason", "name"))
    if not (date := table.date("date")):
        raise ProjectError("date is missing in [waive]", table.place(), "write: date = 2020-07-17")
    return Waiver(code, reason, name, date, table.words("cell", "*"), table.whole_number("page", 0),
                  table.words("words", ""), table.place("code"))


def _notes(reading: markdown.Reading, queries: tuple[Query, ...]) -> dict[str, Note]:
    """The notes of the files, and those that only a query gives a text."""
    notes = dict(reading.notes)
    for query in queries:
        name = query.where.removeprefix("note:")
        if query.text and query.where.startswith("note:") and name not in notes:
            notes[name] = Note(name, (Paragraph(query.text),), query.place)
    return notes


def _inline_notes(passage: Passage) -> bool:
    """Whether the passage holds a note written where it is called."""
    return any(isinstance(inline, InlineNote) for inline in walk(passage.inlines))


def _faults(document: Document, root: Path) -> Iterator[Finding]:
    """What is wrong with the document as a whole."""
    yield from _note_faults(document)
    yield from _heading_faults(document.blocks, document)
    yield from _picture_faults(document, root)
    yield from _direction_faults(document)
    if not any(passage.is_message for block in document.blocks for passage in passages_of(block)):
        yield Finding(Severity.ERROR, "no-words", "the document has no words", document.place,
                      "write some text into the files that `files` names")


def _direction_faults(document: Document) -> Iterator[Finding]:
    """Telephone numbers that the page turns round."""
    for passage in passages(document):
        for number in turned(passage.inlines, direction_of(document.language)):
            yield Finding(Severity.WARNING, "number-turned", TURNED.format(number), passage.place, KEEPING.format(number))


def _note_faults(document: Document) -> Iterator[Finding]:
    """Notes never called, called and not defined, empty, with a heading or a table."""
    called: Counter[str] = Counter()
    for passage in passages(document):
        for inline in walk(passage.inlines):
            if isinstance(inline, InlineNote) and not plain(inline.children).strip(" ."):
                yield Finding(Severity.ERROR, "note-empty", "a note ^[…] has no text", passage.place,
                              "write it, or take it out")
        for name in calls(passage.inlines):
            called[name] += 1
            if name not in document.notes and called[name] == 1:
                near = difflib.get_close_matches(name, document.notes, 1)
                hint = f"did you mean [^{near[0]}]?" if near else f"write [^{name}]: and the note's text on a new line"
                yield Finding(Severity.ERROR, "note-undefined", f'note "{name}" is called and not defined',
                              passage.place, hint)
    for name, note in document.notes.items():
        if not called[name]:
            yield Finding(Severity.ERROR, "note-uncalled", f'note "{name}" is never called', note.place,
                          f"call it with [^{name}], or delete it")
        words = "".join(plain(p.inlines) for block in note.blocks for p in passages_of(block))
        if not words.strip(" ."):
            yield Finding(Severity.ERROR, "note-empty", f'note "{name}" has no text', note.place,
                          "write it, or delete the note and its call")
        if any(not isinstance(block, (Paragraph, Quotation, ItemList)) for block in note.blocks):
            yield Finding(Severity.ERROR, "note-block", f'note "{name}" holds more than paragraphs, quotations and lists',
                          note.place, "move headings, tables and pictures into the text")


def _heading_faults(blocks: tuple[Block, ...], document: Document) -> Iterator[Finding]:
    """Heading levels skipped, ids twice, references that lead nowhere."""
    level = 0
    ids: dict[str, Place] = {}
    for block in blocks:
        if not isinstance(block, Heading):
            continue
        if block.level > level + 1:
            before = f"after level {level}" if level else "as the first"
            yield Finding(Severity.ERROR, "heading-skipped", f"a heading of level {block.level} stands {before}",
                          block.passage.place, f"write {'#' * (level + 1)} for level {level + 1}")
        level = block.level
        if block.id in ids:
            yield Finding(Severity.ERROR, "id-twice", f'the id "{block.id}" is used twice, first at {ids[block.id]}',
                          block.passage.place, "give one of the two another id")
        elif block.id:
            ids[block.id] = block.passage.place
    for passage in passages(document):
        for inline in walk(passage.inlines):
            if isinstance(inline, Link) and inline.target.startswith("#") and inline.target[1:] not in ids:
                near = difflib.get_close_matches(inline.target[1:], ids, 1)
                yield Finding(Severity.ERROR, "reference", f"nothing has the id {inline.target}", passage.place,
                              f"did you mean #{near[0]}?" if near else f"give a heading the id: {{{inline.target}}}")


def _picture_faults(document: Document, root: Path) -> Iterator[Finding]:
    """Pictures that can't or may not be set."""
    for source, place in pictures.named(document):
        fault = pictures.fault(source, document.folder)
        if fault:
            yield replace(fault, place=place)
