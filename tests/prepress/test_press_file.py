"""The press files of real cells: PDF/X-4, boxes, words, names, the same bytes each time."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from press.production.prepress.ready import make_ready
from press.values.layout import Layout
from press.values.lengths import MM, size_name
from press.values.page import Html
from press.values.results import Result
from tests.conftest import ROOT, run
from tests.pdf import flat, opened, texts
from tests.prepress.conftest import laid_out
from tests.prepress.strict import faults, inside

CELLS = ["statement-1988/en/print-shop", "statement-1988/fa/print-shop", "statement-1988/zh/print-shop"]


@pytest.mark.parametrize("cell", CELLS)
def test_a_press_file_is_pdf_x_4_in_black_alone(built: Mapping[str, Result], cell: str) -> None:
    pdf = built[cell].pdf
    assert pdf
    assert faults(pdf) == []
    found = inside(pdf)
    assert {colour[:3] for colour in found.colours} == {(0, 0, 0)}
    assert "gs" in found.operators, "black is set to overprint"


def test_the_strict_reading_refuses_an_archive(built: Mapping[str, Result]) -> None:
    pdf = built["statement-1988/en/handout"].pdf
    assert pdf
    found = "\n".join(faults(pdf))
    for fault in ("another version", "StructTreeRoot", "Annots", "operator rg", "operator BDC", "archive", "output intent"):
        assert fault in found, fault


@pytest.mark.parametrize("cell", CELLS)
def test_boxes_count_from_the_sheet_s_corner(built: Mapping[str, Result], cell: str) -> None:
    pdf = built[cell].pdf
    assert pdf
    with opened(pdf) as file:
        for page in file.pages:
            sides = {name: [round(float(side) / MM, 2) for side in page.obj[name]]
                     for name in ("/MediaBox", "/BleedBox", "/TrimBox")}
            assert sides == {"/MediaBox": [0, 0, 168, 230], "/BleedBox": [7, 7, 161, 223], "/TrimBox": [10, 10, 158, 220]}


def test_pages_are_the_handout_s_and_a_multiple_of_four(built: Mapping[str, Result]) -> None:
    press, handout = built["statement-1988/fr/print-shop"].pdf, built["statement-1988/fr/handout"].pdf
    assert press
    assert handout
    assert len(texts(press)) % 4 == 0
    # Running heads and folios are as many as pages; a viewer parts a call from its word by what only the handout has.
    head = "Massacre de 1988 en République islamique d’Iran"
    assert letters(flat(press).replace(head, "")) == letters(flat(handout).replace(head, ""))


def letters(words: str) -> Counter[str]:
    return Counter(filter(str.isalpha, words))


def test_a_layout_with_a_bleed_still_counts_from_the_trim(laid: Callable[[str], tuple[Html, Layout]]) -> None:
    (_, press), (_, handout) = (laid(f"statement-1988/fr/{edition}") for edition in ("print-shop", "handout"))
    assert press.areas[0] == handout.areas[0]
    assert press.lines[0] == handout.lines[0]


@pytest.mark.parametrize("code", ["en", "fa"])
def test_blank_pages_stand_before_the_back_cover(code: str) -> None:
    pages, cell = laid_out(ROOT, f"statement-1988/{code}/print-shop")
    assert cell.edition.press
    for has_end in (True, False):
        press = replace(cell.edition.press, marks=has_end)
        ready = make_ready(pages, replace(cell, html=replace(cell.html, has_end=has_end)), press)
        empty = [not page.strip() for page in texts(ready.pdf)]
        assert (ready.pages, ready.blanks, ready.inks) == (len(empty), sum(empty), ("Black",))
        assert ready.blanks == -cell.layout.pages % 4
        assert empty[-1] == (ready.blanks > 0 and not has_end)
        with opened(ready.pdf) as file:
            marked = [b"/All CS" in page.obj.Contents.read_bytes() for page in file.pages]
        assert set(marked) == {has_end}, "trim marks stand on blank pages too"


def test_a_file_s_name_says_size_pages_and_spine(built: Mapping[str, Result]) -> None:
    parts = {cell.split("/")[1]: result.part for cell, result in built.items() if cell.endswith("/print-shop")}
    assert parts["en"] == f"press_A5_{len(texts(built[CELLS[0]].pdf or b''))}pp_bind-left"
    assert {code for code, part in parts.items() if part.endswith("bind-right")} == {"ar", "fa"}
    assert size_name(105 * MM, 210 * MM) == "105x210mm"
    assert size_name(8.5 * 72, 11 * 72) == "Letter"


def test_same_bytes_in_another_folder_process_zone_and_hash_seed(
    built: Mapping[str, Result], copy: Path, tmp_path: Path
) -> None:
    environment = dict(os.environ, TZ="Asia/Tokyo", PYTHONHASHSEED="7", HOME=str(tmp_path), LANG="C")
    done = run(copy, "statement-1988/fr/print-shop", "--jobs", "1", env=environment)
    assert done.returncode == 0, done.stderr
    (path,) = copy.glob("out/statement-1988/fr/*print-shop_press_*_draft.pdf")
    assert path.read_bytes() == built["statement-1988/fr/print-shop"].pdf


def test_an_older_press_file_with_another_name_goes(copy: Path) -> None:
    folder = copy / "out" / "statement-1988" / "en"
    folder.mkdir(parents=True)
    stem = "statement-1988_en_print-shop_press_A5_24pp_bind-left"
    older = [folder / f"{stem}_draft.pdf", folder / f"{stem}_draft.txt"]
    others = f"{stem}.pdf", "statement-1988_en_handout_draft.pdf", "statement-1988_en_print-shop.txt"
    kept = [folder / name for name in others]
    for path in (*older, *kept):
        path.write_bytes(b"older")
    assert run(copy, "statement-1988/en/print-shop").returncode == 0
    assert not any(path.exists() for path in older)
    assert all(path.exists() for path in kept)
    assert len(list(folder.glob("*_press_*_draft.pdf"))) == 1


@pytest.mark.skipif(shutil.which("gs") is None, reason="Ghostscript parts the plates")
@pytest.mark.parametrize("cell", CELLS[:2])
def test_ghostscript_finds_text_on_the_black_plate_alone(built: Mapping[str, Result], tmp_path: Path, cell: str) -> None:
    (tmp_path / "a.pdf").write_bytes(built[cell].pdf or b"")
    plates = separated(tmp_path / "a.pdf", 1)
    assert plates["Black"].getextrema() == (0, 255)
    assert {plates[ink].getextrema() for ink in ("Cyan", "Magenta", "Yellow")} == {(255, 255)}


@pytest.mark.skipif(shutil.which("gs") is None, reason="Ghostscript reads strictly")
@pytest.mark.parametrize("cell", ["statement-1988/zh/print-shop", "coloured"])
def test_ghostscript_finds_no_fault_in_a_file(
    built: Mapping[str, Result], coloured: Result, tmp_path: Path, cell: str
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes((coloured if cell == "coloured" else built[cell]).pdf or b"")
    strictly = ("-dPDFSTOPONERROR", "-dPDFSTOPONWARNING", "-sDEVICE=nullpage")
    done = subprocess.run(["gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", *strictly, str(path)],
                          capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("gs") is None, reason="Ghostscript parts the plates")
def test_black_text_knocks_nothing_out_and_marks_are_on_all_plates(coloured: Result, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(coloured.pdf or b"")
    plates = separated(tmp_path / "a.pdf", 1)
    page = pypdfium2.PdfDocument(coloured.pdf)[0]
    words = page.get_textpage()
    left, bottom, right, top = words.get_charbox(words.get_text_range().index("We write"))
    width, height = plates["Black"].size
    across, up = width / page.get_width(), height / page.get_height()
    letter = tuple(round(side) for side in (left * across, height - top * up, right * across, height - bottom * up))
    assert plates["Black"].crop(letter).getextrema() == (0, 255), "the letter W"
    ground = set(plates["Cyan"].crop(letter).tobytes())
    assert len(ground) == 1, "the ground goes on under it"
    assert ground < set(range(1, 255))
    for plate in plates.values():
        corner = plate.crop((0, 0, round(8 * MM * across), round(11 * MM * up)))
        assert min(corner.tobytes()) < 128, "a mark"


def separated(path: Path, number: int) -> dict[str, Image.Image]:
    """One page's plates at 150 dpi, white where no ink is."""
    done = subprocess.run(
        ["gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiffsep", "-r150", f"-dFirstPage={number}",
         f"-dLastPage={number}", f"-sOutputFile={path.with_suffix('')}.tif", str(path)],
        capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return {ink: Image.open(f"{path.with_suffix('')}({ink}).tif") for ink in ("Cyan", "Magenta", "Yellow", "Black")}
