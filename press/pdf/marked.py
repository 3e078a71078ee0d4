"""The words of marked content, which the tag tree refers to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from press.pdf.drawing import Actual, Drawing

# Lines of Chinese and Japanese follow each other without a space.
JOINED = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


def marked_texts(pages: Iterable[Drawing]) -> dict[tuple[int, int], str]:
    """The words of each mark, by the number of the object that counts it and its own, in the order of drawing.

    Words that stand for others are said once, where the first of those is drawn (ISO 32000-1, 14.9.4).
    """
    found: dict[tuple[int, int], str] = {}
    said: Actual | None = None
    for page in pages:
        for run in page.runs:
            mark = run.mark
            if mark is None or mark.mcid is None or mark.artifact:
                continue
            if mark.actual is None:
                words = run.text
            else:
                words, said = "" if mark.actual is said else mark.actual.words, mark.actual
            before = found.get((mark.owner, mark.mcid), "")
            between = " " if run.begins_line and _are_parted(before, words) else ""
            found[mark.owner, mark.mcid] = before + between + words
    return found


def _are_parted(before: str, words: str) -> bool:
    """Whether a space belongs between the words of two lines."""
    if not before or not words or before[-1].isspace() or words[0].isspace():
        return False
    return not (JOINED.match(before[-1]) and JOINED.match(words[0]))
