"""Runs the command line on a changed file, in a process that is watched: its time, its memory, what it opens and says."""

from __future__ import annotations

import os
import resource
import select
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

# Read once, before processes are forked from here.
import press.engine.render  # noqa: F401
from press.commands.line import run
from tests.fuzz.box import ROOT, Box
from tests.fuzz.kinds import Kind

# No input may cost more: seconds of CPU, bytes of memory. Wall time is looked at only to end what sleeps.
SECONDS, MEMORY, PATIENCE = 30, 2_000_000_000, 400
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = {"os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "shutil.rmtree"}
# What reaches beyond the machine's files, or runs something.
REACHES = {"socket.connect", "socket.sendto", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec"}


@dataclass(frozen=True)
class Run:
    """One command on one input: what was wrong, if anything, and what it said."""

    fault: str
    said: str
    seconds: float
    memory: int


def tried(box: Box, kind: Kind, content: bytes) -> Run:
    """The first command of a kind that goes wrong on a content of its file, or the last that does not."""
    path = box.project / kind.path
    kept = {one: one.read_bytes() for one in _sources(box)}
    path.write_bytes(content)
    one = Run("", "", 0, 0)
    try:
        for command in kind.commands:
            one = _watched(box, command)
            if one.fault:
                break
    finally:
        _restored(box, kept)
    return one


def _sources(box: Box) -> Iterator[Path]:
    """Each file of the project that is not made by a run."""
    for path in sorted(box.project.rglob("*")):
        if path.is_file() and not path.is_symlink() and "out" not in path.relative_to(box.project).parts:
            yield path


def _restored(box: Box, kept: dict[Path, bytes]) -> None:
    """Puts everything back as it was."""
    shutil.rmtree(box.project / "out", ignore_errors=True)
    for path in list(_sources(box)):
        if path not in kept:
            path.unlink()
    for path, content in kept.items():
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)


def _watched(box: Box, command: Sequence[str]) -> Run:
    """One command in a process of its own."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(box, command, writing)
    os.close(writing)
    said, is_ended = _heard(reading, child)
    _, status, usage = os.wait4(child, 0)
    os.close(reading)
    _end_group(child)
    seconds = usage.ru_utime + usage.ru_stime
    memory = usage.ru_maxrss * 1024
    return Run(_fault(box, status, said, is_ended, seconds, memory), said, seconds, memory)


def _child(box: Box, command: Sequence[str], line: int) -> None:
    """The process: runs the command, says what it opens for writing outside the box, and ends."""
    os.setpgid(0, 0)
    for stream in (1, 2):
        os.dup2(line, stream)
    # Who watches may have put others in their places.
    sys.stdout, sys.stderr = (open(stream, "w", encoding="utf-8", closefd=False) for stream in (1, 2))  # noqa: SIM115
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS + 5, SECONDS + 10))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    home, temporary = box.surroundings
    os.environ |= {"HOME": str(home), "TMPDIR": str(temporary), "XDG_CACHE_HOME": str(home)}
    import tempfile

    tempfile.tempdir = None
    os.chdir(box.project)
    allowed = (str(box.folder.resolve()), str(ROOT / ".cache"), os.devnull)

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str) and int(str(arguments[2] or 0)) & WRITING:
            named: object = arguments[0]
        elif event in CHANGES:
            named = arguments[0]
        elif event in REACHES:
            os.write(line, f"OUTSIDE {event} {arguments[:2]}\n".encode())
            return
        else:
            return
        if isinstance(named, (str, Path)) and not str(Path(named).resolve()).startswith(allowed):
            os.write(line, f"OUTSIDE {event} {named}\n".encode())

    sys.addaudithook(heard)
    try:
        code = run(list(command), box.project)
    except BaseException:
        traceback.print_exc()
        code = 99
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _heard(reading: int, child: int) -> tuple[str, bool]:
    """What the process says, to at most a megabyte, and whether it had to be ended."""
    parts: list[bytes] = []
    until = time.monotonic() + PATIENCE
    while (left := until - time.monotonic()) > 0:
        if not select.select([reading], [], [], left)[0]:
            break
        part = os.read(reading, 65536)
        if not part:
            return b"".join(parts).decode(errors="replace"), False
        if sum(map(len, parts)) < 1_000_000:
            parts.append(part)
    os.killpg(child, signal.SIGKILL)
    return b"".join(parts).decode(errors="replace"), True


def _end_group(child: int) -> None:
    """Ends what the process has left running."""
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        return


def _fault(box: Box, status: int, said: str, is_ended: bool, seconds: float, memory: int) -> str:
    """What was wrong with a run, in a word and its figure; empty when nothing was."""
    code = os.waitstatus_to_exitcode(status)
    left = [path for folder in box.surroundings for path in folder.rglob("*")]
    for path in left:
        if path.exists():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if is_ended or seconds > SECONDS:
        return f"hang: {seconds:.0f} s"
    if "Traceback (most recent call last)" in said:
        return "traceback: " + said.strip().splitlines()[-1][:100]
    if "OUTSIDE " in said:
        return "outside: " + said[said.index("OUTSIDE ") :].splitlines()[0]
    if code < 0 or code > 2:
        return f"died: {code}"
    if memory > MEMORY:
        return f"memory: {memory / 1e6:.0f} MB"
    if left:
        return f"left behind: {left[0].name}"
    if code and "error" not in said and "left out" not in said:
        return f"silent: exit code {code} and no error is said"
    return ""
