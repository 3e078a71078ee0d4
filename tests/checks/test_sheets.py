"""The check of sheets: a good file, and one for each way in which pages can be in a wrong place."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest

from press.checks.preflight import preflight
from press.checks.subject import Subject
from press.production.imposition import impose
from press.values.edition import Fit
from press.values.findings import Finding
from press.values.laid import Laid
from press.values.layout import Area, Layout
from tests.checks.made import cell, named
from tests.sheets import A4, A5, laid_pages, numbered

Change = Callable[[pikepdf.Pdf], None]


def laid(count: int, direction: str, back: int = 0) -> Laid:
    """A cell of so many pages."""
    made = cell(Layout((Area(*A5, 50, 50, 370, 540),) * count, (), {}, {}))
    edition = replace(made.edition, production="sheets", sheets=A4, fit=Fit(4, {}, back_cover=True))
    return replace(made, html=replace(made.html, direction=direction, has_end=bool(back)), edition=edition)


def found(count: int, change: Change | None = None, made: tuple[str, int] = ("ltr", 0), asked: tuple[str, int] = ("ltr", 0)
          ) -> list[Finding]:
    """What the check finds on sheets made for a direction and back cover, and changed, where others may be asked for."""
    pages = numbered(count)
    source = impose(pages, A4, *made).duplex
    with pikepdf.open(io.BytesIO(source)) as sheets, pikepdf.open(io.BytesIO(pages)) as file:
        if change:
            change(sheets)
        base = Subject("cell", pages, file, laid(count, *asked))
        return list(named("imposition").check(Subject("cell", source, sheets, base.cell, production="sheets", base=base)))


@pytest.mark.parametrize("made", [("ltr", 0), ("rtl", 0), ("ltr", 1), ("rtl", 1)])
def test_sheets_as_they_are_made_read_in_order(made: tuple[str, int]) -> None:
    for count in (1, 2, 5, 8, 33, 64):
        assert found(count, made=made, asked=made) == []


def test_sheets_for_the_other_direction_and_blanks_after_the_back_cover_are_found() -> None:
    assert [str(f.message) for f in found(8, made=("rtl", 0))] == ["page 8 stands on the right where page 1 belongs"]
    assert [str(f.message) for f in found(7, asked=("ltr", 1))] == ["page 7 stands on the right where a blank page belongs"]


def content(old: str, new: str, side: int = 0) -> Change:
    """The operators of a side, changed."""

    def change(file: pikepdf.Pdf) -> None:
        page = file.pages[side].obj
        before = page.Contents.read_bytes().decode()
        assert old in before, before
        page.Contents.write(before.replace(old, new).encode())
        page.Resources.XObject["/P0"] = file.pages[0].Resources.XObject["/P0"]

    return change


# Eight pages are on two sheets: 8 | 1, 2 | 7, 6 | 3, 4 | 5.
def backs_changed(file: pikepdf.Pdf) -> None:
    """The backs of the two sheets, each on the other."""
    one, other = file.pages[1].obj, file.pages[3].obj
    one.Contents, other.Contents = other.Contents, one.Contents
    one.Resources, other.Resources = other.Resources, one.Resources


def halves_changed(file: pikepdf.Pdf) -> None:
    """The pages of one side, each in the other's place."""
    held = file.pages[2].Resources.XObject
    held["/P5"], held["/P2"] = held["/P2"], held["/P5"]


def without_the_last(file: pikepdf.Pdf) -> None:
    """A file that has lost the inner sheet's back."""
    del file.pages[3]


@pytest.mark.parametrize(("change", "codes", "message"), [
    (backs_changed, ["imposition-order"], "page 4 stands on the left where page 2 belongs"),
    (halves_changed, ["imposition-order"], "page 6 stands on the right where page 3 belongs"),
    (without_the_last, ["imposition-missing"] * 5, "the sheets have 4 places for 8 pages"),
    (content("/P0 Do", ""), ["imposition-missing"], "page 1 is on no sheet"),
    (content("/P1 Do", "/P0 Do", 1), ["imposition-twice", "imposition-missing"], "page 1 is on the sheets 2 times"),
    (content("cm /P0", "cm .97 0 0 .97 6 9 cm /P0"), ["imposition-changed"], "page 1 is scaled to 97.0%"),
    (content("cm /P0", "cm -1 0 0 -1 419.5 595 cm /P0"), ["imposition-changed"], "page 1 is turned"),
    (content("cm /P0", "cm 1 0 0 1 10 0 cm /P0"), ["imposition-fold"], "page 1 is 3.5 mm off its place at the fold"),
    (content("cm /P7", "cm 1 0 0 1 0 -10 cm /P7"), ["imposition-fold"], "page 8 is 3.5 mm off its place at the fold"),
], ids=["backs", "halves", "lost", "missing", "twice", "scaled", "turned", "across", "down"])
def test_a_page_in_a_wrong_place_is_found(change: Change, codes: list[str], message: str) -> None:
    findings = found(8, change)
    assert [f.code for f in findings] == codes
    assert findings[0].message.startswith(message)


def test_the_preflight_reads_the_sheets_of_a_cell_and_says_why_not_those_of_others() -> None:
    pages, made = laid_pages("statement-1988/fa/booklet")
    assert made.edition.sheets
    sheets = impose(pages, made.edition.sheets, "rtl", made.back).duplex
    ours = {outcome.check: outcome for outcome in preflight("cell", sheets, made, base=pages)}
    assert (ours["imposition"].unfit, ours["imposition"].findings) == ("", ())
    wrong = impose(pages, made.edition.sheets, "ltr", made.back).duplex
    ours = {outcome.check: outcome for outcome in preflight("cell", wrong, made, base=pages)}
    assert [f.code for f in ours["imposition"].findings] == ["imposition-order"]
    others = {outcome.check: outcome for outcome in preflight("file.pdf", sheets, None)}
    assert others["imposition"].unfit == "is for sheets"
