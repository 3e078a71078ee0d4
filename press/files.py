"""Reading files so that a mistake has its place, and writing them whole or not at all."""

from __future__ import annotations

import codecs
import difflib
import errno
import os
import re
import shutil
import stat
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from press.processes.scratch import is_of_the_dead
from press.processes.signals import deaf
from press.values.findings import Place, ProjectError

# What names of files end in that are not whole yet, or about to go.
PART = ".part"
# More than a book of a thousand pages has in one file; a catalogue of 6,000 paragraphs in two scripts has 10 MB.
LARGEST_TEXT = 20_000_000


def read_text(path: Path, where: str, hint: str = "save the file as UTF-8", largest: int = LARGEST_TEXT) -> str:
    """The text of a file in UTF-8 of at most `largest` bytes; ProjectError with the place of what is wrong."""
    return decoded(read_bytes(path, where, largest), where, hint)


def read_bytes(
    path: Path, where: str, largest: int, missing: str = "make it, or take its name out of what names it",
    swollen: str = "see what has swollen it, or take what it had before from git",
) -> bytes:
    """The content of a file of at most `largest` bytes; ProjectError for one that is no file or has more.

    A device or a pipe has no end, and is not opened.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise ProjectError(f"this is {_kind(found.st_mode)} and no file", where, "put a file of that name there")
        if found.st_size > largest:
            raise _too_large(found.st_size, largest, where, swollen)
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except FileNotFoundError:
        raise ProjectError("there is no such file", where, missing) from None
    except OSError as error:
        raise ProjectError(f"it can't be read: {error.strerror}", where, "check the file's rights") from None
    except ValueError as error:
        raise ProjectError(f"no file can have this name: {error}", where, "name the file as it is called") from None
    if len(data) > largest:
        raise _too_large(len(data), largest, where, swollen)
    return data


def _kind(mode: int) -> str:
    """What stands where a file should be, by the system's mode."""
    kinds = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"))
    return next((name for is_kind, name in kinds if is_kind(mode)), "a device")


def _too_large(size: int, largest: int, where: str, hint: str) -> ProjectError:
    """The error for a file with more bytes than are read."""
    most = f"{largest / 1e6:.0f} MB is the most that is read"
    return ProjectError(f"the file has {size / 1e6:.0f} MB, and {most}", where, hint)


def decoded(data: bytes, where: str, hint: str = "save the file as UTF-8") -> str:
    """The text of bytes in UTF-8, with line ends as \\n; ProjectError with the place of what is wrong."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ProjectError("this is UTF-16, not UTF-8", Place(where, 1), hint)
    if (zero := data.find(b"\0")) >= 0:
        line = data.count(b"\n", 0, zero) + 1
        raise ProjectError("a zero byte stands here: this is UTF-16 or no text", Place(where, line), hint)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ProjectError(f"this is not UTF-8: byte 0x{data[error.start]:02x}", Place(where, line), hint) from None


def parse_toml(text: str, where: str) -> dict[str, Any]:
    """The TOML of `text`; ProjectError with the line of a mistake."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line = int(match[1]) if match else text.count("\n") + 1
        what = re.sub(r"\s*\(at .*\)$", "", str(error))
        hint = 'write: key = "value", with straight quotation marks'
    except RecursionError:
        lines = text.split("\n")
        line = 1 + max(range(len(lines)), key=lambda number: lines[number].count("[") + lines[number].count("{"))
        what, hint = "lists or tables stand too deep in each other", "take out what nothing reads"
    except (ValueError, OverflowError):
        # Python reads no number of more than 4300 digits.
        line = next((number for number, row in enumerate(text.split("\n"), 1) if re.search(r"\d{4000}", row)), 0)
        what, hint = "a number is too long", "write a number that can be counted to"
    raise ProjectError(f"this is not TOML: {what}", Place(where, line), hint)


def entries(folder: Path) -> list[str]:
    """The names of the folders in a folder that are entries of an axis."""
    return sorted(p.name for p in folder.iterdir() if p.is_dir() and not p.name.startswith((".", "_")))


