"""Checks of PDFs: a good and a bad case each, in files that another program could have made."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.checks.made import codes_of, pdf, shown, tagged

Change = Callable[[pikepdf.Pdf], None]
WORDS = shown("Aword")
IMAGE = "q 100 0 0 100 60 200 cm /I Do Q"


def picture(pixels: int, bits: int = 8) -> Change:
    """A picture on the page, of so many pixels a side."""

    def change(file: pikepdf.Pdf) -> None:
        image = file.make_stream(b"\0" * (pixels * pixels))
        image.update(Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=pixels, Height=pixels, BitsPerComponent=bits,
                                ColorSpace=Name.DeviceGray))
        file.pages[0].Resources.XObject = Dictionary(I=image)

    return change


def link(**action: Any) -> Change:
    """A link on the page."""

    def change(file: pikepdf.Pdf) -> None:
        annotation = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), **action)
        file.pages[0].Annots = Array([file.make_indirect(annotation)])

    return change


def to_page(file: pikepdf.Pdf) -> None:
    """A link to the page itself."""
    link(Dest=Array([file.pages[0].obj, Name.Fit]))(file)


def titled(file: pikepdf.Pdf) -> None:
    """A file with title and language."""
    file.docinfo.Title = String("A title")
    file.Root.Lang = String("en")
    file.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def without_font_file(file: pikepdf.Pdf) -> None:
    """The composite font without its glyphs."""
    del file.pages[0].Resources.Font.F.DescendantFonts[0].FontDescriptor["/FontFile2"]


def whole_font(file: pikepdf.Pdf) -> None:
    """The composite font, not cut."""
    file.pages[0].Resources.Font.F.BaseFont = Name.Made


def bookmark(title: str, is_alive: bool) -> Change:
    """One bookmark."""

    def change(file: pikepdf.Pdf) -> None:
        place = Array([file.pages[0].obj, Name.Fit]) if is_alive else String("nowhere")
        item = file.make_indirect(Dictionary(Title=String(title), Dest=place))
        # A list that runs in a circle must end too.
        item.Next = item
        file.Root.Outlines = file.make_indirect(Dictionary(First=item, Last=item))

    return change


BLACK_BAR, WHITE = "0 g 50 290 200 30 re f", "1 g"
CASES: Mapping[str, tuple[str, bytes, bytes]] = {
    "font-not-embedded": ("fonts", pdf(WORDS), pdf(WORDS, without_font_file)),
    "font-not-cut": ("fonts", pdf(WORDS), pdf(WORDS, whole_font)),
    "font-faked": ("fonts", pdf(WORDS), pdf(shown("Aword", at="1 0 0.2 1 60 300"))),
    "notdef": ("notdef", pdf(WORDS), pdf(shown("A\0word"))),
    "contrast": ("contrast", pdf(shown("Aword", f"{BLACK_BAR} {WHITE}")), pdf(shown("Aword", "0.7 g"))),
    "image-resolution": ("image_resolution", pdf(IMAGE, picture(220)), pdf(IMAGE, picture(100))),
    "off-sheet": ("sheet_edge", pdf(WORDS), pdf(shown("Aword", at="1 0 0 1 310 300"))),
    "link-dead": ("links", pdf("", to_page), pdf("", link(Dest=String("nowhere")))),
    "link-address": ("links", pdf("", link(A=Dictionary(S=Name.URI, URI=String("https://example.org/")))),
                     pdf("", link(A=Dictionary(S=Name.URI, URI=String("www.example.org"))))),
    "link-action": ("links", pdf("", to_page), pdf("", link(A=Dictionary(S=Name.JavaScript, JS=String("x"))))),
    "bookmark-dead": ("bookmarks", pdf("", bookmark("One", True)), pdf("", bookmark("One", False))),
    "bookmark-empty": ("bookmarks", pdf("", bookmark("One", True)), pdf("", bookmark(" ", True))),
}


@pytest.mark.parametrize("code", CASES)
def test_a_fault_is_found_and_its_absence_is_not(code: str) -> None:
    name, good, bad = CASES[code]
    assert codes_of(name, good) == []
    assert codes_of(name, bad) == [code]


def test_what_a_clip_hides_is_no_ground() -> None:
    behind = "q 50 10 200 5 re W n 0 g 0 0 300 400 re f Q"
    assert codes_of("contrast", pdf(shown("Aword", behind))) == []


def test_a_border_is_no_ground_and_a_full_box_is() -> None:
    boxes = "0 g 50 290 200 30 re 51 291 198 28 re"
    assert codes_of("contrast", pdf(shown("Aword", f"{boxes} f*"))) == []
    assert codes_of("contrast", pdf(shown("Aword", f"{boxes} f"))) == ["contrast"]


def test_a_standard_font_of_others_need_not_be_embedded_but_it_is_said() -> None:
    assert codes_of("fonts", pdf(shown("word", font="S"))) == ["font-not-embedded"]
    assert codes_of("fonts", pdf(shown("word", "3 Tr", font="S"))) == []


def test_a_picture_of_one_bit_is_not_judged_by_greys() -> None:
    assert codes_of("image_resolution", pdf(IMAGE, picture(100, bits=1))) == []


def test_title_and_language() -> None:
    assert codes_of("metadata", pdf("", titled)) == []
    assert codes_of("metadata", pdf("")) == ["title-missing", "language-missing"]


def mark(tag: str, number: int, words: str) -> str:
    """Words in marked content."""
    return f"/{tag} <</MCID {number}>> BDC {shown(words)} EMC"


HEADING = {"S": "H1", "K": [0]}
TABLE = {"S": "Table", "K": [{"S": "TR", "K": [{"S": "TH", "K": [0], "Scope": "Column"}]}]}


@pytest.mark.parametrize(("code", "content", "good", "bad"), [
    ("tags-content", mark("P", 0, "A"), [{"S": "P", "K": [0]}], [{"S": "P", "K": [1]}]),
    ("tags-heading", mark("H1", 0, "A"), [HEADING, {"S": "H2"}], [HEADING, {"S": "H3"}]),
    ("tags-figure", mark("Figure", 0, "A"), [{"S": "Figure", "K": [0], "Alt": "A map"}], [{"S": "Figure", "K": [0]}]),
    ("tags-table", mark("TH", 0, "A"), [TABLE], [{"S": "Table", "K": [{"S": "TR", "K": [{"S": "TD", "K": [0]}]}]}]),
    ("tags-note", mark("Note", 0, "A"), [{"S": "Note", "K": [0], "ID": "n1"}], [{"S": "Note", "K": [0]}]),
])
def test_tags(code: str, content: str, good: list[Mapping[str, object]], bad: list[Mapping[str, object]]) -> None:
    assert codes_of("tags", pdf(content, tagged(good))) == []
    assert codes_of("tags", pdf(content, tagged(bad))) == [code]


def test_content_without_a_mark_is_found_and_an_artifact_is_not() -> None:
    tree = tagged([{"S": "P", "K": [0]}])
    assert codes_of("tags", pdf(mark("P", 0, "A") + f" /Artifact BMC {shown('folio')} EMC", tree)) == []
    assert codes_of("tags", pdf(mark("P", 0, "A") + shown("loose"), tree)) == ["tags-content"]


def test_a_file_without_tags_is_noticed_and_links_say_where_they_lead() -> None:
    assert codes_of("tags", pdf(WORDS)) == ["tags-none"]

    def linked(file: pikepdf.Pdf) -> None:
        tagged([{"S": "P", "K": [0]}])(file)
        to_page(file)

    assert codes_of("tags", pdf(mark("P", 0, "A"), linked)) == ["tags-link"]


def test_a_tag_tree_that_holds_itself_ends() -> None:
    def circle(file: pikepdf.Pdf) -> None:
        tagged([{"S": "P", "K": [0]}])(file)
        document = file.Root.StructTreeRoot.K
        document.K = Array([document.K[0], document])

    assert codes_of("tags", pdf(mark("P", 0, "A"), circle)) == []


def test_a_font_s_mapping_says_what_its_glyphs_stand_for() -> None:
    from press.pdf.pages import drawings

    with pikepdf.open(io.BytesIO(pdf(WORDS))) as file:
        assert [run.text for page in drawings(file) for run in page.runs] == ["Aword"]
