"""The check of hard documents finds each kind of fault, and a sample of hard documents has none."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from tests.hard import building
from tests.hard.__main__ import NOTICES
from tests.hard.generator import CELL, HEADER, RUNNING, Hard, HardNote, Token, hard
from tests.hard.reading import read
from tests.hard.verdict import Frame, counted, judge

# Small ones of each manner, in both directions and editions, with tables, figures, kept blocks and a closing.
SAMPLE = (6, 7, 13, 26, 34, 58, 74, 79, 93, 95, 103, 116)

FRAME = Frame(20, 20, 180, 280)
# Word, or digits raised beside it: (page, left, baseline from the page's top). Lines are 14 pt apart, notes 10 pt.
Places = dict[str, tuple[int, float, float]]
LINES = (40, 54, 68, 82, 96, 110, 124, 138, 152, 166, 180)
RIGHT: Places = {
    "Qheda": (1, 20, 40), "1": (1, 0, 40),
    "Qtaba": (1, 20, 68), "2": (1, 0, 68), "Qtabe": (1, 20, 96),
    "Qnaba": (1, 30, 235), "Qnabe": (1, 30, 245), "Qnabi": (1, 30, 255), "Qnabo": (1, 30, 265), "Qnaca": (1, 30, 275),
    "Qheda again": (2, 20, 40),
    "Qcela": (2, 20, 54), "Qcele": (2, 100, 54), "Qtabi": (2, 20, 68), "3": (2, 0, 68),
    "Qnace": (2, 30, 235), "Qnaci": (2, 30, 245), "Qnaco": (2, 30, 255),
    "Qtabo": (3, 20, 40),
}
SOURCE = Hard(
    0, "made", "en", "handout", "", "", "", (),
    (Token("Qheda", HEADER), Token("Qtaba", RUNNING), Token("Qtabe", RUNNING), Token("Qcela", CELL), Token("Qcele", CELL),
     Token("Qtabi", RUNNING), Token("Qtabo", RUNNING)),
    (HardNote("Qheda", ("Qnaba", "Qnabe", "Qnabi", "Qnabo"), 20), HardNote("Qtaba", ("Qnaca",), 1),
     HardNote("Qtabi", ("Qnace", "Qnaci", "Qnaco"), 15)),
)


def pdf(places: Places, filled: tuple[int, ...] = (1, 2)) -> bytes:
    """Three pages of 200 by 300 pt with words where they are wanted, and lines of text that fill some of them."""
    document = pypdfium2.PdfDocument.new()
    font = raw.FPDFText_LoadStandardFont(document, b"Helvetica")
    pages = [document.new_page(200, 300) for _ in range(3)]

    def write(text: str, page: int, left: float, baseline: float, size: float) -> None:
        piece = raw.FPDFPageObj_CreateTextObj(document, font, size)
        units = (text + "\0").encode("utf-16-le")
        raw.FPDFText_SetText(piece, (raw.FPDF_WCHAR * (len(units) // 2)).from_buffer_copy(units))
        raw.FPDFPageObj_Transform(piece, 1, 0, 0, 1, left, 300 - baseline)
        raw.FPDFPage_InsertObject(pages[page - 1], piece)

    for page in filled:
        for line in LINES:
            write("plain words", page, 130, line, 8)
    for text, (page, left, baseline) in places.items():
        if text.isdigit():
            write(text, page, left, baseline - 4, 5)
        else:
            write(text.split()[0], page, left, baseline, 8 if text[1] in "thc" else 6)
    for leaf in pages:
        raw.FPDFPage_GenerateContent(leaf)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def beside(places: Places) -> Places:
    """The places with each digit moved to the end of the word of its line."""
    widths = {"Qheda": 25.5, "Qtaba": 23.5, "Qtabi": 20.6}
    moved = dict(places)
    for digit, word in (("1", "Qheda"), ("2", "Qtaba"), ("3", "Qtabi"), ("11", "Qheda")):
        if digit in moved and word in moved:
            page, _, line = moved[digit]
            moved[digit] = (page, moved[word][1] + widths[word], line)
    return moved


def kinds(places: Places, filled: tuple[int, ...] = (1, 2)) -> dict[str, int]:
    return dict(counted(judge(SOURCE, read(pdf(beside(places), filled)), FRAME)))


def test_nothing_is_wrong_with_a_right_pdf() -> None:
    assert judge(SOURCE, read(pdf(beside(RIGHT))), FRAME) == []


WRONG: tuple[tuple[str, Places, tuple[str, ...]], ...] = (
    ("lost", {}, ("Qnace", "Qnaci", "Qnaco")),
    ("cut", {}, ("Qnabe",)),
    ("doubled", {"Qnaca twice": (3, 30, 275)}, ()),
    ("out-of-order", {"Qnabe": (1, 30, 255), "Qnabi": (1, 30, 245)}, ()),
    ("out-of-order", {"Qnaca": (1, 30, 225)}, ()),
    ("before", {"Qnace": (1, 30, 276), "Qnaci": (1, 30, 277), "Qnaco": (1, 30, 278)}, ()),
    ("late", {"Qnaca": (2, 30, 225)}, ()),
    ("late", {"Qnace": (3, 30, 235), "Qnaci": (3, 30, 245), "Qnaco": (3, 30, 255)}, ()),
    ("overlap", {"Qtabe": (1, 20, 240)}, ()),
    ("overlap", {"Qtabe": (1, 24, 70)}, ()),
    ("off-page", {"Qnaco": (2, 30, 290)}, ()),
    ("off-page", {"Qnaca": (1, 195, 275)}, ()),
    ("header-call", {"11": (2, 0, 40)}, ()),
    ("call-lost", {}, ("2",)),
    ("text-lost", {}, ("Qtabe",)),
    ("text-doubled", {"Qtabe twice": (3, 20, 68)}, ()),
    ("text-order", {"Qtabe": (1, 20, 54)}, ()),
    ("text-order", {"Qcele": (3, 20, 68)}, ()),
    ("divided-needlessly", {"Qnaco": (3, 30, 275)}, ()),
    ("divided-needlessly", {"Qnaba": (1, 30, 265), "Qnabe": (1, 30, 275), "Qnabi": (2, 30, 205), "Qnabo": (2, 30, 215),
                            "Qnaca": (2, 30, 225)}, ()),
)


@pytest.mark.parametrize(("kind", "moved", "gone"), WRONG)
def test_each_kind_of_fault_is_found(kind: str, moved: Places, gone: tuple[str, ...]) -> None:
    assert kind in kinds({word: place for word, place in (RIGHT | moved).items() if word not in gone})


def test_a_note_may_begin_later_where_one_before_it_runs_on() -> None:
    places = RIGHT | {"Qnaba": (1, 30, 235), "Qnabo": (2, 30, 215), "Qnaca": (2, 30, 225)}
    assert "late" not in kinds(places)


def test_a_blank_page_is_found_and_a_blank_last_page_is_not() -> None:
    assert kinds(RIGHT, filled=(1,)) == {"blank": 1}
    assert kinds(RIGHT, filled=(1, 2, 3)) == {}


@pytest.fixture
def furnished(tmp_path: Path) -> Path:
    building.furnish(tmp_path)
    return tmp_path


def test_a_seed_gives_the_same_document_each_time() -> None:
    assert hard(5) == hard(5)
    assert hard(5) != hard(6)


def test_what_can_not_be_built_is_a_fault(furnished: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "read", lambda pdf: [])
    assert {fault.kind for fault in building.outcome(7, furnished, cache).faults} >= {"lost", "text-lost"}
    monkeypatch.setattr(building, "build", lambda job, cache: 1 / 0)
    assert [fault.kind for fault in building.outcome(7, furnished, cache).faults] == ["crash"]


@pytest.fixture
def worker() -> Iterator[building.Worker]:
    made = building.Worker()
    yield made
    made.stop()


def test_a_worker_that_hangs_or_dies_is_a_fault(worker: building.Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "LIMIT", 0.01)
    assert [fault.kind for fault in worker.outcome(7).faults] == ["hang"]
    monkeypatch.setattr(building, "LIMIT", 60)
    assert worker.outcome(7).pages == 1
    worker.process.kill()
    worker.process.join()
    assert [fault.message for fault in worker.outcome(7).faults] == ["the process ended"]


@pytest.mark.parametrize("seed", SAMPLE)
def test_a_hard_document_has_its_notes_where_they_belong(furnished: Path, cache: Path, seed: int) -> None:
    assert [fault for fault in building.outcome(seed, furnished, cache).faults if fault.kind not in NOTICES] == []
