"""Faults that translators make, put into true translations; each is seeded, so that a run can be repeated."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import reduce

from press.reading.inlines import inlines
from press.values.document import Passage
from press.values.language import Language

CALL = re.compile(r"\[\^[^\]]+\]")
# Of the solar years two are right: one of them put for the other is seen by nobody who does not know the month.
YEAR = re.compile(r"(?<!\d)(?:19|20|۱۹|۲۰)\d\d(?!\d)")
GROUPED = re.compile(r"(?<=\d)[.,٬\u00a0\u202f](?=\d{3})")
WORD = re.compile(r"\s(\w{4,})\s")
# The rest of words that are in another language by their mark: what is wrong in them is seen by nobody.
FOREIGN = re.compile(r"[^\[\]]*\]\{lang=")
KEPT = re.compile(r"\[([^\[\]]*)\]\{lang=")
# A fault gives source and translation with the fault in it, or nothing where it can't be made.
Pair = tuple[Passage, str]
Fault = Callable[[Passage, str, Language, random.Random], Pair | None]


def _changed(pattern: re.Pattern[str], change: Callable[[re.Match[str], random.Random], str]) -> Fault:
    """A fault that changes one match of a pattern in the translation."""

    def fault(source: Passage, text: str, language: Language, chance: random.Random) -> Pair | None:
        matches = [match for match in pattern.finditer(text) if not FOREIGN.match(text, match.end())]
        if not matches:
            return None
        match = chance.choice(matches)
        made = text[:match.start()] + change(match, chance) + text[match.end():]
        return (source, made) if made != text else None

    return fault


def _other_digit(match: re.Match[str], chance: random.Random) -> str:
    """A number with its last digit changed."""
    zero = ord(match[0][-1]) - int(match[0][-1])
    return match[0][:-1] + chr(zero + (int(match[0][-1]) + chance.randint(1, 8)) % 10)


def _other_groups(match: re.Match[str], chance: random.Random) -> str:
    return chance.choice([mark for mark in ".,٬" if mark != match[0]])


def _other_script(match: re.Match[str], chance: random.Random) -> str:
    """A number in the digits of another script."""
    others = "٠١٢٣٤٥٦٧٨٩" if chance.random() < 0.5 or match[0][0] not in "۰۱۲۳۴۵۶۷۸۹" else "0123456789"
    return "".join(others[int(digit)] for digit in match[0])


def _quotation(change: Callable[[str, str, str], str]) -> Fault:
    """A fault in an outer quotation: `change` gets its opening mark, its words and its closing mark."""

    def fault(source: Passage, text: str, language: Language, chance: random.Random) -> Pair | None:
        opening, closing = language.quotes[:2]
        match = re.search(f"{opening}([^{opening}{closing}]*){closing}", text)
        # Names may be quoted that are not in the source: there a quotation less is no fault.
        if not match or "{" in match[1] or text.count(opening) > source.text.count("“") + source.text.count(" ‘"):
            return None
        return source, text[:match.start()] + change(opening, match[1], closing) + text[match.end():]

    return fault


def _of_another(opening: str, words: str, closing: str) -> str:
    """The quotation in the marks of another language."""
    return f"“{words.strip()}”" if opening == "«" else f"«{words}»"


def _call_moved(source: Passage, text: str, language: Language, chance: random.Random) -> Pair | None:
    """A call on the wrong side of a mark."""
    rules = language.conventions
    if rules.call == "before":
        pattern = rf"({CALL.pattern})((?:\s?[»”])?\s?[{re.escape(rules.call_marks)}])"
        made = re.sub(pattern, r"\2\1", text, count=1)
    elif rules.call == "after":
        made = re.sub(rf"([{re.escape(rules.call_marks)}])({CALL.pattern})", r"\2\1", text, count=1)
    else:
        return None
    return (source, made) if made != text else None


def _call_apart(source: Passage, text: str, language: Language, chance: random.Random) -> Pair | None:
    """A space before a call."""
    made = re.sub(rf"(?<=\w)({CALL.pattern})", r" \1", text, count=1)
    return (source, made) if made != text and language.conventions.call != "open" else None


def _no_break_lost(source: Passage, text: str, language: Language, chance: random.Random) -> Pair | None:
    """An ordinary space where a language wants one that does not break."""
    if not language.conventions.spaced:
        return None
    return _changed(re.compile(r"[\u00a0\u202f](?=[;:!?»])"), lambda match, _: " ")(source, text, language, chance)


def _half_lost(source: Passage, text: str, language: Language, chance: random.Random) -> Pair | None:
    """A quarter of a long passage."""
    if len(source.text) < 120 or "{lang=" in text:
        return None
    return source, text[:len(text) // 4]


def _twice(source: Passage, text: str, language: Language, chance: random.Random) -> Pair | None:
    """A long passage pasted four times."""
    return (source, "".join([text] * 4)) if len(source.text) > 60 and "{lang=" not in text else None


def _same(source: Passage, text: str, language: Language, chance: random.Random) -> Pair | None:
    return source, source.text


def _with_both(original: str, translated: str) -> Fault:
    """A fault in something that is put at the end of both texts first."""

    def fault(source: Passage, text: str, language: Language, chance: random.Random) -> Pair | None:
        made = f"{source.text} {original}"
        return replace(source, text=made, inlines=inlines(made, {})), f"{text} {translated}"

    return fault


def _glossary(kind: str) -> Fault:
    """A word that is not the glossary's."""

    def fault(source: Passage, text: str, language: Language, chance: random.Random) -> Pair | None:
        from press.catalogues.checks.terms import _pattern

        # What is kept in the source's words has no term to translate.
        words = reduce(lambda rest, kept: rest.replace(kept, ""), KEPT.findall(text), source.text)
        for term in chance.sample(language.glossary, len(language.glossary)):
            if term.kind == kind and any(_pattern(form, kind == "name").search(words) for form in term.source):
                made = text
                for form in term.translation:
                    made = _pattern(form, False).sub("XY", made)
                # A name that stays in the source's words has no translation to change.
                if made != text:
                    return source, made
        return None

    return fault


