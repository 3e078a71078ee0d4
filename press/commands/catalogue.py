"""The verb for catalogues: brings them to what documents and templates say now."""

from __future__ import annotations

from pathlib import Path

import click

from press.catalogues.files import Message, cut, merge, write_template
from press.commands.catalogue_check import check
from press.model import Document, ProjectError
from press.project import INTERFACE, Project

METHODS = [("**.html", "jinja2")]


@click.group()
def catalogue() -> None:
    """Catalogues of messages for translators."""


catalogue.add_command(check)


@catalogue.command()
@click.argument("names", nargs=-1)
@click.pass_obj
def update(root: Path, names: tuple[str, ...]) -> int:
    """Cuts the messages anew and brings each catalogue to them.

    NAMES are documents, or document/language to begin a new catalogue; interface is the templates' own words.
    Without names every catalogue that exists is brought up to date. Translations whose text has changed stay in the
    file as obsolete.
    """
    project = Project(root)
    for name in dict.fromkeys(item.split("/")[0] for item in names) or [*project.names("content"), INTERFACE]:
        template = root / "locales" / f"{name}.pot"
        where = f"locales/{name}.pot"
        messages = _interface(root) if name == INTERFACE else cut(_document(project, name))
        write_template(messages, template, where, name)
        print(f"{where}: {len(messages)} messages")
        wanted = {item.split("/")[1] for item in names if item.startswith(f"{name}/")}
        for code in _languages(project, name, wanted, named=any("/" in item for item in names)):
            path = root / "locales" / code / "LC_MESSAGES" / f"{name}.po"
            added, gone = merge(template, path, path.relative_to(root).as_posix(), code)
            print(f"{path.relative_to(root).as_posix()}: {added} new, {gone} no longer used")
    return 0


def _document(project: Project, name: str) -> Document:
    """A document by its name."""
    found = project.documents.get(name)
    if found is None:
        raise ProjectError(f'there is no document "{name}"', "", f"there are {', '.join(project.documents)}")
    if isinstance(found, ProjectError):
        raise found
    return found[0]


def _languages(project: Project, name: str, wanted: set[str], named: bool) -> list[str]:
    """The languages whose catalogue is to be brought up to date, or begun."""
    for code in wanted:
        if code not in project.languages:
            raise ProjectError(f'there is no language "{code}"', "",
                               f"make locales/{code}/language.toml first (docs/adding.md), or name one of "
                               f"{', '.join(project.languages)}")
    if named:
        return sorted(wanted)
    return [code for code in project.languages
            if (project.root / "locales" / code / "LC_MESSAGES" / f"{name}.po").exists()]


def _interface(root: Path) -> list[Message]:
    """The words of the templates."""
    from babel.messages.extract import extract_from_dir

    found: dict[str, Message] = {}
    rows = extract_from_dir(root / "templates", METHODS, comment_tags=("translators:",), strip_comment_tags=True,
                            directory_filter=lambda folder: True)
    for path, _, text, comments, _ in sorted(rows, key=lambda row: (row[0], row[1])):
        words = text if isinstance(text, str) else text[0]
        found.setdefault(words, Message(words, "", (f"templates/{Path(path).as_posix()}",), " ".join(comments)))
    return list(found.values())
