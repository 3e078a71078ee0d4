"""Each check of a translation: what it finds, what it suggests, what it leaves alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from press.catalogues.checking import check, check_words, of_source
from press.catalogues.translate import translate
from press.languages.language import make_language
from press.languages.rules import RULES, conventions, rules_of
from press.project import Project
from press.reading.inlines import inlines
from press.tables import Table
from press.values.catalogue import Entry
from press.values.document import Passage, Text
from press.values.findings import Finding, Place, ProjectError, Severity
from press.values.language import Language, Term
from tests.conftest import copy_of, run
from tests.pdf import flat

HERE = Place("locales/xx/LC_MESSAGES/letter.po", 7)


def language(code: str, data: Mapping[str, Any] | None = None) -> Language:
    return make_language(code, Table(data or {}, "", f"locales/{code}/language.toml"), Path(), {})


def found(code: str, source: str, text: str, comment: str = "", terms: tuple[Term, ...] = ()) -> list[Finding]:
    passage = Passage(source, inlines(source, {}), Place("content/letter/letter.md", 1), "en")
    entry = Entry(text, False, "", HERE, comment)
    return check(passage, text, inlines(text, {}), entry, replace(language(code), glossary=terms))


CALLS = [
    # Before the mark: French, Spanish, Italian, Russian, Chinese.
    ("fr", "He left[^a].", "Il est parti.[^a]", "parti[^a]."),
    ("fr", "He said “no”[^a].", "Il dit « non »[^a].", "non[^a] »."),
    ("fr", "He said[^a]: no.", "Il dit\u00a0:[^a] non.", "dit[^a][U+00A0]:"),
    ("fr", "Trees etc.[^a]", "Des arbres, etc.[^a]", ""),
    ("fr", "He left[^a].", "Il est parti[^a].", ""),
    ("es", "He left[^a].", "Se fue.[^a]", "fue[^a]."),
    ("es", "He left …[^a]", "Se fue …[^a]", ""),
    ("es", "In the U.S.[^a]", "En los EE. UU.[^a]", ""),
    ("ru", "He left[^a].", "Он ушел.[^a]", "ушел[^a]."),
    ("ru", "In 1988[^a].", "В 1988 г.[^a]", ""),
    ("it", "He left[^a].", "È partito.[^a]", "partito[^a]."),
    ("zh", "He said no[^a].", "他说“不”。[^a]", "”[^a]。"),
    ("zh", "He said: “No.”[^a]", "他说：“不。”[^a]", ""),
    # After it: English. By meaning: German, Swedish. Against the word: Persian. Open: Arabic.
    ("en", "Il part.[^a]", "He left[^a].", "left.[^a]"),
    ("en", "Il dit « non »[^a].", "He said “no[^a].”", "no.”[^a]"),
    ("de", "He left[^a].", "Er ging.[^a]", ""),
    ("de", "He left[^a].", "Er ging[^a].", ""),
    ("sv", "He left[^a].", "Han gick.[^a]", ""),
    ("fa", "He left[^a].", "او رفت [^a].", "رفت[^a]."),
    ("fa", "He left[^a].", "او رفت.[^a]", ""),
    ("ar", "He left[^a].", "غادر [^a].", ""),
    # Several calls in a row are one.
    ("fr", "He left[^a][^b].", "Il est parti.[^a][^b]", "parti[^a][^b]."),
    ("en", "Il part.[^a],[^b]", "He left.[^a],[^b]", ""),
    # A mark of direction round a call is seen by nobody.
    ("fa", "He left[^a].", "او رفت\u200f[^a]\u200f.", ""),
]


@pytest.mark.parametrize(("code", "source", "text", "better"), CALLS)
def test_a_call_stands_where_the_language_has_it(code: str, source: str, text: str, better: str) -> None:
    from press.catalogues.checks.flow import without_direction_marks

    findings = [f for f in found(code, source, without_direction_marks(text)) if f.code == "call-position"]
    assert bool(findings) == bool(better), findings
    if better:
        assert better in findings[0].hint
        assert findings[0].severity is Severity.WARNING


WRITING = [
    ("fr", "Why? He left.", "Pourquoi? Il est parti.", "spaces", "Pourquoi[U+202F]?"),
    ("fr", "Why: he left.", "Voici : il est parti.", "spaces", "Voici[U+00A0]:"),
    ("fr", "At 10:30.", "À 10:30.", "", ""),
    ("fr", "He left. She stayed.", "Il est parti.\n \nElle est restée.", "paragraphs", "one paragraph"),
    ("fr", "He left. She stayed.", "Il est parti.\nElle est restée.\n\n", "", ""),
    ("fr", "He said “no”.", "Il a dit «non».", "spaces", "«[U+00A0]non"),
    ("fr", "He said “no”.", 'Il a dit "non".', "quotes", "«\u00a0non\u00a0»"),
    ("fr", "He said “no”.", "Il a dit “non”.", "quotes", "«"),
    ("fr", "L’homme’s own.", "L’homme d’abord.", "", ""),
    ("de", "He said “no”.", "Er sagte “nein”.", "quotes", "„"),
    ("de", "He said “no”.", "Er sagte „nein“.", "", ""),
    ("sv", "He said “no”.", "Han sade ”nej”.", "", ""),
    ("zh", "The book “War”.", "《战争》这本书。", "", ""),
    ("zh", "He left …", "他走了…", "letters", "……"),
    ("zh", "Well, he left.", "好,他走了。", "letters", "，"),
    ("fa", "He left Iran.", "او از ايران رفت.", "letters", "ایران"),
    ("es", "30,000 left.", "Se fueron 30,000.", "digits", "30[U+00A0]000"),
    ("es", "1,500 left.", "Se fueron 1 500.", "digits", "1500"),
    ("de", "30,000 left.", "30,000 gingen.", "digits", "30.000"),
    ("fr", "30,000 left.", "30 000 sont partis.", "spaces", "30[U+202F]000"),
    ("fa", "In 1988 he left.", "او در 1988 رفت.", "digits", "۱۹۸۸"),
    ("fa", "In 1988 he left.", "او در ١٩٨٨ رفت.", "digits", "۱۹۸۸"),
    ("ar", "In 1988 he left.", "غادر في ١٩٨٨.", "digits", "1988"),
    ("ar", "He said: “the ‘no’ of it”.", "قال: «هذه الـ”لا“ له».", "", ""),
    ("ar", "He said: “the ‘no’ of it”.", "قال: «هذه الـ“لا” له».", "quotes", ""),
    ("ar", "30,000 left.", "غادر 30\u00a0000.", "", ""),
    ("fa", "1,500 left.", "۱٬۵۰۰ نفر رفتند.", "digits", "۱۵۰۰"),
    ("fa", "See JVMI 2017 Report of it.", "ببینید [JVMI 2017 Report]{lang=en} را.", "", ""),
]


@pytest.mark.parametrize(("source_and_text"), WRITING, ids=lambda row: f"{row[0]} {row[2]}")
def test_marks_spaces_and_digits_are_those_of_the_language(source_and_text: tuple[str, str, str, str, str]) -> None:
    code, source, text, expected, better = source_and_text
    findings = [f for f in found(code, source, text) if f.code not in ("length", "same")]
    assert [f.code for f in findings] == ([expected] if expected else []), findings
    if better:
        assert better in findings[0].hint


NUMBERS = [
    ("fa", "The 1988 massacre.", "قتل‌عام ۱۳۶۷.", []),
    ("fa", "The 1988 massacre.", "قتل‌عام ۱۳۶۶.", []),
    ("fa", "On 17 July 1988.", "در ۲۶ تیر ۱۳۶۷.", []),
    ("fa", "The 1988 massacre.", "قتل‌عام ۱۳۶۵.", ["error", "warning"]),
    # Short years: cut in the translation where readers know the solar one, in full where the source cuts it.
    ("fa", "The 1988 massacre.", "کشتار ۶۷.", []),
    ("fa", "The 1988 massacre.", "کشتار ۸۸.", ["error", "warning"]),
    ("fa", "The 88 massacre.", "کشتار سال ۱۹۸۸.", []),
    ("ru", "The 88 massacre.", "Расправа 1988 года.", []),
    ("ru", "The 88 massacre of 1988.", "Расправа 1988 года.", ["warning"]),
    ("ru", "The 88 massacre.", "Расправа 1989 года.", ["warning", "warning"]),
    ("fa", "More than 30,000 people.", "بیش از ۳۰ هزار نفر.", []),
    ("fa", "Some 1,500 people.", "حدود ۱۵۰۰ نفر.", []),
    ("ar", "Some 12,000 and 7,000 people.", "نحو 12 ألف و7 آلاف شخص.", []),
    ("fr", "The 1988 massacre.", "Le massacre de 1366.", ["error", "warning"]),
    ("zh", "More than 30,000 people.", "3万多人。", []),
    ("zh", "Some 12,000 people.", "约1.2万人。", []),
    ("zh", "Some 12,000 people.", "约12万人。", ["warning", "warning"]),
    ("fr", "3.5 million people.", "3,5 millions de personnes.", []),
    ("ko", "3 million people.", "300만 명.", []),
    ("fr", "On 17 July 2020.", "Le 16 juillet 2020.", ["warning"]),
    ("fr", "The 88 massacre, the massacres of 88.", "Le massacre de 88, les massacres.", ["warning"]),
]


@pytest.mark.parametrize(("code", "source", "text", "levels"), NUMBERS)
def test_numbers_are_the_same_in_calendar_and_units(code: str, source: str, text: str, levels: list[str]) -> None:
    assert [str(f.severity) for f in found(code, source, text) if f.code == "numbers"] == levels


def test_terms_and_names_are_those_of_the_glossary() -> None:
    terms = (Term(("massacre*",), ("расправ*", "бойн*"), "term"), Term(("Bachelet",), ("Бачелет",), "name", "Чили"),
             Term(("Institute of Massacre",), ("Институт",), "name"))
    assert not found("ru", "The massacres.", "Эти расправы.", terms=terms)
    assert not found("ru", "The massacres.", "Эта бойня.", terms=terms)
    assert [f.code for f in found("ru", "The massacres.", "Эти убийства.", terms=terms)] == ["terms"]
    # A word joiner says where no line ends, and nothing else.
    assert not found("ru", "The massacres.", "Эти рас\u2060правы.", terms=terms)
    (name,) = found("ru", "Mrs. Bachelet left.", "Г-жа Башле ушла.", terms=terms)
    assert name.code == "names"
    assert "Бачелет" in name.hint
    assert "Чили" in name.hint
    assert not found("ru", "The Institute of Massacre here.", "Здесь [Institute of Massacre]{lang=en}.", terms=terms)


def test_a_finding_is_muted_with_a_reason_only() -> None:
    source, text = "The 1988 massacre.", "Le massacre de l’an quatre-vingt-huit."
    assert [f.code for f in found("fr", source, text)] == ["numbers"]
    assert not found("fr", source, text, "ok numbers: the year is written out")
    assert not found("fr", source, text, "Looked at twice.\nok numbers: the year is written out\nand spelt as in the book")
    assert not found("fr", source, "Le massacre de 1988.", "ok for me, numbers too")
    for comment, said in (
        ("ok numbers:", "has no reason"), ("ok numbers", ""), ("ok nubmers: written out", "no check is called so"),
    ):
        findings = found("fr", source, text, comment)
        assert "numbers" in {f.code for f in findings}
        assert not said or said in findings[-1].message
    (idle,) = found("fr", source, "Le massacre de 1988.", "ok numbers: written out")
    assert (idle.code, idle.severity) == ("mute", Severity.NOTICE)
    firm = found("fr", "He left[^a].", "Il est parti.", "ok note-calls: not needed")
    assert [f.code for f in firm] == ["note-calls", "mute"]


def test_the_words_of_templates_keep_what_is_put_in() -> None:
    source = Passage("Original language: %(language)s.", (Text(""),), Place(""), "en")
    findings = check_words(source, Entry("Langue originale\u00a0: %(langue)s.", False, "", HERE), language("fr"))
    assert [(f.code, f.severity) for f in findings] == [("markup", Severity.ERROR)] * 2


def test_zero_width_non_joiners_are_kept_and_direction_marks_are_not(copy: Path) -> None:
    path = copy / "locales/fa/LC_MESSAGES/statement-1988.po"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("گفت[^guterres]", "گفت\u200f[^guterres]\u200e"), encoding="utf-8")
    job = copy_of(copy, ["statement-1988/fa/handout"], final=False)
    document, findings = translate(job.document, job.catalogue, job.language, final=False)
    words = "".join(block.passage.text for block in document.blocks if hasattr(block, "passage"))
    assert "[^guterres]" in words
    assert {finding.code for finding in findings} == {"query"}
    assert not set(words) & set("\u200e\u200f")
    assert "\u200c" in words


def test_a_hint_names_the_source_of_its_rule() -> None:
    (french,) = found("fr", "He left[^a].", "Il est parti.[^a]")
    assert french.hint.endswith("; Office québécois de la langue française, appel de note)")
    (arabic,) = found("ar", "He “left”.", 'هو "غادر".')
    assert arabic.hint.endswith(", a secondary source)")


def test_every_rule_has_a_source_and_a_language_can_say_otherwise() -> None:
    for code in ("ar", "de", "en", "es", "fa", "fr", "it", "ko", "ru", "sv", "zh"):
        for name, rule in rules_of(code, {}, HERE).items():
            assert set(rule) - {"source", "weak"} <= set(RULES[name])
            assert rule["source"], (code, name)
    own = {"calls": {"place": "after", "marks": "."}}
    assert conventions("fr", own, HERE).call == "after"
    assert conventions("fr", own, HERE).spaced == conventions("fr", {}, HERE).spaced
    assert "calls" in conventions("de", {}, HERE).weak


@pytest.mark.parametrize(("rules", "said"), [
    ({"call": {}}, 'no rule "call"'),
    ({"calls": {"where": "x"}}, 'unknown key "where"'),
    ({"calls": {"place": "above"}}, 'place is "above"'),
    ({"calls": "before"}, "not a table"),
    ({"numbers": {"from": "five"}}, "wrong kind"),
    ({"numbers": {"units": {}}}, "key of its own"),
    ({"letters": {"wrong": {"(": "x"}}}, "no pattern"),
    ({"calendar": {"name": "maya"}}, "not a calendar"),
])
def test_a_rule_that_can_not_be_read_is_named(rules: dict[str, Any], said: str) -> None:
    with pytest.raises(ProjectError) as caught:
        language("fr", {"rules": rules})
    assert said in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(("text", "said", "line"), [
    ("source,target\n", "does not name the columns", 1),
    ("source,translation,kind,note\na,b,term\n", "has 3 cells", 2),
    ("source,translation,kind,note\na,b,verb,\n", 'kind "verb"', 2),
    ("source,translation,kind,note\na,,term,\n", "no translation", 2),
    ('source,translation,kind,note\n"a,b,term,\n', "not CSV", 2),
])
def test_a_glossary_that_can_not_be_read_is_named_with_its_line(copy: Path, text: str, said: str, line: int) -> None:
    (copy / "locales/fr/glossary.csv").write_text(text, encoding="utf-8")
    error = Project(copy).languages["fr"]
    assert isinstance(error, ProjectError)
    assert said in error.message
    assert str(error.place) == f"locales/fr/glossary.csv:{line}"


def test_the_command_names_place_cause_and_remedy_and_fails_on_errors(copy: Path) -> None:
    done = run(copy, "catalogue", "check")
    assert (done.returncode, done.stdout) == (0, "0 errors, 0 warnings, 11 notices\n")
    assert done.stderr.count("notice: open query: ") == 11
    path = copy / "locales/fr/LC_MESSAGES/statement-1988.po"
    head, source, rest = path.read_text(encoding="utf-8").partition("islamique de 1979")
    path.write_text(head + source.replace("1979", "1978") + rest, encoding="utf-8")
    done = run(copy, "catalogue", "check", "fr")
    assert done.returncode == 1
    said = r"locales/fr/LC_MESSAGES/statement-1988\.po:\d{3}: error: the year 1979 is missing \[numbers\]\n  hint: "
    assert re.search(said, done.stderr)
    assert run(copy, "catalogue", "check", "statement-1988/es").returncode == 0
    assert '"code": "numbers"' in run(copy, "catalogue", "check", "--json", "fr").stdout
    unknown = run(copy, "catalogue", "check", "frr")
    assert unknown.returncode == 2
    assert "did you mean fr?" in unknown.stderr


def test_a_muted_finding_is_muted_in_a_build_too(copy: Path) -> None:
    path = copy / "locales/fr/LC_MESSAGES/statement-1988.po"
    text = path.read_text(encoding="utf-8")
    text = text.replace("islamique de 1979", "islamique")
    entry = text.index('msgid ""\n"Since the Iran protests')
    start = text.rindex("\n\n", 0, entry) + 2
    path.write_text(f"{text[:start]}# ok numbers: everybody knows the year\n{text[start:]}", encoding="utf-8")
    done = run(copy, "statement-1988/fr/handout", "--json")
    assert done.returncode == 0, done.stdout
    assert "numbers" not in done.stdout
    assert "1979" not in flat(next(copy.glob("out/**/*fr_handout*.pdf")).read_bytes())


def test_a_word_that_templates_can_not_fill_gives_no_pdf(copy: Path) -> None:
    path = copy / "locales/fr/LC_MESSAGES/interface.po"
    head, _, rest = path.read_text(encoding="utf-8").rpartition("%(language)s")
    path.write_text(f"{head}%(langue)s{rest}", encoding="utf-8")
    done = run(copy, "statement-1988/fr/handout")
    assert done.returncode == 1
    assert "error: %(language)s is missing [markup]" in done.stderr
    assert "Traceback" not in done.stderr


AMOUNTS = [
    ("fr", "The Association of Iranian Women in the UK", "[The Association of Iranian Women in the UK]{lang=en}", []),
    ("zh", "We urge the Council to support the missions without delay.", "我们敦促理事会毫不拖延地支持这些任务。", []),
    ("zh", "We urge the Council to support the missions without delay.", "我们敦促。", ["length"]),
    ("th", "We urge the Council to support the missions without delay.", "เราขอเรียกร้องให้คณะมนตรีสนับสนุนภารกิจ", []),
    ("fr", "A call.", "Nous lançons un appel solennel à tous les Membres.", []),
    ("fr", "We urge you to act now and without delay.", "Nous.", ["length"]),
    ("ru", "We urge you to act now and without delay.", "We urge you to act now and without delay.", ["same"]),
    ("fr", "1988", "1988", []),
]


@pytest.mark.parametrize(("code", "source", "text", "expected"), AMOUNTS)
def test_a_translation_has_about_as_many_words_and_others(code: str, source: str, text: str, expected: list[str]) -> None:
    assert [f.code for f in found(code, source, text)] == expected


@pytest.mark.parametrize("text", [
    "Est-ce vrai (?)", "Vraiment\u202f?!", "À 10:30, http://x.fr", "Une note^[en ligne] ici.", "Il part [^a] hier.",
])
def test_french_marks_that_need_no_space(text: str) -> None:
    assert "spaces" not in {f.code for f in found("fr", "Is it true?", text)}


@pytest.mark.parametrize("code,source,text", [
    ("zh", "Article 10", "第十条"), ("fa", "Article 10", "مادهٔ دهم"), ("he", "Article 10", "סעיף י"),
    ("fr", "Article 1", "Article premier"), ("fr", "Article 5", "Article 5"), ("am", "Article 12", "አንቀጽ ፲፪"),
    ("ja", "Article 3", "第３条"), ("zh", "See Article 2 of the text.", "见案文第二条。"),
    ("am", "In 1948 the text was written.", "በ፲፱፻፵፰ ጽሑፉ ተጻፈ።"),
    ("nl", "Call +1 555 010 0100 now.", "Bel nu +1\u00a0555\u00a0010\u00a00100."),
    ("fa", "Call +98 21 1234 567 now.", "اکنون به +98 21 1234 567 زنگ بزنید."),
    ("fr", "CESCR", "CESCR"),
])
def test_ordinals_telephone_numbers_and_words_that_stay_raise_nothing(code: str, source: str, text: str) -> None:
    assert [f.code for f in found(code, source, text) if f.code in ("numbers", "digits", "same", "spaces")] == []


@pytest.mark.parametrize("code,source,text,what", [
    ("fr", "Article 10", "Article 11", "numbers"), ("zh", "12 people came.", "人们来了。", "numbers"),
    ("fr", "Recommendations", "Recommendations", "same"), ("fr", "Call +1 555 010 0100", "Appelez +1 555 010 01", "numbers"),
    ("am", "In 1948 the text was written.", "በ፲፱፻፵፱ ጽሑፉ ተጻፈ።", "numbers"),
    ("fa", "12 people came.", "12 نفر آمدند.", "digits"),
])
def test_what_is_another_number_or_no_translation_is_still_found(code: str, source: str, text: str, what: str) -> None:
    assert what in [f.code for f in found(code, source, text)]


@pytest.mark.parametrize(("code", "text", "hints"), [
    ("hi", "१९८८ में २५% लोग।", []), ("th", "ดูหน้า ๑๒–๑๕", []), ("lo", "໑໒", []),
    ("fa", "نسبت ۳٫۵ و 3.5 است.", ["۳.۵"]), ("hi", "۱۹۸۸ में", ["1988"]), ("en", "In १९८८.", ["1988"]),
    ("en", "The .org domain.", []), ("en", "The end .", ["end."]), ("en", "The ![A](a.png).", []),
])
def test_an_author_may_write_the_figures_of_the_own_script(code: str, text: str, hints: list[str]) -> None:
    said = of_source(Passage(text, inlines(text, {}), HERE, code), language(code))
    assert len(said) == len(hints)
    for finding, hint in zip(said, hints, strict=True):
        assert hint in finding.hint


def test_the_hint_mends_each_sign_that_it_shows() -> None:
    assert [f.hint.split(" (")[0] for f in found("zh", "One, two, three.", "甲,乙,丙。") if f.code == "letters"] == [
        'write "甲，乙，丙。"']


def test_a_name_may_be_left_as_it_is_and_the_same_names_the_words() -> None:
    assert "“" not in found("fr", "Recommendations", "Recommendations")[0].message
    assert '"Recommendations"' in found("fr", "Recommendations", "Recommendations")[0].message
    source = Passage("A. Writer", inlines("A. Writer", {}), Place("content/letter/document.toml", 3), "en", "meta:authors")
    assert check(source, "A. Writer", source.inlines, Entry("A. Writer", False, "", HERE, ""), language("fr")) == []
