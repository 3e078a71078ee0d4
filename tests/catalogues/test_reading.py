"""Catalogues as each editor's habits leave them: read, or refused with the line and what to do; never lost."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import polib
import pytest

from press.catalogues.files import brought
from press.catalogues.reading import LARGEST, CatalogueFile, parse, read_file, save
from press.commands.line import run
from press.pipeline import build
from press.values.findings import Finding, ProjectError, Severity
from tests.conftest import copy_of

FRENCH = "locales/fr/LC_MESSAGES/statement-1988.po"
SOURCE = "content/statement-1988/statement.md"
HEAD = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
MARKS = ("", '"', "\n", "\\", "#", "#~ ", "#| ", "msgid ", 'msgctxt "x"\n', "\u2028", "\x1f")
ENTRY = '\nmsgid "A prisoner"\nmsgstr "Un détenu"\n'


def reading(tmp_path: Path, data: bytes) -> CatalogueFile:
    """These bytes, read as a French catalogue."""
    path = tmp_path / "x.po"
    path.write_bytes(data)
    return read_file(path, "x.po", "fr")


def refusal(tmp_path: Path, data: bytes) -> ProjectError:
    """Why these bytes are refused."""
    with pytest.raises(ProjectError) as caught:
        reading(tmp_path, data)
    assert caught.value.hint
    return caught.value


# What is read


@pytest.mark.parametrize("data", [
    (HEAD + ENTRY).encode(),
    (HEAD + ENTRY).encode("utf-8-sig"),
    (HEAD + ENTRY).replace("\n", "\r\n").encode(),
    (HEAD + ENTRY).rstrip("\n").encode(),
    (HEAD + ENTRY + "\n# The last line is a comment.\n").encode(),
    (HEAD + "\n\n" + ENTRY.replace('"Un détenu"', '""\n"Un "\n"détenu"')).encode(),
    (HEAD + ENTRY.strip().replace('"A', '  "A')).encode(),
])
def test_it_is_read_whatever_its_line_ends_marks_and_wrapping(tmp_path: Path, data: bytes) -> None:
    file = reading(tmp_path, data)
    assert [(unit.text, unit.translation) for unit in file.units] == [("A prisoner", "Un détenu")]
    assert file.text().encode() == data.removeprefix(b"\xef\xbb\xbf")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_line_ends_stay_when_a_sentence_changes(copy: Path, end: str) -> None:
    path = copy / FRENCH
    path.write_bytes(path.read_bytes().replace(b"\n", end.encode()))
    _change(copy)
    assert run(["catalogue", "update", "fr"], copy) == 0
    lines = path.read_bytes().split(b"\n")
    assert all(line.endswith(b"\r") == (end == "\r\n") for line in lines[:-1])
    assert b"#, fuzzy" in path.read_bytes()


def test_a_mark_at_the_beginning_goes_since_gettext_refuses_it(copy: Path) -> None:
    path = copy / FRENCH
    before = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + before)
    assert run(["catalogue", "update", "fr"], copy) == 0
    assert path.read_bytes() == before


def test_a_file_without_wrapped_lines_gets_none(tmp_path: Path) -> None:
    long = "word " * 40 + "end"
    (tmp_path / "x.po").write_text(HEAD + f'\nmsgid "{long}"\nmsgstr "{long.upper()}"\n', encoding="utf-8")
    from tests.catalogues.test_merge import messages

    file, _ = brought(messages(long.replace("end", "finish"), "other " * 40), "today", tmp_path / "x.po", "x.po", "fr")
    assert f'#| msgid "{long}"\n' in file.text()
    assert f'msgid "{"other " * 40}"\n' in file.text()


def test_the_same_message_twice_is_one_after_an_update(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = copy / FRENCH
    before = path.read_text(encoding="utf-8")
    entry = before.split("\n\n")[5]
    path.write_text(f"{before}\n{entry}\n", encoding="utf-8")
    found = _built(copy, "duplicate")
    assert found[0].severity is Severity.WARNING
    assert found[0].place.line > before.count("\n")
    assert run(["catalogue", "update", "fr"], copy) == 0
    assert "[duplicate]" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == before


def test_of_a_message_in_use_and_an_obsolete_one_both_translations_stay(tmp_path: Path) -> None:
    """gettext takes neither twice, and Babel leaves such files."""
    old = [f'#~ msgid "{text}"\n#~ msgstr "{said}"\n' for text, said in (("A", "Un"), ("B", "Deux"), ("B", "Trois"))]
    file = parse("\n".join((HEAD, 'msgid "A"\nmsgstr ""\n', *old)), "x.po", "fr")
    assert [(unit.text, unit.translation) for unit in file.units] == [("A", "Un"), ("B", "Deux")]
    assert "# another translation: Trois" in file.text()


# What is refused


@pytest.mark.parametrize(("data", "said", "line"), [
    (b"", "no header", 0),
    (ENTRY.encode(), "no header", 1),
    ((HEAD + ENTRY).encode("latin-1"), "not UTF-8: byte 0xe9", 7),
    ((HEAD + ENTRY).replace("UTF-8", "ISO-8859-1").encode("latin-1"), "not UTF-8: byte 0xe9", 7),
    ((HEAD + ENTRY).replace("UTF-8", "ISO-8859-1").encode(), "charset=ISO-8859-1", 4),
    ((HEAD + ENTRY).encode("utf-16"), "UTF-16", 1),
    ((HEAD + ENTRY).encode("utf-16-le"), "UTF-16", 1),
    ((HEAD + ENTRY).replace("fr\\n", "de\\n").encode(), "Language: de, and the folder is fr", 3),
    ((HEAD + ENTRY).replace('"Language: fr\\n"\n', "").encode(), "Language: nothing", 1),
    ((HEAD + ENTRY + ENTRY.replace("Un", "Le")).encode(), "another translation than in line 6", 9),
    ((HEAD + '\nmsgid "A" "B"\nmsgstr ""\n').encode(), "none of a catalogue", 6),
    ((HEAD + '\nmsgid "A"\n\nmsgid "B"\nmsgstr ""\n').encode(), "a second msgid", 8),
    ((HEAD + '\nmsgid "A"\n').encode(), "no msgstr", 6),
    ((HEAD + '\nmsgstr "A"\n').encode(), "no msgid", 6),
    ((HEAD + '\n"A"\n').encode(), "belongs to no message", 6),
    ((HEAD + '\nmsgid "A\nmsgstr ""\n').encode(), "none of a catalogue", 6),
])
def test_it_is_refused_with_its_line(tmp_path: Path, data: bytes, said: str, line: int) -> None:
    error = refusal(tmp_path, data)
    assert said in error.message
    assert str(error.place) == (f"x.po:{line}" if line else "x.po")


def test_a_file_of_50_megabytes_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(ProjectError, match="50 MB, and 20 MB"):
        read_file(path, "x.po", "fr")
    assert LARGEST == 20_000_000


def test_plural_forms_of_another_language_are_said(tmp_path: Path) -> None:
    forms = {
        "fr": "nplurals=2; plural=(n > 1);", "sv": "nplurals=2; plural=(n != 1);", "zh": "nplurals=1; plural=0;",
        "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
        "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
    }
    for language in forms:
        for other, said in forms.items():
            text = HEAD.replace("fr", language) + f'"Plural-Forms: {said}\\n"\n' + ENTRY
            found = [(finding.code, finding.place.line) for finding in parse(text, "x.po", language).findings]
            assert found == ([] if other == language else [("plural-forms", 5)])
    assert parse(HEAD + '"Plural-Forms: nplurals=2; plural=import os\\n"\n', "x.po", "fr").findings


def test_the_catalogue_of_another_document_is_left_as_it_is(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter = copy / "content/letter"
    letter.mkdir()
    (letter / "document.toml").write_text('language = "en"\ntitle = "Dear Sir"\nfiles = ["letter.md"]\n', encoding="utf-8")
    (letter / "letter.md").write_text("We write to you about the weather.\n", encoding="utf-8")
    path = copy / "locales/fr/LC_MESSAGES/letter.po"
    shutil.copy(copy / FRENCH, path)
    before = path.read_bytes()
    assert _built(copy, "catalogue-of-another", "letter")[0].place.path == "locales/fr/LC_MESSAGES/letter.po"
    assert run(["catalogue", "update", "letter"], copy) == 1
    said = capsys.readouterr().err
    assert "locales/fr/LC_MESSAGES/letter.po:4: error: of its 45 translations 0 fit letter" in said
    assert path.read_bytes() == before
    # The way out for a document that was written anew: its header says whose it is.
    path.write_bytes(before.replace(b"Project-Id-Version: statement-1988", b"Project-Id-Version: letter"))
    assert run(["catalogue", "update", "letter"], copy) == 0
    assert path.read_bytes().count(b"\n#~ msgstr") == 45


def test_one_broken_catalogue_stays_and_does_not_stop_the_others(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _change(copy)
    path = copy / FRENCH
    path.write_bytes(path.read_bytes() + b"\nmsgid oops\n")
    before = path.read_bytes()
    assert run(["catalogue", "update"], copy) == 1
    line = before.count(b"\n")
    assert f"{FRENCH}:{line}: error: the catalogue is broken" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert "#, fuzzy" in (copy / "locales/fa/LC_MESSAGES/statement-1988.po").read_text(encoding="utf-8")


def test_only_the_languages_named_are_brought_up_to_date(copy: Path) -> None:
    before = {path: path.read_bytes() for path in copy.glob("locales/*/LC_MESSAGES/*.po")}
    _change(copy)
    assert run(["catalogue", "update", "fr", "ar"], copy) == 0
    changed = {path.parts[-3] for path, data in before.items() if path.read_bytes() != data}
    assert changed == {"fr", "ar"}


@pytest.mark.skipif(not shutil.which("git"), reason="git is not on this machine")
def test_two_people_at_once(copy: Path, tmp_path: Path) -> None:
    """What git can join is read; where it can't, the line is named."""
    base = (copy / FRENCH).read_text(encoding="utf-8")
    one, same = (base.replace("les auteurs", word) for word in ("ceux", "eux"))
    other = base.replace("manifestants", "gens")

    def joined(mine: str, theirs: str) -> str:
        paths = [tmp_path / name for name in ("mine", "base", "theirs")]
        for path, text in zip(paths, (mine, base, theirs), strict=True):
            path.write_text(text, encoding="utf-8")
        return subprocess.run(["git", "merge-file", "-p", *paths], capture_output=True, text=True, check=False).stdout

    file = parse(joined(one, other), "x.po", "fr")
    assert {"ceux", "gens"} <= {word for unit in file.units for word in unit.translation.split()}
    text = joined(one, same)
    with pytest.raises(ProjectError, match="git could not join two versions here: <<<<<<<") as caught:
        parse(text, "x.po", "fr")
    number = next(number for number, line in enumerate(text.split("\n"), 1) if line.startswith("<<<<<<<"))
    assert str(caught.value.place) == f"x.po:{number}"


