"""The one file that goes to a translator by mail and comes back: a zip, the same bytes from the same contents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from press.catalogues.reading import AS_UTF8, LARGEST, CatalogueFile, parse
from press.files import decoded
from press.findings import ProjectError

LARGEST_PACKAGE = 50_000_000
MOST_FILES = 100
# The first day that a zip can name: no clock.
DAY = (1980, 1, 1, 0, 0, 0)
PLAIN_FILE = 0o100644 << 16
# What computers add to the packages that they make.
ADDED = "__MACOSX"
AGAIN = "ask for the package again, or for its .po alone"


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
    try:
        size = path.stat().st_size
        if size > LARGEST_PACKAGE:
            most = f"{LARGEST_PACKAGE / 1e6:.0f} MB is the most that is read"
            raise ProjectError(f"the file has {size / 1e6:.0f} MB, and {most}", where, AGAIN)
        data = path.read_bytes()
    except FileNotFoundError:
        raise ProjectError("there is no such file", where, "name the package or the .po that came back") from None
    except OSError as error:
        raise ProjectError(f"it can't be read: {error.strerror}", where, "check the file's rights") from None
    if data.startswith(b"PK"):
        name, data = _catalogue_in(data, where)
        where = f"{where}/{name}"
    elif len(data) > LARGEST:
        raise _too_large(where)
    newline = "\r\n" if data[:data.find(b"\n") + 1].endswith(b"\r\n") else "\n"
    return parse(decoded(data, where, AS_UTF8), where, newline=newline)


def _catalogue_in(data: bytes, where: str) -> tuple[str, bytes]:
    """The name and the bytes of the one catalogue in a package; nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            name = _name_in(package.infolist(), where)
            with package.open(name) as file:
                # What a package says of its sizes need not be true.
                found = file.read(LARGEST + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        what = "is encrypted" if "encrypted" in str(error) else "is damaged"
        raise ProjectError(f"the package {what} and can't be read", where, AGAIN) from None
    if len(found) > LARGEST:
        raise _too_large(f"{where}/{name}")
    return name, found


def _name_in(members: list[zipfile.ZipInfo], where: str) -> str:
    """The name of the one catalogue among the members of a package; ProjectError for a package that is none of ours."""
    if len(members) > MOST_FILES:
        raise ProjectError(f"the package has {len(members)} files", where, AGAIN)
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            raise ProjectError(f"the package names a file outside itself: {member.filename}", where,
                               "it was not made by a translator's mail; " + AGAIN)
    if sum(member.file_size for member in members) > LARGEST_PACKAGE:
        raise ProjectError(f"unpacked the package has more than {LARGEST_PACKAGE / 1e6:.0f} MB", where, AGAIN)
    found = [m.filename for m in members if m.filename.endswith(".po") and ADDED not in PurePosixPath(m.filename).parts]
    if len(found) != 1:
        what = f"several catalogues: {', '.join(found)}" if found else "no catalogue (.po)"
        raise ProjectError(f"the package has {what}", where, "receive the .po that was translated by itself")
    return found[0]


def _too_large(where: str) -> ProjectError:
    """The error for a catalogue that is too large."""
    return ProjectError(f"the catalogue has more than {LARGEST / 1e6:.0f} MB", where, AGAIN)
