"""What a document may let stand, by the checks' own word."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from press.checks.faults import all_checks
from press.values.document import Waiver
from press.values.findings import ProjectError
from press.values.waivers import OF_SOURCES


def hold(waivers: Iterable[Waiver]) -> None:
    """Holds waivers against the codes of findings; ProjectError for one of what may not be waived, or is none."""
    for waiver in waivers:
        if waiver.code in OF_SOURCES:
            continue
        check = next((check for check in all_checks() if waiver.code in check.CODES), None)
        if check is None:
            codes = [*OF_SOURCES, *(code for check in all_checks() if check.WAIVABLE for code in check.CODES)]
            near = difflib.get_close_matches(waiver.code, codes, 1)
            raise ProjectError(f'no check has the code "{waiver.code}"', waiver.place,
                               f"did you mean {near[0]}?" if near else f"codes are {', '.join(codes)}")
        if not check.WAIVABLE:
            raise ProjectError(f'"{waiver.code}" can\'t be waived', waiver.place,
                               "mend what is wrong: such a page may not be printed")
