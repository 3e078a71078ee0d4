"""Fits the pages to what the binding takes: the mildest change of the design, within the limits that the edition states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import TYPE_CHECKING

from press.checks.faults import of_layout
from press.checks.faults.nearly_empty import LEAST, is_nearly_empty
from press.values.binding import padded
from press.values.edition import Edition, Fit
from press.values.findings import Severity
from press.values.laid import Laid
from press.values.layout import Layout
from press.values.lengths import MM, lengths

if TYPE_CHECKING:
    from press.engine.render import Pages

# What may change, in this order: how many lengths it has, by how much in pt it changes from one design to the next, what it
# is called, and the unit that a typographer reads. Leading goes first: it moves no word to another line.
CHANGES = (("line-height", 1, 0.05, "leading", "pt"), ("text-size", 1, 0.025, "size", "pt"),
           ("margins", 4, 0.25 * MM, "margins", "mm"))
UNITS = {"pt": 1.0, "mm": MM}
# So many designs are tried for one number of pages: the first by an estimate, the others halfway between what reaches it and
# what does not. Then so many more for one that brings no fault. Steps that no eye sees are not told apart. An estimate that
# is wide of the goal by more than this part of all pages is taken for a no.
TRIES, GUESSES, MORE, NEAR, SLACK = 6, 2, 3, 3, 0.05
# A line is torn where its spaces, a quarter of the type's size by themselves, have grown by more than this part of it.
TORN = 0.75
# In all, a search ends after so many layouts or so many pages: a book of hundreds of pages takes minutes.
MOST_LAYOUTS, MOST_PAGES = 16, 2000


@dataclass(frozen=True)
class Attempt:
    """A cell in one design, laid out: where everything stands, and its pages to be written."""

    laid: Laid
    pages: Pages


@dataclass(frozen=True)
class Fitted:
    """The design that was chosen, laid out, and in few words what was done."""

    attempt: Attempt
    words: str


Lay = Callable[[Edition], Attempt]


def fitted(edition: Edition, lay: Lay) -> Fitted:
    """The mildest design of an edition whose pages a binding takes; fewer pages go before more, and else it is as it was."""
    base, fit = lay(edition), edition.fit
    if fit is None:
        return Fitted(base, "")
    pages = base.laid.layout.pages
    if pages % fit.pages == 0 and not _is_sparse(base.laid):
        return Fitted(base, "as designed")
    trials, brought = _Trials(lay), Counter[str]()
    goals = tuple(_goals(pages, fit.pages))
    for goal in goals:
        for keys in _orders(fit):
            search = _Search(trials, base, goal, tuple(_designs(edition, fit, keys, goal >= pages)), brought)
            found = search.found()
            if found:
                passed = f"; a milder change brings {_named(brought)}" if brought else ""
                return Fitted(found, f"{_aim(pages, goal)}: {_difference(found.laid.edition, edition)}{passed}")
            if not search.is_crossed:
                break
    blanks = padded(pages, fit.pages, base.laid.back).count(None)
    state = f"{blanks} blank" if blanks else _aim(pages, pages)
    wanted = " or ".join(map(str, goals))
    why = f"what gives {wanted} brings {_named(brought)}" if brought else f"nothing within the limits gives {wanted}"
    return Fitted(base, f"{state}: {why}")


def _aim(pages: int, goal: int) -> str:
    """What was looked for."""
    return "its last page was nearly empty" if goal == pages else f"{goal} pages, not {pages}"


def _goals(pages: int, multiple: int) -> Iterator[int]:
    """The numbers of pages that a binding takes next to one that it does not take."""
    if pages % multiple and pages > multiple:
        yield pages - pages % multiple
    yield pages + -pages % multiple


def _orders(fit: Fit) -> Iterator[Sequence[str]]:
    """The keys that may change, first all of them, then without the first ones.

    A page of text has a whole number of lines: in a long book the least change of leading is many pages, and goes too far.
    """
    keys = [key for key, *_ in CHANGES if key in fit.limits]
    for first in range(max(1, len(keys))):
        yield keys[first:]


def _designs(edition: Edition, fit: Fit, keys: Sequence[str], looser: bool) -> Iterator[Edition]:
    """The edition as it is, then changed a little more from one to the next, up to the limits of one direction."""
    page = dict(edition.page)
    yield edition
    for key, number, step, _, _ in CHANGES:
        if key not in keys:
            continue
        first = lengths(page[key], number, key, edition.place)
        last = lengths(fit.limits[key][int(looser)], number, key, edition.place)
        far = max(abs(end - start) for start, end in zip(first, last, strict=True))
        steps = ceil(far / step - 1e-6)
        for part in range(1, steps + 1):
            # Whole steps, and at last what is left; of several lengths the one with the longest way is in steps.
            share = 1.0 if part == steps else part * step / far
            way = (start + (end - start) * share for start, end in zip(first, last, strict=True))
            page[key] = " ".join(f"{length:.3f}pt" for length in way)
            yield replace(edition, page=dict(page))


@dataclass
class _Trials:
    """Lays out designs, and counts what that costs."""

    lay: Lay
    layouts: int = 0
    pages: int = 0

    @property
    def are_over(self) -> bool:
        """Whether more would cost too much."""
        return self.layouts >= MOST_LAYOUTS or self.pages >= MOST_PAGES

    def make(self, design: Edition) -> Attempt:
        """A design, laid out."""
        attempt = self.lay(design)
        self.layouts += 1
        self.pages += attempt.laid.layout.pages
        return attempt


@dataclass
class _Search:
    """The search for one number of pages: the designs from the one that is there, and what is known of them by number.

    `brought` counts by code the faults of designs that had the right number of pages and were passed over. `is_crossed` says
    that the limits reach the goal, and perhaps go past it from one design to the next.
    """

    trials: _Trials
    base: Attempt
    goal: int
    designs: Sequence[Edition]
    brought: Counter[str]
    volumes: dict[int, float] = field(default_factory=dict)
    is_crossed: bool = False

    @property
    def is_looser(self) -> bool:
        """Whether more pages are looked for, or a fuller last one."""
        return self.goal >= self.base.laid.layout.pages

    def found(self) -> Attempt | None:
        """The mildest design that reaches the goal and brings no fault, laid out."""
        self.volumes[0] = _volume(self.base.laid)
        low, high, best = 0, len(self.designs), None
        for tried in range(TRIES):
            is_near = best is not None and best.laid.layout.pages == self.goal and high - low <= NEAR
            if is_near or high - low < 2 or self.trials.are_over or (best is None and not self._is_within_reach(low)):
                break
            number = self._guess(low, high) if tried < GUESSES else (low + high) // 2
            attempt = self.trials.make(self.designs[number])
            self.volumes[number] = _volume(attempt.laid)
            if self._reaches(attempt.laid):
                high, best, self.is_crossed = number, attempt, True
            else:
                low = number
        return self._without_fault(high, best) if best else None

    def _without_fault(self, number: int, attempt: Attempt) -> Attempt | None:
        """Of this attempt and some that go farther, with the pages and no fault, the one with the fewest torn lines."""
        further = iter(self.designs[number + NEAR::NEAR][:MORE])
        faultless: list[Attempt] = []
        while attempt.laid.layout.pages == self.goal:
            faults = _faults(attempt.laid) - _faults(self.base.laid)
            if not faults:
                faultless.append(attempt)
                if _torn(attempt.laid) <= _torn(self.base.laid):
                    break
            elif not faultless:
                self.brought |= faults
            design = next(further, None)
            if design is None or self.trials.are_over:
                break
            attempt = self.trials.make(design)
        best = min(faultless, key=lambda one: _torn(one.laid), default=None)
        if best is not None and best is not faultless[0]:
            self.brought["torn lines"] += 1
        return best

    def _reaches(self, laid: Laid) -> bool:
        """Whether a layout has gone as far as the goal, or farther."""
        pages = laid.layout.pages
        if self.is_looser:
            return pages > self.goal or (pages == self.goal and not _is_sparse(laid))
        return pages <= self.goal

    def _wants(self, volume: float) -> float:
        """How many pages of text are wanting for the goal, or too many for it; 0 or less where it is reached."""
        text = self.goal - self.base.laid.back
        return text - 1 + LEAST - volume if self.is_looser else volume - text

    def _is_within_reach(self, low: int) -> bool:
        """Whether the limits may reach the goal, by what the last design that did not reach it says."""
        volume = self._estimate(len(self.designs) - 1, low, len(self.designs))
        return self._wants(volume) <= SLACK * volume

    def _guess(self, low: int, high: int) -> int:
        """The number of the mildest design that may reach the goal, above one that does not and below one that does."""
        between = range(low + 1, high)
        return next((number for number in between if self._wants(self._estimate(number, low, high)) <= 0), high - 1)

    def _estimate(self, number: int, low: int, high: int) -> float:
        """How many pages the text will fill in a design, by those that have been laid out."""
        room, before = _room(self.designs[number]), _room(self.designs[low])
        if high not in self.volumes:
            return self.volumes[low] * before / room
        share = (room - before) / (_room(self.designs[high]) - before)
        return self.volumes[low] + share * (self.volumes[high] - self.volumes[low])


def _room(edition: Edition) -> float:
    """How much text a page of an edition takes: lines times characters, in no unit."""
    read = {key: lengths(edition.page[key], number, key, edition.place) for key, number in
            (("size", 2), ("margins", 4), ("text-size", 1), ("line-height", 1))}
    (width, height), (top, outer, bottom, inner) = read["size"], read["margins"]
    return (width - outer - inner) * (height - top - bottom) / (read["text-size"][0] * read["line-height"][0])


def _volume(laid: Laid) -> float:
    """How many pages the text fills, the last of them in part; the back cover is not counted."""
    layout, last = laid.layout, max(1, laid.layout.pages - laid.back)
    return last - 1 + _used(layout, last)


def _used(layout: Layout, page: int) -> float:
    """What part of a page's height is used by text from above and by notes from below."""
    area = layout.areas[page - 1]
    used = max((line.y + line.height for line in layout.lines if line.page == page and line.kind == "text"),
               default=area.top) - area.top
    used += area.bottom - min((line.y for line in layout.lines if line.page == page and line.kind == "note"),
                              default=area.bottom)
    return used / (area.bottom - area.top)


