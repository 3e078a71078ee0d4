"""Characters that nobody sees are named with line, code point and name, those that work are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from press.catalogues.reading import read_file
from press.languages.invisible import invisible
from press.values.findings import Finding, ProjectError, Severity
from press.values.results import Result

Write = Callable[..., tuple[list[Result], list[Finding]]]


@pytest.mark.parametrize(("text", "code"), [
    ("Pay \u202e001\u202c dollars", "direction-override"), ("Pay \u2066001\u2069 dollars", "direction-embedding"),
    ("Zero\u200bwidth", "invisible-character"), ("mid\ufeffBOM", "invisible-character"),
    ("an LRM\u200e here", "invisible-character"), ("no\u200cwork", "invisible-character"),
    ("no\u200dwork", "invisible-character"),
    ("می\u200c خواهم", "invisible-character"), ("tag\U000e0041", "invisible-character"),
    ("fill\u3164er", "invisible-character"),
    ("line\u2028separator", "control-character"), ("next\x85line", "control-character"),
    ("form\x0cfeed", "control-character"),
    ("bell\x07", "control-character"), ("Pay &#x202E;001 dollars", "direction-override"),
    ("a&zwnj;b", "invisible-character"),
    ("lost \ufffd", "lost-character"), ("private \ue000", "private-use"), ("a \u0301mark", "lone-mark"),
])
def test_each_kind_is_found(text: str, code: str) -> None:
    found = {finding.code: finding for finding in invisible(f"Words.\n\n{text}\n", "a.md")}
    assert code in found
    assert found[code].place.line == 3
    assert found[code].message.startswith("U+")
    assert found[code].hint


@pytest.mark.parametrize("text", [
    "می\u200cخواهم کتاب\u200cها", "PDF\u200cها و ۱۳۶۷\u200cها", "क्\u200dष क्\u200cष", "👩\u200d👩\u200d👧 ❤\ufe0f",
    "Auf\u200clage",
    "هـ\u200d ه\u200d ", "الفترة \u200f(1988)\u200f \u061c1988",
    "soft\u00adhyphen", "大\u2060屠杀", "ไทย\u200bไทย", "e\u0301te\u0301",
    "a\tb", "thin\u2009space\u00a0and\u202fothers", "Tom &amp; Jane &eacute; R&D",
    "\u00a0\u0301 alone on purpose", "\\u202e as letters",
])
def test_what_works_is_not_named(text: str) -> None:
    assert invisible(text, "a.md") == []


def test_each_kind_is_one_finding_with_its_count() -> None:
    found = invisible("a\u200bb\n" * 300 + "c\ufeffd\n", "a.md")
    assert len(found) == 1
    assert "U+200B ZERO WIDTH SPACE (also U+FEFF ZERO WIDTH NO-BREAK SPACE)" in found[0].message
    assert "301 times" in found[0].message


def test_what_changes_a_sum_or_prints_a_box_refuses_the_page(write_document: Write) -> None:
    toml = 'short-title = "A \\u200B letter"\n'
    results, found = write_document("Pay \u202e001\u202c dollars.\n\nA line\u2028ends.\n", toml)
    assert not results[0].pdf
    kinds = {(finding.code, finding.severity, str(finding.place)) for finding in found}
    assert ("direction-override", Severity.ERROR, "content/letter/letter.md:1") in kinds
    assert ("control-character", Severity.ERROR, "content/letter/letter.md:3") in kinds
    assert ("invisible-character", Severity.WARNING, "content/letter/document.toml:4") in kinds


def test_translations_are_looked_through_and_comments_are_not(copy: Path) -> None:
    path = copy / "locales/de/LC_MESSAGES/statement-1988.po"
    text = path.read_text(encoding="utf-8")
    first = next(number for number, line in enumerate(text.split("\n"), 1) if line.startswith('msgstr "D'))
    lines = text.split("\n")
    lines[first - 1] = lines[first - 1].replace('msgstr "D', 'msgstr "\u202eD')
    lines.insert(0, "# a remark with \u202e")
    path.write_text("\n".join(lines), encoding="utf-8")
    try:
        found = [finding for finding in read_file(path, "de.po", "de").findings if finding.code == "direction-override"]
    except ProjectError as error:
        pytest.fail(str(error))
    assert [finding.place.line for finding in found] == [first + 1]


@pytest.mark.parametrize("path", sorted(Path("locales").glob("*/LC_MESSAGES/*.po")), ids=str)
def test_our_own_translations_have_none(root: Path, path: Path) -> None:
    assert not [finding for finding in read_file(root / path, str(path)).findings if finding.message.startswith("U+")]
