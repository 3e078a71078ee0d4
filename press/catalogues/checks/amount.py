"""How much is translated: about as many words as the source has, and not the source's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.catalogues.checks.flow import Translated, finding, shown, words_of
from press.languages.ranges import CHARACTERS, UNPARTED
from press.values.document import OF_NAMES
from press.values.findings import Finding

SHORT = 30
# What is one word in many languages: an abbreviation in capitals, or a name for a part before its number.
STAYS = re.compile(r"[A-Z]{2,6}|[^\W\d_]+[ \u00a0]\d+[.:]?")
# Scripts that part their words by no spaces: Thai, Lao, Burmese, Khmer, Han and kana.
UNSPACED = re.compile(f"[{UNPARTED}{CHARACTERS}]")


def check_length(message: Translated) -> Iterator[Finding]:
    """As long as the source, within half and twice, from 30 characters on."""
    source, text = words_of(message.source.inlines), words_of(message.parsed)
    per_word = message.language.conventions.characters_per_word
    signs = len(UNSPACED.findall(text))
    if len(source) < SHORT or UNSPACED.search(source) or (signs and not per_word):
        return
    wanted = _words(source)
    given = _words(UNSPACED.sub(" ", text)) + (signs / per_word if signs else 0)
    if not wanted / 2 <= given <= wanted * 2:
        what = "shorter than half" if given < wanted else "longer than twice"
        yield finding("length", f"the translation is {what} the source ({given:.0f} to {wanted} words)",
                      "look whether a part is missing or stands twice")


def _words(text: str) -> int:
    """How many words a text has; figures and marks alone are none."""
    return sum(any(map(str.isalpha, word)) for word in text.split())


def check_same(message: Translated) -> Iterator[Finding]:
    """Other words than the source's, but for names of persons, abbreviations, and a word with its number: “Article 5”."""
    words = " ".join(words_of(message.parsed).split())
    if message.source.context in OF_NAMES or STAYS.fullmatch(words):
        return
    if message.text == message.source.text and re.search(r"[^\W\d_]{2}", words):
        first = words if len(words) <= SHORT else f"{words[:SHORT].rstrip()}…"
        yield finding("same", f"the translation is the same as the source: {shown(first)}",
                      "translate it; if it is a name that stays, say so in a comment: # ok same: why")
