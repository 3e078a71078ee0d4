"""One translation as the verbs for translators choose it: a document, a language, its catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from press.catalogues.orphans import orphans
from press.catalogues.review import standing
from press.catalogues.translate import coverage, translate
from press.files import nearest
from press.project import INTERFACE, Project
from press.values.catalogue import Catalogue
from press.values.document import Document, State, passages
from press.values.findings import Finding, ProjectError
from press.values.language import Language
from press.values.results import Standing


@dataclass(frozen=True)
class Translation:
    """A document with what is wrong in its source, the language, and the catalogue with its path."""

    document: Document
    findings: tuple[Finding, ...]
    language: Language
    catalogue: Catalogue
    path: Path

    @property
    def name(self) -> str:
        """The translation's name: document/language."""
        return f"{self.document.name}/{self.language.code}"

    def examined(self) -> tuple[Standing, tuple[Finding, ...]]:
        """What is known of it as a whole, and all that is wrong with it."""
        translated, found = translate(self.document, self.catalogue, self.language, final=False)
        return standing(self.document, self.catalogue, found, coverage(translated)), found

    def open_messages(self) -> int:
        """How many messages are fuzzy or not translated."""
        translated, _ = translate(self.document, self.catalogue, self.language, final=False)
        return len({p.key for p in passages(translated) if p.state in (State.FUZZY, State.UNTRANSLATED)})


def translations(project: Project) -> Iterator[Translation | ProjectError]:
    """Each document in each language that it has a catalogue in, or why it can't be read."""
    for name in project.documents:
        for code in project.languages:
            if project.path(code, name).exists():
                try:
                    if (found := _read(project, name, code)).document.source_language != code:
                        yield found
                except ProjectError as error:
                    yield error


def without_catalogue(project: Project) -> Iterator[str]:
    """Each document in each language that it has no catalogue in and is not written in."""
    for name, found in project.documents.items():
        if isinstance(found, ProjectError):
            continue
        for code in project.languages:
            if code != found[0].source_language and not project.path(code, name).exists():
                yield f"{name}/{code}"


def of_no_document(project: Project) -> Iterator[Finding]:
    """Each catalogue or template of a document that is not there."""
    known = (*project.names("content"), INTERFACE)
    for folder in (Path(), *(Path(code) / "LC_MESSAGES" for code in project.names("locales"))):
        yield from orphans(project.root / "locales" / folder, known, project.root)


def is_own(project: Project, document: str, code: str) -> bool:
    """Whether a document, or the interface, is written in a language, and needs no catalogue of it."""
    found = project.documents.get(document)
    return (isinstance(found, tuple) and found[0].source_language == code) or (document, code) == (INTERFACE, "en")


def the_translation(project: Project, code: str, name: str = "") -> Translation:
    """The translation into a language of the document `name`, or of the only one; ProjectError where there is none.

    `code` may be the translation's name, document/language.
    """
    document, slash, code = code.rpartition("/")
    if slash and name not in ("", document):
        raise ProjectError(f"{document}/{code} is not of {name}", "", "leave --document out")
    name = document if slash else name
    if name and name not in project.documents:
        raise ProjectError(f'there is no document "{name}"', "", nearest(name, list(project.documents)))
    if code not in project.languages:
        raise ProjectError(f'there is no language "{code}"', "", nearest(code, list(project.languages)))
    names = [document for document in project.documents if project.path(code, document).exists()]
    if is_own(project, name, code):
        raise ProjectError(f"{code} is the document's own language", f"{name}/{code}",
                           "name a language that it is translated into")
    if not names or (name and name not in names):
        raise ProjectError(f"there is no catalogue of {name or 'a document'} in {code}", "",
                           f"make it with: python build.py catalogue update {name or 'DOCUMENT'}/{code}; documents are "
                           f"{', '.join(project.documents)}")
    if not name and len(names) > 1:
        raise ProjectError(f"{len(names)} documents have a catalogue in {code}", "",
                           f"name one: --document {' or --document '.join(names)}")
    return _read(project, name or names[0], code)


def _read(project: Project, name: str, code: str) -> Translation:
    """A translation that there is."""
    document, language = project.documents[name], project.languages[code]
    if isinstance(document, ProjectError):
        raise document
    if isinstance(language, ProjectError):
        raise language
    catalogue = project.catalogue(code, name)
    if catalogue is None:
        raise LookupError(name)
    return Translation(*document, language, catalogue, project.path(code, name))
