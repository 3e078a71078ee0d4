"""What an update of the source does to translations: nothing is lost, nothing wrong goes unmarked."""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from press.catalogues.cut import Message
from press.catalogues.entries import Unit
from press.catalogues.merge import Merged, merge
from press.catalogues.reading import parse
from press.commands.line import run
from press.values.document import message_key

FRENCH = "locales/fr/LC_MESSAGES/statement-1988.po"
SOURCE = "content/statement-1988/statement.md"
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
FIRST = "We met the families of the prisoners in Geneva."
SECOND = "They asked the Council for an inquiry into the deaths."
LONG = f"{FIRST} {SECOND}"
Edit = Callable[..., str]


def messages(*texts: str | tuple[str, str]) -> list[Message]:
    """Messages of these texts, or contexts and texts."""
    pairs = [("", text) if isinstance(text, str) else text for text in texts]
    return [Message(text, context, ("text.md",), f"{message_key(context, text)}: paragraph") for context, text in pairs]


def file(*entries: str) -> tuple[Unit, ...]:
    """The entries of a catalogue that is written so."""
    return parse(HEAD + "\n".join(entries), "x.po").units


def entry(text: str, translation: str, context: str = "", before: str = "") -> str:
    """One entry as a file has it."""
    named = f'msgctxt "{context}"\n' if context else ""
    return f'{before}{named}msgid "{text}"\nmsgstr "{translation}"\n'


def active(merged: Merged) -> list[tuple[str, bool]]:
    """Translation of each message and whether it is fuzzy."""
    return [(unit.translation, unit.is_fuzzy) for unit in merged.units if not unit.is_obsolete]


def obsolete(merged: Merged) -> list[str]:
    """The translations that are kept as obsolete."""
    return [unit.translation for unit in merged.units if unit.is_obsolete]


@pytest.fixture
def edit(copy: Path) -> Edit:
    """Changes the source of the real document, brings the catalogues to it and gives the French one."""

    def change(*pairs: tuple[str, str], options: tuple[str, ...] = ()) -> str:
        path = copy / SOURCE
        text = path.read_text(encoding="utf-8")
        for old, new in pairs:
            assert text.count(old) >= 1, old
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
        assert run(["catalogue", "update", *options], copy) == 0
        return (copy / FRENCH).read_text(encoding="utf-8")

    return change


def units(text: str) -> dict[str, Unit]:
    """The messages of a catalogue by their first words."""
    return {unit.text[:30]: unit for unit in parse(text, "x.po").units if not unit.is_obsolete}


# Each way in which a source changes


def test_a_changed_sentence_keeps_its_translation_as_fuzzy_with_the_text_that_it_belongs_to(edit: Edit, copy: Path) -> None:
    before = (copy / FRENCH).read_text(encoding="utf-8")
    after = edit(("as many as 12,000 protesters", "up to 12,000 protesters"))
    unit = units(after)["Human rights group believe up "]
    assert unit.is_fuzzy
    assert unit.translation == units(before)["Human rights group believe as "].translation
    assert unit.previous == ("", "Human rights group believe as many as 12,000 protesters have been arrested.")
    old, new = before.splitlines(), after.splitlines()
    changed = [line.split()[0] for line in new if line not in old]
    assert changed == ['"POT-Creation-Date:', "#.", "#,", "#|", "#|", "msgid"]
    assert len([line for line in old if line not in new]) <= 4


def test_one_that_comes_back_has_its_translation_again(edit: Edit, copy: Path) -> None:
    before = (copy / FRENCH).read_text(encoding="utf-8")
    sentence = "Human rights group believe as many as 12,000 protesters have been arrested.\n\n"
    gone = edit((sentence, ""))
    assert '#~ msgid "Human rights group believe' in gone or '#~ "Human rights group believe' in gone
    after = "UN High Commissioner for Human Rights Michelle"
    back = edit((after, sentence + after))
    assert [unit.lines for unit in parse(back, "x.po").units] == [unit.lines for unit in parse(before, "x.po").units]


def test_a_moved_paragraph_is_untouched(edit: Edit, copy: Path) -> None:
    before = (copy / FRENCH).read_text(encoding="utf-8")
    sentence = "Human rights group believe as many as 12,000 protesters have been arrested.\n\n"
    after = edit((sentence, ""), ("# The 1988 Massacre\n\n", f"# The 1988 Massacre\n\n{sentence}"))
    old, new = (units(text)["Human rights group believe as "] for text in (before, after))
    assert new.group("msgstr") == old.group("msgstr")
    assert new.flags == old.flags == ()
    places = [list(units(text)).index("Human rights group believe as ") for text in (after, before)]
    assert places[0] < places[1]