def nearest(name: str, names: list[str]) -> str:
    """A hint with the nearest name."""
    near = difflib.get_close_matches(name, names, 1)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"


def unknown_key(key: str, known: Iterable[str], place: Place) -> ProjectError:
    """The error for a key that nothing reads, with the nearest that something does."""
    names = sorted(known)
    near = difflib.get_close_matches(key, names, 1)
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(names)}"
    return ProjectError(f'unknown key "{key}"', place, hint)


def line_of(text: str, where: str, key: str, number: int = 1) -> Place:
    """Where the `number`-th line stands that sets `key`, or is `key`."""
    for count, match in enumerate(re.finditer(rf"^[ \t]*{re.escape(key)}(?=[ \t]*(?:=|$))", text, re.M), 1):
        if count == number:
            return Place(where, text.count("\n", 0, match.start()) + 1)
    return Place(where)


def write(path: Path, data: bytes, where: str) -> None:
    """Writes a file whole, or leaves the old one; ProjectError when the place can't be written."""
    write_together([(path, data, where)])


def write_together(files: Iterable[tuple[Path, bytes, str]]) -> None:
    """Writes files that belong together (path, content, place), all of them or none; ProjectError as for one."""
    parts: list[tuple[Path, Path, str]] = []
    with deaf():
        try:
            for path, data, where in files:
                with _said(where):
                    path.parent.mkdir(parents=True, exist_ok=True)
                    _sweep(path.parent)
                    handle, name = tempfile.mkstemp(prefix=f".{os.getpid()}-", suffix=PART, dir=path.parent)
                    parts.append((Path(name), path, where))
                    with os.fdopen(handle, "wb") as file:
                        file.write(data)
                        file.flush()
                        os.fsync(file.fileno())
                    parts[-1][0].chmod(0o644)
            _put(parts)
        finally:
            for part, *_ in parts:
                part.unlink(missing_ok=True)


def _put(parts: Iterable[tuple[Path, Path, str]]) -> None:
    """Puts written files in their places; where one can't be, those before it are again what they were."""
    put: list[tuple[Path, Path | None]] = []
    try:
        for part, path, where in parts:
            with _said(where):
                put.append((path, _kept(path, part)))
                part.replace(path)
    except BaseException:
        for path, old in reversed(put):
            if old:
                old.replace(path)
                # Two names of one file are not put one in the other's place (rename(2)).
                old.unlink(missing_ok=True)
            else:
                path.unlink(missing_ok=True)
        raise
    for _, old in put:
        if old:
            old.unlink()


def _kept(path: Path, part: Path) -> Path | None:
    """A second name of the file that stands in a place, made beside what replaces it; none where there is no file yet."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not os.path.lexists(path):
        return None
    old = part.with_suffix(f".old{PART}")
    try:
        os.link(path, old, follow_symlinks=False)
    except (OSError, NotImplementedError):
        # Not each kind of disk knows second names.
        shutil.copy2(path, old, follow_symlinks=False)
    return old


def _sweep(folder: Path) -> None:
    """Takes away what processes that were killed have left half-written."""
    for part in folder.glob(f".*{PART}"):
        if is_of_the_dead(part):
            part.unlink(missing_ok=True)


def remove(path: Path) -> None:
    """Takes a file away; ProjectError when it can't be."""
    with _said(str(path)):
        path.unlink(missing_ok=True)


@contextmanager
def _said(where: str) -> Iterator[None]:
    """Turns what the system refuses into an error with its place."""
    try:
        yield
    except OSError as error:
        raise _unwritable(error, where) from None


def _unwritable(error: OSError, where: str) -> ProjectError:
    """The error for a folder or disk that takes no file."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return ProjectError("the disk is full; what was there before is still there", where, "make room, then try again")
    return ProjectError(f"it can't be written: {error.strerror}", where,
                        "check the folder's rights, or name another with --output")
