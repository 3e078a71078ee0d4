"""The house rules: who imports whom, who owns a library, how long a module is, what is pinned."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROWS = (
    ("conventions", "findings", "wordless", "signals", "progress", "limits"), ("model", "layout", "comments"),
    ("files", "job", "results", "lengths", "addresses", "parser", "directions", "invisible", "waivers"),
    ("tables", "scratch", "workers"),
    ("rules", "printer", "binding", "colours", "vectors", "inlines", "rows", "constructs"),
    ("languages", "markdown", "fonts", "pictures", "pdf", "glossary"),
    ("catalogues", "compose", "engine", "checks", "manuscript", "words"),
    ("documents", "finish", "imposition", "prepress", "preflight", "tagtree", "editions"),
    ("productions", "fitting", "companions"), ("pipeline", "project", "extractor"), ("cells",), ("commands",),
)
ABOVE_ITS_ROW = {("project", "pipeline")}
OWNERS = {
    "weasyprint": ("engine",), "jinja2": ("compose",), "markupsafe": ("compose",), "markdown_it": ("parser",),
    "mdit_py_plugins": ("parser",), "polib": ("catalogues",), "rapidfuzz": ("catalogues",),
    "babel": ("languages", "commands"), "uharfbuzz": ("fonts",), "fontTools": ("fonts", "pdf", "engine"),
    "pikepdf": ("finish", "imposition", "prepress", "pdf", "checks"), "pydyf": ("engine",), "click": ("commands",),
    "rich": ("commands",), "pypdfium2": ("commands",), "PIL": ("colours", "pictures", "prepress", "pdf", "commands"),
    "tomllib": ("files",), "pyphen": ("commands",),
}
LONGEST = 345
LONGEST_FUNCTION = 45


def modules(root: Path) -> Iterator[tuple[str, Path, ast.Module]]:
    """Each module of the package: the name of its row's member, its path and its tree."""
    for path in sorted((root / "press").rglob("*.py")):
        inner = path.relative_to(root / "press")
        yield inner.parts[0].removesuffix(".py"), path, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    """What a module imports, also inside functions, in full."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ([f"press.{alias.name}" for alias in node.names] if node.module == "press" else [node.module])


def row(name: str) -> int:
    return next(number for number, names in enumerate(ROWS) if name in names)


def test_imports_go_down_only(root: Path) -> None:
    for name, path, tree in modules(root):
        if name == "__init__":
            continue
        for module in imported(tree):
            if module.startswith("press."):
                other = module.split(".")[1]
                assert other == name or row(other) < row(name), f"{path} imports {module}"


def test_each_library_has_its_owner(root: Path) -> None:
    for name, path, tree in modules(root):
        for module in imported(tree):
            owners = OWNERS.get(module.split(".")[0])
            assert owners is None or name in owners, f"{path} imports {module}"


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


def test_the_page_of_the_architecture_names_each_module(root: Path) -> None:
    text = (root / "docs/architecture.md").read_text(encoding="utf-8")
    for name in {name for name, _, _ in modules(root)} - {"__init__"}:
        assert f"`{name}.py`" in text or f"`{name}/`" in text, name
    for path in re.findall(r"`(tests/\S+\.py)`", text):
        assert (root / path).exists(), path


def test_what_the_readme_names_is_there(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    for path in re.findall(r"\]\((?!http)([^)#]+)\)", text):
        assert (root / path).exists(), path
