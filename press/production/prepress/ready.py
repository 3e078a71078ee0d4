"""A cell's pages to a file for the press."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name

from press.colour.conditions import Condition, condition
from press.colour.pictures import identity
from press.pdf.colour import PROCESS
from press.pdf.saving import saved
from press.production.prepress.claims import claim
from press.production.prepress.colours import Inks
from press.production.prepress.content import Separation
from press.production.prepress.sheet import Sheet, sheet
from press.values.binding import padded
from press.values.edition import Press
from press.values.findings import Finding, Place, Severity
from press.values.laid import Laid


@dataclass(frozen=True)
class Ready:
    """A PDF/X-4 with single pages in their order.

    `trim` is a page's width and height in pt, `pages` counts the `blanks` among them too; `inks` are those that are used, in
    the order in which they are named everywhere; `condition` is what it is to be printed as.
    """

    pdf: bytes
    trim: tuple[float, float]
    pages: int
    blanks: int
    inks: tuple[str, ...]
    condition: Condition
    findings: tuple[Finding, ...] = ()


def make_ready(pages: bytes, cell: Laid, press: Press) -> Ready:
    """The press file of a cell's finished pages; ProjectError for a profile or paper that nothing can be printed with."""
    printed = condition(cell.edition, press)
    inks = Inks(printed)
    with pikepdf.open(io.BytesIO(pages)) as file:
        separation = Separation(file, inks)
        sheets = [_put_on_sheet(page.obj, separation, press) for page in file.pages]
        blanks = _pad(file, cell, sheets[-1])
        drawn = b"".join(page.obj.Contents.read_bytes() for page in file.pages)
        claim(file, printed, _date(cell), drawn + printed.profile, cell.html.direction)
        file.remove_unreferenced_resources()
        pdf, count = saved(file, exactly="1.6"), len(file.pages)
    used = tuple(name for name, is_used in zip(PROCESS, inks.used, strict=True) if is_used)
    findings = tuple(_converted(separation.converted, cell, printed))
    return Ready(pdf, (sheets[0].width, sheets[0].height), count, blanks, used, printed, findings)


def _put_on_sheet(page: pikepdf.Object, separation: Separation, press: Press) -> Sheet:
    """Draws a page anew in inks without links, tags and what else is for screens, and gives the sheet that it stands on."""
    around, corner = sheet(page.TrimBox, press.bleed, press.marks)
    separation.is_transparent = False
    drawn, used = separation.page(page, around.shift(corner))
    for key in list(page.keys()):
        if key not in ("/Type", "/Parent"):
            del page[key]
    for name, box in around.boxes().items():
        page[name] = box
    page.Contents = separation.pdf.make_stream(around.placed(drawn, corner))
    page.Resources = around.resources(used)
    if separation.is_transparent:
        page.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK, I=True)
    return around


def _pad(file: pikepdf.Pdf, cell: Laid, around: Sheet) -> int:
    """Puts in the blank pages that the binding needs, and how many they are."""
    fit = cell.edition.fit
    order = padded(len(file.pages), fit.pages, cell.back) if fit else ()
    blanks = [place for place, page in enumerate(order) if page is None]
    for place in blanks:
        blank = Dictionary(Type=Name.Page, Resources=around.resources(Dictionary()),
                           Contents=file.make_stream(around.placed(b"", (0, 0))))
        for name, box in around.boxes().items():
            blank[name] = box
        file.pages.insert(place, pikepdf.Page(file.make_indirect(blank)))
    return len(blanks)


def _date(cell: Laid) -> str:
    """The document's date as YYYY-MM-DD, or nothing."""
    date = str(cell.document.facts.get("date", ""))
    return date if re.fullmatch(r"\d{4}-\d\d-\d\d", date) else ""


def _converted(names: Iterable[str], cell: Laid, printed: Condition) -> Iterator[Finding]:
    """One notice for each picture whose colours went through the profile."""
    files = _files(cell) if names else {}
    for name in names:
        path = files.get(name[len("/i"):-1])
        root = cell.edition.folders[0].resolve().parents[1]
        inner = path.relative_to(root).as_posix() if path and path.is_relative_to(root) else ""
        yield Finding(
            Severity.NOTICE, "picture-converted", f"{path.name if path else 'a picture'} is in RGB and was turned into inks "
            f"for {printed.name}", Place(inner or f"{cell.document.name}/{cell.language.code}/{cell.edition.name}"),
            "look at its colours on the print shop's proof; one that is saved as CMYK for this condition stays as it is")


def _files(cell: Laid) -> dict[str, Path]:
    """The files that a page may read, by the names of pictures: in the PDF these have an i before and a digit behind."""
    found: dict[str, Path] = {}
    for folder in cell.html.folders:
        for path in sorted(path.resolve() for path in folder.rglob("*") if path.is_file()):
            found.setdefault(identity(path.read_bytes()), path)
    return found
