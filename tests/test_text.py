"""The text of a cell as Pandoc's Markdown, and the word processor's file that Pandoc makes of it."""

from __future__ import annotations

import os
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pypandoc
import pytest

from press.checks.length import count, length
from press.languages.scripts import script_of
from press.project import Project
from press.values.document import Document, calls, passages, passages_of, plain
from press.values.findings import Finding, Severity
from press.values.results import Result
from tests.conftest import ROOT, run
from tests.test_manuscript import PANDOC
from tests.test_words import document

Build = Callable[..., tuple[list[Result], list[Finding]]]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LANGUAGES = ("en", "fr", "ar", "fa", "zh", "de", "ru")
# The two lines of the help and the README.
TEXT_LINE = "python build.py text CELL --output statement.md"
PANDOC_LINE = "pandoc -f markdown-smart statement.md -o statement.docx"


def pandoc(folder: Path) -> zipfile.ZipFile:
    """The word processor's file that the line of the help makes of statement.md in a folder."""
    path = f"{Path(pypandoc.get_pandoc_path()).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(PANDOC_LINE, shell=True, cwd=folder, check=True, env=os.environ | {"PATH": path})
    return zipfile.ZipFile(folder / "statement.docx")


def made(folder: Path, cell: str, into: Path) -> zipfile.ZipFile:
    """The word processor's file of a cell of the project in `folder`."""
    done = run(folder, "text", cell, "--output", str(into / "statement.md"))
    assert done.returncode == 0, done.stderr
    return pandoc(into)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, zipfile.ZipFile]:
    """The statement for a word processor, by language."""
    return {code: made(ROOT, f"statement-1988/{code}", tmp_path_factory.mktemp(code)) for code in LANGUAGES}


def paragraphs(file: zipfile.ZipFile, part: str = "document") -> list[ElementTree.Element]:
    """The paragraphs of a part that have words."""
    return [p for p in ElementTree.fromstring(file.read(f"word/{part}.xml")).iter(f"{W}p") if words(p)]


def words(element: ElementTree.Element) -> str:
    """The words of an element."""
    return "".join(text.text or "" for text in element.iter(f"{W}t")).strip()


def footnotes(file: zipfile.ZipFile) -> list[str]:
    """The words of the notes, in the order of their calls."""
    root = ElementTree.fromstring(file.read("word/footnotes.xml"))
    notes = {note.get(f"{W}id"): " ".join(map(words, note.iter(f"{W}p"))) for note in root}
    called = ElementTree.fromstring(file.read("word/document.xml")).iter(f"{W}footnoteReference")
    return [notes[reference.get(f"{W}id")] for reference in called]


