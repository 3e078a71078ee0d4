"""Catalogue files read with all that can be wrong in them, and written so that what is not changed keeps its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import polib

from press.catalogues.entries import WIDTH, Unit, units
from press.files import read_text, write
from press.languages.invisible import of_lines
from press.languages.scripts import usual_region
from press.languages.writing import has_plural_forms
from press.values.findings import Finding, Place, ProjectError, Severity

# A catalogue of 6,000 paragraphs in two scripts has under 10 MB.
LARGEST = 20_000_000
AS_UTF8 = "in Poedit: Translation, Properties, Charset: UTF-8; then save"
UNWRAPPED = 100_000


@dataclass(frozen=True)
class CatalogueFile:
    """A catalogue as its file has it: the header's entry, the others, what stands after them, and what is wrong."""

    where: str
    header: Unit
    units: tuple[Unit, ...]
    tail: tuple[str, ...] = ("",)
    newline: str = "\n"
    findings: tuple[Finding, ...] = ()

    @cached_property
    def fields(self) -> dict[str, str]:
        """The header's fields."""
        return _fields(self.header)

    @cached_property
    def width(self) -> int:
        """The width that the file's strings are wrapped at, or endless where none is."""
        rows = [line for unit in self.units for kind, line in unit.lines if kind in ("msgid", "msgstr")]
        soft = any(row.startswith('"') and not row.rstrip().endswith('\\n"') for row in rows)
        return WIDTH if soft or all(len(row) <= WIDTH for row in rows) else UNWRAPPED

    def text(self) -> str:
        """The file's text."""
        lines = [line for unit in (self.header, *self.units) for _, line in unit.lines]
        return self.newline.join((*lines, *self.tail))

    def place(self, field: str) -> Place:
        """The line of a field of the header."""
        return Place(self.where, _line_of(self.header, field))


def read_file(path: Path, where: str, language: str = "") -> CatalogueFile:
    """The catalogue in `path`, in `language` if one is named; ProjectError for one that must not be used."""
    text = read_text(path, where, AS_UTF8, LARGEST)
    with path.open("rb") as file:
        newline = "\r\n" if file.readline().endswith(b"\r\n") else "\n"
    return parse(text, where, language, newline)


def _is_of(declared: str, language: str) -> bool:
    """Whether a header's language is that of a folder, which may leave out the usual country (zh_CN, fr_FR)."""
    base, _, region = declared.partition("-")
    return declared == language or (base == language and region.upper() == usual_region(language))



def parse(text: str, where: str, language: str = "", newline: str = "\n") -> CatalogueFile:
    """The catalogue of this text, as `read_file`."""
    found, tail = units(text, where)
    if not found or found[0].identity != ("", "") or not found[0].translation:
        raise ProjectError("the catalogue has no header", Place(where, 1 if found else 0),
                           "add the first entry, with Language and Content-Type, as other catalogues have it")
    header = found[0]
    file = CatalogueFile(where, header, tuple(found[1:]), tuple(tail), newline)
    charset = re.search(r"charset=([\w-]+)", header.translation)
    if charset and charset[1].lower() not in ("utf-8", "utf8", "charset"):
        raise ProjectError(f"the header says charset={charset[1]}, and the file is UTF-8", file.place("Content-Type"),
                           AS_UTF8)
    declared = file.fields.get("Language", "")
    if language and not _is_of(declared.replace("_", "-").lower(), language.lower()):
        raise ProjectError(
            f'the header says Language: {declared or "nothing"}, and the folder is {language}', file.place("Language"),
            f"write Language: {language}, or move the file to the folder of its language",
        )
    single, twice = _once(file)
    unseen = of_lines(_translated_lines(file), where, text)
    return replace(file, units=single, findings=(*twice, *(_plurals(file, language) if language else ()), *unseen))


def save(file: CatalogueFile, path: Path) -> bool:
    """Writes the catalogue where it says something else than the file; whether it did."""
    data = file.text().encode()
    if path.exists() and path.read_bytes() == data:
        return False
    write(path, data, file.where)
    return True


