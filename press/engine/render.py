"""HTML to PDF and Layout. The only place that knows WeasyPrint."""

from __future__ import annotations

import gc
import logging
import os
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from press.model import Finding, Html, Layout, Line, Place, Severity

# Read by fontconfig when the engine is first imported.
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))
warnings.filterwarnings("ignore", message="No fonts configured in FontConfig")

import weasyprint  # noqa: E402
from weasyprint.formatting_structure import boxes  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402
from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: E402

from press.engine import notes, tracking  # noqa: E402

PIXEL = 0.75
CALL = re.compile(r"call-(\d+)$")
NOTE = re.compile(r"note-(\d+)$")

# The engine makes very many objects that live to the end of a page: looking for garbage among them is a tenth of its time.
gc.set_threshold(200_000, 20, 20)

tracking.install()
notes.install()


class Closed(URLFetcher):  # type: ignore[misc]
    """Gives files below the page's own folders, and nothing else."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        super().__init__(allowed_protocols=("file",), allow_redirects=False)
        self.folders = tuple(folder.resolve() for folder in folders)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The file of an address; ValueError for any other."""
        parts = urlsplit(url)
        path = Path(unquote(parts.path)).resolve()
        if parts.scheme != "file" or not any(path.is_relative_to(folder) for folder in self.folders):
            raise ValueError(f"{url} is outside the folders of the page")
        return URLFetcherResponse(url, path.read_bytes())


class Heard(logging.Handler):
    """Keeps what the engine warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Takes up one warning."""
        self.said.append(record.getMessage())


def render(html: Html, cell: str) -> tuple[bytes, Layout, tuple[Finding, ...]]:
    """The PDF, where things stand in it, and what the engine complained of, by the cell's name."""
    heard = Heard()
    logger = logging.getLogger("weasyprint")
    logger.handlers, logger.propagate = [heard], False
    fonts = FontConfiguration()
    page = weasyprint.HTML(string=html.markup, url_fetcher=Closed(html.folders), base_url=None)
    laid = page.render(font_config=fonts)
    layout = _layout([page._page_box for page in laid.pages])
    # Compressed once, when the finished file is saved.
    pdf = laid.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=cell.encode(), uncompressed_pdf=True)
    return pdf, layout, tuple(_finding(message, cell) for message in dict.fromkeys(heard.said))


def _finding(message: str, cell: str) -> Finding:
    """What the engine says, as a finding."""
    return Finding(Severity.WARNING, "engine", f"the page engine says: {message}", Place(cell),
                   "look at the edition's style sheet and at the pages")


def versions() -> dict[str, str]:
    """The versions that a page's line breaks depend on."""
    from weasyprint.text.ffi import pango

    number = pango.pango_version()
    return {"WeasyPrint": weasyprint.__version__, "Pango": f"{number // 10000}.{number // 100 % 100}.{number % 100}"}


def _layout(pages: list[Any]) -> Layout:
    """Where lines, calls and notes stand."""
    lines: list[Line] = []
    calls: dict[int, int] = {}
    stand: dict[int, int] = {}
    for number, page in enumerate(pages, 1):
        for box, kind in _boxes(page, "text"):
            if isinstance(box, boxes.LineBox):
                lines.append(_line(box, number, kind))
            mark = box.element.get("id", "") if getattr(box, "element", None) is not None else ""
            if match := CALL.match(mark):
                calls.setdefault(int(match[1]), number)
            elif (match := NOTE.match(mark)) and kind == "note":
                stand.setdefault(int(match[1]), number)
    return Layout(len(pages), tuple(lines), calls, stand)


def _boxes(box: Any, kind: str) -> Iterator[tuple[Any, str]]:
    """Each box below, with what it belongs to: text, note or margin."""
    for child in getattr(box, "children", ()):
        own = "note" if isinstance(child, boxes.FootnoteAreaBox) else kind
        own = "margin" if isinstance(child, boxes.MarginBox) else own
        yield child, own
        yield from _boxes(child, own)


def _line(box: Any, page: int, kind: str) -> Line:
    """One line box in pt, with the ink's left edge and width."""
    inner = list(box.children)
    left = min((child.position_x for child in inner), default=box.position_x)
    right = max((child.position_x + child.margin_width() for child in inner), default=left)
    text = "".join(child.text for child, _ in _boxes(box, "") if isinstance(child, boxes.TextBox))
    return Line(page, left * PIXEL, box.position_y * PIXEL, (right - left) * PIXEL, box.height * PIXEL,
                box.width * PIXEL, text, kind)
