"""Mistakes that people make: each is named with its place, its cause and what to do."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from press.catalogues.review import read_review
from press.pipeline import build
from press.values.findings import Finding, ProjectError, Severity
from press.values.results import Result
from tests.conftest import copy_of, plan_of, run

Build = Callable[..., tuple[list[Result], list[Finding]]]

MISTAKES = {
    "note-uncalled": ("Text.\n\n[^a]: Never called.\n", 3),
    "note-undefined": ("One.\n\nText[^amnesty].\n", 3),
    "note-defined-twice": ("Text[^a].\n\n[^a]: One.\n\n[^a]: Two.\n", 5),
    "note-empty": ("Text[^a].\n\n[^a]: .\n", 3),
    "note-in-note": ("Text[^a] and[^b].\n\n[^a]: With[^b].\n\n[^b]: Two.\n", 3),
    "heading-skipped": ("# One\n\nText.\n\n### Three\n\nText.\n", 5),
    "id-twice": ("# One {#a}\n\nText.\n\n# Two {#a}\n\nText.\n", 5),
    "reference": ("Text.\n\nSee [there](#nowhere).\n", 3),
    "picture-missing": ("Text.\n\n![A map](figures/map.png)\n", 3),
    "picture-outside": ("Text.\n\n![A map](../../press/map.png)\n", 3),
    "picture-remote": ("Text.\n\n![A map](https://example.org/map.png)\n", 3),
    "link-scheme": ("Text.\n\n[Press](javascript:alert(1))\n", 3),
    "note-in-alternative": ('Text[^a].\n\n![A map](m.png){alt="A map[^a]"}\n\n[^a]: Note.\n', 3),
    "no-words": ("---\n", 0),
    "no-glyph": ("Text.\n\nA cuneiform sign: 𒀀\n", 3),
}


@pytest.mark.parametrize("code", MISTAKES)
def test_a_mistake_is_an_error_with_its_line_and_no_pdf(write_document: Build, code: str) -> None:
    text, line = MISTAKES[code]
    results, findings = write_document(text)
    found = [finding for finding in findings if finding.code == code]
    assert found, [f.code for f in findings]
    assert found[0].severity is Severity.ERROR
    assert found[0].hint
    assert found[0].place.line == line
    assert results[0].pdf is None


@pytest.mark.parametrize(("text", "code", "shown"), [
    ("A <b>bold</b> word.\n", "raw-html", "<b>bold</b>"),
    ("A {{ 7 * 7 }} word.\n", "template-expression", "{{ 7 * 7 }}"),
])
def test_markup_of_others_is_set_as_text_and_said(write_document: Build, text: str, code: str, shown: str) -> None:
    from tests.pdf import flat

    results, findings = write_document(text)
    assert [f.code for f in findings] == [code]
    assert results[0].pdf
    assert shown in flat(results[0].pdf)


def test_a_picture_that_is_none_and_one_that_is_too_large(write_document: Build, copy: Path) -> None:
    folder = copy / "content" / "letter"
    folder.mkdir()
    (folder / "text.png").write_bytes(b"not a picture")
    (folder / "bomb.png").write_bytes(_png(10_000, 10_000))
    (folder / "link.png").symlink_to(copy / "build.py")
    _, findings = write_document("![One](text.png)\n\n![Two](bomb.png)\n\n![Three](link.png)\n")
    codes = {finding.place.line: finding.code for finding in findings}
    assert codes == {1: "picture-unreadable", 3: "picture-too-large", 5: "picture-outside"}


def _png(width: int, height: int) -> bytes:
    """A grey PNG of any size in few bytes."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\0" * ((width + 7) // 8)) * height)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
            + chunk(b"IDAT", rows) + chunk(b"IEND", b""))


@pytest.mark.parametrize(("path", "data", "said", "line"), [
    ("content/statement-1988/document.toml", b'language = "en"\ntitle = oops\n', "this is not TOML", 2),
    ("content/statement-1988/document.toml", b'language = "en"\ntitle = "x"\nfile = [1]\n', 'unknown key "file"', 3),
    ("content/statement-1988/statement.md", b"Good.\n\nB\xe9d.\n", "this is not UTF-8", 3),
    ("locales/fr/language.toml", b'nmae = "x"\n', 'unknown key "nmae"', 1),
    ("locales/fr/LC_MESSAGES/statement-1988.po", b'msgid "a\nmsgstr ""\n', "the catalogue is broken", 1),
    ("locales/fr/LC_MESSAGES/statement-1988.po", b'msgid "a"\nmsgstr "b"\n', "no header", 1),
    ("locales/fr/LC_MESSAGES/statement-1988.po", b'msgid ""\nmsgstr "Language: de\\n"\n', "Language: de", 2),
    ("templates/handout/edition.toml", b'production = "paper"\n', 'the production "paper" is not one', 1),
])
def test_a_broken_file_stops_its_own_cells_only(copy: Path, path: str, data: bytes, said: str, line: int) -> None:
    (copy / path).write_bytes(data)
    plan = plan_of(copy, [], final=False)
    assert len(plan.errors) == 1
    error = plan.errors[0]
    assert said in error.message
    assert str(error.place) == (f"{path}:{line}" if line else path)
    assert error.hint
    whole = "content" not in path
    assert bool(plan.jobs) == whole


