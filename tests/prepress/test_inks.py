"""Colours of a design on the plates: greys in black alone, the rest by the profile, no more ink than the paper takes."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Mapping
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Dictionary
from PIL import Image, ImageChops, ImageCms

from press.colour.conditions import condition
from press.pipeline import build
from press.production.prepress.colours import Greys, Inks
from press.production.prepress.photographs import converted
from press.project import Project
from press.values.edition import Press
from press.values.findings import ProjectError, Severity
from press.values.lengths import MM
from press.values.results import Result
from tests.conftest import CACHE, ROOT, copy_of
from tests.pdf import opened
from tests.prepress.conftest import laid_out
from tests.prepress.strict import faults, inside


def test_a_coloured_design_is_pdf_x_4_too(coloured: Result) -> None:
    assert coloured.pdf, coloured.findings
    assert faults(coloured.pdf) == []
    found = inside(coloured.pdf)
    assert {(0, 0, 0, 1), (0, 0, 0, 0), (1, .5, 0, .2)} <= found.colours, "black, white, and inks that the design names"
    greys = [colour for colour in found.colours if colour[:3] == (0, 0, 0) and .49 < colour[3] < .51]
    assert greys, "#808080 in black alone"
    assert found.masks
    assert found.gradients
    assert max(sum(colour) for colour in found.colours) <= 3


def test_gradients_between_greys_are_black_alone(coloured: Result) -> None:
    with opened(coloured.pdf or b"") as file:
        shadings = [item for item in file.objects if isinstance(item, Dictionary)
                    and str(item.get("/ColorSpace")) == "/DeviceCMYK" and "/ShadingType" in item]
        (grey,) = [one for one in shadings if all("/C0" in part for part in one.Function.Functions)]
        ends = [[float(ink) for ink in grey.Function.Functions[0][key]] for key in ("/C0", "/C1")]
        assert ends == [[0, 0, 0, 1], [0, 0, 0, 0]]
        (mixed,) = [one for one in shadings if one is not grey and "/C0" not in one.Function.Functions[0]]
        for part in mixed.Function.Functions:
            steps = part.read_bytes()
            assert len(steps) == 65 * 4
            sums = [sum(steps[place:place + 4]) / 255 for place in range(0, len(steps), 4)]
            assert max(sums) <= 3
            # Black among colours is made of all inks, so that it has no edge to what follows.
            assert max(abs(one - two) for one, two in pairwise(sums)) < .2


def test_black_overprints_and_all_else_knocks_out(coloured: Result) -> None:
    states = {name: state for name, state in inside(coloured.pdf or b"").states.items() if name.startswith("/Over")}
    assert states == {"/Over00": (False, False, 1), "/Over10": (True, False, 1)}
    with opened(coloured.pdf or b"") as file:
        streams = [page.obj.Contents.read_bytes().decode("latin1").split("\n") for page in file.pages]
    for lines in streams:
        ink, over = "0 0 0 1 k", False
        kept: list[tuple[str, bool]] = []
        for line in lines:
            if line == "q" or line.startswith("q "):
                kept.append((ink, over))
            elif line == "Q":
                ink, over = kept.pop()
            elif line.endswith((" k", " cs")):
                ink = line
            elif line.startswith("/Over") and line.endswith(" gs"):
                over = line.startswith("/Over1")
            elif line.endswith("TJ") or line in ("f", "f*"):
                assert over == (ink == "0 0 0 1 k"), (ink, line)


def test_what_bleeds_ends_at_the_bleed(coloured: Result) -> None:
    page = pypdfium2.PdfDocument(coloured.pdf)[0].render(scale=4).to_pil()
    middle = page.height // 2
    for millimetres, is_ground in ((6.5, False), (7.5, True), (9.5, True), (160.5, True), (161.5, False)):
        pixel = page.getpixel((round(millimetres * MM * 4), middle))
        assert (pixel != (255, 255, 255)) == is_ground, (millimetres, pixel)


def test_all_stands_where_the_design_puts_it(project: Path, coloured: Result) -> None:
    base, press = (pypdfium2.PdfDocument(pdf) for pdf in (laid_out(project, "letter/en/coloured")[0], coloured.pdf))
    assert len(base) == len(press)
    for pages in zip(base, press, strict=True):
        # Cut to the trim, in dots of 6 mm: inks look a little other than lights, but nothing has moved.
        before, after = (page.render(scale=2, crop=(10 * MM,) * 4).to_pil().convert("L").resize((25, 35)) for page in pages)
        assert max(ImageChops.difference(before, after).tobytes()) < 50


def test_each_picture_is_in_inks_dot_for_dot(project: Path, coloured: Result) -> None:
    sizes = {}
    for path in (project / "content/letter/figures").iterdir():
        with Image.open(path) as image:
            sizes[path.name] = image.size
    with opened(coloured.pdf or b"") as file:
        found: dict[tuple[int, int], list[tuple[str, bytes, bool]]] = {}
        images = {item.objgen: item for item in file.objects if hasattr(item, "get") and item.get("/Subtype") == "/Image"}
        masks = {item.SMask.objgen for item in images.values() if "/SMask" in item}
        for number, item in images.items():
            if number not in masks:
                held = (str(item.ColorSpace[0] if len(str(item.ColorSpace)) > 20 else item.ColorSpace), item.read_bytes(),
                        "/SMask" in item)
                found.setdefault((int(item.Width), int(item.Height)), []).append(held)
    assert set(found) == set(sizes.values())
    assert len(found[sizes["first.png"]]) == 2, "two files that look the same are one; the other is the JPEG"
    for name in ("grey.png", "grey-as-rgb.png", "bitmap.png"):
        ((space, dots, _),) = found[sizes[name]]
        assert space == "/Indexed", name
        assert len(dots) == sizes[name][0] * sizes[name][1], name
    ((space, dots, _),) = found[sizes["inks.jpg"]]
    assert [round(ink, -1) for ink in dots[:4]] == [260, 0, 130, 0], "inks stay as they are, not turned round"
    ((_, _, is_through),) = found[sizes["through.png"]]
    assert is_through
    for of_size in found.values():
        for space, dots, _ in of_size:
            if space == "/DeviceCMYK":
                assert max(sum(dots[place:place + 4]) for place in range(0, len(dots), 4)) <= 3 * 255


def test_pictures_give_the_same_bytes_in_another_folder(project: Path, coloured: Result, tmp_path: Path) -> None:
    shutil.copytree(project, tmp_path / "elsewhere")
    again = build(copy_of(tmp_path / "elsewhere", ["letter/en/coloured"], final=False), CACHE)
    assert again.pdf == coloured.pdf


def test_a_picture_that_is_converted_is_said_once(coloured: Result) -> None:
    said = [str(finding.place) for finding in coloured.findings if finding.code == "picture-converted"]
    figures = "content/letter/figures/"
    assert sorted(said) == [f"{figures}{name}" for name in ("first.png", "palette.png", "rgb.jpg", "through.png")]
    assert {finding.severity for finding in coloured.findings if finding.code == "picture-converted"} == {Severity.NOTICE}


@pytest.mark.parametrize("paper", ["coated", "uncoated"])
def test_no_colour_has_more_ink_than_the_paper_takes(paper: str) -> None:
    printed = condition(edition(), Press(paper, None, "", 3 * MM, False, "none"))
    inks = Inks(printed)
    steps = [step / 8 for step in range(9)]
    sums = {rgb: sum(inks.colour("rgb", rgb, mixed=True)) * 100 for rgb in product(steps, repeat=3)}
    assert max(sums.values()) <= printed.ink
    assert inks.colour("rgb", (0, 0, 0)) == (0, 0, 0, 1)
    assert inks.colour("rgb", (1, 1, 1), mixed=True) == (0, 0, 0, 0)
    red = inks.colour("rgb", (1, 0, 0))
    assert red[0] < .1 < .9 < red[1]
    assert inks.colour("lab", (0, 0, 0)) == (0, 0, 0, 1)
    cyan, magenta, yellow, _ = inks.colour("lab", (50, 60, 40))
    assert cyan < .2 < .7 < min(magenta, yellow + .1)


def test_a_soft_mask_keeps_only_lightness() -> None:
    greys = Greys()
    assert greys.colour("rgb", (1, 1, 1)) == greys.colour("cmyk", (0, 0, 0, 0)) == greys.colour("grey", (1,)) == (1,)
    assert greys.colour("rgb", (0, 1, 0)) == (.59,)
    assert greys.colour("lab", (0, 0, 0)) == (0,)


def edition() -> Any:
    return Project(ROOT).editions["print-shop"]


def profiles(folder: Path) -> Mapping[str, bytes]:
    """Profiles that can't be used, by name."""
    good = (ROOT / "press/colour/profiles/FOGRA39L_coated.icc").read_bytes()
    screen = io.BytesIO(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()).getvalue()
    made = {"screen.icc": screen, "cut.icc": good[:2000], "none.icc": b"", "words.icc": b"no profile" * 40}
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return made


