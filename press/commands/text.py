"""The verb that writes a document in a language as Markdown with its notes, for a word processor."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from press.commands.words import drafts
from press.compose.manuscript import manuscript
from press.files import write
from press.project import Project
from press.values.findings import ProjectError, Severity


@click.command()
@click.argument("cell")
@click.option("--output", type=click.Path(dir_okay=False), help="The file to write, instead of the screen.")
@click.pass_obj
def text(root: Path, cell: str, output: str | None) -> int:
    """Writes the text of CELL (document/language) as Pandoc's Markdown, its notes at the end.

    \b
    With Pandoc it becomes a word processor's file with real footnotes:
    python build.py text CELL --output statement.md
    pandoc -f markdown-smart statement.md -o statement.docx

    A document with pictures needs --resource-path=content/DOCUMENT in the second line.
    """
    found = list(drafts(Project(root), (cell,)))
    if len(found) > 1:
        names = ", ".join(f"{draft.document.name}/{draft.document.language}" for draft in found)
        raise ProjectError(f'"{cell}" is several texts', "", f"name one: {names}")
    for finding in found[0].findings:
        print(finding, file=sys.stderr)
    if any(finding.severity is Severity.ERROR for finding in found[0].findings):
        return 1
    markdown = manuscript(found[0].document).encode()
    if output:
        write(Path(os.path.realpath(output)), markdown, output)
    else:
        # Other programs read this: it is UTF-8 whatever the terminal takes.
        sys.stdout.buffer.write(markdown)
    return 0
