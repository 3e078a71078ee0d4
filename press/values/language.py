"""A language: how it writes, its terms, and what it does to a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from press.values.findings import Place


@dataclass(frozen=True)
class Term:
    """One row of a glossary: forms of the source, forms of the translation of which any will do, `*` for any ending."""

    source: tuple[str, ...]
    translation: tuple[str, ...]
    kind: str
    note: str = ""


@dataclass(frozen=True)
class Conventions:
    """What rules.toml, CLDR and language.toml say of a language; what is empty is not known, and not checked.

    `call` is before or after the marks of `call_marks`, meaning (both are right, by what the note serves), word (against
    it), or open. `spaced` are the spaces before marks, `quote_space` the one inside quotation marks. `groups` are the
    separators of thousands, the first preferred, in numbers of at least `group_from` digits. `letters` are patterns
    with what belongs in their place. `sources` names for each rule where it is from, `weak` the rules whose source is.
    """

    call: str = "open"
    call_marks: str = ""
    abbreviations: tuple[str, ...] = ()
    spaced: Mapping[str, str] = field(default_factory=dict)
    quote_space: str = ""
    other_quotes: tuple[str, ...] = ()
    titles: str = ""
    groups: str = ""
    group_from: int = 4
    calendar: str = ""
    letters: tuple[tuple[re.Pattern[str], str], ...] = ()
    characters_per_word: float = 0.0
    sources: Mapping[str, str] = field(default_factory=dict)
    weak: tuple[str, ...] = ()


@dataclass(frozen=True)
class Language:
    """What a language does to a page, as `locales/<language>/language.toml` says.

    `digits` are ten characters, `quotes` the outer and inner pair, `fonts` families by role, `typography` sizes and
    switches by name, `multipliers` words that numbers are multiplied by (* for any ending).
    """

    code: str
    name: str
    english: str
    direction: str
    digits: str
    quotes: tuple[str, str, str, str]
    fonts: Mapping[str, tuple[str, ...]]
    typography: Mapping[str, str | float | bool]
    multipliers: Mapping[str, int]
    folder: Path
    place: Place
    conventions: Conventions
    glossary: tuple[Term, ...] = ()