@pytest.mark.parametrize(("axis", "marker"), [
    ("content", "document.toml"), ("locales", "language.toml"), ("templates", "edition.toml"),
])
def test_a_folder_without_its_marker_file(copy: Path, axis: str, marker: str) -> None:
    (copy / axis / "new").mkdir()
    plan = plan_of(copy, [], final=False)
    assert [f"{error.place}: {error.message}" for error in plan.errors] == [f"{axis}/new: the folder has no {marker}"]


@pytest.mark.parametrize(("old", "new", "code"), [
    ("[^ortagus]", "", "note-calls"),
    ("[^ortagus]", "[^ortagus][^ortagus]", "note-calls"),
    ("[^ortagus]", "[^ortagus][^other]", "note-calls"),
    ("1979", "1789", "numbers"),
    ("[^ortagus]", "[^ortagus] {{ config }}", "template-expression"),
    ("[^ortagus]", "[^ortagus] <b>x</b>", "raw-html"),
])
def test_a_translation_that_changes_what_must_stay(copy: Path, old: str, new: str, code: str) -> None:
    path = copy / "locales/fr/LC_MESSAGES/statement-1988.po"
    head, _, rest = path.read_text(encoding="utf-8").partition("X-Review")
    lines = rest.split("\n")
    inside = False
    changed = False
    for number, line in enumerate(lines):
        inside = line.startswith("msgstr") or (inside and line.startswith('"'))
        if inside and old in line and not changed:
            lines[number], changed = line.replace(old, new), True
    assert changed
    path.write_text(head + "X-Review" + "\n".join(lines), encoding="utf-8")
    result = build(copy_of(copy, ["statement-1988/fr/handout"], final=False), copy / ".cache")
    wrong = [finding for finding in result.findings if finding.severity is Severity.ERROR]
    assert {finding.code for finding in wrong} == {code}, wrong
    assert wrong[0].place.path == "locales/fr/LC_MESSAGES/statement-1988.po"
    assert wrong[0].place.line > 10
    assert result.pdf is None


def test_an_unknown_cell_is_refused_with_the_nearest(root: Path) -> None:
    with pytest.raises(ProjectError) as caught:
        plan_of(root, ["statement-1988/en/handuot"], final=False)
    assert "statement-1988/en/handout" in caught.value.hint


def test_untranslated_and_fuzzy_passages_are_marked_in_words(copy: Path) -> None:
    import polib

    from tests.pdf import flat

    path = copy / "locales/fr/LC_MESSAGES/statement-1988.po"
    file = polib.pofile(str(path))
    entries = [entry for entry in file if entry.msgid.startswith(("Following a fatwa", "Human rights group"))]
    entries[0].msgstr = ""
    entries[1].flags.append("fuzzy")
    file.save()
    result = build(copy_of(copy, ["statement-1988/fr/handout"], final=False), copy / ".cache")
    assert result.pdf
    assert result.draft
    text = flat(result.pdf)
    assert "Pas encore traduit Following a fatwa" in text
    assert "Traduction à mettre à jour Human rights group" in text
    assert result.coverage.translated < result.coverage.words
    assert "stale" in {finding.code for finding in result.findings}
    final = build(copy_of(copy, ["statement-1988/fr/handout"], final=True), copy / ".cache")
    assert final.pdf is None


def test_a_note_in_the_title_is_refused(write_document: Build) -> None:
    results, findings = write_document("Text[^a].\n\n[^a]: Note.\n", 'subtitle = "Under[^a]"\n')
    assert [finding.code for finding in findings if finding.severity is Severity.ERROR] == ["note-in-field"]
    assert results[0].pdf is None


def test_the_notice_goes_when_a_person_has_read_the_translation(copy: Path) -> None:
    from tests.pdf import flat

    path = copy / "locales/fr/LC_MESSAGES/statement-1988.po"
    text = path.read_text(encoding="utf-8")
    pages = []
    for review in ("none", "A. Reader, 2026-01-01"):
        path.write_text(text.replace("X-Review: none", f"X-Review: {review}"), encoding="utf-8")
        result = build(copy_of(copy, ["statement-1988/fr/handout"], final=False), copy / ".cache")
        assert result.pdf
        pages.append(flat(result.pdf))
    assert "n’a pas encore fait l’objet d’une relecture" in pages[0]
    assert "n’a pas encore fait l’objet d’une relecture" not in pages[1]


def test_an_empty_inline_note_is_an_error(write_document: Build) -> None:
    results, findings = write_document("A call^[] here.\n")
    assert results[0].pdf is None
    assert [finding.code for finding in findings] == ["note-empty"]


