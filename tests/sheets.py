"""What tests of sheets share: numbered pages, a cell's pages, pictures of sheets that are folded and read."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
from pikepdf import Dictionary, Name
from PIL import Image

from press.catalogues.translate import translate
from press.engine.render import lay, versions
from press.pipeline import composed
from press.production.finish import finish
from press.values.edition import Sheets
from press.values.laid import Laid
from press.values.lengths import MM
from tests.conftest import CACHE, ROOT, copy_of

A5 = 148 * MM, 210 * MM
A4 = Sheets((297 * MM, 210 * MM), 0.1 * MM, 16, False)
# A page's number stands on it as squares for the figures 1, 2, 4 …; in pt from the page's left and bottom.
SQUARE, FIRST, HEIGHT, FIGURES = 30, 60, 400, 7
DPI = 18


@cache
def numbered(count: int, size: tuple[float, float] = A5) -> bytes:
    """So many pages, each with its number from 1 in black squares, and in two lines of words at 100 pt from the left."""
    with pikepdf.new() as file:
        font = file.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        for number in range(1, count + 1):
            squares = (f"{FIRST + 40 * figure} {HEIGHT} {SQUARE} {SQUARE} re f" for figure in range(FIGURES)
                       if number >> figure & 1)
            word = f"BT /F 20 Tf 100 100 Td (page {number}) Tj 0 50 Td (of a booklet) Tj ET"
            page = file.add_blank_page(page_size=size)
            page.obj.Resources = Dictionary(Font=Dictionary(F=font))
            page.obj.Contents = file.make_stream("\n".join((*squares, word)).encode())
        out = io.BytesIO()
        file.save(out, static_id=True)
    return out.getvalue()


def pictures(pdf: bytes, dpi: float = DPI) -> list[Image.Image]:
    """The picture of each page, in greys."""
    return [page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in pypdfium2.PdfDocument(pdf)]


def number_at(side: Image.Image, is_right: bool, size: tuple[float, float] = A5) -> int:
    """The number that is seen on half of a side, of pages at the fold; 0 on a blank half."""
    left = side.width / 2 - (0 if is_right else size[0] * DPI / 72)
    bottom = (side.height + size[1] * DPI / 72) / 2
    seen = 0
    for figure in range(FIGURES):
        x, y = FIRST + 40 * figure + SQUARE / 2, HEIGHT + SQUARE / 2
        if int(side.getpixel((int(left + x * DPI / 72), int(bottom - y * DPI / 72)))) < 128:  # type: ignore[arg-type]
            seen |= 1 << figure
    return seen


def leafed(sides: Sequence[Image.Image], direction: str) -> Iterator[int]:
    """The numbers of the pages in the order in which they are read.

    The sheets lie open in a heap, the outermost at the bottom, their backs up. Each half of the heap is so many leaves;
    what is printed on the front is under its leaf, and seen from below the halves of a front are the other way round.
    """
    left = [(number_at(front, True), number_at(back, False)) for front, back in zip(sides[::2], sides[1::2], strict=True)]
    right = [(number_at(front, False), number_at(back, True)) for front, back in zip(sides[::2], sides[1::2], strict=True)]
    begun, ended = (left, right) if direction == "ltr" else (right, left)
    # The first half is turned over leaf by leaf from the bottom, the other is read from its top.
    for under, above in begun:
        yield from (under, above)
    for under, above in reversed(ended):
        yield from (above, under)


def laid_pages(cell: str, root: Path = ROOT) -> tuple[bytes, Laid]:
    """The finished pages of a cell before they are put onto sheets, and the cell."""
    job = copy_of(root, [cell], final=False)
    document, _ = translate(job.document, job.catalogue, job.language, job.final)
    html = composed(job, document, CACHE)
    laid = lay(html)
    raw, layout = laid.pdf(job.cell, job.edition.standard)[0], laid.layout
    pages = finish(raw, html, versions(), {})
    return pages, Laid(document, html, layout, job.language, job.languages, job.edition)
