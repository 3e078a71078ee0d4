"""The verb that packs what a translator needs into one file for the mail."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

import click

from press.catalogues.cut import cut
from press.catalogues.package import pack
from press.catalogues.reading import read_file
from press.catalogues.receive import packed
from press.cells import Making, made
from press.commands.build import CACHE
from press.commands.translation import Translation, the_translation
from press.files import write
from press.project import Project
from press.values.findings import ProjectError, Severity
from press.values.results import Standing

GLOSSARY = "glossary.csv"
SHEETS = ("proof", "guide")


@click.command()
@click.argument("language")
@click.option("--document", default="", help="The document, where the language has several.")
@click.option("--output", default="", help="The file; else out/DOCUMENT/LANGUAGE/DOCUMENT_LANGUAGE.zip.")
@click.pass_obj
def send(root: Path, language: str, document: str, output: str) -> int:
    """Packs the catalogue of LANGUAGE with its proof, the glossary and a guide into one file for the translator."""
    project = Project(root)
    found = the_translation(project, language, document)
    _check_that_it_is_up_to_date(found)
    language = found.language.code
    stem = f"{found.document.name}_{language}"
    known, _ = found.examined()
    place = found.catalogue.place
    contents = {f"{stem}.po": packed(read_file(found.path, place.path, language), found.name, known.code).text().encode()}
    sheets = _sheets(project, found)
    if sheets is None:
        return 1
    contents |= {f"{stem}_{name}.pdf": pdf for name, pdf in sheets.items()}
    glossary = found.language.folder / GLOSSARY
    if glossary.exists():
        contents[GLOSSARY] = glossary.read_bytes()
    contents["manifest.json"] = _manifest(found, known, contents)
    path = Path(os.path.realpath(output or f"out/{found.document.name}/{language}/{stem}.zip"))
    write(path, pack(contents), str(path))
    count = found.open_messages()
    print(f"{path}\n  {', '.join(contents)}\n  {count} message{'' if count == 1 else 's'} to translate; "
          "what comes back is brought in with: python build.py catalogue receive FILE")
    return 0


def _check_that_it_is_up_to_date(found: Translation) -> None:
    """ProjectError where the catalogue lacks messages that the document has."""
    missing = sum((message.context, message.text) not in found.catalogue.entries for message in cut(found.document))
    if missing:
        raise ProjectError(f"{missing} messages of the document are not in the catalogue", found.catalogue.place,
                           f"run: python build.py catalogue update {found.name}")


def _sheets(project: Project, found: Translation) -> dict[str, bytes] | None:
    """The PDFs of proof and guide; none where the source has errors, which are printed."""
    plan = project.read(project.plan([f"{found.name}/{edition}" for edition in SHEETS], final=False))
    for error in plan.errors:
        raise error
    sheets: dict[str, bytes] = {}
    editions = {copy.cell: copy.edition.name for copy in plan.copies}
    for result in (one.result for one in made(plan.copies, Making(project.root / CACHE))):
        if result.pdf is None:
            for finding in result.findings:
                if finding.severity is Severity.ERROR:
                    print(finding, file=sys.stderr)
            return None
        sheets[editions[result.cell]] = result.pdf
    return sheets


def _manifest(found: Translation, known: Standing, contents: dict[str, bytes]) -> bytes:
    """What the package says of itself: document, language, the proof's code, sums of the source's messages and the files."""
    messages = [[message.context, message.text] for message in cut(found.document)]
    said = {
        "document": found.document.name, "language": found.language.code, "proof": known.code,
        "source": hashlib.sha256(json.dumps(messages).encode()).hexdigest(),
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()},
    }
    return (json.dumps(said, indent=2) + "\n").encode()
