"""The tables of TOML files, whose values are of the kinds that they should be and have their places."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from press.files import parse_toml, read_text, unknown_key
from press.values.findings import Place, ProjectError

LARGEST_TOML = 1_000_000
# The head of a table of TOML.
HEAD = re.compile(r"""\s*\[{1,2}\s*[\w."' -]+\s*\]{1,2}\s*(#.*)?$""")


def read_marker(root: Path, folder: Path, name: str) -> Table:
    """The table of the file that makes a folder an entry; ProjectError when it is not there."""
    where = (folder / name).relative_to(root).as_posix()
    if not (folder / name).exists():
        raise ProjectError(f"the folder has no {name}", folder.relative_to(root).as_posix(),
                           "write one (docs/adding.md shows it), or take the folder away")
    return read_table(folder / name, where)


def read_table(path: Path, where: str) -> Table:
    """The table that a file of TOML holds; ProjectError with the place of a mistake."""
    text = read_text(path, where, largest=LARGEST_TOML)
    return Table(parse_toml(text, where), text, where)


@dataclass(frozen=True)
class Table:
    """A table of TOML whose values are of the kinds that they should be, and have their places.

    `name` is what its head says, of a table that there are several of the `number`-th; the file's own has none.
    """

    data: Mapping[str, Any]
    text: str
    where: str
    name: str = ""
    number: int = 1

    def place(self, key: str = "") -> Place:
        """The line of a key, else of the table's head, else the file."""
        lines = self.text.split("\n")
        heads = [number for number, line in enumerate(lines) if HEAD.match(line)]
        own = [number for number in heads if re.match(rf"\s*\[+\s*{re.escape(self.name)}\s*\]", lines[number])]
        if self.name and len(own) < self.number:
            outer, _, name = self.name.rpartition(".")
            return Table({}, self.text, self.where, outer).place(name)
        first = own[self.number - 1] if self.name else -1
        end = next((number for number in heads if number > first), len(lines))
        found = [number for number in range(first + 1, end)
                 if key and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*[=.]""", lines[number])]
        found = found or [number for number in heads if re.match(rf"\s*\[+\s*{re.escape(key)}\s*[].]", lines[number])]
        return Place(self.where, (found[0] if found and key else first) + 1)

    def only(self, known: Iterable[str]) -> None:
        """Refuses keys that nothing reads."""
        for key in self.data:
            if key not in known:
                raise unknown_key(key, known, self.place(key))

    def words(self, key: str, usual: str | None = None, example: str = "…") -> str:
        """A text, `usual` where there is none; ProjectError for what is none, or is blank where one is asked for."""
        value = self.data.get(key, usual)
        if value is None or (usual is None and isinstance(value, str) and not value.strip()):
            raise ProjectError(f"{key} is missing{self._within}", self.place(key), f'write: {key} = "{example}"')
        if not isinstance(value, str):
            raise ProjectError(f"{key} is not text but {kind(value)}{self._within}", self.place(key),
                               f'write it in quotation marks: {key} = "{example}"')
        return value

    def list_of_words(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where there is none; ProjectError for any other."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            wrong = next((item for item in value if not isinstance(item, str)), None) if isinstance(value, list) else None
            what = f": it holds {kind(wrong)}" if isinstance(value, list) else f" but {kind(value)}"
            raise ProjectError(f"{key} is not a list of texts{what}", self.place(key), f'write: {key} = ["…", "…"]')
        return tuple(value)

    def date(self, key: str) -> str:
        """A day like 2020-07-17, nothing where there is none; ProjectError for what is no day."""
        value = self.data.get(key, "")
        try:
            is_day = type(value) is datetime.date or value == "" or bool(datetime.date.fromisoformat(value))
        except (TypeError, ValueError):
            is_day = False
        if not is_day:
            raise ProjectError(f'the {key} "{value}" is not a day', self.place(key),
                               "write the year, month and day: 2020-07-17")
        return str(value)

    def switch(self, key: str, usual: bool) -> bool:
        """A value that is true or false; ProjectError for any other."""
        return switch(self.data.get(key, usual), self.place(key), key)

    def whole_number(self, key: str, usual: int) -> int:
        """A whole number from 1, or what is `usual`; ProjectError for any other."""
        return whole_number(self.data[key], self.place(key), key) if key in self.data else usual

    def table(self, key: str) -> Table:
        """A table in it, empty where there is none; ProjectError for what is no table."""
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            one = " but a list of tables" if isinstance(value, list) and value and isinstance(value[0], dict) else ""
            raise ProjectError(f"{key} is not a table{one}", self.place(key), f"write [{key}], and its keys below it")
        return Table(value, self.text, self.where, f"{self.name}.{key}".lstrip("."))

    def tables(self, key: str) -> tuple[Table, ...]:
        """The tables of which there are several; ProjectError for what are none."""
        value = self.data.get(key, [])
        if isinstance(value, dict):
            raise ProjectError(f"[{key}] is one table, and there can be several", self.place(key),
                               f"write [[{key}]], with two brackets, above each")
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise ProjectError(f"{key} is not a list of tables", self.place(key), f"write [[{key}]] above the keys of each")
        return tuple(Table(item, self.text, self.where, key, number) for number, item in enumerate(value, 1))

    @property
    def _within(self) -> str:
        """Where a key is, as messages say it."""
        return f" in [{self.name}]" if self.name else ""


def kind(value: Any) -> str:
    """What a value of TOML is, in words."""
    kinds = ((bool, "true or false"), ((int, float), "a number"), (str, "text"), (list, "a list"), (dict, "a table"))
    return next((name for known, name in kinds if isinstance(value, known)), "a date or a time")


def switch(value: Any, place: Place, key: str) -> bool:
    """A value of TOML that is true or false; ProjectError for any other."""
    if not isinstance(value, bool):
        raise ProjectError(f"{key} is neither true nor false", place, f"write: {key} = true, or: {key} = false")
    return value


def whole_number(value: Any, place: Place, key: str) -> int:
    """A value of TOML that is a whole number from 1; ProjectError for any other."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ProjectError(f"{key} is not a whole number from 1", place, f"write: {key} = 4")
    return value
