"""Pictures of every kind, for an archive and for the press: their colours are right, or a finding says why not."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageCms

from press.values.findings import Finding, Severity
from press.values.results import Result
from tests.pdf import opened

Build = Callable[..., tuple[list[Result], list[Finding]]]
Colour = tuple[int, ...]

SIZE = (900, 600)
# Red, green, blue and a grey, each in a quarter, from the left above.
QUARTERS = ((200, 40, 40), (40, 160, 60), (50, 60, 190), (128, 128, 128))
GREYS = tuple((round(.299 * red + .587 * green + .114 * blue),) * 3 for red, green, blue in QUARTERS)
INKS = ((0, 204, 153, 26), (179, 0, 204, 0), (230, 153, 0, 0), (0, 0, 0, 128))


def quarters(colours: tuple[Colour, ...], mode: str = "RGB") -> Image.Image:
    """A picture of four colours."""
    small = Image.new(mode, (2, 2))
    for place, colour in enumerate(colours):
        small.putpixel((place % 2, place // 2), colour)
    return small.resize(SIZE, Image.Resampling.NEAREST)


def exchanged(other: str = "") -> bytes:
    """A profile whose red and green are exchanged, so that ignoring it is seen; or one that claims another space."""
    tags = bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = tags.replace(b"rXYZ", b"????", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"????", b"gXYZ", 1)
    return tags[:16] + other.encode() + tags[20:] if other else tags


def deep() -> Image.Image:
    """The greys with 16 bits."""
    picture = quarters(GREYS).convert("L").convert("I")
    return picture.point(lambda level: level * 257).convert("I;16")


def pictures(folder: Path) -> dict[str, tuple[Colour, ...]]:
    """Saves a picture of each kind, and gives the colours that each shows in an archive edition, by its name."""
    rgb, cmyk = quarters(QUARTERS), quarters(INKS, "CMYK")
    swapped = tuple((green, red, blue) for red, green, blue in QUARTERS)
    transparent = rgb.convert("RGBA")
    transparent.putalpha(Image.new("L", SIZE, 128))
    turned = Image.Exif()
    turned[0x0112] = 3
    grey = rgb.convert("L")
    rgb.save(folder / "rgb.png")
    rgb.save(folder / "progressive.jpg", progressive=True, quality=95)
    rgb.quantize(4).save(folder / "palette.png")
    grey.save(folder / "grey.png")
    deep().save(folder / "deep.png")
    quarters(((0, 0, 0), (255,) * 3, (255,) * 3, (0, 0, 0))).convert("1").save(folder / "bit.png")
    transparent.save(folder / "transparent.png")
    transparent.save(folder / "profile-transparent.png", icc_profile=exchanged())
    rgb.save(folder / "profile.png", icc_profile=exchanged())
    rgb.save(folder / "profile.jpg", icc_profile=exchanged(), quality=95)
    rgb.save(folder / "turned.jpg", exif=turned, quality=95)
    rgb.convert("YCbCr").save(folder / "video.tif")
    cmyk.save(folder / "cmyk.tif")
    cmyk.save(folder / "cmyk.jpg", quality=95)
    halved = tuple(tuple((level + 255) // 2 for level in colour) for colour in QUARTERS)
    halved_swapped = tuple(tuple((level + 255) // 2 for level in colour) for colour in swapped)
    # What FOGRA39 has measured these inks to be, as sRGB.
    seen = ((217, 79, 78), (76, 176, 92), (20, 97, 171), (157, 157, 157))
    return {
        "rgb.png": QUARTERS, "progressive.jpg": QUARTERS, "palette.png": QUARTERS, "grey.png": GREYS, "deep.png": GREYS,
        "bit.png": ((0,) * 3, (255,) * 3, (255,) * 3, (0,) * 3), "transparent.png": halved,
        "profile-transparent.png": halved_swapped, "profile.png": swapped, "profile.jpg": swapped,
        "turned.jpg": QUARTERS[::-1], "video.tif": QUARTERS, "cmyk.tif": seen, "cmyk.jpg": seen,
    }


def document(names: Iterator[str] | list[str]) -> str:
    return "".join(f"![{name}]({name})\n\n" for name in names)


def shown(pdf: bytes) -> Iterator[tuple[Colour, ...]]:
    """The colours in the quarters of each picture of a PDF, in order."""
    file = pypdfium2.PdfDocument(pdf)
    for page in file:
        picture = page.render(scale=1).to_pil().convert("RGB")
        height = page.get_height()
        for drawn in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,), max_depth=5):
            left, bottom, right, top = drawn.get_bounds()
            across, down = (right - left) / 4, (top - bottom) / 4
            yield tuple(picture.getpixel((int(left + x * across), int(height - top + y * down)))
                        for y in (1, 3) for x in (1, 3))


def apart(one: tuple[Colour, ...], other: tuple[Colour, ...]) -> int:
    """How far two rows of colours are from each other, at most, of 255."""
    return max(abs(a - b) for left, right in zip(one, other, strict=True) for a, b in zip(left, right, strict=True))


def dots(pdf: bytes) -> Iterator[tuple[str, list[Colour]]]:
    """The colour space of each picture of a press file, and the numbers in its quarters."""
    with opened(pdf) as file:
        for page in file.pages:
            for stream in found(page.obj.Resources):
                space = stream.ColorSpace
                name = str(space if isinstance(space, pikepdf.Name) else space[1])
                bands = stream.read_bytes()
                width, height = int(stream.Width), int(stream.Height)
                count = len(bands) // (width * height)
                places = [(y * height // 4) * width + x * width // 4 for y in (1, 3) for x in (1, 3)]
                yield name, [tuple(bands[place * count:(place + 1) * count]) for place in places]


def found(resources: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The pictures of a page, also those in its forms."""
    for drawn in resources.get("/XObject", pikepdf.Dictionary()).as_dict().values():
        if drawn.Subtype == pikepdf.Name.Image:
            yield drawn
        elif "/Resources" in drawn:
            yield from found(drawn.Resources)


