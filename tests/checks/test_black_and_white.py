"""The check of black and white: each fault found, and nothing where there is none or where it is for a screen."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace

import pikepdf
import pytest

from press.checks.faults.black_and_white import check
from press.checks.subject import Subject
from press.values.layout import Layout
from tests.checks.made import cell, pdf, shown

BAR = "50 290 200 30 re f"
FIRST, SECOND = shown("Afirst", "0 g") + "\n", "1 0 0 1 60 200"

CASES: Mapping[str, tuple[str, str]] = {
    # Red on black has 5 to 1 for the eye, and half of that in a copier's grey.
    "grey-contrast": (shown("Awords", f"0 g {BAR} 1 1 0 rg"), shown("Awords", f"0 g {BAR} 1 0 0 rg")),
    "grey-same": (FIRST + shown("Asecond", "0.5 g", at=SECOND), FIRST + shown("Asecond", "0 0 0.7 rg", at=SECOND)),
    "grey-lost": (f"0.8 g {BAR} 0 g", f"1 1 0.85 rg {BAR} 0 g"),
    "grey-line": ("0 G 0.25 w 50 100 m 200 100 l S", "0.5 0.5 0 RG 0.25 w 50 100 m 200 100 l S"),
}


def codes(content: str, on_paper: bool = True) -> list[str]:
    """The codes that the check finds on a page of a cell, on paper or on a screen."""
    laid = cell(Layout((), (), {}, {}))
    laid = replace(laid, edition=replace(laid.edition, options={"on-paper": on_paper}))
    source = pdf(content)
    with pikepdf.open(io.BytesIO(source)) as file:
        return [finding.code for finding in check(Subject("letter", source, file, laid))]


@pytest.mark.parametrize("code", CASES)
def test_what_is_lost_in_black_and_white_is_found(code: str) -> None:
    good, bad = CASES[code]
    assert codes(good) == []
    assert codes(bad) == [code]
    assert codes(bad, on_paper=False) == []


def test_a_thin_line_that_is_filled_is_a_line_too() -> None:
    assert codes("0.5 g 50 100 200 0.25 re f") == ["grey-line"]
    assert codes("0 g 50 100 200 0.25 re f") == []


def test_a_call_in_colour_is_told_by_its_place() -> None:
    assert codes(FIRST + shown("1", "0 0 0.7 rg", at=SECOND)) == []
