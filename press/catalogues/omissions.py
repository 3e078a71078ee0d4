"""Words of the source that no message has: all that is set of a translated document, seen without the way it was cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from press.values.document import Document, Passage, Picture, Query, State, Text, lettering
from press.values.findings import Finding, Place, Severity


def omissions(translated: Document, final: bool) -> Iterator[Finding]:
    """The words that a translated document sets in the source's language and that were in no message; errors in a final."""
    for place, text in _set(translated, translated.place):
        if words := [word for word in text.split() if _is_word(word)]:
            yield Finding(
                Severity.ERROR if final else Severity.WARNING, "no-message",
                f"words of the source reach no translator: “{' '.join(words)[:60]}”", place,
                "this is a fault of the program: please report it; until it is mended, write the words in another way",
            )


def _set(value: object, place: Place) -> Iterator[tuple[Place, str]]:
    """Each text of a value and of all that it holds, with its place, but for passages that were messages.

    What a query says is set where a note has it.
    """
    if isinstance(value, Passage):
        if value.state is State.SOURCE:
            yield from ((value.place, text) for text in lettering(value.inlines))
    elif isinstance(value, (Text, Picture)):
        yield from ((place, text) for text in lettering((value,)))
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _set(part, place)
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from _set(part, place)
    elif is_dataclass(value) and not isinstance(value, Query):
        own = getattr(value, "place", place)
        for one in fields(value):
            yield from _set(getattr(value, one.name), own if isinstance(own, Place) else place)


def _is_word(token: str) -> bool:
    """Whether a piece between two spaces holds a word: letters, and no sign of mail, an address or a symbol."""
    if "@" in token or "://" in token or token.startswith("mailto:"):
        return False
    if "/" in token and any(sign.isdigit() or sign == "." for sign in token):
        return False
    return any(map(str.isalpha, token))
