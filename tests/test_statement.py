"""The statement's words: those of the supplied copy, mended where the list says so, and no others."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from press.catalogues.translate import translate
from press.pipeline import build, composed
from press.project import Project
from press.values.document import passages_of, plain
from press.values.results import Result
from tests.conftest import copy_of
from tests.pdf import texts

SOURCE = Path("content/statement-1988/source")


def mended(root: Path) -> str:
    """The scan with what was read wrongly set right, and without the notes at its pages' feet."""
    scan = (root / SOURCE / "scan.txt").read_text(encoding="utf-8")
    text = " ".join(scan.split())
    with (root / SOURCE / "mended.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert row["scan"] in text, row
            text = text.replace(row["scan"], row["set"])
    text = re.sub(r"(?:^|(?<= ))(?:\d )?https?://\S+(?= |$)", "", text)
    return re.sub(r"\[\^\w+\]", "", text)


def words(text: str) -> list[str]:
    return re.sub(r"[\u00a0\u202f]", " ", text).split()


def test_the_source_text_is_the_scan_word_for_word(root: Path) -> None:
    found = Project(root).documents["statement-1988"]
    assert not isinstance(found, Exception)
    document = found[0]
    parts = [plain(document.fields["title"].inlines)]
    parts += [plain(p.inlines) for block in document.blocks for p in passages_of(block)]
    parts.append(plain(document.fields["closing"].inlines))
    assert words(" ".join(parts)) == words(mended(root))


@pytest.mark.parametrize("edition", ["submission", "handout"])
def test_the_english_pages_hold_these_words_and_only_their_notes_besides(
    built: Mapping[str, Result], root: Path, edition: str
) -> None:
    """Each page's words are the next of the statement, then its notes; words divided at a line's end are joined."""
    result = built[f"statement-1988/en/{edition}"]
    assert result.pdf
    left = letters(mended(root))
    for number, page in enumerate(texts(result.pdf), 1):
        lines = re.split(r"\r?\n|\ufffe", page)
        # Running head and folio are painted last.
        *lines, folio = lines
        assert folio.strip() == str(number)
        if number > 1:
            *lines, head = lines
            assert letters(head) == letters("The 1988 massacre in the Islamic Republic of Iran")
        for line in lines:
            bare = letters(line)
            if left.startswith(bare):
                left = left[len(bare):]
            elif left.startswith(re.sub(r"\d", "", bare)) and re.search(r"\d", line):
                left = left[len(re.sub(r"\d", "", bare)):]
            else:
                left = _without_call(left, bare, line, root)
    assert left == ""


def letters(text: str) -> str:
    """The text without spaces and hyphens, so that line ends don't matter."""
    return re.sub(r"[\s\u00a0\u00ad\ufffe\x02-]", "", text)


def _without_call(left: str, bare: str, line: str, root: Path) -> str:
    """What is left after a line with one call in it, or after a line of a note."""
    for match in re.finditer(r"\d", bare):
        shorter = bare[: match.start()] + bare[match.end():]
        if left.startswith(shorter):
            return left[len(shorter):]
    assert bare in _notes(root) or re.sub(r"^\d", "", bare) in _notes(root), f"{line!r} is not in the statement here"
    return left


def _notes(root: Path) -> str:
    """The letters of all notes."""
    found = Project(root).documents["statement-1988"]
    assert not isinstance(found, Exception)
    blocks = [block for note in found[0].notes.values() for block in note.blocks]
    return letters("".join(plain(passage.inlines) for block in blocks for passage in passages_of(block)))


def test_queries_stay_open_and_refuse_a_final(root: Path, cache: Path) -> None:
    job = copy_of(root, ["statement-1988/en/handout"], final=True)
    result = build(job, cache)
    assert result.pdf is None
    assert {f.code for f in result.findings} == {"query"}


def test_every_catalogue_is_complete(built: Mapping[str, Result]) -> None:
    for cell, result in built.items():
        assert result.coverage.translated == result.coverage.words > 1500, cell


@pytest.mark.parametrize("language", ["fr", "ar", "fa", "zh"])
def test_a_translation_that_nobody_has_read_says_so_on_its_first_page(
    built: Mapping[str, Result], root: Path, language: str
) -> None:
    catalogue = Project(root).catalogue(language, "interface")
    assert catalogue
    notice = catalogue.entries["", "This translation has not yet been reviewed by a person."].translation
    result = built[f"statement-1988/{language}/submission"]
    assert result.pdf
    first = sorted(letters(texts(result.pdf)[0]))
    for character in set(letters(notice)) - set("‏"):
        assert character in first or language in ("ar", "fa")
    assert "review" in composed_markup(root, language)


def composed_markup(root: Path, language: str) -> str:
    """The markup of a submission."""
    job = copy_of(root, [f"statement-1988/{language}/submission"], final=False)
    document, _ = translate(job.document, job.catalogue, job.language, job.final)
    return composed(job, document, root / ".cache").markup.split("<body>")[1]
