"""A document's own text is held to the rules of its language, and no line of French begins with a mark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from press.pipeline import build
from press.values.findings import Finding, Severity
from press.values.results import Result
from tests.conftest import copy_of
from tests.pdf import flat

HEAD = 'language = "{}"\ntitle = "1988"\nfiles = ["letter.md"]\n'
Build = Callable[..., tuple[Result, list[Finding]]]


@pytest.fixture
def written(copy: Path) -> Build:
    """A document in any language, built as a handout."""

    def make(language: str, text: str, toml: str = "") -> tuple[Result, list[Finding]]:
        folder = copy / "content/letter"
        folder.mkdir(exist_ok=True)
        (folder / "document.toml").write_text(HEAD.format(language) + toml, encoding="utf-8")
        (folder / "letter.md").write_text(text, encoding="utf-8")
        result = build(copy_of(copy, [f"letter/{language}/handout"], final=False), copy / ".cache")
        return result, [finding for finding in result.findings if finding.code in ("digits", "letters", "quotes", "spaces")]

    return make


@pytest.mark.parametrize("language,text,code", [
    ("fr", "Mots.\n\nIl a dit : oui.\n", "spaces"), ("fr", "Mots.\n\nIl a dit „oui”.\n", "quotes"),
    ("de", "Worte.\n\nEs waren 12,345 Menschen.\n", "digits"), ("fa", "واژه.\n\nدر سال 1988 آمد.\n", "digits"),
    ("fa", "واژه.\n\nاين كتاب است.\n", "letters"), ("en", "Words.\n\nHe said «no».\n", "quotes"),
])
def test_what_the_rules_know_is_held_against_the_source(written: Build, language: str, text: str, code: str) -> None:
    result, found = written(language, text)
    assert code in {finding.code for finding in found}
    assert {finding.severity for finding in found} == {Severity.WARNING}
    assert "content/letter/letter.md:3" in {str(finding.place) for finding in found}
    assert result.pdf


def test_right_text_raises_nothing_and_a_waiver_mutes_with_its_reason(written: Build) -> None:
    assert written("fr", "Il a dit\u00a0: «\u00a0oui\u00a0»\u202f!\n")[1] == []
    toml = '[[waive]]\ncode = "quotes"\nreason = "as printed"\nname = "A. Writer"\ndate = "2020-07-17"\nwords = "„"\n'
    (only,) = written("fr", "Il a dit „oui”.\n", toml)[1]
    assert only.severity is Severity.NOTICE
    assert "as printed" in only.message


def test_no_french_line_begins_with_a_mark(written: Build) -> None:
    text = "Il a dit « oui » ; et puis ? Non ! " * 60
    result, _ = written("fr", text + "\n")
    assert result.pdf
    for page in pypdfium2.PdfDocument(result.pdf):
        lines = page.get_textpage().get_text_bounded().splitlines()
        assert [line for line in lines if line.lstrip()[:1] in tuple("»;?!:")] == []
    assert "oui" in flat(result.pdf)
