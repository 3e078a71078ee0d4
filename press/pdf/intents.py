"""The printing condition that a PDF is made for: its output intent for print (ISO 32000-1, 14.11.5)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Name

from press.pdf.streams import unpacked

# ICC.1, 7.2: the header's length, and where it has its signature, the profile's class and its colour space.
HEADER, SIGNATURE, CLASS, SPACE = 128, slice(36, 40), slice(12, 16), slice(16, 20)


@dataclass(frozen=True)
class Intent:
    """An output intent: the names of its condition; of its profile the class, the colour space, and whether it is whole.

    A file without a profile has a class and a space of no letters.
    """

    condition: str
    info: str
    device: str
    space: str
    is_whole: bool


def intents(pdf: pikepdf.Pdf) -> Iterator[Intent]:
    """The output intents for print."""
    found = pdf.Root.get(Name.OutputIntents)
    for intent in found if isinstance(found, pikepdf.Array) else ():
        if isinstance(intent, pikepdf.Dictionary) and intent.get(Name.S) == Name.GTS_PDFX:
            profile = unpacked(intent.get(Name.DestOutputProfile))
            words = [str(intent.get(key, "")) for key in (Name.OutputCondition, Name.Info)]
            yield Intent(str(intent.get(Name.OutputConditionIdentifier, "")).strip(), " ".join(filter(None, words)),
                         profile[CLASS].decode("latin-1").strip(), profile[SPACE].decode("latin-1").strip(),
                         _is_whole(profile))


def _is_whole(profile: bytes) -> bool:
    """Whether a profile has its signature, and is as long as it says."""
    return len(profile) > HEADER and profile[SIGNATURE] == b"acsp" and struct.unpack(">I", profile[:4])[0] <= len(profile)
