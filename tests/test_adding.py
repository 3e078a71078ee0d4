"""The recipes of docs/adding.md: their files, written and built as they stand."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from press.pipeline import build
from press.project import Project
from press.values.language import Language
from tests.checks.made import pdf
from tests.conftest import copy_of, plan_of, run
from tests.pdf import flat

FENCE = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.M | re.S)


def recipes(root: Path) -> dict[str, str]:
    """The files that the recipes show, by path."""
    return dict(FENCE.findall((root / "docs/adding.md").read_text(encoding="utf-8")))


def test_the_recipes_build(root: Path, copy: Path) -> None:
    shown = recipes(root)
    assert {path.split("/")[0] for path in shown} == {"content", "locales", "templates", "press"}
    # A production of its own is known to the Press of that folder, and not to this process.
    later = {path: text for path, text in shown.items() if "/kinds/" in path or "/manuscript/" in path}
    _write(copy, {path: text for path, text in shown.items() if path not in later})
    made = run(copy, "catalogue", "update", "letter/nl", "letter/fr")
    assert made.returncode == 0, made.stderr
    plan = plan_of(copy, ["letter", "statement-1988/en/leaflet"], final=False)
    assert not plan.errors
    cells = [job.cell for job in plan.jobs]
    assert cells == ["letter/en/handout", "letter/fr/handout", "letter/nl/handout"]
    assert all(left.reason for left in plan.left_out)
    for job in plan.copies:
        result = build(job, copy / ".cache")
        assert result.pdf, result.findings
    (copy / "given.pdf").write_bytes(pdf(""))
    assert "a staple holds the pages" in run(copy, "check", "given.pdf").stdout
    document = copy / "content/letter/document.toml"
    document.write_text(document.read_text(encoding="utf-8").replace('["handout"]', '["leaflet"]'), encoding="utf-8")
    job = copy_of(copy, ["letter/en/leaflet"], final=False)
    result = build(job, copy / ".cache")
    assert result.pdf, result.findings
    assert "Contents" in flat(result.pdf)
    _write(copy, later)
    done = run(copy, "letter/fr/manuscript")
    assert done.returncode == 0, done.stderr
    written = (copy / "out/letter/fr/letter_fr_manuscript_draft.md").read_text(encoding="utf-8")
    assert "Nous écrivons au sujet des événements de 2017[^report]" in written


def _write(folder: Path, files: dict[str, str]) -> None:
    """Writes files by their paths."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("code", ["es", "ru", "de", "it", "sv", "fa", "ar", "zh", "fr"])
def test_a_language_begun_from_data_is_as_the_project_has_it(copy: Path, code: str) -> None:
    """Name, quotation marks, digits and direction of each language here are those that `language add` finds."""
    before = Project(copy).languages[code]
    shutil.move(copy / "locales" / code, copy / f"old-{code}")
    done = run(copy, "language", "add", code)
    assert done.returncode == 0, done.stderr
    after = Project(copy).languages[code]
    assert isinstance(before, Language)
    assert after == replace(before, glossary=())
    assert (copy / f"locales/{code}/LC_MESSAGES/statement-1988.po").exists()
    shutil.copytree(copy / f"old-{code}" / "LC_MESSAGES", copy / f"locales/{code}/LC_MESSAGES", dirs_exist_ok=True)
    result = build(copy_of(copy, [f"statement-1988/{code}/handout"], final=False), copy / ".cache")
    assert result.pdf, result.findings


@pytest.mark.parametrize(("code", "said"), [
    ("nl", ["name: Nederlands (Dutch)", "quotes: CLDR has ‘ ’ inside", "calls: no rule is known"]),
    ("hy", ["fonts: none of the project has the script Armn", "hyphenation: there are no patterns"]),
    ("zh-Hant", ["fonts: Noto Serif SC has the shapes of mainland China"]),
    ("ur", ["digits: 0123456789 by CLDR; ۰۱۲۳۴۵۶۷۸۹"]),
])
def test_what_a_person_must_decide_is_said(copy: Path, code: str, said: list[str]) -> None:
    done = run(copy, "language", "add", code)
    assert done.returncode == 0, done.stderr
    for part in said:
        assert part in done.stdout
    assert f"{code}/handout" in run(copy, "--list").stdout


@pytest.mark.parametrize(("code", "said", "hint"), [
    ("fr", "is there already", "take the folder away"),
    ("NL", 'nothing is known of a language "NL"', "did you mean nl?"),
    ("pt_br", 'nothing is known of a language "pt_br"', "did you mean pt-BR?"),
    ("dee", 'nothing is known of a language "dee"', "did you mean de?"),
    ("nl-../../nl", "nothing is known of a language", "did you mean nl?"),
    ("xx", "nothing is known of a language", "yourself"),
])
def test_a_language_that_can_not_be_begun_is_named(copy: Path, code: str, said: str, hint: str) -> None:
    before = sorted(copy.rglob("*"))
    done = run(copy, "language", "add", code)
    assert done.returncode == 2
    assert said in done.stderr
    assert hint in done.stderr
    assert sorted(path for path in copy.rglob("*") if "__pycache__" not in path.parts) == [
        path for path in before if "__pycache__" not in path.parts]


def test_the_keys_of_the_recipes_are_those_that_are_read(root: Path) -> None:
    from press.languages import glossary, language, rules
    from press.reading import documents, editions

    text = (root / "docs/adding.md").read_text(encoding="utf-8")
    known = (*documents.WORDS, *documents.WORD_LISTS, *documents.LIMIT, *language.KEYS, *language.TYPOGRAPHY)
    of_rules = [key for rule in rules.RULES.values() for key in rule if key not in ("marks", "units")]
    further = (*rules.RULES, *of_rules, *glossary.COLUMNS, *glossary.KINDS)
    of_editions = [key for keys in editions.TABLES.values() for key in keys]
    for key in (*known, *of_editions, *further):
        assert key in text, key