def test_a_renamed_note_takes_its_translation_along(edit: Edit, copy: Path) -> None:
    before = (copy / FRENCH).read_text(encoding="utf-8")
    marker = copy / "content/statement-1988/document.toml"
    marker.write_text(marker.read_text(encoding="utf-8").replace("note:jvmi", "note:report"), encoding="utf-8")
    after = edit(("[^jvmi]", "[^report]"))
    for sign in ("fuzzy", "#~", "jvmi"):
        assert sign not in after
    old, new = parse(before, "x.po").units, parse(after, "x.po").units
    assert [unit.translation.replace("[^jvmi]", "[^report]") for unit in old] == [unit.translation for unit in new]
    assert [unit.context for unit in new].count("query:report") == 1


def test_a_call_of_another_note_is_no_renaming() -> None:
    text, other = "As was said[^a].", "As was said[^b]."
    merged = merge(messages(other, "More[^b]."), file(entry(text, "Comme dit[^a]."), entry("More[^b].", "Plus[^b].")))
    assert active(merged) == [("Comme dit[^a].", True), ("Plus[^b].", False)]


def test_a_divided_paragraph_is_offered_once_to_its_larger_part() -> None:
    old = file(entry(LONG, "Tout."))
    assert active(merge(messages(FIRST, SECOND), old)) == [("", False), ("Tout.", True)]
    parts = [FIRST, SECOND, "Nobody there had an answer for them, and none has come since then."]
    merged = merge(messages(*parts, "Another text altogether, of other words."), file(entry(" ".join(parts), "Tout.")))
    assert active(merged) == [("", False), ("", False), ("Tout.", True), ("", False)]


def test_a_small_part_of_a_divided_paragraph_is_not_passed_over() -> None:
    names = ("Alpha", "Beta", "Gamma", "Delta")
    parts = [f"{name} stands here with {name.lower()} and its own five words." for name in names]
    merged = merge(messages(*parts), file(entry(" ".join(parts), "Tout.")))
    assert [translation for translation, _ in active(merged)].count("Tout.") == 1
    assert obsolete(merged) == ["Tout."]


def test_a_joined_paragraph_is_offered_both_translations_in_their_order() -> None:
    merged = merge(messages(LONG), file(entry(SECOND, "Deux."), entry(FIRST, "Un.")))
    assert active(merged) == [("Un. Deux.", True)]
    assert merged.units[0].previous == ("", LONG)
    assert sorted(obsolete(merged)) == ["Deux.", "Un."]
    assert active(merge(messages(SECOND, FIRST), merged.units)) == [("Deux.", False), ("Un.", False)]


def test_joined_chinese_has_no_space() -> None:
    merged = merge(messages(LONG), file(entry(FIRST, "一。"), entry(SECOND, "二。")))
    assert active(merged) == [("一。二。", True)]


def test_the_same_text_in_another_place_is_not_fuzzy() -> None:
    in_use = merge(messages(FIRST, ("note:a", FIRST)), file(entry(FIRST, "Un.")))
    assert active(in_use) == [("Un.", False), ("Un.", False)]
    gone = merge(messages(("note:b", FIRST)), file(entry(FIRST, "Un.", "note:a")))
    assert active(gone) == [("Un.", False)]
    assert obsolete(gone) == []


def test_of_two_translations_of_one_text_none_is_taken_as_sure() -> None:
    old = file(entry("Appeal", "Appel", "note:a"), entry("Appeal", "Recours", "note:b"))
    assert active(merge(messages(("note:a", "Appeal"), ("note:b", "Appeal"), "Appeal"), old))[2][1]
    # Of a note that is gone the one answer is its own.
    assert active(merge(messages(("note:a", "Appeal"), ("note:c", "Appeal")), old)) == [("Appel", False), ("Recours", False)]


def test_a_renamed_source_file_changes_its_name_only(edit: Edit, copy: Path) -> None:
    before = (copy / FRENCH).read_text(encoding="utf-8")
    (copy / SOURCE).rename((copy / SOURCE).with_name("text.md"))
    marker = copy / "content/statement-1988/document.toml"
    marker.write_text(marker.read_text(encoding="utf-8").replace('"statement.md"', '"text.md"'), encoding="utf-8")
    assert run(["catalogue", "update"], copy) == 0
    after = (copy / FRENCH).read_text(encoding="utf-8")
    wanted = before.replace("/statement.md", "/text.md").splitlines()
    assert [line for line in after.splitlines() if line not in wanted and "POT-Creation-Date" not in line] == []
    assert len(after.splitlines()) == len(wanted)