def with_field(file: CatalogueFile, name: str, value: str) -> CatalogueFile:
    """The catalogue with a field of its header set; the header's other lines stay."""
    if file.fields.get(name) == value:
        return file
    said = f'{polib.escape(f"{name}: {value}")}\\n"'
    lines = list(file.header.lines)
    own = [count for count, (_, line) in enumerate(lines) if re.match(rf'\s*"{re.escape(name)}:.*\\n"\s*$', line)]
    if own:
        lines[own[0]] = ("msgstr", f'"{said}')
    elif name in file.fields:
        # Several fields in one line: each has its own from now on.
        text = re.sub(rf"^{re.escape(name)}:.*$", lambda _: f"{name}: {value}", file.header.translation, count=1, flags=re.M)
        lines = [pair for pair in lines if pair[0] != "msgstr"]
        lines += [("msgstr", 'msgstr ""'), *(("msgstr", f'"{polib.escape(row)}"') for row in text.splitlines(keepends=True))]
    else:
        lines.append(("msgstr", f'"{said}' if file.header.translation.endswith("\n") else f'"\\n{said}'))
    return replace(file, header=replace(file.header, lines=tuple(lines)))


def _fields(header: Unit) -> dict[str, str]:
    """The fields of a header."""
    fields: dict[str, str] = {}
    for line in header.translation.split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            fields[name.strip()] = value.strip()
    return fields


def _line_of(header: Unit, field: str) -> int:
    """The line of the file on which a field of the header stands, or the header's own."""
    leading = next((n for n, (kind, _) in enumerate(header.lines) if kind.startswith("msg")), 0)
    for count, (_, line) in enumerate(header.lines):
        if re.match(rf'\s*(?:msgstr\s*)?"{field}:', line):
            return header.number - leading + count
    return header.number


def _once(file: CatalogueFile) -> tuple[tuple[Unit, ...], list[Finding]]:
    """Each message once, the better translated one; ProjectError for one that is translated in two ways."""
    kept: dict[tuple[str, str], Unit] = {}
    found: list[Finding] = []
    for unit in file.units:
        old = kept.get(unit.identity)
        if old is None:
            kept[unit.identity] = unit
            continue
        place = Place(file.where, unit.number)
        if not old.is_obsolete and not unit.is_obsolete:
            if old.translation and unit.translation and old.translation != unit.translation:
                raise ProjectError(f"this message has another translation than in line {old.number}", place,
                                   "compare the two, and delete the worse with its msgid")
            found.append(Finding(Severity.WARNING, "duplicate", f"this message stands in line {old.number} too", place,
                                 "run: python build.py catalogue update, which keeps one"))
        better, worse = (unit, old) if _rank(unit) > _rank(old) else (old, unit)
        kept[unit.identity] = with_other(better, worse.translation)
    return tuple(kept.values()), found


def _translated_lines(file: CatalogueFile) -> Iterator[tuple[int, str]]:
    """The lines of translations, numbered as in the file."""
    number = len(file.header.lines) + 1
    for unit in file.units:
        for count, (kind, line) in enumerate(unit.lines, number):
            if kind == "msgstr" and not unit.is_obsolete:
                yield count, line
        number += len(unit.lines)


def _rank(unit: Unit) -> tuple[bool, bool, bool]:
    """How much a translation is worth: there is one, it is sure, it is in use."""
    return bool(unit.translation), not unit.is_fuzzy, not unit.is_obsolete


def with_other(unit: Unit, other: str) -> Unit:
    """The unit, with another translation of its message in a comment, so that it is not lost."""
    if not other or other == unit.translation:
        return unit
    first = next(count for count, (kind, _) in enumerate(unit.lines) if kind)
    comment = ("#", f"# another translation: {polib.escape(other)}")
    if comment in unit.lines:
        return unit
    return replace(unit, lines=(*unit.lines[:first], comment, *unit.lines[first:]))


def _plurals(file: CatalogueFile, language: str) -> Iterator[Finding]:
    """Whether the plural forms are another language's."""
    said = file.fields.get("Plural-Forms", "")
    if said and not has_plural_forms(language, said):
        yield Finding(Severity.WARNING, "plural-forms", f"Plural-Forms: {said} is not how {language} counts",
                      file.place("Plural-Forms"), "take the line from another catalogue of this language, or delete it")
