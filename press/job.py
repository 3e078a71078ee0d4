"""What a cell is made of besides its document: language, edition, catalogue, faces; the job itself and its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from press.conventions import Conventions, Term
from press.findings import Finding, Place
from press.model import Document

# What no style sheet names: the face that an edition for weak eyes can fill its roles with.
CLEAR = "clear"


@dataclass(frozen=True)
class Face:
    """One font file of a family, ready for the page: upright or italic, weight 100 to 900, `role` an optical size."""

    family: str
    path: Path
    weight: int
    italic: bool


@dataclass(frozen=True)
class Language:
    """What a language does to a page, as `locales/<language>/language.toml` says.

    `digits` are ten characters, `quotes` the outer and inner pair, `fonts` families by role, `typography` sizes and
    switches by name, `multipliers` words that numbers are multiplied by (* for any ending).
    """

    code: str
    name: str
    english: str
    direction: str
    digits: str
    quotes: tuple[str, str, str, str]
    fonts: Mapping[str, tuple[str, ...]]
    typography: Mapping[str, str | float | bool]
    multipliers: Mapping[str, int]
    folder: Path
    place: Place
    conventions: Conventions
    glossary: tuple[Term, ...] = ()


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

    `standard` is the kind of PDF/A of an archive, `attach` whether its text travels inside as Markdown. `fit`, `sheets` and
    `press` are there where the edition has these tables. `fonts` are the roles that it fills by others, `typography` what it
    sets otherwise than the languages do.
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


@dataclass(frozen=True)
class Reader:
    """Who reads what goes with the files: the language, and the words of the templates in it."""

    language: Language
    interface: Catalogue | None


@dataclass(frozen=True)
class Job:
    """All that one cell's build reads, and what was found wrong in its source.

    `operator` stands at the copier or in the print shop, where another language is read than the edition's.
    """

    document: Document
    language: Language
    edition: Edition
    catalogue: Catalogue | None
    interface: Catalogue | None
    languages: Mapping[str, Language]
    final: bool
    findings: tuple[Finding, ...] = ()
    operator: Reader | None = None

    @property
    def cell(self) -> str:
        """The cell's one name: document/language/edition."""
        return f"{self.document.name}/{self.language.code}/{self.edition.name}"


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
