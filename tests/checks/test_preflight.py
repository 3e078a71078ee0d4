"""The preflight as a whole: of our cells, of others' files, with waivers, on the command line."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from press.catalogues.translate import translate
from press.checks.faults import all_checks
from press.checks.preflight import preflight
from press.checks.subject import Subject
from press.engine.render import render, versions
from press.pdf.tagtree import tag_tree
from press.pipeline import composed
from press.production.finish import finish
from press.project import Project
from press.values.document import Document, Paragraph, Text
from press.values.findings import Finding, Place, ProjectError, Severity
from press.values.laid import Laid
from press.values.results import Result
from tests.checks.made import named, pdf, shown, tagged
from tests.conftest import CACHE, ROOT, copy_of, run

Build = Callable[..., tuple[list[Result], list[Finding]]]
# What a page of some language may have without being wrong.
TASTE = ("nearly-empty", "runt", "widow", "orphan", "page-blank")


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.__name__.rpartition(".")[2])
def test_each_file_of_the_folder_is_a_check(check: Any) -> None:
    assert check.LOOKS_AT in ("pdf", "layout", "words")
    assert check.TITLE
    assert check.REASON
    assert check.CODES
    assert isinstance(check.WAIVABLE, bool)
    assert callable(check.check)


def test_no_code_belongs_to_two_checks() -> None:
    codes = [code for check in all_checks() for code in check.CODES]
    assert len(set(codes)) == len(codes)


def test_the_cells_of_the_project_pass(built: dict[str, Result]) -> None:
    wrong = {code for check in all_checks() for code in check.CODES if code not in TASTE}
    for cell, result in built.items():
        assert result.pdf, cell
        assert [str(f) for f in result.findings if f.code in wrong] == [], cell


def test_a_pdf_of_others_gets_the_checks_of_pdfs_and_no_error_for_what_the_standard_allows() -> None:
    outcomes = preflight("other.pdf", pdf(shown("word", font="S")), None)
    assert {o.looks_at for o in outcomes if o.unfit.startswith("looks at")} == {"layout", "words"}
    assert {o.looks_at for o in outcomes if not o.unfit} == {"pdf"}
    assert Severity.ERROR not in {f.severity for o in outcomes for f in o.findings}


@pytest.mark.parametrize(("content", "message"), [
    (b"", "the file is empty"), (b"hello", "this is not a PDF"), (b"%PDF-1.7\nhello", "can't be opened"),
    (pdf("")[:60], "can't be opened"),
])
def test_what_is_no_pdf_gets_one_clear_line(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "given.pdf"
    path.write_bytes(content)
    done = run(ROOT, "check", str(path))
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.count("error:") == 1
    assert "Traceback" not in done.stderr


def test_an_encrypted_a_missing_and_a_huge_file_get_one_clear_line(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(pdf(""))) as file:
        file.save(tmp_path / "closed.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    with (tmp_path / "huge.pdf").open("wb") as huge:
        huge.truncate(300_000_000)
    done = run(ROOT, "check", *(str(tmp_path / f"{name}.pdf") for name in ("closed", "missing", "huge")))
    assert done.returncode == 2
    for message in ("the file is encrypted", "there is no such file", "larger than 200 MB"):
        assert done.stderr.count(message) == 1


def test_a_page_that_unpacks_to_gigabytes_is_refused() -> None:
    with pytest.raises(ProjectError, match="page 1 is larger than 50 MB"):
        preflight("bomb.pdf", pdf("0 g " * 20_000_000, compressed), None)


def packed_twice(file: pikepdf.Pdf) -> None:
    """A page of a few hundred bytes with 60 MB in it."""
    import zlib

    once = zlib.compress(b" " * 60_000_000)
    file.pages[0].Contents.write(zlib.compress(once), filter=pikepdf.Array([pikepdf.Name.FlateDecode] * 2))


def nested(file: pikepdf.Pdf) -> None:
    """A page with forms that draw the next one ten times each, twelve levels deep."""
    inner = file.make_stream(b"q Q")
    for _ in range(12):
        inner.update(pikepdf.Dictionary(Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9]))
        held = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=inner))
        inner = file.make_stream(b"/A Do " * 10)
        inner.Resources = held
    file.pages[0].Resources.XObject = held.XObject
    file.pages[0].Contents.write(b"/A Do")


@pytest.mark.parametrize(("content", "change"), [("", nested), ("q " * 5_000_000, lambda _: None)])
def test_a_file_that_draws_without_end_is_not_read_to_its_end(
    monkeypatch: pytest.MonkeyPatch, content: str, change: Callable[[pikepdf.Pdf], None]
) -> None:
    def spoilt(file: pikepdf.Pdf) -> None:
        """Tags and spoils a file."""
        tagged([{"S": "P", "K": [0]}])(file)
        change(file)

    monkeypatch.setattr("press.pdf.streams.MOST_OPERATORS", 50_000)
    for look in (lambda source: preflight("bomb.pdf", source, None), lambda source: tag_tree(source, "bomb.pdf")):
        with pytest.raises(ProjectError, match="draws more than any text does"):
            look(pdf(content, spoilt))


def test_a_page_that_is_packed_twice_is_refused() -> None:
    with pytest.raises(ProjectError, match="page 1 is larger than 50 MB"):
        preflight("bomb.pdf", pdf("", packed_twice), None)


def compressed(file: pikepdf.Pdf) -> None:
    """The page's content, packed."""
    import zlib

    content = file.pages[0].Contents
    content.write(zlib.compress(content.read_bytes()), filter=pikepdf.Name.FlateDecode)


