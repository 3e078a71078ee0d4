"""What goes with booklets and press files: read in the finished files, in both directions, with and without an operator."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from press.checks.preflight import preflight
from press.compose.interface import Words
from press.languages.writing import numerals
from press.pdf.opening import open_pdf
from press.pdf.pages import drawings
from press.pipeline import build
from press.project import Project
from press.values.catalogue import Catalogue, Entry
from press.values.findings import Place, ProjectError, Severity
from press.values.results import Result
from tests.conftest import CACHE, ROOT, copy_of, plan_of, run
from tests.pdf import flat, opened, texts

DPI = 300
MM = DPI / 25.4
BOOKLETS = {"en": "left", "fa": "right"}
DARK = 128


@cache
def built(cell: str, operator: str = "") -> Result:
    return build(copy_of(ROOT, [f"statement-1988/{cell}"], False, operator), CACHE)


def parts(cell: str, operator: str = "") -> Mapping[str, bytes]:
    """The further files of a cell by part and ending."""
    return {f"{file.part}.{file.ending}": file.content for file in built(cell, operator).further}


def job_sheet(cell: str, operator: str = "") -> str:
    """The job sheet of a press file; each label and what is said of it in one line."""
    result = built(cell, operator)
    [text] = [file.content.decode() for file in result.further if (file.part, file.ending) == (result.part, "txt")]
    return text.replace("\n    ", " ")


def seen(pdf: bytes, number: int) -> Image.Image:
    """The picture of a page in black and white."""
    page = pypdfium2.PdfDocument(pdf)[number]
    picture: Image.Image = page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
    return picture.point(lambda grey: 255 if grey < DARK else 0)


def halves(picture: Image.Image) -> tuple[Image.Image, Image.Image]:
    """The two pages of a side."""
    middle = picture.width // 2
    return picture.crop((0, 0, middle, picture.height)), picture.crop((middle, 0, 2 * middle, picture.height))


def arrow(page: Image.Image) -> Image.Image:
    """What stands in the middle of a page of the trial, where its arrow is."""
    across, down = page.width / 2, page.height / 2
    return page.crop((int(across - 20 * MM), int(down - 46 * MM), int(across + 20 * MM), int(down + 26 * MM)))


def points_up(picture: Image.Image) -> bool:
    """Whether an arrow is broader in its upper half."""
    widths = [box[2] - box[0] for half in (0, 1) if (box := picture.crop(
        (0, half * picture.height // 2, picture.width, (half + 1) * picture.height // 2)).getbbox())]
    return len(widths) == 2 and widths[0] > 1.5 * widths[1]


def agree(one: Image.Image, other: Image.Image) -> bool:
    """Whether two arrows lie on each other, within a third of a millimetre."""
    boxes = one.getbbox(), other.getbbox()
    return all(abs(a - b) < MM / 3 for a, b in zip(boxes[0] or (), boxes[1] or (), strict=True)) and \
        points_up(one) == points_up(other)


@pytest.mark.parametrize("code", BOOKLETS)
def test_instructions_are_one_tagged_page_that_says_the_numbers_of_this_booklet(code: str) -> None:
    result, files = built(f"{code}/booklet"), parts(f"{code}/booklet")
    assert set(files) == {"fronts.pdf", "backs.pdf", "instructions.pdf", "trial.pdf"}
    digits = Project(ROOT).reader(code).language.digits
    with opened(result.pdf or b"") as sheets, opened(files["instructions.pdf"]) as file:
        count = len(sheets.pages) // 2
        assert len(file.pages) == 1
        assert str(file.Root.Lang) == code
        assert [round(float(side) / 72 * 25.4) for side in file.pages[0].mediabox] == [0, 0, 210, 297]
    text = unicodedata.normalize("NFKC", flat(files["instructions.pdf"]))
    words = text.split()
    blank = -result.pages % 4
    for number in (count, 4 * count, *([blank] if blank else [])):
        assert numerals(number, digits) in words
    with opened(files["instructions.pdf"]) as file:
        drawn = "".join(run.text for page in drawings(file) for run in page.runs)
    for part in ("", "_trial", "_fronts", "_backs"):
        assert f"statement-1988_{code}_booklet{part}_draft.pdf" in drawn


def test_instructions_pass_the_preflight_and_each_drawing_has_its_words() -> None:
    pdf = parts("fa/booklet", "fr")["instructions.pdf"]
    found = [finding for outcome in preflight("instructions", pdf, None) for finding in outcome.findings]
    assert [finding for finding in found if finding.severity is not Severity.NOTICE] == []
    with opened(pdf) as file:
        figures = [item for item in file.objects if hasattr(item, "get") and item.get("/S") == "/Figure"]
    assert len(figures) == 7
    assert all(len(str(figure.Alt)) > 15 for figure in figures)


def test_the_operator_gets_instructions_in_another_language_with_drawings_of_the_same_booklet() -> None:
    files = parts("fa/booklet", "fr")
    assert set(files) == {"fronts.pdf", "backs.pdf", "instructions.pdf", "instructions_fr.pdf", "trial.pdf"}
    with opened(files["instructions_fr.pdf"]) as file:
        assert str(file.Root.Lang) == "fr"
        assert len(file.pages) == 1
    # What is printed in the booklet stands in the drawings, and the reader's own figures in the words.
    assert {"8", "۸"} <= set(flat(files["instructions_fr.pdf"]).split())
    assert files["instructions.pdf"] == parts("fa/booklet")["instructions.pdf"]
    assert set(parts("fr/booklet", "fr")) == {"fronts.pdf", "backs.pdf", "instructions.pdf", "trial.pdf"}


@pytest.mark.parametrize("code", BOOKLETS)
def test_pages_of_the_trial_stand_as_those_of_the_booklet_do(code: str) -> None:
    pdf = parts(f"{code}/booklet")["trial.pdf"]
    digits = Project(ROOT).reader(code).language.digits
    sides = []
    for page in pypdfium2.PdfDocument(pdf):
        width, height = page.get_size()
        text = page.get_textpage()
        bands = ((0, width / 2), (width / 2, width))
        sides.append([text.get_text_bounded(left, height - 60, right, height).strip() for left, right in bands])
    wanted = [["4", "1"], ["2", "3"]] if code == "en" else [["1", "4"], ["3", "2"]]
    assert sides == [[numerals(int(number), digits) for number in side] for side in wanted]


@pytest.mark.parametrize("code", BOOKLETS)
def test_arrows_agree_only_when_a_sheet_is_turned_on_its_short_edge(code: str) -> None:
    pdf = parts(f"{code}/booklet")["trial.pdf"]
    front, back = seen(pdf, 0), seen(pdf, 1)
    # Through the paper, the back is seen from behind: turned about the upright edge, or about the one that lies.
    short = back.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    long = back.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    for above, below, wrong in zip(*map(halves, (front, short, long)), strict=True):
        assert points_up(arrow(above))
        assert agree(arrow(above), arrow(below))
        assert not agree(arrow(above), arrow(wrong))


@pytest.mark.parametrize(("code", "length"), [("ar", "مم100"), ("de", "100mm"), ("fa", "رتمیلیم۱۰۰"), ("zh", "100毫米")])
def test_the_length_in_a_picture_is_read_as_one(code: str, length: str) -> None:
    # In a picture each sign is drawn by itself, from the left, and letters that join in forms of their own.
    rows: dict[int, dict[float, str]] = {}
    with open_pdf(parts(f"{code}/booklet")["instructions.pdf"], code) as file:
        for page in drawings(file):
            for letter in page.runs:
                if len(letter.text.strip()) == 1:
                    rows.setdefault(round(letter.y), {})[letter.x] = unicodedata.normalize("NFKC", letter.text)
    assert length in ["".join("".join(sign for _, sign in sorted(row.items())).split()) for row in rows.values()]


@pytest.mark.parametrize(("code", "spine"), BOOKLETS.items())
def test_the_trials_line_is_100_mm_and_its_tips_meet_at_the_fold(code: str, spine: str) -> None:
    front = seen(parts(f"{code}/booklet")["trial.pdf"], 0)
    # The line stands near the outer edge of page 1, above the words.
    left = front.width - 22 * MM if spine == "left" else 13 * MM
    box = front.crop((int(left), int(25 * MM), int(left + 9 * MM), int(160 * MM))).getbbox()
    assert box
    assert abs((box[3] - box[1]) / MM - 100.1) < 0.25
    for top in (11, front.height / MM - 19):
        area = front.crop((int(front.width / 2 - 9 * MM), int(top * MM), int(front.width / 2 + 9 * MM), int((top + 8) * MM)))
        mirrored = area.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        different = ImageChops.difference(area, mirrored).histogram()[255]
        heights = [sum(area.getpixel((x, y)) == 255 for y in range(area.height)) for x in (area.width // 2, 10)]
        assert different < 0.02 * area.width * area.height
        assert heights[0] < heights[1]


@pytest.mark.parametrize(("code", "side"), [
    ("en", "on the left"), ("zh", "on the left"), ("fa", "on the right (the pages are read from right to left)")])
def test_a_job_sheet_says_what_the_press_file_is(code: str, side: str) -> None:
    result, text = built(f"{code}/print-shop"), job_sheet(f"{code}/print-shop")
    assert result.pdf
    assert hashlib.sha256(result.pdf).hexdigest() in text
    assert f"File: statement-1988_{code}_print-shop_{result.part}_draft.pdf\n" in text
    with opened(result.pdf) as file:
        pages, page = len(file.pages), file.pages[0]
        left, bottom, right, top = (float(value) for value in page.TrimBox)
        bleed = (left - float(page.BleedBox[0])) / 72 * 25.4
        assert f"Printing condition: {file.Root.OutputIntents[0].OutputConditionIdentifier} Uncoated white paper" in text
    assert "Paper: uncoated\n" in text
    size = (right - left) / 72 * 25.4, (top - bottom) / 72 * 25.4
    blank = sum(not words.strip() for words in texts(result.pdf))
    assert f"Trimmed size: {size[0]:.0f} mm × {size[1]:.0f} mm (A5)\nBleed: {bleed:.0f} mm\n" in text
    assert (blank > 0) == (code == "zh")
    assert f"Pages: {pages}{f' blank pages among them: {blank}' if blank else ''}\n" in text
    assert f"Spine: {side}\n" in text
    assert "Inks: 1 (Black)\n" in text
    assert "*** Draft: not for print ***" in text
    assert re.search(r"^Checks: [1-9]\d without findings", text, re.M)
    assert text.endswith("\n")


def test_a_job_sheet_is_written_as_its_language_writes() -> None:
    french, persian = job_sheet("en/print-shop", "fr"), job_sheet("fa/print-shop", "fa")
    assert "Langue\u00a0: anglais\n" in french
    assert "Papier\u00a0: non couché\n" in french
    sum_of_it = hashlib.sha256(built("zh/print-shop").pdf or b"").hexdigest()
    assert f"校验和（SHA-256）： {sum_of_it}\n" in job_sheet("zh/print-shop", "zh")
    assert "\u2068۱۴۸ میلی‌متر × ۲۱۰ میلی‌متر (A5)\u2069\n" in persian


def test_a_percent_sign_in_a_translation_is_one() -> None:
    language = copy_of(ROOT, ["statement-1988/fr/handout"], False).language
    entry = Entry("À 100 %, %(file)s\u00a0!", False, "", Place("interface.po"))
    words = Words(language, Catalogue(Place("interface.po"), "fr", {("", "At 100 percent"): entry}))
    assert words.plain("At 100 percent", file="a & b") == "À 100 %, a & b\u00a0!"


def test_lines_of_a_job_sheet_are_no_longer_than_a_mail_has_them() -> None:
    [text] = [file.content.decode() for file in built("en/print-shop").further if file.ending == "txt"]
    assert max(map(len, text.splitlines())) <= 78
    assert "&" not in text
    assert "<" not in text


def test_companions_have_the_same_bytes_each_time(tmp_path: Path) -> None:
    for cell in ("fa/booklet", "fa/print-shop"):
        job = copy_of(ROOT, [f"statement-1988/{cell}"], False, "fr")
        assert build(job, tmp_path).further == built(cell, "fr").further


def test_an_operators_language_that_is_not_there_is_refused_with_the_nearest(root: Path) -> None:
    with pytest.raises(ProjectError, match='there is no language "fra"') as caught:
        plan_of(root, [], False, "fra")
    assert caught.value.hint == "did you mean fr?"
    done = run(root, "statement-1988/en/booklet", "--for", "fra")
    assert done.returncode == 2
    assert "did you mean fr?" in done.stderr


def test_companions_of_a_draft_say_so_in_their_names_and_those_of_a_final_do_not(copy: Path) -> None:
    marker = copy / "content" / "statement-1988" / "document.toml"
    cells = ("statement-1988/en/booklet", "statement-1988/en/print-shop", "--for", "fr")
    assert run(copy, *cells, "--output", "drafts").returncode == 0
    drafts = [path.stem for path in (copy / "drafts").rglob("*") if path.is_file()]
    assert len(drafts) == 8
    assert all(name.endswith("_draft") for name in drafts)
    text = marker.read_text(encoding="utf-8")
    closed = text.replace("[[query]]", '[[query]]\naccepted = "for a test"\nname = "T"\ndate = "2026-01-01"')
    marker.write_text(closed, encoding="utf-8")
    assert run(copy, *cells, "--output", "finals").returncode == 0
    finals = {path.name: path for path in (copy / "finals").rglob("*") if path.is_file()}
    assert len(finals) == 8
    assert not any("_draft" in name for name in finals)
    sheet = next(path.read_text(encoding="utf-8") for name, path in finals.items() if name.endswith(".txt"))
    assert "***" not in sheet
    assert "_draft" not in sheet
    assert "_draft" not in flat(finals["statement-1988_en_booklet_instructions.pdf"].read_bytes())


def test_words_too_many_for_one_page_are_a_finding(copy: Path) -> None:
    path = copy / "templates" / "_shared" / "companion" / "instructions.html"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("<main>", "<main>" + "<p>words and words</p>" * 40), encoding="utf-8")
    job = copy_of(copy, ["statement-1988/en/booklet"], False)
    [finding] = [finding for finding in build(job, CACHE).findings if finding.code == "companion-pages"]
    assert finding.severity is Severity.WARNING
    assert "instructions in en take 2 pages and not 1" in finding.message


def test_a_mistake_in_a_companions_template_is_named_with_its_place(copy: Path) -> None:
    path = copy / "templates" / "_shared" / "companion" / "trial.html"
    path.write_text("<html>\n{{ nothing.there }}</html>", encoding="utf-8")
    job = copy_of(copy, ["statement-1988/en/booklet"], False)
    with pytest.raises(ProjectError) as caught:
        build(job, CACHE)
    assert str(caught.value.place).startswith("templates/")
    assert "trial.html" in str(caught.value.place)


def test_all_words_of_companions_reach_the_catalogues(root: Path) -> None:
    from press.commands.catalogue import _interface

    found = {message.text: message for message in _interface(root)}
    for words in ("Trial sheet", "How to print this booklet", "Draft: not for print"):
        assert found[words].comment


def test_instructions_in_a_language_that_is_no_longer_asked_for_go(tmp_path: Path) -> None:
    for more in (("--for", "fr"), ()):
        done = run(ROOT, "statement-1988/en/booklet", *more, "--output", str(tmp_path), "--quiet")
        assert done.returncode == 0, done.stderr
        found = {path.name for path in tmp_path.rglob("*_instructions*")}
        assert ("statement-1988_en_booklet_instructions_fr_draft.pdf" in found) == bool(more)
        assert "statement-1988_en_booklet_instructions_draft.pdf" in found
