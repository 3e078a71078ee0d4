"""Limits of time and memory for a piece of work, and the exception that ends it there."""

from __future__ import annotations

import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import FrameType

# What the limits are for; longer documents have more, in proportion. A page of 250 words takes 0.2 s and 1 MB.
WORDS_FOR_SECONDS, WORDS_FOR_MEGABYTES = 20_000, 100_000
# How often is looked, and how soon again once work was told to end, in seconds.
EVERY, AGAIN = 0.25, 5.0
# Work that waits for something takes no processor time; it may last so many times as long.
PATIENCE = 10
# What the kernel refuses is above the limit, so that work which grows by steps ends by the exception and not in a library.
ABOVE = 1.25
# Counted in bytes by macOS and in kB by others (getrusage(2)).
PEAK = 1 if sys.platform == "darwin" else 1024


class LimitReached(BaseException):
    """Work has come to a limit. No error that a library may catch: it would go on."""


@dataclass(frozen=True)
class Limits:
    """Processor time in seconds and memory in MB that a cell may take; `grace` seconds more for a library to come back."""

    seconds: float = 300
    megabytes: float = 2000
    grace: float = 10

    def for_length(self, words: int) -> Limits:
        """The limits for a document of so many words."""
        return replace(self, seconds=self.seconds * max(1, words / WORDS_FOR_SECONDS),
                       megabytes=self.megabytes * max(1, words / WORDS_FOR_MEGABYTES))


@contextmanager
def watched(limits: Limits, parent: int = 0) -> Iterator[None]:
    """Ends what is done inside by LimitReached at the limits, and this process when `parent` is no longer its parent."""
    if threading.current_thread() is not threading.main_thread():
        # Only the main thread is told of signals.
        yield
        return
    begun, clock = time.process_time(), time.monotonic()

    def look(number: int, frame: FrameType | None) -> None:
        """Compares what is used with the limits."""
        if parent and os.getppid() != parent:
            os._exit(1)
        if said := _reached(limits, time.process_time() - begun, time.monotonic() - clock):
            signal.setitimer(signal.ITIMER_REAL, AGAIN, AGAIN)
            raise LimitReached(said)

    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, EVERY, EVERY)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _reached(limits: Limits, used: float, waited: float) -> str:
    """Which limit is reached, in words; nothing where none is."""
    if used > limits.seconds:
        return f"more than {limits.seconds:.4g} s of processor time"
    if waited > PATIENCE * limits.seconds:
        return f"more than {PATIENCE * limits.seconds:.4g} s, and waits for something"
    if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * PEAK > limits.megabytes * 1e6:
        return f"more than {limits.megabytes:.4g} MB of memory"
    return ""


@contextmanager
def bounded(limits: Limits) -> Iterator[None]:
    """Lets the kernel hold this process to the limits, in code too that no exception can end; it dies by SIGPROF then.

    For a process of its own only: memory that is refused is a MemoryError, or the end of a library that can't go on.
    """
    most = int(limits.megabytes * 1e6 * ABOVE)
    before = resource.getrlimit(resource.RLIMIT_DATA)
    hard = before[1]
    resource.setrlimit(resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, limits.seconds + limits.grace)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_DATA, before)
