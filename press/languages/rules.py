"""What is known of how languages write: CLDR's rows in cldr.json, our own in rules.toml, each with its source."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from press.files import parse_toml, read_text
from press.values.findings import Place, ProjectError
from press.values.language import Conventions

HERE = Path(__file__).parent
TABLE = HERE / "rules.toml"
# The keys of each rule, and of what kind their values are.
RULES: Mapping[str, Mapping[str, type]] = {
    "calls": {"place": str, "marks": str, "abbreviations": list},
    "spaces": {"before": dict, "inside": str},
    "quotes": {"marks": list, "others": list, "titles": str},
    "numbers": {"groups": str, "from": int, "units": dict},
    "calendar": {"name": str},
    "letters": {"wrong": dict},
    "length": {"characters": float},
}
# These a language.toml says by keys of its own.
ELSEWHERE = {("quotes", "marks"): "quotes", ("numbers", "units"): "multipliers"}
ORIGIN: Mapping[str, type] = {"source": str, "weak": bool}
PLACES = ("after", "before", "meaning", "word", "open")
CALENDARS = ("persian",)
NO_BREAK = "\u00a0\u202f"


@cache
def _extract() -> Mapping[str, Any]:
    """The extract of CLDR."""
    loaded: Mapping[str, Any] = json.loads((HERE / "cldr.json").read_text(encoding="utf-8"))
    return loaded


def cldr_version() -> str:
    """The version of CLDR that the extract is from."""
    return str(_extract()["version"])


def known_languages() -> tuple[str, ...]:
    """The codes of the languages that the extract of CLDR holds."""
    return tuple(_extract()["languages"])


def cldr(code: str) -> Mapping[str, Any]:
    """CLDR's row for a language, or for the language that a longer code begins with; empty where there is none."""
    rows = _extract()["languages"]
    found: Mapping[str, Any] = rows.get(code) or rows.get(code.split("-")[0]) or {}
    return found


@cache
def _table() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """The rows of rules.toml."""
    return parse_toml(read_text(TABLE, TABLE.name), TABLE.name)


def rules_of(code: str, own: Mapping[str, Any], place: Place) -> dict[str, Mapping[str, Any]]:
    """The rules of a language, those of its language.toml (`own`) first; ProjectError for what is no rule."""
    for name, rule in own.items():
        if name not in RULES:
            raise ProjectError(f'there is no rule "{name}"', place, f"rules are {', '.join(RULES)}")
        _check(name, rule, place)
    return {**_rules(code), **own}


def _rules(code: str) -> Mapping[str, Mapping[str, Any]]:
    """The rows of a language, or of the language that a longer code begins with."""
    table = _table()
    return table.get(code) or table.get(code.split("-")[0]) or {}


def _check(name: str, rule: Any, place: Place) -> None:
    """Refuses a rule with unknown keys or values of a wrong kind."""
    known = {**RULES[name], **ORIGIN}
    if not isinstance(rule, dict):
        raise ProjectError(f"rules.{name} is not a table", place, f"write [rules.{name}] and its keys below it")
    for key, value in rule.items():
        if (name, key) in ELSEWHERE:
            raise ProjectError(f"rules.{name}.{key} has a key of its own", place,
                               f"write {ELSEWHERE[name, key]} = … above [rules]")
        if key not in known:
            raise ProjectError(f'unknown key "{key}" in [rules.{name}]', place, f"known are {', '.join(known)}")
        if not isinstance(value, known[key]) and not (known[key] is float and type(value) is int):
            raise ProjectError(f"rules.{name}.{key} has a value of a wrong kind", place, "see docs/adding.md")
        held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        if not all(isinstance(one, int if key == "units" else str) for one in held):
            raise ProjectError(f"rules.{name}.{key} holds a value of a wrong kind", place, "see docs/adding.md")
    if rule.get("place", "open") not in PLACES:
        raise ProjectError(f'rules.calls.place is "{rule["place"]}"', place, f"it is one of {', '.join(PLACES)}")
    if name == "calendar" and rule.get("name") not in CALENDARS:
        raise ProjectError("rules.calendar.name is not a calendar", place, f"known are {', '.join(CALENDARS)}")
    for pattern in rule.get("wrong", {}):
        try:
            re.compile(pattern)
        except re.error as error:
            raise ProjectError(f"rules.letters: {pattern} is no pattern: {error}", place,
                               "write the letters themselves") from None


def quotes_of(code: str) -> list[str] | None:
    """The quotation marks that rules.toml or else CLDR has for a language, outer and inner pair."""
    given = _rules(code).get("quotes", {}).get("marks") or cldr(code).get("quotes")
    return list(given) if given else None


def units(code: str) -> Mapping[str, int]:
    """The words that a language multiplies numbers by; a * stands for any ending."""
    found: Mapping[str, int] = _rules(code).get("numbers", {}).get("units", {})
    return found


def conventions(code: str, own: Mapping[str, Any], place: Place) -> Conventions:
    """How a language writes; ProjectError for a rule of its language.toml that can't be read."""
    rules = rules_of(code, own, place)
    calls, spaces, quotes, numbers = (rules.get(name, {}) for name in ("calls", "spaces", "quotes", "numbers"))
    row = cldr(code)
    group = str(row.get("group", ""))
    return Conventions(
        call=calls.get("place", "open"), call_marks=calls.get("marks", ""),
        abbreviations=tuple(calls.get("abbreviations", ())), spaced=spaces.get("before", {}),
        quote_space=spaces.get("inside", ""), other_quotes=tuple(quotes.get("others", ())), titles=quotes.get("titles", ""),
        groups=numbers.get("groups", group + NO_BREAK.replace(group, "") if group and group in NO_BREAK else group),
        group_from=numbers.get("from", row.get("group-from", 4)), calendar=rules.get("calendar", {}).get("name", ""),
        letters=tuple((re.compile(wrong), right) for wrong, right in rules.get("letters", {}).get("wrong", {}).items()),
        characters_per_word=float(rules.get("length", {}).get("characters", 0)),
        sources={name: str(rule.get("source", "")) for name, rule in rules.items()},
        weak=tuple(name for name, rule in rules.items() if rule.get("weak")),
    )
