"""What goes with the files, composed from templates in an edition's folder: instructions, trial sheet, job sheet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from jinja2 import TemplateError
from markupsafe import Markup

from press.compose.interface import INTERFACE_LANGUAGE, Words
from press.compose.lettering import lettered
from press.compose.page import broken, environment
from press.compose.type_rules import families, type_rules
from press.languages.ranges import FULL_WIDTH
from press.languages.writing import in_digits, millimetres, name_in, numerals, percent
from press.values.document import Passage, plain
from press.values.edition import Edition
from press.values.face import Face
from press.values.findings import Finding
from press.values.job import Reader
from press.values.language import Language
from press.values.page import Html

FOLDER = "companion"
INSTRUCTIONS, TRIAL, JOB_SHEET = f"{FOLDER}/instructions.html", f"{FOLDER}/trial.html", f"{FOLDER}/job-sheet.txt"
# Office paper, which who prints has at hand.
OFFICE = {"size": "210mm 297mm", "margins": "15mm 18mm 13mm 18mm", "text-size": "10pt", "line-height": "13.5pt"}
WIDTH = 78
# Where lines of a text may break: at spaces, and between signs of Chinese and Japanese, but not before a closing mark.
PIECE = re.compile(rf"[{FULL_WIDTH}][，。；：、）」》]*|[^ {FULL_WIDTH}]+| +")


@dataclass(frozen=True)
class Booklet:
    """What is said of a booklet: title, language, paper by name, how many sheets, pages and blank ones; its files by part.

    `spine` is the side that it is stapled at, `turned` the edge that a printer turns a sheet about: "short" or "long".
    """

    title: Passage
    language: Language
    paper: str
    sheets: int
    pages: int
    blanks: int
    spine: str
    turned: str
    files: Mapping[str, str]

    @property
    def numbers(self) -> tuple[int, int, int, int]:
        """The pages of the outermost sheet as a stapler sees its outside, then its inside, each from the left."""
        outside, inside = (self.pages, 1), (2, self.pages - 1)
        return (*outside, *inside) if self.spine == "left" else (*outside[::-1], *inside[::-1])


@dataclass(frozen=True)
class PressFile:
    """What is said of a press file: what it is and how it is to be printed; lengths in mm, `ink` in percent.

    `grade` is the kind of paper that the edition names, `paper` the one that the condition describes.

    `dpi` is the least resolution of its pictures, 0 where it has none; `passed` counts checks, `open` are their findings.
    """

    title: Passage
    cell: str
    language: str
    name: str
    sum: str
    is_draft: bool
    size: str
    trim: tuple[float, float]
    bleed: float
    pages: int
    blanks: int
    inks: tuple[str, ...]
    condition: str
    grade: str
    paper: str
    ink: float
    binding: str
    side: str
    marks: bool
    fonts: tuple[str, ...]
    pictures: int
    dpi: float
    passed: int
    open: tuple[str, ...]


def instructions(
    booklet: Booklet, edition: Edition, reader: Reader, known: Mapping[str, Language], faces: Sequence[Face], final: bool
) -> Html:
    """The page that says in a reader's language how the booklet is printed, folded and stapled."""
    design = replace(edition, page=OFFICE, options={})
    return _page(INSTRUCTIONS, design, (reader,), known, faces, final, booklet=booklet)


def trial(
    booklet: Booklet, edition: Edition, readers: Sequence[Reader], known: Mapping[str, Language], faces: Sequence[Face],
    final: bool,
) -> Html:
    """The four pages of a sheet that shows whether the printer is set right, with words for each of its readers."""
    page = {**OFFICE, "size": edition.page["size"], "margins": "12mm 12mm 12mm 12mm"}
    return _page(TRIAL, replace(edition, page=page, options={}), readers, known, faces, final, booklet=booklet)


