"""The catalogues of a document: the template, and each language's file brought to it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import polib

from press.catalogues.cut import Message
from press.catalogues.entries import Unit, written
from press.catalogues.merge import Merged, entry, merge
from press.catalogues.reading import CatalogueFile, read_file, save, with_field
from press.catalogues.review import REVIEW, UNREVIEWED
from press.values.catalogue import Catalogue, Entry
from press.values.findings import Place, ProjectError

CHARSET = "text/plain; charset=UTF-8"
# Of so many translations a fifth at least fits, or they are another document's.
TRANSLATIONS, SHARE = 5, 0.2


def read_catalogue(path: Path, where: str, language: str) -> Catalogue:
    """The catalogue in `path`; ProjectError for one that is broken or another language's."""
    file = read_file(path, where, language)
    entries = {unit.identity: as_entry(unit, where) for unit in file.units if not unit.is_obsolete}
    return Catalogue(Place(where), language, entries, file.fields, file.findings)


def as_entry(unit: Unit, where: str) -> Entry:
    """An entry as a build reads it."""
    previous = unit.previous[1] if unit.previous else ""
    return Entry(unit.translation, unit.is_fuzzy, previous, Place(where, unit.number), unit.comment)


def write_template(messages: Sequence[Message], path: Path, where: str, project: str) -> str:
    """Writes the .pot of these messages, if they differ from the ones in it; its POT-Creation-Date."""
    new = tuple(written(entry(message)) for message in messages)
    try:
        old = read_file(path, where) if path.exists() else None
    except ProjectError:
        # It is made from the documents, so a broken one is made again.
        old = None
    if old and [_shape(unit) for unit in old.units] == [_shape(unit) for unit in new]:
        return old.fields["POT-Creation-Date"]
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M+0000")
    fields = {
        "Project-Id-Version": project, "POT-Creation-Date": now, "MIME-Version": "1.0",
        "Content-Type": CHARSET, "Content-Transfer-Encoding": "8bit",
    }
    save(CatalogueFile(where, _header(fields), new), path)
    return now


def brought(
    messages: Sequence[Message], date: str, path: Path, where: str, language: str, slips: Collection[str] = ()
) -> tuple[CatalogueFile, Merged]:
    """The catalogue in `path`, new if there is none, brought to the template's messages of `date`; nothing is written.

    ProjectError for a catalogue of which nearly nothing fits and whose header names another document.
    """
    file = read_file(path, where, language) if path.exists() else _new(path.stem, date, where, language)
    merged = merge(messages, file.units, slips, file.width)
    had = sum(bool(unit.translation) and not unit.is_obsolete for unit in file.units)
    name = file.fields.get("Project-Id-Version", "")
    if had >= TRANSLATIONS and merged.kept < SHARE * had and not name.startswith(path.stem):
        raise ProjectError(
            f"of its {had} translations {merged.kept} fit {path.stem}: this seems to be another document's",
            file.place("Project-Id-Version"),
            f"take the right file; if {path.stem} was written anew, write Project-Id-Version: {path.stem} into the header",
        )
    file = with_field(file, "POT-Creation-Date", date)
    if "charset=utf" not in file.fields.get("Content-Type", "").lower():
        file = with_field(file, "Content-Type", CHARSET)
    return replace(file, units=merged.units), merged


def _new(name: str, date: str, where: str, language: str) -> CatalogueFile:
    """A catalogue with a header and nothing else."""
    fields = {
        "Project-Id-Version": name, "POT-Creation-Date": date, "PO-Revision-Date": "", "Last-Translator": "",
        "Language-Team": "", "Language": language, "MIME-Version": "1.0",
        "Content-Type": CHARSET, "Content-Transfer-Encoding": "8bit", REVIEW: UNREVIEWED,
    }
    return CatalogueFile(where, _header(fields), ())


def _header(fields: dict[str, str]) -> Unit:
    """The first entry of a file with these fields."""
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    header = written(polib.POEntry(msgid="", msgstr=text))
    return replace(header, lines=(("#", "#"), *header.lines[1:]))


def _shape(unit: Unit) -> tuple[object, ...]:
    """What makes an entry of a template another one."""
    return unit.identity, unit.words("#."), unit.words("#:")
