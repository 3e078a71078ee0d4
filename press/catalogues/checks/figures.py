"""The numbers of a translation: the same as in the source, in the language's digits and groups."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

from press.catalogues.checks.flow import CALL, FOREIGN, Translated, finding, suggest, words_of
from press.languages.directions import telephones
from press.languages.numbers import OTHER_DIGIT, numbers
from press.languages.rules import cldr, units
from press.languages.scripts import script_of
from press.languages.writing import in_digits, months
from press.values.findings import Finding, Severity
from press.values.wordless import SYMBOL

YEARS = range(1000, 3000)
# Days, months and small counts: what a language writes as a word in one place it writes as a number in another.
SMALL = 31
# “the 88 massacre” is that of 1988.
SHORT = range(10, 100)
# A year of the Persian solar calendar begins on 21 March.
SOLAR = (621, 622)
GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?:([ ,.٬\u00a0\u202f\u2009’'])\d{3})(?:\1\d{3})*(?!\d)")
SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")
# A number with what stands inside it: 3.5, 1367/5/6, 10:30.
NUMBER = re.compile(r"\d+(?:[.,:/٫٬]\d+)*")
LATIN = re.compile(r"[A-Za-z]")
# “Article 10”: a number after a name for a part is an ordinal, which many languages write in words or letters.
ORDINAL = r"(?<![^\W\d_])([^\W\d_a-z][^\W\d_]+)[ \u00a0]{}(?!\d)(?:[ \u00a0]([^\W\d_]+))?"
# What Chinese, Japanese and Korean set in a square like a character.
FULL_WIDTH = re.compile("[\uff10-\uff19]+")
SQUARE = ("Hans", "Hant", "Jpan", "Kore", "Hani")


def check_numbers(message: Translated) -> Iterator[Finding]:
    """The same numbers, each as often: years are errors, others warnings, since some become words."""
    source, text = words_of(message.source.inlines), words_of(message.parsed)
    wanted = Counter(numbers(source, units(message.source.language)))
    # Where an ordinary space groups thousands, the number is right and the space is not.
    text = SPACED.sub(lambda match: joined if int(joined := match[0].replace(" ", "")) in wanted else match[0], text)
    given = Counter(numbers(text, message.language.multipliers))
    solar = message.language.conventions.calendar == "persian"
    years = {number: _years(number, solar) - (wanted.keys() if number in SHORT else set()) for number in wanted}
    # Where one year of several is another calendar's, such as an event's, the days of the others stand as they are.
    turned = [bool(years[number] & given.keys()) for number in years if number in YEARS]
    dated = bool(turned) and all(turned)
    unknown = set(wanted) - set(numbers(source, {}))
    others = given.keys() - wanted.keys()
    for number in wanted - given:
        # Where no other number stands in its place, an ordinal is in words.
        if number <= SMALL and not others and _is_ordinal(number, source, message.source.language):
            continue
        # A day and month of another calendar stand in the place of those of the source.
        if years[number] & given.keys() or (dated and number <= SMALL):
            continue
        if number not in unknown or not _times_ten(number, given):
            yield _missing(number, given[number], number in YEARS and str(number) in source, message)
    allowed = set().union(*years.values()) if years else set()
    unknown = set(given) - set(numbers(text, {}))
    for number in given.keys() - wanted.keys() - allowed:
        if number > SMALL and not (number in unknown and _times_ten(number, wanted)):
            yield finding("numbers", f"the number {number} is not in the source", "compare the numbers with the source")


def _is_ordinal(number: int, source: str, code: str) -> bool:
    """Whether each place where a source has a number is behind a name for a part, which no month is."""
    places = re.findall(rf"(?<!\d){number}(?!\d)", source)
    names = re.findall(ORDINAL.format(number), source)
    return len(names) == len(places) and not {word for pair in names for word in pair} & months(code)


def _years(number: int, solar: bool) -> set[int]:
    """Other numbers that a year is written as: in full where the source cuts it, and in the solar calendar, cut or not."""
    if number in SHORT:
        return {1900 + number, 2000 + number}
    persian = {number - offset for offset in SOLAR} if solar and number in YEARS else set()
    return persian | {year % 100 for year in persian}


def _missing(number: int, given: int, year: bool, message: Translated) -> Finding:
    """The finding for a number that stands too seldom, or nowhere."""
    often = f"stands {given} times, fewer than in the source" if given > 1 else (
        "stands once, and more often in the source" if given else "is missing")
    return finding("numbers", f"the {'year' if year else 'number'} {number} {often}",
                   f"compare the numbers with the source, and write {in_digits(str(number), message.language.digits)}",
                   Severity.ERROR if year and not given else Severity.WARNING)


def _times_ten(number: int, others: Mapping[int, int]) -> bool:
    """Whether a number with a unit is one of `others`, whose unit the other language is not known to have."""
    return any(number == other * 10**power for other in others for power in (2, 3, 4, 6, 8, 9))


def check_digits(message: Translated) -> Iterator[Finding]:
    """The digits of the language and of no other, thousands grouped as it does."""
    flow, digits = _without_telephones(message.flow), message.language.digits
    # An author may write the figures of the language's own script, where CLDR has others for it.
    own = digits + cldr(message.language.code).get("native-digits", "") * (message.source.language == message.language.code)
    for match in NUMBER.finditer(flow):
        native = all(digit in own for digit in match[0] if digit.isdigit())
        if FULL_WIDTH.fullmatch(match[0]) and script_of(message.language.code) in SQUARE:
            continue
        if native or (match[0].isascii() and _among_latin(flow, match.start(), match.end())):
            continue
        there, better = suggest(flow, *match.span(), in_digits(_folded(match[0]), digits))
        yield finding("digits", f"{there} has digits of another language", better)
    yield from _groups(message, flow)


def _without_telephones(flow: str) -> str:
    """A flow with a sign for each figure of its telephone numbers, which are grouped as the owner does."""
    for match in telephones(flow):
        flow = flow[:match.start()] + FOREIGN * len(match[0]) + flow[match.end():]
    return flow


def _groups(message: Translated, flow: str) -> Iterator[Finding]:
    """Numbers that are grouped in another language's way, where the source has the same number."""
    rules = message.language.conventions
    wanted = set(numbers(message.origin, {}))
    for match in GROUPS.finditer(flow):
        value = re.sub(r"\D", "", _folded(match[0]))
        if not rules.groups or int(value) not in wanted or (len(value) >= rules.group_from and match[1] in rules.groups):
            continue
        there, better = suggest(flow, *match.span(), in_digits(_grouped(value, message), message.language.digits))
        if match[1] == " " and len(value) >= rules.group_from and "\u00a0" in rules.groups:
            yield finding("spaces", f"in {there} the number can be torn apart at the end of a line", better)
        else:
            yield finding("digits", f"in {there} thousands are grouped as in another language", better)


def _grouped(value: str, message: Translated) -> str:
    """A number's figures in groups of three as the language has them."""
    rules = message.language.conventions
    return f"{int(value):,}".replace(",", rules.groups[0]) if len(value) >= rules.group_from else value


def _folded(text: str) -> str:
    """The text with any script's digits as 0 to 9."""
    return OTHER_DIGIT.sub(lambda match: str(unicodedata.digit(match[0])), text)


def _among_latin(flow: str, start: int, end: int) -> bool:
    """Whether the number belongs to Latin words: it touches one, or a symbol, or stands between two."""
    around = flow[max(0, start - 1):start], flow[end:end + 1]
    if any(LATIN.match(character) or character in ("/", FOREIGN) for character in around if character):
        return True
    if any(match.start() <= start < match.end() for match in SYMBOL.finditer(flow)):
        return True
    before, after = flow[:start].split()[-1:], flow[end:].replace(CALL, "").split()[:1]
    return all(LATIN.search(word) or FOREIGN in word for word in (*before, *after)) if before or after else False
