"""A file changed at random, as a slip, a broken transfer or an attacker would change it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

# What breaks readers of numbers, of text and of nested things.
NUMBERS = (b"0", b"-1", b"1e309", b"nan", b"99999999999999999999", b"0.0000001", b"2147483648")
MARKS = ("\0", "\ufeff", "\u202e", "\u2028", "\x0b", "\x7f", "\ud7ff", "\U000e0001", "\u0300", "\u200d", "\xad", "\uffff")
LONGEST = 400_000


def mutated(data: bytes, chance: random.Random, tokens: Sequence[bytes]) -> bytes:
    """The bytes with one to six changes."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        data = chance.choice(CHANGES)(data, chance, tokens)[:LONGEST]
    return data


def _slice(data: bytes, chance: random.Random) -> tuple[int, int]:
    """A random part, rather short than long."""
    begin = chance.randrange(len(data) + 1)
    return begin, min(len(data), begin + int(2 ** chance.uniform(0, 10)))


def _flip(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    changed = bytearray(data)
    for _number in range(chance.choice((1, 2, 8))):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    begin, end = _slice(data, chance)
    return data[:begin] + data[end:]


def _end(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _again(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    begin, end = _slice(data, chance)
    return data[:end] + data[begin:end] * chance.choice((1, 2, 30, 1000)) + data[end:]


def _token(data: bytes, chance: random.Random, tokens: Sequence[bytes]) -> bytes:
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice(tokens) * chance.choice((1, 1, 1, 3, 40, 2000)) + data[place:]


def _mark(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice(MARKS).encode() + data[place:]


def _number(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    found = list(re.finditer(rb"\d+(?:\.\d+)?", data))
    if not found:
        return data
    one = chance.choice(found)
    return data[: one.start()] + chance.choice(NUMBERS) + data[one.end() :]


def _lines(data: bytes, chance: random.Random, tokens: Sequence[bytes]) -> bytes:
    lines = data.split(b"\n")
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    if chance.random() < 0.3:
        lines[first] = chance.choice(tokens)
    return b"\n".join(lines)


def _indented(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    lines = data.split(b"\n")
    place = chance.randrange(len(lines))
    lines[place] = chance.choice((b"    ", b"\t", b"> ", b"- ")) * chance.choice((1, 2, 30)) + lines[place]
    return b"\n".join(lines)


CHANGES: tuple[Callable[[bytes, random.Random, Sequence[bytes]], bytes], ...] = (
    _flip, _cut, _end, _again, _token, _token, _mark, _number, _lines, _indented)
