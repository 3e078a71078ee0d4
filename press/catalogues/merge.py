"""Translations brought to what the source says now: what is the same stays, what is alike is offered as fuzzy.

In this order: the same message, also an obsolete one; the same text in another place; a text in which only the names
of notes are others; one to one by words among those that the source no longer has; one that was divided or joined.
Nothing but the first three, and a slip that a person named, is free of the fuzzy mark.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import polib
from rapidfuzz.distance import Indel

from press.catalogues.cut import Message
from press.catalogues.entries import WIDTH, Unit, changed, obsolete, written
from press.catalogues.matching import Matching, Offer
from press.reading.parser import NOTE_NAME
from press.values.document import message_key

# A slip leaves this share of the letters, and all digits and calls.
SLIP = 0.8
FIXED = re.compile(rf"\d|\[\^{NOTE_NAME}\]")


@dataclass(frozen=True)
class Merged:
    """The entries in the source's order, then the obsolete ones; how many are new, fuzzy now, kept elsewhere, gone, back.

    Back is what is said again as it was when it was translated.
    """

    units: tuple[Unit, ...]
    new: int
    fuzzy: int
    moved: int
    gone: int
    kept: int
    back: int
    slips: frozenset[str] = frozenset()


def merge(messages: Sequence[Message], units: Sequence[Unit], slips: Collection[str] = (), width: int = WIDTH) -> Merged:
    """The old entries brought to these messages; a key in `slips` says that the translation is still right."""
    work = Matching(messages, units)
    work.exact()
    same = len(work.offers)
    work.same_text()
    work.renamed_calls()
    moved = len(work.offers) - same
    work.by_words()
    work.divided_and_joined()
    used: set[str] = set()
    active = [_brought(message, work.offers.get(message), slips, used, width) for message in messages]
    now = {unit.identity for unit in active}
    gone = [unit for unit in work.free if unit.identity not in now]
    kept = len({o.unit for o in work.offers.values() if o.unit.translation and not o.unit.is_obsolete})
    brought = zip(map(work.offers.get, messages), active, strict=True)
    fuzzy = sum(unit.is_fuzzy for offer, unit in brought if offer and offer.unit.translation and not offer.is_sure)
    back = sum(_is_back(message, offer) for message, offer in work.offers.items())
    new = len(messages) - sum(offer.is_sure or offer.unit.translation != "" for offer in work.offers.values())
    return Merged((*active, *map(obsolete, gone)), new, fuzzy, moved,
                  sum(not unit.is_obsolete for unit in gone), kept, back, frozenset(used))


def _brought(message: Message, offer: Offer | None, slips: Collection[str], used: set[str], width: int) -> Unit:
    """The message's entry, with what it was offered; the keys that named a slip come into `used`."""
    wanted = entry(message)
    if offer is None:
        return written(wanted, width)
    unit = offer.unit
    if offer.is_sure and not slips and _says(unit, message):
        return unit
    wanted.msgstr = unit.translation if offer.translation is None else offer.translation
    is_new = not offer.is_sure and bool(wanted.msgstr)
    previous, is_fuzzy = unit.previous, unit.is_fuzzy or is_new
    if is_new:
        # What a fuzzy translation belongs to is the oldest text, not the one that it was never brought to.
        previous = offer.previous or (unit.is_fuzzy and unit.previous) or (unit.context, unit.text)
    if _is_back(message, offer):
        is_fuzzy, previous = False, None
    keys = {message.key, message_key(*previous)} & set(slips) if previous else {message.key} & set(slips)
    if keys and not is_fuzzy:
        used |= keys
    elif keys and previous and not (is_new and unit.is_fuzzy) and _is_slip(previous[1], message.text):
        used |= keys
        is_fuzzy, previous = False, None
    if previous:
        wanted.previous_msgid = previous[1]
        wanted.previous_msgctxt = (previous[0] or None) if previous[0] != message.context or not is_new else None
    wanted.flags = (["fuzzy"] if is_fuzzy else []) + [flag for flag in unit.flags if flag != "fuzzy"]
    return changed(unit, written(wanted, width))


def _is_back(message: Message, offer: Offer) -> bool:
    """Whether the text is again the one that was translated, and the translation is whole."""
    unit = offer.unit
    previous = unit.previous if unit.is_fuzzy and offer.translation is None else None
    return previous is not None and previous[1] == message.text


def entry(message: Message) -> polib.POEntry:
    """A message as an entry without a translation."""
    return polib.POEntry(msgid=message.text, msgctxt=message.context or None, comment=message.comment,
                         occurrences=[(file, "") for file in message.files])


def _says(unit: Unit, message: Message) -> bool:
    """Whether an entry says all that its message does, so that no line of it needs to change."""
    return (not unit.is_obsolete and unit.identity == (message.context, message.text)
            and unit.words("#.") == message.comment.split()
            and unit.words("#:") == [name for file in message.files for name in file.split()])


def _is_slip(old: str, new: str) -> bool:
    """Whether so little has changed that a translation can be right for both: no number, no call, few letters."""
    return FIXED.findall(old) == FIXED.findall(new) and Indel.normalized_similarity(old, new) >= SLIP
