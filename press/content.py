"""The text in a PDF page's content, by the marks that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

CODE = re.compile(rb"<([0-9A-Fa-f\s]*)>")
BLOCK = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", re.S)
ENTRY = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>\s*(?:<([0-9A-Fa-f\s]*)>|\[(.*?)\])", re.S)
CODECS = {"/MacRomanEncoding": "mac_roman"}
# A wider gap inside a shown text is a space in fonts that are written without one, in thousandths of the font's size.
GAP = -200
DEEPEST = 8
UNKNOWN = "\ufffd"


@dataclass(frozen=True)
class Font:
    """What the codes of a font stand for, and how many bytes a code has."""

    names: Mapping[int, str]
    width: int

    def read(self, shown: bytes) -> str:
        """The text of a shown string."""
        codes = (int.from_bytes(shown[at:at + self.width], "big") for at in range(0, len(shown), self.width))
        return "".join(self.names.get(code, UNKNOWN) for code in codes)


def _text(code: bytes) -> str:
    """The text that hex digits of UTF-16 stand for."""
    return bytes.fromhex(code.decode()).decode("utf-16-be", "replace")


def _mapped(source: bytes) -> tuple[dict[int, str], int]:
    """What a ToUnicode table says (ISO 32000-1, 9.10.3), and the bytes of a code."""
    names: dict[int, str] = {}
    width = 2
    for kind, body in BLOCK.findall(source):
        if kind == b"codespacerange":
            width = max(len(bytes.fromhex(code.decode())) for code in CODE.findall(body))
        elif kind == b"bfchar":
            codes = CODE.findall(body)
            names |= {int(code, 16): _text(text) for code, text in zip(codes[::2], codes[1::2], strict=False)}
        else:
            for first, last, text, several in ENTRY.findall(body):
                start, count = int(first, 16), int(last, 16) - int(first, 16) + 1
                if several:
                    names |= {start + i: _text(code) for i, code in enumerate(CODE.findall(several)[:count])}
                elif text:
                    whole = _text(text)
                    names |= {start + i: whole[:-1] + chr(ord(whole[-1]) + i) for i in range(min(count, 65536))}
    return names, width


def read_font(font: Any) -> Font:
    """A font as its dictionary describes it: by ToUnicode, else by its encoding and the names of its glyphs."""
    names: dict[int, str] = {}
    width = 2 if font.get(Name.Subtype) == Name.Type0 else 1
    if width == 1:
        encoding = font.get(Name.Encoding, Name.WinAnsiEncoding)
        base = encoding.get(Name.BaseEncoding, Name.WinAnsiEncoding) if isinstance(encoding, Dictionary) else encoding
        names = {code: bytes([code]).decode(CODECS.get(str(base), "cp1252"), "replace") for code in range(32, 256)}
        at = 0
        for item in encoding.get(Name.Differences, ()) if isinstance(encoding, Dictionary) else ():
            if isinstance(item, Name):
                names[at] = _named(str(item)[1:])
                at += 1
            else:
                at = int(item)
    if isinstance(font.get(Name.ToUnicode), Stream):
        mapped, wide = _mapped(bytes(font.ToUnicode.read_bytes()))
        return Font(names | mapped, wide if width == 2 else 1)
    return Font(names, width)


def _named(glyph: str) -> str:
    """The text that a glyph's name stands for."""
    # A long list that few files need.
    from fontTools.agl import toUnicode

    return toUnicode(glyph) or UNKNOWN


@dataclass
class Mark:
    """Marked content that is open: its number, the text that replaces its own, and whether that has been said."""

    number: int | None
    instead: str | None
    said: bool = False


@dataclass
class Reading:
    """The text read so far: of each content stream (0: the page's own) and number of marked content."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    fonts: dict[Any, Font] = field(default_factory=dict)
    font: Font = Font({}, 1)
    stream: int = 0
    moved: bool = False

    def add(self, text: str) -> None:
        """Adds shown text to the innermost numbered mark; text that another replaces is said once."""
        number = next((mark.number for mark in reversed(self.marks) if mark.number is not None), None)
        outer = next((mark for mark in self.marks if mark.instead is not None), None)
        if number is None or not text:
            return
        if outer is not None:
            text, outer.said = "" if outer.said else str(outer.instead), True
        before = self.texts.get((self.stream, number), "")
        parted = " " if self.moved and before and not before[-1:].isspace() and not text[:1].isspace() else ""
        self.texts[self.stream, number] = before + (parted if text else "") + text
        self.moved = False

    def run(self, content: Any, resources: Any, depth: int = 0) -> None:
        """Reads a content stream."""
        for instruction in pikepdf.parse_content_stream(content):
            operands: Any = instruction.operands
            match str(instruction.operator):
                case "BDC" | "BMC":
                    self.marks.append(_mark(operands, resources))
                    self.moved = False
                case "EMC" if self.marks:
                    self.marks.pop()
                case "Tf":
                    self._choose(resources.get(Name.Font, Dictionary()).get(operands[0]))
                case "Td" | "TD" | "T*":
                    self.moved |= not operands or float(operands[1]) != 0
                case "Tj":
                    self.add(self.font.read(bytes(operands[0])))
                case "'" | '"':
                    self.moved = True
                    self.add(self.font.read(bytes(operands[-1])))
                case "TJ":
                    self.add("".join(self._shown(operands[0])))
                case "Do" if depth < DEEPEST:
                    self._form(resources.get(Name.XObject, Dictionary()).get(operands[0]), resources, depth)

    def _choose(self, font: Any) -> None:
        """Takes up a font."""
        if isinstance(font, Dictionary):
            key = font.objgen if font.is_indirect else id(font)
            if key not in self.fonts:
                self.fonts[key] = read_font(font)
            self.font = self.fonts[key]

    def _shown(self, items: Array) -> Iterator[str]:
        """The text of shown strings with the gaps between them."""
        for item in items:
            if isinstance(item, pikepdf.String):
                yield self.font.read(bytes(item))
            elif self.font.width == 1 and float(item) < GAP:
                yield " "

    def _form(self, form: Any, resources: Any, depth: int) -> None:
        """Reads a form; one with marks of its own is a stream for itself."""
        if not isinstance(form, Stream) or form.get(Name.Subtype) != Name.Form:
            return
        before, own = self.stream, Name.StructParents in form
        self.stream = form.objgen[0] if own else before
        self.run(form, form.get(Name.Resources, resources), depth + 1)
        self.stream = before


def _mark(operands: Any, resources: Any) -> Mark:
    """The mark that is opened."""
    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, Name):
        properties = resources.get(Name.Properties, Dictionary()).get(properties)
    if not isinstance(properties, Dictionary):
        return Mark(None, None)
    number, instead = properties.get(Name.MCID), properties.get(Name.ActualText)
    return Mark(None if number is None else int(number), None if instead is None else str(instead))


def marked_texts(page: pikepdf.Page) -> dict[tuple[int, int], str]:
    """The text of a page by content stream (0: the page's own) and number of marked content."""
    reading = Reading()
    resources = page.obj.get(Name.Resources) or Dictionary()
    reading.run(page, resources)
    return reading.texts
