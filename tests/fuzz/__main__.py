"""The command: changes files at random for some minutes, says which changes go wrong, and keeps the smallest of each."""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.fuzz.box import Box, furnish
from tests.fuzz.kinds import KINDS
from tests.fuzz.mutation import mutated
from tests.fuzz.running import tried

# A smaller input is looked for by so many tries.
TRIES = 60


def main() -> int:
    """0 when nothing went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("kinds", nargs="*", choices=[[], *KINDS], help="which kinds of files (all)")
    parser.add_argument("--minutes", type=float, default=5, help="how long (5)")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first input (1)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where the smallest inputs that go wrong are put")
    asked = parser.parse_args()
    done: Counter[str] = Counter()
    wrong: dict[tuple[str, str], int] = {}
    worst: dict[str, tuple[float, int]] = {}
    with tempfile.TemporaryDirectory() as name:
        box = furnish(Path(name).resolve() / "box")
        until, seed = time.monotonic() + asked.minutes * 60, asked.seed
        kinds = asked.kinds or list(KINDS)
        while time.monotonic() < until:
            kind = kinds[seed % len(kinds)]
            content = input_of(box, kind, seed)
            one = tried(box, KINDS[kind], content)
            done[kind] += 1
            worst[kind] = max(worst.get(kind, (0.0, 0)), (round(one.seconds, 1), one.memory // 1_000_000))
            if one.fault and (kind, shape(one.fault)) not in wrong:
                wrong[kind, shape(one.fault)] = seed
                print(f"{kind} {seed}: {one.fault}", flush=True)
                if asked.keep:
                    keep(box, kind, content, one.fault, asked.keep, seed)
            seed += 1
    for kind in done:
        seconds, memory = worst[kind]
        print(f"{kind:<12}{done[kind]:>6} inputs, at most {seconds} s of CPU ({memory} MB)")
    print(f"seeds {asked.seed} to {seed - 1}: {len(wrong)} kinds of faults")
    return 1 if wrong else 0


def input_of(box: Box, kind: str, seed: int) -> bytes:
    """The changed file of a seed."""
    return mutated((box.project / KINDS[kind].path).read_bytes(), random.Random(seed), KINDS[kind].tokens)


def shape(fault: str) -> str:
    """A fault without its figures and names: two of one shape are one fault."""
    return re.sub(r"\d+|'[^']*'", "#", fault)[:60]


def keep(box: Box, kind: str, content: bytes, fault: str, folder: Path, seed: int) -> None:
    """Puts a smaller input of the same fault into a folder."""
    chance = random.Random(seed)
    for _ in range(TRIES if not fault.startswith("hang") else 0):
        if len(content) < 2:
            break
        begin = chance.randrange(len(content))
        smaller = content[:begin] + content[begin + max(1, int(len(content) * chance.uniform(0, 0.5))) :]
        if shape(tried(box, KINDS[kind], smaller).fault) == shape(fault):
            content = smaller
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{kind}-{seed}").write_bytes(content)
    (folder / f"{kind}-{seed}.txt").write_text(fault + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