def _span_open(source: Passage, text: str, language: Language, chance: random.Random) -> Pair | None:
    """Words of another language whose brace is lost."""
    made = re.sub(r"(\{lang=\w+)\}", r"\1", text, count=1)
    return (source, made) if made != text else None


def _wrong_letters(source: Passage, text: str, language: Language, chance: random.Random) -> Pair | None:
    """A letter or sign of another language."""
    if language.code == "fa":
        return (source, text.replace("ی", "ي", 1)) if "ی" in text else None
    if language.code == "zh":
        return (source, text.replace("，", ",", 1)) if "，" in text else None
    return None


FAULTS: Mapping[str, tuple[Fault, str]] = {
    "a call is lost": (_changed(CALL, lambda match, _: ""), "note-calls"),
    "a call stands twice": (_changed(CALL, lambda match, _: match[0] * 2), "note-calls"),
    "a call is misspelt": (_changed(CALL, lambda match, _: match[0][:-2] + "x]"), "note-calls"),
    "a call on the wrong side of a mark": (_call_moved, "call-position"),
    "a space before a call": (_call_apart, "call-position"),
    "a year is changed": (_changed(YEAR, _other_digit), "numbers"),
    "a number is changed": (_changed(re.compile(r"(?<!\d)\d{2,3}(?![\d月])"), _other_digit), "numbers"),
    "a number is lost": (_changed(re.compile(r"(?<!\d)\d{2,3}(?![\d月])"), lambda match, _: ""), "numbers"),
    "thousands grouped as elsewhere": (_changed(GROUPED, _other_groups), "digits"),
    "digits of another script": (_changed(YEAR, _other_script), "digits"),
    "straight quotation marks": (_quotation(lambda opening, words, closing: f'"{words}"'), "quotes"),
    "a quotation is not closed": (_quotation(lambda opening, words, closing: opening + words), "quotes"),
    "a quotation has lost its marks": (_quotation(lambda opening, words, closing: words), "quotes"),
    "quotation marks of another language": (_quotation(_of_another), "quotes"),
    "two spaces in a row": (_changed(re.compile(r"(?<=\w) (?=\w)"), lambda match, _: "  "), "spaces"),
    "a space before a comma": (_changed(re.compile(r"(?<=\w)(?=[,،，] ?\w)(?!,\d)"), lambda match, _: " "), "spaces"),
    "a no-break space is lost": (_no_break_lost, "spaces"),
    "a mark is not closed": (_changed(WORD, lambda match, _: f" **{match[1]} "), "markup"),
    "emphasis is added": (_changed(WORD, lambda match, _: f" *{match[1]}* "), "markup"),
    "words of another language are not closed": (_span_open, "markup"),
    "raw HTML": (_changed(WORD, lambda match, _: f" <b>{match[1]}</b> "), "raw-html"),
    "a template": (_changed(WORD, lambda match, _: " {{ config }} "), "template-expression"),
    "a link leads elsewhere": (_with_both("[x](https://un.org/a)", "[x](https://un.org/b)"), "links"),
    "a link is lost": (_with_both("[x](https://un.org/a)", "x"), "links"),
    "a symbol is changed": (_with_both("A/72/322", "A/72/323"), "symbols"),
    "a case number is changed": (_with_both("ICC-01/04-01/06", "ICC-01/04-01/07"), "symbols"),
    "most of it is missing": (_half_lost, "length"),
    "it stands four times": (_twice, "length"),
    "it is not translated": (_same, "same"),
    "another term": (_glossary("term"), "terms"),
    "another name": (_glossary("name"), "names"),
    "letters of another language": (_wrong_letters, "letters"),
}
