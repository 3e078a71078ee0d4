"""Pages onto sheets, which are folded in the middle, laid inside each other and stapled on the fold (saddle stitch)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from press.pdf.claims import title
from press.pdf.saving import preferences, saved
from press.values.binding import ON_SHEET, TRIM_GAP, Size, lying, padded, trim_marks
from press.values.edition import Sheets
from press.values.lengths import MM

# Office printers leave some 4 mm at the edge white, which a mark from the edge must outreach.
FOLD_MARK = 8 * MM
BLANK = "–"

Stroke = tuple[float, float, float, float]


@dataclass(frozen=True)
class Imposed:
    """Sheets to fold as PDFs: one with fronts and backs in turn, and one of each for printers of one side only.

    Fronts are in order from the outermost sheet, `backs` from the innermost: a stack that came out face down and is put
    back as it lies begins with the last sheet.
    """

    duplex: bytes
    fronts: bytes
    backs: bytes


@dataclass(frozen=True)
class _Side:
    """One side of a sheet, which is counted from 0, the outermost: its pages at left and right, None for a blank one."""

    pages: tuple[int | None, int | None]
    sheet: int
    is_front: bool


@dataclass(frozen=True)
class _Setting:
    """How pages of a size stand on sheets of a size (width and height in pt), and the direction in which they are read."""

    sheets: Sheets
    paper: Size
    page: Size
    direction: str

    def shift(self, side: _Side) -> float:
        """How far a side's pages are moved to the fold: folded, a sheet stands out by what lies round it."""
        return side.sheet * self.sheets.thickness


def impose(pages: bytes, sheets: Sheets, direction: str, back: int) -> Imposed:
    """The pages of a PDF on sheets; the last `back` are the back cover, the spine is at the right for "rtl".

    Pages are placed as vectors at their size, and cut where the sheet ends. Tags, links and bookmarks are gone.
    """
    with pikepdf.open(io.BytesIO(pages)) as base:
        for page in base.pages:
            unmarked = _unmarked(page, page.resources, set())
            page.obj.Contents = base.make_stream(unmarked)
        size = _largest(base)
        setting = _Setting(sheets, lying(sheets.paper, size), size, direction)
        sides = tuple(_sides(padded(len(base.pages), ON_SHEET, back), direction))
        fronts, backs = sides[::2], sides[1::2]
        said = f"{len(base.pages)} pages on {len(fronts)} sheet{'s' if len(fronts) > 1 else ''}"
        return Imposed(
            _file(base, setting, sides, "booklet", f"{said}, front and back in turn"),
            _file(base, setting, fronts, "booklet, fronts", f"{said}, the front sides from the outermost sheet"),
            _file(base, setting, backs[::-1], "booklet, backs", f"{said}, the back sides from the innermost sheet"))


