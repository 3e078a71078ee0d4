"""Looks at the PDF: it says that it keeps a part of PDF/X that the shop takes, and has what that asks for."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Name

from press.checks.subject import Subject
from press.pdf.claims import press_claim, title, xmp
from press.values.findings import Finding, Severity

TITLE = "it says that it is a PDF/X, and has title, dates, number and trapping"
REASON = "ISO 15930-7 for PDF/X-4; ISO 15930-1 and -4 for PDF/X-1a, -3 and -6 for PDF/X-3"
LOOKS_AT = "pdf"
PRODUCTIONS = ("press",)
CODES = ("pdfx-missing", "pdfx-version", "pdfx-trapped", "pdfx-description")
WAIVABLE = False

# The highest version of PDF that a part takes, by what files say of themselves.
VERSIONS = {"PDF/X-1a:2001": "1.3", "PDF/X-1:2001": "1.3", "PDF/X-3:2002": "1.3", "PDF/X-1a": "1.4", "PDF/X-3": "1.4",
            "PDF/X-4": "1.6"}


def check(subject: Subject) -> Iterator[Finding]:
    """Errors for a file that claims no part that the shop takes, or lacks what the part that it claims asks for."""
    claim, taken = press_claim(subject.pdf), subject.printer.standards
    if taken and not claim.startswith(taken):
        yield Finding(Severity.ERROR, "pdfx-missing", f"the file says that it is {claim or 'no PDF/X'}, and "
                      f"{' or '.join(taken)} is asked for ({subject.printer.name})", subject.page(0),
                      f"ask the shop whether it takes {claim}, the only one that is made here" if subject.cell
                      else f"export it as {taken[-1]}")
    for code, message, hint in _faults(subject, claim) if claim else ():
        yield Finding(Severity.ERROR, code, message, subject.page(0), hint)


def _faults(subject: Subject, claim: str) -> Iterator[tuple[str, str, str]]:
    """What a file lacks of what it claims: code, message, hint."""
    pdf, said = subject.pdf, xmp(subject.pdf)
    highest = next((version for part, version in VERSIONS.items() if claim.startswith(part)), "2.0")
    own = max(pdf.pdf_version, str(pdf.Root.get(Name.Version, "")).removeprefix("/"))
    if own > highest:
        yield ("pdfx-version", f"the file is PDF {own}, and {claim} goes up to {highest}",
               f"export it as PDF {highest}")
    if str(pdf.docinfo.get(Name.Trapped, "")) not in ("/True", "/False") and "pdf:Trapped" not in said:
        yield ("pdfx-trapped", "the file does not say whether its colours are trapped",
               "write Trapped as False in its information: the shop does the trapping")
    lacking = [words for words, is_there in (
        ("a title", bool(title(pdf))),
        ("the date when it was made", Name.CreationDate in pdf.docinfo or "xmp:CreateDate" in said),
        ("the date when it was changed", Name.ModDate in pdf.docinfo or "xmp:ModifyDate" in said),
        ("a number of its own (ID)", Name.ID in pdf.trailer)) if not is_there]
    if lacking:
        yield "pdfx-description", f"the file lacks {', '.join(lacking)}", f"export it anew as {claim}"
