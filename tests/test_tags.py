"""The tag trees of real cells and of a hard document, and of PDFs that others made."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from press.catalogues.translate import translate
from press.pdf.tagtree import tag_tree
from press.pipeline import build
from press.project import Project
from press.values.document import Passage, Text, passages_of
from press.values.findings import ProjectError
from press.values.results import Result
from tests.conftest import CACHE, GOLDEN, ROOT, copy_of, run
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
    job = copy_of(ROOT, [cell], final=False)
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
    result = build(copy_of(folder, ["hard/en/handout"], final=False), CACHE)
    assert result.pdf, result.findings
    return result.pdf


def test_the_tree_of_a_hard_document(hard: bytes, golden: Callable[[str, str], None]) -> None:
    golden("\n".join(tag_tree(hard, "hard")) + "\n", "tags/hard.txt")


WIN = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Dictionary(
    BaseEncoding=Name.WinAnsiEncoding, Differences=Array([65, Name.eacute, 66, Name.nosuchglyph])))
MAC = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Made, Encoding=Name.MacRomanEncoding)
UNEXPLAINED = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Made, Encoding=Name("/Identity-H"),
                         DescendantFonts=Array([Dictionary(Subtype=Name.CIDFontType2)]))


def made(content: bytes, tree: Dictionary | None, form: bytes = b"", counts: bool = True, **saved: object) -> bytes:
    """A PDF of one page as others might write it, with fonts F, M and U and a form X; `counts`: the form its own marks."""
    file = pikepdf.new()
    sheet = file.add_blank_page(page_size=(200, 200))
    fonts = Dictionary(F=WIN, M=MAC, U=UNEXPLAINED)
    inner = file.make_stream(form, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 200]),
                             Resources=Dictionary(Font=fonts))
    if counts:
        inner.StructParents = 1
    sheet.obj.Resources = Dictionary(Font=fonts, XObject=Dictionary(X=inner))
    sheet.obj.Contents = file.make_stream(content)
    if tree is not None:
        for kid in tree.K.K if isinstance(tree.K.K, Array) else ():
            if isinstance(kid, Dictionary) and kid.get(Name.Type) == Name.MCR and counts:
                kid.Stm = inner
        tree.K.Pg = sheet.obj
        file.Root.StructTreeRoot = file.make_indirect(tree)
    out = io.BytesIO()
    file.save(out, **saved)  # type: ignore[arg-type]
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
    own = Dictionary(NS=String("https://example.org/other"), RoleMapNS=Dictionary(Poem=Array([Name.Verse, space])))
    roles = Dictionary(Poem=Name.Div)
    assert tag_tree(made(CONTENT, Dictionary(RoleMap=roles, K=Dictionary(S=Name.Poem, NS=own, K=0))), "a.pdf") == [
        "Poem (P) café Second"]


def shown(content: bytes, marks: int = 1, **given: Any) -> list[str]:
    """The tag tree of one paragraph that holds the first marks of a page."""
    return tag_tree(made(content, Dictionary(K=Dictionary(S=Name.P, K=Array(range(marks)))), **given), "a.pdf")


@pytest.mark.parametrize(("drawn", "read"), [
    (b"/M 9 Tf (caf\x8e) Tj", "café"),
    (b"/F 9 Tf (\x93B\x94) Tj", "“\ufffd”"),
    (b"/U 9 Tf <00410042> Tj", "\ufffd\ufffd"),
    (b"/F 9 Tf [(two) -333 (words) 20 (.)] TJ", "two words."),
    (b"/F 9 Tf 20 20 Td (one) Tj 0 -11 Td (two) Tj 1 0 0 1 20 50 Tm (three) Tj", "one two three"),
    (b"/F 9 Tf 0 1 -1 0 20 20 Tm (up) Tj 0 1 -1 0 20 40 Tm (right) Tj", "upright"),
    (b"/F 9 Tf (x) Tj /F 6 Tf 4 4 Td (2) Tj", "x2"),
])
def test_fonts_gaps_and_lines_of_others(drawn: bytes, read: str) -> None:
    assert shown(b"/P <</MCID 0>> BDC BT " + drawn + b" ET EMC") == [f"P {read}"]


def test_words_that_stand_for_others_are_said_once_and_the_outer_ones_count() -> None:
    inside = b"BT /F 9 Tf (a) Tj /Span <</ActualText (inner)>> BDC (b) Tj EMC (c) Tj ET"
    assert shown(b"/P <</MCID 0 /ActualText (outer)>> BDC " + inside + b" EMC") == ["P outer"]
    twice = b"BT /F 9 Tf /S <</ActualText (no)>> BDC (b) Tj EMC /S <</ActualText (no)>> BDC (c) Tj EMC ET"
    assert shown(b"/P <</MCID 0>> BDC " + twice + b" EMC") == ["P nono"]


def test_lines_of_chinese_follow_each_other_without_a_space() -> None:
    lines = [b"/S <</ActualText <feff" + code + b">>> BDC (a) Tj EMC 0 -11 Td " for code in (b"4e00", b"4e8c", b"0041")]
    assert shown(b"/P <</MCID 0>> BDC BT /F 9 Tf " + b"".join(lines) + b"ET EMC") == ["P 一二 A"]


def test_an_element_that_holds_nothing_in_a_place_is_read_and_a_page_that_unpacks_to_gigabytes_is_not() -> None:
    assert tag_tree(made(CONTENT, Dictionary(K=Dictionary(S=Name.P, K=Array([None, 0])))), "a.pdf") == ["P café Second"]
    with pytest.raises(ProjectError, match=r"a\.pdf: error: page 1 is larger than 50 MB"):
        shown(b"0 g " * 20_000_000)


def test_a_form_with_marks_of_its_own_and_one_without() -> None:
    page = b"/P <</MCID 0>> BDC BT /F 9 Tf (page) Tj ET EMC /X Do"
    form = b"/P <</MCID 0>> BDC BT /F 9 Tf (form ) Tj ET EMC"
    tree = Dictionary(K=Dictionary(S=Name.P, K=Array([Dictionary(Type=Name.MCR, MCID=0), 0])))
    assert tag_tree(made(page, tree, form), "a.pdf") == ["P form page"]
    assert shown(page, 2, form=form.replace(b"0", b"1", 1), counts=False) == ["P pageform"]
    assert shown(b"/P <</MCID 0>> BDC /X Do EMC", form=b"BT /F 9 Tf (held) Tj ET") == ["P held"]


def test_what_is_said_of_elements() -> None:
    cell = Dictionary(S=Name.TH, ID=String("h"), Lang=String("fr"), Alt=String("a"), E=String("e"), ActualText=String(""),
                      A=Array([Dictionary(O=Name.Layout, Width=1), Dictionary(O=Name.Table, Scope=Name.Row, ColSpan=2,
                               Headers=Array([String("x"), String("y")]))]), K=Array([0]))
    wide = Dictionary(S=Name.Wide, K=cell)
    roles = Dictionary(Wide=Name.Wider, Wider=Name.TR)
    assert tag_tree(made(CONTENT, Dictionary(RoleMap=roles, K=wide)), "a.pdf") == [
        "Wide (TR)", '  TH [h] lang=fr Scope=Row Headers=x,y ColSpan=2 Alt="a" E="e" ActualText=""']


def test_the_command_line_on_files(tmp_path: Path) -> None:
    whole = made(CONTENT, Dictionary(K=Dictionary(S=Name.P, K=0)))
    cases = {
        "whole.pdf": (whole, 0, ""), "untagged.pdf": (made(b"", None), 1, "has no tags"),
        "broken.pdf": (b"%PDF-1.7 and no more", 2, "is damaged"), "empty.pdf": (b"", 2, "is empty"),
        "word.pdf": (b"hello", 2, "not a PDF"),
        "split.pdf": (made(b"", Dictionary(K=Dictionary(S=Name.P, K=Name.Lost))), 2, "a part of the file is broken"),
        "locked.pdf": (made(CONTENT, None, encryption=pikepdf.Encryption(owner="a", user="b")), 2, "is encrypted"),
    }
    for name, (data, code, message) in cases.items():
        (tmp_path / name).write_bytes(data)
        done = run(ROOT, "tags", str(tmp_path / name))
        assert (done.returncode, message in done.stderr) == (code, True), done.stderr
        assert len(done.stderr.splitlines()) == (2 if code else 0)
    with (tmp_path / "huge.pdf").open("wb") as huge:
        huge.truncate(300_000_000)
    done = run(ROOT, "tags", str(tmp_path / "huge.pdf"))
    assert (done.returncode, "larger than 200 MB" in done.stderr) == (2, True), done.stderr
    assert run(ROOT, "tags", str(tmp_path / "missing.pdf")).returncode == 2
    assert run(ROOT, "tags", "statement-1988/xx/handout").returncode == 2


def test_no_readable_pdf_is_one_error() -> None:
    with pytest.raises(ProjectError):
        tag_tree(b"no PDF", "a.pdf")
