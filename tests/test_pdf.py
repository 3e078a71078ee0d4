"""The files: the same bytes everywhere, labels, language, title, tags."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

import pikepdf
import pytest

from press.pipeline import build
from press.values.layout import Layout
from press.values.page import Html
from press.values.results import Result
from tests.conftest import copy_of, run
from tests.pdf import bookmarks, opened

NAMES = {"en": "en", "fr": "fr", "ar": "ar", "fa": "fa", "zh": "zh"}


@pytest.mark.parametrize("language", NAMES)
def test_language_title_direction_and_labels(built: Mapping[str, Result], language: str) -> None:
    result = built[f"statement-1988/{language}/submission"]
    assert result.pdf
    with opened(result.pdf) as file:
        assert str(file.Root.Lang) == language
        assert len(str(file.docinfo.Title)) > 15
        assert "/CreationDate" not in file.docinfo
        assert "Pango" in str(file.docinfo.Producer)
        preferences = file.Root.ViewerPreferences
        assert bool(preferences.DisplayDocTitle)
        assert (preferences.get("/Direction") == "/R2L") == (language in ("ar", "fa"))
        labels = file.Root.PageLabels.Nums
        if language == "fa":
            assert str(labels[3].P) == "۲"
        else:
            assert labels[1].S == pikepdf.Name.D
        assert "pdfuaid" in bytes(file.Root.Metadata.read_bytes()).decode()
        assert file.Root.MarkInfo.Marked


def test_bookmarks_are_the_headings(built: Mapping[str, Result]) -> None:
    result = built["statement-1988/en/handout"]
    assert result.pdf
    found = bookmarks(result.pdf)
    assert len(found) == 8
    assert "Special Rapporteur’s findings" in found


def test_no_font_but_the_project_s_own(built: Mapping[str, Result]) -> None:
    own = ("Source-Serif", "Source-Sans", "Amiri", "Noto-Serif-SC", "Noto-Sans-SC", "Noto-Sans-Arabic")
    for cell, result in built.items():
        assert result.pdf
        with opened(result.pdf) as file:
            for page in file.pages:
                for font in page.Resources.get("/Font", {}).values():
                    assert any(name in str(font.BaseFont) for name in own), (cell, font.BaseFont)


def test_fonts_keyed_by_cid_are_keyed_by_glyph(built: Mapping[str, Result]) -> None:
    import io

    from fontTools.ttLib import TTFont

    result = built["statement-1988/zh/handout"]
    assert result.pdf
    with opened(result.pdf) as file:
        for font in file.pages[0].Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            if "/FontFile3" in descriptor:
                top = TTFont(io.BytesIO(bytes(descriptor.FontFile3.read_bytes())))["CFF "].cff[0]
                assert top.charset[-1] == f"cid{len(top.charset) - 1:05d}"


@pytest.mark.parametrize("cell", ["statement-1988/fr/submission", "statement-1988/zh/handout"])
def test_same_bytes_in_another_folder_process_zone_and_hash_seed(
    built: Mapping[str, Result], copy: Path, tmp_path: Path, cell: str
) -> None:
    environment = dict(os.environ, TZ="Asia/Tokyo", PYTHONHASHSEED="7", HOME=str(tmp_path), LANG="C")
    (copy / ".cache").unlink()
    done = run(copy, cell, "--jobs", "1", env=environment)
    assert done.returncode == 0, done.stderr
    document, language, edition = cell.split("/")
    path = copy / "out" / document / language / f"{document}_{language}_{edition}_draft.pdf"
    assert path.read_bytes() == built[cell].pdf


def test_a_picture_gives_the_same_bytes_in_another_folder(copy: Path, tmp_path: Path) -> None:
    from PIL import Image

    folder = copy / "content/letter"
    folder.mkdir()
    Image.linear_gradient("L").convert("RGB").save(folder / "shade.png")
    Image.new("RGB", (20, 20), (250, 200, 0)).save(folder / "sun.jpg")
    drawn = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="sun.jpg" width="9" height="9"/></svg>'
    (folder / "drawn.svg").write_text(drawn, encoding="utf-8")
    (folder / "document.toml").write_text('language = "en"\ntitle = "A"\nfiles = ["a.md"]\n', encoding="utf-8")
    (folder / "a.md").write_text('![](shade.png){alt="Grey"}\n\n![](drawn.svg){alt="A sun"}\n', encoding="utf-8")
    shutil.copytree(copy, tmp_path / "elsewhere", symlinks=True)
    for edition in ("handout", "booklet"):
        first, second = (build(copy_of(root, [f"letter/en/{edition}"], final=False), copy / ".cache")
                         for root in (copy, tmp_path / "elsewhere"))
        assert first.pdf, first.findings
        with opened(first.pdf) as file:
            assert sum(item.get("/Subtype") == "/Image" for item in file.objects if hasattr(item, "get")) == 2
        assert first.pdf == second.pdf, edition


def test_the_command_builds_a_final_when_nothing_is_open(copy: Path) -> None:
    import re

    path = copy / "content" / "statement-1988" / "document.toml"
    text = path.read_text(encoding="utf-8")
    closed = re.sub(r"(question = .*)", r'\1\naccepted = "for the test"\nname = "T"\ndate = "2026-01-01"', text)
    path.write_text(closed, encoding="utf-8")
    done = run(copy, "statement-1988/en/handout", "--final")
    assert done.returncode == 0, done.stderr
    assert (copy / "out/statement-1988/en/statement-1988_en_handout.pdf").exists()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="another reader than our own")
def test_another_reader_finds_the_address_whole(built: Mapping[str, Result], tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    data = built["statement-1988/en/submission"].pdf
    assert data
    path.write_bytes(data)
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert "https://undocs.org/A/72/322." in text


@pytest.mark.parametrize("cell", [f"statement-1988/{code}/{e}" for code in ("en", "fr", "ar", "fa")
                                  for e in ("submission", "handout")])
def test_a_full_line_has_60_to_75_characters(laid: Callable[[str], tuple[Html, Layout]], cell: str) -> None:
    _, layout = laid(cell)
    lines = [line for line in layout.lines if line.kind == "text"]
    measure = statistics.mode(round(line.width) for line in lines)
    full = [len(line.text) for line in lines if abs(line.width - measure) < 2]
    assert len(full) > 40
    assert 60 <= statistics.mean(full) <= 75


def test_a_picture_with_words_comes_from_the_language_s_folder(copy: Path) -> None:
    from PIL import Image

    folder = copy / "content" / "letter"
    own = copy / "locales" / "fr" / "figures" / "letter"
    own.mkdir(parents=True)
    folder.mkdir()
    Image.new("RGB", (20, 20), (255, 0, 0)).save(folder / "map.png")
    Image.new("RGB", (20, 20), (0, 0, 255)).save(own / "map.png")
    (folder / "document.toml").write_text('language = "en"\ntitle = "A"\nfiles = ["a.md"]\n', encoding="utf-8")
    (folder / "a.md").write_text("Words.\n\n![](map.png){alt=\"A map\"}\n", encoding="utf-8")
    assert run(copy, "catalogue", "update", "letter/fr").returncode == 0
    colours = []
    for code in ("en", "fr"):
        result = build(copy_of(copy, [f"letter/{code}/handout"], final=False), copy / ".cache")
        assert result.pdf, result.findings
        with opened(result.pdf) as file:
            image = pikepdf.PdfImage(cast(pikepdf.Stream, next(iter(file.pages[0].Resources.XObject.values()))))
            colours.append(image.as_pil_image().convert("RGB").getpixel((5, 5)))
    assert colours == [(255, 0, 0), (0, 0, 255)]
