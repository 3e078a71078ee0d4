"""The structure of finished archive PDFs, and the engine's functions that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from press.pdf.tagtree import tag_tree
from press.values.findings import Finding
from press.values.results import Result
from tests.pdf import opened, texts

LANGUAGES = ("en", "fr", "ar", "fa", "zh")
CELLS = [f"statement-1988/{code}/{edition}" for code in LANGUAGES for edition in ("handout", "submission")]


def elements(root: Any) -> Iterator[Any]:
    """Each structure element below one, itself first."""
    yield root
    kids = root.get("/K", [])
    for kid in kids if hasattr(kids, "as_list") else [kids]:
        if hasattr(kid, "get") and kid.get("/S") is not None:
            yield from elements(kid)


@pytest.mark.parametrize("cell", CELLS)
def test_each_marked_content_and_each_link_has_its_element(built: Mapping[str, Result], cell: str) -> None:
    pdf = built[cell].pdf
    assert pdf
    with opened(pdf) as file:
        tree = file.Root.StructTreeRoot
        numbers = list(tree.ParentTree.Nums)
        parents = {int(number): element for number, element in zip(numbers[::2], numbers[1::2], strict=True)}
        for page in file.pages:
            assert all(str(parent.Type) == "/StructElem" for parent in parents[int(page.obj.StructParents)])
            for link in page.obj.get("/Annots", []):
                assert str(parents[int(link.StructParent)].S) == "/Link"
                assert str(link.Contents).strip()
                assert not str(link.Contents).startswith(("note-", "call-", "h-", "section-"))
        names = [str(element.ID) for element in elements(tree.K[0]) if "/ID" in element]
        assert len(names) == len(set(names)) == built[cell].notes
        assert sorted(names) == [str(name) for name in list(tree.IDTree.Names)[::2]]


@pytest.mark.parametrize("cell", CELLS)
def test_one_file_says_that_it_is_pdf_a_and_pdf_ua(built: Mapping[str, Result], cell: str) -> None:
    pdf = built[cell].pdf
    assert pdf
    with opened(pdf) as file, file.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert metadata["pdf:Producer"] == str(file.docinfo.Producer)
        assert metadata["dc:title"] == str(file.docinfo.Title)
        assert file.Root.OutputIntents[0].S == "/GTS_PDFA1"


def test_a_paragraph_over_two_pages_is_one_and_its_note_comes_after_it(built: Mapping[str, Result]) -> None:
    pdf = built["statement-1988/en/handout"].pdf
    assert pdf
    with opened(pdf) as file:
        pages = {page.obj.objgen for page in file.pages}
        paragraphs = [element for element in elements(file.Root.StructTreeRoot.K[0]) if str(element.S) == "/P"]
        over = [p for p in paragraphs if len({kid.Pg.objgen for kid in p.K if hasattr(kid, "get") and "/Pg" in kid}
                                             - {p.get("/Pg").objgen if "/Pg" in p else None}) > 0]
        assert over
        assert pages
    lines = tag_tree(pdf, "en")
    callers = [number for number, line in enumerate(lines) if "Contents=\"Note 1\"" in line]
    note = lines.index("  Note [note-1]")
    assert not any(line.startswith("  P") for line in lines[callers[0]:note])


@pytest.mark.parametrize("cell", CELLS)
def test_running_heads_folios_and_rules_are_no_text_that_is_read(built: Mapping[str, Result], cell: str) -> None:
    pdf = built[cell].pdf
    assert pdf
    lines = tag_tree(pdf, cell)
    heads = [line for line in lines if line.startswith("  H1")]
    assert len(heads) == 1
    assert not any(line.strip() in ("P 2", "P ۲", "Span 2") for line in lines)


@pytest.mark.parametrize("language", ["en", "fr", "zh"])
def test_no_reader_runs_a_call_into_its_word(built: Mapping[str, Result], language: str) -> None:
    for edition in ("handout", "submission"):
        pdf = built[f"statement-1988/{language}/{edition}"].pdf
        assert pdf
        for line in tag_tree(pdf, language):
            assert "20172" not in line
        assert "20172" not in "".join(texts(pdf))


def test_a_divided_note_is_one_and_repeated_header_cells_are_none(
    write_document: Callable[..., tuple[list[Result], list[Finding]]]
) -> None:
    rows = "\n".join(f"| {number} | words |" for number in range(90))
    text = (f"{'Words here. ' * 60}And a call[^long].\n\n{'More words follow. ' * 80}\n\n"
            f"| Year[^head] | What |\n|---|---|\n{rows}\n\n"
            f"[^long]: {'A long note goes on in its way. ' * 180}\n\n[^head]: Of the head.\n")
    results, _ = write_document(text)
    assert results[0].pdf
    with opened(results[0].pdf) as file:
        notes = [element for element in elements(file.Root.StructTreeRoot.K[0]) if str(element.S) == "/Note"]
        assert len(notes) == 2
        body = next(element for element in elements(notes[0]) if str(element.S) == "/P")
        assert any(hasattr(kid, "get") and kid.Pg.objgen != body.Pg.objgen for kid in body.K)
    lines = tag_tree(results[0].pdf, "letter")
    assert sum(line.strip().startswith("TH ") for line in lines) == 2
    assert sum("A long note" in line for line in lines) == 1
