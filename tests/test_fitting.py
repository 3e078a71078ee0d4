"""Pages that are brought to what the binding takes, by the mildest change within the limits."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from press.checks.faults import of_layout
from press.engine.render import lay
from press.pdf.opening import open_pdf
from press.pdf.pages import drawings
from press.pipeline import build, composed
from press.production.fitting import Attempt, Fitted, fitted
from press.values.edition import Edition
from press.values.laid import Laid
from press.values.lengths import MM
from press.values.results import Result
from tests.conftest import CACHE, ROOT, copy_of, plan_of, run

SENTENCE = "The commission heard witnesses about prisons and reported to the assembly in the spring of the next year. "
LIMITS = """
line-height = ["12.5pt", "14pt"]
text-size = ["9.5pt", "10.25pt"]
margins = ["14mm 14mm 16mm 16mm", "20mm 20mm 22mm 22mm"]
"""
Write = Callable[..., Path]


def paragraphs(count: int) -> str:
    """So many paragraphs of five lines or so; no two are the same."""
    return "\n\n".join(f"Paragraph {number}. {SENTENCE * 3}" for number in range(1, count + 1))


@pytest.fixture
def write(copy: Path) -> Write:
    """Writes a document of so many paragraphs, and an edition that is fitted; gives the project."""

    def make(text: str, fit: str = LIMITS, closing: str = "") -> Path:
        folder = copy / "content" / "letter"
        folder.mkdir(exist_ok=True)
        (folder / "document.toml").write_text(
            f'language = "en"\ntitle = "A letter"\nfiles = ["a.md"]\neditions = ["folded"]\n{closing}', encoding="utf-8")
        (folder / "a.md").write_text(text, encoding="utf-8")
        edition = copy / "templates" / "folded"
        edition.mkdir(exist_ok=True)
        (edition / "edition.toml").write_text(f'extends = "handout"\n\n[fit]\npages = 4\n{fit}', encoding="utf-8")
        (edition / "edition.css").write_text("footer.closing { break-before: page }\n", encoding="utf-8")
        return copy

    return make


def made(project: Path) -> Result:
    """The cell, built."""
    return build(copy_of(project, ["letter/en/folded"], final=False), CACHE)


@dataclass
class Tried:
    """What a search came to, and the designs that were laid out for it, the edition's own first."""

    fit: Fitted
    designs: list[Edition]


def searched(project: Path, has_end: bool = False) -> Tried:
    """The search alone; `has_end` as when a page says that its end matter is its last page."""
    job = copy_of(project, ["letter/en/folded"], final=False)
    designs = []

    def attempt(edition: Edition) -> Attempt:
        designs.append(edition)
        html = replace(composed(replace(job, edition=edition), job.document, CACHE), has_end=has_end)
        pages = lay(html)
        return Attempt(Laid(job.document, html, pages.layout, job.language, job.languages, edition), pages)

    return Tried(fitted(job.edition, attempt), designs)


def measured(pdf: bytes) -> tuple[float, float, float]:
    """The size and the leading of running text on the second page of a PDF, and its left edge, in pt."""
    with open_pdf(pdf, "letter") as file:
        runs = [run for run in list(drawings(file))[1].runs if run.text.strip()]
    sizes = [round(run.size, 3) for run in runs]
    text = [run for run in runs if round(run.size, 3) == max(sizes, key=sizes.count)]
    heights = sorted({round(run.y, 2) for run in text})
    return text[0].size, min(above - below for below, above in pairwise(heights)), min(run.x for run in text)


def said(words: str, name: str) -> float:
    """What the table says of a key, or what the edition has."""
    found = re.search(rf"{name} ([\d.]+)", words)
    return float(found[1]) if found else {"leading": 13.0, "size": 9.75}[name]


def ending(filler: int) -> str:
    """Paragraphs of which the last may end with a runt, by the length of a word before."""
    usual = "\n\n".join(f"Paragraph {n}. {SENTENCE * 3}{'a' * (n % 40 + 1)} we all go." for n in range(1, 24))
    return f"{usual}\n\nParagraph 9. {SENTENCE * 3}{'a' * filler} we are a go."


@pytest.mark.parametrize(("count", "pages", "words"), [
    (20, 4, "as designed"), (24, 4, "4 pages, not 5: leading 12.9 pt (13)"),
    (28, 4, "4 pages, not 5: leading 12.5 pt (13), size 9.5 pt (9.75), margins"), (40, 8, "8 pages, not 7: leading 14 pt"),
    (32, 6, "2 blank: nothing within the limits gives 4 or 8"), (18, 4, "its last page was nearly empty: leading"),
])
def test_pages_reach_a_multiple_of_four_or_stay_with_their_blanks_counted(
    write: Write, count: int, pages: int, words: str
) -> None:
    result = made(write(paragraphs(count)))
    assert result.fitted.startswith(words)
    assert result.pages == pages
    assert result.pdf is not None
    size, leading, left = measured(result.pdf)
    # What is said was done, and within the limits.
    assert size == pytest.approx(said(result.fitted, "size"), abs=0.006)
    assert leading == pytest.approx(said(result.fitted, "leading"), abs=0.02)
    assert 9.49 <= size <= 10.26
    assert 12.48 <= leading <= 14.02
    assert 14 * MM - 0.01 <= left <= 22 * MM + 0.01
    assert not [finding for finding in result.findings if finding.code in ("nearly-empty", "runt", "overfull")]


