"""Checks of press files: a good and a bad case each, and files of other programs."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from press.checks.faults import all_checks, productions
from press.checks.preflight import preflight
from press.values.findings import Severity
from press.values.lengths import MM
from press.values.printer import USUAL
from tests.checks.made import found_in_file, pdf, shown
from tests.checks.press import (
    BLEED,
    GROUND,
    OVER,
    SHORT_GROUND,
    TRIM,
    WORDS,
    described,
    intent,
    page_with,
    picture,
    press_file,
    profile,
    root_with,
    sound,
)

GOOD = press_file()
IMAGE = "q 100 0 0 100 60 200 cm /I Do Q"
FOUR = replace(USUAL, pages=4)
NO_SHINE = replace(USUAL, transparency=False)
FOGRA51 = replace(USUAL, condition="FOGRA51")


def two_sizes(file: pikepdf.Pdf) -> None:
    """A second page that is wider."""
    file.add_blank_page(page_size=(300, 400))
    file.pages[1].obj.TrimBox = Array([20, 20, 290, 380])


def link(file: pikepdf.Pdf) -> None:
    """A link on the page."""
    page_with(Annots=Array([file.make_indirect(Dictionary(Subtype=Name.Link, Rect=Array([30, 30, 60, 60])))]))(file)


def hidden_layer(file: pikepdf.Pdf) -> None:
    """A layer that is not shown."""
    layer = file.make_indirect(Dictionary(Type=Name.OCG, Name=String("Notes")))
    root_with(OCProperties=Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]))))(file)


def old_version(file: pikepdf.Pdf) -> None:
    """A claim that takes an older PDF."""
    described("PDF/X-4", "PDF/X-1a:2001")(file)
    root_with(Version=Name("/1.6"))(file)


FULL, LIGHT = b"\xff\xff\xff\xff", b"\xff\x00\x00\xff"
# Code, check, what is wrong: the content and the change of a file, more for the check; how grave, words of the message.
CASES: Mapping[str, tuple[str, bytes, Severity, str]] = {
    "box-trim": ("boxes", press_file(change=page_with(TrimBox=None)), Severity.ERROR, "no trim box"),
    "box-order": ("boxes", press_file(change=page_with(BleedBox=Array([-5, 0, 305, 400]))), Severity.ERROR, "larger than"),
    "box-crop": ("boxes", press_file(change=page_with(CropBox=Array(TRIM))), Severity.ERROR, "cuts into"),
    "box-size": ("boxes", press_file(change=two_sizes), Severity.ERROR, "95.2 × 127.0 mm"),
    "box-turned": ("boxes", press_file(change=page_with(Rotate=90)), Severity.ERROR, "turned by 90"),
    "box-scaled": ("boxes", press_file(change=page_with(UserUnit=2)), Severity.ERROR, "units of 2 pt"),
    "box-origin": ("boxes", press_file(change=page_with(MediaBox=Array([-10, -10, 300, 400]))), Severity.NOTICE, "at 0, 0"),
    "bleed-small": ("bleed_reached", press_file(change=page_with(BleedBox=Array([15, 15, 285, 385]))), Severity.WARNING,
                    "1.8 mm of bleed, and 3.0 mm"),
    "bleed-short": ("bleed_reached", press_file(SHORT_GROUND), Severity.ERROR, "left and lower and right and upper edges"),
    "ink-total": ("ink", press_file("0.9 0.9 0.9 0.9 k 30 30 40 40 re f"), Severity.ERROR, "has 360 % of ink"),
    "black-text": ("black_text", press_file(shown("Aword", "0.7 0.6 0.6 0.9 k")), Severity.ERROR, "Cyan 70 Magenta 60"),
    "small-text": ("black_text", press_file(shown("Aword", "1 0.6 0 0 k", at="0.5 0 0 0.5 60 300")), Severity.WARNING,
                   "smaller than 9 pt"),
    "overprint-missing": ("overprint", press_file(GROUND + shown("Aword", " 0 0 0 1 k")), Severity.WARNING, "over a ground"),
    "overprint-white": ("overprint", press_file(GROUND + shown("Aword", " /Over gs 0 0 0 0 k")), Severity.ERROR,
                        "not be seen"),
    "colour-rgb": ("rgb", press_file(shown("Aword", "0 0 0 rg")), Severity.ERROR, "“Aword” is in RGB"),
    "colour-profiled": ("rgb", press_file("/Light cs 1 0 0 sc 30 30 40 40 re f"), Severity.WARNING, "profile of its own"),
    "colour-blending": ("rgb", press_file(change=page_with(Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB))),
                        Severity.WARNING, "mixed in RGB"),
    "intent-missing": ("output_intent", press_file(change=root_with(OutputIntents=Array())), Severity.ERROR, "no output"),
    "intent-condition": ("output_intent", press_file(change=intent("")), Severity.ERROR, "does not name"),
    "intent-profile": ("output_intent", press_file(change=intent(content=profile(space="RGB"))), Severity.ERROR, "of light"),
    "hairline": ("hairlines", press_file("0 0 0 1 K 0.1 w 30 30 m 90 30 l S"), Severity.WARNING, "0.10 pt thick"),
    "text-cut": ("safety_margin", press_file(shown("Aword", OVER, at="1 0 0 1 250 300")), Severity.ERROR, "is cut"),
    "text-near-trim": ("safety_margin", press_file(shown("A", OVER, at="1 0 0 1 22 300")), Severity.WARNING,
                       "less than 3 mm"),
    "page-blank": ("page_count", press_file(""), Severity.NOTICE, "page 1 is blank"),
    "screen-only": ("interactive", press_file(change=link), Severity.ERROR, "links, form fields or comments: 1"),
    "layer-hidden": ("interactive", press_file(change=hidden_layer), Severity.ERROR, "hidden layers: Notes"),
    "pdfx-missing": ("pdfx", press_file(change=described("PDF/X-4", "")), Severity.ERROR, "no PDF/X"),
    "pdfx-trapped": ("pdfx", press_file(change=described("pdf:Trapped", "pdf:x")), Severity.ERROR, "trapped"),
    "pdfx-description": ("pdfx", press_file(change=described("A title", "")), Severity.ERROR, "lacks a title"),
    "pdfx-version": ("pdfx", press_file(change=old_version), Severity.ERROR, "PDF/X-1a:2001 goes up to 1.3"),
    "image-resolution": ("image_resolution", press_file(IMAGE, picture(b"\0" * 40_000, 100, 100)), Severity.WARNING,
                         "72 dpi at its size on the page: its pixels will be seen"),
}


@pytest.mark.parametrize("code", CASES)
def test_a_fault_is_found_and_its_absence_is_not(code: str) -> None:
    name, bad, severity, words = CASES[code]
    assert found_in_file(name, GOOD) == []
    findings = found_in_file(name, bad)
    assert [(f.code, f.severity) for f in findings] == [(code, severity)], findings
    assert words in findings[0].message
    assert findings[0].hint


def test_each_code_of_a_check_for_the_press_has_a_case() -> None:
    codes = {code for check in all_checks() if productions(check) == ("press",) for code in check.CODES}
    assert codes - {"transparency", "page-multiple"} <= set(CASES)


def test_a_sound_press_file_passes_all_checks() -> None:
    outcomes = preflight("made.pdf", GOOD, None)
    wrong = [f for o in outcomes for f in o.findings if f.severity is not Severity.NOTICE]
    assert {f.code for f in wrong} <= {"language-missing"}, wrong
    assert {o.check for o in outcomes if not o.unfit} >= {"boxes", "ink", "pdfx"}


def test_a_ground_that_bleeds_is_right_and_one_that_nearly_reaches_the_trim_is_said() -> None:
    assert found_in_file("bleed_reached", press_file(GROUND)) == []
    assert found_in_file("bleed_reached", press_file("0 0 0 0 k 20 20 260 360 re f")) == []
    assert found_in_file("bleed_reached", press_file("1 0 0 0 k 30 30 200 40 re f")) == []
    near = found_in_file("bleed_reached", press_file("1 0 0 0 k 22 30 200 40 re f"))
    assert [(f.severity, "left edge" in f.message) for f in near] == [(Severity.WARNING, True)]
    clipped = f"q 20 20 260 360 re W n {GROUND} Q"
    assert [f.severity for f in found_in_file("bleed_reached", press_file(clipped))] == [Severity.ERROR]


def test_more_bleed_than_the_file_has_is_an_error_where_something_bleeds() -> None:
    wide = replace(USUAL, bleed=5 * MM)
    findings = found_in_file("bleed_reached", press_file(GROUND), printer=wide)
    assert [(f.code, f.severity) for f in findings] == [("bleed-small", Severity.ERROR), ("bleed-short", Severity.ERROR)]


def test_trim_marks_beside_the_page_are_not_judged() -> None:
    mark = f"/All cs 1 scn /All CS 1 SCN 0.1 w 20 {BLEED[3]} m 20 398 l S 18 {BLEED[3]} 4 10 re f"
    for name in ("bleed_reached", "ink", "hairlines"):
        assert found_in_file(name, press_file(WORDS + mark)) == [], name
    assert [f.code for f in found_in_file("ink", press_file("/All cs 1 scn 40 40 9 9 re f"))] == ["ink-total"]


def test_ink_adds_up_where_black_overprints_and_not_where_it_knocks_out() -> None:
    ground = "0.9 0.9 0.8 0 k 30 280 200 60 re f "
    assert [f.code for f in found_in_file("ink", press_file(ground + WORDS))] == ["ink-total"]
    assert found_in_file("ink", press_file(ground + shown("Aword", "0 0 0 1 k"))) == []


def jpeg(folder: Path, colour: tuple[int, int, int, int]) -> bytes:
    """A JPEG of four inks, written as most programs do: turned round, with Adobe's mark."""
    path = folder / "made.jpg"
    Image.new("CMYK", (64, 64), colour).save(path)
    return path.read_bytes()


