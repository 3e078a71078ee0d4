"""Pictures of a press page as each viewer on this machine draws it, its plates, and how far two pictures are apart."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image, ImageChops, ImageCms

from tests.conftest import ROOT

PDFJS = ROOT / ".cache/viewers"
DPI = 100
INKS = ("Cyan", "Magenta", "Yellow", "Black")
# Pixels of a field, two millimetres of the page: in it, how edges are smoothed makes no difference any more.
FIELD = 8
# What the mean colours of a field may differ by, of 255: viewers have different ideas of what an ink looks like.
ALIKE = 48
# How many of a page's fields may differ by more, in percent.
FEW = .5


def poppler(file: Path, page: int, picture: Path) -> None:
    _run("pdftoppm", "-r", DPI, "-f", page, "-l", page, "-png", "-singlefile", file, picture.with_suffix(""))


def mupdf(file: Path, page: int, picture: Path) -> None:
    """By the inks themselves and the file's own profile: MuPDF's colours for inks without one are far from paper's."""
    drawn = _run("mutool", "draw", "-q", "-r", DPI, "-c", "cmyk", "-F", "pam", "-o", "-", file, page)
    head, _, dots = drawn.partition(b"ENDHDR\n")
    width, height = (int(head.split(name)[1].split()[0]) for name in (b"WIDTH", b"HEIGHT"))
    with pikepdf.open(file) as pdf:
        profile = pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes()
    seen = ImageCms.profileToProfile(
        Image.frombytes("CMYK", (width, height), dots), ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        ImageCms.createProfile("sRGB"), ImageCms.Intent.RELATIVE_COLORIMETRIC, "RGB",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION)
    assert seen
    seen.save(picture)


def ghostscript(file: Path, page: int, picture: Path, device: str = "png16m") -> None:
    _run("gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", f"-sDEVICE={device}", f"-r{DPI}", f"-dFirstPage={page}",
         f"-dLastPage={page}", "-dTextAlphaBits=4", "-dGraphicsAlphaBits=4", f"-sOutputFile={picture}", file)


def pdfjs(file: Path, page: int, picture: Path) -> None:
    _run("node", ROOT / "tools/viewers/page.mjs", file.resolve(), page, DPI, picture.resolve(), folder=PDFJS)


def pdfium(file: Path, page: int, picture: Path) -> None:
    pypdfium2.PdfDocument(file)[page - 1].render(scale=DPI / 72).to_pil().save(picture)


def _run(*command: object, folder: Path | None = None) -> bytes:
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, cwd=folder).stdout


# Each viewer, whether it is on this machine, and what brings it.
VIEWERS: Mapping[str, tuple[Callable[[Path, int, Path], None], bool]] = {
    "PDFium": (pdfium, True),
    "Poppler": (poppler, bool(shutil.which("pdftoppm"))),
    "MuPDF": (mupdf, bool(shutil.which("mutool"))),
    "Ghostscript": (ghostscript, bool(shutil.which("gs"))),
    "pdf.js": (pdfjs, bool(shutil.which("node")) and (PDFJS / "ready").exists()),
}


def is_here(name: str) -> bool:
    """Whether a viewer is on this machine."""
    return VIEWERS[name][1]


def drawn(name: str, file: Path, page: int) -> Image.Image:
    """The picture of a page, from 1, by a viewer; kept beside the file."""
    picture = file.with_name(f"{file.stem}_{name.replace('.', '')}_{page}.png")
    if not picture.exists():
        VIEWERS[name][0](file, page, picture)
    with Image.open(picture) as image:
        return image.convert("RGB")


def apart(one: Image.Image, other: Image.Image) -> float:
    """How many fields of two pictures of a page differ by more than ALIKE, in percent."""
    # Where the page is no whole number of dots, some viewers round up.
    assert abs(one.width - other.width) <= 1
    assert abs(one.height - other.height) <= 1
    size = 0, 0, min(one.width, other.width), min(one.height, other.height)
    bands = ImageChops.difference(one.crop(size).reduce(FIELD), other.crop(size).reduce(FIELD)).split()
    most = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2]).histogram()
    return 100 * sum(most[ALIKE + 1:]) / sum(most)


def plates(file: Path, page: int) -> dict[str, Image.Image]:
    """What Ghostscript puts on each printing plate of a page: 0 is ink, 255 none."""
    name = file.with_name(f"{file.stem}_plates_{page}_%d.tif")
    ghostscript(file, page, name, "tiffsep")
    found = {}
    for ink in INKS:
        (path,) = file.parent.glob(f"{file.stem}_plates_{page}_*({ink}).tif")
        with Image.open(path) as image:
            found[ink] = image.convert("L")
    return found
