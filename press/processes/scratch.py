"""One folder for all temporary files of a run, in the project's cache: it goes with the run, or at the start of the next."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from press.values.findings import ProjectError


@contextmanager
def scratch(cache: Path) -> Iterator[Path]:
    """The run's folder, in which this process and those it starts put what libraries keep in files for a while."""
    folder = _folder(cache / "runs")
    before = tempfile.tempdir, os.environ.get("TMPDIR")
    tempfile.tempdir = os.environ["TMPDIR"] = str(folder)
    try:
        yield folder
    finally:
        tempfile.tempdir = before[0]
        if before[1] is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = before[1]
        shutil.rmtree(folder, ignore_errors=True)


def _folder(runs: Path) -> Path:
    """A new folder in `runs`, or where all programs have theirs when the cache takes none; ProjectError for neither."""
    try:
        runs.mkdir(parents=True, exist_ok=True)
    except OSError:
        return _new(None)
    for left in runs.iterdir():
        if is_of_the_dead(left):
            shutil.rmtree(left, ignore_errors=True)
    try:
        return _new(runs)
    except ProjectError:
        return _new(None)


def _new(place: Path | None) -> Path:
    """A new folder that names this process, without `place` where all programs have theirs; ProjectError if none can be."""
    try:
        return Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-press-", dir=place))
    except OSError as error:
        raise ProjectError(f"no temporary file can be written: {error.strerror}", str(place or ""),
                           "make room there, or name another folder: TMPDIR=/var/tmp python build.py") from None


def is_of_the_dead(path: Path) -> bool:
    """Whether the name of a temporary file or folder begins with the number of a process that is no more."""
    match = re.match(r"\.?(\d+)-", path.name)
    try:
        if match:
            os.kill(int(match[1]), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:
        return False
    return False
