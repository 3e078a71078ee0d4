"""What an edition asks of its archive files: the text inside, or a standard that allows none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from press.catalogues.translate import translate
from press.compose.manuscript import manuscript
from press.pipeline import build
from press.production.finish import finish
from press.production.kinds import known
from press.project import Project
from press.reading.editions import read_edition
from press.values.findings import Finding, ProjectError, Severity
from press.values.layout import Layout
from press.values.page import Html
from press.values.results import Result
from tests.conftest import copy_of
from tests.pdf import opened

Build = Callable[..., tuple[list[Result], list[Finding]]]
Laid = Callable[[str], tuple[Html, Layout]]
CELL = "statement-1988/fr/handout"


def asked(copy: Path, wish: str) -> Project:
    """The project with an edition that asks for something."""
    path = copy / "templates" / "handout" / "edition.toml"
    path.write_text(path.read_text(encoding="utf-8") + f"\n[archive]\n{wish}\n", encoding="utf-8")
    return Project(copy)


def test_the_text_travels_inside(copy: Path) -> None:
    job = copy_of(asked(copy, "attach = true").root, [CELL], final=False)
    pdf = build(job, copy / ".cache").pdf
    assert pdf
    assert pdf == build(job, copy / ".cache").pdf
    document, _ = translate(job.document, job.catalogue, job.language, job.final)
    with opened(pdf) as file:
        assert list(file.attachments) == ["statement-1988_fr.md"]
        held = file.attachments["statement-1988_fr.md"]
        assert held.get_file().read_bytes().decode() == manuscript(document)
        assert held.get_file().mime_type == "text/markdown"
        assert held.obj.AFRelationship == pikepdf.Name.Alternative
        assert file.Root.AF[0].objgen == held.obj.objgen
        assert "/Dests" in file.Root.Names


def test_an_archive_that_takes_no_files_inside(copy: Path) -> None:
    pdf = build(copy_of(asked(copy, 'standard = "PDF/A-2a"').root, [CELL], final=False), copy / ".cache").pdf
    assert pdf
    with opened(pdf) as file, file.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "2"
        assert not file.attachments


@pytest.mark.parametrize(("wish", "message"), [
    ('standard = "PDF/A-1b"', "is not one"), ('attach = "yes"', "neither true nor false"),
    ('attach = true\nstandard = "PDF/A-2a"', "can't hold"), ("atach = true", "atach"),
])
def test_a_wish_that_can_t_be_is_refused_with_its_place(copy: Path, wish: str, message: str) -> None:
    with pytest.raises(ProjectError, match=message) as caught:
        read_edition(asked(copy, wish).root, "handout", known())
    assert "edition.toml:" in str(caught.value)
    assert caught.value.hint


def test_a_title_with_marks_of_xml_is_the_same_in_each_file(write_document: Build) -> None:
    title, toml = 'Rights & duties <now>', 'subtitle = "A & B"\n'
    for edition in ("handout", "booklet", "print-shop"):
        results, findings = write_document("Text.\n", toml, edition, title=title)
        assert [f.code for f in findings if f.severity is Severity.ERROR] == []
        files = {"": results[0].pdf, **{f.part: f.content for f in results[0].further if f.ending == "pdf"}}
        for part, pdf in files.items():
            assert pdf
            with opened(pdf) as file, file.open_metadata() as metadata:
                assert title in metadata["dc:title"], part
                assert str(file.docinfo.Title) == metadata["dc:title"]


def test_an_archive_says_once_that_it_is_accessible(laid: Laid) -> None:
    html, _ = laid("statement-1988/en/handout")
    from press.engine.render import lay

    pages = lay(html)
    for _ in range(2):
        done = finish(pages.pdf("a/b/c")[0], html, {}, {})
        with opened(done) as file:
            packet = file.Root.Metadata.read_bytes()
            assert packet.count(b"</pdfuaid:part>") == 1
            assert packet.count(b"<pdfaSchema:property>") == 1