def test_the_inks_of_pictures_are_read(tmp_path: Path) -> None:
    def codes(*given: object, **more: object) -> list[str]:
        return [f.code for f in found_in_file("ink", press_file(IMAGE, picture(*given, **more)))]  # type: ignore[arg-type]

    assert codes(FULL * 4096, 64, 64) == ["ink-total"]
    assert codes(LIGHT * 4096, 64, 64) == []
    assert codes(FULL * 2 + LIGHT * 4094, 64, 64) == [], "specks"
    palette = Array([Name.Indexed, Name.DeviceCMYK, 1, String(FULL + LIGHT)])
    assert codes(b"\0" * 4096, 64, 64, palette) == ["ink-total"]
    turned = {"Filter": Name.DCTDecode, "Decode": Array([1, 0] * 4)}
    assert codes(jpeg(tmp_path, (255, 255, 255, 255)), 64, 64, **turned) == ["ink-total"]
    assert codes(jpeg(tmp_path, (255, 0, 0, 255)), 64, 64, **turned) == []
    assert codes(b"\0" * 10, 60_000, 60_000) == [], "a picture that is not what it says"


def test_black_of_one_ink_is_right_however_it_is_written() -> None:
    for colour in ("0 0 0 1 k", "0 g", "/Spot cs 1 scn"):
        assert found_in_file("black_text", press_file(shown("Aword", colour))) == []
    large = found_in_file("black_text", press_file(shown("Aword", "0.5 0.4 0.4 1 k", at="3 0 0 3 40 300")))
    dark = found_in_file("black_text", press_file(shown("Aword", "0.82 0.62 0.46 0.72 k")))
    assert [f.severity for f in (*large, *dark)] == [Severity.WARNING] * 2


