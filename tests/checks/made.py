"""Small PDFs and layouts made by hand, each with one fault or none."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from press.checks.faults import Check, all_checks
from press.checks.subject import Subject
from press.values.findings import Finding, Place
from press.values.laid import Laid
from press.values.layout import Area, Layout, Line
from press.values.page import Html
from press.values.printer import USUAL, Printer
from tests.conftest import copy_of

ROOT = Path(__file__).resolve().parents[2]
PAGE = Area(300, 400, 50, 50, 250, 350)
CMAP = b"begincmap 1 beginbfchar <0041> <0041> endbfchar 1 beginbfrange <0061> <007a> <0061> endbfrange endcmap"


def pdf(content: str, change: Callable[[pikepdf.Pdf], None] | None = None) -> bytes:
    """One page with a composite font /F and a standard font /S; `change` alters the file before it is saved."""
    file = pikepdf.new()
    page = file.add_blank_page(page_size=(300, 400))
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/ABCDEF+Made"), Encoding=Name("/Identity-H"),
        ToUnicode=file.make_stream(CMAP),
        DescendantFonts=Array([Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/ABCDEF+Made"), CIDToGIDMap=Name.Identity,
            FontDescriptor=Dictionary(Type=Name.FontDescriptor, FontFile2=file.make_stream(b"made")))]))
    standard = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj.Resources = Dictionary(Font=Dictionary(F=file.make_indirect(font), S=file.make_indirect(standard)))
    page.obj.Contents = file.make_stream(content.encode())
    if change:
        change(file)
    out = io.BytesIO()
    file.save(out, static_id=True, fix_metadata_version=False)
    return out.getvalue()


def shown(words: str, more: str = "", font: str = "F", at: str = "1 0 0 1 60 300") -> str:
    """The operators that show some words in 12 pt."""
    codes = "".join(f"{ord(letter):04x}" if font == "F" else f"{ord(letter):02x}" for letter in words)
    return f"{more} BT /{font} 12 Tf {at} Tm <{codes}> Tj ET"


def tagged(elements: Sequence[Mapping[str, Any]]) -> Callable[[pikepdf.Pdf], None]:
    """Gives a file a tag tree of one Document with these elements; an element's K are its marks or what is in it."""

    def change(file: pikepdf.Pdf) -> None:
        page = file.pages[0].obj
        kids = Array([file.make_indirect(_element(item, page)) for item in elements])
        document = file.make_indirect(Dictionary(S=Name.Document, K=kids))
        file.Root.StructTreeRoot = file.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=document))

    return change


def _element(item: Mapping[str, Any], page: pikepdf.Object) -> Dictionary:
    """One element."""
    kids = Array([kid if isinstance(kid, int) else _element(kid, page) for kid in item.get("K", ())])
    made = Dictionary(S=Name("/" + item["S"]), Pg=page, K=kids)
    for key in ("Alt", "ID"):
        if key in item:
            made[f"/{key}"] = String(item[key])
    if "Scope" in item:
        made.A = Dictionary(O=Name.Table, Scope=Name("/" + item["Scope"]))
    return made


def named(name: str) -> Check:
    """A check by the name of its file."""
    return next(check for check in all_checks() if check.__name__.endswith(f".{name}"))


def codes_of(name: str, source: bytes) -> list[str]:
    """The codes that a check finds in another's PDF."""
    return [finding.code for finding in found_in_file(name, source, "archive", USUAL)]


def found_in_file(name: str, source: bytes, production: str = "press", printer: Printer = USUAL) -> list[Finding]:
    """What a check finds in another's PDF, made for the press or not, held against a shop's limits."""
    with pikepdf.open(io.BytesIO(source)) as file:
        return list(named(name).check(Subject("made.pdf", source, file, production=production, printer=printer)))


@cache
def _job() -> Any:
    """A cell of the project."""
    return copy_of(ROOT, ["statement-1988/en/handout"], final=False)


def cell(layout: Layout, notes: int = 0) -> Laid:
    """A layout as a cell of the project."""
    job = _job()
    html = Html("", (), {number: Place("letter.md", number) for number in range(1, notes + 1)}, "Made", "en", "ltr",
                "0123456789")
    return Laid(job.document, html, layout, job.language, job.languages, job.edition)


def line(text: str, **said: Any) -> Line:
    """A line in the type area of the first page."""
    usual = Line(1, 50, 60, 190, 12, 200, text, "text", 1, "p")
    return replace(usual, **said)


def found_in(name: str, lines: Sequence[Line], pages: int = 1, calls: Mapping[int, int] | None = None,
             notes: Mapping[int, tuple[int, ...]] | None = None) -> list[Finding]:
    """What a check of the layout finds in some lines."""
    calls = calls or {}
    layout = Layout((PAGE,) * pages, tuple(lines), calls, notes or {})
    source = pdf("")
    with pikepdf.open(io.BytesIO(source)) as file:
        while len(file.pages) < pages:
            file.add_blank_page(page_size=(300, 400))
        subject = Subject("letter/en/handout", source, file, cell(layout, len(calls)))
        return list(named(name).check(subject))
