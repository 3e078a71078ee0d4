"""Builds hard documents in a project folder of their own, each in a worker that is stopped when it takes too long."""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
import time
import tomllib
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from PIL import Image

from press.pipeline import build
from press.values.findings import Severity
from press.values.results import Result
from tests.conftest import copy_of
from tests.hard.generator import Hard, hard
from tests.hard.reading import read
from tests.hard.verdict import Fault, Frame, judge

ROOT = Path(__file__).resolve().parents[2]
# A document that takes longer, in seconds, hangs.
LIMIT = 60
MILLIMETRE = 72 / 25.4


@dataclass(frozen=True)
class Outcome:
    """What became of a seed: its faults, its pages and notes, CPU seconds, and layouts where the press counts them."""

    seed: int
    profile: str = ""
    faults: tuple[Fault, ...] = ()
    pages: int = 0
    notes: int = 0
    seconds: float = 0.0
    layouts: float | None = None
    pdf: bytes | None = field(default=None, repr=False)


def furnish(folder: Path) -> None:
    """Makes a project folder with the editions and languages of this one and no document."""
    for part in ("locales", "press"):
        (folder / part).symlink_to(ROOT / part, target_is_directory=True)
    shutil.copytree(ROOT / "templates", folder / "templates")


def write(document: Hard, folder: Path) -> None:
    """Writes a hard document into a furnished folder, in place of the one before."""
    own = folder / "content" / "letter"
    shutil.rmtree(own, ignore_errors=True)
    own.mkdir(parents=True)
    (own / "document.toml").write_text(document.toml, encoding="utf-8")
    (own / "letter.md").write_text(document.text, encoding="utf-8")
    for name, width, height in document.figures:
        Image.new("L", (width, height), 170).save(own / name)
    for sheet in (folder / "templates").glob("*/hard.css"):
        sheet.unlink()
    (folder / "templates" / document.edition / "hard.css").write_text(document.css, encoding="utf-8")


def frame(edition: Path) -> Frame:
    """The type area that an edition.toml asks for; in width that of recto and verso together."""
    page = tomllib.loads(edition.read_text(encoding="utf-8"))["page"]
    width, height = (float(length.removesuffix("mm")) * MILLIMETRE for length in page["size"].split())
    top, outer, bottom, inner = (float(length.removesuffix("mm")) * MILLIMETRE for length in page["margins"].split())
    side = min(outer, inner)
    return Frame(side, top, width - side, height - bottom)


def outcome(seed: int, folder: Path, cache: Path) -> Outcome:
    """Builds the document of a seed in a furnished folder and judges its PDF."""
    document = hard(seed)
    write(document, folder)
    began = time.process_time()
    try:
        job = copy_of(folder, [f"letter/{document.language}/{document.edition}"], final=False)
        result = build(job, cache)
    except Exception:
        return Outcome(seed, document.profile, (Fault("crash", 0, traceback.format_exc(limit=-3)),))
    seconds = time.process_time() - began
    faults = list(_refusals(result))
    if result.pdf:
        faults += judge(document, read(result.pdf), frame(folder / "templates" / document.edition / "edition.toml"))
    return Outcome(seed, document.profile, tuple(faults), result.pages, len(document.notes), seconds,
                   getattr(result, "layouts", None), result.pdf)


def _refusals(result: Result) -> Iterator[Fault]:
    """Why there is no PDF, and what the engine complained of."""
    for finding in result.findings:
        if finding.severity is Severity.ERROR:
            yield Fault("lost" if finding.code == "note-lost" else "refused", 0, str(finding))
        elif finding.code == "engine":
            yield Fault("engine", 0, finding.message)


def outcomes(seeds: range, jobs: int) -> Iterator[Outcome]:
    """What becomes of each seed, in their order, with `jobs` workers."""
    workers = [Worker() for _ in range(jobs)]
    free = list(workers)

    def one(seed: int) -> Outcome:
        worker = free.pop()
        try:
            return worker.outcome(seed)
        finally:
            free.append(worker)

    with ThreadPoolExecutor(jobs) as pool:
        try:
            yield from pool.map(one, seeds)
        finally:
            for worker in workers:
                worker.stop()


class Worker:
    """A process that builds and judges; it is made anew when it hangs or dies."""

    def __init__(self) -> None:
        self.process: Any = None
        self.line: Connection

    def outcome(self, seed: int) -> Outcome:
        """What becomes of a seed; a hang and the end of the process are faults too."""
        if self.process is None:
            context = multiprocessing.get_context("spawn")
            self.line, other = context.Pipe()
            self.process = context.Process(target=_serve, args=(other,), daemon=True)
            self.process.start()
            other.close()
        try:
            self.line.send(seed)
            if self.line.poll(LIMIT):
                received: Outcome = self.line.recv()
                return received
            fault = Fault("hang", 0, f"not finished after {LIMIT} seconds")
        except (EOFError, OSError):
            fault = Fault("crash", 0, "the process ended")
        self.stop()
        return Outcome(seed, hard(seed).profile, (fault,))

    def stop(self) -> None:
        """Ends the process."""
        if self.process is not None:
            self.process.kill()
            self.process.join()
            self.line.close()
            self.process = None


def _serve(line: Connection) -> None:
    """Judges each seed that comes down the line."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        furnish(folder)
        while True:
            line.send(outcome(line.recv(), folder, ROOT / ".cache"))
