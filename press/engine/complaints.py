"""What the engine says of a page, and what it does without a word: findings at the style sheet's line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from press.values.findings import Finding, Place, Severity
from press.values.page import Html

AT = re.compile(r",? at (\d+):\d+")
DATA = re.compile(r"(data:[^\s'\"]{30})[^\s'\"]+")
# As the engine (WeasyPrint 70.0) words it.
LOST = re.compile(r"Failed to (?:render SVG image|load image at) '?([^\s']*)'?(?:: (?:ValueError: )?(.*))?", re.S)
FACE = re.compile(r'@font-face\s*\{[^}]*?font-family:\s*["\']?([^"\';}]+)')
LOOK = "look at the edition's style sheet and at the pages"
FONTS = ("a style sheet can't name a file: put the font into the language's fonts folder, and its family into [fonts] of"
         " language.toml (docs/adding.md)")
HINTS = {
    "@font-face": FONTS, "`src:": FONTS,
    "@import": "a style sheet can't name a file: write the rules into it, or beside it into another *.css of the edition",
    "Relative URI reference": "a style sheet can't name a file: give the document the picture, and place it by the style"
                              " sheet",
}


def complaint(message: str, html: Html, cell: str) -> Finding:
    """What the engine says of a cell, as a finding; what it can't draw is an error."""
    if lost := LOST.match(message):
        name = unquote(urlsplit(lost[1]).path).rpartition("/")[2] if lost[1].startswith("file:") else _short(lost[1])
        why = f": {_short(lost[2])}" if lost[2] else ""
        return Finding(Severity.ERROR, "picture-drawing", f"the picture {name} can't be drawn{why}", Place(cell),
                       HINTS["Relative URI reference"] if "outside the folders" in why else "save it anew, or as PNG")
    hint = next((hint for word, hint in HINTS.items() if word in message), LOOK)
    at = AT.search(message)
    place = _place(int(at[1]), html) if at else None
    if place and at:
        message = message[:at.start()] + message[at.end():]
    said = f"the page engine says: {_short(message).rstrip('.')}"
    return Finding(Severity.WARNING, "engine", said, place or Place(cell), hint)


def unknown_families(laid: Any, html: Html, cell: str) -> Iterator[Finding]:
    """A finding for each list of families of which the page has none: another face is taken in their place."""
    known = set(FACE.findall(html.markup))
    asked: dict[tuple[str, ...], None] = {}
    for page in laid.pages:
        boxes = [page._page_box]
        while boxes:
            box = boxes.pop()
            boxes += getattr(box, "children", ())
            if getattr(box, "text", ""):
                asked[box.style["font_family"]] = None
    for names in asked:
        if not known.intersection(names):
            line = next((number for number, text in enumerate(_style(html), 1) if names[0] in text), 0)
            yield Finding(
                Severity.WARNING, "font-family", f"the page has no family {', '.join(names)}: another face is taken",
                _place(line, html) or Place(cell),
                "write var(--text), var(--heading), var(--note) or var(--title); [fonts] of language.toml fills them")


def _style(html: Html) -> list[str]:
    """The lines of a page's style."""
    return html.markup.partition("<style>")[2].split("\n")


def _place(line: int, html: Html) -> Place | None:
    """The style sheet and the line in it, by the line of the page's style; None where it is of none."""
    for first, where in reversed(html.sheets):
        if line >= first:
            return Place(where, line - first + 1)
    return None


def _short(message: str) -> str:
    """What is said, without the inside of pictures that are written in an address."""
    return DATA.sub(r"\1…", message)