def test_what_is_broken_inside_is_said_and_the_rest_is_checked() -> None:
    def broken(file: pikepdf.Pdf) -> None:
        file.Root.Outlines = pikepdf.Dictionary(First=pikepdf.Dictionary(A=pikepdf.Dictionary(S=5, D=7)))
        file.pages[0].Resources.Font.S = pikepdf.Array([1])
        file.Root.StructTreeRoot = pikepdf.Dictionary(K=pikepdf.Dictionary(S=pikepdf.Name.P, Pg=5, K=1))

    outcomes = preflight("broken.pdf", pdf(shown("word", font="S"), broken), None)
    assert "broken" in {f.code for o in outcomes for f in o.findings}
    assert len(outcomes) == len(all_checks())


@pytest.fixture(scope="module")
def laid_out() -> tuple[bytes, Laid]:
    """A cell's PDF and the cell."""
    return made(lambda document: document)


def made(change: Callable[[Document], Document]) -> tuple[bytes, Laid]:
    """A cell's PDF, its document changed before it was set, and the cell with the document unchanged."""
    job = copy_of(ROOT, ["statement-1988/ar/handout"], final=False)
    document, _ = translate(job.document, job.catalogue, job.language, job.final)
    html = composed(job, change(document), CACHE)
    raw, layout, _ = render(html, job.cell)
    return finish(raw, html, versions(), {}), Laid(document, html, layout, job.language, job.languages, job.edition)


def order(source: bytes, cell: Laid) -> list[Finding]:
    """What the check of the words' order finds."""
    with pikepdf.open(io.BytesIO(source)) as file:
        return list(named("order").check(Subject("cell", source, file, cell)))


def test_all_words_of_an_arabic_document_stand_once_in_order(laid_out: tuple[bytes, Laid]) -> None:
    assert order(*laid_out) == []


def test_words_that_are_not_set_are_missed(laid_out: tuple[bytes, Laid]) -> None:
    source, cell = laid_out
    passage = next(block.passage for block in cell.document.blocks if isinstance(block, Paragraph))
    more = replace(passage, inlines=(Text("كلمات لم تطبع على أي صفحة من الصفحات"),))
    document = replace(cell.document, blocks=(*cell.document.blocks, Paragraph(more)))
    assert [f.code for f in order(source, replace(cell, document=document))] == ["words-missing"]


def test_words_set_twice_or_in_another_order_are_found() -> None:
    twice = made(lambda document: replace(document, blocks=(*document.blocks, document.blocks[0])))
    assert "words-twice" in {f.code for f in order(*twice)}
    turned = made(lambda document: replace(document, blocks=(*document.blocks[2:], *document.blocks[:2])))
    assert "words-order" in {f.code for f in order(*turned)}


