"""What is wrong with a finished PDF, judged by the tokens of its source and the places where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from tests.hard.generator import HEADER, RUNNING, Hard, HardNote
from tests.hard.reading import Leaf, Sight

# So many pt may a place be off.
SLACK = 1.0
# A gap without ink may be so large a part of the type area.
BLANK = 0.3
# A note of so many lines is not divided, nor one where room for more is left.
FEW = 3
# Space and rule between text and notes, in pt.
ABOVE_NOTES = 14.0


@dataclass(frozen=True)
class Frame:
    """The type area of a page, in pt from its top left, as wide as recto or verso have it."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong on a page (from 1; 0: on none)."""

    kind: str
    page: int
    message: str


class Pages:
    """A read PDF with the tokens of its source: what stands where."""

    def __init__(self, hard: Hard, leaves: Sequence[Leaf], frame: Frame) -> None:
        self.hard, self.leaves, self.frame = hard, leaves, frame
        self.sights: dict[str, list[Sight]] = {}
        for leaf in leaves:
            for sight in leaf.sights:
                self.sights.setdefault(sight.word, []).append(sight)
        of_notes = {word for note in hard.notes for word in note.tokens}
        self.notes = {leaf.number: [s for s in leaf.sights if s.word in of_notes] for leaf in leaves}
        self.text = {leaf.number: [s for s in leaf.sights if s.word not in of_notes] for leaf in leaves}

    def first(self, word: str) -> Sight | None:
        """Where a token stands first."""
        return self.sights[word][0] if word in self.sights else None

    def seen(self, words: Sequence[str]) -> list[Sight]:
        """Where each token that stands anywhere stands first."""
        return [self.sights[word][0] for word in words if word in self.sights]

    def span(self, note: HardNote) -> tuple[Sight, Sight] | None:
        """A note's first and last token on the pages, whatever their order in the source."""
        found = sorted(self.seen(note.tokens), key=lambda sight: (sight.page, sight.baseline))
        return (found[0], found[-1]) if found else None


def judge(hard: Hard, leaves: Sequence[Leaf], frame: Frame) -> list[Fault]:
    """All that is wrong with the PDF of a hard document."""
    pages = Pages(hard, leaves, frame)
    checks = (whole_notes, order_of_notes, places_of_notes, text, calls, overlaps, outside, blanks, divisions)
    return [fault for check in checks for fault in check(pages)]


def whole_notes(pages: Pages) -> Iterator[Fault]:
    """Notes lost, cut or set twice."""
    for note in pages.hard.notes:
        missing = [word for word in note.tokens if word not in pages.sights]
        if len(missing) == len(note.tokens):
            page = pages.first(note.call)
            yield Fault("lost", page.page if page else 0, f"the note of {note.call} is on no page")
        elif missing:
            yield Fault("cut", pages.seen(note.tokens)[0].page, f"the note of {note.call} is without {', '.join(missing)}")
        twice = [word for word in note.tokens if len(pages.sights.get(word, ())) > 1]
        if twice:
            yield Fault("doubled", pages.sights[twice[0]][1].page, f"the note of {note.call} has {', '.join(twice)} twice")


def order_of_notes(pages: Pages) -> Iterator[Fault]:
    """Tokens of notes that stand after those that come later, within a note and among notes."""
    for before, after in pairwise(pages.seen([word for note in pages.hard.notes for word in note.tokens])):
        if (after.page, after.baseline) < (before.page, before.baseline - SLACK):
            yield Fault("out-of-order", after.page, f"{after.word} of a note stands before {before.word}")


def places_of_notes(pages: Pages) -> Iterator[Fault]:
    """Notes that begin before the page of their call, or later though no earlier note runs on over the pages between."""
    running: set[int] = set()
    for note in pages.hard.notes:
        call, span = pages.first(note.call), pages.span(note)
        if not span:
            continue
        begin, end = span[0].page, span[1].page
        if call and begin < call.page:
            yield Fault("before", begin, f"the note of {note.call} begins on page {begin}, its call is on {call.page}")
        elif call and any(page not in running for page in range(call.page, begin)):
            yield Fault("late", begin, f"the note of {note.call} begins on page {begin}, its call is on {call.page}")
        # From each of these pages an earlier note runs on to the next.
        running |= set(range(begin, end))


def text(pages: Pages) -> Iterator[Fault]:
    """Words of the text lost, doubled or in another order; cells of a row stand beside each other."""
    page, floor, deepest = 0, 0.0, 0.0
    for token in pages.hard.tokens:
        found = pages.sights.get(token.word, [])
        if not found:
            yield Fault("text-lost", 0, f"{token.word} is on no page")
            continue
        if len(found) > 1 and (token.role != HEADER or len({s.page for s in found}) < len(found)):
            yield Fault("text-doubled", found[1].page, f"{token.word} stands there twice")
        sight = found[0]
        if sight.page > page:
            page, floor, deepest = sight.page, 0.0, 0.0
        if (sight.page, sight.baseline) < (page, floor - SLACK):
            yield Fault("text-order", sight.page, f"{token.word} stands before the words that come before it")
            continue
        deepest = max(deepest, sight.baseline)
        floor = deepest if token.role == RUNNING else floor


