"""An edition's folder: its design, its production, and the tables that the production asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from press.files import entries, nearest, unknown_key
from press.languages.language import ROLES, TYPOGRAPHY, typography
from press.tables import Table, read_marker
from press.values.binding import SHORTEST_MARK
from press.values.edition import Edition, Fit, Press, Sheets
from press.values.face import CLEAR
from press.values.findings import Place, ProjectError
from press.values.lengths import AROUND, MM, lengths, points
from press.values.printer import BINDINGS

SHARED = "_shared"
# How many lengths each key of a page has.
LENGTHS: Mapping[str, int] = {"size": 2, "margins": 4, "text-size": 1, "line-height": 1}
PAGE = tuple(LENGTHS)
FITTED: Mapping[str, int] = {"margins": 4, "text-size": 1, "line-height": 1}
OPTIONS = ("mirrored", "contents", "translations-only", "on-request", "working-copy", "on-paper")
TABLES: Mapping[str, tuple[str, ...]] = {
    "page": PAGE, "fonts": ROLES, "typography": tuple(TYPOGRAPHY), "options": OPTIONS,
    "archive": ("standard", "attach"), "fit": ("pages", "back-cover", *FITTED),
    "sheets": ("paper", "thickness", "most", "fold-marks"),
    "press": ("paper", "profile", "condition", "bleed", "marks", "binding"),
}
KEYS = ("title", "extends", "production", *TABLES)
OWN = "put the profile into the edition's folder and name it as it is called there"
# Thicker than any paper that is folded, so it is a slip: board of 400 g has half of it.
THICKEST = 1 * MM
# Those that PDF/UA goes together with; only a part 3 may hold a file that is no PDF (ISO 19005-3, 6.8).
STANDARDS = ("PDF/A-3a", "PDF/A-2a")


@dataclass(frozen=True)
class Marker:
    """An edition.toml: its tables and their places."""

    own: Table

    @property
    def data(self) -> Mapping[str, Any]:
        """Its keys."""
        return self.own.data

    @property
    def where(self) -> str:
        """Its place."""
        return self.own.where

    def table(self, name: str) -> Mapping[str, Any]:
        """One of its tables, empty where it has none; ProjectError when it is no table."""
        return self.own.table(name).data

    def place(self, key: str) -> Place:
        """The line of a key or of a table."""
        tables = (name for name in TABLES if key in self.table(name))
        return self.own.place(key) if key in self.data else self.own.table(next(tables, key)).place(key)

    def is_true(self, table: str, key: str) -> bool:
        """A switch, false where it is not set; ProjectError for what is neither true nor false."""
        return self.own.table(table).switch(key, False)

    def number(self, table: str, key: str) -> int:
        """A whole number from 1; ProjectError for any other."""
        return self.own.table(table).whole_number(key, 1)

    def words(self, table: str, key: str, missing: str) -> str:
        """A text; ProjectError with `missing` as its remedy where there is none."""
        found = self.table(table).get(key)
        if not isinstance(found, str) or not found:
            raise ProjectError(f"[{table}] has no {key}, or not as a text", self.own.table(table).place(key), missing)
        return found

    def page(self) -> dict[str, str]:
        """What it says itself of the page; ProjectError for what are no lengths."""
        table = self.own.table("page")
        found = {key: table.words(key, example="27mm") for key in table.data}
        for key, given in found.items():
            measured = lengths(given, LENGTHS[key], key, table.place(key))
            if key != "margins" and 0 in measured:
                raise ProjectError(f'{key} is "{given}", which leaves no room for words', table.place(key),
                                   "write a length above 0, like 13pt")
        return found


class Production(Protocol):
    """What an edition must know of a production: its name, the table that only it reads, what its files are and for whom."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def table(self) -> str: ...  # noqa: D102
    @property
    def checked_as(self) -> str: ...  # noqa: D102
    @property
    def is_printed(self) -> bool: ...  # noqa: D102
    @property
    def is_on_press(self) -> bool: ...  # noqa: D102
    @property
    def claims(self) -> Callable[[Edition], tuple[str, ...]]: ...  # noqa: D102


