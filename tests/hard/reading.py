"""A finished PDF as a reader finds it: its lines, its ink, and where each token stands. Points, from a page's top left."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
from pypdfium2 import raw

TOKEN = re.compile(r"Q[a-z]{4}")
# How far a call may stand from its word, in pt: PDFium gives the space said before a call a part of the call's own room.
BESIDE = 8
# Characters on one line, their baselines so far apart at most.
LEVEL = 1.0


@dataclass(frozen=True)
class Character:
    """One printed character: the box of its ink, its baseline, its size."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float


@dataclass(frozen=True)
class Sight:
    """A token found: page from 1, the box of its ink, its baseline and size; whether a raised digit stands beside it."""

    word: str
    page: int
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float
    called: bool


@dataclass(frozen=True)
class Leaf:
    """A page: its size, its characters in the order of the file, the tops and bottoms of its pictures."""

    number: int
    width: float
    height: float
    characters: tuple[Character, ...]
    pictures: tuple[tuple[float, float], ...]
    sights: tuple[Sight, ...]

    def baselines(self, top: float, bottom: float) -> list[float]:
        """The lines between two heights, by their baselines from the top; raised characters are no line of their own."""
        found: list[float] = []
        for baseline in sorted(c.baseline for c in self.characters if top < c.baseline < bottom and c.text.isalpha()):
            if not found or baseline - found[-1] > LEVEL:
                found.append(baseline)
        return found


def read(pdf: bytes) -> list[Leaf]:
    """The pages of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_leaf(document[number], number + 1) for number in range(len(document))]
    finally:
        document.close()


def _leaf(page: Any, number: int) -> Leaf:
    """One page."""
    width, height = page.get_size()
    characters = tuple(_characters(page.get_textpage(), height))
    pictures = tuple((height - top, height - bottom) for _, bottom, _, top in
                     (image.get_bounds() for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])))
    return Leaf(number, width, height, characters, pictures, tuple(_sights(characters, number)))


def _characters(textpage: Any, height: float) -> Iterator[Character]:
    """The printed characters of a page; those that the reader makes up (spaces, line ends) are not among them."""
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    for index in range(raw.FPDFText_CountChars(textpage)):
        text = chr(raw.FPDFText_GetUnicode(textpage, index))
        if text.isspace() or raw.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(textpage, index, x, y)
        yield Character(text, left.value, height - top.value, right.value, height - bottom.value, height - y.value,
                        raw.FPDFText_GetFontSize(textpage, index))


def _sights(characters: tuple[Character, ...], page: int) -> Iterator[Sight]:
    """Each token of a page."""
    digits = [c for c in characters if c.text.isdigit()]
    for match in TOKEN.finditer("".join(c.text for c in characters)):
        found = characters[match.start() : match.end()]
        left, right = min(c.left for c in found), max(c.right for c in found)
        top, bottom = min(c.top for c in found), max(c.bottom for c in found)
        baseline = found[0].baseline
        called = any(
            top - 6 < digit.bottom < baseline - 1 and (abs(digit.left - right) < BESIDE or abs(left - digit.right) < BESIDE)
            for digit in digits
        )
        yield Sight(match[0], page, left, top, right, bottom, baseline, found[0].size, called)
