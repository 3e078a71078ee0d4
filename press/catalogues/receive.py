"""What a translator sends back, brought into a catalogue that may have gone on meanwhile, as the source may have.

What was sent is known by the marks of its messages in the header: so a text that the translator has not touched never
replaces one that was mended here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from press.catalogues.cut import Message
from press.catalogues.entries import Unit, changed, obsolete, written
from press.catalogues.files import as_entry
from press.catalogues.merge import entry, merge
from press.catalogues.queries import questions
from press.catalogues.reading import CatalogueFile, with_field, with_other
from press.catalogues.review import fingerprint, mark
from press.catalogues.translate import translate
from press.values.catalogue import Catalogue, Entry
from press.values.document import Document
from press.values.findings import Finding, Place, ProjectError, Severity
from press.values.language import Language

SENT, SENT_MARKS, RECEIVED = "X-Sent", "X-Sent-Messages", "X-Received"
# What the header says of the translator's work.
THEIRS = ("PO-Revision-Date", "Last-Translator", "Language-Team", "X-Generator")
# Of so many translations a fifth at least belongs to the document, or they are another's.
TRANSLATIONS, SHARE = 5, 0.2


@dataclass
class Received:
    """The catalogue with what was taken in, and the keys of the messages by what became of the translator's texts.

    `taken` as they are; `stale`: the source has changed; `both`: changed here too; `faulty`: with an error of the checks.
    All but the first are fuzzy. `asked`: only a question is new. `gone` counts those whose message is no more, kept as
    obsolete.
    """

    file: CatalogueFile
    taken: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    both: list[str] = field(default_factory=list)
    faulty: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    unchanged: int = 0
    gone: int = 0
    again: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def says_nothing_new(self) -> bool:
        """Whether nothing was taken in."""
        return not (self.taken or self.stale or self.both or self.faulty or self.asked or self.gone)


def packed(file: CatalogueFile, cell: str, code: str) -> CatalogueFile:
    """The catalogue for a package: its header says of which document and language it is, and what was in it."""
    marks = dict.fromkeys(_mark(unit) for unit in file.units if not unit.is_obsolete)
    return with_field(with_field(file, SENT, f"{cell}, {code}"), SENT_MARKS, " ".join(marks))


def received(
    document: Document, language: Language, messages: Sequence[Message], files: tuple[CatalogueFile, CatalogueFile],
    before: Iterable[Unit],
) -> Received:
    """What came back taken in; `files` are our catalogue, brought to `messages`, and the translator's.

    `before` are our entries as they were before that. ProjectError where the translator's are another document's.
    """
    own, theirs = files
    seal = fingerprint(part for unit in theirs.units for part in (
        *unit.identity, unit.translation, str(unit.is_fuzzy), *questions(unit.comment)))
    if seal in own.fields.get(RECEIVED, "").split():
        return Received(own, unchanged=sum(bool(unit.translation) for unit in theirs.units), again=True)
    merged = merge(messages, theirs.units, width=own.width)
    had = sum(bool(unit.translation) and not unit.is_obsolete for unit in theirs.units)
    if had >= TRANSLATIONS and merged.kept < SHARE * had:
        raise ProjectError(f"of its {had} translations {merged.kept} fit {document.name}: this is another document's",
                           Place(theirs.where), "receive it with --document and the name of its document")
    work = _Receiving(own, theirs, set(theirs.fields.get(SENT_MARKS, "").split()), list(before))
    result = Received(own)
    count = len(messages)
    offered = list(zip(messages, own.units[:count], merged.units[:count], strict=True))
    faults = _faults(document, language, theirs, [(message, unit) for message, _, unit in offered if work.is_touched(unit)])
    units = [work.taken(ours, unit, message, faults, result) for message, ours, unit in offered]
    rest = work.left_over(own.units[count:], merged.units[count:], result)
    if result.says_nothing_new:
        return result
    file = replace(own, units=(*units, *rest))
    for name in THEIRS:
        if said := theirs.fields.get(name):
            file = with_field(file, name, said)
    seals = [*own.fields.get(RECEIVED, "").split(), seal]
    result.file = with_field(file, RECEIVED, " ".join(seals))
    result.findings = tuple(finding for key in result.faulty for finding in faults[key])
    return result


def _mark(unit: Unit) -> str:
    """The mark of an entry."""
    return mark(unit.context, unit.text, unit.translation, unit.is_fuzzy)


def _faults(
    document: Document, language: Language, theirs: CatalogueFile, units: Iterable[tuple[Message, Unit]]
) -> dict[str, list[Finding]]:
    """The errors of the checks in what would be taken as it is, by the key of the message."""
    entries: dict[tuple[str, str], Entry] = {}
    keys: dict[Place, str] = {}
    for message, unit in units:
        if unit.translation and not unit.is_fuzzy:
            read = as_entry(unit, theirs.where)
            entries[message.context, message.text] = read
            keys[read.place] = message.key
    _, found = translate(document, Catalogue(Place(theirs.where), language.code, entries), language, final=False)
    faults: dict[str, list[Finding]] = {}
    for finding in found:
        if finding.severity is Severity.ERROR and finding.place in keys:
            faults.setdefault(keys[finding.place], []).append(finding)
    return faults


@dataclass(frozen=True)
class _Receiving:
    """Our catalogue, the translator's, the marks of what was sent, and our entries before the source changed."""

    own: CatalogueFile
    theirs: CatalogueFile
    sent: Collection[str]
    before: Sequence[Unit]

    @cached_property
    def untouched(self) -> Collection[str]:
        """The translator's texts that were sent so."""
        return {unit.translation for unit in self.theirs.units if _mark(unit) in self.sent}

    @cached_property
    def as_sent(self) -> Collection[str]:
        """Our texts that are still what was sent."""
        return {unit.translation for unit in self.before if not {_mark(unit), _before(unit)}.isdisjoint(self.sent)}

    def is_touched(self, unit: Unit) -> bool:
        """Whether the translator has written or confirmed this text."""
        return bool(unit.translation) and unit.translation not in self.untouched

    def is_as_sent(self, unit: Unit) -> bool:
        """Whether our text is still what was sent; without marks nobody knows, and the translator's goes before."""
        return not self.sent or unit.translation in self.as_sent

    def taken(
        self, ours: Unit, unit: Unit, message: Message, faults: Mapping[str, list[Finding]], result: Received
    ) -> Unit:
        """Our entry with the translator's text where that is newer; what becomes of it is counted in `result`."""
        same = unit.translation == ours.translation
        if not self.is_touched(unit) or (same and (unit.is_fuzzy or not ours.is_fuzzy)):
            result.unchanged += bool(unit.translation)
            return _asked(ours, unit, message, result)
        finished_here = bool(ours.translation) and not ours.is_fuzzy and not same
        if unit.is_fuzzy and finished_here and not (self.sent and self.is_as_sent(ours)):
            # A sentence that was translated anew here keeps its translation, and the older text stays beside it.
            kept = with_other(ours, unit.translation)
            if kept is not ours:
                result.both.append(message.key)
            return kept
        both = finished_here and not self.is_as_sent(ours)
        faulty = message.key in faults
        into = result.both if both else result.faulty if faulty else result.stale if unit.is_fuzzy else result.taken
        into.append(message.key)
        taken = _with_comments(_replaced(ours, unit, message, unit.is_fuzzy or both or faulty, self.own.width), unit)
        return with_other(taken, ours.translation) if both else taken

    def left_over(self, ours: Sequence[Unit], theirs: Sequence[Unit], result: Received) -> list[Unit]:
        """Our obsolete entries with the translator's texts of messages that are no more."""
        kept = {unit.identity: unit for unit in ours}
        for unit in theirs:
            if self.is_touched(unit) and (unit.identity not in kept or kept[unit.identity].translation != unit.translation):
                result.gone += 1
                kept[unit.identity] = obsolete(unit)
        return list(kept.values())


