"""Work in forked processes, one piece at a time in each: what ends a process costs its own piece only."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from press.processes import progress
from press.processes.signals import ENDING, deaf
from press.values.findings import ProjectError

if TYPE_CHECKING:
    from mmap import mmap

Outcome = TypeVar("Outcome")
# How many seconds a process has that is told to end, before it is ended by force.
TO_END = 5
FORK = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Task(Generic[Outcome]):
    """Pieces of work by number. `do` gives a piece's outcome, and whether its process is as sound as before; `lost` that
    of a piece whose process died: what it was doing, and the exit code (below 0: the signal that ended it)."""

    count: int
    do: Callable[[int], tuple[Outcome, bool]]
    lost: Callable[[int, str, int], Outcome]


@dataclass
class Worker:
    """A forked process, the line to it, what it says that it is doing, and the number of the piece that it has."""

    process: Any
    line: Connection
    board: mmap
    piece: int = -1

    def take(self, piece: int) -> None:
        """Gives it a piece. One that has died since is found out when it is waited for."""
        self.piece = piece
        try:
            self.line.send(piece)
        except OSError:
            return

    def end(self) -> None:
        """Ends it, whatever it does."""
        self.line.close()
        self.process.terminate()
        self.process.join(TO_END)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def outcomes(task: Task[Outcome], most: int) -> Iterator[Outcome]:
    """The outcome of each piece, in the order in which they come, from at most so many processes at a time."""
    waiting, crew = deque(range(task.count)), list[Worker]()
    # What is there now is never garbage; unmarked, the workers share it.
    gc.freeze()
    try:
        while waiting or crew:
            while waiting and len(crew) < most:
                _hire(task, crew)
                crew[-1].take(waiting.popleft())
            ready = wait([worker.line for worker in crew])
            for worker in [worker for worker in crew if worker.line in ready]:
                outcome, is_sound = _heard(task, worker)
                if is_sound and waiting:
                    worker.take(waiting.popleft())
                else:
                    crew.remove(worker)
                    worker.line.close()
                    worker.process.join()
                yield outcome
    finally:
        with deaf():
            for worker in crew:
                worker.end()
        gc.unfreeze()


def _heard(task: Task[Outcome], worker: Worker) -> tuple[Outcome, bool]:
    """What a worker has to say, or that it has died."""
    try:
        outcome, is_sound = worker.line.recv()
    except (EOFError, OSError):
        worker.process.join()
        return task.lost(worker.piece, progress.done(worker.board), worker.process.exitcode), False
    return outcome, is_sound


def _hire(task: Task[Outcome], crew: list[Worker]) -> None:
    """Adds a worker to the crew; ProjectError where the system gives no process."""
    here, there = FORK.Pipe()
    board = progress.board()
    others = [here, *(worker.line for worker in crew)]
    process = FORK.Process(target=_serve, args=(task, there, others, board, os.getpid()), daemon=True)
    try:
        with deaf():
            process.start()
            crew.append(Worker(process, here, board))
    except OSError as error:
        raise ProjectError(f"no process can be started: {error.strerror}", "",
                           "end other programs, or use --jobs 1") from None
    finally:
        there.close()


def _serve(task: Task[Outcome], line: Connection, others: Sequence[Connection], board: mmap, parent: int) -> None:
    """A worker: does the pieces that it is given, until the line is closed or it is no longer sound."""
    # Ctrl-C goes to all processes of a terminal: the parent ends its workers.
    for number in ENDING:
        signal.signal(number, signal.SIG_DFL if number == signal.SIGTERM else signal.SIG_IGN)
    for other in others:
        other.close()
    progress.use(board)
    is_sound = True
    try:
        while is_sound and os.getppid() == parent:
            outcome, is_sound = task.do(line.recv())
            line.send((outcome, is_sound))
    except (EOFError, OSError):
        # The parent has ended, or wants no more.
        pass
    # Taking apart what the process's end frees anyway takes time.
    os._exit(0)
