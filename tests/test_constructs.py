"""What is markup elsewhere and not here is never printed without a finding: the table of docs/adding.md, row by row."""

from __future__ import annotations

import html
import itertools
import random
import re
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from press import markdown
from press.constructs import brought
from press.constructs.table import CONFLICT, DRAWN, FRONT, IN_WORDS
from press.documents import read_document
from press.findings import Finding, Place
from press.job import Job
from press.model import Note, Paragraph, calls, passages
from press.pipeline import composed
from press.project import Project
from tests.conftest import CACHE, ROOT

Row = tuple[str, str, str, str]
# What is neither: what only these few say is said by markdown.py.
ELSEWHERE = {"markdown", "picture-without-words", "reference-address", "reference-twice", "reference-unused"}


def shown(cell: str) -> str:
    """What a cell shows as code."""
    match = re.fullmatch(r"(`+)( ?)(.*)\2\1", cell.strip())
    return (match[3] if match else cell.strip()).replace("\\|", "|").replace("⏎", "\n")


def rows() -> list[Row]:
    """The rows of the table: what is written, the code, the weight, the same as characters."""
    text = (ROOT / "docs/adding.md").read_text(encoding="utf-8").partition("## What is markup elsewhere")[2]
    lines = text.partition("\n## ")[0].split("\n")
    cells = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines if line.startswith("| ")][1:]
    return [(shown(cell[0]), shown(cell[1]), cell[2].strip(), shown(cell[4])) for cell in cells]


def found(text: str) -> list[Finding]:
    """What is said of a file."""
    reading = markdown.Reading("en")
    markdown.read(text, "a.md", reading)
    return [*reading.findings, *markdown.unused(reading)]


@pytest.mark.parametrize(("written", "code", "weight", "meant"), rows())
def test_each_construct_is_found_and_a_backslash_settles_it(written: str, code: str, weight: str, meant: str) -> None:
    findings = found(written)
    assert {(finding.code, finding.severity) for finding in findings} == {(code, weight)}
    assert all(finding.hint and finding.place.line for finding in findings)
    assert not meant or found(meant) == []


def test_the_table_has_each_construct() -> None:
    codes = {row.code for row in (*IN_WORDS, CONFLICT, DRAWN, FRONT)}
    assert codes | ELSEWHERE == {code for _, code, _, _ in rows()}


WORD = re.compile(
    r"\b(?:[Ww]ords|[Oo]ne|[Tt]wo|gone|marked|more|yes|code|here|note|means|high|heading|water|organisation)\b")
# What is read, and what is left open, beside the table.
BESIDE = (
    "Words *words* **words** and ***words***.", "[words](https://example.org)", "Words^[a note with words].",
    "1. words\n2. words", "- words\n\n  words\n- words\n    - words", "> words\n>\n> > words", "5) words\n6) words",
    "| words | words |\n|---|---|\n| words | words |\n\n: Words", "Words  \nwords\\\nwords", "![Words](map.png)",
    "[words]{lang=fr}", "words &mdash; words &amp; \\*words\\*", "words <!-- - --> words", "Words\n=====\n\nwords",
    "| words |\n|---|\n| words | words |", "- a\n\t- words", "Words:\n    - words", "[1]: words", "[words]: one two",
    "    words\n    words\nwords", "<div>\nwords\n</div>", "words\n\n    - words", "* * *\nwords", "[words][]",
    "![words][here]", "[^words", "]( words", "** words", "`` words", "$$ words", "{words", "<words", "::: words",
)
# Errors of what can't be set at all, with all words in it.
SWALLOWED = {"front-matter", "note-block"}


def chunk(chance: random.Random, number: int, samples: Sequence[str]) -> tuple[str, str]:
    """Some text somewhere, and a note that it needs; words in it that no other has."""
    text = chance.choice(samples)
    if chance.random() < 0.3:
        text += " " + chance.choice([sample for sample in samples if "\n" not in sample])
    counted = itertools.count()
    text = WORD.sub(lambda _: f"x{number}x{next(counted)}x", text)
    lines = text.split("\n")
    where = chance.choice(("", "", "> ", "- ", "7. ", "note", "heading", "cell"))
    if where in ("> ", "- ", "7. "):
        rest = "> " if where == "> " else " " * len(where)
        return "\n".join((rest if at else where) + line for at, line in enumerate(lines)), ""
    if where == "note" and "^" not in text:
        return f"Called[^n{number}].", f"[^n{number}]: " + "\n    ".join(lines)
    if len(lines) == 1 and where == "heading":
        return f"# {text}", ""
    if len(lines) == 1 and where == "cell":
        escaped = re.sub(r"(?<!\\)\|", r"\\|", text)
        return f"| A | {escaped} |\n|---|---|\n| {escaped} | b |", ""
    return text, ""


def mixed(seed: int) -> str:
    """A document of many constructs."""
    chance = random.Random(seed)
    samples = [written for written, *_ in rows()] + list(BESIDE)
    chunks = [chunk(chance, number, samples) for number in range(chance.randint(4, 14))]
    return "\n\n".join([text for text, _ in chunks] + [note for _, note in chunks if note]) + "\n"


