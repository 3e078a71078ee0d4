"""A design and a production, as an edition has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from press.values.findings import Place


@dataclass(frozen=True)
class Fit:
    """What a binding asks of the number of pages, and how far the design may go to meet it.

    The pages are a multiple of `pages`. `limits` are the least and the most of keys of [page], as these are written. With
    `back_cover` the end matter (closing and colophon) is the last page, and blanks stand before it.
    """

    pages: int
    limits: Mapping[str, tuple[str, str]]
    back_cover: bool


@dataclass(frozen=True)
class Sheets:
    """The sheets that pages are put on two by two: width and height of the paper as it lies, its thickness, all in pt.

    `most` is how many sheets can be stapled, `fold_marks` whether the fold is marked at the sheet's edges.
    """

    paper: tuple[float, float]
    thickness: float
    most: int
    fold_marks: bool


@dataclass(frozen=True)
class Press:
    """What a print shop is given: the kind of paper or a profile of its own with the name of its condition, the bleed in pt.

    `marks` says whether trim marks are drawn, `binding` how the pages are bound.
    """

    paper: str
    profile: Path | None
    condition: str
    bleed: float
    marks: bool
    binding: str


@dataclass(frozen=True)
class Edition:
    """A design and a production, as `templates/<edition>/edition.toml` says.

    `standard` is the kind of PDF/A of an archive, `attach` whether its text travels inside as Markdown. `fit`, `sheets`
    and `press` are there where the edition has these tables. `claims` are the standards that its PDFs keep, `checked_as`
    is how the checks of PDFs know them, `is_printed` says that they are made for who prints, `is_on_press` for a print
    shop. `fonts` are the roles that it fills by others, `typography` what it sets otherwise than the languages do.
    """

    name: str
    title: str
    production: str
    page: Mapping[str, str]
    options: Mapping[str, bool]
    folders: tuple[Path, ...]
    standard: str = "PDF/A-3a"
    attach: bool = False
    fit: Fit | None = None
    sheets: Sheets | None = None
    press: Press | None = None
    claims: tuple[str, ...] = ()
    checked_as: str = "archive"
    is_printed: bool = False
    is_on_press: bool = False
    fonts: Mapping[str, str] = field(default_factory=dict)
    typography: Mapping[str, str | float | bool] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """The edition's own file."""
        return Place(f"templates/{self.name}/edition.toml")

    @property
    def is_on_paper(self) -> bool:
        """Whether it is read on paper: addresses are written out, and a colophon says which version it is."""
        return bool(self.options.get("on-paper"))

    @property
    def is_working_copy(self) -> bool:
        """Whether it is for translators: never a draft or a final, and made although the translation has errors."""
        return bool(self.options.get("working-copy"))