def test_a_fuzzy_one_that_changes_again_keeps_the_text_that_its_translation_belongs_to() -> None:
    old = file(entry(SECOND, "Un.", before=f'#, fuzzy\n#| msgid "{FIRST}"\n'))
    merged = merge(messages(SECOND.replace("inquiry", "answer")), old)
    assert active(merged) == [("Un.", True)]
    assert merged.units[0].previous == ("", FIRST)
    # It is found by that text too.
    again = merge(messages(FIRST.replace("Geneva", "Paris")), old)
    assert active(again) == [("Un.", True)]


def test_comments_flags_and_previous_text_stay_also_when_a_message_goes_and_comes_back() -> None:
    said = f'# Why: a question to the author\n#, fuzzy, no-wrap\n#| msgctxt "note:x"\n#| msgid "{SECOND}"\n'
    old = file(entry(FIRST, "Un.", before=said))
    gone = merge(messages(), old)
    assert [line for _, line in gone.units[0].lines if line][:4] == [
        "# Why: a question to the author", "#, fuzzy, no-wrap", '#~| msgctxt "note:x"', f'#~| msgid "{SECOND}"',
    ]
    back = merge(messages(FIRST), gone.units).units[0]
    assert back.group("#") == old[0].group("#")
    assert back.flags == ("fuzzy", "no-wrap")
    assert back.previous == ("note:x", SECOND)


def test_a_mistyped_heading_is_found_by_its_letters() -> None:
    assert active(merge(messages("Background"), file(entry("Backgroud", "Contexte")))) == [("Contexte", True)]
    assert active(merge(messages("Findings"), file(entry("Backgroud", "Contexte")))) == [("", False)]


# A slip that was mended


def test_a_slip_by_the_new_key_or_the_old_leaves_the_translation_as_it_is() -> None:
    old, new = FIRST.replace("families", "familes"), FIRST
    for key in (message_key("", old), message_key("", new)):
        merged = merge(messages(new), file(entry(old, "Un.")), [key])
        assert active(merged) == [("Un.", False)]
        assert merged.units[0].previous is None
        assert merged.slips == {key}


