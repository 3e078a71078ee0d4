"""What once went wrong on malformed input, at its smallest: no traceback, no hang, no flood of memory, no write outside."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fuzz.box import Box, furnish
from tests.fuzz.kinds import KINDS, Kind
from tests.fuzz.large import LARGE
from tests.fuzz.mutation import mutated
from tests.fuzz.running import tried

CASES = sorted((Path(__file__).parent / "fuzz" / "cases").iterdir())
# These take a minute of the engine's time and more, each line its share: they are whole books, and end at their limit.
LIMIT = ("--seconds", "10")
BOOKS = ("a table of 5,000 rows", "a paragraph of 200 kB", "10,000 notes")


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Box:
    return furnish(tmp_path_factory.mktemp("fuzz").resolve() / "box")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_once_went_wrong_is_said_or_set(box: Box, case: Path) -> None:
    assert tried(box, KINDS[case.name.split("-")[0]], case.read_bytes()).fault == ""


@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.long] if name in BOOKS else []) for name in LARGE])
def test_large_and_deep_input_is_set_or_refused(box: Box, name: str) -> None:
    kind = KINDS["markdown"]
    if name in BOOKS:
        kind = replace(kind, commands=tuple((*command, *LIMIT) for command in kind.commands))
    one = tried(box, kind, LARGE[name].encode())
    assert one.fault == ""
    assert name not in BOOKS or any(what in one.said for what in ("was ended while", "leaflet.pdf", "leaflet_draft.pdf"))


def test_each_file_as_it_stands_gives_no_fault_and_is_read(box: Box) -> None:
    for name, kind in KINDS.items():
        content = (box.project / kind.path).read_bytes()
        assert tried(box, kind, content).fault == "", name
        assert (box.project / kind.path).read_bytes() == content


def test_a_write_outside_is_found(box: Box) -> None:
    outside = Kind("content/small/text.md", (("text", "small/en", "--output", "../escaped.md"),), ())
    assert tried(box, outside, b"Words.\n").fault == ""
    far = Kind("content/small/text.md", (("text", "small/en", "--output", str(Path(__file__).parent / "escaped.md")),), ())
    assert tried(box, far, b"Words.\n").fault.startswith("outside")


def test_a_seed_gives_the_same_input() -> None:
    content = b"One line.\n\nAnother, with 12 words.\n" * 20
    for seed in range(50):
        first = mutated(content, random.Random(seed), (b"x", b"y"))
        assert first == mutated(content, random.Random(seed), (b"x", b"y"))
    assert len({mutated(content, random.Random(seed), (b"x",)) for seed in range(50)}) > 40