def read_edition(root: Path, name: str, productions: Mapping[str, Production]) -> Edition:
    """One edition; what it extends comes first, its own style sheet last. ProjectError with the place of a mistake."""
    folder = root / "templates" / name
    marker = Marker(read_marker(root, folder, "edition.toml"))
    _check_keys(marker)
    base = _base(root, marker, productions) if "extends" in marker.data else None
    title = marker.own.words("title", name)
    production = marker.own.words("production", base.production if base else "", "archive")
    made_as = _production(marker, production, productions)
    page = {**(base.page if base else {}), **marker.page()}
    for key in PAGE:
        if key not in page:
            raise ProjectError(f"[page] has no {key}", marker.where, "docs/adding.md lists what a page needs")
    options = {**(base.options if base else {}), **{key: marker.is_true("options", key) for key in marker.table("options")}}
    standard, attach = _archive(marker, base)
    fonts, own_typography = _type(marker)
    edition = Edition(
        name=name, title=title, production=production, page=page, options=options,
        folders=(*(base.folders if base else (root / "templates" / SHARED,)), folder), standard=standard, attach=attach,
        fit=_fit(marker) if marker.table("fit") else base.fit if base else None,
        sheets=_sheets(marker) if marker.table("sheets") else base.sheets if base else None,
        press=_press(marker, folder, page["size"]) if marker.table("press") else base.press if base else None,
        checked_as=made_as.checked_as, is_printed=made_as.is_printed, is_on_press=made_as.is_on_press,
        fonts={**(base.fonts if base else {}), **fonts},
        typography={**(base.typography if base else {}), **own_typography},
    )
    if edition.fit:
        _check_limits(edition, edition.fit, marker)
    if made_as.table and getattr(edition, made_as.table) is None:
        raise ProjectError(f'the production "{production}" needs a table [{made_as.table}]', marker.where,
                           f"docs/adding.md shows [{made_as.table}]")
    return replace(edition, claims=made_as.claims(edition))


def _check_keys(marker: Marker) -> None:
    """Refuses keys that nothing reads."""
    for table, known in ((marker.data, KEYS), *((marker.table(name), keys) for name, keys in TABLES.items())):
        for key in table:
            if key not in known:
                raise unknown_key(key, known, marker.place(key))


def _production(marker: Marker, name: str, productions: Mapping[str, Production]) -> Production:
    """The production of a name; ProjectError for one that is none, and for tables that only another would read."""
    if name not in productions:
        raise ProjectError(f'the production "{name}" is not one', marker.place("production"),
                           f"known are {', '.join(productions)}")
    for other in productions.values():
        if other.table and other.name != name and marker.table(other.table):
            raise ProjectError(f'[{other.table}] is not read by the production "{name}"', marker.place(other.table),
                               f'write: production = "{other.name}", above all tables; or take [{other.table}] out')
    return productions[name]


def _base(root: Path, marker: Marker, productions: Mapping[str, Production]) -> Edition:
    """The edition that another extends; one level only."""
    name, place = marker.own.words("extends", example="handout"), marker.place("extends")
    folder = root / "templates" / name
    if not folder.is_dir():
        raise ProjectError(f'there is no edition "{name}" to extend', place, nearest(name, entries(root / "templates")))
    inner = read_marker(root, folder, "edition.toml").data.get("extends")
    if inner is not None:
        raise ProjectError(f'"{name}" extends another edition itself', place,
                           f'write: extends = "{inner}", and copy what else you want of templates/{name}')
    return read_edition(root, name, productions)


def _type(marker: Marker) -> tuple[dict[str, str], dict[str, str | float | bool]]:
    """The roles that others fill, and what of the languages' typography is set otherwise."""
    fonts = {key: marker.words("fonts", key, f'write: {key} = "{CLEAR}"') for key in marker.table("fonts")}
    roles = (*ROLES, CLEAR)
    for key, role in fonts.items():
        if role not in roles:
            raise ProjectError(f'there is no font role "{role}"', marker.place(key), f"roles are {', '.join(roles)}")
    given = marker.table("typography")
    known = typography(given, {}, marker.place("typography"))
    return fonts, {key: known[key] for key in given}


def _archive(marker: Marker, base: Edition | None) -> tuple[str, bool]:
    """The kind of PDF/A of an edition, and whether its text is attached; what it does not say is as in its base."""
    given = marker.table("archive")
    standard = given.get("standard", base.standard if base else STANDARDS[0])
    attach = marker.is_true("archive", "attach") if "attach" in given else bool(base and base.attach)
    if standard not in STANDARDS:
        raise ProjectError(f'the standard "{standard}" is not one', marker.place("standard"),
                           f"known are {', '.join(STANDARDS)}")
    if attach and standard != STANDARDS[0]:
        raise ProjectError(f"{standard} can't hold the text as a file", marker.place("archive"),
                           f'write: standard = "{STANDARDS[0]}", or attach = false')
    return standard, attach


