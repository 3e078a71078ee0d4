"""The verb that makes the pictures of the README from the PDFs themselves."""

from __future__ import annotations

import io
from pathlib import Path

import click

from press.cells import Making, made
from press.commands.build import CACHE
from press.files import write
from press.project import Project
from press.values.job import Copy

SHOWN = (
    "statement-1988/en/submission", "statement-1988/ar/submission", "statement-1988/fr/handout", "statement-1988/zh/handout",
    "statement-1988/ru/handout", "statement-1988/fa/proof", "statement-1988/fa/booklet",
)
SCALE = 0.62
GAP = 14
GROUND = (214, 214, 214)


@click.command()
@click.pass_obj
def pictures(root: Path) -> int:
    """Makes docs/pictures/, what the README shows: the first two pages of some cells."""
    project = Project(root)
    copies = {copy.cell: copy for copy in project.read(project.plan(SHOWN, final=False)).copies}
    for one in made(tuple(copies.values()), Making(root / CACHE)):
        if one.result.pdf:
            copy = copies[one.result.cell]
            path = root / "docs" / "pictures" / f"{copy.edition.name}_{copy.language.code}.png"
            write(path, _spread(one.result.pdf, copy), path.relative_to(root).as_posix())
            print(path.relative_to(root).as_posix())
    return 0


def _spread(pdf: bytes, copy: Copy) -> bytes:
    """Two pages side by side as a PNG, the first on the side where reading begins; of sheets the front before the back."""
    import pypdfium2
    from PIL import Image

    document = pypdfium2.PdfDocument(pdf)
    pages = [document[number].render(scale=SCALE * 2).to_pil() for number in range(min(2, len(document)))]
    if copy.language.direction == "rtl" and not copy.edition.sheets:
        pages.reverse()
    width = sum(page.width for page in pages) + GAP * (len(pages) + 1)
    sheet = Image.new("RGB", (width, pages[0].height + 2 * GAP), GROUND)
    left = GAP
    for page in pages:
        sheet.paste(page, (left, GAP))
        left += page.width + GAP
    sheet = sheet.resize((int(sheet.width * 0.7), int(sheet.height * 0.7)), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    sheet.convert("L").quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()
