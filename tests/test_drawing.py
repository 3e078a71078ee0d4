"""What is painted on a page: where, in which colour of its own space, how it lies on what is under it."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from press.pdf.drawing import Drawing
from press.pdf.geometry import Box
from press.pdf.pages import drawings
from tests.checks.made import pdf, shown

Change = Callable[[pikepdf.Pdf], None]


def drawn(content: str, change: Change | None = None) -> Drawing:
    """What a page of some content draws."""
    with pikepdf.open(io.BytesIO(pdf(content, change))) as file:
        return next(drawings(file))


def boxed(content: str, change: Change | None = None) -> list[tuple[str, tuple[int, ...]]]:
    """The kind and the box of each thing painted, in whole pt."""
    with pikepdf.open(io.BytesIO(pdf(content, change))) as file:
        return [(thing.what, tuple(round(edge) for edge in thing.box)) for thing in next(drawings(file)).painted]


def measured(file: pikepdf.Pdf) -> None:
    """Gives the composite font widths, height and depth, and the page a simple font with widths."""
    fonts = file.pages[0].Resources.Font
    inner = fonts.F.DescendantFonts[0]
    inner.W = Array([65, Array([600]), 97, 122, 500])
    inner.FontDescriptor.Ascent, inner.FontDescriptor.Descent = 800, -200
    fonts.S.FirstChar, fonts.S.Widths = 65, Array([1000, 250])


@pytest.mark.parametrize(("content", "box"), [
    ("BT /F 10 Tf 100 300 Td <00410061> Tj ET", (100, 298, 111, 308)),
    ("BT /F 10 Tf 100 300 Td [<0041> -500 <0061>] TJ ET", (100, 298, 116, 308)),
    ("BT /F 10 Tf 2 Tc 100 300 Td <00410061> Tj ET", (100, 298, 115, 308)),
    ("BT /F 10 Tf 50 Tz 100 300 Td <00410061> Tj ET", (100, 298, 106, 308)),
    ("BT /F 1 Tf 0 20 -20 0 100 300 Tm <00410061> Tj ET", (84, 300, 104, 322)),
    ("BT /S 10 Tf 100 300 Td (AB) Tj ET", (100, 298, 112, 308)),
    ("q 100 290 5 100 re W n BT /F 10 Tf 100 300 Td <00410061> Tj ET Q", (100, 298, 105, 308)),
], ids=["letters", "moved", "letterspaced", "stretched", "turned", "simple", "clipped"])
def test_words_have_a_box_as_wide_as_their_letters(content: str, box: tuple[int, ...]) -> None:
    assert boxed(content, measured) == [("text", box)]


def test_text_that_goes_on_begins_where_the_last_ended() -> None:
    runs = drawn("BT /F 10 Tf 100 300 Td <0041> Tj <0061> Tj 0 -12 Td <0061> Tj ET", measured).runs
    assert [(round(run.x), round(run.y)) for run in runs] == [(100, 300), (106, 300), (100, 288)]


def test_lines_are_as_thick_as_on_the_page_and_shapes_where_they_are_seen() -> None:
    thick = drawn("2 0 0 2 0 0 cm 3 w 20 20 m 60 20 l S").painted[0]
    assert thick.width == 6
    assert thick.box == (37, 37, 123, 43)
    assert boxed("10 10 20 20 re B") == [("fill", (10, 10, 30, 30)), ("stroke", (10, 10, 30, 30))]
    assert boxed("q 0 0 15 400 re W n 10 10 20 20 re f Q") == [("fill", (10, 10, 15, 30))]


def spaces(file: pikepdf.Pdf) -> None:
    """Gives the page colour spaces, a pattern, a shading and a form."""
    resources = file.pages[0].Resources
    black = Array([Name.Separation, Name("/Black"), Name.DeviceCMYK, Dictionary()])
    resources.ColorSpace = Dictionary(
        B=black, G=Array([Name.Separation, Name("/Gold"), Name.DeviceCMYK, Dictionary()]),
        N=Array([Name.DeviceN, Array([Name("/Cyan"), Name("/Gold")]), Name.DeviceCMYK, Dictionary()]),
        P=Array([Name.ICCBased, file.make_stream(b"", N=4)]))
    ends = Dictionary(FunctionType=2, N=1, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([1, 1, 0, 0]))
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Function=ends, Coords=Array([0, 0, 1, 1]))
    tile = file.make_stream(b"q 9 0 0 9 0 0 cm /I Do Q", PatternType=1, PaintType=1, TilingType=1, XStep=9, YStep=9,
                            BBox=Array([0, 0, 9, 9]), Matrix=Array([2, 0, 0, 2, 0, 0]))
    image = file.make_stream(b"\0" * 12, Type=Name.XObject, Subtype=Name.Image, Width=2, Height=2, BitsPerComponent=8,
                             ColorSpace=Name.DeviceRGB)
    tile.Resources = Dictionary(XObject=Dictionary(I=image))
    form = file.make_stream(b"0 0 500 500 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 10, 10]),
                            Matrix=Array([1, 0, 0, 1, 50, 50]))
    resources.Pattern = Dictionary(T=tile, S=Dictionary(PatternType=2, Shading=shading))
    resources.Shading = Dictionary(S=shading)
    resources.XObject = Dictionary(F=form)
    resources.ExtGState = Dictionary(
        O=Dictionary(OP=True, OPM=1), H=Dictionary(ca=0.5, BM=Name.Multiply, SMask=Dictionary()))


@pytest.mark.parametrize(("colour", "kind", "inks"), [
    ("0.25 g", "DeviceGray", {"Black": 75}), ("1 0 0 rg", "DeviceRGB", None),
    ("0.5 0 0 1 k", "DeviceCMYK", {"Cyan": 50, "Black": 100}), ("0 0 0 0 k", "DeviceCMYK", {}),
    ("/B cs 0.5 scn", "Separation", {"Black": 50}), ("/G cs", "Separation", {"Gold": 100}),
    ("/N cs 0.25 1 scn", "DeviceN", {"Cyan": 25, "Gold": 100}), ("/P cs 0 1 0 0 sc", "ICCBased", {"Magenta": 100}),
    ("/DeviceCMYK cs", "DeviceCMYK", {"Black": 100}),
])
def test_a_colour_is_kept_in_its_own_space_and_says_its_inks(colour: str, kind: str, inks: dict[str, float] | None) -> None:
    paint = drawn(f"{colour} 10 10 20 20 re f", spaces).painted[0].paint
    assert paint.space.kind == kind
    assert paint.inks == inks


def test_a_shading_is_painted_in_the_colours_of_its_ends() -> None:
    for content, what in (("q 10 10 20 20 re W n /S sh Q", "shading"), ("/Pattern cs /S scn 10 10 20 20 re f", "fill")):
        painted = drawn(content, spaces).painted
        assert [(thing.what, thing.paint.total) for thing in painted] == [(what, 0), (what, 200)]
        assert painted[0].box == (10, 10, 30, 30)


def test_what_a_pattern_repeats_is_anywhere_in_the_area_that_it_fills() -> None:
    drawing = drawn("/Pattern cs /T scn 10 10 200 200 re f 10 10 50 50 re f", spaces)
    assert [(thing.what, thing.box) for thing in drawing.painted] == [
        ("fill", (10, 10, 210, 210)), ("picture", (10, 10, 210, 210)), ("fill", (10, 10, 60, 60))]
    assert [(picture.across, picture.space.kind) for picture in drawing.pictures] == [(18, "DeviceRGB")]
    assert drawing.untagged == ["a filled shape", "a filled shape"]


def test_a_form_shows_only_what_is_in_its_box() -> None:
    assert boxed("/F Do", spaces) == [("fill", (50, 50, 60, 60))]


def test_overprint_and_opacity_are_those_of_the_moment() -> None:
    content = "q /O gs 0 0 0 1 k 1 1 9 9 re f Q q /H gs 1 1 9 9 re f Q 1 1 9 9 re f"
    over, half, plain = drawn(content, spaces).painted
    assert (over.overprints, half.overprints, plain.overprints) == (True, False, False)
    assert (half.opacity, half.effect.blend, half.effect.is_masked) == (0.5, "Multiply", True)
    assert (plain.opacity, plain.effect.blend, plain.effect.is_masked) == (1, "Normal", False)


def test_what_is_under_black_that_overprints_is_known() -> None:
    ground: Box = (10, 10, 110, 110)
    content = "1 0 0 0 k 10 10 100 100 re f /O gs 0 0 0 1 k 20 20 9 9 re f " + shown("A", at="1 0 0 1 60 60")
    first, *others = drawn(content, spaces).painted
    assert first.box == ground
    assert [thing.under.inks for thing in others] == [{"Cyan": 100}] * 2
