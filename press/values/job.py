"""A cell to be made: by names and digests alone, and as what they stand for once it is read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from functools import cached_property

from press.values.catalogue import Catalogue
from press.values.document import Document
from press.values.edition import Edition
from press.values.findings import Finding
from press.values.language import Language


@dataclass(frozen=True)
class Input:
    """What a job reads or is made by: its name, the same in each folder and on each machine, and the digest of its bytes."""

    name: str
    digest: str


@dataclass(frozen=True)
class Job:
    """One cell to be made: it means the same in another folder, process or machine, and can be a key.

    `operator` is the code of the language of who stands at the copier or in the print shop, where it is named. `inputs` are
    the files that are read, `project:…` by their paths; `makers` what makes the PDF of them: Press itself, the locked
    versions, Python, the system's libraries.
    """

    document: str
    language: str
    edition: str
    final: bool
    operator: str
    inputs: tuple[Input, ...]
    makers: tuple[Input, ...]

    @property
    def cell(self) -> str:
        """The cell's one name: document/language/edition."""
        return f"{self.document}/{self.language}/{self.edition}"

    @cached_property
    def key(self) -> str:
        """The digest of all that decides what the cell's files hold."""
        return hashlib.sha256(json.dumps(astuple(self)).encode()).hexdigest()


@dataclass(frozen=True)
class Reader:
    """Who reads what goes with the files: the language, and the words of the templates in it."""

    language: Language
    interface: Catalogue | None


@dataclass(frozen=True)
class Copy:
    """What a job stands for, as it has been read: all that its cell is made from, and what is wrong in its source."""

    document: Document
    language: Language
    edition: Edition
    catalogue: Catalogue | None
    interface: Catalogue | None
    languages: Mapping[str, Language]
    final: bool
    findings: tuple[Finding, ...] = ()
    operator: Reader | None = None

    @property
    def cell(self) -> str:
        """The cell's one name: document/language/edition."""
        return f"{self.document.name}/{self.language.code}/{self.edition.name}"