def _sides(order: Sequence[int | None], direction: str) -> Iterator[_Side]:
    """The sides of all sheets from the outermost, each front before its back."""
    for sheet in range(len(order) // ON_SHEET):
        first, last = 2 * sheet, len(order) - 1 - 2 * sheet
        # A sheet is turned about its fold: behind its right half is the left one of its back.
        for is_front, left, right in ((True, last, first), (False, first + 1, last - 1)):
            pages = order[left], order[right]
            yield _Side(pages[::-1] if direction == "rtl" else pages, sheet, is_front)


def _file(base: pikepdf.Pdf, setting: _Setting, sides: Sequence[_Side], name: str, said: str) -> bytes:
    """A PDF of some sides, by what it is called and what it says of itself."""
    with pikepdf.new() as file:
        numbers = {number for side in sides for number in side.pages if number is not None}
        forms = {number: file.copy_foreign(base.pages[number].as_form_xobject()) for number in sorted(numbers)}
        for side in sides:
            made = file.add_blank_page(page_size=setting.paper).obj
            made.TrimBox = made.MediaBox
            held = {f"/P{number}": forms[number] for number in side.pages if number is not None}
            made.Resources = Dictionary(XObject=Dictionary(held))
            made.Contents = file.make_stream("\n".join(_content(base, setting, side)).encode())
        _describe(file, base, f"{title(base)} ({name})", f"Imposed, for printing only: {said}")
        file.Root.PageLabels = Dictionary(Nums=Array(list(_labels(base, sides, setting.direction))))
        file.Root.ViewerPreferences = _preferences(setting, len({side.is_front for side in sides}) > 1)
        file.Root.PageLayout = Name.SinglePage
        return saved(file, at_least="1.7")


def _largest(base: pikepdf.Pdf) -> Size:
    """Width and height of the largest page at its trim, in pt."""
    boxes = [[float(value) for value in page.trimbox] for page in base.pages]
    return max(box[2] - box[0] for box in boxes), max(box[3] - box[1] for box in boxes)


def _content(base: pikepdf.Pdf, setting: _Setting, side: _Side) -> Iterator[str]:
    """The operators of a side: each page moved to the fold and cut there, marks on a front."""
    width, height = setting.paper
    middle, shift = width / 2, setting.shift(side)
    # Ghostscript (10.00) takes a side without any operator for a broken one.
    yield "q Q"
    for half, number in enumerate(side.pages):
        if number is None:
            continue
        left, bottom, right, top = (float(value) for value in base.pages[number].trimbox)
        x = middle - shift - left if half else middle + shift - right
        y = (height - (top - bottom)) / 2 - bottom
        yield (f"q {half * middle:.4f} 0 {middle:.4f} {height:.4f} re W n 1 0 0 1 {x:.4f} {y:.4f} cm /P{number} Do Q")
    if side.is_front:
        for u, v, x, y in (*_fold_marks(setting), *_trim_marks(setting, shift)):
            yield f"q 0 G 0.25 w {u:.4f} {v:.4f} m {x:.4f} {y:.4f} l S Q"


def _fold_marks(setting: _Setting) -> Iterator[Stroke]:
    """Short lines on the fold at the sheet's edges, where they are asked for, each from x, y to x, y."""
    if setting.sheets.fold_marks:
        middle, height = setting.paper[0] / 2, setting.paper[1]
        yield middle, 0, middle, FOLD_MARK
        yield middle, height - FOLD_MARK, middle, height


def _trim_marks(setting: _Setting, shift: float) -> Iterator[Stroke]:
    """Lines outside the four corners of two pages that are smaller than the sheet, where there is room for them."""
    beside, above = trim_marks(setting.paper, setting.page)
    middle, width, foot = setting.paper[0] / 2, setting.page[0] - shift, (setting.paper[1] - setting.page[1]) / 2
    for side in (-1, 1):
        corner, outside = middle + side * width, middle + side * (width + TRIM_GAP)
        for y, away in ((foot, -1), (foot + setting.page[1], 1)):
            if above:
                yield corner, y + away * TRIM_GAP, corner, y + away * (TRIM_GAP + above)
            if beside:
                yield outside, y, outside + side * beside, y


def _preferences(setting: _Setting, on_both_sides: bool) -> Dictionary:
    """How a viewer prints and shows sheets (ISO 32000-1, table 150): at their size, and turned so that heads meet."""
    # A sheet is turned about its fold, which is upright: that is the way of the short edge where it is wider than high.
    flip = Name.DuplexFlipShortEdge if setting.paper[0] >= setting.paper[1] else Name.DuplexFlipLongEdge
    made = preferences(setting.direction)
    made.PrintScaling, made.PickTrayByPDFSize = Name("/None"), True
    made.Duplex = flip if on_both_sides else Name.Simplex
    return made


def _labels(base: pikepdf.Pdf, sides: Iterable[_Side], direction: str) -> Iterator[object]:
    """What stands on each side, left and right, as page labels."""
    # Without marks of direction, the bar between Arabic figures turns them round.
    bar = " \u200e|\u200e " if direction == "rtl" else " | "
    for number, side in enumerate(sides):
        halves = (BLANK if page is None else base.pages[page].label for page in side.pages)
        yield from (number, Dictionary(P=String(bar.join(halves))))


def _describe(file: pikepdf.Pdf, base: pikepdf.Pdf, name: str, said: str) -> None:
    """Writes what the file is, in XMP and in its information; it claims no standard."""
    if Name.Lang in base.Root:
        file.Root.Lang = String(str(base.Root.Lang))
    with file.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = name
        metadata["dc:description"] = said
        if Name.Author in base.docinfo:
            metadata["dc:creator"] = [str(base.docinfo.Author)]
        if Name.Producer in base.docinfo:
            metadata["pdf:Producer"] = str(base.docinfo.Producer)


def _unmarked(drawn: Any, resources: Any, seen: set[tuple[int, int]]) -> bytes:
    """The content of a page or form without the marks that tags refer to; the forms that it draws lose theirs in place."""
    kept, are_layers = [], []
    for instruction in pikepdf.parse_content_stream(drawn):
        operator = str(instruction.operator)
        if operator in ("BMC", "BDC"):
            # Only what switches a layer changes what is seen (ISO 32000-1, 14.6 and 8.11.3).
            are_layers.append(operator == "BDC" and str(instruction.operands[0]) == "/OC")
        is_mark = operator in ("BMC", "BDC", "MP", "DP") or (operator == "EMC" and are_layers)
        if not is_mark or (are_layers and are_layers[-1] and operator in ("BDC", "EMC")):
            kept.append(instruction)
        if operator == "EMC" and are_layers:
            are_layers.pop()
    for found in resources.get(Name.XObject, {}).values():
        if found.get(Name.Subtype) == Name.Form and found.objgen not in seen:
            seen.add(found.objgen)
            found.write(_unmarked(found, found.get(Name.Resources, Dictionary()), seen))
    return pikepdf.unparse_content_stream(kept)
