"""Looks at the PDF: no place takes more ink than dries."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.subject import Subject, Trimmed, named, others
from press.pdf.drawing import Painted
from press.pdf.pixels import heaviest
from press.values.findings import Finding, Severity

TITLE = "no place takes more ink than the shop allows"
REASON = "Ghent Workgroup, GWG2015: total ink; what is wet for too long sets off on the next sheet"
LOOKS_AT = "pdf"
PRODUCTIONS = ("press",)
CODES = ("ink-total",)
WAIVABLE = True

# In percent; less is rounding.
TOLERANCE = 2


def check(subject: Subject) -> Iterator[Finding]:
    """One error for each page with more ink, which names the heaviest thing; what shines through others is not added up."""
    limit = subject.printer.ink
    pictures: dict[tuple[int, int], float] = {}
    for page in subject.trimmed:
        heavy = [(total, what) for total, what in _totals(page, pictures) if total > limit + TOLERANCE]
        if heavy:
            total, what = max(heavy)
            yield Finding(Severity.ERROR, "ink-total", f"{what} has {total:.0f} % of ink{others(heavy)}, and "
                          f"{limit:.0f} % is the most ({subject.printer.name})", subject.page(page.number),
                          "use a colour of less ink; convert a picture anew with the profile of the paper")


def _totals(page: Trimmed, pictures: dict[tuple[int, int], float]) -> Iterator[tuple[float, str]]:
    """The ink of each thing on a page, as far as it is known; a picture that is used again is read once."""
    for thing, box in page.painted:
        if thing.picture and thing.picture.bits > 1:
            key = thing.picture.source.objgen
            if key not in pictures or key == (0, 0):
                pictures[key] = heaviest(thing.picture) or 0
            total = pictures[key]
        else:
            total = _total(thing)
        yield total, named(thing, box, page.boxes.cut)


def _total(thing: Painted) -> float:
    """The ink of a colour in percent, with that of what it overprints."""
    own = thing.paint.inks or {}
    under = (thing.under.inks or {}) if thing.overprints else {}
    return sum((dict(under) | dict(own)).values())
