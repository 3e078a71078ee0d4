"""The verbs for catalogues; `update` brings them to what documents and templates say now."""

from __future__ import annotations

import fnmatch
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import click

from press.catalogues.cut import Message, cut
from press.catalogues.files import brought, write_template
from press.catalogues.merge import Merged
from press.catalogues.orphans import renamed
from press.catalogues.reading import CatalogueFile, save
from press.commands.catalogue_check import check
from press.commands.translation import is_own
from press.project import INTERFACE, Project
from press.values.document import Document
from press.values.findings import Finding, ProjectError, Severity

WILDCARD = re.compile(r"[*?\[]")
METHODS = [("**.html", "jinja2"), ("**.txt", "jinja2")]
Brought = tuple[CatalogueFile, Merged, Path]


@click.group()
def catalogue() -> None:
    """Catalogues of messages for translators."""


catalogue.add_command(check)


@dataclass(frozen=True)
class Wanted:
    """What to bring up to date: documents, languages (none named: all that have a catalogue), and cells to begin."""

    documents: tuple[str, ...]
    languages: tuple[str, ...]
    begun: frozenset[tuple[str, str]]


@catalogue.command()
@click.argument("names", nargs=-1)
@click.option("--typo", "slips", multiple=True, metavar="KEY",
              help="Only a slip was mended in this message (its key stands after #.): the translation is still right.")
@click.pass_obj
def update(root: Path, names: tuple[str, ...], slips: tuple[str, ...]) -> int:
    """Cuts the messages anew and brings each catalogue to them.

    NAMES are languages, documents, or document/language, which also begins a new catalogue; * stands for any letters.
    interface is the templates' own words. Without names every catalogue that exists is brought up to date. The
    translation of a sentence that changed is kept and marked fuzzy, that of one that is gone stays in the file as
    obsolete.
    """
    project = Project(root)
    wanted = _wanted(project, names)
    done: list[Brought] = []
    errors: list[ProjectError] = []
    for name in wanted.documents:
        messages = _interface(root) if name == INTERFACE else cut(_document(project, name))
        where = f"locales/{name}.pot"
        date = write_template(messages, root / where, where, name)
        print(f"{where}: {len(messages)} messages")
        for code, path in _catalogues(project, wanted, name):
            try:
                _refuse_orphan(project, messages, path)
                done.append((*brought(messages, date, path, path.relative_to(root).as_posix(), code, slips), path))
            except ProjectError as error:
                errors.append(error)
        errors += _not_begun(project, wanted, name, messages)
    if not errors:
        _refuse_unknown(slips, done)
    for file, merged, path in done:
        save(file, path)
        print(f"{file.where}: {_report(merged)}")
    faults = [fault for name in wanted.documents if name != INTERFACE for fault in _faults(project, name)]
    for problem in (*faults, *(finding for file, _, _ in done for finding in file.findings), *errors):
        print(problem, file=sys.stderr)
    return 1 if errors else 0


def _catalogues(project: Project, wanted: Wanted, document: str) -> Iterator[tuple[str, Path]]:
    """Language and path of each catalogue of a document that is wanted."""
    for code in project.languages:
        path = project.path(code, document)
        if (document, code) in wanted.begun or (path.exists() and code in wanted.languages):
            yield code, path


def _not_begun(project: Project, wanted: Wanted, name: str, messages: list[Message]) -> Iterator[ProjectError]:
    """Says which of the wanted languages have no catalogue of a document; gives those that have it by another name."""
    lacking = []
    for code in wanted.languages:
        path = project.path(code, name)
        if path.exists() or (name, code) in wanted.begun or is_own(project, name, code):
            continue
        try:
            _refuse_orphan(project, messages, path)
            lacking.append(code)
        except ProjectError as error:
            yield error
    if lacking:
        print(f"{name}: no catalogue in {', '.join(lacking)}; begin one with: "
              f"python build.py catalogue update {name}/{lacking[0]}")


def _refuse_orphan(project: Project, messages: list[Message], path: Path) -> None:
    """ProjectError where a new catalogue would stand beside the full one of the name that its document had before."""
    if path.exists() or not (old := renamed(messages, path, (*project.names("content"), INTERFACE))):
        return
    place, new = (each.relative_to(project.root).as_posix() for each in (old[0], path))
    raise ProjectError(f"it is of no document, and has {old[1]} of the {len(messages)} messages of {path.stem}", place,
                       f"rename it too: git mv {place} {new}; or take it away")