WAIVER = '[[waive]]\ncode = "image-resolution"\nreason = "No better scan."\nname = "A. Editor"\ndate = 2026-01-01\n'
PICTURE = 'Words.\n\n![](map.png){alt="A map"}\n'


def test_a_waiver_lowers_a_finding_to_a_notice_that_gives_the_reason(copy: Path, write_document: Build) -> None:
    (copy / "content" / "letter").mkdir()
    Image.new("L", (100, 100)).save(copy / "content" / "letter" / "map.png")
    (copy / "templates" / "handout" / "x.css").write_text("img { width: 200pt }", encoding="utf-8")
    _, before = write_document(PICTURE)
    assert [(f.code, f.severity) for f in before] == [("image-resolution", Severity.WARNING)]
    _, after = write_document(PICTURE, WAIVER + 'cell = "letter/*"\npage = 1\n')
    assert [(f.code, f.severity) for f in after] == [("image-resolution", Severity.NOTICE)]
    assert "waived by A. Editor, 2026-01-01: No better scan." in after[0].message
    _, elsewhere = write_document(PICTURE, WAIVER + "page = 2\n")
    assert [(f.code, f.severity) for f in elsewhere] == [
        ("image-resolution", Severity.WARNING), ("waiver-unused", Severity.NOTICE)]


@pytest.mark.parametrize(("waiver", "message"), [
    (WAIVER.replace("resolution", "resolutoin"), "did you mean image-resolution?"),
    (WAIVER.replace("image-resolution", "note-lost"), "can't be waived"),
    (WAIVER.replace("reason", "reasons"), "did you mean reason?"),
    (WAIVER.replace('"A. Editor"', '""'), "name is missing in [waive]"),
    (WAIVER + 'page = "three"\n', "page is not a whole number"),
])
def test_a_waiver_says_what_why_and_who(copy: Path, waiver: str, message: str) -> None:
    folder = copy / "content" / "letter"
    folder.mkdir()
    (folder / "document.toml").write_text(f'language = "en"\ntitle = "A"\nfiles = ["a.md"]\n{waiver}', encoding="utf-8")
    (folder / "a.md").write_text("Words.\n", encoding="utf-8")
    error = Project(copy).documents["letter"]
    assert isinstance(error, ProjectError)
    assert message in str(error)
    assert isinstance(error.place, Place)
    assert error.place.line


def test_the_command_gives_a_table_or_data(tmp_path: Path) -> None:
    path = tmp_path / "given.pdf"
    path.write_bytes(pdf(shown("pale", "0.9 g")))
    table = run(ROOT, "check", str(path))
    assert table.returncode == 0, table.stderr
    assert "not applicable: looks at the layout of a cell" in table.stdout
    assert "“pale” has a contrast of" in table.stdout
    given = json.loads(run(ROOT, "check", str(path), "--json").stdout)
    checks = {check["check"]: check for check in given["checked"][0]["checks"]}
    assert checks["contrast"]["result"] == "1 finding"
    assert checks["contrast"]["findings"][0]["place"] == f"{path}, page 1"
    assert checks["fonts"]["reason"]


def test_an_error_in_a_file_gives_exit_code_1(tmp_path: Path) -> None:
    path = tmp_path / "given.pdf"
    path.write_bytes(pdf(shown("A\0")))
    assert run(ROOT, "check", str(path)).returncode == 1


def test_a_build_says_a_few_findings_of_a_kind_and_counts_the_rest(copy: Path) -> None:
    folder = copy / "content" / "letter"
    folder.mkdir()
    (folder / "document.toml").write_text('language = "en"\ntitle = "A"\nfiles = ["a.md"]\n', encoding="utf-8")
    rows = "".join(f"| {letter * 90} | b |\n" for letter in "CDEFGH")
    (folder / "a.md").write_text(f"| A | B |\n|---|---|\n{rows}", encoding="utf-8")
    done = run(copy, "letter/en/handout")
    assert done.stderr.count("[off-page]") == 4, done.stderr
    assert "more [off-page]; --json gives all" in done.stderr
