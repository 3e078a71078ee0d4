"""Languages added by a folder alone: article 1 of the Universal Declaration of Human Rights in twelve of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from press.catalogues.translate import translate
from press.compose.type_rules import measure
from press.engine.render import render
from press.languages.numbers import numbers
from press.languages.rules import quotes_of, units
from press.pipeline import build, composed
from press.values.findings import Severity
from tests.conftest import copy_of
from tests.pdf import flat, opened

ENGLISH = "All human beings are born free and equal in dignity and rights."
ARTICLE = {
    "he": "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם.",
    "hi": "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है।",
    "ja": "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。",
    "ko": "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.",
    "th": "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ",
    "el": "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα.",
    "tr": "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar.",
    "vi": "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền.",
    "nl": "Alle mensen worden vrij en gelijk in waardigheid en rechten geboren.",
    "pl": "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw.",
    "pt": "Todos os seres humanos nascem livres e iguais em dignidade e em direitos.",
    "uk": "Всі люди народжуються вільними і рівними у своїй гідності та правах.",
}


def add(copy: Path, code: str, text: str) -> None:
    """A language of an empty language.toml, and one document in it."""
    folder = copy / "content" / "articles"
    folder.mkdir()
    (folder / "document.toml").write_text('language = "en"\ntitle = "Article 1"\nfiles = ["a.md"]\n', encoding="utf-8")
    (folder / "a.md").write_text(f"{ENGLISH}[^a]\n\n[^a]: {ENGLISH}\n", encoding="utf-8")
    # What the project knows of the language itself is left out.
    shutil.rmtree(copy / "locales" / code, ignore_errors=True)
    messages = copy / "locales" / code / "LC_MESSAGES"
    messages.mkdir(parents=True)
    (copy / "locales" / code / "language.toml").write_text("", encoding="utf-8")
    (messages / "articles.po").write_text(
        f'msgid ""\nmsgstr "Language: {code}\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
        f'msgid "{ENGLISH}[^a]"\nmsgstr "{text}[^a]"\n\nmsgctxt "note:a"\nmsgid "{ENGLISH}"\nmsgstr "{text}"\n',
        encoding="utf-8",
    )


@pytest.mark.parametrize("code", ARTICLE)
def test_a_language_is_a_folder(copy: Path, code: str) -> None:
    add(copy, code, ARTICLE[code])
    for edition in ("submission", "handout"):
        job = copy_of(copy, [f"articles/{code}/{edition}"], final=False)
        assert job.language.direction == ("rtl" if code == "he" else "ltr")
        result = build(job, copy / ".cache")
        assert result.pdf, result.findings
        # Where a language's words happen to end a line is not the folder's doing.
        assert not [f for f in result.findings if f.severity is not Severity.NOTICE and f.code != "runt"]
        with opened(result.pdf) as file:
            assert str(file.Root.Lang) == code
        letters = sorted(c for c in flat(result.pdf) if c.isalpha())
        missing = {c for c in ARTICLE[code] if c.isalpha()} - set(letters)
        assert not missing or code in ("he", "hi", "th")


@pytest.mark.parametrize(("text", "found"), [
    ("30,000 and 1,500", [30000, 1500]),
    ("30\u202f000 et 1\u00a0500", [30000, 1500]),
    ("۳۰٬۰۰۰ نفر", [30000]),
    ("3万多名，1.2万人", [30000, 12000]),
    ("17 July 2020", [17, 2020]),
])
def test_numbers_are_read_in_any_language(text: str, found: list[int]) -> None:
    assert numbers(text, {"万": 10_000}) == found


def test_a_page_reaches_no_file_outside_and_no_network(copy: Path) -> None:
    css = copy / "templates/handout/edition.css"
    css.write_text('body { background: url("file:///etc/passwd") } main { background: url("http://example.org/x.png") }',
                   encoding="utf-8")
    result = build(copy_of(copy, ["statement-1988/en/handout"], final=False), copy / ".cache")
    said = [finding.message for finding in result.findings if finding.code == "picture-drawing"]
    assert any("/etc/passwd" in message and "outside" in message for message in said)
    assert any("example.org" in message and "outside" in message for message in said)


def test_thai_lines_are_not_stretched_at_their_few_spaces(copy: Path) -> None:
    add(copy, "th", " ".join([ARTICLE["th"]] * 4))
    job = copy_of(copy, ["articles/th/handout"], final=False)
    document, _ = translate(job.document, job.catalogue, job.language, job.final)
    _, layout, _ = render(composed(job, document, copy / ".cache"), job.cell)
    lines = [line for line in layout.lines if line.kind == "text" and " " in line.text.strip()]
    width = measure(job.edition, job.language)[-1]
    assert len(lines) > 2
    assert not [line.text for line in lines if abs(line.width - width) < 0.5]


def test_a_face_that_is_missing_is_one_finding(copy: Path) -> None:
    (copy / "locales/am").mkdir()
    (copy / "locales/am/language.toml").write_text('name = "አማርኛ"\n', encoding="utf-8")
    (copy / "content/letter").mkdir()
    (copy / "content/letter/document.toml").write_text(
        'language = "am"\ntitle = "የሰብአዊ መብቶች"\nfiles = ["letter.md"]\n', encoding="utf-8")
    (copy / "content/letter/letter.md").write_text("የሰው ልጅ ሁሉ ሲወለድ ነጻና በክብርና በመብትም እኩልነት ያለው ነው።\n", encoding="utf-8")
    result = build(copy_of(copy, ["letter/am/handout"], final=False), copy / ".cache")
    found = [finding for finding in result.findings if finding.code.startswith(("no-glyph", "engine", "words"))]
    assert [finding.code for finding in found] == ["engine", "no-glyph"]
    assert "ETHIOPIC" in found[1].message
    assert "28 other characters" in found[1].message


def test_our_own_ornament_stands_out_from_the_page(copy: Path) -> None:
    folder = copy / "content/letter"
    folder.mkdir()
    (folder / "document.toml").write_text('language = "en"\ntitle = "A letter"\nfiles = ["letter.md"]\n', encoding="utf-8")
    (folder / "letter.md").write_text("One.\n\n* * *\n\nTwo.\n", encoding="utf-8")
    result = build(copy_of(copy, ["letter/en/handout"], final=False), copy / ".cache")
    assert [finding for finding in result.findings if finding.code == "contrast"] == []


@pytest.mark.parametrize("code,base", [("de-AT", "de"), ("fr-CA", "fr"), ("es-MX", "es"), ("ar-EG", "ar"), ("zh-SG", "zh")])
def test_a_regional_language_keeps_its_language_s_rules(code: str, base: str) -> None:
    assert units(code) == units(base)
    assert units(code)
    assert quotes_of(code) == quotes_of(base)
