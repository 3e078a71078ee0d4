"""CPU time of bringing a large catalogue up to date: 6,000 messages of 400 characters, 600 changed, 200 new."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MESSAGES, CHANGED, NEW = 6000, 600, 200


def main() -> None:
    """Prints the seconds for reading and merging, and how many were offered a wrong translation."""
    sys.path.insert(0, str(ROOT))
    from press.catalogues.cut import Message
    from press.catalogues.merge import merge
    from press.catalogues.reading import parse

    chance = random.Random(1988)
    vocabulary = ["".join(chance.choices("aeiourstlnmdk", k=chance.randint(2, 11))) for _ in range(8000)]
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]

    def words(count: int) -> list[str]:
        return chance.choices(vocabulary, weights, k=count)

    def entry(text: str) -> str:
        return f'#. 0000000: paragraph\n#: text.md\nmsgid "{text}"\nmsgstr "{text.upper()}"\n'

    old = [" ".join(words(53)) for _ in range(MESSAGES)]
    written = "\n".join(['msgid ""\nmsgstr "Language: fr\\n"\n', *map(entry, old)])

    def edited(text: str) -> str:
        kept = text.split()
        for place in chance.sample(range(len(kept)), 6):
            kept[place] = words(1)[0]
        return " ".join(kept)

    some = {*chance.sample(range(MESSAGES), CHANGED)}
    now = [edited(text) if number in some else text for number, text in enumerate(old)]
    now += [" ".join(words(53)) for _ in range(NEW)]
    before = time.process_time()
    file = parse(written, "big.po")
    merged = merge([Message(text, "", ("text.md",), "0000000: paragraph") for text in now], file.units, (), file.width)
    spent = time.process_time() - before
    wrong = sum(
        unit.translation not in ("", old[number].upper()) if number < MESSAGES else bool(unit.translation)
        for number, unit in enumerate(merged.units[:len(now)])
    )
    length = sum(map(len, old)) // MESSAGES
    print(f"{MESSAGES} messages of {length} characters, {CHANGED} changed, {NEW} new: {spent:.2f} s, "
          f"{merged.fuzzy} fuzzy, {merged.new} without an offer, {wrong} offered a wrong one")


if __name__ == "__main__":
    main()
