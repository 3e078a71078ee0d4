"""Looks at the PDF: what stands at the trim runs on over it, as far as the shop asks."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.subject import Subject, Trimmed, named, others
from press.pdf.drawing import Painted
from press.pdf.geometry import Box
from press.values.findings import Finding, Severity
from press.values.lengths import AROUND, MM

TITLE = "what stands at the trim reaches the bleed's edge"
REASON = "printers ask for 3 mm of bleed: a cut may be 1 mm off, and what ends there shows a white edge"
LOOKS_AT = "pdf"
PRODUCTIONS = ("press",)
CODES = ("bleed-small", "bleed-short")
WAIVABLE = True

# So near the trim, in pt, a cut that is a little off shows that a shape ends.
NEAR = 1 * MM
TOLERANCE = 0.1 * MM
SIDES = ("left", "lower", "right", "upper")


def check(subject: Subject) -> Iterator[Finding]:
    """An error for a page with less bleed than asked, where something bleeds; one for what ends between trim and bleed.

    What ends inside the page but near the trim is a warning. Text is the safety margin's; what has no ink needs no bleed.
    """
    asked = subject.printer.bleed
    for page in subject.trimmed:
        short = list(_short(page, asked))
        given = _given(page)
        if given < asked - TOLERANCE:
            bleeds = any(_crosses(box, page.boxes.cut) for thing, box in page.painted if _counts(thing))
            yield Finding(Severity.ERROR if bleeds else Severity.WARNING, "bleed-small",
                          f"the page has {given / MM:.1f} mm of bleed, and {asked / MM:.1f} mm are asked for "
                          f"({subject.printer.name})", subject.page(page.number), _remedy(subject, asked))
        for severity in (Severity.ERROR, Severity.WARNING):
            these = [(what, sides) for found, what, sides in short if found is severity]
            if these:
                what, sides = these[0]
                is_at_trim = severity is Severity.ERROR
                how = "does not reach the bleed's edge" if is_at_trim else "ends less than 1 mm from the trim"
                yield Finding(severity, "bleed-short", f"{what} {how} ({sides}){others(these)}", subject.page(page.number),
                              f"let it run {asked / MM:g} mm over the trim, or keep it further away from it")


def _remedy(subject: Subject, asked: float) -> str:
    """Where more bleed is written: a cell's edition says it, another's file is exported anew."""
    if not subject.cell:
        return "export it with more bleed"
    if asked > AROUND:
        return f"{AROUND / MM:g} mm is the most that can be made here: ask the shop whether it takes less"
    return f'write into [press] of the edition: bleed = "{asked / MM:g}mm"'


def _given(page: Trimmed) -> float:
    """The least bleed that a page's bleed box gives, in pt."""
    bleed, trim = page.boxes.bleed or page.boxes.cut, page.boxes.cut
    return min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])


def _counts(thing: Painted) -> bool:
    """Whether an edge of it would be seen."""
    return thing.run is None and not thing.paint.is_paper


def _crosses(box: Box, trim: Box) -> bool:
    """Whether a box goes beyond the trim."""
    return any(distance > TOLERANCE for distance in _beyond(box, trim))


def _beyond(box: Box, trim: Box) -> tuple[float, ...]:
    """How far a box goes beyond the trim on each of the SIDES, below 0 where it ends inside."""
    return trim[0] - box[0], trim[1] - box[1], box[2] - trim[2], box[3] - trim[3]


def _short(page: Trimmed, asked: float) -> Iterator[tuple[Severity, str, str]]:
    """What ends where it should not: how grave, what it is, on which sides."""
    for thing, box in page.painted:
        if not _counts(thing):
            continue
        ends = {side: distance for side, distance in zip(SIDES, _beyond(box, page.boxes.cut), strict=True)
                if -NEAR < distance < asked - TOLERANCE}
        if ends:
            is_at_trim = any(distance > -TOLERANCE for distance in ends.values())
            yield (Severity.ERROR if is_at_trim else Severity.WARNING, named(thing, box, page.boxes.cut),
                   " and ".join(ends) + (" edge" if len(ends) == 1 else " edges"))
