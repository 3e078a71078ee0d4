"""The words of a text in rows, in which what is no mark can't be taken for one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

from press.findings import Place

# In a row these stand for a character that is written as such (`\*`, `&nbsp;`), one of an address, a picture, a call.
ASIDE, ADDRESS, PICTURE, CALL = "\ue000", "\ue001", "\ue002", "\ue003"
ADDRESSES = re.compile(
    r"(?:https?://|ftp://|www\.)[^\s<>\"`*\[\]]+|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|(?<![\w.])[\w-]+(?:\.[\w-]+)+/[^\s<>\"`*\[\]|]*"
)
# What is read of the attributes of each kind; all others are dropped.
READ: Mapping[str, tuple[str, ...]] = {"image": ("src", "alt"), "link_open": ("href", "lang"), "span_open": ("lang",)}


@dataclass(frozen=True)
class Stretch:
    """The words of a paragraph, heading, cell, caption, inline note or field, and where they stand.

    `within` are the blocks round it, the outermost first; `before` and `after` the tokens beside it. `origins` has what was
    written for each character of `text`; `dropped` the attributes that nothing reads, `joined` emphasis inside a number, each
    with its place in the text; `called` the notes called.
    """

    kind: str
    place: Place
    text: str
    origins: Sequence[str]
    within: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    indent: int = 0
    dropped: tuple[tuple[int, str], ...] = ()
    joined: tuple[tuple[int, int], ...] = ()
    called: frozenset[str] = frozenset()

    def written(self, start: int, end: int) -> str:
        """What the author wrote, on one line."""
        return " ".join("".join(self.origins[start:end]).split())

    def unread(self, start: int) -> str:
        """The attributes at a place that nothing reads."""
        return " ".join(attribute for at, attribute in self.dropped if at == start)

    def line(self, start: int) -> Place:
        """The line of a character; of a field, that of the field."""
        return Place(self.place.path, self.place.line + self.text.count("\n", 0, start)) if self.place.line else self.place


@dataclass
class _Row:
    """A row that grows token by token."""

    origins: list[str] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)
    dropped: list[tuple[int, str]] = field(default_factory=list)
    emphases: list[tuple[int, int]] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)

    def put(self, signs: str, origins: Sequence[str]) -> None:
        """Adds characters, and what was written for each."""
        self.signs += signs
        self.origins += origins

    def text(self) -> str:
        """The characters, those of addresses typed among words made signs."""
        text = "".join(self.signs)
        return ADDRESSES.sub(lambda match: ADDRESS * len(match[0]), text)


def of_tokens(tokens: Sequence[Token], notes: Mapping[Any, Any], path: str, lines: Sequence[str]) -> Iterator[Stretch]:
    """The stretches of a file, by the tokens of its blocks."""
    within: list[str] = []
    for number, token in enumerate(tokens):
        if token.nesting == 1:
            label = f"note:{token.meta['label']}" if token.type == "footnote_reference_open" else ""
            within.append(label or token.type.removesuffix("_open"))
        elif token.nesting == -1:
            within.pop()
        elif token.type in ("fence", "code_block") and token.map:
            first = next(iter(token.content.split("\n")), "")
            shown = f"{token.markup}{token.info}" if token.markup else first
            yield Stretch(token.type, Place(path, token.map[0] + 1), shown, list(shown), tuple(within))
        elif token.type == "inline":
            line = _line(tokens, number)
            before = tokens[number - 2].type if number > 1 else ""
            after = tokens[number + 2].type if number + 2 < len(tokens) else ""
            raw = lines[line - 1] if 0 < line <= len(lines) else ""
            kind = {"th": "cell", "td": "cell"}.get(within[-1], within[-1])
            yield from of_inlines(token.children or [], notes, Place(path, line), kind, tuple(within[:-1]), (before, after),
                                  len(raw) - len(raw.lstrip()))


def _line(tokens: Sequence[Token], number: int) -> int:
    """The line of a token; of a cell, that of its row."""
    return next((token.map[0] + 1 for token in reversed(tokens[: number + 1]) if token.map), 0)


def of_inlines(
    tokens: Sequence[Token], notes: Mapping[Any, Any], place: Place, kind: str, within: tuple[str, ...] = (),
    beside: tuple[str, str] = ("", ""), indent: int = 0,
) -> Iterator[Stretch]:
    """The stretch of some inline tokens, then those of the inline notes and captions in it."""
    row = _Row()
    inner: list[tuple[str, int, Sequence[Token]]] = []
    for token in tokens:
        at = len(row.signs)
        if token.type == "footnote_ref":
            inner.append(("note", at, notes.get(token.meta["id"], {}).get("tokens") or []))
        elif token.type == "image":
            inner.append(("caption", at, token.children or []))
        _take(token, row)
    text = row.text()
    joined = tuple(span for span in row.emphases if _in_number(text, span))
    made = Stretch(kind, place, text, row.origins, within, *beside, indent, tuple(row.dropped), joined, frozenset(row.called))
    yield made
    for name, at, children in inner:
        yield from of_inlines(children, notes, made.line(at), name, within)


def _in_number(text: str, span: tuple[int, int]) -> bool:
    """Whether emphasis stands between two figures, as in 2*3*4."""
    start, end = span
    return 0 < start < end < len(text) and text[start - 1].isdigit() and text[end].isdigit() and text[start].isdigit()


def _take(token: Token, row: _Row) -> None:
    """Adds one inline token to a row."""
    at = len(row.signs)
    match token.type:
        case "text":
            row.put(token.content, token.content)
        case "text_special":
            row.put(ASIDE * len(token.content), [token.markup, *[""] * (len(token.content) - 1)])
        case "softbreak" | "hardbreak":
            row.put("\n", "\n")
        case "call" | "footnote_ref":
            row.put(CALL, [f"[^{token.content}]" if token.content else "^[…]"])
            row.called += [token.content] if token.content else []
        case "image":
            row.put(PICTURE, [f"![{token.content}]({token.attrs.get('src', '')})"])
        case "em_open":
            row.opened.append(at)
        case "em_close" if row.opened:
            row.emphases.append((row.opened.pop(), at))
        case "html_inline" | "html_block":
            pass
        case _ if token.nesting == 0:
            row.put(token.content, token.content)
    for name in token.attrs:
        if token.type in READ and name not in READ[token.type]:
            row.dropped.append((at, _attribute(name, str(token.attrs[name]))))


def _attribute(name: str, value: str) -> str:
    """An attribute as an author writes it."""
    if name == "title":
        return f'"{value}"'
    signs = {"class": ".", "id": "#"}
    return "{" + (f"{signs[name]}{value}" if name in signs else f'{name}="{value}"') + "}"
