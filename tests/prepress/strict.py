"""Reads a press file as strictly as a print shop's preflight: what is against PDF/X-4 or not in inks, in words."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

CATALOG = {"/Type", "/Pages", "/Lang", "/Metadata", "/OutputIntents", "/ViewerPreferences"}
PAGE = {"/Type", "/Parent", "/Resources", "/Contents", "/MediaBox", "/BleedBox", "/TrimBox", "/Group"}
REFUSED = {"BMC", "BDC", "EMC", "MP", "DP", "BI", "rg", "RG", "sc", "SC", "ri"}
PACKET = ("pdfxid:GTS_PDFXVersion", "pdf:Trapped", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate",
          "xmpMM:DocumentID", "xmpMM:RenditionClass", "xmpMM:VersionID", "dc:title")
GROUPS = {"Do": "/XObject", "gs": "/ExtGState", "sh": "/Shading", "Tf": "/Font", "scn": "/Pattern", "SCN": "/Pattern"}


@dataclass
class Inside:
    """What the streams of a file draw: colours as they are set, graphics states, operators, how many gradients and masks."""

    colours: set[tuple[float, ...]] = field(default_factory=set)
    gradients: int = 0
    states: dict[str, Any] = field(default_factory=dict)
    operators: list[str] = field(default_factory=list)
    masks: int = 0


def faults(pdf: bytes) -> list[str]:
    """All that a print shop would send back."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return [*_document(file, pdf), *_packet(file), *_intent(file),
                *(f"page {number}: {fault}" for number, page in enumerate(file.pages, 1) for fault in _page(page.obj))]


def inside(pdf: bytes) -> Inside:
    """What all pages of a file draw."""
    found = Inside()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for page in file.pages:
            list(_drawn(page.obj, page.obj.Resources, False, found))
    return found


def _document(file: pikepdf.Pdf, pdf: bytes) -> Iterator[str]:
    if not pdf.startswith(b"%PDF-1.6"):
        yield "another version than 1.6"
    yield from (f"catalog has {key}" for key in file.Root if key not in CATALOG)
    if "/ID" not in file.trailer or file.is_encrypted:
        yield "no ID, or encrypted"
    if str(file.docinfo.get("/Trapped")) != "/False":
        yield "Trapped is not said"
    if len({str(page.obj.TrimBox) for page in file.pages}) > 1:
        yield "pages of several sizes"


def _packet(file: pikepdf.Pdf) -> Iterator[str]:
    text = file.Root.Metadata.read_bytes().decode()
    if re.search("pdfaid|pdfuaid|pdfaExtension", text):
        yield "claims to be an archive's"
    with file.open_metadata() as packet:
        yield from (f"metadata has no {name}" for name in PACKET if not packet.get(name))
        if packet.get("pdfxid:GTS_PDFXVersion") != "PDF/X-4":
            yield "is not PDF/X-4"


def _intent(file: pikepdf.Pdf) -> Iterator[str]:
    intents = list(file.Root.get("/OutputIntents", []))
    if [str(intent.S) for intent in intents] != ["/GTS_PDFX"]:
        yield "not one output intent for PDF/X"
        return
    profile = intents[0].DestOutputProfile
    if int(profile.N) != 4 or profile.read_bytes()[12:20] != b"prtrCMYK":
        yield "the output profile is not for printing in CMYK"
    yield from (f"output intent has no {key}" for key in ("/OutputConditionIdentifier", "/Info", "/RegistryName")
                if not str(intents[0].get(key, "")))


def _page(page: Any) -> Iterator[str]:
    yield from (f"has {key}" for key in page if key not in PAGE)
    media, bleed, trim = ([float(side) for side in page[name]] for name in ("/MediaBox", "/BleedBox", "/TrimBox"))
    if media[:2] != [0, 0] or not media[0] <= bleed[0] <= trim[0] < trim[2] <= bleed[2] <= media[2]:
        yield "boxes are not inside each other"
    if "/Group" in page and str(page.Group.CS) != "/DeviceCMYK":
        yield "is blended in another space"
    yield from _drawn(page, page.Resources, False, Inside())


def _drawn(stream: Any, resources: Any, is_mask: bool, found: Inside) -> Iterator[str]:
    """What is wrong in a stream and in all that it draws."""
    for instruction in pikepdf.parse_content_stream(stream):
        operands, operator = list(instruction.operands), str(instruction.operator)
        found.operators.append(operator)
        if operator in REFUSED or operator in (("k", "K") if is_mask else ("g", "G")):
            yield f"has the operator {operator}"
        elif operator in ("k", "K"):
            found.colours.add(tuple(float(ink) for ink in operands))
        elif operator in ("cs", "CS") and str(operands[0]) not in ("/Pattern", "/All"):
            yield f"has the colour space {operands[0]}"
        elif operator in GROUPS and isinstance(operands[0], pikepdf.Name):
            group, name = GROUPS[operator], str(operands[0])
            yield from _resource(group, name, resources[group][name], resources, is_mask, found)


def _resource(group: str, name: str, what: Any, resources: Any, is_mask: bool, found: Inside) -> Iterator[str]:
    """What is wrong in a resource."""
    device = "/DeviceGray" if is_mask else "/DeviceCMYK"
    if group == "/Font":
        descriptor = what.DescendantFonts[0].FontDescriptor
        if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield f"the face {what.BaseFont} is not in the file"
    elif group == "/ExtGState":
        found.states[name] = tuple(int(what[key]) if key in what else None for key in ("/op", "/OP", "/OPM"))
        if isinstance(what.get("/SMask"), pikepdf.Dictionary):
            found.masks += 1
            yield from _resource("/XObject", "mask", what.SMask.G, resources, True, found)
    elif group == "/Shading":
        found.gradients += 1
        if str(what.ColorSpace) != device:
            yield f"a gradient in {what.ColorSpace}"
    elif what.get("/Subtype") == "/Image":
        space = what.ColorSpace
        inner = space[1] if isinstance(space, pikepdf.Array) else space
        if str(inner) != device or "/DCTDecode" in str(what.get("/Filter")):
            yield f"a picture in {space!r}"
    elif int(what.get("/PatternType", 1)) == 2:
        yield from _resource("/Shading", name, what.Shading, resources, is_mask, found)
    else:
        if "/Group" in what and str(what.Group.CS) != device:
            yield f"a group is blended in {what.Group.CS}"
        yield from (f"{name} has {key}" for key in ("/StructParent", "/StructParents") if key in what)
        yield from _drawn(what, what.Resources, is_mask, found)
