"""What makes PDFs of a project's files: Press itself, the versions that are locked, Python, the system's libraries."""

from __future__ import annotations

import ctypes
import hashlib
import platform
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from press.values.job import Input

PACKAGE = Path(__file__).parents[1]
LOCK = PACKAGE.parent / "requirements.lock"
# A function of each library, by which the system says where its file is, and the names that the engine (WeasyPrint 70.0)
# loads it by on Linux and on macOS; FriBidi and FreeType are loaded by Pango.
LIBRARIES = {
    "pango": ("pango_version", "libpango-1.0.so.0", "libpango-1.0.dylib"),
    "pangoft2": ("pango_ft2_font_map_new", "libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    "harfbuzz": ("hb_version", "libharfbuzz.so.0", "libharfbuzz.dylib"),
    "harfbuzz-subset": ("hb_subset_input_create_or_fail", "libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib"),
    "fontconfig": ("FcGetVersion", "libfontconfig.so.1", "libfontconfig.dylib"),
    "fribidi": ("fribidi_get_bidi_type", "libfribidi.so.0", "libfribidi.dylib"),
    "freetype": ("FT_Library_Version", "libfreetype.so.6", "libfreetype.dylib"),
}


class _Found(ctypes.Structure):
    """What `dladdr` says of an address (dlfcn.h): the file and where it begins, the name and where it stands."""

    _fields_ = (("file", ctypes.c_char_p), ("base", ctypes.c_void_p), ("name", ctypes.c_char_p), ("at", ctypes.c_void_p))


@cache
def makers() -> tuple[Input, ...]:
    """All that makes PDFs here, each with its digest or version; no path of this machine is in it."""
    return tuple(_makers())


def digest(data: bytes) -> str:
    """What tells bytes from others."""
    return hashlib.sha256(data).hexdigest()[:32]


def _makers() -> Iterator[Input]:
    yield Input("press", digest("".join(f"{name} {one}\n" for name, one in _own()).encode()))
    yield Input("requirements.lock", digest(LOCK.read_bytes()) if LOCK.is_file() else "")
    yield Input("python", f"{platform.python_implementation()} {platform.python_version()} {platform.machine()}")
    for name, (function, *files) in LIBRARIES.items():
        path = next(filter(None, (_path(file, function) for file in files)), None)
        yield Input(f"library:{name}", f"{path.name} {digest(path.read_bytes())}" if path else "none")


def _own() -> Iterator[tuple[str, str]]:
    """Each file of Press, by its name below the package, with its digest."""
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            yield path.relative_to(PACKAGE).as_posix(), digest(path.read_bytes())


def _path(name: str, function: str) -> Path | None:
    """The file of a library, whose name says its version; none where it can't be loaded."""
    found = _Found()
    try:
        at = ctypes.cast(getattr(ctypes.CDLL(name), function), ctypes.c_void_p)
        told = ctypes.CDLL(None).dladdr(at, ctypes.byref(found))
    except (OSError, AttributeError):
        return None
    return Path(found.file.decode()).resolve() if told else None
