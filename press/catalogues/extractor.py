"""The cutting of documents as a method of Babel's extraction, so that its tools and Weblate see the same messages."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from press.catalogues.cut import cut
from press.reading.documents import read_document
from press.values.document import passages

Found = tuple[int, str, str | tuple[str, str], list[str]]


def extract(
    file: BinaryIO, keywords: Mapping[str, object], comment_tags: Collection[str], options: Mapping[str, object]
) -> Iterator[Found]:
    """The messages of one file of a document: line, function (pgettext with a context), texts, key and where it stands."""
    path = Path(file.name).resolve()
    folder = next(parent for parent in path.parents if parent.parent.name == "content")
    root = folder.parents[1]
    document, _ = read_document(folder, root)
    comments = {(message.context, message.text): message.comment for message in cut(document)}
    for passage in passages(document):
        if passage.is_message and root / passage.place.path == path:
            texts = (passage.context, passage.text) if passage.context else passage.text
            comment = comments[passage.context, passage.text]
            yield passage.place.line, "pgettext" if passage.context else "gettext", texts, [comment]
