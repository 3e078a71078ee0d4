"""The words of the templates, in the language of who reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from press.findings import Finding, Severity
from press.job import Catalogue, Language

INTERFACE_LANGUAGE = "en"
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
TAG = re.compile(r"<[^>]*>")


@dataclass
class Words:
    """The words of the templates in the language of the page, and those that are missing."""

    language: Language
    catalogue: Catalogue | None
    missing: list[str] = field(default_factory=list)

    def __call__(self, message: str, **values: str) -> Markup:
        """The message translated, with values put in; in English and marked so where it is not."""
        entry = self.catalogue.entries.get(("", message)) if self.catalogue else None
        if entry and entry.translation and not entry.fuzzy:
            return _filled(entry.translation, values)
        if self.language.code == INTERFACE_LANGUAGE:
            return _filled(message, values)
        self.missing.append(message)
        return Markup('<span lang="{}" dir="ltr">{}</span>').format(INTERFACE_LANGUAGE, _filled(message, values))

    def plain(self, message: str, **values: str) -> str:
        """The message translated as text that is no markup; in English where it is not."""
        return bare(self(message, **values))

    def findings(self, final: bool) -> Iterable[Finding]:
        """One finding for all words that are missing."""
        if self.missing:
            place = self.catalogue.place if self.catalogue else self.language.place
            yield Finding(
                Severity.ERROR if final else Severity.NOTICE, "interface",
                f"the templates' words are not translated: {', '.join(dict.fromkeys(self.missing))}", place,
                f"translate locales/{self.language.code}/LC_MESSAGES/interface.po{self._others()}; "
                f"python build.py catalogue update interface/{self.language.code} makes it",
            )

    def _others(self) -> str:
        """How many more messages wait there, for other editions."""
        entries = self.catalogue.entries if self.catalogue else {}
        count = sum(1 for (_, text), entry in entries.items()
                    if text not in self.missing and (entry.fuzzy or not entry.translation))
        return f", where {count} more wait for other editions" if count else ""


def _filled(message: str, values: Mapping[str, str]) -> Markup:
    """A message with values in the places of %(name)s; any other % is one."""
    return Markup(PLACEHOLDER.sub(lambda match: escape(values.get(match[1], match[0])), escape(message)))


def bare(markup: str) -> str:
    """The words of markup, with the spaces that they have: a language's no-break spaces stay."""
    return str(Markup(TAG.sub("", markup)).unescape())