EDITIONS = {
    "no room for text": ('[page]\nsize = "10mm 10mm"\n', ""),
    "contents is neither true nor false": ('[options]\ncontents = "no"\n', ""),
    'there is no font role "serif"': ('[fonts]\ntext = "serif"\n', ""),
    "typography.hyphenate is 'no'": ('[typography]\nhyphenate = "no"\n', ""),
    'unknown key "size of type"': ('[typography]\n"size of type" = 1.2\n', ""),
    "the page has no style sheet": ("", "<p>Words</p>"),
    '[press] is not read by the production "archive"': ('[press]\npaper = "coated"\n', ""),
    'write: production = "sheets", above all tables': ('[sheets]\npaper = "297mm 210mm"\n', ""),
}


@pytest.mark.parametrize("said", EDITIONS)
def test_an_edition_that_can_t_be_set_is_named(copy: Path, said: str) -> None:
    table, page = EDITIONS[said]
    folder = copy / "templates" / "leaflet"
    folder.mkdir()
    (folder / "edition.toml").write_text(f'extends = "handout"\n{table}', encoding="utf-8")
    if page:
        (folder / "page.html").write_text(page, encoding="utf-8")
    toml = copy / "content" / "statement-1988" / "document.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("editions = [", 'editions = ["leaflet", '), encoding="utf-8")
    done = run(copy, "statement-1988/en/leaflet")
    assert done.returncode == 1
    assert f"templates/leaflet/{'page.html' if page else 'edition.toml'}" in done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


SHEETS = 'production = "sheets"\n[sheets]\npaper = "297mm 210mm"\n'
PRESS = 'production = "press"\n[press]\npaper = "uncoated"\nbleed = "3mm"\n'
FOR_PAPER = {
    "paper of 1cm can't be folded": (SHEETS + 'thickness = "1cm"\nmost = 16\n', 5, 'thickness = "0.1mm"'),
    "[sheets] does not say how many sheets the stapler takes": (SHEETS + 'thickness = "0.1mm"\n', 3, "most = 16"),
    "a printing condition is named without its profile": (PRESS + 'condition = "FOGRA51"\n', 6, "take condition out"),
    'no printing condition is known for the paper "glossy"': (
        PRESS.replace("uncoated", "glossy") + 'binding = "none"\n', 4, "there are coated, uncoated; another needs"),
    "margins has 1 length and needs 4": (
        'production = "sheets"\n[fit]\npages = 4\nmargins = ["1mm", "2mm"]\n', 3, "docs/adding.md"),
    '"booklet" extends another edition itself': ('extends = "booklet"\n', 1, 'write: extends = "handout"'),
}


@pytest.mark.parametrize("said", FOR_PAPER)
def test_a_slip_in_an_edition_for_paper_has_its_line_and_a_remedy(copy: Path, said: str) -> None:
    text, line, hint = FOR_PAPER[said]
    toml = copy / "templates" / "print-shop" / "edition.toml"
    toml.write_text(text if "extends" in text else f'extends = "handout"\n{text}', encoding="utf-8")
    done = run(copy, "--quiet", "statement-1988/en/print-shop")
    assert done.returncode == 1
    assert f"templates/print-shop/edition.toml:{line}: error: {said}" in done.stderr
    assert hint in done.stderr
    assert "Traceback" not in done.stderr


def test_a_press_file_of_an_edition_without_fit_is_told_where_to_write_it(write_document: Build, copy: Path) -> None:
    toml = copy / "templates" / "print-shop" / "edition.toml"
    toml.write_text(f'extends = "handout"\n{PRESS}binding = "saddle-stitch"\n', encoding="utf-8")
    _, findings = write_document("One line.\n", edition="print-shop")
    assert [(f.code, f.hint) for f in findings if f.severity is Severity.ERROR] == [
        ("page-multiple", "write into templates/print-shop/edition.toml: [fit], and below it pages = 4")]


def test_a_picture_that_a_style_sheet_names_is_said_with_the_way_to_have_it(write_document: Build, copy: Path) -> None:
    css = copy / "templates" / "print-shop" / "edition.css"
    css.write_text("@page :first { background: url(cover.png) }\n", encoding="utf-8")
    _, findings = write_document("One line.\n", edition="print-shop")
    assert ["give the document the picture" in f.hint for f in findings if f.code == "engine"] == [True]


def test_a_cell_asked_for_by_name_and_not_made_is_an_error(copy: Path) -> None:
    done = run(copy, "--quiet", "statement-1988/en/proof")
    assert done.returncode == 1
    assert "en is the document's own language" in done.stderr
    assert run(copy, "catalogue", "update", "statement-1988/en").returncode == 2


@pytest.mark.parametrize("said", ["yes", "Jean", "2026-11-24", "Jean, 2026-99-99"])
def test_a_review_without_a_name_and_a_date_is_none(said: str) -> None:
    assert read_review({"X-Review": said}) is None
