"""Findings that a translator has looked at and mutes: `# ok numbers: the year is written out`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from press.catalogues.checks.flow import finding
from press.values.findings import Finding, Severity

MUTE = re.compile(r"^ok[ \t]+([\w-]+)[ \t]*(?::[ \t]*(.*))?$", re.M)
CODES = (
    "call-position", "digits", "length", "letters", "links", "names", "numbers", "quotes", "same", "spaces", "symbols",
    "terms",
)
# Without these no page can be made, or what is set is not what was meant.
FIRM = ("note-calls", "markup", "raw-html", "template-expression", "link-scheme")


def muted(findings: list[Finding], comment: str) -> list[Finding]:
    """The findings that a translator's comment leaves, and what is wrong with its mutes."""
    mutes = {code: reason.strip() for code, reason in MUTE.findall(comment)}
    codes = {found.code for found in findings}
    left = [found for found in findings if not (found.code in CODES and mutes.get(found.code))]
    return [*left, *_faults(mutes, codes)]


def _faults(mutes: dict[str, str], codes: set[str]) -> Iterator[Finding]:
    """Mutes without effect."""
    for code, reason in mutes.items():
        if code in FIRM:
            yield finding("mute", f"{code} can't be muted", "mend what is found, and take the comment out")
        elif code not in CODES:
            near = difflib.get_close_matches(code, CODES, 1)
            yield finding("mute", f'"# ok {code}" mutes nothing: no check is called so',
                          f"did you mean {near[0]}?" if near else f"checks are {', '.join(CODES)}")
        elif not reason:
            yield finding("mute", f'"# ok {code}" has no reason', f"write # ok {code}: and why it is right here")
        elif code not in codes:
            yield finding("mute", f'"# ok {code}" mutes nothing any more', "take the comment out", Severity.NOTICE)
