"""The verb that looks at the machine: what is missing, and the command that mends it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

LIBRARIES = {
    "pango-1.0": "libpango-1.0-0", "pangoft2-1.0": "libpangoft2-1.0-0", "harfbuzz": "libharfbuzz0b",
    "harfbuzz-subset": "libharfbuzz-subset0", "fontconfig": "libfontconfig1",
}
PYTHON = (3, 11)


def faults(root: Path) -> list[str]:
    """What is missing on this machine, each with its remedy."""
    import ctypes.util
    import importlib.metadata

    found = []
    if sys.version_info < PYTHON:
        found.append(f"Python {sys.version.split()[0]} is too old: install Python 3.11 or newer, then run: make")
    missing = [package for library, package in LIBRARIES.items() if not ctypes.util.find_library(library)]
    if missing:
        found.append(f"system libraries are missing: run: sudo apt-get install -y {' '.join(missing)}"
                     "  (macOS: brew install pango)")
    for name, version in _locked(root):
        try:
            installed = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            installed = "none"
        if _numbers(installed) != _numbers(version):
            found.append(f"{name} {version} is needed, {installed} is installed: run: make setup")
    return found


def _locked(root: Path) -> list[tuple[str, str]]:
    """The packages of the lock file with their versions; none where the project has no lock file."""
    lock = root / "requirements.lock"
    text = lock.read_text(encoding="utf-8") if lock.is_file() else ""
    return re.findall(r"^([A-Za-z0-9._-]+)==([^\s\\;]+)", text, re.M)


def _numbers(version: str) -> list[int]:
    """The numbers of a version: 1.002 and 1.2 are the same."""
    return [int(number) for number in re.findall(r"\d+", version)]


@click.command()
@click.pass_obj
def doctor(root: Path) -> int:
    """Names what of the system is missing, and the command that mends it."""
    found = faults(root)
    for fault in found:
        print(fault)
    if found:
        return 1
    from press.engine.render import versions

    print("nothing is missing: " + ", ".join(f"{name} {number}" for name, number in versions().items()))
    return 0
