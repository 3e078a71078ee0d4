"""The verb that brings in what a translator sends back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from press.catalogues.cut import cut
from press.catalogues.files import brought, write_template
from press.catalogues.package import read_returned
from press.catalogues.reading import CatalogueFile, read_file, save
from press.catalogues.receive import Received, received, sent_as
from press.commands.translation import Translation, the_translation
from press.project import Project
from press.values.findings import ProjectError


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--document", default="", help="The document, where the file does not say it.")
@click.pass_obj
def receive(root: Path, file: Path, document: str) -> int:
    """Brings FILE, a package that came back or its .po, into the catalogue, also when the source has changed since.

    A text that the translator has not touched replaces nothing. What was written for a sentence that has changed since,
    or has an error, or was translated here too, is taken in and marked fuzzy.
    """
    project = Project(root)
    theirs = read_returned(file, str(file))
    found = _addressee(project, theirs, file, document)
    messages = cut(found.document)
    name = found.document.name
    before = read_file(found.path, found.catalogue.place.path, found.language.code)
    date = write_template(messages, root / f"locales/{name}.pot", f"locales/{name}.pot", name)
    own, _ = brought(messages, date, found.path, before.where, found.language.code)
    result = received(found.document, found.language, messages, (own, theirs), before.units)
    if not result.says_nothing_new:
        save(result.file, found.path)
    _report(result, before.where)
    return 1 if result.faulty else 0


def _addressee(project: Project, theirs: CatalogueFile, file: Path, document: str) -> Translation:
    """The translation that a file is of; ProjectError where it does not say it, or says another."""
    place = theirs.place("X-Sent")
    said = sent_as(theirs, project.documents, file.stem)
    cell = theirs.fields.get("X-Sent", "").split(",")[0].strip()
    name = document or said
    if not name:
        of = (cell or theirs.fields.get("Project-Id-Version", "")).split("/")[0].split(" ")[0]
        raise ProjectError(f'the catalogue says that it is of "{of}", and there is no such document' if of else
                           "the catalogue does not say which document it is of", place,
                           f"name the one that it is of now: --document {' or --document '.join(project.documents)}")
    if document and said and document != said:
        raise ProjectError(f"the catalogue is of {said}, not of {document}", place,
                           "leave --document out, or take the right file")
    code = theirs.fields.get("Language", "").replace("_", "-")
    match = next((known for known in project.languages if known.lower() == code.lower()), "")
    if not match:
        raise ProjectError(f"the header says Language: {code or 'nothing'}, and there is no such language",
                           theirs.place("Language"), f"write one of {', '.join(project.languages)}")
    # A document may have another name than when it was sent.
    if cell and cell != f"{cell.split('/')[0] if document and not said else said}/{match}":
        raise ProjectError(f"it was sent as {cell}, and the header says {said or name}/{match}", place,
                           "ask for the file that was sent: this one is of two translations")
    return the_translation(project, match, name)


def _report(result: Received, where: str) -> None:
    """Prints what became of the translator's texts."""
    if result.says_nothing_new:
        before = ", it was received before" if result.again else ""
        print(f"{where}: nothing new{before}; {result.unchanged} texts are as they were")
        return
    print(f"{where}: {len(result.taken)} taken, {result.unchanged} unchanged")
    for keys, what in (
        (result.stale, "fuzzy, because the source has changed since"),
        (result.both, "fuzzy or beside ours, because it was translated here too: see the comments"),
        (result.faulty, "fuzzy, because of an error"),
        (result.asked, "with a question of the translator"),
    ):
        if keys:
            print(f"  {len(keys)} {what}: {', '.join(keys)}")
    if result.gone:
        print(f"  {result.gone} of messages that are no more, kept as obsolete")
    for finding in result.findings:
        print(finding, file=sys.stderr)
