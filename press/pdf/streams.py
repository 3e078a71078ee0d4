"""Streams of a PDF, unpacked with a limit: a small file can hold a stream of many gigabytes."""

from __future__ import annotations

import zlib
from typing import Any

import pikepdf
from pikepdf import Name

# Deflate packs at most so much to one.
PACKED = 1032
# More than any font's mapping or any description of a file needs.
LARGEST_PART = 8_000_000


def unpacked_size(stream: pikepdf.Stream, most: int) -> int:
    """The bytes of a stream once unpacked, at most one more than `most`; as packed where it is surely small."""
    raw = stream.read_raw_bytes()
    if len(raw) * PACKED <= most or Name.Filter not in stream:
        return len(raw)
    try:
        return len(zlib.decompressobj().decompress(raw, most + 1))
    except zlib.error:
        return len(raw)


def unpacked(found: Any) -> bytes:
    """The bytes of a stream; none for what is no stream or is too large."""
    if not isinstance(found, pikepdf.Stream) or unpacked_size(found, LARGEST_PART) > LARGEST_PART:
        return b""
    return found.read_bytes()