def _before(unit: Unit) -> str:
    """The mark that a fuzzy entry had before its source changed."""
    return mark(*(unit.previous or unit.identity), unit.translation, False)


def _replaced(ours: Unit, unit: Unit, message: Message, fuzzy: bool, width: int) -> Unit:
    """Our entry with another translation."""
    wanted = entry(message)
    wanted.msgstr = unit.translation
    if unit.previous and fuzzy:
        wanted.previous_msgid = unit.previous[1]
        wanted.previous_msgctxt = unit.previous[0] if unit.previous[0] != message.context else None
    wanted.flags = (["fuzzy"] if fuzzy else []) + [flag for flag in ours.flags if flag != "fuzzy"]
    return changed(ours, written(wanted, width))


def _with_comments(ours: Unit, unit: Unit) -> Unit:
    """Our entry with the translator's comments too."""
    said = {line.strip() for line in ours.group("#")}
    return _commented(ours, [line.strip() for line in unit.group("#") if line.strip() not in said])


def _asked(ours: Unit, unit: Unit, message: Message, result: Received) -> Unit:
    """Our entry with what the translator asks; a question that was settled here meanwhile is not asked again."""
    new = [question for question in questions(unit.comment) if question not in questions(ours.comment)]
    if not new or "settled:" in ours.comment:
        return ours
    result.asked.append(message.key)
    return _commented(ours, [f"# query: {question}" for question in new])


def _commented(ours: Unit, new: Sequence[str]) -> Unit:
    """Our entry with further lines before its comments, parted from them where a question would run on into them."""
    first = next(count for count, (kind, _) in enumerate(ours.lines) if kind)
    asks = questions("\n".join(line.lstrip("# ") for line in new)) and ours.lines[first][0] == "#"
    lines = [("#", line) for line in (*new, *(["#"] if asks else []))]
    return replace(ours, lines=(*ours.lines[:first], *lines, *ours.lines[first:]))


def sent_as(file: CatalogueFile, names: Mapping[str, object], stem: str) -> str:
    """The name of the document that a catalogue says it is of, or nothing."""
    said = (file.fields.get(SENT, "").split("/")[0], file.fields.get("Project-Id-Version", "").split(" ")[0],
            stem.rpartition("_")[0], stem)
    return next((name for name in said if name in names), "")
