"""Catalogues by their names: what a name on the command line stands for, and what of a renamed document becomes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from press.commands.line import run
from press.commands.translation import the_translation
from press.project import Project

TOML = 'language = "en"\ntitle = "A letter"\nfiles = ["a.md"]\n'
TEXT = "# Words\n\nWords that stay.\n\nMore words[^n].\n\n[^n]: A note.\n"
OLD = "locales/fr/LC_MESSAGES/letter.po"
NEW = "locales/fr/LC_MESSAGES/brief.po"
Said = pytest.CaptureFixture[str]


@pytest.fixture
def letter(copy: Path) -> Path:
    """A project with one document that has no catalogue."""
    shutil.rmtree(copy / "content/statement-1988")
    (copy / "content/letter").mkdir()
    (copy / "content/letter/document.toml").write_text(TOML, encoding="utf-8")
    (copy / "content/letter/a.md").write_text(TEXT, encoding="utf-8")
    return copy


def translated(path: Path) -> None:
    """Gives each message of a French catalogue a translation."""
    head, *entries = path.read_text(encoding="utf-8").split("\n\n")
    for number, entry in enumerate(entries):
        call = "[^n]" if "[^n]" in entry.partition("msgid")[2] else ""
        entries[number] = entry.rstrip().removesuffix('msgstr ""') + f'msgstr "Mots no. {number} ici{call}."'
    path.write_text("\n\n".join([head, *entries, ""]), encoding="utf-8")


@pytest.mark.parametrize(("names", "begun"), [
    (["letter/d?", "letter/fr"], {"de", "fr"}),
    (["letter/*"], {"ar", "de", "es", "fa", "fr", "it", "ru", "sv", "zh"}),
    (["*/it"], {"it"}),
])
def test_a_wildcard_begins_each_catalogue_that_it_stands_for(letter: Path, names: list[str], begun: set[str]) -> None:
    assert run(["catalogue", "update", *names], letter) == 0
    assert {path.parts[-3] for path in letter.glob("locales/*/LC_MESSAGES/letter.po")} == begun


def test_a_wildcard_that_stands_for_nothing_is_refused(letter: Path, capsys: Said) -> None:
    assert run(["catalogue", "update", "x*/fr"], letter) == 2
    assert 'nothing is called "x*/fr"' in capsys.readouterr().err


def test_check_takes_the_same_names(letter: Path, capsys: Said) -> None:
    run(["catalogue", "update", "letter/fr", "letter/de"], letter)
    capsys.readouterr()
    assert run(["catalogue", "check", "*/f?"], letter) == 0
    said = capsys.readouterr().err
    assert OLD in said
    assert "locales/de" not in said


@pytest.mark.parametrize(("old", "new", "code", "cause"), [
    ('msgctxt "note:n"\n', "", "context", 'has msgctxt "note:n", which a program has changed here'),
    ('msgid "Words that stay."', 'msgctxt "x"\nmsgid "Words that stay."', "context", "has no msgctxt"),
    ('at stay."\nmsgstr', 'at stay."\nmsgid_plural "All."\nmsgstr[0]', "plural", "plural forms here"),
])
def test_a_translation_that_is_not_read_is_told_with_its_cause(
    letter: Path, capsys: Said, old: str, new: str, code: str, cause: str
) -> None:
    run(["catalogue", "update", "letter/fr"], letter)
    translated(letter / OLD)
    assert run(["catalogue", "check", "letter"], letter) == 0
    assert "stale" not in capsys.readouterr().err
    text = (letter / OLD).read_text(encoding="utf-8")
    assert old in text
    (letter / OLD).write_text(text.replace(old, new), encoding="utf-8")
    run(["catalogue", "check", "letter"], letter)
    said = capsys.readouterr().err
    assert f"[{code}]" in said
    assert cause in said
    run(["catalogue", "update", "letter"], letter)
    capsys.readouterr()
    run(["catalogue", "check", "letter"], letter)
    assert f"[{code}]" not in capsys.readouterr().err


def test_what_hinders_a_build_is_told_before_it_is_translated(letter: Path, capsys: Said) -> None:
    (letter / "content/letter/a.md").write_text(TEXT.replace("# Words", "## Words"), encoding="utf-8")
    for verb in ("update", "check"):
        run(["catalogue", verb, "letter"], letter)
        assert "content/letter/a.md:1: error: a heading of level 2 stands as the first" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "cause"), [
    ("letter/nl", 'there is no language "nl"'), ("lettre/fr", "did you mean letter?"),
    ("letter/de", "there is no catalogue of letter in de"), ("letter/en", "en is the document's own language"),
])
def test_a_translation_is_named_as_everywhere_and_its_true_cause_is_told(
    letter: Path, capsys: Said, name: str, cause: str
) -> None:
    run(["catalogue", "update", "letter/fr"], letter)
    assert the_translation(Project(letter), "letter/fr").name == "letter/fr"
    for verb in (["review", name, "--by", "A. Reader", "--proof", "ABCD-EFGH"], ["send", name]):
        assert run(["catalogue", *verb], letter) == 2
        assert cause in capsys.readouterr().err


def test_status_names_the_translations_that_are_not_begun(letter: Path, capsys: Said) -> None:
    run(["catalogue", "update", "letter/[!fz]*"], letter)
    capsys.readouterr()
    run(["catalogue", "status"], letter)
    assert "without a catalogue: letter/fa, letter/fr, letter/zh\n" in capsys.readouterr().out


def test_the_catalogue_of_a_renamed_document_is_found_and_its_review_holds(letter: Path, capsys: Said) -> None:
    run(["catalogue", "update", "letter/fr"], letter)
    translated(letter / OLD)
    code = the_translation(Project(letter), "fr").examined()[0].code
    assert run(["catalogue", "review", "fr", "--by", "A. Reader", "--proof", code], letter) == 0
    (letter / "content/letter").rename(letter / "content/brief")
    capsys.readouterr()
    run(["--list", "brief/fr/handout"], letter)
    assert f"git mv {OLD} {NEW}" in capsys.readouterr().out
    assert run(["catalogue", "update", "brief/fr"], letter) == 1
    said = capsys.readouterr().err
    assert f"{OLD}: error: it is of no document, and has 5 of the 5 messages of brief" in said
    assert f"git mv {OLD} {NEW}" in said
    assert not (letter / NEW).exists()
    (letter / OLD).rename(letter / NEW)
    assert run(["catalogue", "update", "brief"], letter) == 0
    assert "nothing has changed" in capsys.readouterr().out
    known, _ = the_translation(Project(letter), "fr").examined()
    assert known.review
    assert known.coverage.missing == 0


def test_a_renamed_document_is_told_by_each_verb_that_looks_at_all(letter: Path, capsys: Said) -> None:
    run(["catalogue", "update", "letter/fr"], letter)
    translated(letter / OLD)
    (letter / "content/letter").rename(letter / "content/brief")
    capsys.readouterr()
    assert run(["catalogue", "update"], letter) == 1
    said = capsys.readouterr()
    assert f"git mv {OLD} {NEW}" in said.err
    assert "brief: no catalogue in ar, de, es, fa, it, ru, sv, zh; begin one with: " in said.out
    for verb in ("status", "check"):
        run(["catalogue", verb], letter)
        said = capsys.readouterr()
        assert f'{OLD}: warning: there is no document "letter": nothing reads this [no-document]' in said.err
        assert "locales/letter.pot: warning" in said.err


def test_what_a_translator_of_a_renamed_document_sends_is_brought_in_by_its_new_name(letter: Path, capsys: Said) -> None:
    run(["catalogue", "update", "letter/fr"], letter)
    came = letter / "came.po"
    sent = '"X-Sent: letter/fr, ABCD-EFGH\\n"\n"Language: fr'
    came.write_text((letter / OLD).read_text(encoding="utf-8").replace('"Language: fr', sent), encoding="utf-8")
    translated(came)
    (letter / "content/letter").rename(letter / "content/brief")
    (letter / OLD).rename(letter / NEW)
    assert run(["catalogue", "receive", str(came)], letter) == 2
    assert 'says that it is of "letter", and there is no such document' in capsys.readouterr().err
    assert run(["catalogue", "receive", str(came), "--document", "brief"], letter) == 0
    assert "5 taken" in capsys.readouterr().out


def test_an_update_says_what_it_did_not_begin_and_a_check_what_is_not_there(letter: Path, capsys: Said) -> None:
    run(["catalogue", "update", "letter", "fr"], letter)
    said = capsys.readouterr().out
    assert "letter: no catalogue in fr; begin one with: python build.py catalogue update letter/fr\n" in said
    run(["catalogue", "update", "letter/fr"], letter)
    assert "no catalogue" not in capsys.readouterr().out
    for name, hint in (("letter/de", "catalogue update letter/de"), ("letter/en", "its own language"), ("en", "letter/en")):
        assert run(["catalogue", "check", name], letter) == 0
        said = capsys.readouterr().err
        assert f"there is no catalogue for {name} [no-catalogue]" in said
        assert (hint in said) is (name != "en")
    run(["catalogue", "check", "letter"], letter)
    assert "no-catalogue" not in capsys.readouterr().err


def test_the_text_of_a_document_without_catalogue_says_so_whatever_its_editions(letter: Path, capsys: Said) -> None:
    (letter / "content/letter/document.toml").write_text(TOML + 'editions = ["handout"]\n', encoding="utf-8")
    for verb in ("text", "words"):
        assert run([verb, "letter/de"], letter) == 2
        assert "catalogue update letter/de" in capsys.readouterr().err


def test_a_final_asks_for_all_that_is_missing_at_once(letter: Path, capsys: Said) -> None:
    run(["catalogue", "update", "letter/fr"], letter)
    (letter / "locales/fr/LC_MESSAGES/interface.po").unlink()
    run(["catalogue", "update", "interface/fr"], letter)
    capsys.readouterr()
    assert run(["--final", "letter/fr/handout"], letter) == 1
    said = capsys.readouterr().err
    assert "5 messages are fuzzy or not translated" in said
    for words in ("Not yet translated", "has not yet been reviewed", "Translation reviewed on"):
        assert words in said


def test_the_catalogue_of_a_document_that_is_no_more_is_no_obstacle(letter: Path) -> None:
    run(["catalogue", "update", "letter/fr"], letter)
    translated(letter / OLD)
    (letter / OLD).rename(letter / "locales/fr/LC_MESSAGES/gone.po")
    (letter / "content/letter/a.md").write_text("# Other\n\nThings of no kind.\n\nNothing is as it was.\n", encoding="utf-8")
    assert run(["catalogue", "update", "letter/fr"], letter) == 0
