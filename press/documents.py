"""A document's folder to a Document, with what is wrong in it."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from press import markdown, pictures
from press.checks import waivable, waivable_codes
from press.files import line_of, parse_toml, read_text, unknown_key
from press.findings import Finding, Place, ProjectError, Severity
from press.model import (
    Block,
    Document,
    Figure,
    Heading,
    InlineNote,
    ItemList,
    Limit,
    Link,
    Note,
    Paragraph,
    Passage,
    Picture,
    Query,
    Quotation,
    Waiver,
    calls,
    passages,
    passages_of,
    plain,
    walk,
)

MARKER = "document.toml"
WORDS = ("title", "subtitle", "short-title", "description", "publisher", "rights", "version", "closing")
WORD_LISTS = ("authors", "keywords")
FACTS = ("language", "files", "editions", "date", "limit", "query", "waive")
WAIVER = ("code", "reason", "name", "date", "cell", "page", "words")
LIMIT = {"words": "2000", "source": '"who sets the limit"', "language": '"en"', "notes": "false"}
QUERY = ("place", "question", "text", "resolution", "accepted", "name", "date")


def read_document(folder: Path, root: Path) -> tuple[Document, tuple[Finding, ...]]:
    """The document in `folder`, and the findings of its source; ProjectError when it can't be read at all."""
    path = folder / MARKER
    where = path.relative_to(root).as_posix()
    text = read_text(path, where)
    data = parse_toml(text, where)
    _check_keys(data, where, text)
    reading = markdown.Reading(data["language"])
    files = []
    for name in data["files"]:
        file = folder / name
        if not pictures.inside(file, folder):
            raise ProjectError(f"the file {name} is outside the document's folder", line_of(text, where, "files"),
                               "a document can read its own folder only")
        file_where = file.relative_to(root).as_posix()
        files.append((read_text(file, file_where), file_where))
    markdown.read_files(files, reading)
    fields = dict(_fields(data, text, where, reading))
    queries = tuple(_query(item, number, text, where, reading) for number, item in enumerate(data.get("query", []), 1))
    document = Document(
        name=folder.name, folder=folder, language=data["language"], source_language=data["language"], fields=fields,
        facts={"date": str(data["date"])} if "date" in data else {}, blocks=tuple(reading.blocks),
        notes=_notes(reading, queries), queries=queries, editions=tuple(data.get("editions", ())),
        references=reading.references, limit=_limit(data, where, text), place=Place(where),
        waivers=tuple(_waiver(item, number, text, where) for number, item in enumerate(data.get("waive", []), 1)),
    )
    return document, tuple(sorted([*reading.findings, *_faults(document, root)], key=lambda finding: finding.place))


def _check_keys(data: Mapping[str, Any], where: str, text: str) -> None:
    """Refuses unknown and missing keys and values of a wrong kind."""
    known = (*WORDS, *WORD_LISTS, *FACTS)
    for key, value in data.items():
        place = line_of(text, where, key)
        if key not in known:
            raise unknown_key(key, known, place)
        if key in WORDS and not isinstance(value, str):
            raise ProjectError(f"{key} is not text", place, f'write: {key} = "…"')
        if key in (*WORD_LISTS, "files", "editions") and not (
            isinstance(value, list) and all(isinstance(item, str) for item in value)
        ):
            raise ProjectError(f"{key} is not a list of texts", place, f'write: {key} = ["…", "…"]')
    for key, example in (("language", '"en"'), ("title", '"…"'), ("files", '["statement.md"]')):
        if not data.get(key):
            raise ProjectError(f"{key} is missing", where, f"write: {key} = {example}")


def _fields(
    data: Mapping[str, Any], text: str, where: str, reading: markdown.Reading
) -> Iterator[tuple[str, Passage]]:
    """The fields that are words, each a passage: `title`, `authors.1`, …"""
    for key in WORDS:
        if data.get(key):
            place = line_of(text, where, key)
            passage = markdown.passage(" ".join(data[key].split()), place, reading, f"meta:{key}", f"field {key}")
            yield key, passage
            if key != "closing" and (calls(passage.inlines) or _inline_notes(passage)):
                reading.found(Severity.ERROR, "note-in-field", f"a note is called in the {key}", place,
                              "call it in the text: a title stands in the PDF's data too, where no note can be")
    for key in WORD_LISTS:
        for number, item in enumerate(data.get(key, []), 1):
            place = line_of(text, where, key)
            yield f"{key}.{number}", markdown.passage(item.strip(), place, reading, f"meta:{key}", f"field {key}")


