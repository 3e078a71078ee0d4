"""The tag tree of any PDF as text: what a reader who listens is told, one element a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from press.pdf.marked import marked_texts
from press.pdf.opening import BROKEN, open_pdf
from press.pdf.pages import drawings
from press.pdf.structure import Content, Element, Thing, structure
from press.values.findings import ProjectError

# A hyphen that a line's end has brought.
SOFT_HYPHEN = "\u00ad"
Texts = Mapping[tuple[int, int], str]


def tag_tree(source: bytes, name: str) -> list[str]:
    """The lines of a PDF's tag tree, none where it has no tags; ProjectError for what is no readable PDF."""
    with open_pdf(source, name) as file:
        try:
            root = structure(file)
            if root is None:
                return []
            texts = marked_texts(drawings(file))
        except ProjectError as error:
            raise ProjectError(error.message, name, error.hint) from None
        except BROKEN as error:
            words = " ".join(str(error).split())[:200]
            raise ProjectError(f"a part of the file is broken: {words}", name, "make the file anew") from None
    return [line for child in root.children if isinstance(child, Element) for line in _element(child, texts, 0)]


def _element(element: Element, texts: Texts, depth: int) -> Iterator[str]:
    """The lines of an element: itself with the text that it begins with, then what it holds."""
    parts = list(_parts(element, texts))
    if element.actual is not None:
        parts = [part for part in parts if isinstance(part, Element)]
    first = parts.pop(0) if parts and isinstance(parts[0], str) else ""
    yield "  " * depth + " ".join(filter(None, [*_head(element), str(first)]))
    for part in parts:
        if isinstance(part, str):
            yield "  " * (depth + 1) + "… " + part
        else:
            yield from _element(part, texts, depth + 1)


def _parts(element: Element, texts: Texts) -> Iterator[str | Element]:
    """What an element holds: texts, with all that follows without an element between in one, and elements."""
    text = ""
    for child in element.children:
        if isinstance(child, Element):
            if _clean(text):
                yield _clean(text)
            text = ""
            yield child
        elif isinstance(child, Content):
            text += texts.get((child.owner, child.mcid), "")
    if _clean(text):
        yield _clean(text)


def _head(element: Element) -> Iterator[str]:
    """Type, name, language and what else is said of an element."""
    yield element.written if element.kind == element.written else f"{element.written} ({element.kind})"
    if element.id:
        yield f"[{element.id}]"
    if element.language is not None:
        yield f"lang={element.language}"
    yield from (f"{key}={value}" for key, value in element.attributes.items())
    spoken = {"Alt": element.alternative, "E": element.expansion, "ActualText": element.actual}
    yield from (f'{key}="{_clean(words)}"' for key, words in spoken.items() if words is not None)
    said = dict.fromkeys(child.contents for child in element.children if isinstance(child, Thing))
    yield from (f'Contents="{_clean(words)}"' for words in said if words)


def _clean(text: str) -> str:
    """A text in one line, with words whole that a line's end has broken."""
    return " ".join(re.sub(SOFT_HYPHEN + r"\s*", "", text).split())
