"""Each viewer draws the same press page alike, and the plates have what belongs on them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Operator
from PIL import Image

from press.pipeline import build
from tests.conftest import CACHE, PARTS, ROOT, copies_of
from tests.designs import coloured
from tests.viewers import FEW, VIEWERS, apart, drawn, is_here, plates

CELLS = ("statement-1988/en/print-shop", "statement-1988/fa/print-shop")
PAGES = (*((cell, page) for cell in CELLS for page in (1, 2)), ("poster/en/colour", 1), ("poster/en/colour", 2))
Operation = tuple[list[Any], Operator]
needs_plates = pytest.mark.skipif(not is_here("Ghostscript"), reason="Ghostscript is not here: tools/viewers/set-up")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The press files that are looked at: two real cells, and the coloured design."""
    folder = tmp_path_factory.mktemp("files")
    project = folder / "project"
    for part in PARTS[:3]:
        shutil.copytree(ROOT / part, project / part)
    made = {job.cell: build(job, CACHE) for job in copies_of(ROOT, list(CELLS), final=False)}
    made["poster/en/colour"] = coloured(project)
    paths = {}
    for cell, result in made.items():
        assert result.pdf, result.findings
        paths[cell] = folder / f"{cell.replace('/', '_')}.pdf"
        paths[cell].write_bytes(result.pdf)
    return paths


@pytest.mark.parametrize("name", [name for name in VIEWERS if name != "PDFium"])
def test_a_page_looks_alike_in_each_viewer(files: Mapping[str, Path], name: str) -> None:
    if not is_here(name):
        pytest.skip(f"{name} is not here: tools/viewers/set-up brings it")
    others = [other for other in VIEWERS if is_here(other) and other != name]
    far = {(cell, page, other): share for cell, page in PAGES for other in others
           if (share := apart(drawn(name, files[cell], page), drawn(other, files[cell], page))) > FEW}
    assert not far, "percent of the page that two viewers draw otherwise"


def without(operator: str, first: int = 0, last: int = 10**6) -> Callable[[list[Operation]], list[Operation]]:
    """Takes operations of one kind out of a page, from the first to before the last."""

    def change(operations: list[Operation]) -> list[Operation]:
        places = [place for place, (_, name) in enumerate(operations) if str(name) == operator][first:last]
        return [operation for place, operation in enumerate(operations) if place not in places]

    return change


def moved(operations: list[Operation]) -> list[Operation]:
    """Puts all of a page up by 1.5 mm."""
    return [([1, 0, 0, 1, 0, 1.5 * 72 / 25.4], Operator("cm")), *operations]


def exchanged(operations: list[Operation]) -> list[Operation]:
    """Puts the inks of all grounds on each other's plates."""
    return [([tones[2], tones[0], tones[1], tones[3]], name) if str(name) == "k" else (tones, name)
            for tones, name in operations]


@pytest.mark.parametrize(("cell", "page", "change"), [
    ("poster/en/colour", 2, without("Do")), ("poster/en/colour", 1, exchanged), ("poster/en/colour", 1, moved),
    ("poster/en/colour", 1, without("scn")), (CELLS[0], 2, moved), (CELLS[0], 2, without("TJ", 10, 40)),
    (CELLS[1], 2, moved),
])
def test_what_is_missing_moved_or_of_another_colour_is_seen(
    files: Mapping[str, Path], cell: str, page: int, change: Callable[[list[Operation]], list[Operation]], tmp_path: Path,
) -> None:
    """The measure of the test above finds each fault, whichever viewer drew the page without it."""
    changed = tmp_path / "changed.pdf"
    with pikepdf.open(files[cell]) as file:
        operations = [(list(one.operands), one.operator) for one in pikepdf.parse_content_stream(file.pages[page - 1])]
        file.pages[page - 1].Contents = file.make_stream(pikepdf.unparse_content_stream(change(operations)))
        file.save(changed)
    wrong = drawn("PDFium", changed, page)
    for name in VIEWERS:
        if is_here(name):
            assert apart(wrong, drawn(name, files[cell], page)) > FEW, name


@needs_plates
@pytest.mark.parametrize("cell", CELLS)
def test_words_are_on_the_black_plate_alone(files: Mapping[str, Path], cell: str) -> None:
    found = plates(files[cell], 2)
    darkest = {ink: plate.getextrema()[0] for ink, plate in found.items()}
    assert darkest == {"Cyan": 255, "Magenta": 255, "Yellow": 255, "Black": 0}


def body(picture: Image.Image) -> tuple[int, int]:
    """The most and the least ink, 0 and 255, where words stand on the ground of the coloured design's first page."""
    width, height = picture.size
    # Below the coloured rule.
    tones = picture.crop((width // 6, height * 6 // 10, width * 5 // 6, height * 9 // 10)).histogram()
    used = [tone for tone, count in enumerate(tones) if count]
    return used[0], used[-1]


@needs_plates
def test_black_words_overprint_the_ground(files: Mapping[str, Path]) -> None:
    found = plates(files["poster/en/colour"], 1)
    for ink in ("Cyan", "Magenta", "Yellow"):
        least, most = body(found[ink])
        assert least == most, f"the ground on the plate {ink} has holes where words stand"
    assert body(found["Yellow"])[0] < 255
    assert body(found["Black"]) == (0, 255)


@needs_plates
def test_a_ground_that_is_cut_out_is_seen(files: Mapping[str, Path], tmp_path: Path) -> None:
    changed = tmp_path / "changed.pdf"
    with pikepdf.open(files["poster/en/colour"]) as file:
        for state in file.pages[0].Resources.ExtGState.as_dict().values():
            for key in ("/OP", "/op"):
                if key in state:
                    state[key] = False
        file.save(changed)
    least, most = body(plates(changed, 1)["Yellow"])
    assert least < most


@pytest.mark.parametrize("page", [1, 2])
def test_ground_and_picture_reach_the_bleed_and_end_there(files: Mapping[str, Path], page: int) -> None:
    """Both run off above and on both sides; the ground of the first page below too."""
    picture = drawn("PDFium", files["poster/en/colour"], page)
    with pikepdf.open(files["poster/en/colour"]) as file:
        box = [float(side) * picture.width / float(file.pages[0].MediaBox[2]) for side in file.pages[0].BleedBox.as_list()]
    left, top, right, bottom = box[0], picture.height - box[3], box[2], picture.height - box[1]
    # A third of the way down is a picture on the second page, and no mark is there.
    middle, high = (left + right) / 2, top + (bottom - top) / 6
    edges = [((middle, top), (0, -1)), ((left, high), (-1, 0)), ((right, high), (1, 0))]
    edges += [((middle, bottom), (0, 1))] if page == 1 else []
    for (x, y), (across, down) in edges:
        inside = picture.getpixel((int(x - 2 * across), int(y - 2 * down)))
        outside = picture.getpixel((int(x + 3 * across), int(y + 3 * down)))
        assert inside != (255, 255, 255) == outside
