"""Chinese lines end at one edge."""

from __future__ import annotations

import statistics
from collections.abc import Callable

import pytest

from press.engine import tracking
from press.job import Html
from press.layout import Layout


@pytest.mark.parametrize("edition", ["submission", "handout"])
def test_full_lines_of_chinese_are_equally_long(laid: Callable[[str], tuple[Html, Layout]], edition: str) -> None:
    _, layout = laid(f"statement-1988/zh/{edition}")
    lines = [line for line in layout.lines if line.kind == "text" and len(line.text) > 20 and line.text[-1] not in "。”：’"]
    usual = statistics.mode(round(line.height, 1) for line in lines)
    full = 0
    for page in range(1, layout.pages):
        edges = [line.x + line.width for line in lines if line.page == page and round(line.height, 1) == usual]
        right = max(edges)
        near = [edge for edge in edges if edge > right - 10]
        assert max(near) - min(near) < 1
        full += len(near)
    assert full > 30


def test_only_lines_that_are_mostly_full_width_are_tracked() -> None:
    assert tracking.wide("1988年7月中旬")
    assert not tracking.wide("The title 大会 stands in English")