def test_damage_of_any_kind_is_refused_or_read_never_a_traceback(root: Path) -> None:
    chance = random.Random(1988)
    text = (root / FRENCH).read_text(encoding="utf-8")
    refused = 0
    for _ in range(400):
        start = chance.randrange(len(text))
        part = chance.choice([*MARKS, text[start:start + 99]])
        broken = text[:start] + part + text[start + chance.choice((0, 1, 40)):]
        try:
            file = parse(broken, "x.po", "fr")
        except ProjectError:
            refused += 1
        else:
            assert file.findings or "# another translation" in file.text() or file.text() == broken
    assert 50 < refused < 390


def test_a_comment_goes_with_the_message_after_it(tmp_path: Path) -> None:
    second = '# Said of the next.\n#. key\n#~ msgid "B"\n#~ msgstr "Deux"\n'
    third = '#~| msgid "C"\n#~ msgid "D"\n#~ msgstr ""\n#~ "Trois"\n'
    file = reading(tmp_path, (HEAD + ENTRY + second + third).encode())
    assert [unit.text for unit in file.units] == ["A prisoner", "B", "D"]
    assert [unit.is_obsolete for unit in file.units] == [False, True, True]
    assert file.units[1].group("#") == ["# Said of the next."]
    assert (file.units[2].previous, file.units[2].translation) == (("", "C"), "Trois")


