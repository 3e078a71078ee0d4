"""The text of a PDF is what was written, in every script: articles of the Universal Declaration of Human Rights.

Tags say each character. Of what stands on the pages each reader takes what it can: KEEPS says which, and why not all.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from press.checks.faults.order import settled
from press.pdf.marked import held_texts, marked_texts
from press.pdf.pages import drawings
from press.pdf.structure import structure
from press.pipeline import build
from press.values.findings import Severity
from tests.conftest import CACHE, ROOT, copy_of, run
from tests.pdf import opened, texts
from tests.viewers import PDFJS, is_here

TEXTS: Mapping[str, dict[str, list[list[str]] | str]] = json.loads(
    (ROOT / "tests/texts/universal-declaration.json").read_text(encoding="utf-8"))
TURNED = ("ar", "fa", "he", "ur")
# What a line's end brings, signs of direction that Poppler adds, spaces: no reader is held to them.
LAID = re.compile("[\\s\u00ad\ufffe\x02\u200b\u2060\u202a-\u202e]")
MARKDOWN = re.compile(r"([\\`*_#<>\[\]~^|$@{}=])")
Reduce = Callable[[str], object]


def whole(text: str) -> object:
    """Each character in its order."""
    return LAID.sub("", text)


def unbroken(text: str) -> object:
    """Each character but hyphens in its order."""
    return str(whole(text)).replace("-", "")


def letters(text: str) -> object:
    """Letters, marks and joiners in their order; marks of one letter have none, as Unicode holds (UAX 15)."""
    kept = (c for c in LAID.sub("", text) if unicodedata.category(c)[0] in "LM" or c in "\u200c\u200d")
    return unicodedata.normalize("NFC", "".join(kept))


def characters(text: str) -> Counter[str]:
    """How often each character stands there, brackets without their direction."""
    return Counter(unicodedata.normalize("NFC", "".join(sorted(LAID.sub("", text)))).translate(MIRRORED))


MIRRORED = str.maketrans(")]}»›", "([{«‹")
# What each reader keeps of words from left to right, and of those from right to left. What it loses, and why:
#   PDFium and Poppler 22.12 order figures and marks between words from right to left by the place of the glyphs, without
#   the direction of the paragraph; PDFium mirrors brackets that are already the right ones.
#   pdf.js 5 and MuPDF 1.21 know no ActualText in content: the hyphen of a broken word is one. pdf.js turns a line from right
#   to left as a whole, and letters with marks land elsewhere; MuPDF gives its glyphs as they stand, from left to right.
KEEPS: Mapping[str, tuple[tuple[Reduce, ...], tuple[Reduce, ...]]] = {
    "PDFium": ((whole,), (letters, characters)), "Poppler": ((whole,), (letters, characters)),
    "MuPDF": ((unbroken,), (characters,)), "pdf.js": ((unbroken,), (characters,)),
}


def read(reader: str, path: Path) -> str:
    """The text of a PDF by a reader."""
    if reader == "PDFium":
        return "\n".join(texts(path.read_bytes()))
    command: list[object] = {
        "Poppler": ["pdftotext", path, "-"], "MuPDF": ["mutool", "draw", "-q", "-F", "txt", path],
        "pdf.js": ["node", ROOT / "tools/viewers/text.mjs", path]}[reader]
    done = subprocess.run([str(part) for part in command], capture_output=True, check=True,
                          cwd=PDFJS if reader == "pdf.js" else None)
    return done.stdout.decode()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project without documents, whose pages hold nothing but them."""
    folder = tmp_path_factory.mktemp("scripts")
    for part in ("locales", "templates"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("statement-*.po*"))
    shutil.copy(ROOT / "build.py", folder)
    (folder / "press").symlink_to(ROOT / "press", target_is_directory=True)
    (folder / "content").mkdir()
    (folder / "templates/handout/zz.css").write_text(
        "@page { @top-center { content: none } @bottom-center { content: none } }", encoding="utf-8")
    return folder


def made(project: Path, language: str, title: str, paragraphs: list[str]) -> bytes:
    """The PDF of some paragraphs in a language; it is made without an error, and the check of words finds nothing."""
    if not (project / "locales" / language).exists():
        done = run(project, "language", "add", language)
        assert done.returncode == 0, done.stderr
    folder = project / "content" / f"text-{language}"
    folder.mkdir(exist_ok=True)
    (folder / "document.toml").write_text(
        f'language = "{language}"\ntitle = {json.dumps(title, ensure_ascii=False)}\nfiles = ["text.md"]\n', encoding="utf-8")
    words = [MARKDOWN.sub(r"\\\1", re.sub(r"^(\d+|[-+])", r"&#8203;\1", paragraph)) for paragraph in paragraphs]
    (folder / "text.md").write_text("\n\n".join(words) + "\n", encoding="utf-8")
    job = copy_of(project, [f"text-{language}/{language}/handout"], final=False)
    result = build(job, CACHE)
    assert result.pdf, [str(finding) for finding in result.findings if finding.severity is Severity.ERROR]
    assert not [str(finding) for finding in result.findings if finding.code.startswith("words-")]
    return result.pdf


