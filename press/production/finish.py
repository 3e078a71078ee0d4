"""The PDF opened once, completed and saved so that the same input gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from press.languages.writing import LATIN_DIGITS, numerals
from press.pdf.saving import preferences, saved
from press.values.page import Html

# The engine says that a file is PDF/A, and this says that it is PDF/UA-1 too: PDF/A knows no property of PDF/UA, so that
# the packet must describe it (ISO 19005-3, 6.6.2.3.3; ISO 14289-1, 5).
ACCESSIBLE = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


def finish(pdf: bytes, html: Html, versions: Mapping[str, str], attached: Mapping[str, str]) -> bytes:
    """The archive PDF: what it claims, page labels, reading direction, what made it, texts inside by their names."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        file.Root.PageLabels = _labels(len(file.pages), html.digits)
        file.Root.ViewerPreferences = preferences(html.direction)
        file.docinfo[Name.Producer] = String("; ".join(f"{name} {number}" for name, number in versions.items()))
        with file.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["pdf:Producer"] = str(file.docinfo[Name.Producer])
            metadata.copy_properties(ACCESSIBLE, ("pdfuaid:part", "pdfaExtension:schemas"))
        for name, text in attached.items():
            _attach(file, name, text)
        return saved(file)


def _attach(file: pikepdf.Pdf, name: str, text: str) -> None:
    """Puts a text inside, as another form of the whole document (ISO 19005-3, 6.8 and annex E)."""
    data = text.encode()
    kind = Name("/text/markdown")
    stream = file.make_stream(data, Type=Name.EmbeddedFile, Subtype=kind, Params=Dictionary(Size=len(data)))
    held = file.make_indirect(Dictionary(
        Type=Name.Filespec, F=String(name), UF=String(name), AFRelationship=Name.Alternative, Desc=String("Markdown"),
        EF=Dictionary(F=stream, UF=stream)))
    names = file.Root.get(Name.Names, Dictionary())
    names.EmbeddedFiles = Dictionary(Names=Array([String(name), held]))
    file.Root.Names = names
    file.Root.AF = Array([held])


def _labels(pages: int, digits: str) -> Dictionary:
    """Page labels as printed: PDF knows European figures only, others are written out as prefixes."""
    if digits == LATIN_DIGITS:
        return Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    nums: list[object] = []
    for page in range(pages):
        nums += [page, Dictionary(P=String(numerals(page + 1, digits)))]
    return Dictionary(Nums=Array(nums))
