"""Telephone numbers whose groups the page would turn round."""

from __future__ import annotations

from collections.abc import Iterator

from press.catalogues.checks.flow import Translated, finding
from press.languages.directions import KEEPING, TURNED, turned
from press.values.findings import Finding


def check_directions(message: Translated) -> Iterator[Finding]:
    """No number among words from right to left that is read in another order than it is written."""
    for number in turned(message.parsed, message.language.direction):
        yield finding("number-turned", TURNED.format(number), KEEPING.format(number))
