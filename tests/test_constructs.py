"""What is markup elsewhere and not here is never printed without a finding: the table of docs/adding.md, row by row."""

from __future__ import annotations

import re

import pytest

from press import markdown
from press.constructs.table import CONFLICT, DRAWN, FRONT, IN_WORDS
from press.findings import Finding
from tests.conftest import ROOT

Row = tuple[str, str, str, str]
# What is neither: what only these few say is said by markdown.py.
ELSEWHERE = {"markdown", "picture-without-words"}


def shown(cell: str) -> str:
    """What a cell shows as code."""
    match = re.fullmatch(r"(`+)( ?)(.*)\2\1", cell.strip())
    return (match[3] if match else cell.strip()).replace("\\|", "|").replace("⏎", "\n")


def rows() -> list[Row]:
    """The rows of the table: what is written, the code, the weight, the same as characters."""
    text = (ROOT / "docs/adding.md").read_text(encoding="utf-8").partition("## What is markup elsewhere")[2]
    lines = text.partition("\n## ")[0].split("\n")
    cells = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines if line.startswith("| ")][1:]
    return [(shown(cell[0]), shown(cell[1]), cell[2].strip(), shown(cell[4])) for cell in cells]


def found(text: str) -> list[Finding]:
    """What is said of a file."""
    reading = markdown.Reading("en")
    markdown.read(text, "a.md", reading)
    return reading.findings


@pytest.mark.parametrize(("written", "code", "weight", "meant"), rows())
def test_each_construct_is_found_and_a_backslash_settles_it(written: str, code: str, weight: str, meant: str) -> None:
    findings = found(written)
    assert {(finding.code, finding.severity) for finding in findings} == {(code, weight)}
    assert all(finding.hint and finding.place.line for finding in findings)
    assert not meant or found(meant) == []


def test_the_table_has_each_construct() -> None:
    codes = {row.code for row in (*IN_WORDS, CONFLICT, DRAWN, FRONT)}
    assert codes | ELSEWHERE == {code for _, code, _, _ in rows()}
