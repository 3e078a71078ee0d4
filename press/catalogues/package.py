"""The one file that goes to a translator by mail and comes back: a zip, the same bytes from the same contents."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from press.catalogues.reading import AS_UTF8, LARGEST, CatalogueFile, parse
from press.files import decoded, read_bytes
from press.values.findings import ProjectError

LARGEST_PACKAGE = 50_000_000
MOST_FILES = 100
# The first day that a zip can name: no clock.
DAY = (1980, 1, 1, 0, 0, 0)
PLAIN_FILE = 0o100644 << 16
# What computers add to the packages that they make.
ADDED = "__MACOSX"
AGAIN = "ask for the package again, or for its .po alone"
AS_CATALOGUE = "ask for the .po: programs of translators save it as PO or gettext"
# A package holds files as they are or deflated, as all programs for mail make it: other ways unpack without end.
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
IS_ENCRYPTED = 1
# What the library makes of a zip that is none, or is broken somewhere.
DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, EOFError, ValueError, LookupError, OSError)
# What comes back instead of a catalogue, by what stands at the begin of the file, or in a package beside all else.
OTHERS = {
    b"%PDF-": "a PDF", b"\xd0\xcf\x11\xe0": "a document of an old Word or Excel", b"{\\rtf": "a text in RTF",
    b"\xde\x12\x04\x95": "a compiled catalogue (.mo)", b"\x95\x04\x12\xde": "a compiled catalogue (.mo)",
    b"\x1f\x8b": "packed by gzip", b"7z\xbc\xaf": "packed by 7-Zip", b"Rar!": "packed by RAR",
}
MARKUP = {"<xliff": "XLIFF", "<tmx": "a translation memory (TMX)", "<html": "a web page", "<ts": "a catalogue of Qt (.ts)"}
TABLES = {".csv": "a table (CSV)", ".tsv": "a table (TSV)", ".json": "JSON", ".md": "a text in Markdown", ".txt": "a text"}
OF_OFFICE = {"word/": "a document of Word (DOCX)", "xl/": "a table of Excel (XLSX)", "ppt/": "slides (PPTX)",
             "mimetype": "a document of an office (ODT) or a book (EPUB)"}


def pack(contents: Mapping[str, bytes]) -> bytes:
    """The package of some files by name."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in contents.items():
            info = zipfile.ZipInfo(name, DAY)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, PLAIN_FILE
            file.writestr(info, data)
    return package.getvalue()


def read_returned(path: Path, where: str) -> CatalogueFile:
    """The catalogue that came back, alone or in its package; ProjectError for a file that must not be used."""
    data = read_bytes(path, where, LARGEST_PACKAGE, "name the package or the .po that came back", AGAIN)
    if data.startswith(b"PK"):
        name, data = _catalogue_in(data, where)
        where = f"{where}/{_shown(name)}"
    elif len(data) > LARGEST:
        raise _too_large(where)
    if other := _other(data, path.suffix.lower()):
        raise ProjectError(f"this is {other} and no catalogue (.po)", where, AS_CATALOGUE)
    newline = "\r\n" if data[:data.find(b"\n") + 1].endswith(b"\r\n") else "\n"
    return parse(decoded(data, where, AS_UTF8), where, newline=newline)


def _other(data: bytes, ending: str) -> str:
    """What a file is that is no catalogue; nothing where it may be one."""
    for mark, what in OTHERS.items():
        if data.startswith(mark):
            return what
    # In UTF-16, as some programs save XML, each letter stands beside a zero.
    begin = data[:2000].replace(b"\0", b"").decode("latin-1").lower()
    if begin.lstrip("\xff\xfe\xef\xbb\xbf \r\n\t").startswith("<"):
        return next((what for mark, what in MARKUP.items() if mark in begin), "XML or HTML")
    return "" if "msgid" in begin or b"msgid" in data else TABLES.get(ending, "")


def _catalogue_in(data: bytes, where: str) -> tuple[str, bytes]:
    """The name and the bytes of the one catalogue in a package; nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            member = _member_in(package.infolist(), where)
            with package.open(member) as file:
                # What a package says of its sizes need not be true.
                found = file.read(LARGEST + 1)
    except DAMAGED:
        raise ProjectError("the package is damaged and can't be read", where, AGAIN) from None
    if len(found) > LARGEST:
        raise _too_large(f"{where}/{_shown(member.filename)}")
    return member.filename, found


def _member_in(members: list[zipfile.ZipInfo], where: str) -> zipfile.ZipInfo:
    """The one catalogue among the members of a package; ProjectError for a package that is none of ours."""
    if len(members) > MOST_FILES:
        raise ProjectError(f"the package has {len(members)} files", where, AGAIN)
    for member in members:
        parts = _parts(member)
        if member.filename.startswith(("/", "\\")) or ".." in parts or any(":" in part for part in parts[:1]):
            raise ProjectError(f"the package names a file outside itself: {_shown(member.filename)}", where,
                               "it was not made by a translator's mail; " + AGAIN)
    if sum(member.file_size for member in members) > LARGEST_PACKAGE:
        raise ProjectError(f"unpacked the package has more than {LARGEST_PACKAGE / 1e6:.0f} MB", where, AGAIN)
    found = [one for one in members if one.filename.lower().endswith(".po") and ADDED not in _parts(one)]
    if len(found) != 1:
        raise _not_one(members, found, where)
    if found[0].flag_bits & IS_ENCRYPTED:
        raise ProjectError("the package is encrypted and can't be read", where,
                           "unpack it with its password, and receive its .po")
    if found[0].compress_type not in PACKED:
        raise ProjectError("the package is packed in a way that is not read", where,
                           "unpack it, and receive its .po; or pack it as an ordinary zip")
    return found[0]


def _not_one(members: list[zipfile.ZipInfo], found: list[zipfile.ZipInfo], where: str) -> ProjectError:
    """The error for a package with no catalogue or with several."""
    office = [what for name, what in OF_OFFICE.items() if any(one.filename.startswith(name) for one in members)]
    if office and not found:
        return ProjectError(f"this is {office[0]} and no catalogue (.po)", where, AS_CATALOGUE)
    names = ", ".join(_shown(one.filename) for one in found)
    what = f"several catalogues: {names}" if found else "no catalogue (.po)"
    return ProjectError(f"the package has {what}", where, "receive the .po that was translated by itself")


def _parts(member: zipfile.ZipInfo) -> tuple[str, ...]:
    """The parts of the name of a member, as any computer would part it."""
    return PurePosixPath(member.filename.replace("\\", "/")).parts


def _shown(name: str) -> str:
    """The name of a member, fit to be printed: it may hold anything, and be as long as it likes."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name[:100])


def _too_large(where: str) -> ProjectError:
    """The error for a catalogue that is too large."""
    return ProjectError(f"the catalogue has more than {LARGEST / 1e6:.0f} MB", where, AGAIN)