def job_sheet(file: PressFile, edition: Edition, reader: Reader) -> tuple[str, tuple[Finding, ...]]:
    """The text that goes with a press file, in lines of up to WIDTH columns, and what is not translated in it."""
    words = Words(reader.language, reader.interface)
    text = _rendered(
        JOB_SHEET, edition, _=lambda message, **values: words.plain(message, **values), file=file,
        title=plain(file.title.inlines), wrap=_wrapped,
        apart=_isolated if reader.language.direction == "rtl" else str,
        millimetres=lambda length: millimetres(length, reader.language),
        percent=lambda share: percent(share, reader.language),
        number=lambda number: in_digits(f"{number:.0f}", reader.language.digits),
        language=name_in(file.language, reader.language),
    )
    return text.rstrip() + "\n", tuple(words.findings(False))


def _page(
    name: str, design: Edition, readers: Sequence[Reader], known: Mapping[str, Language], faces: Sequence[Face],
    final: bool, booklet: Booklet,
) -> Html:
    """One page of HTML in the language of the first reader; the words of all readers are at hand."""
    own = readers[0].language
    tongues = [(Words(reader.language, reader.interface), reader.language) for reader in readers]
    codes = {booklet.title.language, INTERFACE_LANGUAGE, *(reader.language.code for reader in readers)} - {own.code}
    others = {code: known.get(code, own) for code in sorted(codes)}
    style = Markup(type_rules(design, own, others, (), faces))
    markup = _rendered(
        name, design, _=tongues[0][0], tongues=tongues, language=own, style=style, booklet=booklet,
        title=plain(booklet.title.inlines), face=families(own, "heading"),
        direction=lambda code: known.get(code, own).direction,
        numerals=lambda number: numerals(number, own.digits),
        figures=lambda number: numerals(number, booklet.language.digits),
        figures_face=families(booklet.language, "heading"),
        millimetres=lambda length: lettered(millimetres(length, own)),
        percent=lambda share: lettered(percent(share, own)),
    )
    findings = [finding for words, _ in tongues[:1] for finding in words.findings(final)]
    findings += [finding for words, _ in tongues[1:] for finding in words.findings(False)]
    return Html(
        markup=markup, folders=tuple(sorted({face.path.parent for face in faces})), notes={},
        title=plain(booklet.title.inlines), language=own.code, direction=own.direction, digits=own.digits,
        findings=tuple(findings),
    )


def _rendered(name: str, edition: Edition, **values: object) -> str:
    """A template of the edition with values put in; ProjectError for one that is missing or can't be rendered."""
    try:
        return environment(edition.folders).get_template(name).render(**values)
    except TemplateError as error:
        raise broken(error, edition, name) from None


def _wrapped(text: str, *further: str) -> str:
    """A text in lines of up to WIDTH columns, then lines for each further one."""
    return "\n    ".join("\n".join(_lines(words)) for words in (text, *further))


def _lines(words: str) -> list[str]:
    """Words in lines of up to WIDTH columns: what has no space in it, a checksum or a file's name, stays whole."""
    lines = [""]
    for piece in PIECE.findall(words):
        if lines[-1].strip() and _columns(lines[-1] + piece.rstrip(" ")) > WIDTH:
            lines.append("    ")
        lines[-1] += piece if lines[-1].strip() else piece.lstrip(" ")
    return [line.rstrip(" ") for line in lines]


def _columns(words: str) -> int:
    """How wide words are where each letter is as wide: signs of Chinese and Japanese are two columns (UAX 11)."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in words)


def _isolated(words: str) -> str:
    """Words of another direction kept apart from those around them (Unicode, UAX 9: FSI and PDI)."""
    return f"\u2068{words}\u2069"


def needed(readers: Sequence[Reader], cell: Language, title: Passage) -> frozenset[int]:
    """The characters that companions of a cell in a language need, as code points."""
    said = [entry.translation for reader in readers if reader.interface for entry in reader.interface.entries.values()]
    said += [lettered(millimetres(100, reader.language)) for reader in readers]
    return frozenset(ord(character) for text in (*said, title.text, cell.digits) for character in text)
