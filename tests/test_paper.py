"""What paper needs: addresses written out, no marks of links, version and date in the colophon."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from press.catalogues.review import code
from press.catalogues.translate import translate
from press.compose.manuscript import manuscript
from press.languages.addresses import on_paper, written_out
from press.pdf.opening import open_pdf
from press.pdf.pages import drawings
from press.pdf.tagtree import tag_tree
from press.pipeline import build, composed
from press.values.document import Link, Text
from press.values.findings import Severity
from press.values.job import Copy
from tests.conftest import copy_of, run
from tests.pdf import bookmarks, flat, spoken, texts

TEXT = """\
We write about [the report](https://example.org/reports/2017/a-long-address/with-parts/index.html?language=en)[^n] of 2017.

# What [we ask](https://example.org/ask) {#ask}

Write to [our office](mailto:office@example.org), or see [example.org/x](https://www.example.org/x/), [above](#ask),
<https://example.org/bare> or <desk@example.org>.

| Year | Reports |
|---|---|
| 2017 | [87 reports](https://example.org/of/2017) |

[^n]: The [note](https://example.org/note) has one too.
"""
TOML = 'version = "Version 1.2"\ndate = "2020-07-17"\nclosing = "Signed by all."\n'
Written = Callable[..., Copy]


@pytest.fixture
def written(copy: Path) -> Written:
    """The job of a small document in one edition."""

    def make(text: str = TEXT, toml: str = TOML, edition: str = "handout") -> Copy:
        folder = copy / "content" / "letter"
        folder.mkdir(exist_ok=True)
        head = 'language = "en"\ntitle = "A letter"\nfiles = ["letter.md"]\n'
        (folder / "document.toml").write_text(head + toml, encoding="utf-8")
        (folder / "letter.md").write_text(text, encoding="utf-8")
        return copy_of(copy, [f"letter/en/{edition}"], final=False)

    return make


def pdf_of(job: Copy, folder: Path) -> bytes:
    """The PDF of a job that has nothing wrong with it."""
    result = build(job, folder / ".cache")
    assert result.pdf, result.findings
    assert not [f for f in result.findings if f.severity is not Severity.NOTICE], result.findings
    return result.pdf


@pytest.mark.parametrize(("target", "words", "written"), [
    ("https://example.org/x", "the report", "https://example.org/x"),
    ("mailto:office@example.org", "our office", "office@example.org"),
    ("https://www.example.org/x/", "example.org/x", ""),
    ("mailto:office@example.org", "office@example.org", ""),
    ("https://example.org", "our page, example.org", ""),
    ("#ask", "above", ""),
])
def test_an_address_is_written_out_where_the_words_do_not_say_it(target: str, words: str, written: str) -> None:
    link = Link(target, (Text(words),))
    assert written_out(link) == written
    assert on_paper((link,)) == (f"{words} <{written}>" if written else words)


def test_on_paper_each_address_stands_once_after_its_words(written: Written, root: Path) -> None:
    text = flat(pdf_of(written(), root)).replace(" ", "")
    for words in ("thereport<https://example.org/reports/2017/a-long-address/with-parts/index.html?language=en>",
                  "ouroffice<office@example.org>", "seeexample.org/x,above,https://example.org/bareordesk@example.org.",
                  "87reports<https://example.org/of/2017>", "Thenote<https://example.org/note>hasonetoo",
                  "Whatweask<https://example.org/ask>"):
        assert words in text
    assert text.count("example.org/x") == 1
    assert "mailto:" not in text


def test_on_the_screen_no_address_is_written_out(written: Written, root: Path) -> None:
    text = flat(pdf_of(written(edition="submission"), root))
    assert "reports/2017" not in text
    assert "<" not in text


def test_bookmarks_and_running_heads_have_no_address(written: Written, root: Path) -> None:
    title = 'short-title = "See [us](https://example.org/us)"\n'
    made = pdf_of(written("More words. " * 900 + "\n\n" + TEXT, TOML + title), root)
    assert "What we ask" in bookmarks(made)
    assert len(texts(made)) > 2
    assert "See us" in texts(made)[1]
    assert "example.org/us" not in flat(made)


def test_a_listener_hears_an_address_with_its_link_and_the_manuscript_has_none(written: Written, root: Path) -> None:
    job = written()
    made = pdf_of(job, root)
    said = spoken(tag_tree(made, "letter"))
    assert "Write to our office <office@example.org> , or see" in said
    document, _ = translate(job.document, job.catalogue, job.language, job.final)
    assert "[our office](<mailto:office@example.org>), or see" in manuscript(document)


def test_an_address_stands_from_left_to_right_among_arabic(copy: Path, root: Path) -> None:
    folder = copy / "content" / "letter"
    folder.mkdir()
    (folder / "document.toml").write_text('language = "ar"\ntitle = "رسالة"\nfiles = ["letter.md"]\n', encoding="utf-8")
    (folder / "letter.md").write_text("اكتبوا إلى [مكتبنا](mailto:office@example.org) غدا.\n", encoding="utf-8")
    made = pdf_of(copy_of(copy, ["letter/ar/handout"], final=False), root)
    page = pypdfium2.PdfDocument(made)[0].get_textpage()
    signs = [(page.get_text_range(at, 1), page.get_charbox(at)) for at in range(page.count_chars())]
    height = next(box[1] for sign, box in signs if sign == "@")
    line = [(box[0], sign) for sign, box in signs if abs(box[1] - height) < 8 and sign.strip()]
    # A bracket's sign is mirrored by the reader, so that either may be read.
    seen = "".join(sign for _, sign in sorted(line, key=lambda one: one[0]))
    assert re.search("[<>]office@example.org[<>]", seen), seen


BLUE = """
a { color: blue; text-decoration: underline; border-bottom: 1pt solid blue }
a span { color: red }
"""


def test_a_design_for_the_screen_does_not_colour_links_on_paper(written: Written, copy: Path, root: Path) -> None:
    """Neither colour nor line is left; what it does to a call of a note, which is to be seen, stays."""
    css = copy / "templates" / "handout" / "edition.css"
    css.write_text(css.read_text(encoding="utf-8") + BLUE, encoding="utf-8")
    toml = copy / "templates" / "handout" / "edition.toml"

    def colours(words: str) -> set[object]:
        result = build(written(), root / ".cache")
        assert result.pdf, result.findings
        with open_pdf(result.pdf, "letter") as file:
            return {run.colour for page in drawings(file) for run in page.runs if words in run.text}

    assert colours("office") == {(0, 0, 0)}
    assert (0, 0, 1) in colours("1")
    toml.write_text(toml.read_text(encoding="utf-8").replace("on-paper = true", "on-paper = false"), encoding="utf-8")
    assert colours("office") == {(0, 0, 1)}


def test_version_and_date_stand_in_the_colophon_of_paper(written: Written, root: Path) -> None:
    paper, screen = (flat(pdf_of(written(edition=edition), root)) for edition in ("handout", "submission"))
    assert paper.count("Version 1.2") == screen.count("Version 1.2") == 1
    assert paper.index("Signed by all.") < paper.index("Version 1.2 · July 17, 2020")
    assert screen.index("Version 1.2") < screen.index("We write about")
    assert paper.index("July 17, 2020") < paper.index("We write about")


@pytest.mark.parametrize(("toml", "has_end"), [
    ("", False), ('version = "2"\n', True), ('date = "2020-07-17"\n', True), ('rights = "Free"\n', True),
])
def test_a_page_says_whether_it_has_end_matter(written: Written, root: Path, toml: str, has_end: bool) -> None:
    job = written("Words.\n", toml)
    document, _ = translate(job.document, job.catalogue, job.language, job.final)
    assert composed(job, document, root / ".cache").has_end is has_end


def test_the_code_of_a_review_stands_in_the_colophon(copy: Path, root: Path) -> None:
    catalogue = copy / "locales" / "fr" / "LC_MESSAGES" / "statement-1988.po"
    job = copy_of(copy, ["statement-1988/fr/handout"], final=False)
    assert job.catalogue
    signed = code(job.document, job.catalogue)
    done = run(copy, "catalogue", "review", "fr", "--by", "A Reader", "--proof", signed)
    assert done.returncode == 0, done.stdout + done.stderr
    assert signed in catalogue.read_text(encoding="utf-8")
    made = pdf_of(copy_of(copy, ["statement-1988/fr/handout"], final=False), root)
    assert signed in flat(made)