def _report(merged: Merged) -> str:
    """What has changed in a catalogue, in words."""
    counts = ((merged.new, "new"), (merged.fuzzy, "changed and fuzzy now"),
              (len(merged.slips), "kept: only a slip was mended"), (merged.moved, "kept in another place"),
              (merged.back, "fuzzy no more: the text is as it was"), (merged.gone, "no longer used"))
    return ", ".join(f"{count} {what}" for count, what in counts if count) or "nothing has changed"


def _refuse_unknown(slips: tuple[str, ...], done: list[Brought]) -> None:
    """ProjectError for a key that clears no message, before anything is written."""
    used = {key for _, merged, _ in done for key in merged.slips}
    for key in slips:
        if key not in used:
            raise ProjectError(
                f'the key "{key}" names no message in which only a slip was mended', "",
                "the key is the word after #. in the catalogue; a changed number or call is no slip, nor is a message "
                "that was fuzzy before",
            )


def _wanted(project: Project, names: tuple[str, ...]) -> Wanted:
    """What the names on the command line ask for."""
    documents: list[str] = []
    languages: list[str] = []
    begun: list[tuple[str, str]] = []
    for name in _expanded(project, names):
        document, slash, code = name.partition("/")
        if slash:
            _language(project, code)
            if document in project.documents and _document(project, document).source_language == code:
                raise ProjectError(f"{code} is the document's own language", f"{document}/{code}",
                                   "a catalogue is for a language that it is translated into")
            begun.append((document, code))
        elif name in project.languages and name not in project.documents:
            _language(project, name)
            languages.append(name)
        else:
            documents.append(name)
    every = (*project.names("content"), INTERFACE)
    for name in documents:
        if name not in every:
            _document(project, name)
    if not documents and (languages or not names):
        documents = list(every)
    chosen = dict.fromkeys((*documents, *(document for document, _ in begun)))
    if not languages and len(begun) < max(len(names), 1):
        languages = list(project.languages)
    return Wanted(tuple(chosen), tuple(languages), frozenset(begun))


def _expanded(project: Project, names: tuple[str, ...]) -> Iterator[str]:
    """Names, those with a wildcard as all that they match; a pair whose document is written in its language is left out."""
    documents, languages = [*project.names("content"), INTERFACE], list(project.languages)
    pairs = [f"{document}/{code}" for document in documents for code in languages if not is_own(project, document, code)]
    for name in names:
        if not WILDCARD.search(name):
            yield name
            continue
        matching = fnmatch.filter(pairs if "/" in name else [*documents, *languages], name)
        if not matching:
            raise ProjectError(f'nothing is called "{name}"', "", f"there are the documents {', '.join(documents)}, "
                               f"and the languages {', '.join(languages)}")
        yield from matching


def _language(project: Project, code: str) -> None:
    """ProjectError for a language that is not there."""
    if code not in project.languages:
        raise ProjectError(f'there is no language "{code}"', "",
                           f"make locales/{code}/language.toml first (docs/adding.md), or name one of "
                           f"{', '.join(project.languages)}")


def _document(project: Project, name: str) -> Document:
    """A document by its name."""
    found = project.documents.get(name)
    if found is None:
        raise ProjectError(f'there is no document "{name}"', "", f"there are the documents {', '.join(project.documents)}, "
                           f"{INTERFACE}, and the languages {', '.join(project.languages)}")
    if isinstance(found, ProjectError):
        raise found
    return found[0]


def _faults(project: Project, name: str) -> list[Finding]:
    """What in a document's source hinders a build: it is mended before it is translated."""
    found = project.documents[name]
    return [] if isinstance(found, ProjectError) else [each for each in found[1] if each.severity is Severity.ERROR]


def _interface(root: Path) -> list[Message]:
    """The words of the templates."""
    from babel.messages.extract import extract_from_dir

    found: dict[str, Message] = {}
    said: dict[str, dict[str, None]] = {}
    rows = extract_from_dir(root / "templates", METHODS, comment_tags=("translators:",), strip_comment_tags=True,
                            directory_filter=lambda folder: True)
    for path, _, text, comments, _ in sorted(rows, key=lambda row: (row[0], row[1])):
        words = text if isinstance(text, str) else text[0]
        old = found.get(words) or Message(words, "", (), "")
        # What stands in two templates may have two comments.
        said.setdefault(words, {}).update(dict.fromkeys(comments))
        files = dict.fromkeys((*old.files, f"templates/{Path(path).as_posix()}"))
        found[words] = replace(old, files=tuple(files), comment=" ".join(said[words]))
    return list(found.values())
