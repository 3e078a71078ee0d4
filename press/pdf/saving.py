"""A PDF that goes out: how viewers show it, and the same bytes each time."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Dictionary, Name


def saved(file: pikepdf.Pdf, at_least: str = "", exactly: str = "") -> bytes:
    """The bytes of a PDF, the same for the same content; `at_least` and `exactly` are versions of PDF, like "1.7"."""
    out = io.BytesIO()
    file.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, min_version=at_least,
              force_version=exactly)
    return out.getvalue()


def preferences(direction: str) -> Dictionary:
    """How viewers show a PDF: by its title, its leaves turned in the direction of reading (ISO 32000-1, table 150)."""
    made = Dictionary(DisplayDocTitle=True)
    if direction == "rtl":
        made.Direction = Name.R2L
    return made
