"""The check of words: each character of the document is on the pages, once, in its order."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from press.checks.faults.order import Shown, settled
from press.values.findings import Finding
from press.values.results import Result

Build = Callable[..., tuple[list[Result], list[Finding]]]
TABLE = "# Years\n\n| Year | Share |\n|---|---|\n| 1988 | 9 % |\n| 1989 | 25 % |\n\n- one[^n]\n- two\n\n[^n]: See page 12.\n"


def styled(copy: Path, style: str) -> None:
    """Gives the handout a style sheet of its own, read last."""
    (copy / "templates" / "handout" / "zz.css").write_text(style, encoding="utf-8")


def of_words(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.code.startswith("words-")]


def test_a_column_of_figures_that_a_design_hides_is_missed(copy: Path, write_document: Build) -> None:
    styled(copy, "td + td { display: none }")
    results, findings = write_document(TABLE)
    assert results[0].pdf is None
    found = of_words(findings)
    assert [finding.code for finding in found] == ["words-missing"] * 2
    assert "“9 %” are on no page" in found[0].message
    assert str(found[0].place) == "content/letter/letter.md:5"
    assert "page.html" not in found[0].hint


def test_what_a_design_adds_and_changes_by_right_is_no_difference(copy: Path, write_document: Build) -> None:
    styled(copy, 'h2, td { text-transform: uppercase } h2::before { content: "§ " } td::after { content: " *" }'
           " li { list-style-type: upper-roman } p { hyphens: auto; width: 20mm }")
    _, findings = write_document(TABLE + "\nCharacteristically uncharacteristic, Straße and İstanbul.\n")
    assert of_words(findings) == []


def test_other_words_are_told_with_the_place_and_both_readings(copy: Path, write_document: Build) -> None:
    page = copy / "templates" / "handout" / "page.html"
    shared = (copy / "templates/_shared/page.html").read_text(encoding="utf-8")
    page.write_text(shared.replace("{{ blocks(document.blocks, anchors) }}",
                                   '{{ blocks(document.blocks, anchors)|replace("25", "26") }}'), encoding="utf-8")
    _, findings = write_document("Some words of 25 people, and more.\n")
    (found,) = of_words(findings)
    assert (found.code, str(found.place)) == ("words-other", "content/letter/letter.md:1")
    assert "“some words of 26 people, and m” for “some words of 25 people, and m”, first U+0036 for U+0035" in found.message


def test_thousands_of_passages_with_a_mark_before_them_take_no_time() -> None:
    count = 8000
    began = time.process_time()
    shown = Shown([settled(f"Mark {n}: the words of passage {n} to their end {n}") for n in range(count)])
    wanted = [(settled(f"the words of passage {n} to their end {n}"),) for n in range(count)]
    assert [shown.claim(words, -1) for words in wanted] == [None] * count
    assert [shown.look_near(words, n - 1) for n, words in enumerate(wanted)] == [(n, True) for n in range(count)]
    assert time.process_time() - began < 5
