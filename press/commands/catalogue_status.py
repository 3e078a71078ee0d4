"""The verb that says how far each translation is."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from press.catalogues.review import read_review
from press.commands.translation import Translation, of_no_document, translations, without_catalogue
from press.project import Project
from press.values.findings import ProjectError, Severity

if TYPE_CHECKING:
    from rich.table import Table

LEVELS = (Severity.ERROR, Severity.WARNING, Severity.NOTICE)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Give it as JSON.")
@click.pass_obj
def status(root: Path, as_json: bool) -> int:
    """Shows for each document and language the words translated, fuzzy and missing, who has read it, and findings."""
    project = Project(root)
    found, without, unread = list(translations(project)), list(without_catalogue(project)), list(of_no_document(project))
    rows = [_row(item) for item in found if isinstance(item, Translation)]
    broken = [item for item in found if isinstance(item, ProjectError)]
    if as_json:
        errors = [{"place": str(e.place), "message": e.message, "hint": e.hint} for e in broken]
        data = {"translations": rows, "without a catalogue": without, "of no document": [str(one.place) for one in unread],
                "errors": errors}
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        from rich.console import Console

        Console(width=None if sys.stdout.isatty() else 160).print(_table(rows))
        if without:
            print(f"without a catalogue: {', '.join(without)}")
        for finding in unread:
            print(finding, file=sys.stderr)
        for error in broken:
            print(error, file=sys.stderr)
    return 1 if broken or any(row["findings"]["error"] for row in rows) else 0


def _row(translation: Translation) -> dict[str, Any]:
    """One translation as plain values."""
    known, findings = translation.examined()
    review = read_review(translation.catalogue.header)
    # All that is fuzzy or missing is counted in words already.
    counts = Counter(finding.severity for finding in findings if finding.code != "stale")
    return {
        "document": translation.document.name, "language": translation.language.code, "words": known.coverage.words,
        "translated": known.coverage.translated, "fuzzy": known.coverage.fuzzy, "missing": known.coverage.missing,
        "review": review and {
            "by": review.name, "date": review.date or None, "holds": known.review is not None,
            "can be compared": bool(review.code), "messages changed since": len(known.changed),
        },
        "findings": {str(level): counts[level] for level in LEVELS},
    }


def _table(rows: list[dict[str, Any]]) -> Table:
    """The translations as a table."""
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("translation")
    for name in ("words", "translated", "fuzzy", "missing"):
        table.add_column(name, justify="right")
    table.add_column("reviewed")
    for level in LEVELS:
        table.add_column(f"{level}s", justify="right")
    for row in rows:
        table.add_row(f"{row['document']}/{row['language']}",
                      *(str(row[name]) for name in ("words", "translated", "fuzzy", "missing")), _reviewed(row["review"]),
                      *(str(row["findings"][level]) for level in LEVELS))
    return table


def _reviewed(review: dict[str, Any] | None) -> str:
    """Who has read a translation, and whether that still holds."""
    if review is None:
        return "by nobody"
    who = f"{review['by']}, {review['date']}" if review["date"] else review["by"]
    if not review["can be compared"]:
        return f"{who}; without a code: changes are not seen"
    if review["holds"]:
        return who
    count = review["messages changed since"]
    what = f"{count} message{'' if count == 1 else 's'}" if count else "order"
    return f"no more: {who}; {what} changed"
