"""The tag tree of any PDF as text: what a reader who listens is told, one element a line."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from press.content import marked_texts
from press.model import ProjectError

# What of an element's attributes a listener notices (ISO 32000-1, 14.8.5).
ATTRIBUTES = (Name.ListNumbering, Name.Scope, Name.Headers, Name.ColSpan, Name.RowSpan)
SPOKEN = (Name.Alt, Name.E, Name.ActualText)
DEEPEST = 200
# A hyphen that a line's end has brought.
SOFT_HYPHEN = "\u00ad"


def tag_tree(pdf: bytes, place: str) -> list[str]:
    """The lines of a PDF's tag tree, none where it has no tags; ProjectError for what is no readable PDF."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as file:
            root = file.Root.get(Name.StructTreeRoot)
            return list(_Tree(file, root).lines()) if isinstance(root, Dictionary) else []
    except pikepdf.PasswordError:
        raise ProjectError("the PDF can't be opened without its password", place, "save a copy without one") from None
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        words = " ".join(str(error).split())[:200]
        raise ProjectError(f"this is no PDF that can be read: {words}", place,
                           "look whether it opens in a PDF viewer") from None


@dataclass
class _Tree:
    """A tag tree while it is read; `texts` has the marked content of each page that was asked for."""

    file: pikepdf.Pdf
    root: Any
    texts: dict[Any, dict[tuple[int, int], str]] = field(default_factory=dict)
    seen: set[Any] = field(default_factory=set)

    def lines(self) -> Iterator[str]:
        """All lines."""
        for kid in _kids(self.root):
            if isinstance(kid, Dictionary):
                yield from self._element(kid, None, 0)

    def _element(self, element: Any, page: Any, depth: int) -> Iterator[str]:
        """The lines of an element: itself with the text that it begins with, then what it holds."""
        key = element.objgen if element.is_indirect else None
        if depth > DEEPEST or (key and key in self.seen):
            return
        self.seen.add(key)
        page = element.get(Name.Pg, page)
        parts = list(self._parts(element, page))
        if Name.ActualText in element:
            parts = [part for part in parts if not isinstance(part, str)]
        first = parts.pop(0) if parts and isinstance(parts[0], str) else ""
        yield "  " * depth + " ".join(filter(None, [*self._head(element), first]))
        for part in parts:
            if isinstance(part, str):
                yield "  " * (depth + 1) + "… " + part
            else:
                yield from self._element(part, page, depth + 1)

    def _parts(self, element: Any, page: Any) -> Iterator[Any]:
        """What an element holds: texts, with all that follows without an element between in one, and elements."""
        text = ""
        for kid in _kids(element):
            if isinstance(kid, Dictionary) and kid.get(Name.Type) not in (Name.MCR, Name.OBJR):
                if _clean(text):
                    yield _clean(text)
                text = ""
                yield kid
            else:
                text += self._text(kid, page)
        if _clean(text):
            yield _clean(text)

    def _text(self, kid: Any, page: Any) -> str:
        """The text of marked content."""
        stream = 0
        if isinstance(kid, Dictionary):
            if kid.get(Name.Type) == Name.OBJR:
                return ""
            page = kid.get(Name.Pg, page)
            stream = kid.Stm.objgen[0] if Name.Stm in kid else 0
            kid = kid.get(Name.MCID, -1)
        if not isinstance(page, Dictionary):
            return ""
        if page.objgen not in self.texts:
            self.texts[page.objgen] = marked_texts(pikepdf.Page(page))
        return self.texts[page.objgen].get((stream, int(kid)), "")

    def _head(self, element: Any) -> Iterator[str]:
        """Type, name, language and what else is said of an element."""
        yield self._kind(element)
        if Name.ID in element:
            yield f"[{element.ID}]"
        if Name.Lang in element:
            yield f"lang={element.Lang}"
        attributes = element.get(Name.A, Array())
        for owner in attributes if isinstance(attributes, Array) else [attributes]:
            if isinstance(owner, Dictionary):
                yield from (f"{str(key)[1:]}={_plain(owner[key])}" for key in ATTRIBUTES if key in owner)
        yield from (f'{str(key)[1:]}="{_clean(str(element[key]))}"' for key in SPOKEN if key in element)
        said = []
        for kid in _kids(element):
            if isinstance(kid, Dictionary) and kid.get(Name.Type) == Name.OBJR and isinstance(kid.get(Name.Obj), Dictionary):
                said.append(str(kid.Obj.get(Name.Contents, "")))
        yield from (f'Contents="{_clean(words)}"' for words in dict.fromkeys(said) if words)

    def _kind(self, element: Any) -> str:
        """The type, with the standard one that it stands for."""
        kind = element.get(Name.S, Name.NonStruct)
        mapped = self.root.get(Name.RoleMap, Dictionary()).get(kind, kind)
        space = element.get(Name.NS)
        if isinstance(space, Dictionary):
            mapped = space.get(Name.RoleMapNS, Dictionary()).get(kind, kind)
            mapped = mapped[0] if isinstance(mapped, Array) else mapped
        return str(kind)[1:] if mapped == kind else f"{str(kind)[1:]} ({str(mapped)[1:]})"


def _kids(element: Any) -> list[Any]:
    """What an element's entry K lists."""
    kids = element.get(Name.K)
    return [] if kids is None else list(kids) if isinstance(kids, Array) else [kids]


def _plain(value: Any) -> str:
    """An attribute's value without the signs of PDF."""
    return ",".join(map(_plain, value)) if isinstance(value, Array) else str(value).removeprefix("/")


def _clean(text: str) -> str:
    """A text in one line, with words whole that a line's end has broken."""
    return " ".join(re.sub(SOFT_HYPHEN + r"\s*", "", text).split())
