"""The verb that checks translations: what a build would say of them, without building."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from fnmatch import fnmatchcase
from pathlib import Path

import click

from press.catalogues.translate import check_interface, translate
from press.commands.findings import in_order
from press.commands.translation import is_own, of_no_document
from press.files import nearest
from press.project import INTERFACE, Project
from press.values.findings import Finding, Place, ProjectError, Severity


@click.command()
@click.argument("names", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Give the findings as JSON.")
@click.pass_obj
def check(root: Path, names: tuple[str, ...], as_json: bool) -> int:
    """Checks translations against their sources.

    NAMES are languages, documents, or document/language (* stands for any letters); without names all. A finding that
    is wrong is muted by a comment in its entry that says why: # ok numbers: the year is written out.
    """
    project = Project(root)
    beside = [finding for name in names for finding in _absent(project, name)] if names else of_no_document(project)
    found = sorted((*findings(project, _chosen(project, names)), *beside), key=lambda finding: finding.place)
    if as_json:
        print(json.dumps([asdict(f) | {"place": str(f.place)} for f in found], ensure_ascii=False, indent=2))
    else:
        for finding in in_order(found):
            print(finding, file=sys.stderr)
        counts = [sum(f.severity is level for f in found) for level in (Severity.ERROR, Severity.WARNING, Severity.NOTICE)]
        print("{} errors, {} warnings, {} notices".format(*counts))
    return 1 if any(finding.severity is Severity.ERROR for finding in found) else 0


def findings(project: Project, chosen: list[tuple[str, str]]) -> Iterator[Finding]:
    """The findings of catalogues, each given by its document (or interface) and language."""
    for name in dict.fromkeys(name for name, _ in chosen if name != INTERFACE):
        document = project.documents[name]
        yield from () if isinstance(document, ProjectError) else (f for f in document[1] if f.severity is Severity.ERROR)
    for name, code in chosen:
        language = project.languages[code]
        if isinstance(language, ProjectError):
            raise language
        catalogue = project.catalogue(code, name)
        if catalogue is None:
            continue
        if name == INTERFACE:
            yield from check_interface(catalogue, language, final=False)
            continue
        document = project.documents[name]
        if isinstance(document, ProjectError):
            raise document
        yield from translate(document[0], catalogue, language, final=False)[1]


def _absent(project: Project, name: str) -> Iterator[Finding]:
    """A finding where there is no catalogue of all that a name stands for."""
    pairs = _matching(project, name)
    if any(project.path(code, document).exists() for document, code in pairs):
        return
    wanted = next((pair for pair in pairs if not is_own(project, *pair)), None)
    document, code = wanted or pairs[0]
    hint = (f"make it with: python build.py catalogue update {document}/{code}" if wanted else
            "it is in its own language, which a build checks")
    place = project.path(code, document).relative_to(project.root).as_posix()
    yield Finding(Severity.WARNING, "no-catalogue", f"there is no catalogue for {name}", Place(place), hint)


def _chosen(project: Project, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """The catalogues that names stand for; all without names."""
    return list(dict.fromkeys(pair for name in names or ("*",) for pair in _matching(project, name)))


def _matching(project: Project, name: str) -> list[tuple[str, str]]:
    """The catalogues that a name stands for; ProjectError for a name that stands for none."""
    documents, languages = [*project.names("content"), INTERFACE], project.names("locales")
    every = [(document, code) for document in documents for code in languages]
    if matching := [pair for pair in every if any(fnmatchcase(one, name) for one in ("/".join(pair), *pair))]:
        return matching
    raise ProjectError(f'no catalogue is called "{name}"', "",
                       nearest(name, [*languages, *documents, *map("/".join, every)]))
