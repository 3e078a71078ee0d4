"""A proof: source and translation side by side, what has changed, what is missing, what the checks find, in words."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pypdfium2
import pytest

from press.catalogues.translate import coverage, translate
from press.pipeline import build, composed
from press.project import Project
from press.values.findings import Severity
from press.values.job import Copy
from press.values.results import Result
from tests.conftest import copies_of, plan_of, run
from tests.pdf import flat, texts

SOURCE = "content/statement-1988/statement.md"


def job_of(folder: Path, language: str, edition: str = "proof", final: bool = False) -> Copy:
    plan = plan_of(folder, [f"statement-1988/{language}/{edition}"], final)
    assert not plan.errors
    return plan.copies[0]


def proof(folder: Path, language: str) -> Result:
    return build(job_of(folder, language), folder / ".cache")


def markup(folder: Path, language: str) -> str:
    job = job_of(folder, language)
    document, found = translate(job.document, job.catalogue, job.language, final=False)
    return composed(job, document, folder / ".cache", found).markup.split("<body>")[1]


def change(folder: Path, language: str, *changes: tuple[str, str, str]) -> None:
    """Changes of a language's catalogue: the text that begins so, what is replaced in its translation, by what."""
    path = folder / f"locales/{language}/LC_MESSAGES/statement-1988.po"
    file = polib.pofile(path.read_text(encoding="utf-8"), wrapwidth=78)
    for start, old, new in changes:
        message = next(entry for entry in file if entry.msgid.startswith(start))
        assert old in message.msgstr
        message.msgstr = message.msgstr.replace(old, new) if old else new
    path.write_text(str(file), encoding="utf-8")


def row(page: str, key: str) -> str:
    """The row of a message."""
    return next(part[0] for part in re.finditer(r"<tr.*?</tr>", page, re.S) if f">{key}<" in part[0])


@pytest.mark.parametrize("language", ["fr", "ar", "fa", "zh"])
def test_each_message_stands_beside_its_source(copy: Path, language: str) -> None:
    result = proof(copy, language)
    assert result.pdf
    assert not result.draft
    assert not [finding for finding in result.findings if finding.severity is not Severity.NOTICE]
    assert not [finding for finding in result.findings if finding.code == "interface"]
    page = markup(copy, language)
    if language in ("fr", "zh"):
        # Readers of text turn the keys round that stand among words from right to left.
        text = flat(result.pdf)
        assert all(key in text for key in re.findall(r'class="hash" dir="ltr">(\w+)<', page))
    assert page.count('class="hash"') == 45
    order = [page.index(f">{key}<") for key in ("1c86a6c", "9339128", "f261d74", "2cfca1c")]
    assert order == sorted(order), "the note stands under the paragraph that calls it"
    assert "[^ortagus]" in row(page, "f261d74")


def test_the_words_stand_in_their_columns(copy: Path) -> None:
    """The source is left of a translation from left to right, and right of one from right to left."""
    for language, word in (("fr", "extrajudiciaire"), ("ar", "Ortagus")):
        pdf = proof(copy, language).pdf
        assert pdf
        page = pypdfium2.PdfDocument(pdf)[1]
        words = page.get_textpage()

        def left_of(text: str, words: pypdfium2.PdfTextPage = words) -> float:
            found = words.search(text).get_next()
            assert found, text
            return float(words.get_charbox(found[0])[0])

        source = left_of("Ortagus")
        assert page.get_width() > page.get_height()
        if language == "fr":
            assert source < left_of("la porte-parole") < page.get_width() * 0.75, word
        else:
            assert source > page.get_width() / 2


def test_what_changed_is_underlined_and_struck_through(copy: Path) -> None:
    path = copy / SOURCE
    path.write_text(path.read_text(encoding="utf-8").replace("more than 30,000", "about 25,000"), encoding="utf-8")
    assert run(copy, "catalogue", "update", "statement-1988").returncode == 0
    page = markup(copy, "fr")
    changed = next(part for part in re.findall(r"<tr.*?</tr>", page, re.S) if "<ins>" in part)
    assert "<del>more than 30,000</del> <ins>about 25,000</ins> political prisoners" in changed
    assert '<span class="state">Traduction à mettre à jour</span>' in changed
    assert "plus de 30" in changed
    assert page.count("<ins>") == page.count("<del>") == 1
    pdf = proof(copy, "fr").pdf
    assert pdf
    assert "Traduction à mettre à jour" in flat(pdf)


