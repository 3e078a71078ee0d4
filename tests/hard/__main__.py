"""The command: builds hard documents, judges their PDFs, says what is wrong with how many. Exit code 1: a goal is missed."""

from __future__ import annotations

import argparse
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.hard.building import Outcome, outcomes, write
from tests.hard.generator import hard

# These are said; they do not miss a goal by themselves.
NOTICES = ("divided-needlessly", "engine")
# The largest share of pages, a document's last excepted, that may be blank for the most part.
BLANK_PAGES = 0.02
# A document is laid out so often: its pages were made so many times on average.
MEDIAN_LAYOUTS, WORST_LAYOUTS = 1.5, 10


def main() -> int:
    """0 when the goals are reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.hard", description=__doc__)
    parser.add_argument("count", type=int, help="how many documents")
    parser.add_argument("--from", dest="first", type=int, default=0, metavar="SEED", help="the first seed (0)")
    parser.add_argument("--jobs", type=int, default=1, help="how many at a time (1)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where source, PDF and faults of the failing ones are put")
    asked = parser.parse_args()
    done = []
    for one in outcomes(range(asked.first, asked.first + asked.count), asked.jobs):
        done.append(one)
        if asked.keep and one.faults:
            keep(one, asked.keep / str(one.seed))
        if sys.stderr.isatty():
            print(f"\r{len(done)}/{asked.count}", end="", file=sys.stderr, flush=True)
    print("\n".join(table(done)))
    wrong = list(missed(done))
    print("\n".join(["", *(f"missed: {line}" for line in wrong)]) if wrong else "\nall goals are reached")
    return 1 if wrong else 0


def keep(one: Outcome, folder: Path) -> None:
    """Puts the source, the PDF and the faults of a document into a folder."""
    document = hard(one.seed)
    (folder / "templates" / document.edition).mkdir(parents=True, exist_ok=True)
    write(document, folder)
    (folder / "faults.txt").write_text(
        "".join(f"page {fault.page}: {fault.message} [{fault.kind}]\n" for fault in one.faults), encoding="utf-8")
    if one.pdf:
        (folder / "letter.pdf").write_bytes(one.pdf)


def table(done: list[Outcome]) -> Iterator[str]:
    """The lines of the report."""
    counted = Counter(fault.kind for one in done for fault in one.faults)
    yield f"{'kind':<28}{'findings':>9}{'documents':>11}  seeds"
    for kind, number in sorted(counted.items(), key=lambda item: (item[0] in NOTICES, item[0])):
        seeds = [one.seed for one in done if any(fault.kind == kind for fault in one.faults)]
        shown = " ".join(map(str, seeds[:12])) + (" …" if len(seeds) > 12 else "")
        name = f'{kind} (notice)' if kind in NOTICES else kind
        yield f"{name:<28}{number:>9}{len(seeds):>11}  {shown}"
    yield ""
    profiles = Counter(one.profile for one in done)
    yield (f"{len(done)} documents ({', '.join(f'{number} {name}' for name, number in profiles.most_common())}), "
           f"{sum(one.pages for one in done)} pages, {sum(one.notes for one in done)} notes")
    yield f"pages more than 30 % blank, last pages excepted: {blank_share(done):.2%}"
    seconds = [one.seconds for one in done]
    worst = max(done, key=lambda one: one.seconds)
    yield f"CPU seconds: median {statistics.median(seconds):.2f}, worst {worst.seconds:.1f} (seed {worst.seed})"
    layouts = [one.layouts for one in done if one.layouts is not None]
    if layouts:
        yield f"layouts: median {statistics.median(layouts):.2f}, worst {max(layouts):.1f}"


def blank_share(done: list[Outcome]) -> float:
    """The share of pages that are blank for the most part, last pages excepted."""
    blank = sum(fault.kind == "blank" for one in done for fault in one.faults)
    return blank / max(1, sum(max(0, one.pages - 1) for one in done))


def missed(done: list[Outcome]) -> Iterator[str]:
    """The goals that are missed."""
    kinds = Counter(fault.kind for one in done for fault in one.faults)
    for kind, number in sorted(kinds.items()):
        if kind not in (*NOTICES, "blank"):
            yield f"{number} of the kind {kind}"
    if blank_share(done) > BLANK_PAGES:
        yield f"{blank_share(done):.2%} of pages are blank for the most part"
    layouts = [one.layouts for one in done if one.layouts is not None]
    if layouts and (statistics.median(layouts) > MEDIAN_LAYOUTS or max(layouts) > WORST_LAYOUTS):
        yield f"layouts: median {statistics.median(layouts):.2f}, worst {max(layouts):.1f}"


if __name__ == "__main__":
    sys.exit(main())
