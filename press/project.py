"""The three axes on disk, and what their crossing gives: a plan."""

from __future__ import annotations

import difflib
import fnmatch
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import cached_property, partial
from math import inf
from pathlib import Path
from typing import Any

from press.catalogues.cut import cut
from press.catalogues.files import read_catalogue
from press.catalogues.orphans import renamed
from press.documents import MARKER, read_document
from press.editions import read_edition
from press.files import entries, nearest
from press.findings import REPORT, Finding, Place, ProjectError, fault_of
from press.fonts import families_for_script, in_edition
from press.glossary import FILE, read_glossary
from press.job import Catalogue, Edition, Job, Language, Reader
from press.languages import make_language, script_of
from press.limits import LimitReached, Limits, watched
from press.model import Document
from press.results import file_name, is_draft_of
from press.tables import read_marker

INTERFACE = "interface"


@dataclass(frozen=True)
class LeftOut:
    """A cell that is not built, and why; `on_request` when it was not asked for by name."""

    cell: str
    reason: str
    on_request: bool = False


@dataclass(frozen=True)
class Plan:
    """The jobs of a build, the cells left out, and what hinders whole documents or languages."""

    jobs: tuple[Job, ...]
    left_out: tuple[LeftOut, ...]
    errors: tuple[ProjectError, ...]

    @property
    def traces(self) -> tuple[str, ...]:
        """The tracebacks of faults of the program among the errors."""
        return tuple(f"{e.place}: {''.join(traceback.format_exception(e.__cause__))}" for e in self.errors if e.__cause__)


@dataclass(frozen=True)
class Project:
    """A project's folder."""

    root: Path

    def names(self, axis: str) -> list[str]:
        """The entries of an axis: content, locales or templates."""
        folder = self.root / axis
        if not folder.is_dir():
            raise ProjectError(f"there is no folder {axis}", "", "run this in the project's folder, or make the folder")
        return entries(folder)

    @cached_property
    def languages(self) -> Mapping[str, Language | ProjectError]:
        """Each language by its code, or why it can't be read."""
        return dict(self._each("locales", self._language))

    @cached_property
    def editions(self) -> Mapping[str, Edition | ProjectError]:
        """Each edition by its name, or why it can't be read."""
        return dict(self._each("templates", partial(read_edition, self.root)))

    @cached_property
    def documents(self) -> Mapping[str, tuple[Document, tuple[Finding, ...]] | ProjectError]:
        """Each document by its name with the findings of its source, or why it can't be read."""
        return dict(self._each("content", self._document))

    def _each(self, axis: str, read: Any) -> Iterator[tuple[str, Any]]:
        """Each entry of an axis, read, or its error."""
        for name in self.names(axis):
            yield name, _read_within_limits(read, name, f"{axis}/{name}")

    def _document(self, name: str) -> tuple[Document, tuple[Finding, ...]]:
        """One document with the findings of its source."""
        return read_document(self.root / "content" / name, self.root)

    def _language(self, code: str) -> Language:
        """One language."""
        folder = self.root / "locales" / code
        language = make_language(code, read_marker(self.root, folder, "language.toml"), folder,
                                 families_for_script(script_of(code)))
        return replace(language, glossary=read_glossary(folder, f"locales/{code}/{FILE}"))

    def catalogue(self, language: str, name: str) -> Catalogue | None:
        """A language's catalogue of a document or of the interface, if there is one."""
        path = self._path(language, name)
        where = path.relative_to(self.root).as_posix()
        return read_catalogue(path, where, language) if path.exists() else None

    def reader(self, code: str) -> Reader:
        """Who reads the language of a code; ProjectError where there is none."""
        if code not in self.languages:
            raise ProjectError(f'there is no language "{code}"', "", nearest(code, list(self.languages)))
        return Reader(_unless_error(self.languages[code]), self.catalogue(code, INTERFACE))

    def plan(self, patterns: Iterable[str], final: bool, operator: str = "") -> Plan:
        """What to build of the cells that match one of `patterns`; ProjectError for a pattern that matches none.

        Editions on request are built where a pattern names them without a wildcard. `operator` is the language of who
        prints, where one is named.
        """
        reader = self.reader(operator) if operator else None
        patterns = tuple(patterns)
        asked = {pattern.split("/")[2] for pattern in patterns if pattern.count("/") == 2}
        cells = [
            (d, l, e) for d in self.names("content") for l in self.names("locales") for e in self.names("templates")
        ]
        chosen = _select(["/".join(cell) for cell in cells], patterns)
        jobs: list[Job] = []
        left: list[LeftOut] = []
        errors: dict[str, ProjectError] = {}
        for cell in cells:
            name = "/".join(cell)
            if name not in chosen:
                continue
            made: Job | LeftOut | ProjectError
            try:
                made = self._job(*cell, final, asked)
            except ProjectError as error:
                made = error
            except Exception as error:
                made = _fault(error, name)
            if isinstance(made, ProjectError):
                errors.setdefault(str(made), made)
                left.append(LeftOut(name, f"{made.place}: {made.message}"))
                continue
            if isinstance(made, Job):
                jobs.append(replace(made, operator=reader))
            else:
                left.append(made)
        return Plan(tuple(jobs), tuple(left), tuple(errors.values()))

    def _job(self, document_name: str, code: str, edition_name: str, final: bool, asked: Set[str]) -> Job | LeftOut:
        """One cell's job, or why it is left out."""
        cell = f"{document_name}/{code}/{edition_name}"
        document, findings = _unless_error(self.documents[document_name])
        _unless_error(self.languages[code])
        edition = _unless_error(self.editions[edition_name])
        self._check_document(document)
        self._check_edition(edition)
        if left := _excluded(cell, document, edition, code, asked):
            return left
        catalogue = None if code == document.source_language else self.catalogue(code, document_name)
        if catalogue is None and code != document.source_language:
            return LeftOut(cell, self._without_catalogue(document, code))
        known = {name: in_edition(value, edition) for name, value in self.languages.items() if isinstance(value, Language)}
        return Job(
            document=document, language=known[code], edition=edition, catalogue=catalogue,
            interface=self.catalogue(code, INTERFACE), languages=known,
            final=final and not edition.is_working_copy, findings=findings,
        )

    def _without_catalogue(self, document: Document, code: str) -> str:
        """Why a document has no catalogue in a language, and what to do: that of its former name may be there."""
        path = self._path(code, document.name)
        if old := renamed(cut(document), path, (*self.names("content"), INTERFACE)):
            place, new = (each.relative_to(self.root).as_posix() for each in (old[0], path))
            return f"no catalogue; {place} is of no document, and has most of its messages: git mv {place} {new}"
        return f"no catalogue; make it with: python build.py catalogue update {document.name}/{code}"

    def _path(self, language: str, name: str) -> Path:
        """Where a language has its catalogue of a document or of the interface."""
        return self.root / "locales" / language / "LC_MESSAGES" / f"{name}.po"

    def _check_document(self, document: Document) -> None:
        """Refuses a document whose name, language or editions can't be."""
        if document.name == INTERFACE:
            raise ProjectError(f'"{INTERFACE}" is no name for a document', document.place,
                               "rename its folder: the catalogue of that name holds the templates' words")
        if document.source_language not in self.languages:
            raise ProjectError(f'there is no language "{document.source_language}"', self._line(document, "language"),
                               nearest(document.source_language, list(self.languages)))
        if document.limit and document.limit.language not in self.languages:
            raise ProjectError(f'the limit is for "{document.limit.language}", which is no language', document.limit.place,
                               nearest(document.limit.language, list(self.languages)))
        for edition in document.editions:
            if edition not in self.editions:
                raise ProjectError(f'there is no edition "{edition}"', self._line(document, "editions"),
                                   nearest(edition, list(self.editions)))

    def _check_edition(self, edition: Edition) -> None:
        """Refuses an edition whose files would have the names of another's: each would be written over the other."""
        name = file_name(f"d/l/{edition.name}", "", "pdf", False)
        for other in self.editions:
            if other != edition.name and is_draft_of(f"d/l/{other}", name) is not None:
                raise ProjectError(f'its files would have the names of those of the edition "{other}"', edition.place,
                                   "give its folder another name")

    def _line(self, document: Document, key: str) -> Place:
        """The line of document.toml that sets a key."""
        return read_marker(self.root, document.folder, MARKER).place(key)


