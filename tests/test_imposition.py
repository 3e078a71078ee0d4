"""Pages on sheets: folded, they read in order; at their size, at the fold, with what a printer needs to know."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name
from PIL import Image, ImageChops, ImageStat

from press.pdf.claims import claims, title, xmp
from press.pdf.drawing import Run
from press.pdf.pages import drawings
from press.production.imposition import impose
from press.values.findings import Finding, Severity
from press.values.lengths import MM
from press.values.results import Result
from tests.conftest import run
from tests.pdf import opened
from tests.sheets import A4, A5, laid_pages, leafed, numbered, pictures

Build = Callable[..., tuple[list[Result], list[Finding]]]
BOTH = pytest.mark.parametrize("direction", ["ltr", "rtl"])


def booklet(copy: Path, old: str, new: str, more: str = "") -> None:
    """Changes the edition."""
    path = copy / "templates/booklet/edition.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new) + more, encoding="utf-8")


@BOTH
@pytest.mark.parametrize("back", [0, 1])
def test_pictures_of_the_sheets_folded_read_in_order(direction: str, back: int) -> None:
    for count in range(1, 66):
        imposed = impose(numbered(count), A4, direction, back)
        read = list(leafed(pictures(imposed.duplex), direction))
        text = list(range(1, count + 1 - back))
        cover = [count] * back
        assert read == [*text, *[0] * (-count % 4), *cover], count


@BOTH
def test_the_pair_gives_the_same_sheets_when_the_stack_is_put_back_as_it_came_out(direction: str) -> None:
    for count in (1, 7, 16):
        imposed = impose(numbered(count), A4, direction, 1)
        fronts, backs = pictures(imposed.fronts), pictures(imposed.backs)
        # Face down on each other, the last front lies on top and meets the first of the backs.
        stack = [*enumerate(fronts)]
        printed = {stack.pop()[0]: back for back in backs}
        sides = [picture for sheet, front in enumerate(fronts) for picture in (front, printed[sheet])]
        assert [side.tobytes() for side in sides] == [side.tobytes() for side in pictures(imposed.duplex)]


def test_the_known_orders_of_eight_pages() -> None:
    for direction, known in (("ltr", ["8 | 1", "2 | 7", "6 | 3", "4 | 5"]), ("rtl", ["1 | 8", "7 | 2", "3 | 6", "5 | 4"])):
        with opened(impose(numbered(8), A4, direction, 0).duplex) as file:
            assert [page.label.replace("\u200e", "") for page in file.pages] == known
    with opened(impose(numbered(3), A4, "ltr", 1).fronts) as file:
        assert [page.label for page in file.pages] == ["3 | 1"]
    with opened(impose(numbered(3), A4, "ltr", 0).backs) as file:
        assert [page.label for page in file.pages] == ["2 | 3"]
        assert file.Root.PageLabels.Nums[1].P == "2 | 3"


def runs(pdf: bytes) -> list[list[Run]]:
    """The runs of each page."""
    with opened(pdf) as file:
        return [page.runs for page in drawings(file)]


@BOTH
def test_inner_sheets_are_moved_to_the_fold_by_the_papers_thickness(direction: str) -> None:
    sides = runs(impose(numbered(40), replace(A4, thickness=0.2 * MM), direction, 0).duplex)
    middle = 148.5 * MM
    for number, side in enumerate(sides):
        left, right = sorted({run.x for run in side})
        shift = number // 2 * 0.2 * MM
        assert left == pytest.approx(middle - A5[0] + 100 + shift, abs=1e-3)
        assert right == pytest.approx(middle + 100 - shift, abs=1e-3)


def test_paper_is_taken_either_way_round_and_pages_stand_in_the_middle_of_its_height() -> None:
    upright = replace(A4, paper=(210 * MM, 297 * MM))
    assert impose(numbered(8), upright, "ltr", 0) == impose(numbered(8), A4, "ltr", 0)
    higher = replace(A4, paper=(297 * MM, 230 * MM))
    side = runs(impose(numbered(4), higher, "ltr", 0).duplex)[0]
    assert sorted(run.y - 10 * MM for run in side) == pytest.approx([100, 100, 150, 150], abs=1e-3)


@BOTH
def test_the_file_tells_the_printer_how_it_is_printed(direction: str) -> None:
    imposed = impose(numbered(8), A4, direction, 0)
    for pdf, duplex in ((imposed.duplex, "/DuplexFlipShortEdge"), (imposed.fronts, "/Simplex"), (imposed.backs, "/Simplex")):
        with opened(pdf) as file:
            said = file.Root.ViewerPreferences
            assert str(said.PrintScaling) == "/None"
            assert str(said.Duplex) == duplex
            assert bool(said.PickTrayByPDFSize)
            assert said.get(Name.Direction) == ("/R2L" if direction == "rtl" else None)
            assert Name.NumCopies not in said
            assert file.Root.PageLayout == "/SinglePage"
            assert file.pdf_version >= "1.7"
            for page in file.pages:
                assert [float(value) / MM for value in page.trimbox] == pytest.approx([0, 0, 297, 210], abs=0.01)


def test_a_page_that_is_tall_and_narrow_is_turned_over_its_long_edge() -> None:
    tall = replace(A4, paper=(160 * MM, 210 * MM))
    with opened(impose(numbered(4, (80 * MM, 210 * MM)), tall, "ltr", 0).duplex) as file:
        assert file.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"


def strokes(pdf: bytes) -> list[list[tuple[float, ...]]]:
    """The lines of each side itself, from x, y to x, y in mm."""
    number = r"(-?[\d.]+) "
    with opened(pdf) as file:
        return [[tuple(float(value) / MM for value in found)
                 for found in re.findall(f"w {number * 2}m {number * 2}l", page.Contents.read_bytes().decode())]
                for page in file.pages]


def test_fold_marks_stand_on_fronts_where_they_are_asked_for() -> None:
    assert not any(strokes(impose(numbered(8), A4, "ltr", 0).duplex))
    front, back, *_ = strokes(impose(numbered(8), replace(A4, fold_marks=True), "ltr", 0).duplex)
    assert back == []
    assert front == [pytest.approx((148.5, 0, 148.5, 8), abs=0.01), pytest.approx((148.5, 202, 148.5, 210), abs=0.01)]


def test_marks_at_the_trim_meet_when_sheets_lie_inside_each_other() -> None:
    size = 105 * MM, 148 * MM
    imposed = impose(numbered(8, size), replace(A4, thickness=1 * MM), "ltr", 0)
    outer, _, inner, _ = strokes(imposed.duplex)
    assert {round(x) for x, _, u, _ in outer if round(x, 2) == round(u, 2)} == {round(148.5 - 105), round(148.5 + 105)}
    # The inner sheet stands out by the outer one's thickness, so that its trim is nearer to its fold.
    assert max(x for x, _, u, _ in outer if round(x, 2) == round(u, 2)) == pytest.approx(148.5 + 105, abs=0.01)
    assert max(x for x, _, u, _ in inner if round(x, 2) == round(u, 2)) == pytest.approx(148.5 + 104, abs=0.01)
    assert len(outer) == len(inner) == 8
    assert all(not 43.5 < x < 253.5 or not 31 < y < 179 for x, y, _, _ in outer)


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fa", "rtl")])
def test_each_half_of_a_side_looks_as_the_page_did(copy: Path, language: str, direction: str) -> None:
    # In whole points, so that a page begins at a whole pixel.
    booklet(copy, "297mm 210mm", "800pt 600pt", '\n[page]\nsize = "400pt 600pt"\n')
    pages, cell = laid_pages(f"statement-1988/{language}/booklet", copy)
    assert cell.edition.sheets
    imposed = impose(pages, replace(cell.edition.sheets, thickness=0), direction, 0)
    one = pictures(pages, 144)
    numbers = {page.label: number for number, page in enumerate(opened(pages).pages)}
    seen = set()
    for side, page in zip(pictures(imposed.duplex, 144), opened(imposed.duplex).pages, strict=True):
        for half, label in enumerate(page.label.replace("\u200e", "").split(" | ")):
            picture = side.crop((800 * half, 0, 800 + 800 * half, 1200))
            wanted = one[numbers[label]] if label != "–" else Image.new("L", (800, 1200), 255)
            # A few glyphs may stand at the next pixel; a page moved by one has fifty times as much.
            assert ImageStat.Stat(ImageChops.difference(picture, wanted)).mean[0] < 0.1, label
            seen.add(label)
    assert set(numbers) <= seen


def streams(file: pikepdf.Pdf, kind: str) -> int:
    """How many fonts or forms of a kind are in a file."""
    return sum(kind in item for item in file.objects if isinstance(item, pikepdf.Dictionary))


@pytest.mark.parametrize("language", ["en", "fa", "zh"])
def test_fonts_are_shared_and_nothing_is_left_of_tags_links_and_claims(language: str) -> None:
    pages, cell = laid_pages(f"statement-1988/{language}/booklet")
    assert cell.edition.sheets
    imposed = impose(pages, cell.edition.sheets, cell.html.direction, cell.back)
    with opened(pages) as base, opened(imposed.duplex) as file:
        for kind in ("/FontFile2", "/FontFile3"):
            assert streams(file, kind) == streams(base, kind)
        assert len(imposed.duplex) < len(pages)
        for name in ("StructTreeRoot", "MarkInfo", "Outlines", "Names", "OutputIntents", "AF"):
            assert f"/{name}" not in file.Root, name
        assert claims(file) == ()
        assert "pdfaid" not in str(xmp(file))
        assert not any(Name.Annots in page for page in file.pages)
        assert not any(Name.StructParents in item for item in file.objects if isinstance(item, pikepdf.Stream))
        assert not any(re.search(rb"\b(BDC|BMC|EMC)\b", form.read_bytes()) for form in file.objects
                       if isinstance(form, pikepdf.Stream) and form.get(Name.Subtype) == Name.Form)
        assert title(file) == f"{title(base)} (booklet)"
        assert str(file.docinfo.Subject).startswith("Imposed, for printing only: ")
        assert "Imposed, for printing only: " in xmp(file)["dc:description"]
        assert file.Root.Lang == language
        assert file.docinfo.Producer == base.docinfo.Producer


def test_layers_keep_their_marks_in_pages_and_in_what_they_draw() -> None:
    with pikepdf.open(io.BytesIO(numbered(1))) as file:
        inner = file.make_stream(b"/P <</MCID 1>> BDC /OC /L BDC 0 0 9 9 re f EMC EMC", Type=Name.XObject,
                                 Subtype=Name.Form, BBox=[0, 0, 9, 9])
        page = file.pages[0].obj
        page.Resources.XObject = pikepdf.Dictionary(I=inner)
        page.Contents = file.make_stream(b"/Artifact BMC /I Do EMC /T MP")
        out = io.BytesIO()
        file.save(out)
    with opened(impose(out.getvalue(), A4, "ltr", 0).duplex) as file:
        forms = [item.read_bytes().split() for item in file.objects
                 if isinstance(item, pikepdf.Stream) and item.get(Name.Subtype) == Name.Form]
    assert sorted(forms) == sorted([[b"/I", b"Do"], b"/OC /L BDC 0 0 9 9 re f EMC".split()])


@pytest.mark.skipif(shutil.which("gs") is None, reason="Ghostscript reads strictly")
@pytest.mark.parametrize("cell", ["", "statement-1988/fa/booklet"])
def test_ghostscript_finds_no_fault_in_sheets(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "sheets.pdf"
    path.write_bytes(impose(laid_pages(cell)[0] if cell else numbered(1), A4, "rtl", 0).duplex)
    strictly = ("-dPDFSTOPONERROR", "-dPDFSTOPONWARNING", "-sDEVICE=nullpage")
    done = subprocess.run(["gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", *strictly, str(path)],
                          capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_same_pages_give_the_same_bytes() -> None:
    assert impose(numbered(9), A4, "rtl", 1) == impose(numbered(9), A4, "rtl", 1)


def found(results: list[Result], findings: list[Finding], code: str) -> tuple[bool, list[tuple[Severity, str, str]]]:
    """Whether there is a PDF, and the findings of a code."""
    return results[0].pdf is not None, [(f.severity, f.message, f.hint) for f in findings if f.code == code]


def test_pages_too_large_for_the_sheet_are_refused_with_the_paper_they_need(copy: Path, write_document: Build) -> None:
    booklet(copy, "297mm 210mm", "210mm 148mm")
    made, said = found(*write_document("Words.\n", edition="booklet"), "sheets-size")
    assert not made
    assert said == [(Severity.ERROR, "two pages of 148 × 210 mm do not stand side by side on a sheet of 210 × 148 mm",
                     "they need paper of 296 × 210 mm; half of this sheet is a page of 105 × 148 mm")]


@pytest.mark.parametrize(("size", "marks"), [
    ("105mm 148mm", "marks show where"), ("140mm 210mm", "there is no room for marks on all sides")])
def test_pages_smaller_than_half_a_sheet_must_be_trimmed(copy: Path, write_document: Build, size: str, marks: str) -> None:
    booklet(copy, "[sheets]", f'[page]\nsize = "{size}"\n\n[sheets]')
    made, said = found(*write_document("Words.\n", edition="booklet"), "sheets-trim")
    assert made
    assert len(said) == 1
    assert said[0][0] is Severity.WARNING
    assert marks in said[0][1]


WAIVER = '[[waive]]\ncode = "sheets-too-many"\nreason = "Our stapler takes more."\nname = "A. Editor"\ndate = 2026-01-01\n'


def test_more_sheets_than_a_stapler_takes_are_refused_and_can_be_waived(copy: Path, write_document: Build) -> None:
    booklet(copy, "most = 16", "most = 1")
    text = "Words and more words are here. " * 600
    made, said = found(*write_document(text, edition="booklet"), "sheets-too-many")
    assert not made
    assert [severity for severity, _, _ in said] == [Severity.ERROR]
    assert re.fullmatch(r"\d+ pages need \d sheets, and 1 can be stapled", said[0][1])
    assert "glue" in said[0][2]
    made, said = found(*write_document(text, WAIVER, edition="booklet"), "sheets-too-many")
    assert made
    assert [severity for severity, _, _ in said] == [Severity.NOTICE]


def test_a_build_writes_the_booklet_and_its_pair(copy: Path) -> None:
    done = run(copy, "statement-1988/ar/booklet")
    assert done.returncode == 0, done.stderr
    folder = copy / "out/statement-1988/ar"
    names = {path.name for path in folder.iterdir()}
    assert {f"statement-1988_ar_booklet{part}_draft.pdf" for part in ("", "_fronts", "_backs")} <= names
    assert "_draft.pdf" in done.stdout
