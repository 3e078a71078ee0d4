"""Streams of a PDF, unpacked with a limit: a small file can hold a stream of many gigabytes."""

from __future__ import annotations

import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Name

from press.values.findings import ProjectError

# Deflate packs at most so much to one.
PACKED = 1032
FLATE = ("/FlateDecode", "/Fl")
PACKINGS = (*FLATE, "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL")
# What is packed in an old way can't be looked into with a limit.
LARGEST_OF_OTHERS = 300_000
# What a whole file may draw, each form as often as it is drawn: a thousand pages of text have half of it.
MOST_OPERATORS, MOST_CONTENT = 3_000_000, 400_000_000
# What may stand in one stream, by the spaces and ends in it: all of it is read at once.
MOST_WORDS = 2_000_000
# More than any font's mapping or any description of a file needs.
LARGEST_PART = 8_000_000


def unpacked_size(stream: pikepdf.Stream, most: int) -> int:
    """The bytes of a stream once unpacked, also of one packed several times, at most one more than `most`.

    As packed where it is surely small, and one more than `most` where that can't be known without unpacking it all.
    """
    found = stream.get(Name.Filter, Array())
    packings = [str(name) for name in (found if isinstance(found, Array) else [found]) if str(name) in PACKINGS]
    raw = stream.read_raw_bytes()
    if len(raw) * PACKED ** len(packings) <= most or not packings:
        return len(raw)
    if any(name not in FLATE for name in packings):
        return most + 1 if len(packings) > 1 or len(raw) > LARGEST_OF_OTHERS else len(raw)
    for _ in packings:
        try:
            raw = zlib.decompressobj().decompress(raw, most + 1)
        except zlib.error:
            break
        if len(raw) > most:
            break
    return len(raw)


def unpacked(found: Any) -> bytes:
    """The bytes of a stream; none for what is no stream or is too large."""
    if not isinstance(found, pikepdf.Stream) or unpacked_size(found, LARGEST_PART) > LARGEST_PART:
        return b""
    return found.read_bytes()


class Budget:
    """What is left of what a file may draw."""

    def __init__(self) -> None:
        self.operators, self.content = MOST_OPERATORS, MOST_CONTENT
        self.sizes: dict[tuple[int, int], int] = {}

    def read(self, content: Any) -> list[Any]:
        """The operators of a page or a form; ProjectError where the file draws more than it may."""
        self.content -= self._size(content)
        if self.content < 0:
            raise self._spent()
        found = pikepdf.parse_content_stream(content)
        self.operators -= len(found)
        if self.operators < 0:
            raise self._spent()
        return list(found)

    def _size(self, content: Any) -> int:
        """The bytes of a page's or a form's content."""
        key = content.objgen
        if key == (0, 0) or key not in self.sizes:
            held = content if isinstance(content, pikepdf.Stream) else content.get(Name.Contents)
            streams = held if isinstance(held, Array) else [held]
            size = words = 0
            for stream in streams:
                if isinstance(stream, pikepdf.Stream):
                    if unpacked_size(stream, MOST_CONTENT // 8) > MOST_CONTENT // 8:
                        raise self._spent()
                    data = stream.read_bytes()
                    size += len(data)
                    words += sum(data.count(end) for end in (b" ", b"\n", b"\r", b"\t", b"\0", b"\f", b"]", b")", b">"))
                if words > MOST_WORDS or size > MOST_CONTENT // 8:
                    raise self._spent()
            self.sizes[key] = size
        return self.sizes[key]

    def _spent(self) -> ProjectError:
        """The error for a file that draws without end."""
        return ProjectError("the file draws more than any text does, and is not read to its end", "",
                            "ask for it without its maps, or in parts of some hundred pages")
