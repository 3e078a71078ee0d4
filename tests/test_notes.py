"""Footnotes: on the page, in order, linked both ways, out of running heads and bookmarks."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from press.values.findings import Finding
from press.values.layout import Layout
from press.values.page import Html
from press.values.results import Result
from tests.conftest import copy_of
from tests.pdf import bookmarks, flat, links, texts

LANGUAGES = ("en", "fr", "es", "it", "de", "sv", "ru", "ar", "fa", "zh")
CELLS = [f"statement-1988/{language}/{edition}" for language in LANGUAGES
         for edition in ("submission", "handout")]
Build = Callable[..., tuple[list[Result], list[Finding]]]


@pytest.mark.parametrize("cell", CELLS)
def test_each_note_stands_at_the_foot_of_the_page_of_its_call(
    laid: Callable[[str], tuple[Html, Layout]], cell: str
) -> None:
    _, layout = laid(cell)
    assert list(layout.calls) == list(range(1, 10))
    assert layout.notes == {number: (page,) for number, page in layout.calls.items()}
    for page in range(1, layout.pages + 1):
        text = [line for line in layout.lines if line.page == page and line.kind == "text" and line.text.strip()]
        notes = [line for line in layout.lines if line.page == page and line.kind == "note"]
        if notes:
            assert max(line.y + line.height for line in text) < min(line.y for line in notes)


@pytest.mark.parametrize("cell", CELLS)
def test_links_lead_from_call_to_note_and_back(built: Mapping[str, Result], cell: str) -> None:
    result = built[cell]
    assert result.pdf
    led = links(result.pdf)
    for number in range(1, 10):
        pages = {name: page for page, name in led}
        assert pages[f"note-{number}"] == pages[f"call-{number}"]


def test_notes_are_numbered_in_the_order_of_the_translated_text(copy: Path) -> None:
    from press.pipeline import build

    path = copy / "locales" / "fr" / "LC_MESSAGES" / "letter.po"
    folder = copy / "content" / "letter"
    folder.mkdir()
    (folder / "document.toml").write_text('language = "en"\ntitle = "1"\nfiles = ["a.md"]\n', encoding="utf-8")
    (folder / "a.md").write_text("Red[^r] and blue[^b].\n\n[^r]: ROUGE.\n\n[^b]: BLEU.\n", encoding="utf-8")
    path.write_text(
        'msgid ""\nmsgstr "Language: fr\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Red[^r] and blue[^b]."\nmsgstr "Bleu[^b] et rouge[^r]."\n\n'
        'msgctxt "note:r"\nmsgid "ROUGE."\nmsgstr "Rosso."\n\nmsgctxt "note:b"\nmsgid "BLEU."\nmsgstr "Azur."\n',
        encoding="utf-8",
    )
    result = build(copy_of(copy, ["letter/fr/handout"], final=False), copy / ".cache")
    assert result.pdf, result.findings
    text = flat(result.pdf)
    assert "Bleu 1 et rouge 2." in text
    assert text.index("1 Azur.") < text.index("2 Rosso.")


def test_persian_calls_and_folios_have_persian_digits(built: Mapping[str, Result]) -> None:
    result = built["statement-1988/fa/handout"]
    assert result.pdf
    pages = texts(result.pdf)
    assert "۲" in pages[1]
    assert pages[1].strip().split()[-1] in "۲"


HARD = """# One heading[^h] {#one}

A note twice[^t] and again[^t], an inline one^[Set *at once*.], see [above](#one).

> “A quotation[^q].”

- an item[^i]

| Head | Other |
|---|---:|
| cell[^c] | 2017[^y] |

: A caption[^k]

[^h]: Of the heading.
[^t]: Twice.
[^q]: Of the quotation.
[^i]: Of the item.
[^c]: Of the cell.
[^y]: Of the year.
[^k]: Of the caption, <https://example.org/a-rather-long/address>.

    A second paragraph with [du français]{lang=fr}.
"""


def test_calls_stand_wherever_an_author_puts_them(write_document: Build) -> None:
    results, findings = write_document(HARD, 'short-title = "Letter"\n')
    assert not findings
    assert results[0].pdf
    assert results[0].notes == 8
    text = flat(results[0].pdf)
    assert "One heading 1" in text
    assert "twice 2 and again 2" in text
    assert text.count("Twice.") == 1
    for note in ("Of the heading", "Of the quotation", "Of the item", "Of the cell", "Of the year", "Of the caption"):
        assert text.count(note) == 1
    assert "A second paragraph with du français." in text


def test_bookmarks_are_free_of_calls(write_document: Build) -> None:
    results, _ = write_document(HARD)
    assert results[0].pdf
    assert bookmarks(results[0].pdf) == ["A letter", "One heading"]


def test_many_notes_are_never_lost(write_document: Build) -> None:
    text = "\n\n".join(
        f"Paragraph {n} " + "of words that fill some lines " * (n % 7 + 2) + f"and end[^n{n}]." for n in range(120)
    ) + "\n\n" + "\n\n".join(f"[^n{n}]: Note {n}X " + "says a good deal " * (n % 11 + 1) + "and ends." for n in range(120))
    results, findings = write_document(text)
    assert not findings
    assert results[0].pdf
    whole = flat(results[0].pdf)
    for n in range(120):
        assert whole.count(f"Note {n}X") == 1, n


def test_words_divided_at_a_line_end_are_found_whole(built: Mapping[str, Result]) -> None:
    result = built["statement-1988/en/handout"]
    assert result.pdf
    import pypdfium2

    document = pypdfium2.PdfDocument(result.pdf)
    for word in ("investigation", "international", "perpetrators", "prisoners", "extrajudicially", "protesters"):
        found = 0
        for page in document:
            search = page.get_textpage().search(word, match_case=True)
            while search.get_next():
                found += 1
        assert found, word


@pytest.mark.parametrize("cell", CELLS)
def test_a_call_does_not_push_lines_apart(laid: Callable[[str], tuple[Html, Layout]], cell: str) -> None:
    _, layout = laid(cell)
    lines = [line for line in layout.lines if line.kind == "text" and len(line.text) > 20]
    usual = statistics.mode(round(line.height, 2) for line in lines)
    apart = [after.text for before, after in pairwise(lines)
             if before.page == after.page and usual * 1.01 < after.y - before.y < usual * 1.2]
    assert apart == []


@pytest.mark.parametrize("cell", [cell for cell in CELLS if "/en/" in cell or "/fr/" in cell])
def test_no_line_ends_early_inside_a_paragraph(laid: Callable[[str], tuple[Html, Layout]], cell: str) -> None:
    _, layout = laid(cell)
    lines = [line for line in layout.lines if line.kind == "text"]
    usual = statistics.mode(round(line.height, 2) for line in lines)
    early = [
        before.text for before, after in pairwise(lines)
        if abs(after.y - before.y - usual) < 0.1 and before.height == pytest.approx(usual, abs=0.1)
        and abs(after.x - before.x) < 1 and before.width < after.width * 0.8 and before.text.strip()[-1] not in ".”:»"
    ]
    assert early == []