def test_a_slip_can_be_named_after_the_update_too(edit: Edit, copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = units((copy / FRENCH).read_text(encoding="utf-8"))["Human rights group believe as "]
    pair = ("Human rights group believe", "Human rights groups believe")
    fuzzy = units(edit(pair))["Human rights groups believe as"]
    assert fuzzy.is_fuzzy
    capsys.readouterr()
    after = edit(options=("--typo", fuzzy.key))
    assert f"{FRENCH}: 1 kept: only a slip was mended\n" in capsys.readouterr().out
    assert "fuzzy" not in after
    assert "#|" not in after
    assert units(after)["Human rights groups believe as"].translation == before.translation
    # To say it twice does no harm.
    assert edit(options=("--typo", fuzzy.key)) == after


@pytest.mark.parametrize(("old", "new"), [
    ("In 2017 we met the families.", "In 2018 we met the families."),
    ("We met the families[^a].", "We met the families[^b]."),
    (FIRST, "We met the lawyers of the ministers in Vienna."),
])
def test_a_number_a_call_or_other_words_are_no_slip(old: str, new: str) -> None:
    merged = merge(messages(new, "A call of [^a] and [^b]."), file(entry(old, "Un.")), [message_key("", new)])
    assert active(merged)[0] == ("Un.", True)
    assert not merged.slips


def test_what_was_fuzzy_before_the_slip_stays_so() -> None:
    old = file(entry(FIRST, "Un.", before="#, fuzzy\n"))
    merged = merge(messages(FIRST.replace("the prisoners", "all prisoners")), old, [message_key("", FIRST)])
    assert active(merged) == [("Un.", True)]


def test_an_unknown_key_is_refused_and_nothing_is_written(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = copy / SOURCE
    path.write_text(path.read_text(encoding="utf-8").replace("as many as", "up to"), encoding="utf-8")
    before = (copy / FRENCH).read_bytes()
    assert run(["catalogue", "update", "--typo", "abcdef0"], copy) == 2
    assert 'the key "abcdef0" names no message' in capsys.readouterr().err
    assert (copy / FRENCH).read_bytes() == before


# Whole files


def test_no_wrong_translation_is_ever_without_the_mark() -> None:
    """Of 40 sources, changed at random in every way, each with the truth beside it."""
    for seed in range(40):
        chance = random.Random(seed)
        words = [f"w{number}" for number in range(chance.choice((20, 300)))]
        texts = [" ".join(chance.choices(words, k=chance.choice((1, 2, 4, 8, 30)))) for _ in range(60)]
        olds = list(dict.fromkeys((chance.choice(("", f"note:n{number}")), text) for number, text in enumerate(texts)))
        # Equal texts have equal translations: only then is one right wherever it stands.
        was = file(*(entry(text, f"T({text})", context) for context, text in olds))
        now = [_changed(context, text, chance, words) for context, text in olds]
        wanted = list(dict.fromkeys(pair for pairs in now for pair in pairs))
        chance.shuffle(wanted)
        merged = merge(messages(*wanted), was)
        for (_, text), unit in zip(wanted, merged.units, strict=False):
            assert unit.text == text
            assert unit.is_fuzzy or unit.translation in ("", f"T({text})"), (seed, text, unit.translation)
        kept = {unit.translation for unit in merged.units}
        assert all(f"T({text})" in kept for _, text in olds), seed
        again = merge(messages(*wanted), merged.units)
        assert [unit.lines for unit in again.units] == [unit.lines for unit in merged.units], seed


def _changed(context: str, text: str, chance: random.Random, words: list[str]) -> list[tuple[str, str]]:
    """What becomes of one message: kept, changed, dropped, divided, moved to another note, or joined by another."""
    parts = text.split()
    half = len(parts) // 2
    match chance.randrange(8):
        case 0:
            return []
        case 1:
            parts[chance.randrange(len(parts))] = chance.choice(words)
            return [(context, " ".join(parts))]
        case 2 if half:
            return [(context, " ".join(parts[:half])), (context, " ".join(parts[half:]))]
        case 3:
            return [(f"note:x{chance.randrange(99)}", text)]
        case 4:
            return [(context, f"{text} {' '.join(chance.choices(words, k=9))}")]
        case _:
            return [(context, text)]


def test_6000_messages_take_seconds() -> None:
    chance = random.Random(1)
    words = ["".join(chance.choices("aeiourstlnmdk", k=7)) for _ in range(4000)]
    texts = [" ".join(chance.choices(words, k=50)) for _ in range(6200)]
    changed = [text.replace(" ", " changed ", 5) if number < 600 else text for number, text in enumerate(texts)]
    text = HEAD + "\n".join(entry(text, "T") for text in texts[:6000])
    before = time.process_time()
    merged = merge(messages(*changed), parse(text, "x.po").units)
    assert time.process_time() - before < 15
    assert (merged.fuzzy, merged.new) == (600, 200)


@pytest.mark.skipif(not shutil.which("msgmerge"), reason="gettext is not on this machine")
@pytest.mark.parametrize("language", ["fr", "ar", "fa", "zh"])
def test_what_is_written_passes_the_tools_of_gettext(copy: Path, edit: Edit, language: str) -> None:
    path = copy / f"locales/{language}/LC_MESSAGES/statement-1988.po"
    edit(
        ("as many as 12,000", "up to 12,000"), ("[^reuters]", "[^news]"),
        ("# The 1988 Massacre\n\n", "# A new \\\\ heading\n\n"),
        ("In 2018, Amnesty International also", 'A "quoted" new one.\n\nIn 2018, Amnesty International'),
        ("“Many of the arrested protesters have not had access to a lawyer, meaning due process is not being respected,” "
         "Bachelet said.\n\n", ""),
    )
    whole = polib.pofile(str(path))
    assert len(whole.fuzzy_entries()) >= 2
    assert whole.obsolete_entries()
    subprocess.run(["msgfmt", "--check", "-o", "/dev/null", path], check=True)
    template = copy / "locales/statement-1988.pot"
    options = ["--quiet", "--previous", "--no-fuzzy-matching"]
    for command in (["msgcat", str(path)], ["msgmerge", *options, str(path), str(template)]):
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert said(done.stdout) == said(path.read_text(encoding="utf-8"))
    before = path.read_bytes()
    assert run(["catalogue", "update"], copy) == 0
    assert path.read_bytes() == before


def said(text: str) -> list[tuple[object, ...]]:
    """What a catalogue says, however its lines are wrapped."""
    return sorted((unit.identity, unit.translation, unit.is_fuzzy, unit.previous or (), unit.is_obsolete,
                   [line.strip() for line in unit.group("#")]) for unit in parse(text, "x.po").units)


def test_a_text_that_is_taken_back_has_its_translation_back() -> None:
    changed = merge(messages(FIRST.replace("met", "have met")), file(entry(FIRST, "Nous les avons vus.")))
    assert active(changed) == [("Nous les avons vus.", True)]
    back = merge(messages(FIRST), changed.units)
    assert active(back) == [("Nous les avons vus.", False)]
    assert (changed.fuzzy, changed.back, back.fuzzy, back.back) == (1, 0, 0, 1)
    assert "#|" not in str(back.units)
