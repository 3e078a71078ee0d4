"""Checks of the layout: a good and a bad case each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from press.values.findings import Severity
from press.values.layout import Line
from tests.checks.made import found_in, line

BODY = line("the text")
NOTE = line("1 a note", y=320, kind="note", note=1, role="span", block=2)

CASES: Mapping[str, tuple[str, Sequence[Line], Sequence[Line], str]] = {
    "off-page": ("type_area", [line("words")], [line("words", x=200)], "runs off the page"),
    "outside-area": ("type_area", [line("words")], [line("words", y=345)], "outside the type area"),
    "overfull": ("overfull", [line("words")], [line("words", width=201)], "1.0 pt longer"),
    "runt": ("runts", [line("words"), line("four", y=72)], [line("words"), line("on.", y=72)], "“on.”"),
}


@pytest.mark.parametrize("code", CASES)
def test_a_fault_is_found_and_its_absence_is_not(code: str) -> None:
    name, good, bad, words = CASES[code]
    assert found_in(name, good) == []
    findings = found_in(name, bad)
    assert [finding.code for finding in findings] == [code]
    assert words in findings[0].message
    assert findings[0].place.path == "letter/en/handout, page 1"


def test_a_runt_of_han_is_one_character() -> None:
    assert found_in("runts", [line("你好你好"), line("好了。", y=72)]) == []
    assert [f.code for f in found_in("runts", [line("你好你好"), line("了。", y=72)])] == ["runt"]


def test_a_paragraph_over_two_pages_has_two_lines_on_each() -> None:
    good = [line("one"), line("two"), line("three", page=2), line("four", page=2)]
    widow = [line("one"), line("two"), line("three", page=2, width=80)]
    full = [line("one"), line("two"), line("three", page=2, width=195)]
    orphan = [line("one"), line("two", page=2), line("three", page=2)]
    assert found_in("paragraph_breaks", good, 2) == []
    assert found_in("paragraph_breaks", full, 2) == []
    assert [(f.code, f.severity) for f in found_in("paragraph_breaks", widow, 2)] == [("widow", Severity.WARNING)]
    assert [(f.code, f.severity) for f in found_in("paragraph_breaks", orphan, 2)] == [("orphan", Severity.NOTICE)]


def test_a_heading_at_the_foot_is_found_but_not_on_the_last_page() -> None:
    heading = line("A heading", role="h2", y=330, block=2)
    good = [BODY, heading, line("and words", y=342, block=3), line("end", page=2)]
    assert found_in("heading_foot", good, 2) == []
    assert [f.place.path for f in found_in("heading_foot", [BODY, heading, line("x", page=2)], 2)] == \
        ["letter/en/handout, page 1"]
    assert found_in("heading_foot", [BODY, heading], 1) == []


def test_a_note_at_the_foot_of_the_page_of_its_call_is_right() -> None:
    assert found_in("notes", [BODY, NOTE], 1, {1: 1}, {1: (1,)}) == []


def test_a_lost_note_is_an_error_with_page_and_call() -> None:
    findings = found_in("notes", [BODY], 1, {1: 1}, {})
    assert [(f.code, f.severity) for f in findings] == [("note-lost", Severity.ERROR)]
    assert "note 1, called on page 1, is on no page" in findings[0].message
    assert "letter.md:1" in findings[0].message


def test_a_note_may_begin_later_only_where_an_earlier_one_runs_on() -> None:
    second = line("2 another", page=2, y=330, kind="note", note=2)
    runs_on = [BODY, NOTE, line("goes on", page=2, y=310, kind="note", note=1), second]
    assert found_in("notes", runs_on, 2, {1: 1, 2: 1}, {1: (1, 2), 2: (2,)}) == []
    late = found_in("notes", [BODY, NOTE, second], 2, {1: 1, 2: 1}, {1: (1,), 2: (2,)})
    assert [(f.code, f.severity) for f in late] == [("note-late", Severity.ERROR)]


def test_notes_out_of_order_on_the_text_or_off_the_page_are_errors() -> None:
    second = line("2 another", y=300, kind="note", note=2)
    calls, notes = {1: 1, 2: 1}, {1: (1,), 2: (1,)}
    assert [f.code for f in found_in("notes", [BODY, second, NOTE], 1, calls, notes)] == ["note-order"]
    on_text = [line("text", y=315), NOTE]
    assert [f.code for f in found_in("notes", on_text, 1, {1: 1}, {1: (1,)})] == ["note-on-text"]
    off = [BODY, line("1 a note", y=395, kind="note", note=1)]
    assert [f.code for f in found_in("notes", off, 1, {1: 1}, {1: (1,)})] == ["note-off-page"]


def test_a_second_page_is_not_nearly_empty() -> None:
    alone = line("alone", page=2)
    assert found_in("nearly_empty", [alone, *(line("words", page=2, y=60 + 12 * n) for n in range(1, 9))], 2) == []
    assert [(f.code, f.place.path) for f in found_in("nearly_empty", [alone], 2)] == [
        ("nearly-empty", "letter/en/handout, page 2")]
    assert found_in("nearly_empty", [line("a short letter")], 1) == []
