"""The house rules: who imports whom, who owns a library, how long a module is, what is pinned."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

# The rooms in the order of a job: none imports from one that stands after it.
ROOMS = (
    "values", "processes", "files", "tables", "languages", "colour", "reading", "fonts", "catalogues", "compose", "engine",
    "pdf", "checks", "production", "pipeline", "project", "cells", "commands",
)
OWNERS = {
    "weasyprint": ("engine",), "jinja2": ("compose",), "markupsafe": ("compose",), "markdown_it": ("reading.parser",),
    "mdit_py_plugins": ("reading.parser",), "polib": ("catalogues",), "rapidfuzz": ("catalogues",),
    "babel": ("languages", "commands"), "uharfbuzz": ("fonts.cutting", "fonts.coverage"),
    "fontTools": ("fonts", "pdf", "engine"), "pikepdf": ("production", "pdf", "checks"), "pydyf": ("engine",),
    "click": ("commands",), "rich": ("commands",), "pypdfium2": ("commands",),
    "PIL": ("colour", "reading.pictures", "production.prepress", "pdf", "commands"), "tomllib": ("files",),
    "pyphen": ("commands",),
}
LONGEST = 345
LONGEST_FUNCTION = 45


def modules(root: Path) -> Iterator[tuple[str, Path, ast.Module]]:
    """Each module of the package: its name below `press`, its path and its tree."""
    for path in sorted((root / "press").rglob("*.py")):
        name = ".".join(path.relative_to(root / "press").with_suffix("").parts).removesuffix("__init__").rstrip(".")
        if name:
            yield name, path, ast.parse(path.read_text(encoding="utf-8"))


def imported(name: str, path: Path, tree: ast.Module) -> Iterator[str]:
    """What a module imports, also inside functions and relatively, in full; of a package each name that is taken from it."""
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ["press", *package][: len(package) + 2 - node.level] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def test_no_room_imports_from_one_after_it(root: Path) -> None:
    for name, path, tree in modules(root):
        for other in imported(name, path, tree):
            if other.startswith("press."):
                ours, theirs = name.split(".")[0], other.split(".")[1]
                assert ROOMS.index(theirs) <= ROOMS.index(ours), f"{path} imports {other}"


def test_no_modules_import_each_other_in_a_circle(root: Path) -> None:
    found = list(modules(root))
    names = {name for name, *_ in found}
    graph = {name: {part for other in imported(name, path, tree) for part in _modules_of(other, names)} - {name}
             for name, path, tree in found}
    while graph:
        free = {name for name, needed in graph.items() if not needed & graph.keys()}
        assert free, sorted(graph)
        graph = {name: needed for name, needed in graph.items() if name not in free}


def _modules_of(name: str, names: set[str]) -> Iterator[str]:
    """The module of ours that an imported name is, or is in."""
    inner = name.removeprefix("press.")
    if name.startswith("press."):
        yield from [inner] if inner in names else {inner.rpartition(".")[0]} & names


def test_the_top_of_the_package_is_the_line_of_a_job(root: Path) -> None:
    assert len([path for path in (root / "press").glob("*.py") if path.name != "__init__.py"]) <= 5
    # A room that was given up may have left its bytecode.
    for room in (path for path in (root / "press").iterdir() if any(path.glob("*.py"))):
        said = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8")))
        assert said, room
        assert len(said.splitlines()) == 1, room


def test_each_library_has_its_owner(root: Path) -> None:
    for name, path, tree in modules(root):
        for other in imported(name, path, tree):
            owners = OWNERS.get(other.split(".")[0])
            assert owners is None or any(f"{name}.".startswith(f"{owner}.") for owner in owners), f"{path} imports {other}"


def test_modules_and_functions_are_short(root: Path) -> None:
    for _, path, tree in modules(root):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST, path
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, f"{path}: {node.name}"


def test_every_dependency_is_pinned_hashed_and_explained(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    text = (root / "docs/architecture.md").read_text(encoding="utf-8")
    for wanted in (*project["dependencies"], *project["optional-dependencies"]["test"]):
        name = re.split(r"[\[=]", wanted)[0]
        assert f"**{name}**" in text, name
        assert re.search(rf"^{re.escape(name)}==\S+ \\\n\s+--hash=sha256:", lock, re.M), name
    assert "http" not in lock
    assert "index" not in lock


def test_what_the_viewers_need_is_pinned_hashed_and_explained(root: Path) -> None:
    folder = root / "tools/viewers"
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    text = (root / "docs/architecture.md").read_text(encoding="utf-8")
    for name, version in wanted.items():
        assert f"**{name}**" in text
        assert lock[f"node_modules/{name}"]["version"] == version
    for place, package in lock.items():
        assert "resolved" not in package, "no registry is named"
        assert not place or package["integrity"].startswith("sha512-")


def test_the_page_of_the_architecture_has_each_room(root: Path) -> None:
    text = (root / "docs/architecture.md").read_text(encoding="utf-8")
    found = [name for name in re.findall(r"^\| `(\w+)(?:\.py|/)` \|", text, re.M) if name in ROOMS]
    assert found == list(ROOMS)
    for path in re.findall(r"`(tests/\S+\.py)`", text):
        assert (root / path).exists(), path


def test_what_the_readme_names_is_there(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    for path in re.findall(r"\]\((?!http)([^)#]+)\)", text):
        assert (root / path).exists(), path
