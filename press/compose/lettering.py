"""Words as pictures take them.

In pictures the engine (WeasyPrint 70.0) sets each sign by itself, from the left: Arabic letters stand there in their joined
forms (Unicode, Arabic Presentation Forms), the last first. tests/test_companions.py:
test_the_length_in_a_picture_is_read_as_one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d5]")
NO_JOINER = "\u200c"


def lettered(text: str) -> str:
    """A number with its unit or sign in the order and the forms in which a picture shows them."""
    if text.endswith("٪"):
        return text[-1] + text[:-1]
    if not ARABIC.search(text):
        return text
    return " ".join(_joined(word) if ARABIC.search(word) else word for word in reversed(text.split(" ")))


@cache
def _forms() -> dict[tuple[str, str], str]:
    """The joined forms by letter and place: isolated, initial, medial, final."""
    forms = {}
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFF00)):
        place, _, letter = unicodedata.decomposition(chr(code)).partition(" ")
        if place and " " not in letter:
            forms[chr(int(letter, 16)), place.strip("<>")] = chr(code)
    return forms


def _joined(word: str) -> str:
    """The letters of a word in the forms that they have in it, the last first."""
    forms, result = _forms(), []
    for place, letter in enumerate(word):
        before = place > 0 and (word[place - 1], "initial") in forms and (letter, "final") in forms
        after = (letter, "initial") in forms and (word[place + 1:place + 2], "final") in forms
        shape = "medial" if before and after else "final" if before else "initial" if after else "isolated"
        if letter != NO_JOINER:
            result.append(forms.get((letter, shape), letter))
    return "".join(reversed(result))
