"""A hard document for each seed: what an author could write, and what must then stand on the pages."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.hard.words import FOREIGN, HOSTS, LANGUAGES, SHORT, tokens

RUNNING, CELL, HEADER = "running", "cell", "header"


@dataclass(frozen=True)
class Token:
    """A word that stands nowhere else, and where: in running text, in a cell, or in a header row, which may repeat."""

    word: str
    role: str


@dataclass(frozen=True)
class HardNote:
    """A note: the token that its first call follows, its own tokens in order (first and last word among them), its words."""

    call: str
    tokens: tuple[str, ...]
    words: int


@dataclass(frozen=True)
class Profile:
    """A manner of writing: calls in a paragraph, words in a note, words between calls (0: any), how often it comes."""

    name: str
    calls: tuple[int, int]
    words: tuple[int, int]
    every: int
    weight: int


@dataclass(frozen=True)
class Hard:
    """A document's source, and the tokens of its text and of its notes in the order of the page."""

    seed: int
    profile: str
    language: str
    edition: str
    toml: str
    text: str
    css: str
    figures: tuple[tuple[str, int, int], ...]
    tokens: tuple[Token, ...]
    notes: tuple[HardNote, ...]


PROFILES = (
    Profile("easy", (0, 1), (1, 30), 0, 3),
    Profile("ordinary", (0, 3), (1, 120), 0, 5),
    Profile("clusters", (0, 8), (1, 60), 0, 4),
    Profile("dense", (1, 8), (1, 12), 4, 2),
    Profile("long", (0, 2), (60, 400), 0, 3),
    Profile("giant", (0, 1), (450, 900), 0, 1),
    Profile("any", (0, 8), (1, 400), 0, 4),
)
# How many words fill a page, and a block that may be kept whole without leaving the page before it blank.
PAGE = {"submission": 500, "handout": 330}
WHOLE = {"submission": 90, "handout": 55}
SIZES = ("8.5pt; --line: 11.5pt", "10.5pt; --line: 14.5pt", "12.5pt; --line: 17pt")
KEPT = ("blockquote", "li", "main p", "table")
# A word of a note takes less room than one of the text, but each note its own line: both in words of the text.
NOTE_ROOM, NOTE_LINE = 0.5, 5


