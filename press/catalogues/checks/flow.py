"""A message as the checks see it: its words in a row, and the finding that a check gives."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from press.languages.scripts import script_of
from press.reading.parser import NOTE_NAME
from press.values.catalogue import Entry
from press.values.document import Break, Call, Inline, InlineNote, Link, Passage, Picture, Span, Text, plain
from press.values.findings import Finding, Place, Severity
from press.values.language import Language

# In a flow these stand for a call, and for words that are not in the language of the page.
CALL, FOREIGN = "\ufffc", "\ufffd"
# U+200E, U+200F and U+061C say a direction and are seen by nobody.
DIRECTION_MARKS = "\u200e\u200f\u061c"
AROUND_A_CALL = re.compile(rf"[{DIRECTION_MARKS}]*(\[\^{NOTE_NAME}\])[{DIRECTION_MARKS}]*")
# How much of a message a hint shows on each side.
SHOWN = 14


@dataclass(frozen=True)
class Translated:
    """A translated message beside its source: `flow` and `origin` are the words of both, as `flow` gives them."""

    source: Passage
    text: str
    parsed: tuple[Inline, ...]
    entry: Entry
    language: Language

    @cached_property
    def flow(self) -> str:
        """The words of the translation."""
        return flow(self.parsed, self.language.code)

    @cached_property
    def origin(self) -> str:
        """The words of the source."""
        return flow(self.source.inlines, self.source.language)

    @cached_property
    def calls(self) -> list[str]:
        """The names of the calls in the flow's first line, in its order."""
        return list(_calls(self.parsed))


def without_direction_marks(text: str) -> str:
    """The text of a message without the marks of direction round its calls, which a page needs none of."""
    return AROUND_A_CALL.sub(r"\1", text)


def flow(inlines: tuple[Inline, ...], language: str) -> str:
    """The words in a row, a sign for each call and each foreign passage; inline notes stand on lines below."""
    notes: list[str] = []
    main = _flow(inlines, language, notes)
    return "\n".join([main, *notes])


def _flow(inlines: tuple[Inline, ...], language: str, notes: list[str]) -> str:
    """The words of inlines; inline notes go to `notes`."""
    parts = []
    for inline in inlines:
        match inline:
            case Text():
                parts.append(_other_scripts(inline.text.replace(CALL, "").replace(FOREIGN, ""), language))
            case Break():
                parts.append(" ")
            case Call():
                parts.append(CALL)
            case InlineNote():
                notes.append(_flow(inline.children, language, notes))
            case Span() if inline.language not in ("", language):
                parts.append(FOREIGN + CALL * len(list(_calls(inline.children))))
            case Picture():
                parts.append(FOREIGN)
            case Link() if inline.bare:
                parts.append(FOREIGN)
            case _:
                parts.append(_flow(getattr(inline, "children", ()), language, notes))
    return "".join(parts)


def _other_scripts(text: str, language: str) -> str:
    """The text as it is, a sign in its place where it is wholly in Latin letters and the language is not."""
    if script_of(language) == "Latn":
        return text
    letters = [character for character in text if character.isalpha()]
    latin = all("LATIN" in unicodedata.name(letter, "") for letter in letters)
    return FOREIGN if len(letters) > SHOWN and latin else text


def _calls(inlines: tuple[Inline, ...]) -> Iterator[str]:
    """The names of calls, in order; an inline note has none."""
    for inline in inlines:
        if isinstance(inline, Call):
            yield inline.note
        elif not isinstance(inline, InlineNote):
            yield from _calls(getattr(inline, "children", ()))


def finding(code: str, message: str, hint: str, severity: Severity = Severity.WARNING) -> Finding:
    """A finding whose place is put in by the caller."""
    return Finding(severity, code, message, Place(""), hint)


def shown(words: str) -> str:
    """Words of a flow between straight quotation marks, spaces that look alike by their names."""
    readable = words.replace("\u00a0", "[U+00A0]").replace("\u202f", "[U+202F]").replace(FOREIGN, "…").replace(CALL, "[^…]")
    return f'"{readable}"'


def around(words: str, start: int, end: int) -> tuple[str, str]:
    """The few words before and after a part of a flow, up to a call or foreign words."""
    before = re.split(rf"[{CALL}{FOREIGN}\n]", words[max(0, start - SHOWN):start])[-1]
    after = re.split(rf"[{CALL}{FOREIGN}\n]", words[end:end + SHOWN])[0]
    return before.split(" ", 1)[-1] if len(before) == SHOWN and " " in before.strip() else before, after


def suggest(words: str, start: int, end: int, better: str) -> tuple[str, str]:
    """What is there now and what to write, each with the words around it."""
    before, after = around(words, start, end)
    return shown(f"{before}{words[start:end]}{after}"), f"write {shown(f'{before}{better}{after}')}"


def words_of(inlines: tuple[Inline, ...]) -> str:
    """All words, also those of other languages, and of inline notes."""
    notes = [words_of(inline.children) for inline in inlines if isinstance(inline, InlineNote)]
    return "\n".join([plain(inlines), *notes])
