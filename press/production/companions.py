"""The files that go with a booklet or a press file: instructions, trial sheet, job sheet."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from press.checks.faults.image_resolution import dpi
from press.checks.preflight import Outcome
from press.compose.companion import Booklet, PressFile, instructions, job_sheet, needed, trial
from press.compose.interface import INTERFACE_LANGUAGE
from press.fonts.cutting import prepare
from press.pdf.opening import open_pdf
from press.pdf.pages import drawings
from press.production.finish import finish
from press.production.imposition import impose
from press.production.prepress.ready import Ready
from press.values.binding import ON_SHEET, lying, padded, spine
from press.values.document import Passage
from press.values.edition import Press, Sheets
from press.values.face import Face
from press.values.findings import Finding, Place, Severity
from press.values.job import Copy, Reader
from press.values.laid import Laid
from press.values.lengths import MM, size_name
from press.values.page import Html
from press.values.results import Further, file_name

INSTRUCTIONS, TRIAL = "instructions", "trial"
ON_TRIAL = 4


@dataclass(frozen=True)
class Companions:
    """The files that go with a cell's PDF, and what was found wrong in making them."""

    files: tuple[Further, ...] = ()
    findings: tuple[Finding, ...] = ()


def with_booklet(copy: Copy, cell: Laid, sheets: Sheets, is_draft: bool, cache: Path) -> Companions:
    """Instructions for a booklet in the edition's language and in the operator's, and the sheet that tries the printer."""
    own = Reader(copy.language, copy.interface)
    operator = copy.operator
    readers = (own, operator) if operator and operator.language.code != copy.language.code else (own,)
    booklet = _booklet(copy.cell, cell, sheets, is_draft)
    faces = _faces(copy, cell, readers, cache)
    files: list[Further] = []
    findings: list[Finding] = []
    for reader in readers:
        page = instructions(booklet, cell.edition, reader, copy.languages, faces, copy.final and reader is own)
        pdf, found = _set(page, copy.cell, INSTRUCTIONS, 1)
        files.append(Further(_part(reader, own), "pdf", pdf))
        findings += found
    page = trial(booklet, cell.edition, readers, copy.languages, faces, copy.final)
    pdf, found = _set(page, copy.cell, TRIAL, ON_TRIAL)
    sheet = impose(pdf, sheets, cell.html.direction, 0).duplex
    return Companions((*files, Further(TRIAL, "pdf", sheet)), tuple(dict.fromkeys((*findings, *found))))


def with_press_file(
    copy: Copy, cell: Laid, press: Press, ready: Ready, part: str, outcomes: Sequence[Outcome], is_draft: bool
) -> Companions:
    """The job sheet of a press file, in the operator's language or else in English, and of the same part."""
    english = Reader(copy.languages.get(INTERFACE_LANGUAGE, copy.language), None)
    text, findings = job_sheet(_press_file(copy, cell, press, ready, part, outcomes, is_draft), cell.edition,
                               copy.operator or english)
    return Companions((Further(part, "txt", text.encode()),), findings)


def _part(reader: Reader, own: Reader) -> str:
    """The part of the name of a reader's instructions: with a language where it is not the edition's."""
    return INSTRUCTIONS if reader is own else f"{INSTRUCTIONS}_{reader.language.code}"


def _booklet(cell: str, laid: Laid, sheets: Sheets, is_draft: bool) -> Booklet:
    """What is said of a booklet."""
    order = padded(laid.layout.pages, ON_SHEET, laid.back)
    area = laid.layout.areas[0]
    width, height = lying(sheets.paper, (area.width, area.height))
    parts = ("", "fronts", "backs", TRIAL)
    return Booklet(
        title=_title(laid), language=laid.language, paper=size_name(*sorted((width, height))),
        sheets=len(order) // ON_SHEET, pages=len(order), blanks=order.count(None), spine=spine(laid.html.direction),
        turned="short" if width >= height else "long",
        files={part or "all": file_name(cell, part, "pdf", is_draft) for part in parts},
    )


def _press_file(
    copy: Copy, laid: Laid, press: Press, ready: Ready, part: str, outcomes: Sequence[Outcome], is_draft: bool
) -> PressFile:
    """What is said of a press file."""
    with open_pdf(ready.pdf, copy.cell) as file:
        pages = tuple(drawings(file))
    pictures = [picture for page in pages for picture in page.pictures]
    done = [outcome for outcome in outcomes if not outcome.unfit]
    found = dict.fromkeys(finding for outcome in done for finding in outcome.findings)
    return PressFile(
        title=_title(laid), cell=copy.cell, language=copy.language.code, name=file_name(copy.cell, part, "pdf", is_draft),
        sum=hashlib.sha256(ready.pdf).hexdigest(), is_draft=is_draft, size=size_name(*ready.trim),
        trim=(ready.trim[0] / MM, ready.trim[1] / MM), bleed=press.bleed / MM, pages=ready.pages, blanks=ready.blanks,
        inks=ready.inks, condition=ready.condition.name, grade=press.paper, paper=ready.condition.paper,
        ink=ready.condition.ink,
        binding=press.binding, marks=press.marks,
        side="" if press.binding == "none" else spine(laid.html.direction),
        fonts=tuple(sorted({run.font.name.strip(",") for page in pages for run in page.runs})), pictures=len(pictures),
        dpi=min((dpi(picture) for picture in pictures), default=0),
        passed=sum(not outcome.findings for outcome in done),
        open=tuple(f"{finding.place}: {finding.message}" for finding in found),
    )


def _title(cell: Laid) -> Passage:
    """What the document is called, as short as it says itself."""
    return cell.document.fields.get("short-title", cell.document.fields["title"])


def _faces(copy: Copy, cell: Laid, readers: Sequence[Reader], cache: Path) -> tuple[Face, ...]:
    """The faces for the words of the readers and for the title."""
    title = _title(cell)
    codes = (*(reader.language.code for reader in readers), cell.language.code, title.language, INTERFACE_LANGUAGE)
    tongues = {code: copy.languages[code] for code in codes if code in copy.languages}
    return prepare(tongues.values(), needed(readers, cell.language, title), cache, italic=False, bold=False)


def _set(page: Html, cell: str, name: str, count: int) -> tuple[bytes, tuple[Finding, ...]]:
    """The PDF of a composed companion, and what is wrong with it: words missing, or too many for its pages."""
    from press.engine.render import lay, versions

    pages = lay(page)
    raw, heard = pages.pdf(f"{cell}/{name}/{page.language}")
    findings = [*page.findings, *heard]
    if pages.layout.pages != count:
        findings.append(Finding(
            Severity.WARNING, "companion-pages",
            f"the {name} in {page.language} take {pages.layout.pages} pages and not {count}",
            Place(f"templates/_shared/companion/{name}.html"),
            f"shorten its words in locales/{page.language}/LC_MESSAGES/interface.po"))
    return finish(raw, page, versions(), {}), tuple(findings)