def _excluded(cell: str, document: Document, edition: Edition, code: str, asked: Set[str]) -> LeftOut | None:
    """The cell left out because the edition is not for it, if so."""
    if edition.options.get("translations-only") and code == document.source_language:
        return LeftOut(cell, f"the edition {edition.name} is of translations, and {code} is the document's own language",
                       on_request=bool(edition.options.get("on-request")) and edition.name not in asked)
    if edition.options.get("on-request"):
        if edition.name not in asked:
            return LeftOut(cell, f'made only when asked for by name: python build.py "{cell}"', on_request=True)
    elif document.editions and edition.name not in document.editions:
        return LeftOut(cell, f"editions in {document.place.path} does not name {edition.name}")
    return None


def _read_within_limits(read: Callable[[str], Any], name: str, place: str) -> Any:
    """One entry of an axis, or why it can't be read: as an error, so that it stops no other."""
    try:
        # What this process has in memory is of all entries together, and no measure of one.
        with watched(Limits(megabytes=inf)):
            return read(name)
    except ProjectError as error:
        return error
    except LimitReached as error:
        return ProjectError(f"it needs {error}; it was ended while reading", place,
                            "look for what is very long or deep in it")
    except Exception as error:
        return _fault(error, place)


def _fault(error: Exception, place: str) -> ProjectError:
    """The error for a fault of the program while it reads something, which stops no other thing."""
    fault = ProjectError(fault_of(error, "reading"), place, REPORT)
    fault.__cause__ = error
    return fault


def _unless_error(value: Any) -> Any:
    """The value, or its error raised again."""
    if isinstance(value, ProjectError):
        raise value
    return value


def _select(cells: list[str], patterns: tuple[str, ...]) -> set[str]:
    """The cells that match a pattern; a name without slashes stands for all cells of that document."""
    if not patterns:
        return set(cells)
    chosen: set[str] = set()
    for pattern in patterns:
        full = "/".join([*pattern.split("/"), *["*"] * (2 - pattern.count("/"))])
        matching = {cell for cell in cells if _matches(cell, full)}
        if not matching:
            near = difflib.get_close_matches(pattern, cells, 1, 0.5)
            hint = f"did you mean {near[0]}?" if near else "python build.py --list shows all."
            raise ProjectError(f'no cell is called "{pattern}"', "", f"{hint} A cell is document/language/edition")
        chosen |= matching
    return chosen


def _matches(cell: str, pattern: str) -> bool:
    """Whether each of the three parts matches."""
    parts = pattern.split("/")
    return len(parts) == 3 and all(map(fnmatch.fnmatchcase, cell.split("/"), parts))
