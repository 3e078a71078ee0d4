"""The verb that shows a tag tree: of a cell, which is built in memory, or of any PDF."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from press.cells import Making, made
from press.commands.build import CACHE
from press.pdf.opening import is_file, read_pdf
from press.pdf.tagtree import tag_tree
from press.project import Project
from press.values.findings import ProjectError, Severity


@click.command()
@click.argument("what", metavar="CELL|FILE")
@click.pass_obj
def tags(root: Path, what: str) -> int:
    """Prints the tag tree of a cell or of a PDF: what a reader who listens is told, one element a line."""
    pdf = read_pdf(Path(what), what) if is_file(what) else _cell(root, what)
    if pdf is None:
        return 1
    lines = tag_tree(pdf, what)
    if not lines:
        hint = "who made it can make it again with tags (PDF/UA)"
        print(f"{what}: error: the PDF has no tags [untagged]\n  hint: {hint}", file=sys.stderr)
        return 1
    print("\n".join(lines))
    return 0


def _cell(root: Path, name: str) -> bytes | None:
    """The PDF of a cell, nothing where it is refused: then what is wrong has been printed."""
    project = Project(root)
    plan = project.read(project.plan([name], final=False))
    if plan.errors:
        raise plan.errors[0]
    if len(plan.copies) != 1:
        left = f": {plan.left_out[0].reason}" if plan.left_out and not plan.copies else ""
        raise ProjectError(f'"{name}" is {len(plan.copies)} cells{left}', "", "name one: document/language/edition")
    result = next(made(plan.copies, Making(root / CACHE))).result
    for finding in result.findings if result.pdf is None else ():
        if finding.severity is Severity.ERROR:
            print(finding, file=sys.stderr)
    return result.pdf
