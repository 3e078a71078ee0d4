"""Looks at the PDF: it claims the standards that its edition asks for, and keeps them as far as veraPDF can tell."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from press.checks.subject import Subject
from press.pdf.claims import claims
from press.values.findings import Finding, Severity

TITLE = "the standards claimed are those asked for, and are kept"
REASON = "PDF/A (ISO 19005), 6.6.4, and PDF/UA-1 (ISO 14289-1), 5: a file says itself what it keeps"
LOOKS_AT = "pdf"
PRODUCTIONS = ("archive",)
CODES = ("variant-missing", "variant-broken", "variant-unchecked")
WAIVABLE = False

LONGEST = 120
SHOWN = 5


def check(subject: Subject) -> Iterator[Finding]:
    """Errors for standards that are asked for and not claimed, or claimed and broken."""
    claimed = claims(subject.pdf)
    for flavour in subject.cell.edition.claims if subject.cell else ():
        if flavour not in claimed:
            yield Finding(Severity.ERROR, "variant-missing",
                          f"the file does not claim {flavour}, as its edition asks", subject.page(0),
                          "the engine's variant and press/production/finish.py write the claim")
    if subject.validator:
        for flavour in claimed:
            yield from _validated(subject, flavour)


def _validated(subject: Subject, flavour: str) -> Iterator[Finding]:
    """What veraPDF says of a claim; the command line is that of veraPDF's own program."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "checked.pdf"
        path.write_bytes(subject.source)
        command = [subject.validator, "--flavour", flavour, "--format", "text", "-v", str(path)]
        try:
            said = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST, check=False).stdout.splitlines()
        except (OSError, subprocess.TimeoutExpired) as error:
            said = [f"veraPDF did not run: {type(error).__name__}"]
    if any(line.startswith("PASS") for line in said):
        return
    if not any(line.startswith("FAIL") for line in said):
        yield Finding(Severity.WARNING, "variant-unchecked", f"veraPDF could not judge {flavour}: {' '.join(said)[:200]}",
                      subject.page(0), "run: tools/verapdf/verapdf --setup")
        return
    rules = [line.strip().removeprefix("FAIL ") for line in said if line.startswith(" ")]
    yield Finding(Severity.ERROR, "variant-broken", f"the file claims {flavour} and breaks it: "
                  + ("; ".join(rules[:SHOWN]) or "no rule is named"), subject.page(0),
                  "mend what the rules name, or take the claim away")
