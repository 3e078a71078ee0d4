"""What a person has read: the code of a proof, and the review that a catalogue's header records."""

from __future__ import annotations

import datetime
import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from press.findings import Finding
from press.job import Catalogue
from press.model import Document, Passage, passages
from press.results import Coverage, Review, Standing

REVIEW, MARKS, UNREVIEWED = "X-Review", "X-Review-Messages", "none"
# Figures and letters that no one mistakes for another, also when they are written by hand: neither 0 and O nor 1 and I.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH, GROUP = 8, 4
# With 32 ** 5 marks, one changed message in ten thousand is taken for one of 3,000 that were read; the code is not.
MARK_LENGTH = 5
SIGNED = re.compile(r"(?P<name>.*?),?\s+(?P<date>\d{4}-\d{2}-\d{2})(?:[,;\s]+(?P<code>\S.*))?")


def code(document: Document, catalogue: Catalogue) -> str:
    """Eight characters in two groups that stand for exactly this source and this translation."""
    parts = [document.name, catalogue.language]
    for passage in passages(document):
        parts += _content(passage, catalogue)
    return fingerprint(parts)


def fingerprint(parts: Iterable[str]) -> str:
    """Eight characters in two groups that stand for some texts in their order."""
    signs = _signs(parts, CODE_LENGTH)
    return "-".join(signs[start:start + GROUP] for start in range(0, CODE_LENGTH, GROUP))


def mark(context: str, text: str, translation: str, fuzzy: bool) -> str:
    """Five characters that stand for one message and its translation."""
    return _signs((context, text, translation, str(fuzzy)), MARK_LENGTH)


def marks(document: Document, catalogue: Catalogue) -> dict[str, str]:
    """The mark of each message of a document, by the message's key."""
    return {passage.key: _signs(_content(passage, catalogue), MARK_LENGTH)
            for passage in passages(document) if passage.is_message}


def _content(passage: Passage, catalogue: Catalogue) -> tuple[str, str, str, str]:
    """A passage and its translation: what a reader of the proof has read."""
    entry = catalogue.entries.get((passage.context, passage.text))
    translation, fuzzy = (entry.translation, entry.fuzzy) if entry else ("", False)
    return passage.context, passage.text, translation, str(fuzzy)


def _signs(parts: Iterable[str], length: int) -> str:
    """Signs of the alphabet that stand for some texts in their order."""
    digest = hashlib.sha256()
    for part in parts:
        written = part.encode()
        digest.update(len(written).to_bytes(8, "big") + written)
    number = int.from_bytes(digest.digest(), "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(length))


def read_review(header: Mapping[str, str]) -> Review | None:
    """The review that a catalogue's header records, whether or not it still holds; none without a name and a date."""
    said = " ".join(header.get(REVIEW, UNREVIEWED).split())
    if not said or said.lower() == UNREVIEWED:
        return None
    match = SIGNED.fullmatch(said)
    if not match or not match["name"].strip() or not _is_date(match["date"]):
        return None
    return Review(match["name"], match["date"], match["code"] or "", frozenset(header.get(MARKS, "").split()))


def _is_date(said: str) -> bool:
    """Whether a day is written as 2026-11-24."""
    try:
        return bool(datetime.date.fromisoformat(said))
    except ValueError:
        return False


def review_header(name: str, date: str, document: Document, catalogue: Catalogue) -> dict[str, str]:
    """The fields of a header that record a review of today's source and translation."""
    return {REVIEW: f"{name}, {date}, {code(document, catalogue)}",
            MARKS: " ".join(dict.fromkeys(marks(document, catalogue).values()))}


def holds(review: Review, code: str) -> bool:
    """Whether a review is of what has this code; one without a code can't be compared, and is taken as given."""
    return not review.code or review.code == code


def standing(
    document: Document, catalogue: Catalogue, findings: Iterable[Finding], coverage: Coverage
) -> Standing:
    """What is known of the translation of `document`, which is in its own language; `findings` are the translation's."""
    today = code(document, catalogue)
    review = read_review(catalogue.header)
    changed = frozenset(
        key for key, content in marks(document, catalogue).items() if review and review.marks and content not in review.marks
    )
    # The header of a catalogue keeps the name that its document had before.
    former = code(replace(document, name=catalogue.header.get("Project-Id-Version", "")), catalogue)
    holding = review if review and (holds(review, today) or holds(review, former)) else None
    return Standing(today, holding, changed, _by_message(document, catalogue, findings), coverage)


def _by_message(
    document: Document, catalogue: Catalogue, findings: Iterable[Finding]
) -> dict[str, tuple[Finding, ...]]:
    """Findings by the key of the message in whose lines they are; "" for those of the catalogue as a whole."""
    lines = sorted(_lines(document, catalogue))
    starts = [line for line, _ in lines]
    found: dict[str, tuple[Finding, ...]] = {}
    for finding in findings:
        inside = finding.place.path == catalogue.place.path and finding.code != "stale"
        before = bisect_right(starts, finding.place.line) if inside and finding.place.line else 0
        key = lines[before - 1][1] if before else ""
        found[key] = (*found.get(key, ()), finding)
    return found


def _lines(document: Document, catalogue: Catalogue) -> Iterator[tuple[int, str]]:
    """The line of each entry that a message of the document has, and the message's key."""
    for passage in passages(document):
        if entry := catalogue.entries.get((passage.context, passage.text)):
            yield entry.place.line, passage.key
