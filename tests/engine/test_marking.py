"""What stands in the content of pages beside glyphs: spaces at line ends, soft hyphens, room before calls."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from press.pdf.marked import marked_texts
from press.pdf.pages import drawings
from press.values.findings import Finding
from press.values.results import Result
from tests.pdf import opened

SOFT_HYPHEN = "\u00ad"


def marked(result: Result) -> list[str]:
    """The marked content of all pages, in the order of the content."""
    assert result.pdf
    with opened(result.pdf) as file:
        return list(marked_texts(drawings(file)).values())


def test_a_line_that_is_broken_at_a_space_ends_with_it_and_a_broken_word_with_a_soft_hyphen(
    built: Mapping[str, Result]
) -> None:
    found = marked(built["statement-1988/fr/submission"])
    assert sum(text.endswith(SOFT_HYPHEN) for text in found) > 5
    assert not any(text.endswith((SOFT_HYPHEN + " ", "  ")) for text in found)
    words = re.sub(SOFT_HYPHEN, "", "".join(found))
    assert "prisonniers politiques" in words
    assert "en République islamique d’Iran" in words


def test_a_viewer_s_text_has_broken_words_in_one(built: Mapping[str, Result]) -> None:
    result = built["statement-1988/fr/submission"]
    assert result.pdf
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(result.pdf))
    halves = [(one.strip(SOFT_HYPHEN).split()[-1], other.split()[0])
              for one, other in pairwise(marked(result)) if one.endswith(SOFT_HYPHEN)]
    assert len(halves) > 5
    for first, second in halves:
        assert f"{first}\ufffe{second}" in text


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="another reader than our own")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_another_reader_tells_calls_from_words(built: Mapping[str, Result], tmp_path: Path, language: str) -> None:
    pdf = built[f"statement-1988/{language}/handout"].pdf
    assert pdf
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf)
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert not re.search(r"(?<=[a-zé”»])\d{1,2}(?=\s)", re.sub(r"https?:\S+|\d{3,}", "", text))


def test_arabic_letters_that_share_glyphs_are_neither_doubled_nor_lost(built: Mapping[str, Result]) -> None:
    pdf = built["statement-1988/ar/handout"].pdf
    assert pdf
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    assert "أُعدم" in text
    assert "أُأعدم" not in text


def test_marks_piled_up_beyond_what_a_glyph_can_hold_are_read_as_written(
    write_document: Callable[..., tuple[list[Result], list[Finding]]]
) -> None:
    """The numbers of a composite glyph have two bytes: some 300 marks are higher than that."""
    results, findings = write_document("A letter e" + "\u0301" * 300 + " of it.\n")
    assert [finding.code for finding in findings if finding.code == "words-missing"] == []
    assert results[0].pdf