def lost(seed: int, job: Job, folder: Path) -> set[str]:
    """The words of a document that are neither on its composed page nor in a finding."""
    text = mixed(seed)
    (folder / "letter.md").write_text(text, encoding="utf-8")
    document, findings = read_document(folder, folder)
    # A note that is undefined or can't be set is an error: on the page stands another.
    other = Note("", (Paragraph(document.fields["title"]),), Place(""))
    refused = {finding.place.line for finding in findings if finding.code == "note-block"}
    called = {name: other for passage in passages(document) for name in calls(passage.inlines)}
    set_ = {name: note for name, note in document.notes.items() if note.blocks and note.place.line not in refused}
    document = replace(document, notes=called | set_)
    markup = composed(replace(job, document=document), document, CACHE).markup
    pictures = " ".join(re.findall(r'alt="([^"]*)"', markup))
    page = html.unescape(pictures + re.sub(r"<style.*?</style>|<[^>]*>", " ", markup, flags=re.S))
    shown = set(re.findall(r"x\d+x\d+x", page + " ".join(finding.message for finding in findings)))
    lines = text.split("\n")
    for finding in findings:
        if down := re.search(r"down to line (\d+)", finding.message):
            shown |= set(re.findall(r"x\d+x\d+x", "\n".join(lines[finding.place.line - 1 : int(down[1])])))
        elif finding.code in SWALLOWED:
            number = re.search(r"x(\d+)x", " ".join(lines[finding.place.line - 1 :]))
            shown |= set(re.findall(rf"x{number[1]}x\d+x", text)) if number else set()
    return set(re.findall(r"x\d+x\d+x", text)) - shown


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> tuple[Job, Path]:
    """A job of the project to compose with, and a document's folder."""
    folder = tmp_path_factory.mktemp("letter")
    (folder / "document.toml").write_text('language = "en"\ntitle = "T"\nfiles = ["letter.md"]\n', encoding="utf-8")
    Image.new("L", (4, 4)).save(folder / "map.png")
    return Project(ROOT).plan(["statement-1988/en/handout"], final=False).jobs[0], folder


def test_no_word_of_a_mixed_document_is_lost(letter: tuple[Job, Path]) -> None:
    assert {seed: gone for seed in range(60) if (gone := lost(seed, *letter))} == {}


@pytest.mark.long
def test_no_word_of_many_mixed_documents_is_lost(letter: tuple[Job, Path]) -> None:
    assert {seed: gone for seed in range(500) if (gone := lost(seed, *letter))} == {}


PROSE = (
    "It costs $5 and $6, or $12.50–$20 (US$ 300, A$5 and NZ$7); 5 $ to 6 $.", "From 12:30:15 to 13:45, John 3:16, 3:1.",
    "He wrote “teh [sic] report”, and [the committee] agreed [...] with [it] (...).", "At 10 a. m., i. e. in the morning.",
    "See https://example.org/a_b_c/~x^2^?a=1&b=2#c and www.example.org/~x, or a.b@example.org; @amnesty wrote to @hrw.",
    "In 1988, 1989 and 1990–1995 it was 25% (of 40%).", "AT&T and R&D, x < y; file_name_x.txt, C# and #one, No. 5.",
    "Article 5(1)(a) and (b), section 3.(2); see (a) and (b).", "5'10\" tall, 45° 30' 12\" N, and 3\" pipes.",
    "2 * 3 = 6, a * b, 5 × 4; words*.", "A. Smith and\nB. Jones", "1988 was it.\n1989. So it was.",
    "– Are you there?\n\n– Yes.", "Sincerely,\\\nA. Smith\\\nB. Jones", "(1) Everyone has it.",
    "Braces {a, b} and {x}; x == z, a != b; --> and <--.",
    "Smith et al. [12] and [13, 14] said so; see [1]–[3].", "C:\\Users\\name and and/or; A/72/322; x^2 alone.",
    "Yes ... or no. ... So",
    "[^a]: One.\n\n[^b]: Two.\n\nWords[^a] and[^b].\n\nMore words follow them.", "# Words {#id}\n\nSee [words](#id).",
)


@pytest.mark.parametrize("text", PROSE)
def test_ordinary_prose_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_typing_is_told_once_a_file_with_its_first_line() -> None:
    findings = found('One.\n\nTwo "words"\nand "more".\n\n- It -- is.\n- So --- it is...\n')
    assert [(finding.code, finding.place.line) for finding in findings] == [("straight-quotes", 3), ("typed-signs", 6)]
    assert ["and 3 more" in findings[0].message, "and 2 more" in findings[1].message] == [True, True]


def test_each_place_has_its_own_line() -> None:
    text = ("# H~2~O\n\n<!-- a\nb -->\n\nWords\nand ~~gone~~\n\n| A |\n|---|\n| ==b== |\n\nx^[a\n`c`]\n\n"
            "[^n]: One.\n\n    m^3^")
    assert {finding.code: finding.place.line for finding in found(text)} == {
        "lowered": 1, "struck-out": 7, "highlight": 11, "code": 14, "raised": 18}


def test_a_translation_is_warned_once_of_what_its_source_has_not() -> None:
    place = Place("fr.po", 3)
    said = list(brought("~~un~~ et ~~deux~~, `trois`, \\$x$", "`one` and two", place))
    assert [(finding.code, finding.severity, finding.place) for finding in said] == [("struck-out", "warning", place)]


def test_a_field_of_the_document_is_looked_through(letter: tuple[Job, Path]) -> None:
    _, folder = letter
    (folder / "letter.md").write_text("Words.\n", encoding="utf-8")
    marker = folder / "document.toml"
    before = marker.read_text(encoding="utf-8")
    marker.write_text(before.replace('"T"', '"H~2~O"'), encoding="utf-8")
    findings = read_document(folder, folder)[1]
    marker.write_text(before, encoding="utf-8")
    assert [(finding.code, str(finding.place)) for finding in findings] == [("lowered", "document.toml:2")]


def test_long_texts_are_looked_through_in_time() -> None:
    begun = time.process_time()
    for mark in ("$a ", "{{<", "`a", "<a ", "-a", '"', "~a", "(a) ", '{a="', "\\a{", "| ", "a. b\n", "@a ", "===", "&a"):
        found(mark * (15_000 // len(mark)))
    assert time.process_time() - begun < 20