LINE = 'paper = "coated"'
WRONG = [
    (LINE, f'{LINE}\nprofile = "screen.icc"\ncondition = "FOGRA51"', "is a profile for RGB", 7),
    (LINE, f'{LINE}\nprofile = "cut.icc"\ncondition = "FOGRA51"', "or it is damaged", 7),
    (LINE, f'{LINE}\nprofile = "none.icc"\ncondition = "FOGRA51"', "or it is damaged", 7),
    (LINE, f'{LINE}\nprofile = "words.icc"\ncondition = "FOGRA51"', "or it is damaged", 7),
    (LINE, f'{LINE}\nprofile = "other.icc"\ncondition = "FOGRA51"', "there is no profile other.icc", 7),
    (LINE, f'{LINE}\nprofile = "../handout/edition.toml"\ncondition = "FOGRA51"', "is not in the edition's folder", 7),
    (LINE, f'{LINE}\nprofile = "screen.icc"', "has no condition", 5),
    (LINE, 'paper = "coted"', "did you mean coated?", 6),
    ('"3mm"', '"11mm"', "larger than the 10 mm", 7),
    ('"3mm"', '"9mm"', "no room for trim marks", 7),
    ('binding = "glue"', 'binding = "staples"', "known are saddle-stitch, glue, none", 9),
]


