"""What came of a job, and what is known of a translation as a whole: how far it is, who has read it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from press.values.findings import Finding

# What the name of a file may say beside its cell's: a booklet's parts and companions, or the form of a press file.
PART = r"fronts|backs|trial|instructions(_[A-Za-z]{2,3}(-[A-Za-z0-9]+)*)?|press_[^_]+_\d+pp(_bind-(left|right))?"


@dataclass(frozen=True)
class Coverage:
    """Words of the source, how many of them are translated and not fuzzy, and how many are fuzzy."""

    words: int
    translated: int
    fuzzy: int = 0

    @property
    def missing(self) -> int:
        """The words of messages without a translation."""
        return self.words - self.translated - self.fuzzy


@dataclass(frozen=True)
class Review:
    """Who has read a translation and when, the code of the proof that was read, and a mark for each message in it."""

    name: str
    date: str = ""
    code: str = ""
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Standing:
    """What is known of a translation as a whole.

    `code` stands for exactly this source and this translation; `review` is the one that holds, if any; `changed` are the
    keys of messages changed since the last review; `findings` are by the key of their message, "" for all others.
    """

    code: str
    review: Review | None
    changed: frozenset[str]
    findings: Mapping[str, tuple[Finding, ...]]
    coverage: Coverage


@dataclass(frozen=True)
class Further:
    """A further file of a cell: the part that its name has, its ending without the dot, its bytes."""

    part: str
    ending: str
    content: bytes


def file_name(cell: str, part: str, ending: str, is_draft: bool) -> str:
    """The name of a file of a cell: document_language_edition, its part, and that it is a draft, if it is one."""
    return "_".join(filter(None, (*cell.split("/"), part, "draft" if is_draft else ""))) + f".{ending}"


def is_draft_of(cell: str, name: str, ending: str = "pdf") -> bool | None:
    """Whether a name is that of a draft of a cell, or of a final; None for the files of others."""
    own = "_".join(cell.split("/"))
    match = re.fullmatch(rf"{re.escape(own)}(_({PART}))??(?P<draft>_draft)?\.(pdf|txt|{re.escape(ending)})", name)
    return bool(match["draft"]) if match else None


@dataclass(frozen=True)
class Result:
    """What a job gave: the PDF (none when it was refused), its figures and findings.

    `layouts` is how often a page was laid out on average. `part` is what the PDF's name says beside the cell's, `fitted`
    what was done to bring the pages to the number that the binding takes, `further` the files that go with the PDF. A
    production may make a file of another kind, whose `ending` says it.
    """

    cell: str
    pdf: bytes | None
    draft: bool
    pages: int
    notes: int
    coverage: Coverage
    findings: tuple[Finding, ...]
    layouts: float = 0.0
    part: str = ""
    fitted: str = ""
    further: tuple[Further, ...] = ()
    ending: str = "pdf"
