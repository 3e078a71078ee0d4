"""What is wrong, where, and what to do about it: as values to collect, or as the one error that stops work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# What to do where the program itself is wrong.
REPORT = "report it with this line; --traceback shows where in the program"


class Severity(StrEnum):
    """How much a finding weighs: an error refuses a final PDF, a notice is only said."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: a path from the project's root, and a line (from 1; 0: the whole file)."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, where, and what to do about it."""

    severity: Severity
    code: str
    message: str
    place: Place
    hint: str = ""

    def __str__(self) -> str:
        line = f"{self.place}: {self.severity}: {self.message} [{self.code}]"
        return f"{line}\n  hint: {self.hint}" if self.hint else line


class ProjectError(Exception):
    """Work can't go on: what is wrong, the place, and what to do."""

    def __init__(self, message: str, place: Place | str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message, self.place, self.hint = message, place, hint

    def __str__(self) -> str:
        line = f"{self.place}: error: {self.message}" if str(self.place) else f"error: {self.message}"
        return f"{line}\n  hint: {self.hint}" if self.hint else line


def fault_of(error: Exception, step: str) -> str:
    """What is said of an exception that the program did not foresee, and of what it was doing, in one line."""
    return f"a fault of the program while {step}: {type(error).__name__}: {' '.join(str(error).split())[:300]}"
