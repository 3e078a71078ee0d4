"""Lines end at one edge: of Chinese, and where kerning over spaces goes when they are stretched."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

import pypdfium2
import pytest

from press.catalogues.translate import translate
from press.engine import tracking
from press.engine.render import render
from press.pdf.pages import drawings
from press.pipeline import composed
from press.values.layout import Layout, Line
from press.values.page import Html
from tests.conftest import CACHE, ROOT, copy_of
from tests.pdf import opened


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


@cache
def drawn(cell: str) -> tuple[Layout, bytes]:
    """The layout and the pages of a cell."""
    job = copy_of(ROOT, [cell], final=False)
    document, _ = translate(job.document, job.catalogue, job.language, job.final)
    pdf, layout, _ = render(composed(job, document, CACHE), cell)
    return layout, pdf


def stretched(layout: Layout, pdf: bytes) -> Iterator[tuple[Line, list[tuple[float, float, float]]]]:
    """The justified lines of the text and of the notes, each with left, right and size of what is drawn in it, in pt."""
    with opened(pdf) as file:
        pages = [(page.box[3], [run for run in page.runs if run.text.strip()]) for page in drawings(file)]
        for line in layout.lines:
            if line.spread > 0 and line.kind != "margin":
                height, runs = pages[line.page - 1]
                yield line, sorted((run.box[0], run.box[2], run.size) for run in runs
                                   if line.y < height - run.y < line.y + line.height)


@pytest.mark.parametrize("cell", ["fa/submission", "fa/handout", "ar/submission", "de/submission", "zh/submission"])
def test_justified_lines_end_at_the_edge(cell: str) -> None:
    layout, pdf = drawn(f"statement-1988/{cell}")
    seen = 0
    for line, extents in stretched(layout, pdf):
        left, right = extents[0][0], max(end for _, end, _ in extents)
        for (_, end, size), (begin, _, other) in pairwise(extents):
            assert begin > end - .2 or size == other, f"a call stands on something else in {line.text}"
        assert left == pytest.approx(line.x, abs=.2), line.text
        # The indent of a right-to-left paragraph is a box of its own.
        indent = 0 if line.x + line.width - right < 10 else 16.9 if cell.endswith("submission") else 15
        assert right == pytest.approx(line.x + line.width - indent, abs=.2), line.text
        assert line.width == pytest.approx(line.room, abs=.1) or line.width < line.room - 5, line.text
        seen += 1
    assert seen > 50


def test_figures_are_closed_in_a_line_of_chinese_that_is_spread() -> None:
    _, pdf = drawn("statement-1988/zh/submission")
    years = 0
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        written = text.get_text_range()
        for match in re.finditer(r"\d{4}(?=年)", written):
            boxes = [text.get_charbox(place, loose=True) for place in range(*match.span())]
            assert all(after[0] - before[2] < .05 for before, after in pairwise(boxes)), match[0]
            years += 1
    assert years > 5


def test_no_empty_text_is_shown_after_which_pdfium_forgets_the_room_at_the_end_of_one() -> None:
    _, pdf = drawn("statement-1988/fa/submission")
    with opened(pdf) as file:
        for page in file.pages:
            page.contents_coalesce()
            assert b"<>" not in page.obj.Contents.read_bytes()