def _is_sparse(laid: Laid) -> bool:
    """Whether the last page before the back cover is nearly empty."""
    last = laid.layout.pages - laid.back
    return last > 1 and is_nearly_empty(laid.layout, last)


def _torn(laid: Laid) -> int:
    """How many lines of text have holes between their words."""
    return sum(line.spread > TORN for line in laid.layout.lines if line.kind == "text")


def _faults(laid: Laid) -> Counter[str]:
    """How many errors and warnings the checks of the layout give, by code."""
    found = of_layout(laid.edition.name, laid)
    return Counter(finding.code for finding in found if finding.severity is not Severity.NOTICE)


def _difference(edition: Edition, base: Edition) -> str:
    """What differs from the design as it was, which stands in parentheses."""
    return ", ".join(f"{name} {_said(edition, key, number, unit)} {unit} ({_said(base, key, number, unit)})"
                     for key, number, _, name, unit in CHANGES if edition.page[key] != base.page[key])


def _said(edition: Edition, key: str, number: int, unit: str) -> str:
    """The lengths of a key in a unit."""
    found = lengths(edition.page[key], number, key, edition.place)
    return " ".join(f"{length / UNITS[unit]:.3f}".rstrip("0").rstrip(".") for length in found)


def _named(brought: Counter[str]) -> str:
    """The codes of faults."""
    return ", ".join(sorted(brought))
