"""The verb that records who has read a proof."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from press.catalogues.reading import read_file, save, with_field
from press.catalogues.review import review_header
from press.commands.translation import the_translation
from press.findings import ProjectError, Severity
from press.project import Project


@click.command()
@click.argument("language")
@click.option("--document", default="", help="The document, where the language has several.")
@click.option("--by", "name", required=True, help="Who has compared the translation with its source.")
@click.option("--proof", required=True, metavar="CODE", help="The code on the last page of the proof that was read.")
@click.pass_obj
def review(root: Path, language: str, document: str, name: str, proof: str) -> int:
    """Records that a person has read the proof of LANGUAGE; refuses when source or translation have changed since."""
    found = the_translation(Project(root), language, document)
    known, findings = found.examined()
    if not name.strip() or not name.isprintable():
        raise ProjectError("the reader has no name", "", 'write --by "…"')
    if proof.strip().upper() != known.code:
        raise ProjectError(
            f'"{proof}" is no proof of what {found.name} says now: it is mistyped, or source or text have changed since',
            found.catalogue.place,
            f'compare it with the last page of the proof; else have a new one read: python build.py "{found.name}/proof"')
    errors = [finding for finding in (*found.findings, *findings) if finding.severity is Severity.ERROR]
    count = found.open_messages()
    if errors or count:
        for finding in errors:
            print(finding, file=sys.stderr)
        raise ProjectError(
            f"{count} messages are fuzzy or not translated, and {len(errors)} errors are open: nothing was recorded",
            found.catalogue.place, "mend them, and have a new proof read; the proof shows each of them")
    file = read_file(found.path, found.catalogue.place.path, found.language.code)
    today = datetime.date.today().isoformat()
    for field, value in review_header(" ".join(name.split()), today, found.document, found.catalogue).items():
        file = with_field(file, field, value)
    save(file, found.path)
    print(f"{found.catalogue.place}: reviewed by {' '.join(name.split())}, {today}, {known.code}")
    return 0
