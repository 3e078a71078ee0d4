"""Large print: what the guidelines ask (docs/typography.md), read from the finished pages of every language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from press.fonts.families import in_edition
from press.pdf.drawing import Run
from press.pdf.opening import open_pdf
from press.pdf.pages import drawings
from press.pipeline import build
from press.project import Project
from press.values.edition import Edition
from press.values.findings import Severity
from press.values.job import Copy
from press.values.layout import Layout
from press.values.page import Html
from press.values.results import Result
from tests.conftest import copy_of
from tests.pdf import opened

LANGUAGES = ("ar", "de", "en", "es", "fa", "fr", "it", "ru", "sv", "zh")
CELL = "statement-1988/{}/large-print"
Look = Callable[[str], tuple[Html, Layout]]


def runs(pdf: bytes) -> Iterator[Run]:
    """All runs of text of a PDF."""
    with open_pdf(pdf, "large-print") as file:
        for page in drawings(file):
            yield from page.runs


@pytest.fixture(scope="module")
def look(laid: Look) -> Look:
    """The page and the layout of a cell, laid out once."""
    return cache(laid)


@pytest.fixture(params=LANGUAGES)
def result(request: pytest.FixtureRequest, built: Mapping[str, Result]) -> Result:
    """The cell of one language."""
    return built[CELL.format(request.param)]


def test_nothing_is_wrong_in_any_language(result: Result) -> None:
    assert result.pdf
    assert [f for f in result.findings if f.severity is not Severity.NOTICE] == []


def test_nothing_is_smaller_than_18_pt(result: Result) -> None:
    assert result.pdf
    sizes = Counter(round(run.size, 2) for run in runs(result.pdf) if run.text.strip())
    assert min(sizes) >= 18
    assert max(sizes) > 25


def test_no_face_is_slanted_or_has_serifs(result: Result) -> None:
    assert result.pdf
    assert all(run.slant == 0 for run in runs(result.pdf))
    with opened(result.pdf) as file:
        faces = {str(font.BaseFont) for page in file.pages for font in page.Resources.Font.values()}
    assert faces
    assert all("-Sans" in face and "Italic" not in face and "Oblique" not in face for face in faces), faces


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_are_ragged_short_and_never_divided(look: Look, language: str) -> None:
    html, layout = look(CELL.format(language))
    area = layout.areas[0]
    whole = [line for lines in layout.paragraphs() for line in lines[:-1]]
    assert len(whole) > 50
    # Each begins at the same edge; where it ends, its words decide.
    side = "x" if html.direction == "ltr" else "right"
    edges = Counter(round(line.x if side == "x" else line.x + line.width, 1) for line in whole)
    # Those of the text and those of quotations; a space that hangs at a line's beginning may move one.
    assert sum(count for _, count in edges.most_common(2)) >= len(whole) - 2
    assert len({round(line.width) for line in whole}) > 20
    assert max(len(line.text.strip()) for line in whole) <= 70
    assert max(line.x + line.width for line in whole) <= area.right + 0.5
    # The author's own hyphens may end a line, and no other.
    words = {word for line in layout.lines for word in line.text.split()}
    ends = [line.text.split()[-1] for line in whole if line.text.rstrip().endswith("-")]
    assert all(any(end in word and end != word for word in html.markup.split()) for end in ends), (ends, len(words))


@pytest.mark.parametrize("language", LANGUAGES)
def test_notes_are_at_the_foot_of_the_page_of_their_call(look: Look, language: str) -> None:
    _, layout = look(CELL.format(language))
    assert len(layout.calls) == 9
    for note, pages in layout.notes.items():
        # Where a long note runs on to the next page, one called beside it stands straight after it.
        after = layout.notes.get(note - 1, (0,))[-1] == pages[0] == layout.calls[note] + 1
        assert pages[0] == layout.calls[note] or after
    for page in range(1, layout.pages + 1):
        text = [line.y for line in layout.lines if line.page == page and line.kind == "text" and line.text.strip()]
        notes = [line.y for line in layout.lines if line.page == page and line.kind == "note" and line.text.strip()]
        assert not notes or max(text) < min(notes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_paragraphs_stand_apart_and_are_not_indented(look: Look, language: str) -> None:
    _, layout = look(CELL.format(language))
    apart = [(lines[0], layout.lines) for lines in layout.paragraphs() if lines[0].role == "p"]
    for first, lines in apart:
        before = [line for line in lines if line.page == first.page and line.kind == "text" and line.block != first.block
                  and line.y < first.y and line.text.strip()]
        if before and before[-1].role == "p" and first.room == before[-1].room:
            assert first.y - before[-1].y >= 2 * before[-1].height - 1, first.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_name_the_pages_of_the_headings(look: Look, language: str) -> None:
    html, layout = look(CELL.format(language))
    stand = [line.page for line in layout.lines if line.role == "h2"]
    listed = "".join(line.text for line in layout.lines if line.role == "li").split("\u00a0.\u00a0.\u00a0.\u00a0")[1:]
    digits = str.maketrans(html.digits, "0123456789")
    numbers = [int("".join(c for c in part.translate(digits)[:2] if c in "0123456789")) for part in listed]
    assert len(numbers) == 7
    assert sorted(set(stand)) == sorted(set(numbers))


def test_leading_is_between_a_quarter_and_a_half_more(look: Look) -> None:
    for language in LANGUAGES:
        _, layout = look(CELL.format(language))
        size = 18.0 * (1.1 if language in ("ar", "fa") else 1)
        heights = Counter(round(line.height, 2) for line in layout.lines if line.kind in ("text", "note"))
        assert 1.25 <= heights.most_common(1)[0][0] / size <= 1.5, language


def job_of(copy: Path, language: str, markdown: str) -> Copy:
    """A small document of a language in large print."""
    folder = copy / "content" / "letter"
    folder.mkdir(exist_ok=True)
    (folder / "document.toml").write_text(f'language = "{language}"\ntitle = "A"\nfiles = ["letter.md"]\n', encoding="utf-8")
    (folder / "letter.md").write_text(markdown, encoding="utf-8")
    return copy_of(copy, [f"letter/{language}/large-print"], final=False)


@pytest.mark.parametrize(("language", "words", "heavy"), [
    ("en", "An *emphasised* word", "emphasised"), ("ar", "هذه *كلمة* هنا", ""), ("ru", "Это *слово* здесь", "слово"),
])
def test_emphasis_is_heavy(copy: Path, root: Path, language: str, words: str, heavy: str) -> None:
    result = build(job_of(copy, language, f"{words}.\n"), root / ".cache")
    assert result.pdf, result.findings
    fonts = {run.font.name for run in runs(result.pdf) if heavy in run.text and run.size < 20.5}
    assert any("Bold" in font for font in fonts), fonts


def test_emphasis_is_underlined_where_a_face_has_one_weight(copy: Path, root: Path) -> None:
    plain, marked = (build(job_of(copy, "zh", text), root / ".cache").pdf for text in ("这是一个词。\n", "这是*一个*词。\n"))
    assert plain
    assert marked
    lines = []
    for pdf in (plain, marked):
        with opened(pdf) as file:
            lines.append(file.pages[0].Contents.read_bytes().count(b"\nS"))
    assert lines[1] == lines[0] + 1


def test_all_parts_are_as_large_as_the_text(copy: Path, root: Path) -> None:
    """Tables, captions, lists, notices, what is not translated: nothing goes below."""
    text = ("# H\n\n## I\n\n### J\n\n#### K\n\nA[^n] *b*.\n\n| H | I |\n|---|---|\n| a | b |\n\n: A caption\n\n- one\n\n"
            "1. two\n\n***\n\n[^n]: A note.\n\n    1. a list\n")
    job = job_of(copy, "en", text)
    folder = copy / "locales" / "fr" / "LC_MESSAGES"
    (folder / "letter.po").write_text('msgid ""\nmsgstr "Language: fr\\n"\n', encoding="utf-8")
    translated = copy_of(copy, ["letter/fr/large-print"], final=False)
    for one in (job, translated):
        result = build(one, root / ".cache")
        assert result.pdf, result.findings
        assert min(round(run.size, 2) for run in runs(result.pdf) if run.text.strip()) >= 18


def test_an_edition_fills_roles_by_others(root: Path) -> None:
    project = Project(root)
    edition = project.editions["large-print"]
    arabic = project.languages["ar"]
    assert isinstance(edition, Edition)
    assert not isinstance(arabic, Exception)
    made = in_edition(arabic, edition)
    assert made.fonts["text"] == made.fonts["note"] == ("Noto Sans Arabic", "Source Sans 3")
    assert arabic.fonts["text"] == ("Amiri",)
    assert (made.typography["size"], arabic.typography["size"]) == (1.1, 1.28)


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_words_from_left_to_right_are_as_large_as_the_page_around_them(built: Mapping[str, Result], language: str) -> None:
    pdf = built[CELL.format(language)].pdf
    assert pdf
    sizes = {round(run.size, 1) for run in runs(pdf) if any("A" <= sign <= "z" for sign in run.text)}
    assert sizes == {19.8}


@pytest.mark.parametrize("language", ["de", "zh"])
def test_no_line_begins_inside_a_name_or_a_word(look: Look, language: str) -> None:
    _, layout = look(CELL.format(language))
    text = "".join(line.text for line in layout.lines if line.kind == "text")
    assert "摩根·奥" in text if language == "zh" else "-übergriffe" in text
    assert not [line.text for line in layout.lines if line.text.startswith("·") or line.text.rstrip().endswith(" -")]
