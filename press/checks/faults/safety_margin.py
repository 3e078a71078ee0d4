"""Looks at the PDF: no word stands so near the trim that it may be cut."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.subject import Subject, named, others
from press.pdf.geometry import grown, is_in
from press.values.findings import Finding, Severity
from press.values.lengths import MM

TITLE = "text keeps away from the trim"
REASON = "printers ask for 3 mm: a cut may be 1 mm off, and inner pages of a stapled book are cut narrower"
LOOKS_AT = "pdf"
PRODUCTIONS = ("press",)
CODES = ("text-cut", "text-near-trim")
WAIVABLE = True

# In pt; less is rounding.
TOLERANCE = 0.1 * MM


def check(subject: Subject) -> Iterator[Finding]:
    """For each page one error for text over the trim, one warning for text in the safety margin."""
    safety = subject.printer.safety
    for page in subject.trimmed:
        cut = page.boxes.cut
        words = [(thing, box) for thing, box in page.painted
                 if thing.run and not is_in(box, grown(cut, -safety), TOLERANCE) and thing.run.text.strip()]
        crossing = [(thing, box) for thing, box in words if not is_in(box, cut, TOLERANCE)]
        near = [one for one in words if one not in crossing]
        for severity, code, these, what in (
                (Severity.ERROR, "text-cut", crossing, "runs over the trim and is cut"),
                (Severity.WARNING, "text-near-trim", near, f"is less than {safety / MM:g} mm from the trim")):
            if these:
                yield Finding(severity, code, f"{named(*these[0], cut)} {what}{others(these)}", subject.page(page.number),
                              f"bring it {safety / MM:g} mm and more inside the page")
