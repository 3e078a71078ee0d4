"""Looks at the PDF: black text is printed over what is under it, and white is not."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.subject import Subject, Trimmed, named, others
from press.values.findings import Finding, Severity

TITLE = "black text overprints, and white never does"
REASON = ("Ghent Workgroup, GWG2015: overprint of black text and of white; ISO 32000-1, 8.6.7: DeviceGray and mode 0 take "
          "away what is under them")
LOOKS_AT = "pdf"
PRODUCTIONS = ("press",)
CODES = ("overprint-missing", "overprint-white")
WAIVABLE = True

# In percent: what is lighter is a grey, under which a ground would show.
BLACK = 99


def check(subject: Subject) -> Iterator[Finding]:
    """Errors for white that overprints, as it is then not printed; warnings for black text that does not, over a ground.

    Where such text stands on paper alone, which shows nothing, one notice says so for the file.
    """
    on_paper: list[Trimmed] = []
    for page in subject.trimmed:
        white = [(thing, box) for thing, box in page.painted
                 if thing.asks_overprint and thing.paint.is_paper and thing.what != "picture"]
        black = [(thing, box) for thing, box in page.painted if thing.run and not thing.overprints
                 and thing.paint.is_black_alone and (thing.paint.total or 0) >= BLACK]
        over = [one for one in black if not one[0].under.is_paper]
        if black and not over:
            on_paper.append(page)
        for severity, code, these, what, hint in (
                (Severity.ERROR, "overprint-white", white, "is white and set to overprint: it will not be seen",
                 "set it to knock out what is under it"),
                (Severity.WARNING, "overprint-missing", over, "is black over a ground and does not overprint",
                 "set black text to overprint, in DeviceCMYK with overprint mode 1")):
            if these:
                yield Finding(severity, code, f"{named(*these[0], page.boxes.cut)} {what}{others(these)}",
                              subject.page(page.number), hint)
    if on_paper:
        yield Finding(Severity.NOTICE, "overprint-missing", "black text does not overprint; it stands on paper alone",
                      subject.page(on_paper[0].number), "set black text to overprint, so that a ground may come under it")
