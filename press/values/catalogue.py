"""The translations of a document or of the interface."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from press.values.findings import Finding, Place


@dataclass(frozen=True)
class Catalogue:
    """The translations of one document or of the interface by (context, text), and what is wrong with the file."""

    place: Place
    language: str
    entries: Mapping[tuple[str, str], Entry]
    header: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One translated message; `comment` is the translator's."""

    translation: str
    fuzzy: bool
    previous: str
    place: Place
    comment: str = ""