def is_said(pdf: bytes, paragraphs: list[str]) -> None:
    """Asserts that tags have the paragraphs, each character."""
    with opened(pdf) as file:
        tree = structure(file)
        assert tree
        held = [" ".join(LAID.sub(" ", re.sub("[\u00ad\u200b\u2060]", "", element.words)).split())
                for element in held_texts(tree, marked_texts(drawings(file)))]
    assert [words for words in held if words][1:] == [" ".join(paragraph.split()) for paragraph in paragraphs]


def is_read(pdf: bytes, language: str, paragraphs: list[str], path: Path) -> None:
    """Asserts that tags and each reader that is here have the paragraphs."""
    is_said(pdf, paragraphs)
    path.write_bytes(pdf)
    for reader, reductions in KEEPS.items():
        if not is_here(reader):
            continue
        text = read(reader, path)
        for reduced in reductions[language in TURNED]:
            found = reduced(text)
            if isinstance(found, Counter):
                assert not characters("".join(paragraphs)) - found, reader
            else:
                assert all(str(reduced(paragraph)) in str(found) for paragraph in paragraphs), reader


@pytest.mark.parametrize("language", TEXTS)
def test_three_articles_are_read_as_they_were_written(project: Path, language: str, tmp_path: Path) -> None:
    chosen = TEXTS[language]
    paragraphs = [paragraph for article in chosen["articles"][:3] for paragraph in article]
    pdf = made(project, language, str(chosen["title"]), paragraphs)
    is_read(pdf, language, paragraphs, tmp_path / "a.pdf")


# Greek has one polytonic letter in a translation that is else monotonic, which no face has: it is refused.
@pytest.mark.long
@pytest.mark.parametrize("language", [language for language in TEXTS if language != "el"])
def test_thirty_articles_are_said_as_they_were_written(project: Path, language: str) -> None:
    chosen = TEXTS[language]
    paragraphs = [paragraph for article in chosen["articles"] for paragraph in article]
    is_said(made(project, language, str(chosen["title"]), paragraphs), paragraphs)


SIGNS = {
    "hi": ("समिति ने गवाहों की बात सुनी, क्‍ष और क्‌ष, र्‍य, अन्तर्राष्ट्रीय।", "क, कि, कि, १२–१५, 25%."),
    "th": ("น้ำ กำ้ ประจำปี ที่นี่ ปู่ ฎีกา ญาติ ฐาน ป้า ฟ้า ฤๅ ๆ ฯลฯ", "คำ จำนวน ๑๒–๑๕"),
    "he": ("בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ", "עַל־פִּי צה״ל"),
    "fa": ("می\u200cخواهیم خانه\u200cهای آن\u200cها را ببینیم", "کتاب\u200cخانه ملّی، خانهٔ ما، لا"),
    "ar": ("السَّلامُ عَلَيْكُم أُعدم الأطفال لله", "مُحَمَّدٌ لإلى"),
    "en": ("An office, affluent, the first efficient flow", "de\u0301compose\u0301 décomposé no\u0308 \u2010 - x\u00a0y"),
}


@pytest.mark.parametrize("language", SIGNS)
def test_joiners_points_vowels_and_ligatures_are_read_as_they_were_written(
    project: Path, language: str, tmp_path: Path
) -> None:
    paragraphs = list(SIGNS[language])
    is_read(made(project, language, "1", paragraphs), language, paragraphs, tmp_path / "a.pdf")


@pytest.mark.parametrize(("language", "text", "lacks"), [
    ("lo", "ນ້ຳ", "LAO"), ("km", "ភាសា", "KHMER"), ("am", "ሰላም", "ETHIOPIC"), ("ta", "கொடு", "TAMIL"),
])
def test_a_script_without_a_face_is_refused(project: Path, language: str, text: str, lacks: str) -> None:
    with pytest.raises(AssertionError, match=f"no font of {language} has the character .* {lacks}"):
        made(project, language, "1", [text])


def test_the_comparison_is_of_each_character() -> None:
    assert settled("Straße 12") != settled("Straße 13")
    assert settled("re\u0301sume\u0301") == settled("r\u00e9sum\u00e9")
