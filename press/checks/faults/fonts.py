"""Looks at the PDF: its fonts are in the file, cut to what is used, and drawn as they were made."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.subject import Subject, quoted
from press.fonts.families import chain, face_name
from press.languages.language import ROLES
from press.pdf.drawing import Run
from press.pdf.font import Font
from press.pdf.pen import INVISIBLE
from press.values.findings import Finding, Place, Severity
from press.values.laid import Laid

TITLE = "fonts are embedded, cut, ours, and not faked"
REASON = "PDF/A (ISO 19005-3), 6.2.11.4.1, and every printer: fonts are in the file; a faked face is none"
LOOKS_AT = "pdf"
CODES = ("font-not-embedded", "font-not-cut", "font-foreign", "font-faked")
WAIVABLE = False

# A slope of less than 3 degrees is no italic; fill and stroke together make a bold that the font has not.
SLOPE = 0.05
FILL_AND_STROKE = 2


def check(subject: Subject) -> Iterator[Finding]:
    """The findings of each font, at the page that uses it first."""
    own = _own(subject.cell) if subject.cell else frozenset()
    seen: set[tuple[str, str]] = set()
    for number, page in enumerate(subject.pages, 1):
        for run in page.runs:
            if run.mode == INVISIBLE:
                continue
            place = subject.page(number)
            for finding in (*_of_font(run.font, place, own, subject.production), *_of_run(run, place)):
                if (finding.code, run.font.base_name) not in seen:
                    seen.add((finding.code, run.font.base_name))
                    yield finding


def _of_font(font: Font, place: Place, own: frozenset[str], production: str) -> Iterator[Finding]:
    """What is wrong with a font; `own` are the names that a cell may use, none for another's PDF."""
    if not font.is_embedded:
        # A reader has these itself (ISO 32000-1, 9.6.2.2), a press may not: others' PDFs may do so.
        allowed = font.is_standard and not own and production != "press"
        yield Finding(Severity.WARNING if allowed else Severity.ERROR, "font-not-embedded",
                      f"the font {font.name} is not in the file", place,
                      "embed it: elsewhere another font stands in for it, with other widths and glyphs")
    elif not font.is_subset and font.kind != "/Type3":
        yield Finding(Severity.WARNING if own else Severity.NOTICE, "font-not-cut",
                      f"the font {font.name} is in the file with all its glyphs", place,
                      "embed the glyphs used only: some licences ask for it, and the file is smaller")
    if own and not font.name.startswith(tuple(own)):
        yield Finding(Severity.ERROR, "font-foreign", f"the font {font.name} is not one of the project", place,
                      "name a family of press/fonts/families.toml, or put the font into the language's folder fonts/")


def _of_run(run: Run, place: Place) -> Iterator[Finding]:
    """What is wrong with how a font is drawn."""
    if run.slant > SLOPE or run.mode == FILL_AND_STROKE:
        how = "slanted" if run.slant > SLOPE else "made bold by an outline"
        yield Finding(Severity.WARNING, "font-faked", f"{run.font.name} is {how} to stand for a face it has not: "
                      f"{quoted(run.text)}", place, "use an italic or bold font, or another kind of emphasis")


def _own(laid: Laid) -> frozenset[str]:
    """The names of the project's fonts as they stand in a PDF."""
    return frozenset(
        face_name(family, role).replace(" ", "-")
        for language in laid.languages.values() for role in ROLES for family in chain(language, role))
