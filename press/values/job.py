"""All that one cell is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from press.values.catalogue import Catalogue
from press.values.document import Document
from press.values.edition import Edition
from press.values.findings import Finding
from press.values.language import Language


@dataclass(frozen=True)
class Reader:
    """Who reads what goes with the files: the language, and the words of the templates in it."""

    language: Language
    interface: Catalogue | None


@dataclass(frozen=True)
class Job:
    """All that one cell's build reads, and what was found wrong in its source.

    `operator` stands at the copier or in the print shop, where another language is read than the edition's.
    """

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
