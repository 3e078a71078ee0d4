"""The three axes on disk, and what their crossing gives: a plan."""

from __future__ import annotations

import difflib
import fnmatch
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from math import inf
from pathlib import Path
from typing import Any

from press.catalogues.cut import cut
from press.catalogues.files import read_catalogue
from press.catalogues.orphans import renamed
from press.checks import waivers
from press.compose.interface import INTERFACE_LANGUAGE
from press.files import entries, nearest
from press.fonts.families import families_for_script, in_edition
from press.languages.glossary import FILE, read_glossary
from press.languages.language import make_language
from press.languages.scripts import script_of
from press.processes.limits import LimitReached, Limits, watched
from press.processes.makers import makers
from press.production.kinds import known
from press.reading.documents import read_document, read_title_page
from press.reading.editions import read_edition
from press.reading.inputs import Inputs, languages_in
from press.tables import Table, read_marker
from press.values.catalogue import Catalogue
from press.values.document import Document
from press.values.edition import Edition
from press.values.findings import REPORT, Finding, Place, ProjectError, fault_of
from press.values.job import Copy, Job, Reader
from press.values.language import Language
from press.values.results import file_name, is_draft_of

INTERFACE = "interface"
NO_CATALOGUE = "no catalogue"


@dataclass(frozen=True)
class LeftOut:
    """A cell that is not built, and why; `on_request` when it was not asked for by name."""

    cell: str
    reason: str
    on_request: bool = False


@dataclass(frozen=True)
class Plan:
    """The jobs of a build, the cells left out, and what hinders whole documents or languages; what jobs say, once read."""

    jobs: tuple[Job, ...]
    left_out: tuple[LeftOut, ...]
    errors: tuple[ProjectError, ...]
    copies: tuple[Copy, ...] = ()

    @property
    def traces(self) -> tuple[str, ...]:
        """The tracebacks of faults of the program among the errors."""
        return tuple(f"{e.place}: {''.join(traceback.format_exception(e.__cause__))}" for e in self.errors if e.__cause__)


