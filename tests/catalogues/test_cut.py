"""All words of a document reach its translator, and what is none does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from press.catalogues.cut import cut
from press.catalogues.translate import translate
from press.languages.language import make_language
from press.reading.documents import read_document
from press.reading.inlines import inlines
from press.tables import Table
from press.values.catalogue import Catalogue
from press.values.document import Document, Paragraph, Passage, State
from press.values.findings import Place, Severity


def passage(text: str) -> Passage:
    return Passage(text, inlines(text, {}), Place("content/letter/letter.md", 1), "en")


def letter(folder: Path, text: str) -> Document:
    """A document of these lines."""
    (folder / "document.toml").write_text('language = "en"\ntitle = "1988"\nfiles = ["a.md"]\n', encoding="utf-8")
    (folder / "a.md").write_text(text, encoding="utf-8")
    return read_document(folder, folder.parent)[0]


@pytest.mark.parametrize("text", [
    "Recommendations:", "Signed:", "And/or", "AND/OR", "N/A", "Contact: info@example.org", "Exercise: ROT13", "ROT13", "5km",
    "See A/72/322", "见https://example.org。", "*Signed:*", "[And/or](https://example.org)", "^[Ibid.]", "Yes/no: 5",
    "![A map](a.png) ![](b.png)", "[x]{lang=fr}",
])
def test_what_has_a_letter_is_a_message(text: str) -> None:
    assert passage(text).is_message


@pytest.mark.parametrize("text", [
    "<https://example.org/a>", "https://example.org/a?b=c", "(https://example.org/a_b).", "undocs.org/en/A/72/322",
    "info@example.org", "mailto:info@example.org", "A/72/322", "E/CN.4/2004/7/Add.1", "ICC-01/04-01/06", "12 %", "24/7",
    "+1 555 0100", "“‘", "![](a.png)", "[^a]",
])
def test_an_address_a_symbol_and_figures_are_none(text: str) -> None:
    assert not passage(text).is_message


def test_every_place_of_a_document_is_cut(tmp_path: Path) -> None:
    text = ("# Signed:\n\n- And/or\n\n> Contact: a@b.org\n\n| ROT13 | 5 |\n|---|---|\n| m³ | A/72/322 |\n\n"
            "Yes: no[^a].\n\n[^a]: Source: x\n")
    assert [message.text for message in cut(letter(tmp_path, text))] == [
        "Signed:", "And/or", "Contact: a@b.org", "ROT13", "m³", "Yes: no[^a].", "Source: x"]


def test_a_final_refuses_words_that_the_cutting_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = letter(tmp_path, "Signed:\n\n<https://example.org/a>, A/72/322, info@example.org, undocs.org/en/A\n\n"
                      "| 12 % | And/or |\n|---|---|\n| 3 | ![A map](a.png) |\n")
    french = make_language("fr", Table({}, "", "fr"), tmp_path, {})
    catalogue = Catalogue(Place("fr.po"), "fr", {}, {}, ())

    def missed(final: bool) -> list[tuple[Severity, str, str]]:
        found = translate(document, catalogue, french, final)[1]
        return [(f.severity, str(f.place), f.message.split("“")[1]) for f in found if f.code == "no-message"]

    assert not missed(final=True)
    monkeypatch.setattr("press.values.document.has_words", lambda text: False)
    where = f"{tmp_path.name}/a.md"
    assert missed(final=True) == [(Severity.ERROR, f"{where}:{line}", words) for line, words in (
        (1, "Signed:”"), (5, "And/or”"), (7, "A map”"))]
    assert {severity for severity, _, _ in missed(final=False)} == {Severity.WARNING}


def test_names_that_nobody_wrote_anew_stay_where_the_script_is_the_same(tmp_path: Path) -> None:
    document = letter(tmp_path, "Signed:\n")
    author = replace(passage("A. Writer"), context="meta:authors")
    document = replace(document, fields={**document.fields, "authors.1": author})
    catalogue = Catalogue(Place("fr.po"), "fr", {}, {}, ())
    for code, state in (("fr", State.TRANSLATED), ("ar", State.UNTRANSLATED)):
        tongue = make_language(code, Table({}, "", code), tmp_path, {})
        translated, _ = translate(document, catalogue, tongue, False)
        assert translated.fields["authors.1"].state is state
        assert isinstance(translated.blocks[0], Paragraph)
        assert translated.blocks[0].passage.state is State.UNTRANSLATED
