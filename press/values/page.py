"""A composed page, before it is laid out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from press.values.findings import Finding, Place


@dataclass(frozen=True)
class Html:
    """A composed page: its markup with style sheet, the folders it may read, the notes it calls by number.

    `has_end` says that closing or colophon stand at the end, which a booklet has on its back cover; `keeps_inks` that its
    pictures in CMYK stay so, for the press; `sheets` are in which line of its style each style sheet begins.
    """

    markup: str
    folders: tuple[Path, ...]
    notes: Mapping[int, Place]
    title: str
    language: str
    direction: str
    digits: str
    findings: tuple[Finding, ...] = ()
    has_end: bool = False
    keeps_inks: bool = False
    sheets: tuple[tuple[int, str], ...] = ()
