"""Looks at the words: each character is in a font of the language that sets it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from press.checks.subject import Subject
from press.fonts.coverage import missing_glyph, uncovered
from press.values.document import Inline, Passage, Picture, Span, Text, passages
from press.values.findings import Finding, Place

TITLE = "each character has a glyph in the fonts of its language"
REASON = "PDF/UA-1 (ISO 14289-1), 7.21.7: no text is shown by the box for a missing glyph"
LOOKS_AT = "words"
CODES = ("no-glyph",)
WAIVABLE = False
# More than these are not so many characters, but a face.
FEW = 3


def check(subject: Subject) -> Iterator[Finding]:
    """One error for each character that no font has, at the first passage that needs it, or for all of a face that lacks."""
    laid = subject.laid
    missing: dict[str, dict[str, Place]] = {}
    usual = laid.languages.get(laid.document.source_language, laid.language)
    for passage in passages(laid.document):
        code = passage.language if passage.source else laid.language.code
        for own, text in _stretches(passage.inlines, code):
            setting = laid.language if own == laid.language.code else laid.languages.get(own, usual)
            for character in uncovered(text, setting, _role(passage)):
                missing.setdefault(setting.code, {}).setdefault(character, passage.place)
    for code, places in missing.items():
        setting = laid.language if code == laid.language.code else laid.languages.get(code, usual)
        named = dict(list(places.items())[:1 if len(places) > FEW else FEW])
        for character, place in named.items():
            found = missing_glyph(character, setting, place)
            others = f", and {len(places) - 1} other characters" if len(places) > FEW else ""
            yield replace(found, message=found.message + others)


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
