"""A review is of exactly what was read: the code, the header, the command, the last line of the PDF."""

from __future__ import annotations

import datetime
import subprocess
from pathlib import Path

import polib
import pytest

from press.catalogues.review import ALPHABET, code, holds, read_review, standing
from press.commands.line import run
from press.commands.translation import the_translation
from press.pipeline import build
from press.project import Project
from press.results import Coverage, Result
from tests.pdf import flat

FRENCH = "locales/fr/LC_MESSAGES/statement-1988.po"
SOURCE = "content/statement-1988/statement.md"
NOTICE = "n’a pas encore fait l’objet d’une relecture"


def code_of(folder: Path, language: str = "fr") -> str:
    found = the_translation(Project(folder), language)
    return code(found.document, found.catalogue)


def review(folder: Path, proof: str, name: str = "A. Reader") -> int:
    return run(["catalogue", "review", "fr", "--by", name, "--proof", proof], folder)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def handout(folder: Path) -> Result:
    return build(Project(folder).plan(["statement-1988/fr/handout"], final=False).jobs[0], folder / ".cache")


def words(folder: Path) -> str:
    pdf = handout(folder).pdf
    assert pdf
    return flat(pdf)


def test_the_code_can_be_written_by_hand(copy: Path) -> None:
    found = code_of(copy)
    assert len(found) == 9
    assert found[4] == "-"
    assert not set(found) & set("0O1I")
    assert set(found) <= {*ALPHABET, "-"}
    assert len(set(ALPHABET)) == 32


@pytest.mark.parametrize(("path", "old", "new"), [
    (FRENCH, "plus de 30", "près de 30"),
    (FRENCH, '#. 144b071', '#, fuzzy\n#. 144b071'),
    (SOURCE, "more than 30,000", "about 30,000"),
    (SOURCE, "https://undocs.org/A/72/322", "https://undocs.org/A/72/323"),
    (SOURCE, "# The 1988 Massacre", "# Call for accountability and justice\n\nText.\n\n# The 1988 Massacre"),
])
def test_any_change_gives_another_code(copy: Path, path: str, old: str, new: str) -> None:
    before = code_of(copy)
    change(copy / path, old, new)
    assert code_of(copy) != before
    assert code_of(copy, "es") != before


def test_what_changes_no_message_changes_no_code(copy: Path) -> None:
    before = code_of(copy)
    file = polib.pofile(str(copy / FRENCH), wrapwidth=60)
    file.metadata["X-Generator"] = "Poedit 3.4"
    file[3].tcomment = "read twice"
    file.save(str(copy / FRENCH))
    assert code_of(copy) == before


def test_a_review_is_recorded_and_printed(copy: Path) -> None:
    assert NOTICE in words(copy)
    proof = code_of(copy)
    assert review(copy, proof.lower()) == 0
    today = datetime.date.today().isoformat()
    assert f'"X-Review: A. Reader, {today}, {proof}\\n"' in (copy / FRENCH).read_text(encoding="utf-8")
    text = words(copy)
    assert NOTICE not in text
    assert f"épreuve {proof}." in text
    assert "A. Reader" not in text


@pytest.mark.parametrize(("path", "old", "new"), [
    (FRENCH, "plus de 30", "près de 30"), (SOURCE, "more than 30,000", "about 30,000"),
])
def test_what_has_changed_since_the_proof_is_refused(
    copy: Path, capsys: pytest.CaptureFixture[str], path: str, old: str, new: str
) -> None:
    proof = code_of(copy)
    change(copy / path, old, new)
    before = (copy / FRENCH).read_bytes()
    assert review(copy, proof) == 2
    said = capsys.readouterr().err
    assert "have changed since" in said
    assert code_of(copy) not in said
    assert (copy / FRENCH).read_bytes() == before


@pytest.mark.parametrize(("old", "new", "said"), [
    ("[^ortagus]", "", "1 errors"), ('#. 144b071', '#, fuzzy\n#. 144b071', "1 messages are fuzzy"),
])
def test_open_messages_and_errors_are_refused(
    copy: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    path = copy / FRENCH
    head, mark, rest = path.read_text(encoding="utf-8").partition('msgstr "Massacre de 1988')
    text = head + mark + rest
    place = text.index(old) if old.startswith("#") else text.index(old, text.index(old) + 1)
    path.write_text(text[:place] + new + text[place + len(old):], encoding="utf-8")
    assert review(copy, code_of(copy)) == 2
    assert said in capsys.readouterr().err
    assert "X-Review: none" in path.read_text(encoding="utf-8")


def test_after_a_change_it_is_unreviewed_again_and_put_back_reviewed(copy: Path) -> None:
    assert review(copy, code_of(copy)) == 0
    change(copy / FRENCH, "plus de 30", "près de 30")
    text = words(copy)
    assert NOTICE in text
    assert "épreuve" not in text
    found = the_translation(Project(copy), "fr")
    known = standing(found.document, found.catalogue, (), Coverage(0, 0))
    assert known.changed == {"144b071"}
    assert known.review is None
    change(copy / FRENCH, "près de 30", "plus de 30")
    assert NOTICE not in words(copy)


def test_the_header_survives_other_tools(copy: Path) -> None:
    assert review(copy, code_of(copy)) == 0
    path = copy / FRENCH
    written = path.read_text(encoding="utf-8")
    recorded = read_review(polib.pofile(written).metadata)
    assert recorded
    assert len(recorded.marks) == 45
    template = copy / "locales/statement-1988.pot"
    for command in (["msgcat", str(path)], ["msgmerge", "-q", str(path), str(template)]):
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert read_review(polib.pofile(done.stdout).metadata) == recorded
        path.write_text(done.stdout, encoding="utf-8")
        assert NOTICE not in words(copy)
        path.write_text(written, encoding="utf-8")
    subprocess.run(["msgfmt", "--check", "-o", "/dev/null", str(path)], check=True)
    polib.pofile(str(path), wrapwidth=78).save(str(path))
    assert NOTICE not in words(copy)


def test_reviews_of_before_there_was_a_code_count_as_given() -> None:
    assert read_review({}) is None
    assert read_review({"X-Review": " None "}) is None
    older = read_review({"X-Review": "A. Reader, 2026-01-01"})
    assert older
    assert (older.name, older.date, older.code) == ("A. Reader", "2026-01-01", "")
    assert holds(older, "7QTT-79UL")
    named = read_review({"X-Review": "Reader, of the office, 2026-01-01, 7QTT-79UL"})
    assert named
    assert (named.name, named.code) == ("Reader, of the office", "7QTT-79UL")
    spoilt = read_review({"X-Review": "A. Reader, 2026-01-01, 7QTT-79U"})
    assert spoilt
    assert not holds(spoilt, "7QTT-79UL")


@pytest.mark.parametrize(("arguments", "said"), [
    (("xx", "--by", "A", "--proof", "B"), 'there is no language "xx"'),
    (("fr", "--document", "letter", "--by", "A", "--proof", "B"), 'there is no document "letter"'),
    (("fr", "--by", " ", "--proof", "B"), "the reader has no name"),
    (("fr", "--by", "A\nX-Evil: b", "--proof", "B"), "the reader has no name"),
    (("en", "--by", "A", "--proof", "B"), "there is no catalogue of a document in en"),
])
def test_what_cannot_be_reviewed_is_named(
    copy: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert run(["catalogue", "review", *arguments], copy) == 2
    assert said in capsys.readouterr().err
