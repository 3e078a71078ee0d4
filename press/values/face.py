"""A face of type, ready for the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

# What no style sheet names: the face that an edition for weak eyes can fill its roles with.
CLEAR = "clear"


@dataclass(frozen=True)
class Face:
    """One font file of a family, ready for the page: upright or italic, weight 100 to 900."""

    family: str
    path: Path
    weight: int
    italic: bool