def test_the_header_keeps_its_fields_and_comments(tmp_path: Path) -> None:
    from tests.catalogues.test_merge import messages

    path = tmp_path / "x.po"
    head = '# Translators: see the guide\n' + HEAD + '"X-Generator: Poedit 3.4\\n"\n"X-Poedit-Basepath: ..\\n"\n'
    dated = head + '"POT-Creation-Date: 2025-01-01 00:00+0000\\n"\n'
    for before in (head, head.replace('..\\n"', '.."'), dated, dated.replace('"\n"POT', "POT")):
        path.write_text(before + ENTRY, encoding="utf-8")
        file, _ = brought(messages("A prisoner"), "2026-01-01 00:00+0000", path, "x.po", "fr")
        text = file.text()
        kept = [line for line in before.splitlines() if line.startswith('"') and "POT-Creation" not in line]
        assert set(kept) <= set(text.splitlines())
        assert polib.pofile(text).metadata == {
            "Language": "fr", "Content-Type": "text/plain; charset=UTF-8", "X-Generator": "Poedit 3.4",
            "X-Poedit-Basepath": "..", "POT-Creation-Date": "2026-01-01 00:00+0000",
        }
        assert text.startswith("# Translators: see the guide\n")


def test_any_text_is_the_same_after_it_is_written(tmp_path: Path) -> None:
    from tests.catalogues.test_merge import messages

    chance = random.Random(7)
    parts = ["\\", '"', "\t", "\n", " ", "  ", "\u2028", "\x85", "\u00a0", "-", "—", "…", "%s", "漢字", "شعر\u200c", "\\n"]
    parts += ["x" * 90, "word"]
    texts = list(dict.fromkeys("w" + "".join(chance.choices(parts, k=chance.randint(1, 40))) + "w" for _ in range(300)))
    file, _ = brought(messages(*texts, *(("note:x", text) for text in texts)), "today", tmp_path / "x.po", "x.po", "fr")
    save(file, tmp_path / "x.po")
    again = read_file(tmp_path / "x.po", "x.po", "fr")
    assert [unit.text for unit in again.units] == [*texts, *texts]
    assert [entry.msgid for entry in polib.pofile(str(tmp_path / "x.po"))] == [*texts, *texts]
    if shutil.which("msgcat"):
        subprocess.run(["msgfmt", "--check", "-o", "/dev/null", tmp_path / "x.po"], check=True)
        done = subprocess.run(["msgcat", tmp_path / "x.po"], capture_output=True, check=True)
        assert [unit.text for unit in parse(done.stdout.decode(), "x.po").units] == [*texts, *texts]


