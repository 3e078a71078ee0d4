"""The signals that end a build, and work that is not to be ended halfway."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def deaf() -> Iterator[None]:
    """What is done inside is done whole: who wishes the process to end is heard afterwards."""
    if threading.current_thread() is not threading.main_thread():
        # Only the main thread is told of signals.
        yield
        return
    heard: list[int] = []

    def keep(number: int, frame: FrameType | None) -> None:
        """Remembers a signal."""
        heard.append(number)

    before = {signal.Signals(number): signal.signal(number, keep) for number in ENDING}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler if handler is not None else signal.SIG_DFL)
        for number in dict.fromkeys(heard):
            signal.raise_signal(number)
