"""The pictures of a document in a language: one that the language brings goes before the document's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from press import pictures
from press.findings import Finding, Place, Severity
from press.fonts import uncovered
from press.job import Language
from press.model import Document
from press.wordless import has_words

# Of a drawing's words as many characters are shown.
SHOWN = 60
FONT = "add a font with them to [fonts] in language.toml, or turn them into outlines and say them in the alternative text"
OWN = "put a translated drawing of that name into {}, or turn the words into a key in the caption"


def folder_of(document: Document, language: Language) -> Path:
    """Where a language has its own pictures of a document."""
    return language.folder / "figures" / document.name


def file_of(source: str, document: Document, language: Language) -> Path:
    """The file of a picture: the language's own, where there is one."""
    own = folder_of(document, language) / Path(source).name
    return own if own.is_file() else document.folder / source


def letters(document: Document, language: Language) -> str:
    """The words of all drawings, whose characters the page's fonts must have."""
    return "".join(pictures.words_of(file_of(source, document, language)) for source, _ in pictures.named(document))


def faults(document: Document, language: Language) -> Iterator[Finding]:
    """What is wrong with pictures that the language brings, and with the words of drawings: no font, another language's."""
    for source, place in pictures.named(document):
        folder, file = folder_of(document, language), file_of(source, document, language)
        is_own = file.parent == folder
        shown = f"locales/{language.code}/figures/{document.name}/{file.name}"
        if is_own and (fault := pictures.fault(file.name, folder)):
            yield replace(fault, place=Place(shown))
            continue
        words = pictures.words_of(file)
        if missing := uncovered(words, language):
            yield Finding(Severity.ERROR, "picture-glyph",
                          f"{source} has words in letters that no font of {language.code} has: {''.join(missing[:SHOWN])}",
                          Place(shown) if is_own else place, FONT)
        elif not is_own and language.code != document.source_language and has_words(words):
            said = words if len(words) <= SHOWN else f"{words[:SHOWN].rstrip()}…"
            yield Finding(Severity.WARNING, "picture-words", f"the words in {source} are not translated: “{said}”", place,
                          OWN.format(f"locales/{language.code}/figures/{document.name}/"))
