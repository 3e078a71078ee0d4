"""Looks at the layout: no paragraph ends with a very short line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from press.checks.subject import Subject, quoted
from press.values.findings import Finding, Severity

TITLE = "no paragraph ends with a runt"
REASON = ("Bringhurst, The Elements of Typographic Style, 2.4.3: no word of less than four letters ends a paragraph alone; "
          "JLREQ, 3.5.3: nor is a single Han character")
LOOKS_AT = "layout"
CODES = ("runt",)
WAIVABLE = True

LETTERS, HAN_CHARACTERS = 4, 2


def check(subject: Subject) -> Iterator[Finding]:
    """One warning for each such line."""
    for lines in subject.laid.layout.paragraphs():
        last = lines[-1]
        if len(lines) > 1 and _letters(last.text) < _least(last.text):
            yield Finding(Severity.WARNING, "runt", f"a paragraph ends with a line of its own for {quoted(last.text)}",
                          subject.page(last.page), "join its last two words by a no-break space, or word it otherwise")


def _letters(text: str) -> int:
    """The letters and figures of a line."""
    return sum(character.isalnum() for character in text)


def _least(text: str) -> int:
    """How many letters a last line needs."""
    wide = any(unicodedata.east_asian_width(character) == "W" and character.isalpha() for character in text)
    return HAN_CHARACTERS if wide else LETTERS
