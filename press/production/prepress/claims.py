"""What a press file says of itself: PDF/X-4, what it is to be printed as, its title and dates (ISO 15930-7)."""

from __future__ import annotations

import hashlib
import uuid

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from press.colour.conditions import Condition
from press.pdf.saving import preferences

STANDARD = "PDF/X-4"
# Dates are asked for, and the clock would make other bytes each time: a document without a date has this one.
UNDATED = "2000-01-01"
KEPT = ("/Type", "/Pages", "/Lang")


def claim(file: pikepdf.Pdf, condition: Condition, date: str, content: bytes, direction: str) -> None:
    """Takes from a PDF all that is for screens and archives, and lets it say what a press asks for."""
    for key in list(file.Root.keys()):
        if key not in KEPT:
            del file.Root[key]
    file.Root.OutputIntents = Array([_intent(file, condition)])
    file.Root.ViewerPreferences = preferences(direction)
    day = f"{date or UNDATED}T00:00:00Z"
    for name in ("/CreationDate", "/ModDate"):
        file.docinfo[name] = String(f"D:{day[:10].replace('-', '')}000000Z")
    _metadata(file, day, content)
    # In the packet it is a text, here a name.
    file.docinfo.Trapped = Name("/False")


def _intent(file: pikepdf.Pdf, condition: Condition) -> Dictionary:
    """The output intent, with the profile of the condition inside."""
    intent = Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=String(condition.name),
        OutputCondition=String(condition.paper), Info=String(condition.paper),
        DestOutputProfile=file.make_stream(condition.profile, N=4, Alternate=Name.DeviceCMYK))
    if condition.registry:
        intent.RegistryName = String(condition.registry)
    return file.make_indirect(intent)


def _metadata(file: pikepdf.Pdf, day: str, content: bytes) -> None:
    """The packet of metadata: what the information says, and the rest that PDF/X-4 asks for."""
    own = f"uuid:{uuid.UUID(bytes=hashlib.sha256(content).digest()[:16], version=5)}"
    with file.open_metadata(set_pikepdf_as_editor=False) as packet:
        packet.load_from_docinfo(file.docinfo)
        packet["pdfxid:GTS_PDFXVersion"] = STANDARD
        packet["pdf:Trapped"] = "False"
        for name in ("CreateDate", "ModifyDate", "MetadataDate"):
            packet[f"xmp:{name}"] = day
        for name, value in (("DocumentID", own), ("InstanceID", own), ("RenditionClass", "default"), ("VersionID", "1")):
            packet[f"xmpMM:{name}"] = value
        if Name.Lang in file.Root:
            packet["dc:language"] = {str(file.Root.Lang)}
