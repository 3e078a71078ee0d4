"""Shows what another version of the engine has in the places that press/engine/replaced.py takes.

Run as tools/engine_changes.py VERSION, in the project's environment. Both versions are brought by pip and are not installed.
"""

from __future__ import annotations

import ast
import difflib
import subprocess
import sys
import tempfile
import zipfile
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from press.engine.replaced import REPLACEMENTS  # noqa: E402


def brought(number: str, folder: Path) -> zipfile.ZipFile:
    """The wheel of a version of the engine."""
    options = ["--quiet", "--no-deps", "--only-binary", ":all:", "--dest", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "download", *options, f"weasyprint=={number}"], check=True)
    return zipfile.ZipFile(next(folder.glob(f"weasyprint-{number}-*.whl")))


def source(wheel: zipfile.ZipFile, name: str) -> list[str]:
    """The lines of a function by the name that it is looked up by; none where the version has no such name."""
    parts, names = name.split("."), wheel.namelist()
    for count in range(len(parts) - 1, 0, -1):
        path = "/".join(parts[:count])
        found = next((file for file in (f"{path}.py", f"{path}/__init__.py") if file in names), None)
        if found:
            text = wheel.read(found).decode()
            package = parts[:count] if found.endswith("__init__.py") else parts[: count - 1]
            return _lines(wheel, text, parts[count:], package)
    return []


def _lines(wheel: zipfile.ZipFile, text: str, inner: list[str], package: list[str]) -> list[str]:
    """The lines of what a module defines, or of what it imports by that name."""
    body = ast.parse(text).body
    for depth, name in enumerate(inner):
        for node in body:
            if isinstance(node, ast.ImportFrom) and name in {alias.asname or alias.name for alias in node.names}:
                home = [*package[: len(package) - node.level + 1], node.module] if node.level else [node.module]
                return source(wheel, ".".join([*filter(None, home), *inner[depth:]]))
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == name:
                body = node.body
                break
        else:
            return []
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return text.splitlines()[first - 1 : node.end_lineno]


def main(new: str) -> int:
    """Prints the differences; 1 when there are any."""
    old, changed = version("weasyprint"), False
    with tempfile.TemporaryDirectory() as folder:
        wheels = [brought(number, Path(folder)) for number in (old, new)]
        for name in (replacement.name for replacement in REPLACEMENTS if replacement.digest):
            before, after = (source(wheel, name) for wheel in wheels)
            lines = list(difflib.unified_diff(before, after, f"{name} {old}", f"{name} {new}", lineterm="", n=5))
            print("\n".join(lines) if lines else f"{name}: as it was")
            changed |= bool(lines)
    return int(changed)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("name the version to compare with: make engine-changes VERSION=71.0")
    sys.exit(main(sys.argv[1]))
