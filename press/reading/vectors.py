"""Drawings in SVG: what the engine can't draw, or would draw for ever, is told by its cause."""

from __future__ import annotations

import math
import re
import unicodedata
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from urllib.parse import unquote

DEEPEST, MOST_ELEMENTS, MOST_DRAWN, MOST_NUMBERS = 100, 50_000, 20_000, 100_000
# No length of a page comes near it.
LARGEST = 1e6
HREF = ("href", "{http://www.w3.org/1999/xlink}href")
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
LENGTH = re.compile(rf"\s*{NUMBER.pattern}\s*(?:[a-zA-Z]{{2,4}}|%)?\s*")
# Attributes that are one length; the others are lists of numbers, or words with numbers in them.
LENGTHS = ("width", "height", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy")
PART = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)")
LISTS = ("viewBox", "transform", "gradientTransform", "patternTransform", "d", "points")
SIZES = ("width", "height", "r", "rx", "ry")
# Transformations and paths as SVG 1.1 writes them (7.6, 8.3): what else is there is left out without a word.
_MOVED = re.compile(r"(?:\s*(?:matrix|translate|scale|rotate|skewX|skewY)\s*\([^()]*\)[\s,]*)*(?:none)?\s*")
WRITTEN = {"transform": _MOVED, "gradientTransform": _MOVED, "patternTransform": _MOVED,
           "d": re.compile(r"(?:\s*[Mm][MmLlHhVvCcSsQqTtAaZz\d\s,.eE+-]*|\s*none)?\s*")}
NO_NUMBER = re.compile(r"(?<![a-zA-Z])(?:nan|inf(?:inity)?)(?![a-zA-Z])", re.I)
ELSEWHERE = re.compile(r"@import|url\(\s*['\"]?\s*(?!#|data:image/)", re.I)
# A picture that lies beside the drawing: the page opens what is in the document's folder, and nothing else.
BESIDE = re.compile(r"(?!.*\.\.)(?![\w+.-]*:)[^/\\#].*")
# Scripts whose letters the engine (WeasyPrint 70.0) does not join or place in a drawing.
UNJOINED = ("ARABIC", "SYRIAC", "HEBREW", "DEVANAGARI", "BENGALI", "GUJARATI", "TAMIL", "THAI", "LAO", "KHMER", "MYANMAR")
# Of filters the engine (WeasyPrint 70.0) draws no others.
FILTERS = ("feOffset", "feBlend")
OUTLINES = "turn the words into outlines in the drawing program, and say them in its alternative text"


def fault(root: ElementTree.Element) -> tuple[str, str] | None:
    """What is wrong with a drawing, and what to do about it; None where it can be drawn."""
    if (fault := _too_much(root)) or (fault := _copies(root)) or (fault := _left_out(root)):
        return fault
    numbers = 0
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        if name in ("foreignObject", "script"):
            return f"it has <{name}>, which is not drawn", OUTLINES if name == "foreignObject" else "save it as plain SVG"
        if found := _from_elsewhere(element, name) or _bad_number(element) or _words(element, name):
            return found
        numbers += sum(len(NUMBER.findall(element.get(key, ""))) for key in ("d", "points"))
    if numbers > MOST_NUMBERS:
        return f"its paths have more than {MOST_NUMBERS:,} numbers", "simplify its paths, or save it as PNG"
    return None


def beside(root: ElementTree.Element) -> Iterator[str]:
    """The pictures beside the drawing that it shows, by their addresses."""
    for element in root.iter():
        if str(element.tag).rpartition("}")[2] == "image":
            yield from (unquote(element.get(key, "")) for key in HREF if BESIDE.fullmatch(element.get(key, "#")))


def words(root: ElementTree.Element) -> str:
    """The words that are drawn, in the order of the file."""
    texts = (element for element in root.iter() if str(element.tag).rpartition("}")[2] == "text")
    return " ".join(" ".join("".join(text.itertext()).split()) for text in texts).strip()


def _too_much(root: ElementTree.Element) -> tuple[str, str] | None:
    """Whether a drawing has too many parts, or parts too deep inside each other."""
    waiting, count = [(root, 1)], 0
    while waiting:
        element, depth = waiting.pop()
        count += 1
        if depth > DEEPEST or count > MOST_ELEMENTS:
            what = f"groups more than {DEEPEST} deep" if depth > DEEPEST else f"more than {MOST_ELEMENTS:,} parts"
            return f"it has {what}", "simplify it in the drawing program, or save it as PNG"
        waiting += [(child, depth + 1) for child in element]
    return None