def test_black_that_is_only_said_to_overprint_does_not() -> None:
    for colour, codes in (("/Over gs 0 0 0 1 k", []), ("/Over gs /Spot cs 1 scn", []),
                          ("/Over gs 0 g", ["overprint-missing"]), ("/Zero gs 0 0 0 1 k", ["overprint-missing"])):
        found = found_in_file("overprint", press_file(GROUND + shown("Aword", f" {colour}")))
        assert [f.code for f in found] == codes, colour
    alone = found_in_file("overprint", press_file(shown("Aword", "0 0 0 1 k")))
    assert [(f.code, f.severity) for f in alone] == [("overprint-missing", Severity.NOTICE)]


def test_white_that_knocks_out_is_right() -> None:
    assert found_in_file("overprint", press_file(GROUND + shown("Aword", " 0 0 0 0 k"))) == []


def test_pictures_are_in_inks_also_where_they_have_a_palette() -> None:
    for base, parts, codes in ((Name.DeviceCMYK, 4, []), (Name.DeviceRGB, 3, ["colour-rgb"])):
        palette = Array([Name.Indexed, base, 0, String(b"\1" * parts)])
        found = found_in_file("rgb", press_file(IMAGE, picture(b"\0" * 16, 4, 4, palette)))
        assert [f.code for f in found] == codes


