"""What is replaced of the engine: another function than it was is refused by its name, and nothing is replaced elsewhere."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

OTHER = """
from press.values import findings
from weasyprint.layout import inline, page
from weasyprint.pdf.stream import Stream
inline.split_first_line = lambda *arguments: None
Stream.show_text = lambda self, text: None
del page.make_page
try:
    import press.engine.render
except findings.ProjectError as error:
    print(error.message, error.hint, sep="; ")
"""


def test_a_function_of_the_engine_that_is_another_is_refused_by_its_name(root: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-c", OTHER]
    said = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert said.stdout.strip() == (
        "the engine is another than it is known here: weasyprint.pdf.stream.Stream.show_text, "
        "weasyprint.layout.inline.split_first_line, weasyprint.layout.page.make_page; "
        "install the versions that are locked (make setup); for a new version see make engine-changes"
    ), said.stderr


RUNS = """
import sys
RUNS = "subprocess.Popen", "os.posix_spawn", "os.system"
sys.addaudithook(lambda event, of: print(event, of[0]) if event in RUNS else None)
import press.engine.render
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the engine looks for them otherwise")
def test_no_program_is_run_to_find_a_library(root: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-c", RUNS]
    said = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert said.stdout == ""


def test_only_one_module_replaces_functions_of_the_engine(root: Path) -> None:
    for path in sorted((root / "press").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        theirs = set(_of_the_engine(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                owner: ast.expr = node
                while isinstance(owner, ast.Attribute):
                    owner = owner.value
                assert not (isinstance(owner, ast.Name) and owner.id in theirs), f"{path}:{node.lineno}"


def _of_the_engine(tree: ast.Module) -> Iterator[str]:
    """The names by which a module knows the engine's modules and classes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("weasyprint"):
            yield from (alias.asname or alias.name for alias in node.names)
        if isinstance(node, ast.Import):
            yield from (alias.asname or "weasyprint" for alias in node.names if alias.name.startswith("weasyprint"))
