"""What a translator asks in a catalogue is told where it stands, and a final build waits for it."""

from __future__ import annotations

from pathlib import Path

from press.catalogues.files import read_catalogue
from press.catalogues.queries import queries
from press.pipeline import build
from press.values.findings import Severity
from tests.conftest import CACHE, copy_of, run
from tests.pdf import flat

HEADER = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
ENTRY = 'msgid "We write."\nmsgstr "Nous écrivons."\n'
ASKED = "# query: Which wording is\n# official?\n"


def asked(folder: Path, comment: str) -> list[str]:
    """The questions of a catalogue with this comment in its only entry."""
    path = folder / "letter.po"
    path.write_text(HEADER + comment + ENTRY, encoding="utf-8")
    return [finding.message for finding in queries(read_catalogue(path, "letter.po", "fr"), final=False)]


def test_a_question_goes_on_to_an_empty_line_a_mute_or_the_next_question(tmp_path: Path) -> None:
    assert asked(tmp_path, ASKED) == ["open query: Which wording is official?"]
    assert asked(tmp_path, f"# A word on it.\n{ASKED}#\n# Not asked.\n") == ["open query: Which wording is official?"]
    assert asked(tmp_path, f"{ASKED}# ok numbers: as a word\n#query: And who?\n") == [
        "open query: Which wording is official?", "open query: And who?"]
    assert not asked(tmp_path, "# settled: the official wording, by A. Reader\n# Is there a query: no.\n# query:\n")


def test_a_final_build_waits_for_a_translators_question(copy: Path) -> None:
    """Also where the document asks nothing: the question alone makes a draft, and is told where it stands."""
    title = 'msgctxt "meta:title"\nmsgid "A letter"\nmsgstr "Une lettre"\n\n'
    for path, text in {
        "content/letter/document.toml": 'language = "en"\ntitle = "A letter"\nfiles = ["letter.md"]\n',
        "content/letter/letter.md": "We write.\n",
        "locales/fr/LC_MESSAGES/letter.po": f"{HEADER}{title}{ASKED}{ENTRY}",
    }.items():
        (copy / path).parent.mkdir(exist_ok=True)
        (copy / path).write_text(text, encoding="utf-8")
    draft, final, proof = (build(copy_of(copy, [cell], final), CACHE) for cell, final in (
        ("letter/fr/handout", False), ("letter/fr/handout", True), ("letter/fr/proof", True)))
    assert draft.draft
    assert draft.pdf
    assert not final.pdf
    assert proof.pdf
    assert "open query: Which wording is official?" in flat(proof.pdf)
    for result, severity in ((draft, Severity.NOTICE), (final, Severity.ERROR)):
        assert [(f.severity, f.code, str(f.place)) for f in result.findings] == [
            (severity, "query", "locales/fr/LC_MESSAGES/letter.po:12")]
    assert "1 notices" in run(copy, "catalogue", "check", "letter/fr").stdout
    catalogue = copy / "locales/fr/LC_MESSAGES/letter.po"
    catalogue.write_text(catalogue.read_text(encoding="utf-8").replace("# query:", "# settled:"), encoding="utf-8")
    settled = build(copy_of(copy, ["letter/fr/handout"], True), CACHE)
    assert settled.pdf
    assert not settled.draft