def test_what_is_missing_and_found_is_said_in_words(copy: Path) -> None:
    change(copy, "fr", ("Human rights group", "", ""), ("Reuters reported", "[^reuters]", "[^router]"),
           ("We appeal", "1988", "1989"))
    result = proof(copy, "fr")
    assert result.pdf
    assert {finding.severity for finding in result.findings} <= {Severity.WARNING, Severity.NOTICE}
    page = markup(copy, "fr")
    missing = next(part for part in re.findall(r"<tr.*?</tr>", page, re.S) if "12,000 protesters" in part)
    assert missing.count("Pas encore traduit") == 2
    assert "numbers: the year 1988 is missing" in row(page, "1c86a6c")
    reuters = next(part for part in re.findall(r"<tr.*?</tr>", page, re.S) if "[^router]" in part)
    assert "did you mean [^reuters]?" in reuters
    figures = " ".join(re.sub("<[^>]+>", " ", page[page.index('class="figures"'):]).split())
    assert "Total 45 1679" in figures
    assert "Pas encore traduit 1 12" in figures
    assert "error note-calls 2" in figures
    assert "error numbers 1" in figures


def test_the_last_page_has_lines_for_name_date_and_signature_and_the_code(copy: Path) -> None:
    pdf = proof(copy, "es").pdf
    assert pdf
    pages = texts(pdf)
    last = " ".join(pages[-1].split())
    for words in ("Nombre", "Fecha", "Firma", "Código de esta prueba"):
        assert words in last
    code = re.search(r"Código de esta prueba (\w{4}-\w{4})", last)
    assert code
    assert all(code[1] in page for page in pages)


def test_only_what_has_changed_since_the_review_is_marked(copy: Path) -> None:
    from press.catalogues.review import code
    from press.commands.line import run as command

    job = job_of(copy, "fr")
    assert job.catalogue
    proof_code = code(job.document, job.catalogue)
    assert command(["catalogue", "review", "fr", "--by", "A. Reader", "--proof", proof_code], copy) == 0
    assert "Modifié depuis la relecture" not in markup(copy, "fr")
    change(copy, "fr", ("We appeal", "1988", "l’an 1988"))
    page = markup(copy, "fr")
    assert page.count("Modifié depuis la relecture") == 1
    assert "Modifié depuis la relecture" in row(page, "1c86a6c")


def test_a_proof_is_made_only_when_asked_for(copy: Path) -> None:
    project = Project(copy)
    for patterns in ((), ("statement-1988",), ("statement-1988/fr/*",)):
        plan = project.plan(patterns, final=False)
        made = {job.edition for job in plan.jobs}
        assert made >= {"submission", "handout"}
        assert "proof" not in made
        left = next(item for item in plan.left_out if item.cell == "statement-1988/fr/proof")
        assert left.reason == 'made only when asked for by name: python build.py "statement-1988/fr/proof"'
    plan = project.plan(["*/*/proof"], final=True)
    assert {job.cell for job in plan.jobs} >= {"statement-1988/fr/proof", "statement-1988/fa/proof"}
    assert not any(job.final for job in plan.jobs), "a working copy is no final"
    assert [item.reason for item in plan.left_out if item.cell == "statement-1988/en/proof"] == [
        "the edition proof is of translations, and en is the document's own language"]
    said = run(copy, "statement-1988/fr/*", "--list").stdout
    assert "statement-1988/fr/proof: left out: made only when asked for" in said
    assert "left out" not in run(copy, "statement-1988/en/handout").stderr


def test_words_are_text_and_never_templates(copy: Path) -> None:
    change(copy, "fr", ("Human rights group", "Des groupes", "{{ 7 * 7 }} <script>x</script> [x](javascript:y) Des groupes"))
    page = markup(copy, "fr")
    assert "{{ 7 * 7 }} &lt;script&gt;" in page
    assert "<script" not in page
    assert 'href="javascript' not in page


def test_a_fault_of_the_source_makes_no_proof(copy: Path) -> None:
    path = copy / SOURCE
    path.write_text(path.read_text(encoding="utf-8").replace("[^mosalas] with", "[^nothing] with"), encoding="utf-8")
    result = proof(copy, "fr")
    assert result.pdf is None


def test_a_proof_has_the_same_bytes_each_time(copy: Path) -> None:
    assert proof(copy, "fa").pdf == proof(copy, "fa").pdf


def test_the_guide_is_one_page_in_each_language(copy: Path) -> None:
    for job in copies_of(copy, ["*/*/guide"], final=False):
        result = build(job, copy / ".cache")
        assert result.pdf
        assert result.pages == 1, job.cell
        assert not [finding for finding in result.findings if finding.code == "interface"]
        assert "Poedit" in flat(result.pdf)


def test_coverage_counts_words_by_state(copy: Path) -> None:
    change(copy, "fr", ("Human rights group", "", ""))
    job = job_of(copy, "fr")
    document, _ = translate(job.document, job.catalogue, job.language, final=False)
    found = coverage(document)
    assert (found.missing, found.fuzzy, found.translated) == (12, 0, found.words - 12)
