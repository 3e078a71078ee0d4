"""Catalogue files: read with all that can be wrong in them, cut from a document, merged with an older one."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

from press.files import read_text, write
from press.model import Catalogue, Document, Entry, Heading, Place, ProjectError, passages, passages_of, plain

WIDTH = 78
UNREVIEWED = "none"
# A comment, or a keyword and a string, or a string that goes on.
LINE = re.compile(r'\s*(?:#|(?:msg(?:ctxt|id|id_plural|str(?:\[\d+\])?)\s+)?"(?:[^"\\]|\\.)*"\s*$)')


@dataclass(frozen=True)
class Message:
    """One text to translate: its context, the files it is in, its key and where it stands."""

    text: str
    context: str
    files: tuple[str, ...]
    comment: str


def cut(document: Document) -> list[Message]:
    """The messages of a document in its own language, in reading order, each once."""
    under = dict(_headings(document))
    found: dict[tuple[str, str], Message] = {}
    for passage in passages(document):
        if not passage.is_message:
            continue
        identity = (passage.context, passage.text)
        file = passage.place.path
        if old := found.get(identity):
            found[identity] = Message(old.text, old.context, tuple(dict.fromkeys((*old.files, file))), old.comment)
        else:
            heading = under.get(passage.place, "")
            where = f"{passage.where}, under “{heading}”" if heading else passage.where
            found[identity] = Message(passage.text, passage.context, (file,), f"{passage.key}: {where}")
    return list(found.values())


def _headings(document: Document) -> Iterator[tuple[Place, str]]:
    """For each block's place, the words of the heading above it."""
    current = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            current = plain(block.passage.inlines)
        else:
            yield from ((passage.place, current) for passage in passages_of(block))


def read_catalogue(path: Path, where: str, language: str) -> Catalogue:
    """The catalogue in `path`; ProjectError for one that is broken or another language's."""
    file = _parse(path, where)
    declared = file.metadata.get("Language", "")
    if not file.metadata:
        raise ProjectError("the catalogue has no header", where, "add the first entry, with Language and Content-Type")
    if declared.replace("_", "-").lower() != language.lower():
        raise ProjectError(
            f'the header says Language: {declared or "nothing"}, and the folder is {language}', where,
            f"write Language: {language}, or move the file to the folder of its language",
        )
    entries: dict[tuple[str, str], Entry] = {}
    for entry in file:
        if not entry.obsolete:
            place = Place(where, entry.linenum or 0)
            entries[entry.msgctxt or "", entry.msgid] = Entry(
                entry.msgstr, entry.fuzzy, entry.previous_msgid or "", place, entry.tcomment)
    reviewer = file.metadata.get("X-Review", UNREVIEWED).strip()
    return Catalogue(Place(where), language, entries, "" if reviewer.lower() == UNREVIEWED else reviewer)


def _parse(path: Path, where: str) -> polib.POFile:
    """The catalogue file; ProjectError with the line of a mistake."""
    text = read_text(path, where)
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not LINE.match(line):
            raise ProjectError("the catalogue is broken: this line is none of a catalogue", Place(where, number),
                               "open it in Poedit, which shows the place, or look for a missing quotation mark")
    charset = re.search(r"charset=([\w-]+)", text)
    if charset and charset[1].lower() not in ("utf-8", "utf8"):
        raise ProjectError(f"the header says charset={charset[1]}", where, "save the catalogue as UTF-8 and say so")
    try:
        return polib.pofile(text, wrapwidth=WIDTH, check_for_duplicates=True)
    except (OSError, ValueError) as error:
        at = re.search(r"line (\d+)", str(error))
        what = re.sub(r"^Syntax error in po file.*?\(line \d+\):?\s*", "", str(error)) or "a line that belongs nowhere"
        raise ProjectError(f"the catalogue is broken: {what}", Place(where, int(at[1]) if at else 0),
                           "open it in Poedit, which shows the place, or look for a missing quotation mark") from None


def write_template(messages: Iterable[Message], path: Path, where: str, project: str) -> bool:
    """Writes the .pot of these messages, if they differ from the ones in it; whether it did."""
    new = polib.POFile(wrapwidth=WIDTH)
    new.extend(_entry(message) for message in messages)
    old = _parse(path, where) if path.exists() else polib.POFile()
    if path.exists() and [_shape(entry) for entry in old] == [_shape(entry) for entry in new]:
        return False
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M+0000")
    new.metadata = {
        "Project-Id-Version": project, "POT-Creation-Date": now, "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit",
    }
    write(path, str(new).encode(), where)
    return True


def merge(template: Path, path: Path, where: str, language: str) -> tuple[int, int]:
    """Brings a catalogue to the template's messages, new if there is none; how many are new and gone.

    Texts must match exactly, also those that were obsolete; what is no longer used is kept as obsolete.
    """
    pot = _parse(template, template.name)
    old = _parse(path, where) if path.exists() else _new(pot, language)
    known = {(e.msgctxt or "", e.msgid): e for e in sorted(old, key=lambda entry: not entry.obsolete)}
    new = polib.POFile(wrapwidth=WIDTH)
    new.header, new.metadata = old.header, dict(old.metadata)
    new.metadata["POT-Creation-Date"] = pot.metadata["POT-Creation-Date"]
    added = 0
    for entry in pot:
        kept = known.pop((entry.msgctxt or "", entry.msgid), None)
        merged = polib.POEntry(msgid=entry.msgid, msgctxt=entry.msgctxt, comment=entry.comment,
                               occurrences=entry.occurrences)
        if kept:
            merged.msgstr, merged.tcomment, merged.flags = kept.msgstr, kept.tcomment, list(kept.flags)
            merged.previous_msgid, merged.previous_msgctxt = kept.previous_msgid, kept.previous_msgctxt
        else:
            added += 1
        new.append(merged)
    gone = [entry for entry in known.values() if entry.msgstr]
    lost = sum(not entry.obsolete for entry in gone)
    for entry in gone:
        entry.obsolete = True
        new.append(entry)
    data = str(new).encode()
    if not path.exists() or path.read_bytes() != data:
        write(path, data, where)
    return added, lost


def _new(pot: polib.POFile, language: str) -> polib.POFile:
    """A catalogue with a header and nothing else."""
    file = polib.POFile(wrapwidth=WIDTH)
    file.metadata = {
        "Project-Id-Version": pot.metadata["Project-Id-Version"],
        "POT-Creation-Date": pot.metadata["POT-Creation-Date"], "PO-Revision-Date": "", "Last-Translator": "",
        "Language-Team": "", "Language": language, "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit", "X-Review": UNREVIEWED,
    }
    return file


def _entry(message: Message) -> polib.POEntry:
    """A message as an entry without a translation."""
    return polib.POEntry(msgid=message.text, msgctxt=message.context or None, comment=message.comment,
                         occurrences=[(file, "") for file in message.files])


def _shape(entry: polib.POEntry) -> tuple[object, ...]:
    """What makes an entry of a template another one."""
    return entry.msgctxt, entry.msgid, " ".join(entry.comment.split()), tuple(path for path, _ in entry.occurrences)