@dataclass
class Author:
    """Writes one document; what is written is taken up in the order of the page."""

    random: Random
    profile: Profile
    language: str
    edition: str
    kept: tuple[str, ...]
    room: float
    fresh: list[str] = field(default_factory=tokens)
    written: list[Token] = field(default_factory=list)
    notes: list[HardNote] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    definitions: list[str] = field(default_factory=list)
    figures: list[tuple[str, int, int]] = field(default_factory=list)

    def chance(self, share: float) -> bool:
        """Whether something comes about that does so in `share` of all cases."""
        return self.random.random() < share

    def word(self, role: str = RUNNING) -> str:
        """Any word, rarely emphasised or of another language; a cell is narrow, and its words are not hyphenated."""
        chosen = self.random.choice(LANGUAGES[self.language] if role == RUNNING else SHORT[self.language])
        if role != RUNNING:
            return chosen
        draw = self.random.random()
        return self.random.choice(FOREIGN) if draw < 0.002 else f"*{chosen}*" if draw < 0.012 else chosen

    def token(self, role: str) -> str:
        """A fresh token in the text."""
        word = self.fresh.pop()
        self.written.append(Token(word, role))
        return word

    def prose(self, count: int, calls: int = 0, role: str = RUNNING, first: bool = False, last: bool = False) -> str:
        """`count` words with `calls` calls, tokens among them; `first` and `last` words may have to be called."""
        start = self.random.randrange(count)
        width = self.random.choice((count, count, calls * 2 + 1))
        near = range(start, min(count, start + width)) if start + calls <= count else range(count)
        called = set(self.random.sample(near, min(calls, len(near))))
        called |= ({0} if first else set()) | ({count - 1} if last else set())
        offset = self.random.randrange(8)
        words: list[str] = []
        for number in range(count):
            if words and words[-1][:1] == "Q" and self.language == "ar":
                # Two Latin words in a row are one run, and its call stands at the run's end.
                words.append(self.random.choice(LANGUAGES["ar"]))
            if number in called:
                words.append(self.called(role))
            else:
                words.append(self.token(role) if number % 8 == offset or count < 3 else self.word(role))
        self.room -= count
        return self._punctuated(words)

    def _punctuated(self, words: list[str]) -> str:
        """Words as sentences."""
        comma = "،" if self.language == "ar" else ","
        for number in range(4, len(words) - 2, 1):
            draw = self.random.random()
            words[number] += comma if draw < 0.06 else "." if draw < 0.11 else ""
        text = " ".join(words)
        return text[0].upper() + text[1:] + "."

    def called(self, role: str) -> str:
        """A token with one call after it, rarely with two, or with that of a note called before."""
        word = self.token(role)
        if self.names and role != HEADER and self.chance(0.05):
            return f"{word}[^{self.random.choice(self.names)}]"
        calls = self.note(word)
        return word + calls + (self.note(word) if self.chance(0.04) else "")

    def note(self, call: str) -> str:
        """The call of a new note, which is written with it."""
        low, high = self.profile.words if self.room > 0 else (1, 12)
        count = round(math.exp(self.random.uniform(math.log(low), math.log(high))))
        self.room -= count * NOTE_ROOM + NOTE_LINE
        own, words = [], []
        offset = self.random.randrange(1, 7)
        for number in range(count):
            if number in (0, count - 1) or number % 7 == offset:
                own.append(self.fresh.pop())
                words.append(own[-1])
            else:
                words.append(self._address() if self.chance(0.02) else self.word())
        self.notes.append(HardNote(call, tuple(own), count))
        if count <= 60 and self.chance(0.3):
            return f"^[{self._punctuated(words)}]"
        name = f"n{len(self.notes)}"
        self.definitions.append(f"[^{name}]: " + "\n\n    ".join(self._blocks_of_note(words)))
        self.names.append(name)
        return f"[^{name}]"

    def _address(self) -> str:
        """A long address."""
        parts = ["".join(self.random.choices("abcdefghiklmnoprstuvwxyz0123456789", k=self.random.randint(3, 14)))
                 for _ in range(self.random.randint(2, 7))]
        return f"<https://{self.random.choice(HOSTS)}/{self.random.choice('/-_.').join(parts)}>"

    def _blocks_of_note(self, words: list[str]) -> list[str]:
        """A note's words as paragraphs, with a quotation or a list among them where they are many."""
        parts = self._parted(words, self.random.randint(1, 4) if len(words) > 30 else 1)
        blocks = [self._punctuated(parts[0])]
        for part in parts[1:]:
            draw = self.random.random()
            if draw < 0.2:
                blocks.append("> " + self._punctuated(part))
            elif draw < 0.4:
                items = self._parted(part, self.random.randint(1, 3))
                blocks.append("\n    ".join("- " + self._punctuated(item) for item in items))
            else:
                blocks.append(self._punctuated(part))
        return blocks

    def _parted(self, words: list[str], count: int) -> list[list[str]]:
        """Words in at most `count` parts, none of them empty."""
        cuts = sorted(self.random.sample(range(1, len(words)), min(count, len(words)) - 1))
        return [words[a:b] for a, b in zip([0, *cuts], [*cuts, len(words)], strict=True)]

    def calls(self, count: int, kind: str, most: int = 99) -> int:
        """How many calls a block of `count` words has; few where it is kept whole, for its notes take room too."""
        most = min(most, 4) if kind in self.kept else most
        if self.profile.every:
            return min(most, max(1, count // self.random.randint(3, self.profile.every + 2)))
        return min(most, self.random.randint(*self.profile.calls))

    # Blocks

    def length(self, low: int, high: int, kind: str) -> int:
        """How many words a block has; fewer where the style sheet keeps it whole."""
        whole = WHOLE[self.edition]
        return self.random.randint(min(low, whole // 2), min(high, whole)) if kind in self.kept else \
            self.random.randint(low, high)

    def paragraph(self) -> str:
        """A paragraph."""
        count = self.length(10, 140, "main p")
        return self.prose(count, self.calls(count, "main p"))

    def quotation(self) -> str:
        """A quotation, with one inside at times, after the words that introduce it."""
        before = self.prose(self.random.randint(4, 12)) if self.chance(0.5) else ""
        parts = self.random.randint(1, 2)
        lines = []
        for number in range(parts):
            count = self.length(8, 90, "blockquote") // parts + 2
            mark = "> > " if number and self.chance(0.5) else "> "
            lines.append(mark + self.prose(count, self.calls(count, "blockquote", 4)))
        text = "\n>\n".join(lines)
        return f"{before}\n\n{text}" if before else text

    def items(self) -> str:
        """A list, ordered or not, with a list or a second paragraph inside at times."""
        ordered = self.chance(0.5)
        lines = []
        for number in range(1, self.random.randint(2, 7) + 1):
            count = self.length(3, 45, "li")
            mark = f"{number}. " if ordered else "- "
            lines.append(mark + self.prose(count, self.calls(count, "li", min(count, 3))))
            if self.chance(0.15):
                count = self.length(3, 20, "li")
                inner = "- " if self.chance(0.6) else ""
                lines.append(f"{' ' * len(mark)}{inner}{self.prose(count, self.random.randint(0, 1))}")
                lines[-1] = lines[-1] if inner else "\n" + lines[-1]
        return "\n".join(lines)

    def table(self) -> str:
        """A table, longer than a page at times, with calls in caption, header row and cells."""
        columns = self.random.randint(2, 4 if self.edition == "submission" else 3)
        kept = "table" in self.kept
        rows = self.random.randint(2, 3) if kept else self.random.randint(2, 5) if self.chance(0.6) else \
            self.random.randint(15, 60)
        words = WHOLE[self.edition] // (rows * columns * 2) if kept else 24 // columns
        caption = ""
        if self.chance(0.6):
            caption = f"\n\n: {self.prose(self.random.randint(3, 12), int(self.chance(0.5)))}"
        head = [self.prose(self.random.randint(1, 3), int(self.chance(0.4)), HEADER) for _ in range(columns)]
        often = self.random.choice((0, 0.02, 0.1, 0.3))
        body = [[self.prose(self.random.randint(1, words), int(self.chance(often)), CELL) for _ in range(columns)]
                for _ in range(rows)]
        self.room -= rows * columns
        marks = [self.random.choice(("---", "---:", ":---:")) for _ in range(columns)]
        return "\n".join("| " + " | ".join(row) + " |" for row in (head, marks, *body)) + caption

    def figure(self) -> str:
        """A figure with a caption."""
        name, high = f"figure-{len(self.figures) + 1}.png", self.random.randint(40, 110)
        self.figures.append((name, self.random.randint(80, 300), high))
        self.room -= high // 2
        caption = self.prose(self.random.randint(3, 15), self.random.randint(0, 2))
        return f"![{caption}]({name}){{alt=\"A figure\"}}"

    def headings(self) -> Callable[[], str]:
        """A writer of headings that skips no level."""
        level = 0

        def heading() -> str:
            nonlocal level
            level = self.random.randint(1, min(level + 1, 3))
            text = self.prose(self.random.randint(2, 9), int(self.chance(0.4)))
            return f"{'#' * level} {text.rstrip('.')}\n\n{self.paragraph()}"

        return heading


def hard(seed: int) -> Hard:
    """The hard document of a seed, always the same."""
    random = Random(seed)
    profile = random.choices(PROFILES, [each.weight for each in PROFILES])[0]
    language, edition = random.choice(("en", "en", "ar")), random.choice(("submission", "handout", "handout"))
    kept = tuple(kind for kind in KEPT if random.random() < 0.4) if random.random() < 0.4 else ()
    pages = random.choice((1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 10, 12))
    author = Author(random, profile, language, edition, kept, PAGE[edition] * (pages - random.random() * 0.9))
    random.shuffle(author.fresh)
    css = "".join(f"{kind} {{ break-inside: avoid }}\n" for kind in kept)
    if random.random() < 0.15:
        css += f":root {{ font-size: {random.choice(SIZES[:2] if kept else SIZES)} }}\n"
    blocks = _blocks(author)
    closing = ""
    if author.chance(0.4):
        text = author.prose(random.randint(5, 40), random.randint(0, 3), last=author.chance(0.5))
        closing = f'closing = """\n{text}\n"""\n'
    together = [*blocks, *author.definitions]
    if author.chance(0.5):
        together = [*author.definitions, *blocks]
    toml = f'language = "{language}"\ntitle = "A letter"\nfiles = ["letter.md"]\n{closing}'
    return Hard(seed, profile.name, language, edition, toml, "\n\n".join(together) + "\n", css, tuple(author.figures),
                tuple(author.written), tuple(author.notes))


def _blocks(author: Author) -> list[str]:
    """The blocks of a document, until its room is used up."""
    first, last = author.chance(0.3), author.chance(0.3)
    blocks = [author.prose(author.random.randint(5, 60), first=first)]
    kinds = (author.paragraph, author.quotation, author.items, author.table, author.figure, author.headings())
    plain = author.chance(0.3)
    while author.room > 0 and len(author.fresh) > 2500:
        blocks.append(author.random.choices(kinds, (60, 0, 0, 0, 0, 5) if plain else (45, 14, 12, 6, 4, 15))[0]())
    if last:
        blocks.append(author.prose(author.random.randint(5, 40), last=True))
    return blocks
