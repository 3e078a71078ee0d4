"""Notes at the foot of pages: whole, divided, waiting; the header rows of tables."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from press.engine.render import render
from press.pipeline import composed
from press.values.layout import Layout
from press.values.page import Html
from tests.conftest import CACHE, copy_of

WORDS = ("the", "commission", "of", "inquiry", "heard", "witnesses", "about", "prisons", "and", "reported", "across", "it")
Lay = Callable[..., Layout]


def words(count: int, name: str) -> str:
    """So many words, each of them another one."""
    return " ".join(f"{WORDS[number % len(WORDS)]}{name}{chr(97 + number // 26 % 26)}{chr(97 + number % 26)}"
                    for number in range(count))


@pytest.fixture
def lay(copy: Path) -> Lay:
    """Lays out a document in an edition and gives where everything stands."""

    def make(text: str, edition: str = "handout") -> Layout:
        folder = copy / "content" / "letter"
        folder.mkdir(exist_ok=True)
        (folder / "document.toml").write_text('language = "en"\ntitle = "A letter"\nfiles = ["a.md"]\n', encoding="utf-8")
        (folder / "a.md").write_text(text, encoding="utf-8")
        job = copy_of(copy, [f"letter/en/{edition}"], final=False)
        return render(composed(job, job.document, CACHE), job.cell)[1]

    return make


def set_words(layout: Layout, note: int) -> list[str]:
    """The words of a note as they stand, parts of divided words joined."""
    lines = [line.text for line in layout.lines if line.note == note]
    return " ".join(lines).replace("- ", "").split()[1:]


@pytest.mark.parametrize("count", [450, 900, 2000])
def test_a_long_note_is_divided_over_pages_and_whole(lay: Lay, count: int) -> None:
    note = words(count, "x")
    layout = lay(f"One[^a] call. {words(400, 'q')}.\n\n{words(300, 'r')}.\n\n[^a]: {note}\n")
    assert layout.calls == {1: 1}
    pages = layout.notes[1]
    assert pages == tuple(range(1, len(pages) + 1))
    assert len(pages) > 1
    assert set_words(layout, 1) == note.split()
    for page in pages:
        lines = [line for line in layout.lines if line.page == page and line.note]
        assert len(lines) > 1
        text = [line for line in layout.lines if line.page == page and line.kind == "text" and line.text.strip()]
        assert not text or max(line.y + line.height for line in text) < min(line.y for line in lines)
        assert max(line.y + line.height for line in lines) <= layout.areas[page - 1].bottom + 0.1


def test_a_note_behind_one_that_runs_on_comes_straight_after_it(lay: Lay) -> None:
    layout = lay(f"One[^a] and two[^b] calls. {words(300, 'q')}.\n\n[^a]: {words(700, 'x')}\n\n[^b]: {words(9, 'y')}\n")
    assert layout.notes[1][0] == layout.calls[1] == layout.calls[2] == 1
    assert layout.notes[2] == (layout.notes[1][-1],)
    order = [line.note for line in layout.lines if line.note]
    assert order == sorted(order)


def test_notes_of_the_last_line_get_pages_of_their_own(lay: Lay) -> None:
    layout = lay(f"{words(40, 'q')}[^a].\n\n[^a]: {words(1500, 'x')}\n")
    assert layout.notes[1][-1] == layout.pages > 3
    assert len(set_words(layout, 1)) == 1500


def test_a_short_note_is_not_divided(lay: Lay) -> None:
    text = "\n\n".join(f"{words(70, chr(97 + n))}[^{n}]." for n in range(20))
    layout = lay(text + "\n\n" + "\n\n".join(f"[^{n}]: {words(14 + n % 12, 'x' + chr(97 + n))}" for n in range(20)))
    assert all(layout.notes[note] == (layout.calls[note],) for note in layout.calls)
    assert layout.layouts == 1


def test_a_page_is_full_where_a_note_is_divided(lay: Lay) -> None:
    layout = lay(f"{words(150, 'q')}[^a] {words(200, 'r')}.\n\n[^a]: {words(350, 'x')}\n")
    assert len(layout.notes[1]) == 2
    lines = [line for line in layout.lines if line.page == 1 and line.kind in ("text", "note") and line.text.strip()]
    ends = sorted((line.y, line.y + line.height) for line in lines)
    assert max(after[0] - before[1] for before, after in pairwise(ends)) < 30


def test_a_header_row_repeats_without_its_call(lay: Lay) -> None:
    rows = "\n".join(f"| {words(8, 'r' + chr(97 + n % 26))} | {n} |" for n in range(60))
    layout = lay(f"Before.\n\n| Case[^a] | Number |\n|---|---|\n{rows}\n\n[^a]: {words(8, 'x')}\n")
    assert layout.pages > 2
    heads = [line for line in layout.lines if line.role == "th" and line.text.startswith("Case")]
    assert len(heads) == layout.pages
    assert layout.notes == {1: (1,)}
    assert len({round(line.width, 2) for line in heads}) == 1


def test_a_row_is_not_broken_beside_a_note_that_fills_the_page(lay: Lay) -> None:
    rows = "\n".join(f"| {words(24, 'r' + chr(97 + n))} | {words(3, 's' + chr(97 + n))} |" for n in range(9))
    layout = lay(f"{words(60, 'q')}.\n\n| A[^a] | B |\n|---|---|\n{rows}\n\n[^a]: {words(900, 'x')}\n")
    cells: dict[int, set[int]] = {}
    for line in layout.lines:
        if line.role == "td":
            cells.setdefault(line.block, set()).add(line.page)
    assert len(cells) == 18
    assert all(len(pages) == 1 for pages in cells.values())


def test_contents_name_the_pages_on_which_headings_stand(lay: Lay, copy: Path) -> None:
    folder = copy / "templates" / "long"
    folder.mkdir()
    (folder / "edition.toml").write_text('extends = "handout"\n[options]\ncontents = true\n', encoding="utf-8")
    text = "\n\n".join(f"# Part {n}\n\n{words(150, chr(97 + n))}[^{n}].\n\n[^{n}]: {words(200, 'x' + chr(97 + n))}"
                       for n in range(8))
    layout = lay(text, "long")
    stand = {line.text: line.page for line in layout.lines if line.role == "h2"}
    listed = {line.text.split(" .")[0].strip(): line.text.split()[-1] for line in layout.lines
              if line.kind == "text" and line.role == "li" and line.text.startswith("Part")}
    assert len(stand) == 8
    assert listed == {name: str(page) for name, page in stand.items()}


PLAIN = """
import sys, weasyprint
from weasyprint.formatting_structure import boxes
html = ("<style>@page { size: 300px 200px; margin: 20px } .n { float: footnote }</style><p>One"
        "<span class=n>" + "many words " * 120 + "</span> word.</p><p>" + "And text. " * 90)
pages = weasyprint.HTML(string=html).render().pages
tops = [box.position_y for page in pages for box in page._page_box.descendants() if isinstance(box, boxes.FootnoteAreaBox)]
sys.exit(min(tops) < 0)
"""


def test_the_engine_still_divides_no_note() -> None:
    done = subprocess.run([sys.executable, "-c", PLAIN], capture_output=True, check=False)
    assert done.returncode == 1, "WeasyPrint divides notes now: press/engine/trial.py may be needless"


@pytest.mark.parametrize("code", ["ar", "fa", "ru", "sv"])
def test_the_closing_stays_whole(laid: Callable[[str], tuple[Html, Layout]], code: str) -> None:
    _, layout = laid(f"statement-1988/{code}/handout")
    last = [line for line in layout.lines if line.kind == "text" and line.text.strip()][-1]
    assert {line.page for line in layout.lines if line.block == last.block} == {layout.pages}
