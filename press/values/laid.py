"""A cell of ours on its pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from press.values.document import Document
from press.values.edition import Edition
from press.values.language import Language
from press.values.layout import Layout
from press.values.page import Html


@dataclass(frozen=True)
class Laid:
    """A cell of ours on its pages: the translated document, the composed page, where things stand."""

    document: Document
    html: Html
    layout: Layout
    language: Language
    languages: Mapping[str, Language]
    edition: Edition

    @property
    def back(self) -> int:
        """How many of the last pages are the back cover."""
        return int(bool(self.edition.fit and self.edition.fit.back_cover and self.html.has_end))
