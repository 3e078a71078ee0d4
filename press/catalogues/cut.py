"""What is cut from a document to translate: its messages, along the parsed tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from press.values.document import Document, Heading, message_key, passages, passages_of, plain
from press.values.findings import Place


@dataclass(frozen=True)
class Message:
    """One text to translate: its context, the files it is in, its key and where it stands."""

    text: str
    context: str
    files: tuple[str, ...]
    comment: str

    @property
    def key(self) -> str:
        """The message's key."""
        return message_key(self.context, self.text)


def cut(document: Document) -> list[Message]:
    """The messages of a document in its own language, in reading order, each once."""
    under = dict(_headings(document))
    found: dict[tuple[str, str], Message] = {}
    for passage in passages(document):
        if not passage.is_message:
            continue
        heading = under.get(passage.place, "")
        where = f"{passage.where}, under “{heading}”" if heading else passage.where
        identity = (passage.context, passage.text)
        old = found.get(identity) or Message(passage.text, passage.context, (), f"{passage.key}: {where}")
        found[identity] = replace(old, files=tuple(dict.fromkeys((*old.files, passage.place.path))))
    return list(found.values())


def _headings(document: Document) -> Iterator[tuple[Place, str]]:
    """For each block's place, the words of the heading above it."""
    current = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            current = plain(block.passage.inlines)
        else:
            yield from ((passage.place, current) for passage in passages_of(block))
