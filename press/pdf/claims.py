"""What a PDF says of itself: the standards that its XMP claims, its title, its language."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pikepdf
from pikepdf import Name
from pikepdf.models.metadata import XmpDocument

from press.pdf.streams import unpacked

# Older parts of PDF/X say in the first which they are, newer ones in the second.
PRESS_CLAIMS = ("pdfx:GTS_PDFXVersion", "pdfxid:GTS_PDFXVersion")

# What the library mends in the packets of others is no news to who asks for a title.
logging.getLogger("pikepdf").addHandler(logging.NullHandler())
logging.getLogger("pikepdf").propagate = False


def claims(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The standards that a file claims to keep, as veraPDF names them: 3a, 2u, ua1."""
    return tuple(_claims(xmp(pdf)))


def press_claim(pdf: pikepdf.Pdf) -> str:
    """The part of PDF/X that a file says it keeps: in XMP as newer parts do, or in the information; nothing where none."""
    packet = xmp(pdf)
    said = [*(_words(packet, name) for name in PRESS_CLAIMS), str(pdf.docinfo.get(Name.GTS_PDFXVersion, "")),
            str(pdf.docinfo.get(Name.GTS_PDFXConformance, ""))]
    return max((one.strip() for one in said if one.strip().startswith("PDF/X")), key=len, default="")


def xmp(pdf: pikepdf.Pdf) -> XmpDocument:
    """The description of the file in XMP, empty where it has none or one too large to be read."""
    return XmpDocument(unpacked(pdf.Root.get(Name.Metadata)))


def title(pdf: pikepdf.Pdf) -> str:
    """The file's title in XMP, which PDF/UA asks for, else in the document information."""
    packet = xmp(pdf)
    said = _words(packet, "dc:title") if "dc:title" in packet else str(pdf.docinfo.get(Name.Title, ""))
    return said.strip()


def _words(packet: XmpDocument, name: str) -> str:
    """A property as one text; nothing where it is not there."""
    value = packet.get(name)
    return str(next(iter(value), "") if isinstance(value, (list, set)) else value or "").strip()


def _claims(packet: XmpDocument) -> Iterator[str]:
    """The standards that a description names."""
    if part := _words(packet, "pdfaid:part"):
        yield part + _words(packet, "pdfaid:conformance").lower()
    if accessible := _words(packet, "pdfuaid:part"):
        yield f"ua{accessible}"
