"""Cells made each in a process that can be ended: whatever fails in one is its finding, and costs no other."""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from press.catalogues.translate import coverage
from press.checks import length
from press.checks.preflight import Outcome
from press.pipeline import examined
from press.processes.limits import LimitReached, Limits, bounded, watched
from press.processes.progress import doing, done
from press.processes.scratch import scratch
from press.processes.signals import deaf
from press.processes.workers import Task, outcomes
from press.values.findings import REPORT, Finding, Place, ProjectError, Severity, fault_of
from press.values.job import Copy
from press.values.printer import Printer
from press.values.results import Result


@dataclass(frozen=True)
class Made:
    """What came of a cell: its result, what each check says of its PDF, and the traceback of a fault of the program."""

    result: Result
    outcomes: tuple[Outcome, ...] = ()
    traceback: str = ""


@dataclass(frozen=True)
class Making:
    """How cells are made: where fonts are kept, the limits, how many at a time, what their PDFs are held against."""

    cache: Path
    limits: Limits = field(default_factory=Limits)
    workers: int = 1
    validator: str = ""
    printer: Printer | None = None


def made(copies: Sequence[Copy], how: Making) -> Generator[Made, None, None]:
    """What came of each job, as they come; a job that failed has a finding that says why, and what was being done."""
    if not copies:
        return
    if min(how.workers, len(copies)) > 1:
        # What all workers need is read once, before they are forked from here.
        with deaf():
            import press.engine.render  # noqa: F401
    parent = os.getpid()
    task = Task(len(copies), lambda number: _attempt(copies[number], how, parent),
                lambda number, step, code: _lost(copies[number], how, step, code))
    with scratch(how.cache):
        yield from outcomes(task, how.workers)


def _attempt(copy: Copy, how: Making, parent: int) -> tuple[Made, bool]:
    """What came of a job in this process, and whether the process is fit for another."""
    doing("beginning")
    limits = how.limits
    try:
        limits = _limits(copy, how)
        with bounded(limits), watched(limits, parent):
            result, found = examined(copy, how.cache, how.validator, how.printer)
        # Where more memory was allowed than is usual, the next cell would seem to have taken it.
        return Made(result, found), limits.megabytes == how.limits.megabytes
    except ProjectError as error:
        place = error.place if isinstance(error.place, Place) else Place(str(error.place) or copy.cell)
        return _failed(copy, Finding(Severity.ERROR, "stopped", error.message, place, error.hint)), True
    except LimitReached as error:
        return _failed(copy, _over(copy, str(error), done())), False
    except MemoryError:
        return _failed(copy, _over(copy, f"more than {limits.megabytes:.4g} MB of memory", done())), False
    except Exception as error:
        finding = Finding(Severity.ERROR, "fault", fault_of(error, done()), Place(copy.cell), REPORT)
        return _failed(copy, finding, "".join(traceback.format_exception(error))), False


def _lost(copy: Copy, how: Making, step: str, code: int) -> Made:
    """What is said of a cell whose process died."""
    if code == -signal.SIGPROF:
        return _failed(copy, _over(copy, f"more than {_limits(copy, how).seconds:.4g} s of processor time", step))
    by = f"killed by signal {-code}" if code < 0 else f"exit code {code}"
    why = ": perhaps out of memory" if code == -signal.SIGKILL else ""
    message = f"the process that built it died while {step} ({by}{why})"
    return _failed(copy, Finding(Severity.ERROR, "died", message, Place(copy.cell),
                                f'build it by itself: python build.py "{copy.cell}"; report it if it dies again'))


def _over(copy: Copy, limit: str, step: str) -> Finding:
    """The finding for a cell that came to a limit."""
    return Finding(
        Severity.ERROR, "limit", f"it needs {limit}; it was ended while {step}", Place(copy.cell),
        "--seconds and --megabytes allow more, if it is only long; else look at tables, pictures, flex or grid in styles",
    )


def _failed(copy: Copy, finding: Finding, trace: str = "") -> Made:
    """A cell without a PDF."""
    result = Result(copy.cell, None, True, 0, 0, coverage(copy.document), (*copy.findings, finding))
    return Made(result, traceback=trace)


def _limits(copy: Copy, how: Making) -> Limits:
    """The limits of a job, by the length of its document."""
    return how.limits.for_length(length.count(copy.document).total)
