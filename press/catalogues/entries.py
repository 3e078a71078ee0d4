"""The entries of a catalogue file with their lines as they stand: what is not changed keeps its bytes.

polib 1.2.0 wraps every entry anew and loses the previous text of obsolete ones (test_polib_still_loses_previous_text
in tests/catalogues/test_reading.py); so lines are told apart here, and polib wraps those that are written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polib

from press.values.document import message_key
from press.values.findings import Place, ProjectError

WIDTH = 78
# The lines of an entry in the order of gettext's manual: the translator's comments, those of the cutting, files,
# flags, the previous text, the message itself.
KINDS = ("#", "#.", "#:", "#,", "#=", "#|msgctxt", "#|msgid", "#|msgid_plural", "msgctxt", "msgid", "msgid_plural", "msgstr")
COMMENT = re.compile(r"#(?![.:,=|~])|#[.:,=]")
MESSAGE = re.compile(r"(#~\||#~|#\|)?\s*(msgctxt|msgid_plural|msgid|msgstr)?(\[\d+\])?\s*\"((?:[^\"\\]|\\.)*)\"\s*$")
CONFLICT = re.compile(r"(?:<<<<<<<|>>>>>>>|\|\|\|\|\|\|\|)(?: |$)|=======$")
Line = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Unit:
    """One entry: each line with its kind ("" for an empty one), and the number of the line its message begins on."""

    lines: tuple[Line, ...]
    number: int = 0

    @cached_property
    def values(self) -> Mapping[str, str]:
        """The strings by kind, `#|msgid` being the previous text; of several plural forms the first."""
        parts: dict[str, list[str]] = {}
        index = None
        for kind, line in self.lines:
            if (match := MESSAGE.match(line.strip())) and kind.lstrip("#|").startswith("msg"):
                index = match[3] if match[2] else index
                if index in (None, "[0]"):
                    parts.setdefault(kind, []).append(polib.unescape(match[4]))
        return {kind: "".join(strings) for kind, strings in parts.items()}

    @property
    def context(self) -> str:
        """What tells equal texts apart, or nothing."""
        return self.values.get("msgctxt", "")

    @property
    def text(self) -> str:
        """The source's words."""
        return self.values.get("msgid", "")

    @property
    def identity(self) -> tuple[str, str]:
        """Context and text; a message with a plural is never the one without."""
        plural = self.values.get("msgid_plural")
        return self.context, self.text if plural is None else f"{self.text}\0{plural}"

    @property
    def key(self) -> str:
        """The message's key."""
        return message_key(self.context, self.text)

    @property
    def translation(self) -> str:
        """The translator's words, or nothing."""
        return self.values.get("msgstr", "")

    @property
    def previous(self) -> tuple[str, str] | None:
        """Context and text that the translation of a fuzzy entry belongs to, where the file says it."""
        text = self.values.get("#|msgid")
        return None if text is None else (self.values.get("#|msgctxt", ""), text)

    @cached_property
    def flags(self) -> tuple[str, ...]:
        """The flags, such as fuzzy."""
        return tuple(flag.strip() for line in self.group("#,") for flag in line[2:].split(",") if flag.strip())

    @property
    def is_fuzzy(self) -> bool:
        """Whether the translation waits for a person."""
        return "fuzzy" in self.flags

    @property
    def is_obsolete(self) -> bool:
        """Whether the source has no such message."""
        return any(line.lstrip().startswith("#~") for kind, line in self.lines if kind)

    @property
    def comment(self) -> str:
        """What the translator says of it, line by line."""
        return "\n".join(line.strip().removeprefix("#").strip() for line in self.group("#"))

    def group(self, kind: str) -> list[str]:
        """The lines of one kind."""
        return [line for other, line in self.lines if other == kind]

    def words(self, kind: str) -> list[str]:
        """The words of comment lines, however they are wrapped."""
        return " ".join(line.lstrip()[2:] for line in self.group(kind)).split()


