"""What a PDF says of itself: the standards that its XMP claims, its title, its language."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Name

from press.pdf.streams import unpacked

# Both ways to write a property in XMP: as an attribute, as an element, which may name its space (ISO 16684-1, 7).
PROPERTY = r"{}(?:\s*=\s*[\"']|(?:\s[^<>]*)?>)\s*([A-Za-z0-9]*)"
VERSION = re.compile(r"pdfx(?:id)?:GTS_PDFXVersion(?:\s*=\s*[\"']|(?:\s[^<>]*)?>)\s*(PDF/X[^\"'<]*)")
TITLE = re.compile(r"<dc:title\b.*?<rdf:li\b[^>]*>([^<]*)", re.S)


def claims(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The standards that a file claims to keep, as veraPDF names them: 3a, 2u, ua1."""
    return tuple(_claims(xmp(pdf)))


def press_claim(pdf: pikepdf.Pdf) -> str:
    """The part of PDF/X that a file says it keeps: in XMP as newer parts do, or in the information; nothing where none."""
    match = VERSION.search(xmp(pdf))
    said = [match[1] if match else "", str(pdf.docinfo.get(Name.GTS_PDFXVersion, "")),
            str(pdf.docinfo.get(Name.GTS_PDFXConformance, ""))]
    return max((one.strip() for one in said if one.strip().startswith("PDF/X")), key=len, default="")


def xmp(pdf: pikepdf.Pdf) -> str:
    """The description of the file in XMP, or nothing."""
    return unpacked(pdf.Root.get(Name.Metadata)).decode("utf-8", "replace")


def title(pdf: pikepdf.Pdf) -> str:
    """The file's title in XMP, which PDF/UA asks for, else in the document information."""
    match = TITLE.search(xmp(pdf))
    said = match[1] if match else pdf.docinfo.get(Name.Title, "")
    return str(said).strip()


def _claims(text: str) -> Iterator[str]:
    """The standards that a description names."""
    part, conformance, accessible = (
        re.search(PROPERTY.format(name), text) for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part"))
    if part:
        yield part[1] + (conformance[1].lower() if conformance else "")
    if accessible:
        yield f"ua{accessible[1]}"
