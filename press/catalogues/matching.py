"""Which old translation belongs to which message, after the source has changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from press.catalogues.cut import Message
from press.catalogues.entries import Unit
from press.languages.ranges import CHARACTERS, FULL_WIDTH, UNPARTED
from press.reading.parser import CALL, NOTE_NAME

# At 0.4 two of 600 changed messages took the translation of another; at 0.5 none did.
ALIKE = 0.5
# A single word that was mistyped is another word: of texts as short as this the letters are compared too.
SHORT, SAME_LETTERS = 3, 0.8
# What stands in another kind of place (a note, a field of the document) must be more alike.
ELSEWHERE = 0.7
# A part of another text: nearly all its words stand there in a row, and there are enough of them to tell.
PART, PART_WORDS = 85.0, 4
NEAREST = 20
# Words, single characters where a script has no spaces between them, calls.
WORD = re.compile(rf"\[\^{NOTE_NAME}\]|[{UNPARTED}{CHARACTERS}]|\w+")
WIDE = re.compile(f"[{UNPARTED}{FULL_WIDTH}]")


@dataclass(frozen=True)
class Offer:
    """An old entry for a message; its own translation unless another is given."""

    unit: Unit
    is_sure: bool = False
    translation: str | None = None
    previous: tuple[str, str] | None = None


@dataclass
class Matching:
    """What each message is offered, and the old entries that none has taken."""

    messages: Sequence[Message]
    units: Sequence[Unit]
    offers: dict[Message, Offer] = field(default_factory=dict)
    free: dict[Unit, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.free = dict.fromkeys(u for u in self.units if u.translation or u.is_obsolete or u.group("#"))
        self.alphabet: dict[str, str] = {}
        self.spelt: dict[str, str] = {}

    @property
    def open(self) -> list[Message]:
        """The messages that have no offer yet."""
        return [message for message in self.messages if message not in self.offers]

    def offer(self, message: Message, offer: Offer, take: bool = True) -> None:
        """Gives an entry to a message; one that is taken is given once."""
        self.offers[message] = offer
        if take:
            self.free.pop(offer.unit, None)

    def spelled(self, text: str) -> str:
        """The words of a text, a character for each, so that words are compared as fast as letters."""
        if text not in self.spelt:
            letters = (self.alphabet.setdefault(word, chr(0x10000 + len(self.alphabet) % 0xFFFFF))
                       for word in WORD.findall(text.casefold()))
            self.spelt[text] = "".join(letters)
        return self.spelt[text]

    def exact(self) -> None:
        """The same context and text."""
        known = {unit.identity: unit for unit in self.units}
        for message in self.messages:
            if unit := known.get((message.context, message.text)):
                self.offer(message, Offer(unit, is_sure=True))

    def same_text(self) -> None:
        """The same text in another context: of one that is gone, else of one in use; sure where there is one answer."""
        known: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.units:
            if unit.translation and "msgid_plural" not in unit.values:
                known[unit.text].append(unit)
        for message in self.open:
            found = known.get(message.text, [])
            # A renamed note is gone now; what was obsolete before comes after.
            found = ([u for u in found if u in self.free and not u.is_obsolete] or [u for u in found if u not in self.free]
                     or found)
            if found:
                best = min(found, key=lambda unit: (unit.is_fuzzy, _kind(unit.context) != _kind(message.context)))
                self.offer(message, Offer(best, is_sure=len({unit.translation for unit in found}) == 1))

    def renamed_calls(self) -> None:
        """The same text but for the names of its notes, where the old names are gone and the new ones are new."""
        before = _names(unit.text for unit in self.units if not unit.is_obsolete)
        after = _names(message.text for message in self.messages)
        known: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.free:
            if unit.translation and not unit.is_obsolete and CALL.search(unit.text):
                known[CALL.sub("[^]", unit.text)].append(unit)
        for message in self.open:
            for unit in [unit for unit in known.get(CALL.sub("[^]", message.text), ()) if unit in self.free]:
                names = _renaming(unit.text, message.text)
                if names is not None and not (names.keys() & after or set(names.values()) & before):
                    self.offer(message, Offer(unit, is_sure=True, translation=_with_names(unit.translation, names)))
                    break

    def by_words(self) -> None:
        """One to one, the most alike first, among those that the source no longer has."""
        for was_obsolete in (False, True):
            pool = [unit for unit in self.free if unit.is_obsolete == was_obsolete and "msgid_plural" not in unit.values]
            while pairs := self._pairs(self.open, pool):
                for _, message, unit in pairs:
                    if message not in self.offers and unit in self.free:
                        self.offer(message, Offer(unit))
                pool = [unit for unit in pool if unit in self.free]

    def _pairs(self, messages: Sequence[Message], pool: Sequence[Unit]) -> list[tuple[tuple[float, ...], Message, Unit]]:
        """Each message with the entries that are most like it, the best pair first."""
        texts = [(text, number) for number, unit in enumerate(pool) for text in dict.fromkeys(_texts(unit))]
        choices = [self.spelled(text) for text, _ in texts]
        found = []
        for count, message in enumerate(messages):
            words = self.spelled(message.text)
            near = process.extract(words, choices, scorer=Indel.normalized_similarity, score_cutoff=ALIKE, limit=NEAREST)
            scored = [(score, index) for _, score, index in near]
            if len(words) <= SHORT:
                scored += self._by_letters(message.text, texts, choices)
            for score, index in scored:
                unit = pool[texts[index][1]]
                elsewhere = _kind(unit.context) != _kind(message.context)
                if not elsewhere or score >= ELSEWHERE:
                    apart = abs(count / len(messages) - texts[index][1] / len(pool))
                    found.append(((-round(score, 6), unit.context != message.context, apart, count), message, unit))
        return sorted(found, key=lambda pair: pair[0])

    def _by_letters(
        self, text: str, texts: Sequence[tuple[str, int]], choices: Sequence[str]
    ) -> Iterator[tuple[float, int]]:
        """The short texts whose letters are nearly those of a short one."""
        short = {index: texts[index][0] for index, words in enumerate(choices) if len(words) <= SHORT}
        found = process.extract(text, short, scorer=Indel.normalized_similarity, score_cutoff=SAME_LETTERS, limit=NEAREST)
        return ((score, index) for _, score, index in found)

    def divided_and_joined(self) -> None:
        """Of a divided text the longest part gets its translation; a joined one those of its parts, in a row.

        What was divided or joined stays obsolete too, for the day it is put back.
        """
        for unit in [unit for unit in self.free if unit.translation and not unit.is_obsolete]:
            words = self.spelled(unit.text)
            parts = [m for m in self.open if self._place(self.spelled(m.text), words) is not None]
            if parts:
                self.offer(max(parts, key=lambda message: len(message.text)), Offer(unit), take=False)
        offered = {offer.unit for offer in self.offers.values()}
        left = [unit for unit in self.free if unit.translation and not unit.is_obsolete and unit not in offered]
        for message in [m for m in self.messages if m not in self.offers or not self.offers[m].is_sure]:
            self._join(message, left)

    def _join(self, message: Message, left: list[Unit]) -> None:
        """Offers a message the translations of the texts that it was joined of."""
        words = self.spelled(message.text)
        own = self.offers.get(message)
        units = [unit for unit in left if _kind(unit.context) == _kind(message.context)]
        places = [(self._place(self.spelled(unit.text), words), unit) for unit in ([own.unit] if own else []) + units]
        parts = sorted(((place, unit) for place, unit in places if place is not None), key=lambda part: part[0])
        if not parts or (own and (len(parts) < 2 or own.unit not in (unit for _, unit in parts))):
            return
        joined = [unit for _, unit in parts]
        longest = max(joined, key=lambda unit: len(unit.text))
        previous = " ".join((unit.previous or ("", unit.text))[1] for unit in joined)
        translation = ""
        for unit in joined:
            translation += (" " if translation and not WIDE.match(translation[-1]) else "") + unit.translation
        self.offer(message, Offer(longest, translation=translation, previous=(longest.context, previous)), take=False)
        self.free.update(dict.fromkeys(joined))
        left[:] = [unit for unit in left if unit not in joined]

    def _place(self, part: str, whole: str) -> int | None:
        """Where in the whole a part stands, in words; None for what is no part or too short to tell."""
        if not PART_WORDS <= len(part) < len(whole):
            return None
        found = fuzz.partial_ratio_alignment(part, whole, score_cutoff=PART)
        return found.dest_start if found else None


def _texts(unit: Unit) -> tuple[str, ...]:
    """The texts that an entry's translation may belong to."""
    return (unit.text, unit.previous[1]) if unit.is_fuzzy and unit.previous else (unit.text,)


def _kind(context: str) -> str:
    """What kind of place a context names: note, field, query, or running text."""
    return context.partition(":")[0]


def _names(texts: Iterable[str]) -> set[str]:
    """The names of the notes called in these texts."""
    return {name for text in texts for name in CALL.findall(text)}


def _renaming(old: str, new: str) -> Mapping[str, str] | None:
    """The new name by old name of the notes called, None where one name has two."""
    pairs = [(a, b) for a, b in zip(CALL.findall(old), CALL.findall(new), strict=True) if a != b]
    names = dict(pairs)
    return names if len(set(pairs)) == len(names) == len(set(names.values())) else None


def _with_names(text: str, names: Mapping[str, str]) -> str:
    """A translation with the notes' new names."""
    return CALL.sub(lambda call: f"[^{names.get(call[1], call[1])}]", text)
