"""The files that cells are made from, by names that are the same in each folder and on each machine."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from press.values.edition import Edition
from press.values.findings import ProjectError
from press.values.job import Input

PROJECT = "project:"
# The languages of words in another one, in Markdown, TOML and catalogues: found without reading what else they say.
SPANS = re.compile(rb"lang\s*=\s*[\"'\\]*([A-Za-z0-9-]{2,35})")
TEXTS = (".md", ".toml", ".po")
LANGUAGE = "language.toml"


@dataclass(frozen=True)
class Seen:
    """What is seen of a file at a glance: the digest of its bytes, the codes of languages that it names for words in it."""

    digest: str
    languages: frozenset[str]


@dataclass(frozen=True)
class Inputs:
    """The files of a project, each looked at once; all names begin with `project:`."""

    root: Path
    _seen: dict[str, Seen] = field(default_factory=dict)

    def path(self, name: str) -> Path:
        """Where the file of a name is."""
        return self.root / self.place(name)

    def place(self, name: str) -> str:
        """The file of a name, as messages say it."""
        return name.removeprefix(PROJECT)

    def seen(self, name: str) -> Seen:
        """What is seen of a file; ProjectError for one that can't be opened."""
        if name not in self._seen:
            self._seen[name] = _look(self.path(name), self.place(name))
        return self._seen[name]

    def below(self, folder: str) -> Iterator[str]:
        """The names of the files in a folder of the project and in those below it, without hidden ones."""
        for place, inner, files in os.walk(self.root / folder):
            inner[:] = sorted(name for name in inner if not _is_hidden(name))
            where = Path(place).relative_to(self.root)
            for name in sorted(files):
                if not _is_hidden(name) and (self.root / where / name).is_file():
                    yield f"{PROJECT}{(where / name).as_posix()}"

    def of_document(self, document: str, language: str) -> Iterator[str]:
        """The files of a document, and what a language has for it alone: its catalogue and its pictures."""
        yield from self.below(f"content/{document}")
        yield from self._there(f"locales/{language}/LC_MESSAGES/{document}.po")
        yield from self.below(f"locales/{language}/figures/{document}")

    def of_language(self, code: str) -> Iterator[str]:
        """The files of a language that any page with words in it needs; none for one that the project has not."""
        yield from self._there(f"locales/{code}/{LANGUAGE}")
        yield from self.below(f"locales/{code}/fonts")

    def of_reader(self, code: str) -> Iterator[str]:
        """The files of a language that a page is written in: its terms and the words of the templates too."""
        yield from self.of_language(code)
        yield from self._there(f"locales/{code}/glossary.csv", f"locales/{code}/LC_MESSAGES/interface.po")

    def of_edition(self, edition: Edition) -> Iterator[str]:
        """The files of an edition and of what it extends."""
        for folder in edition.folders:
            yield from self.below(f"templates/{folder.name}")

    def of_cell(self, document: str, languages: Iterable[str], edition: Edition, operator: str) -> tuple[Input, ...]:
        """All that a cell reads: `languages` are its own and that of its document."""
        own, *others = languages
        of_text = set(self.of_document(document, own))
        named = {code for name in of_text for code in self.seen(name).languages}
        readers = {own, operator} - {""}
        names = of_text | set(self.of_edition(edition))
        for code in readers:
            names |= set(self.of_reader(code))
        for code in {*others, *named} - readers:
            names |= set(self.of_language(code))
        return tuple(Input(name, self.seen(name).digest) for name in sorted(names))

    def _there(self, *paths: str) -> Iterator[str]:
        """The names of those files that there are."""
        yield from (f"{PROJECT}{path}" for path in paths if (self.root / path).is_file())


def languages_in(inputs: Iterable[Input]) -> Iterator[str]:
    """The codes of the languages whose files are among inputs."""
    for one in inputs:
        if match := re.fullmatch(rf"{PROJECT}locales/([^/]+)/{re.escape(LANGUAGE)}", one.name):
            yield match[1]


def _is_hidden(name: str) -> bool:
    """Whether a file or a folder is none of the project's."""
    return name.startswith(".") or name == "__pycache__"


def _look(path: Path, where: str) -> Seen:
    """Looks at a file."""
    try:
        with path.open("rb") as file:
            if path.suffix in TEXTS:
                data = file.read()
                codes = frozenset(match.decode() for match in SPANS.findall(data))
                return Seen(hashlib.sha256(data).hexdigest()[:32], codes)
            return Seen(hashlib.file_digest(file, "sha256").hexdigest()[:32], frozenset())
    except OSError as error:
        raise ProjectError(f"the file can't be read: {error.strerror}", where, "check its rights") from None