def _fit(marker: Marker) -> Fit:
    """What the binding asks of the pages."""
    limits: dict[str, tuple[str, str]] = {}
    for key, count in FITTED.items():
        given = marker.table("fit").get(key)
        if given is None:
            continue
        if not isinstance(given, list) or len(given) != 2 or not all(isinstance(one, str) for one in given):
            raise ProjectError(f"{key} in [fit] is not a list of the least and the most", marker.place("fit"),
                               f'write: {key} = ["12.5pt", "13.5pt"]')
        _in_order(given, count, key, marker.place("fit"))
        limits[key] = (given[0], given[1])
    return Fit(marker.number("fit", "pages"), limits, marker.is_true("fit", "back-cover"))


def _in_order(given: Iterable[str], count: int, key: str, place: Place) -> None:
    """Refuses a least that is more than the most."""
    least, most = (lengths(one, count, key, place) for one in given)
    if any(low > high for low, high in zip(least, most, strict=True)):
        raise ProjectError(f"the least {key} of [fit] is larger than the most", place, "write the least first")


def _check_limits(edition: Edition, fit: Fit, marker: Marker) -> None:
    """Refuses limits that leave the design itself out."""
    for key, (least, most) in fit.limits.items():
        low, own, high = (lengths(given, FITTED[key], key, marker.place(key)) for given in (least, edition.page[key], most))
        if any(not first <= second <= last for first, second, last in zip(low, own, high, strict=True)):
            raise ProjectError(f"{key} of [page], {edition.page[key]}, is not within the limits of [fit]",
                               marker.place("fit"), "let the limits begin at or below the design, and end at or above it")


def _sheets(marker: Marker) -> Sheets:
    """The sheets that pages are put on."""
    paper = marker.words("sheets", "paper", 'write: paper = "210mm 297mm"')
    width, height = lengths(paper, 2, "paper", marker.place("paper"))
    thickness = marker.words("sheets", "thickness", 'write: thickness = "0.1mm", which is that of office paper')
    thick = points(thickness, marker.place("thickness"))
    if thick > THICKEST:
        raise ProjectError(f"paper of {thickness} can't be folded", marker.place("thickness"),
                           'write how thick one sheet is: office paper is thickness = "0.1mm"')
    if "most" not in marker.table("sheets"):
        raise ProjectError("[sheets] does not say how many sheets the stapler takes", marker.place("sheets"),
                           "write: most = 16, as many as an office stapler takes")
    return Sheets((width, height), thick, marker.number("sheets", "most"),
                  marker.is_true("sheets", "fold-marks"))


def _press(marker: Marker, folder: Path, size: str) -> Press:
    """What the print shop is given."""
    given = marker.table("press")
    profile = _own(marker, folder, marker.words("press", "profile", OWN)) if "profile" in given else None
    if "condition" in given and profile is None:
        raise ProjectError("a printing condition is named without its profile", marker.place("condition"),
                           f"{OWN}: profile = \"…\"; or take condition out, then paper chooses one")
    paper = marker.words("press", "paper", 'write: paper = "uncoated"')
    condition = marker.words("press", "condition", 'write the name of its printing condition: condition = "FOGRA51"') \
        if profile else ""
    bleed = points(marker.words("press", "bleed", 'write: bleed = "3mm"'), marker.place("bleed"))
    has_marks = marker.is_true("press", "marks")
    _check_bleed(bleed, has_marks, min(lengths(size, 2, "size", marker.place("size"))), marker.place("bleed"))
    binding = marker.words("press", "binding", 'write: binding = "saddle-stitch"')
    if binding not in BINDINGS:
        raise ProjectError(f'the binding "{binding}" is not one', marker.place("binding"),
                           f"known are {', '.join(BINDINGS)}")
    return Press(paper, profile, condition, bleed, has_marks, binding)


def _own(marker: Marker, folder: Path, name: str) -> Path:
    """A file of the edition's own folder; ProjectError for one elsewhere."""
    if Path(name).name != name or not (folder / name).resolve().is_relative_to(folder.resolve()):
        raise ProjectError(f"{name} is not in the edition's folder", marker.place("profile"), OWN)
    return folder / name


def _check_bleed(bleed: float, has_marks: bool, side: float, place: Place) -> None:
    """Refuses a bleed for which there is no room round the page, or that the page has no room for."""
    remedy = 'print shops ask for 3 mm: bleed = "3mm"'
    if bleed > AROUND:
        raise ProjectError(f"the bleed is larger than the {AROUND / MM:.0f} mm of paper round the page", place, remedy)
    if bleed >= side:
        raise ProjectError("the bleed is as large as the page itself", place, remedy)
    if has_marks and bleed > AROUND - SHORTEST_MARK:
        raise ProjectError("the bleed leaves no room for trim marks", place, f"{remedy}, or write: marks = false")
