"""What tests share: the project as it is, copies of it to break, and all its cells built once."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from press.files import write
from press.pipeline import build
from press.project import Plan, Project
from press.values.findings import Finding
from press.values.job import Copy
from press.values.layout import Layout
from press.values.page import Html
from press.values.results import Result

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("content", "locales", "templates", "press", "build.py", "requirements.lock")
CACHE = ROOT / ".cache"


GOLDEN = ROOT / "tests" / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write golden files anew; read them before you commit them")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with a golden file, or writes it with --golden."""

    def compare(text: str, name: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), f"{path}: pytest --golden writes it anew"

    return compare


@pytest.fixture(scope="session", autouse=True)
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What libraries keep in files for a while goes with the tests: their processes end without taking it away."""
    folder, before = tmp_path_factory.mktemp("temporary"), tempfile.tempdir
    tempfile.tempdir = str(folder)
    yield
    tempfile.tempdir = before
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def cache() -> Path:
    return CACHE


class Cells(Mapping[str, Result]):
    """Each cell of the project, built as a draft when it is asked for; what one process has built, the others read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.jobs = {job.cell: job for job in copies_of(ROOT, [], final=False)}
        self.results: dict[str, Result] = {}

    def __getitem__(self, cell: str) -> Result:
        path = self.folder / cell.replace("/", "_")
        if cell not in self.results and path.exists():
            self.results[cell] = pickle.loads(path.read_bytes())
        elif cell not in self.results:
            self.results[cell] = build(self.jobs[cell], CACHE)
            write(path, pickle.dumps(self.results[cell]), str(path))
        return self.results[cell]

    def __iter__(self) -> Iterator[str]:
        return iter(self.jobs)

    def __len__(self) -> int:
        return len(self.jobs)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Result]:
    """Each cell of the project."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "cells"
    shared.mkdir(exist_ok=True)
    return Cells(shared)


@pytest.fixture(scope="session")
def laid() -> Callable[[str], tuple[Html, Layout]]:
    """The page and the layout of a cell."""
    from press.catalogues.translate import translate
    from press.engine.render import render
    from press.pipeline import composed

    def look(cell: str) -> tuple[Html, Layout]:
        job = copy_of(ROOT, [cell], final=False)
        document, _ = translate(job.document, job.catalogue, job.language, job.final)
        html = composed(job, document, CACHE)
        return html, render(html, cell)[1]

    return look


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project, to change."""
    folder = tmp_path / "project"
    folder.mkdir()
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    CACHE.mkdir(exist_ok=True)
    (folder / ".cache").symlink_to(CACHE, target_is_directory=True)
    return folder


@pytest.fixture
def write_document(copy: Path) -> Callable[..., tuple[list[Result], list[Finding]]]:
    """Writes a small document, builds it in one edition and gives the results and all findings."""

    def make(
        text: str, toml: str = "", edition: str = "handout", final: bool = False, title: str = "A letter"
    ) -> tuple[list[Result], list[Finding]]:
        folder = copy / "content" / "letter"
        folder.mkdir(exist_ok=True)
        head = f'language = "en"\ntitle = "{title}"\nfiles = ["letter.md"]\n'
        (folder / "document.toml").write_text(head + toml, encoding="utf-8")
        (folder / "letter.md").write_text(text, encoding="utf-8")
        jobs = copies_of(copy, [f"letter/en/{edition}"], final)
        results = [build(job, CACHE) for job in jobs]
        return results, [finding for result in results for finding in result.findings]

    return make


def plan_of(root: Path, cells: Iterable[str], final: bool, operator: str = "") -> Plan:
    """What is to be built of a project's cells, read."""
    project = Project(root)
    return project.read(project.plan(cells, final, operator))


def copies_of(root: Path, cells: Iterable[str], final: bool) -> tuple[Copy, ...]:
    """What a project's cells are made from."""
    return plan_of(root, cells, final).copies


def copy_of(root: Path, cells: Iterable[str], final: bool, operator: str = "") -> Copy:
    """What a project's one cell is made from."""
    return plan_of(root, cells, final, operator).copies[0]


def run(folder: Path, *arguments: str, **named: object) -> subprocess.CompletedProcess[str]:
    """The command line in a folder."""
    command = [sys.executable, "build.py", *arguments]
    done: subprocess.CompletedProcess[str] = subprocess.run(  # type: ignore[call-overload]
        command, cwd=folder, capture_output=True, text=True, check=False, **named)
    return done