def test_fewer_pages_go_before_more_and_leading_before_size_before_margins(write: Write) -> None:
    project = write(paragraphs(24), 'line-height = ["12pt", "16pt"]\ntext-size = ["8pt", "12pt"]\n')
    assert searched(project).fit.words == "4 pages, not 5: leading 12.9 pt (13)"
    project = write(paragraphs(24), 'line-height = ["13pt", "16pt"]\ntext-size = ["8pt", "12pt"]\n')
    assert searched(project).fit.words.startswith("4 pages, not 5: size")
    project = write(paragraphs(24), 'margins = ["12mm 12mm 12mm 12mm", "17mm 17mm 19mm 19mm"]\n')
    assert searched(project).fit.words.startswith("4 pages, not 5: margins 1")


def test_what_is_out_of_reach_is_not_laid_out(write: Write) -> None:
    tried = searched(write(paragraphs(32)))
    assert tried.fit.words == "2 blank: nothing within the limits gives 4 or 8"
    assert len(tried.designs) == 1
    assert len(searched(write(paragraphs(32), "")).designs) == 1


def test_the_back_cover_is_a_page_of_its_own_and_the_one_before_it_is_not_nearly_empty(write: Write) -> None:
    limits = f"{LIMITS}back-cover = true\n"
    tried = searched(write(paragraphs(18), limits, 'closing = "The end matter."\n'), has_end=True)
    layout = tried.fit.attempt.laid.layout
    assert tried.fit.words == "4 pages, not 5: leading 12.85 pt (13)"
    assert layout.pages == 4
    assert [line.text for line in layout.lines if line.page == 4 and line.kind == "text"] == ["The end matter."]
    assert not list(of_layout("letter", tried.fit.attempt.laid))
    tried = searched(write(paragraphs(17), limits, 'closing = "The end matter."\n'), has_end=True)
    assert tried.fit.words == "as designed"
    tried = searched(write(paragraphs(30), limits, 'closing = "The end matter."\n'), has_end=True)
    assert tried.fit.words == "1 blank: nothing within the limits gives 4 or 8"


def test_no_design_is_taken_that_brings_a_fault(write: Write) -> None:
    limits = 'text-size = ["8.5pt", "10.25pt"]\n'
    passed = searched(write(ending(53), limits)).fit
    assert passed.words == "4 pages, not 5: size 8.925 pt (9.75); a milder change brings runt"
    assert passed.attempt.laid.layout.pages == 4
    left = searched(write(ending(56), limits)).fit
    assert left.words == "3 blank: what gives 4 or 8 brings runt"
    assert left.attempt.laid.edition.page["text-size"] == "9.75pt"


def test_no_design_is_taken_whose_lines_are_torn_if_another_reaches_the_goal() -> None:
    job = copy_of(ROOT, ["statement-1988/en/booklet"], final=False)

    def attempt(edition: Edition) -> Attempt:
        html = composed(replace(job, edition=edition), job.document, CACHE)
        pages = lay(html)
        return Attempt(Laid(job.document, html, pages.layout, job.language, job.languages, edition), pages)

    fit = fitted(job.edition, attempt)
    assert fit.words.endswith("; a milder change brings torn lines")
    assert 0.3 < max(line.spread for line in fit.attempt.laid.layout.lines) < 0.76


def test_a_picture_is_no_empty_page(write: Write) -> None:
    project = write(paragraphs(18))
    Image.new("L", (600, 600), 128).save(project / "content/letter/square.png")
    with (project / "content/letter/a.md").open("a", encoding="utf-8") as file:
        file.write("\n\n![A square](square.png)\n")
    tried = searched(project)
    assert tried.fit.attempt.laid.layout.pictured == {4}
    assert tried.fit.words == "as designed"


def test_the_same_document_is_fitted_in_the_same_way(write: Write) -> None:
    project = write(paragraphs(24))
    first, second = made(project), made(project)
    assert first.pdf == second.pdf
    assert first.fitted == second.fitted


def test_the_table_and_the_json_say_what_was_done(write: Write) -> None:
    project = write(paragraphs(24))
    table = run(project, "letter/en/folded")
    assert "fitted" in table.stdout
    assert "4 pages, not 5" in " ".join(table.stdout.split())
    cell = json.loads(run(project, "letter/en/folded", "--json").stdout)["cells"][0]
    assert (cell["pages"], cell["fitted"]) == (4, "4 pages, not 5: leading 12.9 pt (13)")
    assert "fitted" not in run(project, "statement-1988/en/handout").stdout


@pytest.mark.parametrize(("fit", "message"), [
    ('line-height = "13pt"\n', "line-height in [fit] is not a list of the least and the most"),
    ('line-height = ["12pt", 14]\n', "line-height in [fit] is not a list of the least and the most"),
    ('line-height = ["14pt", "12pt"]\n', "the least line-height of [fit] is larger than the most"),
    ('line-height = ["12pt", "14"]\n', '"14" is not a length'),
    ('margins = ["12mm 12mm", "20mm 20mm"]\n', "margins has 2 lengths and needs 4"),
    ('line-height = ["13.5pt", "14pt"]\n', "line-height of [page], 13pt, is not within the limits of [fit]"),
    ('back-cover = "yes"\n', "back-cover is neither true nor false"),
    ('size = ["a", "b"]\n', "size"),
])
def test_a_mistake_in_the_limits_is_an_error_with_its_line(write: Write, fit: str, message: str) -> None:
    plan = plan_of(write(paragraphs(1), fit), ["letter/en/*"], final=False)
    error = plan.errors[0]
    assert message in error.message
    assert str(error.place).startswith("templates/folded/edition.toml:")
    assert error.hint
    assert not plan.jobs