def _limit(data: Mapping[str, Any], where: str, text: str) -> Limit | None:
    """The limit of words in document.toml, if there is one: who sets it is said, so that none is made up."""
    if "limit" not in data:
        return None
    table, place = data["limit"], line_of(text, where, "[limit]")
    if not isinstance(table, dict):
        raise ProjectError("limit is not a table", line_of(text, where, "limit"), "write [limit], and below it words = 2000")
    for key in table:
        if key not in LIMIT:
            raise unknown_key(key, LIMIT, place)
    limit = Limit(
        words=table.get("words", 0), source=table.get("source", ""), language=table.get("language", data["language"]),
        notes=table.get("notes", True), place=place,
    )
    for key, right in (
        ("words", type(limit.words) is int and limit.words > 0),
        ("source", isinstance(limit.source, str) and bool(limit.source.strip())),
        ("language", isinstance(limit.language, str)),
        ("notes", isinstance(limit.notes, bool)),
    ):
        if not right:
            what = f"is {table[key]!r}" if key in table else "is missing"
            raise ProjectError(f"{key} {what} in [limit]", place, f"write: {key} = {LIMIT[key]}")
    return limit


def _query(item: Mapping[str, Any], number: int, text: str, where: str, reading: markdown.Reading) -> Query:
    """One query of document.toml."""
    place = line_of(text, where, "[[query]]", number)
    for key in item:
        if key not in QUERY:
            raise unknown_key(key, QUERY, place)
    for key in ("place", "question"):
        if not isinstance(item.get(key), str) or not item[key].strip():
            raise ProjectError(f"the query has no {key}", place, f'write: {key} = "…"')
    settled = bool(item.get("resolution") or item.get("accepted"))
    if settled and not (item.get("name") and item.get("date")):
        reading.found(Severity.ERROR, "query-unsigned", "a query is closed without a name and a date", place,
                      'add name = "…" and date = "…" of the person who decided')
    passage = None
    if item.get("text"):
        name = item["place"].removeprefix("note:")
        passage = markdown.passage(" ".join(item["text"].split()), place, reading, f"query:{name}", "text of a query")
    return Query(item["place"], item["question"], place, passage, settled)


def _waiver(item: Mapping[str, Any], number: int, text: str, where: str) -> Waiver:
    """One waiver of document.toml; ProjectError for one that does not say what it waives, why and who decided."""
    place = line_of(text, where, "[[waive]]", number)
    for key in item:
        if key not in WAIVER:
            raise unknown_key(key, WAIVER, place)
    for key in ("code", "reason", "name", "date"):
        if not str(item.get(key, "")).strip():
            raise ProjectError(f"the waiver has no {key}", place, f'write: {key} = "…"')
    code = str(item["code"])
    allowed = waivable(code)
    if allowed is None:
        near = difflib.get_close_matches(code, list(waivable_codes()), 1)
        raise ProjectError(f'no check has the code "{code}"', place,
                           f"did you mean {near[0]}?" if near else f"codes are {', '.join(waivable_codes())}")
    if not allowed:
        raise ProjectError(f'"{code}" can\'t be waived', place, "mend what is wrong: such a page may not be printed")
    if not isinstance(item.get("page", 0), int):
        raise ProjectError("the waiver's page is not a number", place, "write: page = 3")
    return Waiver(code, str(item["reason"]), str(item["name"]), str(item["date"]), str(item.get("cell", "*")),
                  item.get("page", 0), str(item.get("words", "")), place)


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
    if not any(passage.is_message for block in document.blocks for passage in passages_of(block)):
        yield Finding(Severity.ERROR, "no-words", "the document has no words", document.place,
                      "write some text into the files that `files` names")


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


def _figures(blocks: tuple[Block, ...]) -> Iterator[Figure]:
    """Each figure, also in quotations and lists."""
    for block in blocks:
        if isinstance(block, Figure):
            yield block
        elif isinstance(block, Quotation):
            yield from _figures(block.blocks)
        elif isinstance(block, ItemList):
            for item in block.items:
                yield from _figures(item)


def _picture_faults(document: Document, root: Path) -> Iterator[Finding]:
    """Pictures that can't or may not be set."""
    sources = [(figure.source, figure.place) for figure in _figures(document.blocks)]
    for passage in passages(document):
        sources += [(i.source, passage.place) for i in walk(passage.inlines) if isinstance(i, Picture)]
    for source, place in sources:
        fault = pictures.fault(source, document.folder)
        if fault:
            yield replace(fault, place=place)