def _copies(root: ElementTree.Element) -> tuple[str, str] | None:
    """Whether parts are drawn again and again by <use> or as masks and markers, without end or too often."""
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    sizes: dict[ElementTree.Element, float] = {}

    def drawn(element: ElementTree.Element, above: frozenset[int]) -> float:
        """How many parts an element draws, with all that it uses; without end where it draws itself."""
        if id(element) in above:
            return math.inf
        if element not in sizes:
            inside = above | {id(element)}
            total = 1 + sum(drawn(child, inside) for child in element)
            target = named.get(next((element.get(key, "") for key in HREF if element.get(key)), "")[1:])
            if str(element.tag).endswith("use") and target is not None:
                total += drawn(target, inside)
            # A mask, clip, marker or pattern is drawn for each part that names it.
            for name in set(PART.findall(" ".join(element.attrib.values()))):
                if name in named:
                    total += drawn(named[name], inside)
            sizes[element] = min(total, math.inf)
        return sizes[element]

    # Each level of a drawing may use another, so that the stack is bounded by its depth and the number of its names.
    try:
        count = drawn(root, frozenset())
    except RecursionError:
        count = math.inf
    if count > MOST_DRAWN:
        return ("it draws a part of itself again and again by <use>, or as a mask" if count == math.inf
                else f"it draws {count:,.0f} parts by <use>"), "draw the copies, or save it as PNG"
    return None


def _left_out(root: ElementTree.Element) -> tuple[str, str] | None:
    """Whether the engine would leave something out without a word: a copy of nothing, or the work of a filter."""
    names = {element.get("id") for element in root.iter()}
    used = {name for element in root.iter() for value in element.attrib.values() for name in PART.findall(value)}
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        target = next((element.get(key, "") for key in HREF if element.get(key)), "")
        if name == "use" and target.startswith("#") and target[1:] not in names:
            return f"it copies {target[:60]} by <use>, and no part has this id", "mend the name, or save it anew"
        if name == "filter" and element.get("id") in used:
            for part in element:
                if (kind := str(part.tag).rpartition("}")[2]) not in FILTERS:
                    return f"it has a filter with <{kind}>, which is not drawn", "take the effect out, or save it as PNG"
    return None


def embedded(root: ElementTree.Element) -> Iterator[str]:
    """The addresses in which a drawing has pictures written out."""
    for element in root.iter():
        if str(element.tag).endswith("image"):
            yield from (element.get(key, "") for key in HREF if element.get(key, "").startswith("data:"))


def _from_elsewhere(element: ElementTree.Element, name: str) -> tuple[str, str] | None:
    """Whether an element takes something from outside the file."""
    hint = "put it into the drawing: a document reads nothing from elsewhere"
    for key in HREF if name != "a" else ():
        address = element.get(key, "#")
        if address.startswith("data:image/svg") or (BESIDE.fullmatch(address) and address.lower().endswith(".svg")):
            return "it has a drawing inside a drawing", "put the parts of the one into the other"
        if name == "image" and BESIDE.fullmatch(address):
            continue
        if not address.startswith(("#", "data:image/")):
            return f"it takes {address[:60]} from elsewhere", hint
    texts = [element.text or ""] if name == "style" else []
    for text in (*texts, *element.attrib.values()):
        if ELSEWHERE.search(text):
            return "its style takes something from elsewhere", hint
    return None


def _bad_number(element: ElementTree.Element) -> tuple[str, str] | None:
    """Whether a number of an element is none, or beyond all measure."""
    for key in (*LENGTHS, *LISTS):
        value = element.get(key)
        if value is None:
            continue
        numbers = [float(number) for number in NUMBER.findall(value)]
        wrong = NO_NUMBER.search(value) or any(abs(number) > LARGEST for number in numbers)
        if key in LENGTHS:
            parts = re.split(r"[ ,]+", value.strip())
            wrong = wrong or not (value.strip() == "auto" or all(map(LENGTH.fullmatch, parts)))
        if key in WRITTEN:
            wrong = wrong or not WRITTEN[key].fullmatch(value)
        if key in SIZES:
            wrong = wrong or any(number < 0 for number in numbers)
        if key == "viewBox":
            wrong = wrong or len(numbers) != 4 or numbers[2] <= 0 or numbers[3] <= 0
        if wrong:
            return f'{key}="{value[:40]}" is no size that can be drawn', "mend it, or save it anew as SVG"
    return None


def _words(element: ElementTree.Element, name: str) -> tuple[str, str] | None:
    """Whether an element has words of a script that is not joined in drawings."""
    for text in _texts(element) if name in ("text", "tspan", "textPath") else ():
        names = [unicodedata.name(letter, "") for letter in text]
        script = next((script for script in UNJOINED if any(name.startswith(script) for name in names)), "")
        if script:
            return f"it has words in {script.title()} letters, which are not joined in a drawing", OUTLINES
    return None


def _texts(element: ElementTree.Element) -> Iterator[str]:
    """The words of an element itself."""
    yield element.text or ""
    for child in element:
        yield child.tail or ""