def test_what_shines_through_is_an_error_only_where_it_is_not_taken() -> None:
    shining = press_file("/Half gs 1 0 0 0 k 30 30 40 40 re f")
    assert found_in_file("transparency", shining) == []
    assert [f.code for f in found_in_file("transparency", shining, printer=NO_SHINE)] == ["transparency"]
    assert found_in_file("transparency", GOOD, printer=NO_SHINE) == []
    masked = press_file(IMAGE, picture(LIGHT * 4096, 64, 64, SMask=Dictionary()))
    assert [f.code for f in found_in_file("transparency", masked, printer=NO_SHINE)] == ["transparency"]
    older = press_file("/Half gs 1 0 0 0 k 30 30 40 40 re f", old_version)
    assert [f.code for f in found_in_file("transparency", older)] == ["transparency"]


def test_a_count_of_pages_that_the_binding_does_not_take() -> None:
    assert [f.code for f in found_in_file("page_count", GOOD, printer=FOUR)] == ["page-multiple"]
    assert "add 3 blank pages" in found_in_file("page_count", GOOD, printer=FOUR)[0].hint

    def four(file: pikepdf.Pdf) -> None:
        for _ in range(3):
            file.pages.append(file.pages[0])

    assert found_in_file("page_count", press_file(change=four), printer=FOUR) == []


def test_another_condition_than_asked_for_is_an_error() -> None:
    for condition, codes in (("FOGRA51", []), ("Fogra 51L", []), ("FOGRA39", ["intent-condition"])):
        found = found_in_file("output_intent", press_file(change=intent(condition)), printer=FOGRA51)
        assert [f.code for f in found] == codes


@pytest.mark.parametrize("content", [b"", b"no profile at all", profile()[:100], profile(device="mntr")])
def test_a_profile_that_is_none_is_an_error(content: bytes) -> None:
    assert [f.code for f in found_in_file("output_intent", press_file(change=intent(content=content)))] == ["intent-profile"]


def test_pictures_need_what_the_shop_asks_for() -> None:
    def found(side: int, **more: object) -> list[str]:
        made = press_file(IMAGE, picture(b"\0" * (4 * side * side), side, side, **more))
        return [f.hint for f in found_in_file("image_resolution", made, printer=replace(USUAL, resolution=250))]

    assert found(350) == []
    assert ["250 dpi at least" in hint for hint in found(300)] == [True]
    assert ["500 dpi at least" in hint for hint in found(350, BitsPerComponent=1)] == [True], "pure black and white"
    assert found(700, BitsPerComponent=1) == []


def test_a_font_that_a_press_may_not_have_is_an_error() -> None:
    source = press_file(shown("word", OVER, font="S"))
    assert [(f.code, f.severity) for f in found_in_file("fonts", source)] == [("font-not-embedded", Severity.ERROR)]
    slanted = press_file(shown("Aword", OVER, at="1 0 0.2 1 60 300"))
    assert [f.code for f in found_in_file("fonts", slanted)] == ["font-faked"]


@pytest.mark.parametrize("command", [
    ("gs", "-q", "-sDEVICE=pdfwrite", "-sColorConversionStrategy=CMYK", "-o"),
    ("gs", "-q", "-sDEVICE=pdfwrite", "-dCompatibilityLevel=1.3", "-o"),
], ids=["inks", "1.3"])
def test_files_of_ghostscript_are_read(tmp_path: Path, command: tuple[str, ...]) -> None:
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    given, made = tmp_path / "given.pdf", tmp_path / "made.pdf"
    content = GROUND + shown("word", " 0 g", font="S") + IMAGE
    given.write_bytes(pdf(content, picture(b"\x7f" * 30_000, 100, 100, Name.DeviceRGB)))
    subprocess.run([*command, str(made), str(given)], check=True, capture_output=True)
    found = {f.code for o in preflight("gs.pdf", made.read_bytes(), None, printer=USUAL) for f in o.findings}
    assert {"box-trim", "intent-missing", "pdfx-missing", "image-resolution"} <= found
    assert "broken" not in found


def test_a_press_file_that_is_broken_inside_is_checked_as_far_as_it_can_be() -> None:
    def broken(file: pikepdf.Pdf) -> None:
        sound(file)
        file.pages[0].obj.TrimBox = Array([Name.A])
        file.Root.OutputIntents = Array([Dictionary(S=Name.GTS_PDFX, DestOutputProfile=7)])
        file.pages[0].Resources.ColorSpace = Dictionary(Spot=Array([Name.Separation]))

    outcomes = preflight("broken.pdf", pdf(shown("Aword", "/Spot cs 1 scn"), broken), None, printer=USUAL)
    assert {"broken", "intent-condition"} <= {f.code for o in outcomes for f in o.findings}
