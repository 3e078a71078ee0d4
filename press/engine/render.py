"""HTML to PDF and Layout. The only place that knows WeasyPrint."""

from __future__ import annotations

import ctypes.util
import gc
import io
import logging
import os
import sys
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from press.colour.pictures import identity, settled
from press.reading.pictures import embedded, raster_fault
from press.values.findings import Finding
from press.values.layout import Layout
from press.values.page import Html

# Read by fontconfig when the engine is first imported.
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))
warnings.filterwarnings("ignore", message="No fonts configured in FontConfig")

# For a name without an ending, cffi asks ldconfig, gcc and ld where the library is: 22 times a start. On Linux the engine
# (WeasyPrint 70.0) tries the names of the files after them. test_no_program_is_run_to_find_a_library tells when it may go.
_FIND = ctypes.util.find_library
if sys.platform == "linux":
    ctypes.util.find_library = lambda name: None
try:
    import weasyprint
finally:
    ctypes.util.find_library = _FIND

from weasyprint.images import RasterImage  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402
from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: E402

from press.engine import marking, replaced  # noqa: E402
from press.engine.complaints import complaint, unknown_families  # noqa: E402
from press.engine.reading import read  # noqa: E402

# The engine makes very many objects that live to the end of a page: looking for garbage among them is a tenth of its time.
gc.set_threshold(200_000, 20, 20)

replaced.install()


class Closed(URLFetcher):  # type: ignore[misc]
    """Gives files below the page's own folders, pictures in colours that the engine can set, and nothing else."""

    def __init__(self, html: Html) -> None:
        super().__init__(allowed_protocols=("file",), allow_redirects=False)
        self.folders = tuple(folder.resolve() for folder in html.folders)
        self.keeps_inks = html.keeps_inks
        self.contents: dict[str, str] = {}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The file of an address; ValueError for any other."""
        parts = urlsplit(url)
        path = Path(unquote(parts.path)).resolve()
        if parts.scheme == "data":
            return self._within(url)
        if parts.scheme != "file" or not any(path.is_relative_to(folder) for folder in self.folders):
            raise ValueError(f"{url} is outside the folders of the page")
        content = path.read_bytes()
        self.contents[url] = identity(content)
        made = settled(content, self.keeps_inks)
        # With an address the engine (WeasyPrint 70.0) would read the file itself again.
        return URLFetcherResponse(url if made == content else "", made)

    def _within(self, url: str) -> URLFetcherResponse:
        """The picture that is written in an address itself; ValueError for what is none that can be set."""
        content = embedded(url)
        if wrong := raster_fault("it", io.BytesIO(content)):
            raise ValueError(wrong.message)
        self.contents[url] = identity(content)
        return URLFetcherResponse("", settled(content, self.keeps_inks))


class Pictures(dict[str, Any]):
    """The engine's pictures by their addresses, named in the PDF by what is in their files.

    The engine (WeasyPrint 70.0) names them by their addresses, which are others in another folder: that may go when
    test_a_picture_gives_the_same_bytes_in_another_folder (tests/test_pdf.py) passes without it.
    """

    def __init__(self, fetcher: Closed) -> None:
        super().__init__()
        self.contents = fetcher.contents

    def __setitem__(self, address: str, kept: Any) -> None:
        """Takes up a picture, or other things that the engine keeps."""
        if isinstance(kept, RasterImage):
            kept.id = self.contents[address]
        super().__setitem__(address, kept)


class Heard(logging.Handler):
    """Keeps what the engine warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Takes up one warning."""
        self.said.append(record.getMessage())


@dataclass(frozen=True)
class Pages:
    """A page of HTML laid out: where things stand, and its PDF when it is asked for."""

    layout: Layout
    _laid: weasyprint.Document
    _heard: Heard
    _html: Html

    def pdf(self, cell: str, standard: str = "PDF/A-3a") -> tuple[bytes, tuple[Finding, ...]]:
        """The PDF, and what the engine complained of, by cell; `standard` is PDF/A-3a or -2a."""
        _listen(self._heard)
        marking.prepare(page._page_box for page in self._laid.pages)
        # Compressed once, when the finished file is saved.
        pdf = self._laid.write_pdf(pdf_variant=standard.lower(), pdf_identifier=cell.encode(), uncompressed_pdf=True)
        said = tuple(complaint(message, self._html, cell) for message in _gathered(dict.fromkeys(self._heard.said)))
        return pdf, (*said, *unknown_families(self._laid, self._html, cell))


def lay(html: Html) -> Pages:
    """The pages, laid out and not yet written."""
    heard = Heard()
    _listen(heard)
    fetcher = Closed(html)
    page = weasyprint.HTML(string=html.markup, url_fetcher=fetcher, base_url=None)
    laid = page.render(font_config=FontConfiguration(), cache=Pictures(fetcher))
    return Pages(read([page._page_box for page in laid.pages]), laid, heard, html)


def render(html: Html, cell: str, standard: str = "PDF/A-3a") -> tuple[bytes, Layout, tuple[Finding, ...]]:
    """The PDF, where things stand in it, and what the engine complained of: laid out and written at once."""
    pages = lay(html)
    pdf, findings = pages.pdf(cell, standard)
    return pdf, pages.layout, findings


def _listen(heard: Heard) -> None:
    """Lets what the engine warns of from now on be kept in one place."""
    logger = logging.getLogger("weasyprint")
    logger.handlers, logger.propagate = [heard], False


def _gathered(said: Iterable[str]) -> Iterator[str]:
    """What the engine says, all characters without a glyph as one."""
    lacking = []
    for message in said:
        if message.startswith(".notdef glyph"):
            lacking.append(message)
        else:
            yield message
    if lacking:
        yield lacking[0] + (f", and of {len(lacking) - 1} more" if len(lacking) > 1 else "")


def versions() -> dict[str, str]:
    """The versions that a page's line breaks depend on."""
    from weasyprint.text.ffi import pango

    number = pango.pango_version()
    return {"WeasyPrint": weasyprint.__version__, "Pango": f"{number // 10000}.{number // 100 % 100}.{number % 100}"}