def test_an_archive_shows_each_kind_of_picture_as_it_is_meant(write_document: Build, copy: Path) -> None:
    (copy / "content/letter").mkdir()
    expected = pictures(copy / "content/letter")
    (result,), findings = write_document(document(list(expected)))
    assert result.pdf, findings
    seen = dict(zip(expected, shown(result.pdf), strict=True))
    wrong = {name: colours for name, colours in seen.items() if apart(colours, expected[name]) > 6}
    assert not wrong
    with opened(result.pdf) as file:
        spaces = {str(picture.ColorSpace) for page in file.pages for picture in found(page.obj.Resources)}
    assert spaces == {"/DeviceRGB", "/DeviceGray"}, "a screen's colours alone, as PDF/A asks where its intent is sRGB"
    said = [finding.message for finding in findings if finding.code == "picture-profile"]
    assert [message.split()[0] for message in said] == ["cmyk.tif", "cmyk.jpg"]


def test_the_press_gets_each_kind_of_picture_in_inks(write_document: Build, copy: Path) -> None:
    (copy / "content/letter").mkdir()
    expected = pictures(copy / "content/letter")
    kept = ("cmyk.tif", "cmyk.jpg")
    greys = ("grey.png", "deep.png", "bit.png")
    names = [*kept, *greys, *(name for name in expected if name not in (*kept, *greys))]
    (result,), findings = write_document(document(names), edition="print-shop")
    assert result.pdf, findings
    spaces = list(dots(result.pdf))
    assert {space for space, _ in spaces} == {"/DeviceCMYK"}
    inks = [numbers for _, numbers in spaces if all(len(number) == 4 for number in numbers)]
    assert sum(apart(tuple(numbers), INKS) <= 3 for numbers in inks) == len(kept), "their own inks, not those of a profile"
    greyed = {tuple(numbers) for _, numbers in spaces if len(numbers[0]) == 1}
    assert len(greyed) == len(greys) - 1, "greys are black alone; those of 8 and of 16 bits are the same"
    said = {finding.message.split()[0] for finding in findings if finding.code == "picture-converted"}
    once = {name for name in names if name not in (*kept, *greys, "palette.png")}
    assert said == once, "one has the dots of another, and is the same picture"


def test_a_picture_of_few_pixels_is_said_with_its_remedy(write_document: Build, copy: Path) -> None:
    (copy / "content/letter").mkdir()
    quarters(QUARTERS).resize((310, 207)).save(copy / "content/letter/small.png")
    for edition in ("handout", "print-shop"):
        _, findings = write_document(document(["small.png"]), edition=edition)
        (finding,) = [one for one in findings if one.code == "image-resolution"]
        assert "dpi" in finding.message
        assert "300" in finding.hint


@pytest.mark.parametrize(("name", "code", "severity"), [
    ("negative.jpg", "picture-colours", Severity.ERROR),
    ("numbers.tif", "picture-colours", Severity.ERROR),
    ("damaged.png", "picture-profile", Severity.NOTICE),
    ("other.png", "picture-profile", Severity.NOTICE),
])
def test_colours_that_can_not_be_told_are_said(
    write_document: Build, copy: Path, name: str, code: str, severity: Severity
) -> None:
    folder = copy / "content/letter"
    folder.mkdir()
    rgb = quarters(QUARTERS)
    if name == "negative.jpg":
        out = io.BytesIO()
        quarters(INKS, "CMYK").save(out, "JPEG")
        content = out.getvalue()
        start = content.index(b"\xff\xee")
        (folder / name).write_bytes(content[:start] + content[start + 16:])
    elif name == "numbers.tif":
        rgb.convert("F").save(folder / name)
    else:
        rgb.save(folder / name, icc_profile=exchanged("GRAY") if name == "other.png" else b"no profile at all" * 20)
    (result,), findings = write_document(document([name]))
    (finding,) = [one for one in findings if one.code.startswith("picture-")]
    assert (finding.code, finding.severity) == (code, severity)
    assert finding.hint
    assert finding.place.line == 1
    assert (result.pdf is None) == (severity is Severity.ERROR)
    if result.pdf:
        assert apart(next(shown(result.pdf)), QUARTERS) <= 6, "taken as sRGB"