def test_what_has_not_changed_is_not_written(tmp_path: Path) -> None:
    file = reading(tmp_path, (HEAD + ENTRY).encode())
    assert not save(file, tmp_path / "x.po")


def test_polib_still_loses_previous_text(tmp_path: Path) -> None:
    """When this fails, polib may read catalogues instead of press/catalogues/entries.py."""
    path = tmp_path / "x.po"
    path.write_text(HEAD + '\n#, fuzzy\n#~| msgid "B"\n#~ msgid "A"\n#~ msgstr "Un"\n', encoding="utf-8")
    assert "#~|" not in str(polib.pofile(str(path)))


def _change(folder: Path) -> None:
    """Changes a sentence of the source."""
    path = folder / SOURCE
    path.write_text(path.read_text(encoding="utf-8").replace("as many as 12,000", "up to 12,000"), encoding="utf-8")


def _built(folder: Path, code: str, document: str = "statement-1988") -> list[Finding]:
    """The findings of this code in the French handout."""
    job = copy_of(folder, [f"{document}/fr/handout"], final=False)
    return [finding for finding in build(job, folder / ".cache").findings if finding.code == code]


@pytest.mark.parametrize("code,declared,is_read", [
    ("fr", "fr_FR", True), ("zh", "zh_CN", True), ("pt-BR", "pt_BR", True), ("fr", "fr_CA", False), ("zh", "zh_TW", False),
])
def test_a_header_may_name_the_usual_country(code: str, declared: str, is_read: bool) -> None:
    text = (HEAD + ENTRY).replace("Language: fr", f"Language: {declared}")
    if is_read:
        assert parse(text, "x.po", code).units
    else:
        with pytest.raises(ProjectError, match="the header says Language"):
            parse(text, "x.po", code)
