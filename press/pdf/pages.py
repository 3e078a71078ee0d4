"""The pages of a PDF, each read once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Name

from press.pdf.drawing import Drawing
from press.pdf.font import Font
from press.pdf.geometry import upright
from press.pdf.pen import Pen
from press.pdf.streams import Budget, unpacked_size
from press.values.findings import ProjectError

# More than any page of text needs: what is larger is a map or an attack.
LARGEST_CONTENT = 50_000_000


def drawings(pdf: pikepdf.Pdf) -> Iterator[Drawing]:
    """What each page draws, in order; ProjectError where a page holds more than a page can."""
    fonts: dict[tuple[int, int], Font] = {}

    def font(found: Any) -> Font:
        """A font of the file, made once."""
        if found.objgen == (0, 0):
            return Font(found)
        if found.objgen not in fonts:
            fonts[found.objgen] = Font(found)
        return fonts[found.objgen]

    budget = Budget()
    for number, page in enumerate(pdf.pages, 1):
        resources = page.resources
        if _size(page.obj.get(Name.Contents), resources) > LARGEST_CONTENT:
            raise ProjectError(f"page {number} is larger than {LARGEST_CONTENT // 1_000_000} MB", "",
                               "this is no page of text: check the file without it")
        drawing = Drawing(upright(page.cropbox), upright(page.mediabox))
        Pen(drawing, font, budget).draw(page.obj, resources, page.obj.objgen[0])
        yield drawing


def _size(contents: Any, resources: Any) -> int:
    """The bytes of a page's content and forms once unpacked, never more than a little over LARGEST_CONTENT."""
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    streams += [item for item in resources.get(Name.XObject, {}).values()
                if isinstance(item, pikepdf.Stream) and item.get(Name.Subtype) == Name.Form]
    size = 0
    for stream in streams:
        if isinstance(stream, pikepdf.Stream) and size <= LARGEST_CONTENT:
            size += unpacked_size(stream, LARGEST_CONTENT)
    return size
