"""Small press files made by hand: one that a print shop takes, and what can be wrong with it."""

from __future__ import annotations

import struct
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from press.values.lengths import MM
from tests.checks.made import pdf, shown

Change = Callable[[pikepdf.Pdf], None]
# Of a page of 300 × 400 pt.
TRIM, BLEED = (20.0, 20.0, 280.0, 380.0), tuple(edge + step * 3 * MM for edge, step in zip(
    (20.0, 20.0, 280.0, 380.0), (-1, -1, 1, 1), strict=True))
XMP = ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
       'xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
       'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
       "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion><pdf:Trapped>False</pdf:Trapped>"
       "<xmp:CreateDate>2000</xmp:CreateDate><xmp:ModifyDate>2000</xmp:ModifyDate>"
       "<dc:title><rdf:Alt><rdf:li>A title</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF>")
OVER = "/Over gs 0 0 0 1 k"
WORDS = shown("Aword", OVER)
# A ground over the whole page and its bleed, and one that ends at the trim.
GROUND = f"0.2 0 0.1 0 k {BLEED[0]} {BLEED[1]} {BLEED[2] - BLEED[0]} {BLEED[3] - BLEED[1]} re f"
SHORT_GROUND = "0.2 0 0.1 0 k 20 20 260 360 re f"


def profile(device: str = "prtr", space: str = "CMYK") -> bytes:
    """The head of a colour profile."""
    head = struct.pack(">I", 200) + b"\0" * 8 + device.encode().ljust(4) + space.encode().ljust(4) + b"\0" * 16 + b"acsp"
    return head.ljust(200, b"\0")


def intent(condition: str = "FOGRA39", content: bytes | None = None) -> Change:
    """Gives a file an output intent."""

    def change(file: pikepdf.Pdf) -> None:
        held = file.make_stream(profile() if content is None else content, N=4)
        named = String(condition)
        file.Root.OutputIntents = Array([file.make_indirect(Dictionary(
            Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=named, DestOutputProfile=held))])

    return change


def sound(file: pikepdf.Pdf) -> None:
    """Makes a file one that a shop takes."""
    for page in file.pages:
        page.obj.TrimBox, page.obj.BleedBox = Array(TRIM), Array(BLEED)
        page.obj.Resources.ExtGState = Dictionary(
            Over=Dictionary(OP=True, op=True, OPM=1), Zero=Dictionary(OP=True, op=True, OPM=0),
            Half=Dictionary(ca=0.5, CA=0.5))
        page.obj.Resources.ColorSpace = Dictionary(
            Spot=Array([Name.Separation, Name("/Black"), Name.DeviceCMYK, Dictionary()]),
            All=Array([Name.Separation, Name.All, Name.DeviceCMYK, Dictionary()]),
            Light=Array([Name.ICCBased, file.make_stream(b"", N=3)]),
            Lab=Array([Name.Lab, Dictionary()]))
    intent()(file)
    file.Root.Metadata = file.make_stream(XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)


def press_file(content: str = WORDS, change: Change | None = None) -> bytes:
    """A press file of one page with some content; `change` spoils it."""

    def made(file: pikepdf.Pdf) -> None:
        sound(file)
        if change:
            change(file)

    return pdf(content, made)


def page_with(**entries: object) -> Change:
    """Gives the first page some entries; None takes one away."""

    def change(file: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            if value is None:
                del file.pages[0].obj[f"/{key}"]
            else:
                file.pages[0].obj[f"/{key}"] = value

    return change


def root_with(**entries: object) -> Change:
    """Gives the file's catalogue some entries."""

    def change(file: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            file.Root[f"/{key}"] = value

    return change


def described(before: str, after: str) -> Change:
    """Says something else in the description of the file."""

    def change(file: pikepdf.Pdf) -> None:
        file.Root.Metadata.write(XMP.replace(before, after).encode())

    return change


def picture(pixels: bytes, width: int, height: int, space: object = Name.DeviceCMYK, **more: object) -> Change:
    """Puts a picture into the file, as /I."""

    def change(file: pikepdf.Pdf) -> None:
        image = file.make_stream(pixels)
        image.update(Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, BitsPerComponent=8,
                                ColorSpace=space))
        for key, value in more.items():
            image[f"/{key}"] = value
        file.pages[0].Resources.XObject = Dictionary(I=image)

    return change
