"""What a designer writes by mistake: told at its line in the style sheet, with what to write."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from press.compose.styles import style_sheets
from press.production.kinds import known
from press.reading.editions import read_edition
from press.values.findings import Finding, ProjectError, Severity
from press.values.results import Result
from tests.conftest import ROOT

Build = Callable[..., tuple[list[Result], list[Finding]]]
SMALL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==")
# A style sheet and what is said of its lines: the line, the code, and words of the message or the hint.
SLIPS = f"""p {{
  colour: red }}
p {{ font-family: "Helvetica Neue" }}
@import "other.css";
@font-face {{ font-family: Own; src: url(own.ttf) }}
:root {{ --heading: Nowhere, "Nowhere Else" }}
p::before {{ content: url(data:image/png;base64,{base64.b64encode(SMALL).decode()}) }}
"""
SAID = [
    (2, "engine", "`colour: red `, unknown property"), (3, "font-family", "no family Helvetica Neue"),
    (4, "engine", "beside it into another *.css"), (5, "engine", "[fonts] of language.toml"),
    (6, "font-family", "no family Nowhere, Nowhere Else"),
]


def test_a_slip_is_told_at_its_line_in_the_style_sheet(write_document: Build, copy: Path) -> None:
    css = copy / "templates" / "handout" / "edition.css"
    lines = css.read_text(encoding="utf-8").count("\n")
    css.write_text(css.read_text(encoding="utf-8") + SLIPS, encoding="utf-8")
    results, findings = write_document("# One\n\nWords.\n")
    assert results[0].pdf
    places = {(finding.place.path, finding.place.line - lines) for finding in findings}
    assert places == {("templates/handout/edition.css", line) for line, _, _ in SAID}
    for line, code, words in SAID:
        assert any(f.place.line == line + lines and f.code == code and words in f"{f.message} {f.hint}" for f in findings)
    assert not any(re.search(r" at \d+:\d+", finding.message) for finding in findings)


def test_a_picture_that_can_not_be_drawn_is_an_error_in_few_words(write_document: Build, copy: Path) -> None:
    address = "data:image/png;base64," + base64.b64encode(SMALL[:30] * 100).decode()
    (copy / "templates/handout/edition.css").write_text(f"h1::before {{ content: url({address}) }}", encoding="utf-8")
    results, findings = write_document("Words.\n")
    assert results[0].pdf is None
    assert [(finding.severity, finding.code) for finding in findings] == [(Severity.ERROR, "picture-drawing")]
    assert len(findings[0].message) < 200


@pytest.mark.parametrize(("text", "said", "line"), [
    ("p {}\nh1 { color: red\n", "{ is never closed", 2), ("p {}\n\np { color: rgb(1, 2, 3 }\n", "{ is never closed", 3),
    ("p {} /* }\n*/\n/* h1 {}\n", "a comment is never closed", 3),
])
def test_what_would_swallow_the_next_style_sheet_is_refused(tmp_path: Path, text: str, said: str, line: int) -> None:
    folder = tmp_path / "templates" / "own"
    folder.mkdir(parents=True)
    (tmp_path / "templates" / "_shared").mkdir()
    edition = (ROOT / "templates" / "submission" / "edition.toml").read_text(encoding="utf-8")
    (folder / "edition.toml").write_text(edition, encoding="utf-8")
    (folder / "edition.css").write_text(text, encoding="utf-8")
    with pytest.raises(ProjectError) as caught:
        list(style_sheets(read_edition(tmp_path, "own", known())))
    assert caught.value.message == said
    assert str(caught.value.place) == f"templates/own/edition.css:{line}"
