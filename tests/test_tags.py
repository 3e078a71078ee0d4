"""The tag trees of real cells and of a hard document, and of PDFs that others made."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from press.catalogues.translate import translate
from press.model import Passage, ProjectError, Text, passages_of
from press.pipeline import build
from press.project import Project
from press.results import Result
from press.tagtree import tag_tree
from tests.conftest import CACHE, GOLDEN, ROOT, run
from tests.pdf import spoken

LANGUAGES = ("en", "fr", "ar", "fa", "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tree_of_the_statement(
    built: Mapping[str, Result], golden: Callable[[str, str], None], language: str
) -> None:
    pdf = built[f"statement-1988/{language}/handout"].pdf
    assert pdf
    golden("\n".join(tag_tree(pdf, language)) + "\n", f"tags/statement-1988_{language}_handout.txt")


@pytest.mark.parametrize("language", Project(ROOT).names("locales"))
@pytest.mark.parametrize("edition", ["handout", "submission"])
def test_all_words_are_read_aloud_as_they_are_written(built: Mapping[str, Result], language: str, edition: str) -> None:
    cell = f"statement-1988/{language}/{edition}"
    job = Project(ROOT).plan([cell], final=False).jobs[0]
    document, _ = translate(job.document, job.catalogue, job.language, job.final)
    pdf = built[cell].pdf
    assert pdf
    said = spoken(tag_tree(pdf, cell))
    blocks = [*document.blocks, *(block for note in document.notes.values() for block in note.blocks)]
    texts = [text for block in blocks for passage in passages_of(block) for text in _texts(passage)]
    assert len(texts) > 30
    for text in texts:
        assert text in said


def _texts(passage: Passage) -> list[str]:
    """The texts of a passage between calls, without what forbids a line break."""
    return [" ".join(inline.text.replace("\u2060", "").split()) for inline in passage.inlines if isinstance(inline, Text)]


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A document with notes, quotations, lists, tables and figures inside each other."""
    folder = tmp_path_factory.mktemp("hard")
    for part in ("locales", "templates"):
        shutil.copytree(ROOT / part, folder / part)
    document = folder / "content" / "hard"
    document.mkdir(parents=True)
    Image.new("RGB", (30, 20), (40, 90, 160)).save(document / "map.png")
    shutil.copy(GOLDEN / "tags" / "hard.md", document)
    (document / "document.toml").write_text(
        'language = "en"\ntitle = "A hard document"\nfiles = ["hard.md"]\nclosing = "Closing words with a call[^end]."\n',
        encoding="utf-8")
    result = build(Project(folder).plan(["hard/en/handout"], final=False).jobs[0], CACHE)
    assert result.pdf, result.findings
    return result.pdf


def test_the_tree_of_a_hard_document(hard: bytes, golden: Callable[[str, str], None]) -> None:
    golden("\n".join(tag_tree(hard, "hard")) + "\n", "tags/hard.txt")


def made(content: bytes, tree: Dictionary | None, **page: object) -> bytes:
    """A PDF of one page as others might write it, with a simple font."""
    file = pikepdf.new()
    sheet = file.add_blank_page(page_size=(200, 200))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Dictionary(
        BaseEncoding=Name.WinAnsiEncoding, Differences=Array([65, Name.eacute])))
    sheet.obj.Resources = Dictionary(Font=Dictionary(F=font))
    sheet.obj.Contents = file.make_stream(content)
    if tree is not None:
        tree.K.Pg = sheet.obj
        file.Root.StructTreeRoot = file.make_indirect(tree)
    out = io.BytesIO()
    file.save(out, **page)  # type: ignore[arg-type]
    return out.getvalue()


CONTENT = (b"/P <</MCID 0>> BDC BT /F 9 Tf [(caf)] TJ (A) Tj 0 -12 Td (Second ) Tj ET EMC "
           b"/P <</MCID 1>> BDC BT /F 9 Tf (in) Tj /Span <</ActualText <feff00ad>>> BDC (-) Tj EMC ET EMC "
           b"/P <</MCID 2>> BDC BT /F 9 Tf (side) Tj ET EMC")


def test_a_simple_font_a_role_map_and_a_broken_word() -> None:
    tree = Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary(Body=Name.P),
                      K=Dictionary(Type=Name.StructElem, S=Name.Body, K=Array([0, 1, 2]), Lang=String("fr")))
    assert tag_tree(made(CONTENT, tree), "a.pdf") == ["Body (P) lang=fr café Second inside"]


def test_an_element_of_pdf_2_and_one_that_holds_itself() -> None:
    space = Dictionary(Type=Name.Namespace, NS=String("https://example.org/own"), RoleMapNS=Dictionary(Verse=Name.P))
    tree = Dictionary(K=Dictionary(S=Name.Verse, NS=space, K=Array([0])))
    assert tag_tree(made(CONTENT, tree), "a.pdf") == ["Verse (P) café Second"]


def test_the_command_line_on_files(tmp_path: Path) -> None:
    whole = made(CONTENT, Dictionary(K=Dictionary(S=Name.P, K=0)))
    cases = {
        "whole.pdf": (whole, 0, ""), "untagged.pdf": (made(b"", None), 1, "has no tags"),
        "broken.pdf": (b"%PDF-1.7 and no more", 2, "no PDF that can be read"), "empty.pdf": (b"", 2, "no PDF"),
        "locked.pdf": (made(CONTENT, None, encryption=pikepdf.Encryption(owner="a", user="b")), 2, "password"),
    }
    for name, (data, code, message) in cases.items():
        (tmp_path / name).write_bytes(data)
        done = run(ROOT, "tags", str(tmp_path / name))
        assert (done.returncode, message in done.stderr) == (code, True), done.stderr
        assert len(done.stderr.splitlines()) == (2 if code else 0)
    assert run(ROOT, "tags", str(tmp_path / "missing.pdf")).returncode == 2
    assert run(ROOT, "tags", "statement-1988/xx/handout").returncode == 2


def test_no_readable_pdf_is_one_error() -> None:
    with pytest.raises(ProjectError):
        tag_tree(b"no PDF", "a.pdf")