def in_order(document: Document) -> Iterator[str]:
    """The words of the notes of a document, in the order of their calls."""
    for passage in passages(document):
        for name in calls(passage.inlines):
            yield " ".join(plain(p.inlines) for block in document.notes[name].blocks for p in passages_of(block))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notes_are_footnotes_in_the_order_of_their_calls(files: dict[str, zipfile.ZipFile], language: str) -> None:
    found = footnotes(files[language])
    assert len(found) == 9
    assert found == list(in_order(document(ROOT, f"statement-1988/{language}")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_has_the_words_of_the_text_and_no_others(files: dict[str, zipfile.ZipFile], language: str) -> None:
    text = document(ROOT, f"statement-1988/{language}")
    body = [text.fields["title"], *(p for block in text.blocks for p in passages_of(block)), text.fields["closing"]]
    assert [words(p) for p in paragraphs(files[language])] == [plain(passage.inlines) for passage in body]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_we_count_is_in_the_file(files: dict[str, zipfile.ZipFile], language: str) -> None:
    script = script_of(language)
    counted = count(document(ROOT, f"statement-1988/{language}"))
    assert sum(length(words(p), script) for p in paragraphs(files[language])) == counted.text
    assert sum(length(note, script) for note in footnotes(files[language])) == counted.notes


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_right_to_left_stands_so_and_addresses_from_left_to_right(
    files: dict[str, zipfile.ZipFile], language: str
) -> None:
    styles = files[language].read("word/styles.xml").decode()
    # Pandoc 3.9 knows that Arabic is written from right to left, and puts Persian among the others.
    assert re.search(f'<w:lang [^>]*w:{"bidi" if language == "ar" else "val"}="{language}"', styles)
    body = paragraphs(files[language])[1:]
    assert all(p.find(f"{W}pPr/{W}bidi") is not None for p in body)
    notes = paragraphs(files[language], "footnotes")
    assert all(p.find(f"{W}pPr/{W}bidi") is not None for p in notes)
    links = [link for p in (*body, *notes) for link in p.iter(f"{W}hyperlink")]
    assert len(links) == 6
    for run_ in (r for link in links for r in link.iter(f"{W}r")):
        assert run_.find(f"{W}rPr/{W}rtl") is None
    for foreign in (r for p in (*body, *notes) for r in p.iter(f"{W}r") if r.find(f"{W}rPr/{W}lang") is not None):
        assert foreign.find(f"{W}rPr/{W}rtl") is None, words(foreign)


def test_left_to_right_is_not_marked_otherwise(files: dict[str, zipfile.ZipFile]) -> None:
    for language in ("en", "fr", "zh", "de", "ru"):
        assert not [p for p in paragraphs(files[language]) if p.find(f"{W}pPr/{W}bidi") is not None]


def test_words_of_another_language_are_named(files: dict[str, zipfile.ZipFile]) -> None:
    closing = paragraphs(files["en"])[-1]
    named = {lang.get(f"{W}val") for lang in closing.iter(f"{W}lang")}
    assert {"fr", "it", "sv"} <= named


def test_what_pandoc_reads_otherwise_stays_as_it_is_written(write_document: Build, copy: Path, tmp_path: Path) -> None:
    fields = 'subtitle = "No: colon, \\"quote\\" # or *star*"\nauthors = ["A. Writer", "- Another"]\ndate = 2020-07-17\n'
    findings = write_document(PANDOC, fields)[1]
    assert not [finding for finding in findings if finding.severity is Severity.ERROR]
    file = made(copy, "letter/en", tmp_path)
    found = Project(copy).documents["letter"]
    assert not isinstance(found, Exception)
    body = {plain(p.inlines) for block in found[0].blocks for p in passages_of(block)}
    shown = [words(p) for p in paragraphs(file)]
    assert {plain(p.inlines) for p in found[0].fields.values()} <= set(shown)
    assert sorted(body - set(shown)) == []
    assert not [word for word in shown if word not in body and "letter" not in word][4:], shown
    assert footnotes(file) == ["One. Two. Three.", "An inline note.", 'Four -- "four".']
    assert b"<m:oMath" not in file.read("word/document.xml")


def test_a_passage_that_is_not_translated_is_in_its_own_language(copy: Path, tmp_path: Path) -> None:
    path = copy / "locales/ar/LC_MESSAGES/statement-1988.po"
    head, sign, rest = path.read_text(encoding="utf-8").partition('msgid ""\n"Human rights group believe')
    assert sign
    path.write_text(head + "#, fuzzy\n" + sign + rest, encoding="utf-8")
    assert "1 message is fuzzy" in run(copy, "text", "statement-1988/ar").stderr
    passage = next(p for p in paragraphs(made(copy, "statement-1988/ar", tmp_path)) if words(p).startswith("Human rights"))
    assert passage.find(f".//{W}rtl") is None
    assert [lang.get(f"{W}val") for lang in passage.iter(f"{W}lang")] == ["en"]


def test_the_screen_gets_the_same_text_in_utf_8(root: Path, tmp_path: Path) -> None:
    made(root, "statement-1988/fa/handout", tmp_path)
    done = subprocess.run(
        [str(root / ".venv/bin/python"), "build.py", "text", "statement-1988/fa"], cwd=root, capture_output=True,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}, check=True)
    assert done.stdout == (tmp_path / "statement.md").read_bytes()
    assert "قتل\u200cعام".encode() in done.stdout


def test_one_text_at_a_time_and_none_that_is_wrong(copy: Path, tmp_path: Path) -> None:
    several = run(copy, "text", "statement-1988")
    assert several.returncode == 2
    assert "name one: statement-1988/ar, statement-1988/" in several.stderr
    nothing = run(copy, "text", "statement-1988/en", "--output", str(tmp_path))
    assert nothing.returncode == 2
    path = copy / "content/statement-1988/statement.md"
    path.write_text(path.read_text(encoding="utf-8").replace("[^wsj] on", " on"), encoding="utf-8")
    wrong = run(copy, "text", "statement-1988/en")
    assert wrong.returncode == 1
    assert wrong.stdout == ""
    assert '[note-uncalled]' in wrong.stderr


def test_the_help_shows_the_line_that_makes_the_file(root: Path) -> None:
    done = run(root, "text", "--help")
    assert TEXT_LINE in done.stdout
    assert PANDOC_LINE in done.stdout
