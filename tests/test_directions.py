"""Numbers among words from right to left keep one order wherever a line breaks; those that are turned are named."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from press.directions import HELD, held, kept, turned
from press.findings import Severity
from press.model import Emphasis, Link, Span, Strong, Text
from press.pdf.pages import drawings
from press.pipeline import build
from press.project import Project
from tests.conftest import CACHE
from tests.pdf import opened

WORDS = {"ar": "الفترة", "fa": "دوره"}
# As they are written, and from left to right as Unicode orders them after Arabic letters.
NUMBERS = {"1988-1990": "1990-1988", "25%": "%25", "2020-07-17": "17-07-2020", "10/12": "10/12", "3:45": "3:45",
           "(25%)": ")%25(", "1988–1990": "1990–1988", "$20": "20$", "English 1988–1990": "English 1988–1990"}
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def in_persian(text: str, code: str) -> str:
    return text.translate(PERSIAN) if code == "fa" else text


def shown(pdf: bytes, word: str) -> Counter[str]:
    """What stands between the words of a page's lines, from left to right as it is seen, and how often."""
    found: Counter[str] = Counter()
    with opened(pdf) as file:
        for page in drawings(file):
            rows = defaultdict(list)
            for run in page.runs:
                rows[round(run.y)].append(run)
            for runs in rows.values():
                line = "".join(run.text for run in sorted(runs, key=lambda run: run.x)).replace("\u2060", "")
                found.update(part.strip() for part in re.split("[^\\W\\da-zA-Z]+", line) if part.strip())
    return found


@pytest.mark.parametrize("code", sorted(WORDS))
def test_a_number_has_one_order_wherever_a_line_breaks(copy: Path, code: str) -> None:
    folder = copy / "content" / "letter"
    folder.mkdir()
    word = WORDS[code]
    passages = [" ".join([word] * begin + [f"{word} {in_persian(number, code)}"] * 26 + [word])
                for number in NUMBERS for begin in range(3)]
    (folder / "document.toml").write_text(f'language = "{code}"\ntitle = "{word}"\nfiles = ["a.md"]\n', encoding="utf-8")
    (folder / "a.md").write_text("\n\n".join(passages), encoding="utf-8")
    result = build(Project(copy).plan([f"letter/{code}/handout"], final=False).jobs[0], CACHE)
    assert result.pdf, result.findings
    found = shown(result.pdf, word)
    for written, seen in NUMBERS.items():
        assert found[in_persian(seen, code)] >= 60, written
        # A word of another script before it gives a range another order; a line may end in the range.
        if seen != written and written != "1988–1990":
            assert not found[in_persian(written, code)], written


@pytest.mark.parametrize(("text", "direction"), [
    ("התקופה 1988-1990 וגם 25% עד 2020-07-17", "rtl"), ("In 1988-1990, 25% of all", "ltr"), ("الفترة 1988 و 10/12", "rtl"),
])
def test_no_mark_is_set_where_none_is_needed(text: str, direction: str) -> None:
    assert held(text, "", direction) == text


@pytest.mark.parametrize(("text", "marked"), [
    ("تحقیق (JVMI)، ۲۰۱۷. مرجع", "تحقیق (JVMI)، \u200e۲۰۱۷. مرجع"),
    ("في إيران (JVMI)، 2017. والمرجع", "في إيران (JVMI)، \u200e2017. والمرجع"),
    ("في إيران [JVMI (UK)]: 2017", "في إيران [JVMI \u200e(UK)]: \u200e2017"),
    # Without a bracket the mark and the space run with the letters.
    ("في London, 2017", "في London,\u200e \u200e2017"),
])
def test_a_space_after_a_bracket_runs_with_the_paragraph(text: str, marked: str) -> None:
    assert held(text, "", "rtl").replace("\u200c", "") == marked


def test_what_follows_a_bracket_in_emphasis_runs_with_the_paragraph() -> None:
    made = kept((Strong((Text("تحقیق (JVMI)"),)), Text("، ۲۰۱۷.")), "rtl", lambda code: "ltr")
    assert made[1] == Text("، ۲۰۱۷.")


def test_an_address_is_no_letter_before_what_follows_it() -> None:
    link = Link("https://example.org", (Text("https://example.org"),), bare=True)
    assert kept((Text("في "), link, Text("، 2017.")), "rtl", lambda code: "ltr")[2] == Text("، 2017.")


def test_emphasis_and_spans_know_what_stands_before_them() -> None:
    inlines = (Text("الفترة "), Emphasis((Text("1988-1990"),)), Span("en", (Text("1988-1990"),)))
    made = kept(inlines, "rtl", lambda code: "ltr")
    assert isinstance(made[1], Emphasis)
    assert made[1].children == (Text("\u200c\u061c1988-1990"),)
    assert made[2] == inlines[2]


def test_marks_leave_no_trace_and_an_author_s_own_stay() -> None:
    text = "الفترة 1988-1990 \u200f(25%)\u200f ثم London, Paris"
    assert HELD.sub("", held(text, "", "rtl")) == text


@pytest.mark.parametrize(("text", "found"), [
    ("هاتف +98 21 1234 5678", ["+98 21 1234 5678"]), ("טלפון 02-123-4567", ["02-123-4567"]),
    ("هاتف ۰۲۱-۸۸۸۸۱۲۳۴", ["۰۲۱-۸۸۸۸۱۲۳۴"]),
    ("في 01-02-2020", []), ("بين 1988-1990", []), ("Tel. +98 21 1234 5678", []), ("عدد 1 000 000", []), ("+98211234567", []),
])
def test_telephone_numbers_that_are_turned_are_named(text: str, found: list[str]) -> None:
    assert list(turned((Text(text),), "rtl")) == found
    assert not list(turned((Text(text),), "ltr"))
    assert not list(turned((Span("en", (Text(text),)),), "rtl"))


def test_a_telephone_number_in_an_arabic_document_is_a_warning_with_its_remedy(copy: Path) -> None:
    folder = copy / "content" / "letter"
    folder.mkdir()
    (folder / "document.toml").write_text('language = "ar"\ntitle = "رسالة"\nfiles = ["a.md"]\n', encoding="utf-8")
    (folder / "a.md").write_text("رسالة\n\nهاتف +98 21 1234 5678 مكتب\n", encoding="utf-8")
    found = [finding for finding in Project(copy).documents["letter"][1] if finding.code == "number-turned"]  # type: ignore[index]
    assert [(finding.severity, finding.place.line) for finding in found] == [(Severity.WARNING, 3)]
    assert "[+98 21 1234 5678]{lang=en}" in found[0].hint


def test_the_point_after_an_address_alone_stands_at_its_end(copy: Path) -> None:
    folder = copy / "content" / "letter"
    folder.mkdir()
    (folder / "document.toml").write_text('language = "ar"\ntitle = "رسالة"\nfiles = ["a.md"]\n', encoding="utf-8")
    (folder / "a.md").write_text("<https://example.org/body>.\n\nرسالة[^a]\n\n[^a]: <https://example.org/note>.\n",
                                 encoding="utf-8")
    result = build(Project(copy).plan(["letter/ar/handout"], final=False).jobs[0], CACHE)
    assert result.pdf, result.findings
    found = " ".join(shown(result.pdf, "رسالة"))
    assert "https://example.org/body." in found
    assert "https://example.org/note." in found
