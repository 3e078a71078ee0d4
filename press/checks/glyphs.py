"""Looks at the words: each character is in a font of the language that sets it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from press.fonts import missing_glyph, uncovered
from press.model import Document, Finding, Inline, Language, Passage, Picture, Span, Text, passages


def check(document: Document, language: Language, known: Mapping[str, Language]) -> Iterator[Finding]:
    """One error for each character that no font has, at the first passage that needs it."""
    seen: set[tuple[str, str]] = set()
    usual = known.get(document.source_language, language)
    for passage in passages(document):
        code = passage.language if passage.source else language.code
        for own, text in _stretches(passage.inlines, code):
            setting = language if own == language.code else known.get(own, usual)
            for character in uncovered(text, setting, _role(passage)):
                if (character, setting.code) not in seen:
                    seen.add((character, setting.code))
                    yield missing_glyph(character, setting, passage.place)


def _role(passage: Passage) -> str:
    """The font role that sets a passage."""
    if passage.where.startswith("heading") or passage.context == "meta:title":
        return "heading"
    return "note" if passage.context.startswith(("note:", "query:")) else "text"


def _stretches(inlines: Iterable[Inline], code: str) -> Iterator[tuple[str, str]]:
    """The words of inlines, each with its language."""
    for inline in inlines:
        if isinstance(inline, Text):
            yield code, inline.text
        elif not isinstance(inline, Picture):
            inner = inline.language if isinstance(inline, Span) and inline.language else code
            yield from _stretches(getattr(inline, "children", ()), inner)
