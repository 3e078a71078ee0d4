"""The recipes of docs/adding.md: their files, written and built as they stand."""

from __future__ import annotations

import re
from pathlib import Path

from press.pipeline import build
from press.project import Project
from tests.checks.made import pdf
from tests.conftest import run
from tests.pdf import flat

FENCE = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.M | re.S)


def recipes(root: Path) -> dict[str, str]:
    """The files that the recipes show, by path."""
    return dict(FENCE.findall((root / "docs/adding.md").read_text(encoding="utf-8")))


def test_the_recipes_build(root: Path, copy: Path) -> None:
    shown = recipes(root)
    assert {path.split("/")[0] for path in shown} == {"content", "locales", "templates", "press"}
    for path, text in shown.items():
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_text(text, encoding="utf-8")
    made = run(copy, "catalogue", "update", "letter/sv", "letter/fr")
    assert made.returncode == 0, made.stderr
    plan = Project(copy).plan(["letter", "statement-1988/en/leaflet"], final=False)
    assert not plan.errors
    cells = [job.cell for job in plan.jobs]
    assert cells == ["letter/en/handout", "letter/fr/handout", "letter/sv/handout"]
    assert all(left.reason for left in plan.left_out)
    for job in plan.jobs:
        result = build(job, copy / ".cache")
        assert result.pdf, result.findings
    (copy / "given.pdf").write_bytes(pdf(""))
    assert "a staple holds the pages" in run(copy, "check", "given.pdf").stdout
    document = copy / "content/letter/document.toml"
    document.write_text(document.read_text(encoding="utf-8").replace('["handout"]', '["leaflet"]'), encoding="utf-8")
    job = Project(copy).plan(["letter/en/leaflet"], final=False).jobs[0]
    result = build(job, copy / ".cache")
    assert result.pdf, result.findings
    assert "Contents" in flat(result.pdf)


def test_the_keys_of_the_recipes_are_those_that_are_read(root: Path) -> None:
    from press import documents, languages, project

    text = (root / "docs/adding.md").read_text(encoding="utf-8")
    known = (*documents.WORDS, *documents.WORD_LISTS, *documents.LIMIT, *languages.KEYS, *languages.TYPOGRAPHY)
    for key in (*known, *project.PAGE, *project.OPTIONS):
        assert key in text, key
