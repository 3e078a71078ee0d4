"""Jobs: their keys change with each kind of what they read and with nothing else, and they are built where they are read."""

from __future__ import annotations

import pickle
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from press.pipeline import build
from press.processes.makers import makers
from press.project import Project
from press.values.findings import ProjectError
from press.values.job import Input, Job
from tests.conftest import CACHE, ROOT

CELL = "letter/fr/leaflet"
TOML = 'language = "en"\ntitle = "A letter"\nfiles = ["a.md"]\n'
TEXT = "# Words\n\nWords of [someone]{lang=de}[^n].\n\n![A map](figures/map.svg){alt=map}\n\n[^n]: A note.\n"
MAP = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="5" height="5"/></svg>'
# A file that the cell reads, of each kind, and one for each kind of what it does not read.
READ = (
    "content/letter/document.toml", "content/letter/a.md", "content/letter/figures/map.svg",
    "locales/fr/LC_MESSAGES/letter.po", "locales/fr/LC_MESSAGES/interface.po", "locales/fr/figures/letter/map.svg",
    "locales/fr/language.toml", "locales/fr/glossary.csv", "locales/fr/fonts/own.otf",
    "locales/en/language.toml", "locales/de/language.toml", "templates/leaflet/edition.toml", "templates/leaflet/page.html",
    "templates/handout/edition.css", "templates/_shared/page.html", "templates/leaflet/own.icc",
)
OTHER = (
    "content/other/a.md", "locales/de/LC_MESSAGES/letter.po", "locales/de/LC_MESSAGES/interface.po",
    "locales/de/glossary.csv", "locales/it/language.toml", "templates/booklet/edition.css",
    "locales/fr/LC_MESSAGES/statement-1988.po", "README.md", "content/letter/.a.md.swp", "locales/fr/figures/other/map.svg",
)


@pytest.fixture
def letter(copy: Path) -> Path:
    """A project with a document that has all that a cell can read."""
    for path, text in {
        "content/letter/document.toml": TOML, "content/letter/a.md": TEXT, "content/letter/figures/map.svg": MAP,
        "templates/leaflet/edition.toml": 'title = "Leaflet"\nextends = "handout"\n',
    }.items():
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_text(text, encoding="utf-8")
    done = subprocess.run([sys.executable, "build.py", "catalogue", "update", "letter/fr"], cwd=copy, capture_output=True,
                          text=True, check=False)
    assert done.returncode == 0, done.stderr
    return copy


def job_of(project: Path) -> Job:
    """The one job of the cell."""
    return Project(project).plan([CELL], final=False).jobs[0]


def test_a_key_changes_with_each_kind_of_file_that_is_read(letter: Path) -> None:
    before = job_of(letter)
    for path in READ:
        file = letter / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("ab") as opened:
            opened.write(b"\n")
        after = job_of(letter)
        assert {one.name for one in set(after.inputs) - set(before.inputs)} == {f"project:{path}"}
        assert after.key != before.key
        before = after


def test_a_key_does_not_change_with_what_is_not_read(letter: Path) -> None:
    before = job_of(letter)
    for path in OTHER:
        (letter / path).parent.mkdir(parents=True, exist_ok=True)
        with (letter / path).open("ab") as file:
            file.write(b"\n")
    assert job_of(letter) == before


def test_a_key_changes_with_what_is_asked_for_and_with_what_makes_it() -> None:
    made_by = (Input("press", "2"), Input("library:x", "3"))
    job = Job("letter", "fr", "leaflet", False, "", (Input("project:a", "1"),), made_by)
    others = (replace(job, final=True), replace(job, operator="de"), replace(job, inputs=(Input("project:b", "1"),)),
              replace(job, makers=(Input("press", "2"), Input("library:x", "4"))), replace(job, edition="handout"))
    assert len({one.key for one in (job, *others)}) == len(others) + 1


def test_what_makes_a_pdf_is_press_its_locked_versions_python_and_the_libraries(tmp_path: Path) -> None:
    """Press's own code in another folder is the same; with a changed line it is another."""
    shutil.copytree(ROOT / "press", tmp_path / "press", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "requirements.lock", tmp_path)
    here = {one.name: one.digest for one in makers()}
    assert _makers_in(tmp_path) == here
    with (tmp_path / "press/languages/rules.toml").open("a", encoding="utf-8") as file:
        file.write("# one line more\n")
    there = _makers_in(tmp_path)
    assert {name for name in here if there[name] != here[name]} == {"press"}
    assert {name.partition(":")[0] for name in here} == {"press", "requirements.lock", "python", "library"}
    assert all(re.fullmatch(r"\S+ [0-9a-f]{32}", digest) for name, digest in here.items() if name.startswith("library:"))


def _makers_in(folder: Path) -> dict[str, str]:
    """What makes PDFs in a process whose package is in a folder."""
    program = "from press.processes.makers import makers\nfor one in makers(): print(one.name, one.digest)"
    shown = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True).stdout
    return {name: digest for name, _, digest in (line.partition(" ") for line in shown.splitlines())}


def test_jobs_are_small_hold_no_path_and_can_be_keys() -> None:
    jobs = Project(ROOT).plan([], final=False).jobs
    assert len(set(jobs)) == len({job.key for job in jobs}) == len(jobs)
    for job in jobs:
        data = pickle.dumps(job)
        assert len(data) < 20_000
        assert str(ROOT).encode() not in data
        assert pickle.loads(data).key == job.key


def test_a_moved_job_is_built_to_the_same_bytes(letter: Path, tmp_path: Path) -> None:
    job = pickle.loads(pickle.dumps(job_of(letter)))
    other = tmp_path / "other place"
    shutil.copytree(letter, other, symlinks=True)
    results = [build(Project(folder).copy(job), CACHE) for folder in (letter, other)]
    assert results[0].pdf
    assert results[0].pdf == results[1].pdf


def test_a_job_whose_files_have_changed_since_is_refused(letter: Path) -> None:
    job = job_of(letter)
    (letter / "templates/handout/edition.css").write_text("p { color: red }", encoding="utf-8")
    with pytest.raises(ProjectError, match="has changed since") as caught:
        Project(letter).copy(job)
    assert caught.value.place == "templates/handout/edition.css"


def test_a_key_is_made_without_reading_markdown_or_catalogues(letter: Path) -> None:
    before = job_of(letter)
    (letter / "content/letter/a.md").write_bytes(b"\xff no text")
    (letter / "locales/fr/LC_MESSAGES/letter.po").write_text("no catalogue", encoding="utf-8")
    plan = Project(letter).plan([CELL], final=False)
    assert not plan.errors
    assert plan.jobs[0].key != before.key
    assert len(Project(letter).read(plan).errors) == 1