def calls(pages: Pages) -> Iterator[Fault]:
    """Calls that are missing, and those repeated with a header row."""
    called = {note.call for note in pages.hard.notes}
    for word in called:
        found = pages.sights.get(word, [])
        if found and not found[0].called:
            yield Fault("call-lost", found[0].page, f"no call stands beside {word}")
    for token in pages.hard.tokens:
        if token.role == HEADER and token.word in called:
            for sight in pages.sights.get(token.word, [])[1:]:
                if sight.called:
                    yield Fault("header-call", sight.page, f"the call at {token.word} is repeated with the header row")


def overlaps(pages: Pages) -> Iterator[Fault]:
    """Notes above the end of the text, and lines printed over each other."""
    for leaf in pages.leaves:
        notes, words = pages.notes[leaf.number], pages.text[leaf.number]
        if notes and words:
            high, low = min(notes, key=lambda sight: sight.top), max(words, key=lambda sight: sight.bottom)
            if high.top < low.bottom - SLACK:
                yield Fault("overlap", leaf.number, f"{high.word} of a note stands above the end of the text at {low.word}")
        over = _printed_over(leaf.sights)
        if over:
            yield Fault("overlap", leaf.number, f"{over[0].word} and {over[1].word} are printed over each other")


def _printed_over(sights: Sequence[Sight]) -> tuple[Sight, Sight] | None:
    """Two tokens whose ink covers each other by more than two points both ways."""
    ordered = sorted(sights, key=lambda sight: sight.top)
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other.top > one.bottom - 2:
                break
            if min(one.right, other.right) - max(one.left, other.left) > 2:
                return one, other
    return None


def outside(pages: Pages) -> Iterator[Fault]:
    """What is printed off the page, and words outside the type area."""
    frame = pages.frame
    for leaf in pages.leaves:
        off = [c for c in leaf.characters if min(c.left, leaf.width - c.right, c.top, leaf.height - c.bottom) < 0]
        if off:
            yield Fault("off-page", leaf.number, f"{''.join(c.text for c in off[:20])!r} is off the page")
        for sight in leaf.sights:
            if not (frame.left - SLACK <= sight.left <= sight.right <= frame.right + SLACK
                    and frame.top - SLACK <= sight.top <= sight.bottom <= frame.bottom + SLACK):
                yield Fault("off-page", leaf.number, f"{sight.word} is outside the type area")
                break


def blanks(pages: Pages) -> Iterator[Fault]:
    """Pages with a large gap, the last excepted."""
    for leaf in pages.leaves[:-1]:
        gap = largest_gap(leaf, pages.frame)
        share = gap / (pages.frame.bottom - pages.frame.top)
        if share > BLANK:
            yield Fault("blank", leaf.number, f"{share:.0%} of the height is blank")


def largest_gap(leaf: Leaf, frame: Frame) -> float:
    """The largest height without ink inside the type area."""
    ink = sorted([*((c.top, c.bottom) for c in leaf.characters if frame.top < c.baseline < frame.bottom + SLACK),
                  *leaf.pictures])
    reached, gap = frame.top, 0.0
    for top, bottom in ink:
        gap, reached = max(gap, top - reached), max(reached, bottom)
    return max(gap, frame.bottom - reached)


def divisions(pages: Pages) -> Iterator[Fault]:
    """Notes that are short and divided, or divided where there was room for more of them."""
    leaves = {leaf.number: leaf for leaf in pages.leaves}
    for note in pages.hard.notes:
        span = pages.span(note)
        if not span or span[0].page == span[1].page:
            continue
        begin, end = span
        here = leaves[begin.page].baselines(begin.baseline - SLACK, pages.frame.bottom)
        there = leaves[end.page].baselines(_top_of_notes(pages, end.page), end.baseline + SLACK)
        lines = len(here) + len(there) if end.page == begin.page + 1 else FEW + 1
        if lines <= FEW:
            yield Fault("divided-needlessly", begin.page, f"the note of {note.call} has {lines} lines and is divided")
            continue
        step = median(b - a for a, b in pairwise(here)) if len(here) > 1 else 10.0
        top = _top_of_notes(pages, begin.page)
        above = [c.bottom for c in leaves[begin.page].characters if c.bottom < top - SLACK]
        room = top - max(above, default=pages.frame.top) - ABOVE_NOTES
        if room > (FEW + 1) * step:
            yield Fault("divided-needlessly", begin.page,
                        f"the note of {note.call} is divided, with room for {room / step:.0f} lines more")


def _top_of_notes(pages: Pages, page: int) -> float:
    """The top of a page's notes, or of the page where it has none."""
    return min((sight.top for sight in pages.notes[page]), default=pages.frame.top)


def counted(faults: Sequence[Fault]) -> Mapping[str, int]:
    """How often each kind of fault comes."""
    return Counter(fault.kind for fault in faults)
