"""Looks at the PDF: what is made for paper reads in black and white too."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from press.checks.faults.contrast import FILLING, contrast, least
from press.checks.subject import Subject, quoted
from press.pdf.colour import Colour, grey
from press.pdf.drawing import Drawing, Painted, Run
from press.values.findings import Finding, Severity

TITLE = "a page for paper reads in black and white"
REASON = ("an office copier has one ink, and turns colours to greys by ISO 32000-1, 10.3.2; WCAG 2.2, technique G183: "
          "words told by their colour alone differ by 3 to 1")
LOOKS_AT = "pdf"
CODES = ("grey-contrast", "grey-same", "grey-lost", "grey-line")
WAIVABLE = True

# Colours of words that are told apart by nothing else.
APART = 3.0
# A grey lighter than this is white on a copy; one darker than the other is printed full, without dots.
LIGHTEST, FULL = 0.9, 0.1
# A line in dots of grey breaks up below so many pt.
THINNEST = 0.3
# Short runs are calls and signs, which are told by where they stand.
SIGN = 2


def check(subject: Subject) -> Iterator[Finding]:
    """A warning or a notice a page for each way in which a cell for paper loses by its colours becoming greys."""
    if subject.cell is None or not subject.cell.edition.is_on_paper:
        return
    for number, page in enumerate(subject.pages, 1):
        for severity, code, message, hint in (*_words(page), *_shapes(page)):
            yield Finding(severity, code, message, subject.page(number), hint)


def _grey(colour: Colour) -> Colour:
    """A colour as a copier prints it."""
    return (grey(colour),) * 3


def _words(page: Drawing) -> Iterator[tuple[Severity, str, str, str]]:
    """What becomes of words: severity, code, message, hint."""
    looks: dict[tuple[str, float], dict[Colour, Run]] = {}
    faint: dict[tuple[Colour, Colour], Run] = {}
    for run in page.runs:
        if run.colour is None or run.mode not in FILLING or not run.text.strip():
            continue
        if len(run.text.strip()) > SIGN:
            looks.setdefault((run.font.name, round(run.size, 1)), {}).setdefault(run.colour, run)
        # What is too faint in colour too, the check of contrast says.
        if run.ground and contrast(run.colour, run.ground) >= least(run) > contrast(_grey(run.colour), _grey(run.ground)):
            faint.setdefault((run.colour, run.ground), run)
    for run in faint.values():
        yield (Severity.WARNING, "grey-contrast", f"{quoted(run.text)} is hard to read in black and white",
               "make the text darker, or its ground lighter")
    for colours in looks.values():
        for first, second in combinations(colours, 2):
            is_coloured = any(max(colour) - min(colour) > FULL for colour in (first, second))
            if is_coloured and contrast(_grey(first), _grey(second)) < APART:
                yield (Severity.WARNING, "grey-same", f"{quoted(colours[first].text)} and {quoted(colours[second].text)} "
                       "differ by their colour alone", "set them apart by weight, size or a line too")


def _shapes(page: Drawing) -> Iterator[tuple[Severity, str, str, str]]:
    """What becomes of grounds and lines, each once a page: severity, code, message, hint."""
    shades = [(thing, grey(thing.paint.rgb)) for thing in page.painted if thing.paint.rgb and _is_seen(thing)]
    thin = [(thing, shade) for thing, shade in shades if thing.thickness < THINNEST and FULL < shade < 1]
    if thin:
        width = min(thing.thickness for thing, _ in thin)
        yield (Severity.WARNING, "grey-line", f"a line of {width:.2f} pt is not black, and breaks into dots",
               "draw it black, or thicker")
    if any(LIGHTEST < shade < 1 for thing, shade in shades if thing.thickness >= THINNEST and thing.under.is_paper):
        yield (Severity.NOTICE, "grey-lost", f"a ground has less than {1 - LIGHTEST:.0%} of grey, and is white on a copy",
               "make it darker where it says something, or add a line around it")


def _is_seen(thing: Painted) -> bool:
    """Whether it is a line or a shape, and some of it is on the page."""
    if thing.what not in ("fill", "stroke") or thing.run is not None or thing.outline is None:
        return False
    left, bottom, right, top = thing.box
    return left <= right and bottom <= top
