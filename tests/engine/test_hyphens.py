"""The last word of a paragraph stands whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby

import pytest

from press.values.layout import Layout
from press.values.page import Html
from tests.test_notes import CELLS


@pytest.mark.parametrize("cell", [cell for cell in CELLS if "/en/" in cell or "/fr/" in cell])
def test_no_paragraph_ends_in_a_part_of_a_word(laid: Callable[[str], tuple[Html, Layout]], cell: str) -> None:
    _, layout = laid(cell)
    running = [line for line in layout.lines if line.role == "p" and line.kind == "text"]
    paragraphs = [list(lines) for _, lines in groupby(running, lambda line: line.block)]
    ends = [(lines[-2].text, lines[-1].text) for lines in paragraphs if len(lines) > 1]
    assert len(ends) > 20
    assert [last for before, last in ends if before.endswith("-") and not re.search(r"\s", last.strip())] == []