@pytest.mark.parametrize(("old", "new", "said", "line"), WRONG)
def test_what_can_t_be_printed_is_refused_with_its_line(
    refused: Callable[[str, str], None], tmp_path: Path, old: str, new: str, said: str, line: int
) -> None:
    profiles(tmp_path)
    with pytest.raises(ProjectError) as caught:
        refused(old, new)
    assert said in str(caught.value)
    assert str(caught.value.place) == f"templates/coloured/edition.toml:{line}"
    assert caught.value.hint


def test_a_bleed_as_large_as_the_page_is_refused(refused: Callable[[str, str], None]) -> None:
    with pytest.raises(ProjectError, match="as large as the page"):
        refused('[press]\npaper = "coated"\nbleed = "3mm"\nmarks = true',
                '[page]\nsize = "8mm 210mm"\n[press]\npaper = "coated"\nbleed = "9mm"\nmarks = false')


def test_a_profile_of_its_own_is_taken(refused: Callable[[str, str], None], tmp_path: Path) -> None:
    own = tmp_path / "own.icc"
    own.write_bytes((ROOT / "press/colour/profiles/FOGRA47L_uncoated.icc").read_bytes())
    refused(LINE, f'{LINE}\nprofile = "own.icc"\ncondition = "FOGRA52"')
    found = condition(edition(), Press("coated", own, "FOGRA52", 3 * MM, False, "none"))
    assert (found.name, found.profile) == ("FOGRA52", own.read_bytes())


def test_the_inks_of_a_jpeg_without_the_mark_of_adobe_are_not_turned_round() -> None:
    out = io.BytesIO()
    Image.new("CMYK", (8, 8), (0, 255, 255, 0)).save(out, "JPEG", quality=100)
    marked = out.getvalue()
    at = marked.index(b"\xff\xee")
    length = int.from_bytes(marked[at + 2:at + 4], "big") + 2
    inks = Inks(condition(edition(), Press("coated", None, "", 3 * MM, False, "none")))
    for raw in (marked, marked[:at] + marked[at + length:]):
        with pikepdf.new() as file:
            stream = file.make_stream(raw, Width=8, Height=8, BitsPerComponent=8, ColorSpace=pikepdf.Name.DeviceCMYK,
                                      Filter=pikepdf.Name.DCTDecode)
            made, _ = converted(stream, inks, file)
            assert made.read_bytes()[:4] == b"\xff\x00\x00\xff", "a PDF takes what is in the file, not what Adobe means"
