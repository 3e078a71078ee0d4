"""A language's glossary: locales/<language>/glossary.csv, the terms and names that its translations use."""

from __future__ import annotations

import csv
from pathlib import Path

from press.files import read_text
from press.values.findings import Place, ProjectError
from press.values.language import Term

FILE = "glossary.csv"
COLUMNS = ["source", "translation", "kind", "note"]
KINDS = ("term", "name")


def read_glossary(folder: Path, where: str) -> tuple[Term, ...]:
    """The rows of the glossary in a language's folder, none where there is no file; ProjectError with the bad row's line."""
    path = folder / FILE
    if not path.exists():
        return ()
    rows = csv.reader(read_text(path, where).splitlines(), strict=True)
    terms = []
    try:
        for row in rows:
            if rows.line_num == 1 and row != COLUMNS:
                raise ProjectError("the first line does not name the columns", Place(where, 1),
                                   f"write: {','.join(COLUMNS)}")
            if rows.line_num > 1 and any(cell.strip() for cell in row):
                terms.append(_term(row, Place(where, rows.line_num)))
    except csv.Error as error:
        raise ProjectError(f"this is not CSV: {error}", Place(where, rows.line_num),
                           'put a cell with a comma between straight quotation marks: "a, b"') from None
    return tuple(terms)


def _term(row: list[str], place: Place) -> Term:
    """One row."""
    if len(row) != len(COLUMNS):
        raise ProjectError(f"the row has {len(row)} cells and needs {len(COLUMNS)}", place,
                           f"the columns are {', '.join(COLUMNS)}; a cell with a comma stands between straight quotes")
    source, translation = (tuple(form.strip() for form in cell.split("|") if form.strip()) for cell in row[:2])
    if not source or not translation:
        raise ProjectError("the row has no source or no translation", place, "write both, several forms parted by |")
    if row[2].strip() not in KINDS:
        raise ProjectError(f'the kind "{row[2].strip()}" is not one', place, f"kinds are {', '.join(KINDS)}")
    return Term(source, translation, row[2].strip(), row[3].strip())
