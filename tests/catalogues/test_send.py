"""A package goes to the translator and comes back: nothing is lost, nothing stale is printed without a mark."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from press.commands.line import run
from press.pipeline import build
from tests.conftest import copy_of
from tests.pdf import flat, texts

FRENCH = "locales/fr/LC_MESSAGES/statement-1988.po"
SOURCE = "content/statement-1988/statement.md"
PACKAGE = "package.zip"
ARREST = "Human rights group believe as many as 12,000 protesters have been arrested."
Change = Callable[[polib.POFile], None]


def send(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What the package for the French translator has, by name."""
    monkeypatch.chdir(folder)
    assert run(["catalogue", "send", "fr", "--output", PACKAGE], folder) == 0
    with zipfile.ZipFile(folder / PACKAGE) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def contents(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the package has for the French translator of the document as it is."""
    path = tmp_path_factory.mktemp("package") / PACKAGE
    assert run(["catalogue", "send", "fr", "--output", str(path)], root) == 0
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def returned(contents: dict[str, bytes], folder: Path, change: Change) -> Path:
    """The catalogue of a package as the translator's editor saves it."""
    file = polib.pofile(contents["statement-1988_fr.po"].decode(), wrapwidth=76)
    change(file)
    path = folder / "statement-1988_fr (1).po"
    path.write_bytes(str(file).replace("\n", "\r\n").encode())
    return path


def entry(file: polib.POFile, start: str) -> polib.POEntry:
    """The message whose text begins so."""
    return next(e for e in file if e.msgid.startswith(start) and not e.obsolete)


def own(folder: Path) -> polib.POFile:
    """The French catalogue."""
    return polib.pofile((folder / FRENCH).read_text(encoding="utf-8"), wrapwidth=78)


def edit_source(folder: Path, *pairs: tuple[str, str]) -> None:
    path = folder / SOURCE
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def receive(folder: Path, path: Path) -> int:
    return run(["catalogue", "receive", str(path)], folder)


def test_a_package_has_all_that_a_translator_needs(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (copy / "locales/fr/glossary.csv").write_text("source,translation,kind,note\n", encoding="utf-8")
    contents = send(copy, monkeypatch)
    assert set(contents) == {"statement-1988_fr.po", "statement-1988_fr_proof.pdf", "statement-1988_fr_guide.pdf",
                             "glossary.csv", "manifest.json"}
    manifest = json.loads(contents["manifest.json"])
    assert (manifest["document"], manifest["language"]) == ("statement-1988", "fr")
    assert f"Code de cette épreuve {manifest['proof']}" in flat(contents["statement-1988_fr_proof.pdf"])
    assert len(texts(contents["statement-1988_fr_guide.pdf"])) == 1
    guide = flat(contents["statement-1988_fr_guide.pdf"])
    assert "[^name]" in guide
    assert "statement-1988_fr.po" in guide
    (copy / "fr.po").write_bytes(contents["statement-1988_fr.po"])
    subprocess.run(["msgfmt", "--check", "-o", "/dev/null", str(copy / "fr.po")], check=True)
    first = (copy / PACKAGE).read_bytes()
    send(copy, monkeypatch)
    assert (copy / PACKAGE).read_bytes() == first


def test_a_catalogue_behind_its_document_is_not_sent(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit_source(copy, (ARREST, "At least 12,000 protesters are in prison."))
    assert run(["catalogue", "send", "fr"], copy) == 2
    assert "1 messages of the document are not in the catalogue" in capsys.readouterr().err


def test_only_what_the_translator_has_touched_is_taken(
    copy: Path, contents: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:

    def translate(file: polib.POFile) -> None:
        entry(file, "We appeal").msgstr += " Merci."
        entry(file, "We appeal").tcomment = "a friendly end"
        file.metadata["Last-Translator"] = "A. Translator <a@example.org>"

    path = returned(contents, copy, translate)
    # Meanwhile a slip was mended here, in a message that the translator has left alone.
    mended = own(copy)
    entry(mended, "Human rights group").msgstr = "On estime que 12 000 manifestants ont été arrêtés."
    (copy / FRENCH).write_text(str(mended), encoding="utf-8")
    before = (copy / FRENCH).read_text(encoding="utf-8").split("\n")
    assert receive(copy, path) == 0
    assert "1 taken, 44 unchanged" in capsys.readouterr().out
    file = own(copy)
    assert entry(file, "We appeal").msgstr.endswith("Merci.")
    assert entry(file, "We appeal").tcomment == "a friendly end"
    assert entry(file, "Human rights group").msgstr == "On estime que 12 000 manifestants ont été arrêtés."
    assert file.metadata["Last-Translator"] == "A. Translator <a@example.org>"
    assert "X-Sent" not in file.metadata
    after = (copy / FRENCH).read_text(encoding="utf-8").split("\n")
    assert len(set(before) - set(after)) < 10
    saved = (copy / FRENCH).read_bytes()
    assert receive(copy, path) == 0
    assert "nothing new, it was received before" in capsys.readouterr().out
    assert (copy / FRENCH).read_bytes() == saved


def test_what_comes_back_as_it_went_says_nothing_new(
    copy: Path, contents: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    before = (copy / FRENCH).read_bytes()
    assert receive(copy, _zip(copy / PACKAGE, contents)) == 0
    assert "nothing new; 45 texts are as they were" in capsys.readouterr().out
    assert (copy / FRENCH).read_bytes() == before


def test_a_translators_question_comes_in_without_a_text_and_a_settled_one_does_not(
    copy: Path, contents: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:

    def ask(file: polib.POFile) -> None:
        entry(file, "We appeal").tcomment = "query: Is this\nthe usual wording?"

    # What was asked when it was sent has been settled here meanwhile.
    text = (copy / FRENCH).read_text(encoding="utf-8")
    (copy / FRENCH).write_text(text.replace("# query:", "# settled:"), encoding="utf-8")
    own_words = entry(own(copy), "We appeal").msgstr
    assert receive(copy, returned(contents, copy, ask)) == 0
    assert "1 with a question of the translator: 1c86a6c" in capsys.readouterr().out
    assert entry(own(copy), "We appeal").tcomment == "query: Is this the usual wording?"
    assert entry(own(copy), "We appeal").msgstr == own_words
    assert (copy / FRENCH).read_text(encoding="utf-8").count("# query:") == 1


def test_what_was_mended_on_both_sides_is_kept_twice_and_fuzzy(
    copy: Path, contents: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    path = returned(contents, copy, lambda file: setattr(entry(file, "Human rights"), "msgstr", "Ils seraient 12 000."))
    mended = own(copy)
    entry(mended, "Human rights").msgstr = "Ils sont 12 000."
    (copy / FRENCH).write_text(str(mended), encoding="utf-8")
    assert receive(copy, path) == 0
    assert "1 fuzzy or beside ours" in capsys.readouterr().out
    both = entry(own(copy), "Human rights")
    assert both.msgstr == "Ils seraient 12 000."
    assert both.fuzzy
    assert both.tcomment == "another translation: Ils sont 12 000."


def test_a_text_with_an_error_is_taken_in_and_fuzzy(
    copy: Path, contents: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:

    def translate(file: polib.POFile) -> None:
        broken = entry(file, "Reuters reported")
        broken.msgstr = broken.msgstr.replace("[^reuters]", "")

    path = returned(contents, copy, translate)
    assert receive(copy, path) == 1
    said = capsys.readouterr()
    assert "1 fuzzy, because of an error" in said.out
    line = int(re.search(r"\(1\)\.po:(\d+): error: the call \[\^reuters\] is missing", said.err)[1])  # type: ignore[index]
    assert "msgid" in path.read_text(encoding="utf-8").split("\n")[line - 1]
    assert entry(own(copy), "Reuters reported").fuzzy


def test_a_finished_fuzzy_is_taken(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit_source(copy, ("more than 30,000", "about 30,000"))
    assert run(["catalogue", "update", "statement-1988"], copy) == 0
    assert entry(own(copy), "Following a fatwa").fuzzy
    contents = send(copy, monkeypatch)

    def translate(file: polib.POFile) -> None:
        changed = entry(file, "Following a fatwa")
        changed.msgstr = changed.msgstr.replace("plus de 30", "environ 30")
        changed.flags, changed.previous_msgid = [], None

    assert receive(copy, returned(contents, copy, translate)) == 0
    done = entry(own(copy), "Following a fatwa")
    assert "environ 30" in done.msgstr
    assert not done.fuzzy
    assert not done.previous_msgid


@pytest.mark.parametrize("updated", [False, True])
def test_the_round_trip_on_the_real_document(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], updated: bool
) -> None:
    """Sent, translated, five sentences of the source changed in five ways meanwhile, received, read, final."""
    truth = {(e.msgctxt, e.msgid): e.msgstr for e in own(copy)}
    contents = _sent_half_empty(copy, monkeypatch)

    def translate(file: polib.POFile) -> None:
        for message in file:
            message.msgstr = message.msgstr or truth[message.msgctxt, message.msgid]
            if message.msgid.startswith(("Human rights group", "In 2018", "The fatwa issued")):
                message.msgstr += " (revu)"

    path = returned(contents, copy, translate)
    work = {message.msgstr for message in polib.pofile(str(path))}
    _change_five_sentences(copy)
    if updated:
        assert run(["catalogue", "update"], copy) == 0
    assert receive(copy, path) == 0
    said = capsys.readouterr().out
    assert "fuzzy, because the source has changed since" in said
    file = own(copy)
    _nothing_is_lost_and_nothing_stale_is_sure(file, work, truth)
    proof = build(copy_of(copy, ["*/fr/proof"], final=False), copy / ".cache").pdf
    assert proof
    assert "Traduction à mettre à jour" in flat(proof)
    _translate_the_rest(copy)
    assert run(["catalogue", "check"], copy) == 0 if "check" in _verbs() else True
    _is_reviewed_and_final(copy)


def _verbs() -> set[str]:
    from press.commands.catalogue import catalogue

    return set(catalogue.commands)


def _sent_half_empty(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """A package in which every third message has no translation."""
    file = own(folder)
    for count, message in enumerate(file):
        if count % 3 == 0:
            message.msgstr = ""
    (folder / FRENCH).write_text(str(file), encoding="utf-8")
    return send(folder, monkeypatch)


def _change_five_sentences(folder: Path) -> None:
    """One is changed, one divided, two are joined, one is moved, one has a note by another name."""
    path = folder / SOURCE
    text = path.read_text(encoding="utf-8")
    text = text.replace("as many as 12,000", "as many as 13,000")
    text = text.replace("lasting just five minutes. Their corpses", "lasting just five minutes.\n\nTheir corpses")
    text = text.replace("revolution in 1979.\n\nReuters", "revolution in 1979. Reuters")
    text = text.replace("Revolution in 1979.\n\nReuters", "Revolution in 1979. Reuters")
    moved = next(block for block in text.split("\n\n") if block.startswith("In 2018, Amnesty"))
    text = text.replace(f"{moved}\n\n", "").replace("# An ongoing massacre\n\n", f"# An ongoing massacre\n\n{moved}\n\n")
    text = text.replace("[^mosalas]", "[^interview]")
    path.write_text(text, encoding="utf-8")
    toml = folder / "content/statement-1988/document.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("note:mosalas", "note:interview"), encoding="utf-8")


def _nothing_is_lost_and_nothing_stale_is_sure(
    file: polib.POFile, work: set[str], truth: dict[tuple[str | None, str], str]
) -> None:
    """Each text of the translator is in the file; each that is sure belongs to what the source says."""
    kept = {message.msgstr.replace("[^interview]", "[^mosalas]") for message in file}
    held = "\n".join((*kept, *(message.tcomment for message in file)))
    assert all(text.replace("[^interview]", "[^mosalas]") in held for text in work)
    known = {text for _, text in truth}
    for message in file:
        if message.msgstr and not message.fuzzy and not message.obsolete:
            assert message.msgid.replace("[^interview]", "[^mosalas]") in known
    assert entry(file, "In 2018").msgstr.endswith("(revu)")
    assert not entry(file, "In 2018").fuzzy
    assert entry(file, "Human rights group").msgstr.endswith("(revu)")
    assert entry(file, "Human rights group").fuzzy
    assert "12,000" in (entry(file, "Human rights group").previous_msgid or "")


def _translate_the_rest(folder: Path) -> None:
    """What a translator does with what is fuzzy or missing."""
    file = own(folder)
    for message in file:
        if message.obsolete or not (message.fuzzy or not message.msgstr):
            continue
        calls = "".join(re.findall(r"\[\^[^\]]+\]", message.msgid))
        words = re.sub(r"\[\^[^\]]+\]", "", message.msgid)
        numbers = " ".join(number.replace(",", "") for number in re.findall(r"\d[\d,]*", words))
        message.msgstr = f"Traduit anew {numbers}{calls}."
        message.flags, message.previous_msgid, message.previous_msgctxt = [], None, None
    (folder / FRENCH).write_text(str(file), encoding="utf-8")


def _is_reviewed_and_final(folder: Path) -> None:
    """The proof is read, the queries are closed, the final is made; a change after that undoes it."""
    toml = folder / "content/statement-1988/document.toml"
    closed = re.sub(r"^(question = .*)$", r'\1\naccepted = "as supplied"\nname = "A. Editor"\ndate = "2026-01-01"',
                    toml.read_text(encoding="utf-8"), flags=re.M)
    toml.write_text(closed, encoding="utf-8")
    catalogue = (folder / FRENCH).read_text(encoding="utf-8")
    (folder / FRENCH).write_text(catalogue.replace("# query:", "# settled:"), encoding="utf-8")
    proof = build(copy_of(folder, ["*/fr/proof"], final=False), folder / ".cache").pdf
    assert proof
    code = re.search(r"Code de cette épreuve (\S+)", flat(proof))
    assert code
    assert run(["catalogue", "review", "fr", "--by", "A. Reader", "--proof", code[1]], folder) == 0
    result = build(copy_of(folder, ["*/fr/handout"], final=True), folder / ".cache")
    assert result.pdf, result.findings
    assert not result.draft
    assert f"épreuve {code[1]}" in flat(result.pdf)
    edit_source(folder, ("as many as 13,000", "as many as 14,000"))
    assert build(copy_of(folder, ["*/fr/handout"], final=True), folder / ".cache").pdf is None
    draft = build(copy_of(folder, ["*/fr/handout"], final=False), folder / ".cache").pdf
    assert draft
    assert "n’a pas encore fait l’objet d’une relecture" in flat(draft)
    assert "Pas encore traduit Human rights group believe as many as 14,000" in flat(draft)


def _zip(path: Path, contents: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in contents.items():
            file.writestr(name, data)
    return path


def _bomb(folder: Path) -> Path:
    return _zip(folder / "a.zip", {"a.po": b"#" * 60_000_000})


def _outside(folder: Path) -> Path:
    return _zip(folder / "a.zip", {"../../locales/fr/x.po": b""})


def _two(folder: Path) -> Path:
    return _zip(folder / "a.zip", {"a.po": b"", "b.po": b""})


def _none(folder: Path) -> Path:
    return _zip(folder / "a.zip", {"a.pdf": b""})


def _cut_off(folder: Path) -> Path:
    path = _zip(folder / "a.zip", {"a.po": (folder / FRENCH).read_bytes()})
    path.write_bytes(path.read_bytes()[:2000])
    return path


def _encrypted(folder: Path) -> Path:
    data = bytearray(_zip(folder / "a.zip", {"a.po": b"x"}).read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (folder / "a.zip").write_bytes(data)
    return folder / "a.zip"


def _of_another_language(folder: Path) -> Path:
    path = folder / "statement-1988_fr.po"
    text = (folder / FRENCH).read_text(encoding="utf-8").replace("Language: fr", "Language: xx")
    path.write_text(text, encoding="utf-8")
    return path


def _of_another_document(folder: Path) -> Path:
    file = polib.POFile()
    file.metadata = {"Project-Id-Version": "statement-1988", "Language": "fr", "Content-Type": "text/plain; charset=UTF-8"}
    for number, word in enumerate(("bread", "cheese", "wine", "water", "salt", "pepper")):
        file.append(polib.POEntry(msgid=f"The {word} of a house with {number} rooms", msgstr=f"{number} {word}"))
    path = folder / "statement-1988_fr.po"
    path.write_text(str(file), encoding="utf-8")
    return path


def _of_no_document(folder: Path) -> Path:
    path = folder / "letter.po"
    text = (folder / FRENCH).read_text(encoding="utf-8")
    path.write_text(text.replace("statement-1988\\n", "letter\\n"), encoding="utf-8")
    return path


def _in_latin_1(folder: Path) -> Path:
    path = folder / "statement-1988_fr.po"
    path.write_bytes((folder / FRENCH).read_text(encoding="utf-8").encode("latin-1", "replace"))
    return path


def _missing(folder: Path) -> Path:
    return folder / "nothing.zip"


@pytest.mark.parametrize(("make", "said"), [
    (_bomb, "unpacked the package has more than 50 MB"), (_outside, "the package names a file outside itself"),
    (_two, "several catalogues: a.po, b.po"), (_none, "no catalogue (.po)"), (_cut_off, "the package is damaged"),
    (_encrypted, "the package is encrypted"), (_of_another_language, "the header says Language: xx"),
    (_of_another_document, "this is another document's"), (_of_no_document, "there is no such document"),
    (_in_latin_1, "this is not UTF-8"), (_missing, "there is no such file"),
])
def test_what_must_not_be_received_is_refused_and_the_old_file_stays(
    copy: Path, capsys: pytest.CaptureFixture[str], make: Callable[[Path], Path], said: str
) -> None:
    before = (copy / FRENCH).read_bytes()
    assert receive(copy, make(copy)) == 2
    message = capsys.readouterr().err
    assert said in message
    assert "hint:" in message
    assert (copy / FRENCH).read_bytes() == before
    assert not (copy.parent / "locales").exists()


def test_a_lying_package_is_read_no_further_than_allowed(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = bytearray(_zip(copy / "a.zip", {"a.po": b"#" * 30_000_000}).read_bytes())
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.index(mark) + at
        data[start:start + 4] = (1000).to_bytes(4, "little")
    (copy / "a.zip").write_bytes(data)
    assert receive(copy, copy / "a.zip") == 2
    assert re.search("has more than 20 MB|is damaged", capsys.readouterr().err)


def test_a_package_of_50_megabytes_is_refused(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (copy / "a.po").open("wb") as file:
        file.truncate(51_000_000)
    assert receive(copy, copy / "a.po") == 2
    assert "the file has 51 MB" in capsys.readouterr().err


def test_a_package_packed_anew_on_another_computer_is_read(copy: Path, contents: dict[str, bytes]) -> None:
    path = returned(contents, copy, lambda file: setattr(entry(file, "Human rights"), "msgstr", "Ils seraient 12 000."))
    again = {"__MACOSX/package/._statement-1988_fr.po": b"\0", "package/statement-1988_fr.po": path.read_bytes()}
    assert receive(copy, _zip(copy / "Archive.zip", again)) == 0
    assert entry(own(copy), "Human rights").msgstr == "Ils seraient 12 000."


def test_status_says_how_far_each_translation_is(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = own(copy)
    entry(file, "Human rights group").msgstr = ""
    entry(file, "In 2018").flags.append("fuzzy")
    entry(file, "Reuters").msgstr = entry(file, "Reuters").msgstr.replace("[^reuters]", "")
    file.metadata["X-Review"] = "A. Reader, 2026-01-01, 2222-2222"
    (copy / FRENCH).write_text(str(file), encoding="utf-8")
    assert run(["catalogue", "status", "--json"], copy) == 1
    rows = {row["language"]: row for row in json.load(io.StringIO(capsys.readouterr().out))["translations"]}
    assert set(rows) >= {"ar", "fa", "fr", "zh"}
    row = rows["fr"]
    assert row["missing"] == len(ARREST.split())
    assert row["words"] == row["translated"] + row["fuzzy"] + row["missing"]
    assert row["findings"] == {"error": 1, "warning": 0, "notice": 1}
    assert row["review"]["by"] == "A. Reader"
    assert not row["review"]["holds"]
    assert rows["fa"]["review"] is None
    assert run(["catalogue", "status"], copy) == 1
    said = capsys.readouterr().out
    assert re.search(r"statement-1988/fr +\d+ +\d+ +\d+ +12 +no more: A. Reader, 2026-01-01; .* changed", said)
    assert "by nobody" in said