@dataclass(frozen=True)
class Project:
    """A project's folder."""

    root: Path
    _catalogues: dict[Path, Catalogue] = field(default_factory=dict, compare=False, repr=False)

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
        return dict(self._each("templates", lambda name: read_edition(self.root, name, known())))

    @cached_property
    def title_pages(self) -> Mapping[str, Table | ProjectError]:
        """What `document.toml` of each document says, by the document's name, or why it can't be read."""
        return dict(self._each("content", lambda name: read_title_page(self.root / "content" / name, self.root)))

    @cached_property
    def inputs(self) -> Inputs:
        """The files that cells are made from."""
        return Inputs(self.root)

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
        document, findings = read_document(self.root / "content" / name, self.root)
        waivers.hold(document.waivers)
        return document, findings

    def _language(self, code: str) -> Language:
        """One language."""
        folder = self.root / "locales" / code
        language = make_language(code, read_marker(self.root, folder, "language.toml"), folder,
                                 families_for_script(script_of(code)))
        return replace(language, glossary=read_glossary(folder, f"locales/{code}/{FILE}"))

    def catalogue(self, language: str, name: str) -> Catalogue | None:
        """A language's catalogue of a document or of the interface, if there is one."""
        path = self.path(language, name)
        if path not in self._catalogues and path.exists():
            self._catalogues[path] = read_catalogue(path, path.relative_to(self.root).as_posix(), language)
        return self._catalogues.get(path)

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
        if operator:
            self.reader(operator)
        patterns = tuple(patterns)
        asked = {pattern.split("/")[2] for pattern in patterns if pattern.count("/") == 2}
        cells = [
            (d, l, e) for d in self.names("content") for l in self.names("locales") for e in self.names("templates")
        ]
        chosen = _select(["/".join(cell) for cell in cells], patterns)
        each = {"/".join(cell): partial(self._job, *cell, final, asked, operator) for cell in cells}
        made, left, errors = _made({name: make for name, make in each.items() if name in chosen})
        left += [one for one in made if isinstance(one, LeftOut)]
        jobs = tuple(one for one in made if isinstance(one, Job))
        return Plan(jobs, _in_order(left), tuple(errors.values()))

    def read(self, plan: Plan) -> Plan:
        """The plan with what its jobs say; without those whose documents or catalogues can't be read, which are left out."""
        copies, left, errors = _made({job.cell: partial(self.copy, job) for job in plan.jobs})
        cells = {copy.cell for copy in copies}
        known = {str(error): error for error in plan.errors}
        return Plan(tuple(job for job in plan.jobs if job.cell in cells), _in_order((*plan.left_out, *left)),
                    tuple((known | errors).values()), tuple(copies))

    def copy(self, job: Job) -> Copy:
        """What a job stands for; ProjectError where that can't be read, or is not what it was when the job was made."""
        for one in job.inputs:
            if self.inputs.seen(one.name).digest != one.digest:
                raise ProjectError("the file has changed since the build began", self.inputs.place(one.name), "build again")
        document, findings = _unless_error(self.documents[job.document])
        edition = _unless_error(self.editions[job.edition])
        codes = set(languages_in(job.inputs))
        known = {code: in_edition(language, edition) for code, language in self.languages.items()
                 if code in codes and isinstance(language, Language)}
        return Copy(
            document=document, language=known[job.language], edition=edition,
            catalogue=None if job.language == document.source_language else self.catalogue(job.language, job.document),
            interface=self.catalogue(job.language, INTERFACE), languages=known, final=job.final, findings=findings,
            operator=self.reader(job.operator) if job.operator else None,
        )

    def _job(
        self, document: str, code: str, edition_name: str, final: bool, asked: Set[str], operator: str
    ) -> Job | LeftOut:
        """One cell's job, or why it is left out."""
        page = _unless_error(self.title_pages[document])
        _unless_error(self.languages[code])
        edition = _unless_error(self.editions[edition_name])
        self._check_document(document, page)
        self._check_edition(edition)
        if left := _excluded(f"{document}/{code}/{edition_name}", page, edition, code, asked):
            return left
        source = page.words("language")
        if code != source and not self.path(code, document).exists():
            return LeftOut(f"{document}/{code}/{edition_name}", self._without_catalogue(document, code))
        inputs = self.inputs.of_cell(document, (code, source, INTERFACE_LANGUAGE), edition, operator)
        return Job(document, code, edition_name, final and not edition.is_working_copy, operator, inputs, makers())

    def _without_catalogue(self, name: str, code: str) -> str:
        """Why a document has no catalogue in a language, and what to do: that of its former name may be there."""
        path, known = self.path(code, name), (*self.names("content"), INTERFACE)
        if any(other.stem not in known for other in path.parent.glob("*.po")):
            document, _ = _unless_error(self.documents[name])
            if old := renamed(cut(document), path, known):
                place, new = (each.relative_to(self.root).as_posix() for each in (old[0], path))
                return f"{NO_CATALOGUE}; {place} is of no document, and has most of its messages: git mv {place} {new}"
        return f"{NO_CATALOGUE}; make it with: python build.py catalogue update {name}/{code}"

    def path(self, language: str, name: str) -> Path:
        """Where a language has its catalogue of a document or of the interface."""
        return self.root / "locales" / language / "LC_MESSAGES" / f"{name}.po"

    def _check_document(self, name: str, page: Table) -> None:
        """Refuses a document whose name, language or editions can't be."""
        if name == INTERFACE:
            raise ProjectError(f'"{INTERFACE}" is no name for a document', Place(page.where),
                               "rename its folder: the catalogue of that name holds the templates' words")
        source, limit = page.words("language", example="en"), page.table("limit")
        if source not in self.languages:
            raise ProjectError(f'there is no language "{source}"', page.place("language"),
                               nearest(source, list(self.languages)))
        if (bound := limit.words("language", source)) not in self.languages:
            raise ProjectError(f'the limit is for "{bound}", which is no language', limit.place(),
                               nearest(bound, list(self.languages)))
        for edition in page.list_of_words("editions"):
            if edition not in self.editions:
                raise ProjectError(f'there is no edition "{edition}"', page.place("editions"),
                                   nearest(edition, list(self.editions)))

    def _check_edition(self, edition: Edition) -> None:
        """Refuses an edition whose files would have the names of another's: each would be written over the other."""
        name = file_name(f"d/l/{edition.name}", "", "pdf", False)
        for other in self.editions:
            if other != edition.name and is_draft_of(f"d/l/{other}", name) is not None:
                raise ProjectError(f'its files would have the names of those of the edition "{other}"', edition.place,
                                   "give its folder another name")


def _made(each: Mapping[str, Callable[[], Any]]) -> tuple[list[Any], list[LeftOut], dict[str, ProjectError]]:
    """What was made of cells, each by its name; those that could not be, and why, each reason once."""
    made: list[Any] = []
    left: list[LeftOut] = []
    errors: dict[str, ProjectError] = {}
    for name, make in each.items():
        try:
            made.append(make())
        except Exception as error:
            fault = error if isinstance(error, ProjectError) else _fault(error, name)
            errors.setdefault(str(fault), fault)
            left.append(LeftOut(name, f"{fault.place}: {fault.message}"))
    return made, left, errors


def _in_order(left: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    """Cells in the order of their names."""
    return tuple(sorted(left, key=lambda one: one.cell.split("/")))


def _excluded(cell: str, page: Table, edition: Edition, code: str, asked: Set[str]) -> LeftOut | None:
    """The cell left out because the edition is not for it, if so."""
    if edition.options.get("translations-only") and code == page.words("language"):
        return LeftOut(cell, f"the edition {edition.name} is of translations, and {code} is the document's own language",
                       on_request=bool(edition.options.get("on-request")) and edition.name not in asked)
    if edition.options.get("on-request"):
        if edition.name not in asked:
            return LeftOut(cell, f'made only when asked for by name: python build.py "{cell}"', on_request=True)
    elif (named := page.list_of_words("editions")) and edition.name not in named:
        return LeftOut(cell, f"editions in {page.where} does not name {edition.name}")
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
