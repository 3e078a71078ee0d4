"""All checks of one translated message, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from press.catalogues.checks.amount import check_length, check_same
from press.catalogues.checks.calls import check_call_position
from press.catalogues.checks.directions import check_directions
from press.catalogues.checks.figures import check_digits, check_numbers
from press.catalogues.checks.flow import Translated
from press.catalogues.checks.markup import check_calls, check_links, check_markup, check_placeholders, check_symbols
from press.catalogues.checks.mutes import muted
from press.catalogues.checks.quotes import check_quotes
from press.catalogues.checks.spaces import check_letters, check_spaces
from press.catalogues.checks.terms import check_terms
from press.values.catalogue import Entry
from press.values.document import Inline, Passage, Text
from press.values.findings import Finding
from press.values.language import Conventions, Language

Check = Callable[[Translated], Iterator[Finding]]
OF_A_DOCUMENT: Sequence[Check] = (
    check_calls, check_links, check_markup, check_symbols, check_numbers, check_digits, check_quotes, check_spaces,
    check_letters, check_directions, check_call_position, check_length, check_same, check_terms,
)
OF_TEMPLATES: Sequence[Check] = (check_placeholders, check_numbers, check_digits, check_quotes, check_spaces, check_letters)

STRAIGHT = frozenset("\"'")

# The rule of rules.toml that a check goes by.
RULE_OF = {"call-position": "calls", "digits": "numbers", "letters": "letters", "quotes": "quotes", "spaces": "spaces"}


def check(source: Passage, text: str, parsed: tuple[Inline, ...], entry: Entry, language: Language) -> list[Finding]:
    """What is wrong with one translation of a document, without what its translator mutes."""
    return _run(OF_A_DOCUMENT, Translated(source, text, parsed, entry, language))


def check_words(source: Passage, entry: Entry, language: Language) -> list[Finding]:
    """What is wrong with one translation of the templates' words, which are no Markdown."""
    text = entry.translation
    return _run(OF_TEMPLATES, Translated(source, text, (Text(text),), entry, language))


def of_source(source: Passage, language: Language) -> list[Finding]:
    """What is wrong with a passage in the language that it was written in; straight marks are typing, and told as such."""
    own = Entry(source.text, False, "", source.place)
    if STRAIGHT & set(source.text):
        checks: Sequence[Check] = (check_digits, check_spaces, check_letters)
    else:
        checks = (check_digits, check_quotes, check_spaces, check_letters)
    return _run(checks, Translated(source, source.text, source.inlines, own, language))


def _run(checks: Sequence[Check], message: Translated) -> list[Finding]:
    """The findings of some checks, with their place, without what is muted."""
    found = [finding for one in checks for finding in one(message)]
    place, rules = message.entry.place, message.language.conventions
    left = muted(found, message.entry.comment)
    return [replace(finding, place=place, hint=_with_source(finding, rules)) for finding in left]


def _with_source(finding: Finding, rules: Conventions) -> str:
    """The hint of a finding, with the source of the rule that it goes by."""
    name = RULE_OF.get(finding.code, "")
    if not rules.sources.get(name):
        return finding.hint
    return f"{finding.hint} (rule: {rules.sources[name]}{', a secondary source' if name in rules.weak else ''})"
