"""Opens PDFs of anyone, or says in one line why one can't be read."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf

from press.values.findings import ProjectError

LARGEST_FILE = 200_000_000
MOST_PAGES = 5_000
# What a broken PDF makes of a look into it: an object of another kind, a missing one, a number that is none.
BROKEN = (pikepdf.PdfError, TypeError, ValueError, AttributeError, LookupError, ArithmeticError, RecursionError,
          NotImplementedError)


def is_file(name: str) -> bool:
    """Whether a name on the command line is a file's and no cell's."""
    return name.lower().endswith(".pdf") or Path(name).is_file()


def read_pdf(path: Path, name: str) -> bytes:
    """The bytes of a PDF's file; ProjectError when there is none, or it is empty, no PDF or larger than LARGEST_FILE."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ProjectError(f"the file is larger than {LARGEST_FILE // 1_000_000} MB", name, "split it, and name a part")
        source = path.read_bytes()
    except FileNotFoundError:
        raise ProjectError("there is no such file", name, "check the name; a cell is document/language/edition") from None
    except OSError as error:
        raise ProjectError(f"it can't be read: {error.strerror}", name, "check the file's rights") from None
    if not source:
        raise ProjectError("the file is empty", name, "make it again: what wrote it did not finish")
    # ISO 32000-1, annex H: readers find the mark of a PDF in its first 1024 bytes.
    if b"%PDF-" not in source[:1024]:
        raise ProjectError("this is not a PDF", name, "name a PDF, or a cell: document/language/edition")
    return source


def open_pdf(source: bytes, name: str) -> pikepdf.Pdf:
    """The PDF, open; ProjectError for one that is encrypted or damaged, or has no pages or more than MOST_PAGES."""
    try:
        opened = pikepdf.open(io.BytesIO(source))
        count = len(opened.pages)
    except pikepdf.PasswordError:
        raise ProjectError("the file is encrypted", name, "ask its author for a copy without a password") from None
    except BROKEN:
        raise ProjectError("the file is damaged and can't be opened", name, "ask for it again, or make it anew") from None
    if not 0 < count <= MOST_PAGES:
        raise ProjectError(f"the file has {count or 'no'} pages", name, f"give one with 1 to {MOST_PAGES}")
    return opened
