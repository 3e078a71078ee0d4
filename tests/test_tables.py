"""Values of a wrong kind in any TOML: an error with the line, never a traceback, and never silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from press.languages.language import make_language
from press.production.kinds import known
from press.reading.documents import read_document
from press.reading.editions import read_edition
from press.reading.printer import read_printer
from press.tables import read_table
from press.values.findings import ProjectError
from tests.conftest import ROOT, plan_of

DOCUMENT = 'title = "A letter"\nlanguage = "en"\nfiles = ["a.md"]\n'
QUERY = DOCUMENT + '[[query]]\nplace = "a"\nquestion = "b"\n'
WAIVER = DOCUMENT + '[[waive]]\ncode = "contrast"\nreason = "a"\nname = "b"\ndate = 2020-01-01\n'
LIMIT = DOCUMENT + '[limit]\nwords = 20\nsource = "a"\n'
EDITION = (ROOT / "templates" / "submission" / "edition.toml").read_text(encoding="utf-8")
# What each kind of value is not.
ANY = ("nan", '{ a = ["b"] }', "1979-05-27T07:32:00")
WRONG: Mapping[str, tuple[str, ...]] = {
    "text": (*ANY, "5", '["en"]', "true"), "texts": (*ANY, "5", '"a"', "[1, 2, 3, 4]", "[[[]]]"),
    "table": ("nan", "5", '"a"', '["en"]', "[{ a = 1 }]"), "tables": (*ANY, "5", '"a"', "[1, 2]"),
    "switch": (*ANY, "5", '"a"', "[true]"), "number": (*ANY, '"a"', "true", "[5]", "-1"),
    "day": ("nan", "5", '"July"', "[2020-01-01]", "2020-01-01T01:00:00", "01:00:00", "{ a = 1 }"),
}


def document(folder: Path, text: str) -> None:
    """Reads a document.toml."""
    (folder / "a.md").write_text("Text.\n", encoding="utf-8")
    (folder / "document.toml").write_text(text, encoding="utf-8")
    read_document(folder, folder)


def language(folder: Path, text: str) -> None:
    """Reads a language.toml."""
    (folder / "language.toml").write_text(text, encoding="utf-8")
    make_language("fr", read_table(folder / "language.toml", "language.toml"), folder, {})


def edition(folder: Path, text: str) -> None:
    """Reads an edition.toml."""
    (folder / "templates" / "a").mkdir(parents=True)
    (folder / "templates" / "a" / "edition.toml").write_text(text, encoding="utf-8")
    read_edition(folder, "a", known())


def printer(folder: Path, text: str) -> None:
    """Reads the file of a print shop."""
    (folder / "shop.toml").write_text(text, encoding="utf-8")
    read_printer(folder / "shop.toml", "shop.toml")


CASES: list[tuple[Callable[[Path, str], None], str, str, str]] = [
    *((document, "", "text", key) for key in ("language", "title", "subtitle", "version")),
    *((document, "", "texts", key) for key in ("files", "authors", "keywords", "editions")),
    (document, "", "table", "limit"), (document, "", "tables", "query"), (document, "", "tables", "waive"),
    (document, "", "day", "date"),
    *((document, QUERY, "text", key) for key in ("place", "question", "text", "resolution", "accepted")),
    (document, QUERY, "day", "date"), (document, WAIVER, "day", "date"), (document, WAIVER, "number", "page"),
    *((document, WAIVER, "text", key) for key in ("code", "reason", "name", "cell", "words")),
    *((document, LIMIT, *pair) for pair in (
        ("number", "words"), ("text", "source"), ("text", "language"), ("switch", "notes"))),
    *((language, "", "text", key) for key in ("name", "english", "direction", "digits")),
    (language, "", "texts", "quotes"), *((language, "", "table", key) for key in ("fonts", "typography", "rules")),
    (language, "[multipliers]\n", "number", "million"),
    *((edition, EDITION, "text", key) for key in ("title", "production", "size", "margins", "text-size", "line-height")),
    (edition, EDITION, "switch", "contents"), (edition, "", "table", "page"),
    (printer, "", "text", "name"), (printer, "", "text", "bleed"), (printer, "", "number", "ink"),
    (printer, "", "switch", "transparency"), (printer, "", "number", "pages"), (printer, "", "texts", "standards"),
]


@pytest.mark.parametrize(("read", "head", "kind", "key"), CASES)
def test_a_value_of_a_wrong_kind_is_an_error_with_its_line(
    tmp_path: Path, read: Callable[[Path, str], None], head: str, kind: str, key: str
) -> None:
    for number, value in enumerate(WRONG[kind]):
        lines = [*head.splitlines(), *(DOCUMENT.splitlines() if not head and read is document else ())]
        at = next((count for count, line in enumerate(lines) if line.startswith(f"{key} =")), len(lines))
        lines[at:at + 1] = [f"{key} = {value}"]
        (tmp_path / str(number)).mkdir()
        with pytest.raises(ProjectError) as caught:
            read(tmp_path / str(number), "\n".join(lines))
        assert caught.value.hint
        assert getattr(caught.value.place, "line", 0) == at + 1, (value, str(caught.value))


@pytest.mark.parametrize(("text", "said", "line"), [
    (DOCUMENT + '[query]\nplace = "a"\nquestion = "b"\n', "[query] is one table, and there can be several", 4),
    (DOCUMENT + "query = [1, 2]\n", "query is not a list of tables", 4),
    (DOCUMENT + 'date = "July 2020"\n', 'the date "July 2020" is not a day', 4),
    (DOCUMENT.replace('"a.md"', r'"\u0000"'), 'no file can be called "\ufffd"', 3),
    (DOCUMENT.replace('"a.md"', '"a.md", "./a.md"'), "the file ./a.md is named twice", 3),
    (DOCUMENT + "\n\n\nkeywords = " + "[" * 5000 + "]" * 5000, "lists or tables stand too deep in each other", 7),
    (DOCUMENT + "limit = " + "{a=" * 5000 + "1" + "}" * 5000, "lists or tables stand too deep in each other", 4),
    (DOCUMENT + "a = " + "9" * 5000, "a number is too long", 4),
    (DOCUMENT + "subtitle = 'a\0b'\n", "a zero byte stands here", 4),
])
def test_the_true_cause_is_said(tmp_path: Path, text: str, said: str, line: int) -> None:
    with pytest.raises(ProjectError) as caught:
        document(tmp_path, text)
    assert said in caught.value.message
    assert getattr(caught.value.place, "line", 0) == line
    assert caught.value.hint


@pytest.mark.parametrize("key", ["size", "text-size", "line-height"])
def test_a_page_without_room_is_told_at_its_line(tmp_path: Path, key: str) -> None:
    value = "0mm 0mm" if key == "size" else "0pt"
    text = re.sub(rf"(?m)^{key} = .*$", f'{key} = "{value}"', EDITION)
    with pytest.raises(ProjectError, match="leaves no room for words") as caught:
        edition(tmp_path, text)
    assert getattr(caught.value.place, "line", 0) == text[:text.index(value)].count("\n") + 1


def test_a_link_that_leads_to_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.png").symlink_to("x.png")
    document(tmp_path, DOCUMENT)
    (tmp_path / "a.md").write_text('![A](x.png){alt="x"}\n', encoding="utf-8")
    assert [finding.code for finding in read_document(tmp_path, tmp_path)[1]] == ["picture-missing"]
    (tmp_path / "a.md").unlink()
    (tmp_path / "a.md").symlink_to("a.md")
    with pytest.raises(ProjectError) as caught:
        read_document(tmp_path, tmp_path)
    assert str(caught.value.place) == "a.md"
    assert caught.value.hint


def test_a_title_longer_than_any_is_refused_before_it_is_set(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Text.\n", encoding="utf-8")
    (tmp_path / "document.toml").write_text(DOCUMENT.replace("A letter", "word " * 20_000), encoding="utf-8")
    found = read_document(tmp_path, tmp_path)[1]
    assert [(finding.code, finding.place.line) for finding in found] == [("field-length", 1)]


def test_a_broken_document_leaves_the_others(copy: Path) -> None:
    (copy / "content" / "broken").mkdir()
    for text, line in (("language = 5\n", 1), (DOCUMENT + 'date = "July"\n', 4), (DOCUMENT + 'editions = ["handuot"]\n', 4),
                       (DOCUMENT.replace('"en"', '"xx"'), 2)):
        (copy / "content" / "broken" / "document.toml").write_text(text, encoding="utf-8")
        (copy / "content" / "broken" / "a.md").write_text("Text.\n", encoding="utf-8")
        plan = plan_of(copy, [], final=False)
        assert [str(error.place) for error in plan.errors] == [f"content/broken/document.toml:{line}"]
        assert plan.jobs


@pytest.mark.parametrize("rule", ["abbreviations = 5", "abbreviations = [5]", "marks = []", "nothing = 1"])
def test_a_rule_of_a_wrong_kind_is_said_where_the_rules_begin(tmp_path: Path, rule: str) -> None:
    with pytest.raises(ProjectError) as caught:
        language(tmp_path, f'name = "A"\n\n[rules.calls]\n{rule}\n')
    assert str(caught.value.place) == "language.toml:3"
