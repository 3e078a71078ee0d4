"""What a process is doing now, kept where another process can read it, also when this one has died."""

from __future__ import annotations

import mmap

SIZE = 120
_board = mmap.mmap(-1, SIZE)


def board() -> mmap.mmap:
    """An empty board that a process and those forked from it share."""
    return mmap.mmap(-1, SIZE)


def use(shared: mmap.mmap) -> None:
    """Lets this process write on a board from now on."""
    global _board
    _board = shared


def doing(step: str) -> None:
    """Notes what this process begins to do, as a word ending in -ing and what it is done to."""
    _board[:] = step.encode()[:SIZE].ljust(SIZE, b"\0")


def done(shared: mmap.mmap | None = None) -> str:
    """What was noted last on a board, or on this process's own."""
    return bytes((shared or _board)[:]).rstrip(b"\0").decode("utf-8", "ignore") or "beginning"
