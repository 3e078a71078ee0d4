"""What a translator asks: a comment `# query: …` in an entry, open as long as it stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.values.catalogue import Catalogue
from press.values.findings import Finding, Severity

# A question runs to the end of the comment, to an empty line of it, or to the next question or mute.
QUERY = re.compile(r"^query:[ \t]*(\S.*(?:\n(?!query:|ok[ \t]).*\S.*)*)", re.M | re.I)


def questions(comment: str) -> list[str]:
    """The questions in a translator's comment, each in one line."""
    return [" ".join(question.split()) for question in QUERY.findall(comment)]


def queries(catalogue: Catalogue | None, final: bool) -> Iterator[Finding]:
    """The open queries of a catalogue, in its order: a final build refuses them."""
    for entry in catalogue.entries.values() if catalogue else ():
        for question in questions(entry.comment):
            yield Finding(
                Severity.ERROR if final else Severity.NOTICE, "query", f"open query: {question}",
                entry.place, "when it is settled, write # settled: in its place, with what was found and by whom",
            )
