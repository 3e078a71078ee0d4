"""Babel's own tools cut the same messages as we do."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import polib

from press.commands.line import run

LETTER = """\
We write about 2017[^a], see [above](#ask).

# What we ask {#ask}

| Year | Reports |
|---|---:|
| 2017 | some *eighty*[^a] |

: A caption.

- one answer
- a date

[^a]: The first paragraph.

    We write about the second.
"""


def messages(path: Path) -> dict[tuple[str, str], tuple[str, list[str]]]:
    """Each message with its comment and the files it is in."""
    return {
        (entry.msgctxt or "", entry.msgid): (" ".join(entry.comment.split()), sorted({f for f, _ in entry.occurrences}))
        for entry in polib.pofile(str(path))
    }


def test_pybabel_sees_the_same_messages(root: Path, copy: Path) -> None:
    folder = copy / "content/letter"
    folder.mkdir()
    head = 'language = "en"\ntitle = "A letter"\nfiles = ["a.md", "b.md"]\n'
    (folder / "document.toml").write_text(head, encoding="utf-8")
    (folder / "a.md").write_text(LETTER, encoding="utf-8")
    (folder / "b.md").write_text("The second file calls it too[^a].\n\nWe write about 2017[^a], see [above](#ask).\n",
                                 encoding="utf-8")
    assert run(["catalogue", "update"], copy) == 0
    shutil.copy(root / "babel.cfg", copy)
    command = [sys.executable, "-m", "babel.messages.frontend", "extract", "-F", "babel.cfg", "--ignore-dirs", ".*",
               "-c", "translators:", "--strip-comments", "-o", "all.pot", "."]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)
    ours: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for name in ("letter", "statement-1988", "interface"):
        ours |= messages(copy / f"locales/{name}.pot")
    assert len(ours) > 55
    assert messages(copy / "all.pot") == ours


def test_the_entry_point_names_the_extractor(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, name = project["entry-points"]["babel.extractors"]["press"].partition(":")
    assert callable(getattr(__import__(module, fromlist=[name]), name))
    assert f"press = {module}:{name}\n" in (root / "babel.cfg").read_text(encoding="utf-8")
