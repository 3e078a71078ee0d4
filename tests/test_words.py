"""Words are counted as word processors count, and the limit binds the language submitted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from press.catalogues.translate import translate
from press.checks.length import Count, count, length
from press.project import Project
from press.values.document import Document
from press.values.findings import Finding, ProjectError, Severity
from press.values.results import Result
from tests.conftest import copy_of, plan_of, run
from tests.test_statement import mended

Build = Callable[..., tuple[list[Result], list[Finding]]]
LIMIT = '[limit]\nwords = {}\nsource = "ECOSOC resolution 1996/31"\n'


def document(root: Path, cell: str) -> Document:
    """A document in the language of a cell."""
    job = copy_of(root, [cell], final=False)
    return translate(job.document, job.catalogue, job.language, job.final)[0]


def limit(copy: Path, text: str) -> None:
    """Puts a limit before the queries of the statement."""
    path = copy / "content/statement-1988/document.toml"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace("[[query]]", f"{text}\n[[query]]", 1), encoding="utf-8")


@pytest.mark.parametrize(("text", "script", "words"), [
    ("The Iran-Iraq War, newly-caught", "Latn", 4),
    ("men, women — and children", "Latn", 5),
    ("https://undocs.org/A/72/322 A/72/322.", "Latn", 2),
    ("«\u00a0Oui\u00a0»\u202f! À l’«\u00a0est\u00a0».", "Latn", 3),
    ("12\u00a0h\u00a030", "Latn", 3),
    ("30\u202f000 prisonniers", "Latn", 2),
    ("M.\u00a0Fadavi a 10\u00a0%", "Latn", 4),
    ("قتل\u200cعام ۱۹۸۸ (\u200f۱۳۶۷)", "Arab", 3),
    ("سال \u200f ۱۳۶۷", "Arab", 2),
    ("", "Latn", 0),
    ("1988年，3万人。", "Hans", 7),
    ("“人权”[Nouveaux Droits de l’Homme]", "Hans", 8),
    ("……他说——", "Hans", 6),
    ("한국어 문장은 띄어 쓴다", "Kore", 4),
    ("ภาษาไทย สวย", "Thai", 10),
])
def test_a_word_is_what_stands_between_spaces_and_a_character_in_chinese(text: str, script: str, words: int) -> None:
    assert length(text, script) == words


def test_the_statement_has_as_many_words_as_its_scan(root: Path) -> None:
    assert count(document(root, "statement-1988/en")).text == len(mended(root).split())


@pytest.mark.parametrize("language", ["ar", "de", "es", "fa", "fr", "it", "ru", "sv", "zh"])
def test_a_translation_is_counted_in_its_own_words(root: Path, language: str) -> None:
    source, translated = count(document(root, "statement-1988/en")), count(document(root, f"statement-1988/{language}"))
    assert translated.unit == ("characters" if language == "zh" else "words")
    assert translated != source
    assert 0.8 < translated.text / source.text / (1.8 if language == "zh" else 1) < 1.25


def test_what_is_printed_is_counted_once(write_document: Build, copy: Path) -> None:
    text = (
        "One two[^n] three[^n]^[four *five*].\n\n# Six {#six}\n\n1. Seven [eight](#six)\n\n"
        "| Nine | Ten |\n|---|---|\n| 11 | |\n\n"
        ': Twelve\n\n![Thirteen](six.png){alt="not on the page"}\n\n[^n]: <https://example.org/a>\n\n    Three words more.\n'
    )
    write_document(text, 'subtitle = "Fourteen"\nclosing = "Fifteen"\nauthors = ["Not counted"]\nshort-title = "Nor this"\n')
    found = Project(copy).documents["letter"]
    assert not isinstance(found, Exception)
    assert count(found[0]) == Count(text=3 + 1 + 2 + 3 + 1 + 1 + 2 + 2, notes=2 + 1 + 3, unit="words", is_of_words=True)


def test_the_table_has_a_row_for_each_text_and_an_edition_changes_nothing(copy: Path) -> None:
    done = run(copy, "words", "statement-1988/en/*", "statement-1988/zh/handout")
    assert done.returncode == 0, done.stderr
    rows = [line.split() for line in done.stdout.splitlines()]
    assert rows[0] == ["document/language", "text", "notes", "total", "unit", "limit", "over", "by"]
    assert rows[1] == ["statement-1988/en", "1604", "72", "1676", "words"]
    assert rows[2][0] == "statement-1988/zh"
    assert rows[2][-1] == "characters"
    assert "statement-1988: no limit is set in content/statement-1988/document.toml" in done.stdout


def test_over_the_limit_is_an_error_in_the_language_submitted_only(copy: Path) -> None:
    limit(copy, LIMIT.format(1650))
    done = run(copy, "words", "statement-1988")
    assert done.returncode == 1
    assert 'the text in "en" has 1604 words and 72 in its notes: 26 over the limit of 1650 [words-limit]' in done.stderr
    assert "content/statement-1988/document.toml:" in done.stderr
    assert "write notes = false where notes do not count" in done.stderr
    rows = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()}
    assert rows["statement-1988/en"][-2:] == ["1650", "26"]
    assert rows["statement-1988/fr"][-1] == "words"
    assert "in the language submitted, en (ECOSOC resolution 1996/31)" in done.stdout
    limit(copy, "")
    assert run(copy, "words", "statement-1988/fr").returncode == 0


def test_notes_may_not_count_and_another_language_may_be_submitted(copy: Path) -> None:
    limit(copy, LIMIT.format(1900) + 'language = "fr"\n')
    data = {row["language"]: row for row in json.loads(run(copy, "words", "--json").stdout)}
    assert {code: row["over"] for code, row in data.items()} == {
        code: row["total"] - 1900 if code == "fr" else None for code, row in data.items()}
    assert data["fr"]["over"] > 0
    assert len(data) > 4
    assert data["fr"]["binds"]
    assert data["fr"]["total"] == data["fr"]["text"] + data["fr"]["notes"]
    assert [finding["code"] for finding in data["fr"]["findings"]] == ["words-limit"]
    limit(copy, "notes = false\n")
    done = run(copy, "words", "statement-1988/fr", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)[0]["over"] == 0


def test_a_build_warns_of_a_text_that_is_too_long(write_document: Build) -> None:
    results, findings = write_document("Ten words are too many where six only may stand.\n", LIMIT.format(12))
    assert results[0].pdf
    assert not findings
    results, findings = write_document("Ten words are too many where six only may stand.\n", LIMIT.format(11))
    assert results[0].pdf
    assert [(finding.code, finding.severity) for finding in findings] == [("words-limit", Severity.WARNING)]
    assert findings[0].place.line == 4


def test_words_that_no_space_parts_are_not_held_against_a_limit(copy: Path) -> None:
    (copy / "locales/th").mkdir()
    (copy / "locales/th/language.toml").write_text('name = "ไทย"\n', encoding="utf-8")
    folder = copy / "content/letter"
    folder.mkdir()
    (folder / "letter.md").write_text("ภาษาไทย\n", encoding="utf-8")
    head = 'language = "th"\ntitle = "จดหมาย"\nfiles = ["letter.md"]\n'
    (folder / "document.toml").write_text(head + LIMIT.format(1), encoding="utf-8")
    done = run(copy, "words", "letter/th")
    assert done.returncode == 0
    assert "words can't be counted" in done.stderr
    assert "characters" in done.stdout


def test_a_count_says_when_passages_are_not_translated(copy: Path) -> None:
    path = copy / "locales/fr/LC_MESSAGES/statement-1988.po"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace("#. 916ebcb: field title\n", "#. 916ebcb: field title\n#, fuzzy\n"), encoding="utf-8")
    done = run(copy, "words", "statement-1988/fr")
    assert done.returncode == 0
    assert "1 message is fuzzy or not translated" in done.stderr


@pytest.mark.parametrize(("text", "said", "hint"), [
    ('limit = 2000\n', "limit is not a table", "write [limit]"),
    ('[limit]\nwords = "2000"\nsource = "x"\n', "words is not a whole number from 1", "write: words ="),
    ('[limit]\nwords = 0\nsource = "x"\n', "words is not a whole number from 1", "write: words ="),
    ('[limit]\nwords = true\nsource = "x"\n', "words is not a whole number from 1", "write: words ="),
    ('[limit]\nwords = 2000\n', "source is missing in [limit]", "write: source ="),
    ('[limit]\nwords = 2000\nsource = " "\n', "source is missing in [limit]", "write: source ="),
    ('[limit]\nwords = 2000\nsource = "x"\nnotes = "no"\n', "notes is neither true nor false", "or: notes = false"),
    ('[limit]\nwords = 2000\nsource = "x"\nword = 1\n', 'unknown key "word"', "did you mean words?"),
    ('[limit]\nwords = 2000\nsource = "x"\nlanguage = "frr"\n', 'the limit is for "frr", which is no', "did you mean fr?"),
])
def test_a_limit_that_cannot_be_is_named_with_its_line(copy: Path, text: str, said: str, hint: str) -> None:
    folder = copy / "content/letter"
    folder.mkdir()
    (folder / "letter.md").write_text("Words.\n", encoding="utf-8")
    head = 'language = "en"\ntitle = "A letter"\nfiles = ["letter.md"]\n'
    (folder / "document.toml").write_text(head + text, encoding="utf-8")
    plan = plan_of(copy, ["letter/en/handout"], final=False)
    assert not plan.jobs
    error = plan.errors[0]
    assert isinstance(error, ProjectError)
    # The line of the key, or of the table where the key is not there.
    key = said.split('"')[1] if '"word"' in said else said.split()[0]
    rows = text.splitlines()
    line = next((4 + count for count, row in enumerate(rows) if count and row.startswith(f"{key} =")), 4)
    assert str(error.place) == f"content/letter/document.toml:{line}"
    assert said in error.message
    assert hint in error.hint
