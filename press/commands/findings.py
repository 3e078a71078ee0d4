"""How findings are said: errors last, pages in their order, a few of each kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from press.checks.faults import all_checks
from press.values.findings import Finding, Severity

# So many findings of one code are written out for the same cells; the rest are counted.
SHOWN = 3
WEIGHTS = {Severity.NOTICE: 0, Severity.WARNING: 1, Severity.ERROR: 2}


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings with errors last, where they are seen, and page 10 after page 2."""
    return sorted(findings, key=lambda item: (WEIGHTS[item.severity], _natural(item.place.path), item.place.line))


def said(found: Mapping[Finding, tuple[str, ...]], cells: int) -> Iterator[str]:
    """Findings as lines, each with the cells that it was found in where these are not all `cells`."""
    few = {code for check in all_checks() for code in check.CODES}
    counts: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for finding in in_order(found):
        where = found[finding]
        counts[finding.code, where] += 1
        if finding.code not in few or counts[finding.code, where] <= SHOWN:
            apart = len(where) < cells and not finding.place.path.startswith(where)
            yield f"{finding}\n  in: {_named(where, cells)}" if apart else str(finding)
    for (code, where), count in counts.items():
        if code in few and count > SHOWN:
            yield f"{_named(where, cells)}: and {count - SHOWN} more [{code}]; --json gives all"


def _named(cells: tuple[str, ...], count: int) -> str:
    """Some cells in few words."""
    return ", ".join(cells) if len(cells) < 4 else f"{len(cells)} of {count} cells"


def _natural(path: str) -> list[tuple[int, str]]:
    """A key that sorts the numbers in a path as numbers."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", path)]