class _Reader:
    """Lines on their way into entries."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.found: list[Unit] = []
        self._begin()

    def _begin(self) -> None:
        """Begins an entry."""
        self.lines: list[Line] = []
        self.kinds: set[str] = set()
        self.last, self.number, self.is_plural = "", 0, False

    def take(self, line: str, count: int) -> None:
        """Takes a line; the first that is no translation ends the entry before it."""
        bare = line.strip()
        match = MESSAGE.match(bare)
        goes_on = match and (match[2] == "msgstr" or (not match[2] and match[1] in (None, "#~")))
        if self.last == "msgstr" and not goes_on:
            self.end()
        kind = self._kind(bare, match, Place(self.where, count)) if bare else ""
        if kind in ("msgctxt", "msgid"):
            self.number = self.number or count
        self.lines.append((kind, line))
        if kind:
            self.kinds.add(kind)
            self.last = kind

    def end(self) -> None:
        """Ends the entry that was read."""
        if self.last == "msgstr":
            self.found.append(Unit(tuple(self.lines), self.number))
            self._begin()

    def _kind(self, bare: str, match: re.Match[str] | None, place: Place) -> str:
        """The kind of a line that is not empty; ProjectError where it belongs nowhere."""
        if CONFLICT.match(bare):
            raise ProjectError(f"git could not join two versions here: {bare[:7]}", place, "keep the one or the other "
                               "translation, and delete the lines with <<<<<<<, ======= and >>>>>>>")
        if comment := COMMENT.match(bare):
            return comment[0]
        if not match:
            raise broken("this line is none of a catalogue", place)
        prefix = "#|" if match[1] in ("#|", "#~|") else ""
        if not match[2]:
            if not self.last.startswith(f"{prefix}msg"):
                raise broken("this string belongs to no message", place)
            return self.last
        kind = prefix + match[2]
        if kind in self.kinds and not (kind == "msgstr" and match[3] and self.is_plural):
            raise broken(f"a second {kind.removeprefix('#|')} in one message", place)
        if kind == "msgstr" and "msgid" not in self.kinds:
            raise broken("this msgstr has no msgid", place)
        self.is_plural = kind == "msgstr" and bool(match[3])
        return kind


def units(text: str, where: str) -> tuple[list[Unit], list[str]]:
    """The entries of a catalogue's text, and the lines after the last; ProjectError with the line of a mistake."""
    reader = _Reader(where)
    for count, line in enumerate(text.split("\n"), 1):
        reader.take(line, count)
    reader.end()
    if reader.number:
        raise broken("this message has no msgstr", Place(where, reader.number))
    return reader.found, [line for _, line in reader.lines]


def broken(what: str, place: Place) -> ProjectError:
    """The error for a file that is no catalogue."""
    return ProjectError(f"the catalogue is broken: {what}", place,
                        "open it in Poedit, which shows the place, or look for a missing quotation mark")


def written(entry: polib.POEntry, width: int = WIDTH, number: int = 0) -> Unit:
    """An entry as polib writes it, after an empty line."""
    found, _ = units(entry.__unicode__(wrapwidth=width).rstrip("\n"), "")
    return Unit((("", ""), *found[0].lines), number)


def changed(unit: Unit, wanted: Unit) -> Unit:
    """The unit made to say what `wanted` says; of each kind of lines that says so already, its own stay."""
    own = _active(unit)
    kinds = [kind for kind in KINDS if not _say_the_same(kind, own, wanted)]
    if not kinds:
        return own
    leading = [("", "")] * next((count for count, (kind, _) in enumerate(own.lines) if kind), 0)
    lines = [(kind, line) for kind in KINDS for line in (wanted if kind in kinds else own).group(kind)]
    return Unit((*leading, *lines), own.number)


def _say_the_same(kind: str, one: Unit, other: Unit) -> bool:
    """Whether the lines of a kind mean the same in both."""
    if kind.lstrip("#|").startswith("msg"):
        return one.values.get(kind) == other.values.get(kind)
    if kind == "#,":
        return set(one.flags) == set(other.flags)
    return kind in ("#", "#=") or one.words(kind) == other.words(kind)


def _active(unit: Unit) -> Unit:
    """The unit as one of the source's messages: without the marks of obsolete lines."""
    if not unit.is_obsolete:
        return unit
    bare = ((kind, re.sub(r"^\s*#~(?=\|)", "#", line)) for kind, line in unit.lines)
    return Unit(tuple((kind, re.sub(r"^\s*#~\s?", "", line)) for kind, line in bare), unit.number)


def obsolete(unit: Unit) -> Unit:
    """The unit as gettext keeps what the source no longer has: without files and the comments of the cutting."""
    if unit.is_obsolete:
        return unit
    lines = []
    for kind, line in unit.lines:
        if kind.startswith("#|"):
            line = f"#~{line.lstrip()[1:]}"
        elif kind.startswith("msg"):
            line = f"#~ {line.lstrip()}"
        if kind not in ("#.", "#:"):
            lines.append((kind, line))
    return Unit(tuple(lines), unit.number)
