"""What Markdown is taken in is kept whole: comments left out, nothing else lost, each loss named with its line and cause."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from press.catalogues.files import as_entry
from press.catalogues.reading import parse
from press.catalogues.translate import translate
from press.pdf.tagtree import tag_tree
from press.project import Project
from press.reading import markdown
from press.reading.documents import read_document
from press.reading.parser import DEEPEST
from press.values.catalogue import Catalogue
from press.values.document import Block, InlineNote, ItemList, Paragraph, Quotation, Span, Table, passages_of, plain, walk
from press.values.findings import Finding, Place, Severity
from press.values.results import Result
from tests.conftest import ROOT
from tests.pdf import texts


def read(text: str) -> markdown.Reading:
    """What a file holds."""
    reading = markdown.Reading("en")
    markdown.read(text, "a.md", reading)
    return reading


def words(reading: markdown.Reading) -> list[str]:
    """The texts of all messages, those of notes last."""
    blocks = [*reading.blocks, *(block for note in reading.notes.values() for block in note.blocks)]
    return [passage.text for block in blocks for passage in passages_of(block)]


def said(reading: markdown.Reading) -> list[tuple[str, int]]:
    """The code and the line of each finding."""
    return [(finding.code, finding.place.line) for finding in reading.findings]


def lists(blocks: tuple[Block, ...] | list[Block]) -> Iterator[ItemList]:
    """Each list, also inside others and in quotations."""
    for block in blocks:
        if isinstance(block, ItemList):
            yield block
            for item in block.items:
                yield from lists(item)
        elif isinstance(block, Quotation):
            yield from lists(block.blocks)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """The folder of a document of two files, a.md and b.md."""
    (tmp_path / "document.toml").write_text('language = "en"\ntitle = "T"\nfiles = ["a.md", "b.md"]\n', encoding="utf-8")
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("Words.\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("text", "kept"), [
    ("The letter. <!-- ask --> It goes on.", ["The letter. It goes on."]),
    ("a<!-- x -->b", ["ab"]),
    ("A <!-- one\n\ntwo --> word\nmore", ["A word more"]),
    ("one\n<!-- alone -->\ntwo", ["one two"]),
    ("one\n\n<!-- alone\n\nwith a line -->\n\ntwo", ["one", "two"]),
    ("# <!-- h --> Head <!-- h -->\n\n> <!-- q -->\n> said", ["Head", "said"]),
    ("- a <!-- b\n  c --> d\n<!-- e -->\n- f", ["a d", "f"]),
    ("| a <!-- x | y --> | b |\n|---|---|\n| 1 | 2 |\n<!-- row -->\n| 3 | <!-- n --> 4 |\n\n<!-- c -->\n\n: Caption",
     ["Caption", "a", "b", "1", "2", "3", "4"]),
    ("x[^a]\n\n[^a]: One <!-- in --> note.\n\n<!-- not its end -->\n\n    Two.", ["x[^a]", "One note.", "Two."]),
    ("a  <!-- b -->\nc and d <!-- e -->  \nf", ["a c and d\\\nf"]),
    ("`<!-- code -->` and \\<!-- sign -->", ["`<!-- code -->` and \\<!-- sign -->"]),
    ("<!--> a <!---> b", ["a b"]),
])
def test_comments_are_left_out_and_nothing_around_them(text: str, kept: list[str]) -> None:
    reading = read(text)
    assert words(reading) == kept
    assert {code for code, _ in said(reading)} <= {"code"}


def test_a_comment_between_two_lists_keeps_them_apart() -> None:
    numbers = [[(each.start, len(each.items)) for each in lists(read(text).blocks)] for text in (
        "1. a\n\n<!-- -->\n\n1. b", "1. a\n2. b\n\n<!-- end -->\n\n4. c", "> - a\n>\n> <!-- -->\n>\n> - b",
        "1. a\n\n   <!-- inside -->\n\n2. b", "1. a\n<!-- one list -->\n2. b")]
    assert numbers == [[(1, 1), (1, 1)], [(1, 2), (4, 1)], [(1, 1), (1, 1)], [(1, 2)], [(1, 2)]]


def test_lines_are_counted_with_comments() -> None:
    text = "<!-- one\n\nthree -->\n\nWords.\n<!-- six -->\n\nA [link](nowhere.md).\n\n<!-- open\n\nWords.\n\n<!-- open too\n"
    reading = read(text)
    assert said(reading) == [("comment", 10), ("link-scheme", 8)]
    assert "Words." in words(reading)


def test_a_comment_that_is_closed_by_the_next_one_is_an_error() -> None:
    assert said(read("Words.\n\n<!-- a\n\nLost.\n\n<!-- b -->\n")) == [("comment", 3)]


def test_comments_in_fields_are_left_out(document: Path) -> None:
    path = document / "document.toml"
    path.write_text(path.read_text(encoding="utf-8") + 'closing = "The <!-- x --> end"\nsubtitle = "A <!-- b"\n',
                    encoding="utf-8")
    found, findings = read_document(document, document)
    assert found.fields["closing"].text == "The end"
    assert [(finding.code, finding.place.line) for finding in findings] == [("comment", 5)]


@pytest.mark.parametrize("kind", ["- ", "1. ", "> "])
@pytest.mark.parametrize("depth", [DEEPEST, DEEPEST + 1, 30, 100, 1000])
def test_what_is_nested_too_deep_is_an_error_and_keeps_its_words(kind: str, depth: int) -> None:
    mark = kind.strip()
    lines = [mark * level + f" word{level}\n>" if mark == ">" else " " * len(kind) * (level - 1) + f"{kind}word{level}"
             for level in range(1, depth + 1)]
    reading = read("\n".join(lines))
    assert [word for word in range(1, depth + 1) if f"word{word}" not in " ".join(words(reading)).split()] == []
    if depth > DEEPEST:
        assert [finding.message for finding in reading.findings] == ["lists and quotations are nested too deep"]
        line = DEEPEST * (2 if mark == ">" else 1) + 1
        assert reading.findings[0].place.line == line
    else:
        assert reading.findings == []


def test_a_list_in_a_note_is_as_deep_as_elsewhere() -> None:
    nested = "\n".join("    " + "  " * level + f"- word{level}" for level in range(DEEPEST + 1))
    reading = read(f"x[^a]\n\n[^a]: Note.\n\n{nested}\n\nAfter it.")
    assert [code for code, _ in said(reading)] == ["too-deep"]
    assert all(f"word{level}" in " ".join(words(reading)) for level in range(DEEPEST + 1))
    assert "After it." in words(reading)


def test_of_a_row_that_is_too_long_by_empty_cells_nothing_is_lost() -> None:
    [found] = read("| a | b |\n|---|---|\n| 1 | 2 | |\n").findings
    assert (found.severity, found.place.line) == (Severity.NOTICE, 3)
    assert "the empty ones at its end are left out" in found.message


def test_a_row_of_another_length_is_named() -> None:
    text = "> | a | b |\n> |---|---|\n> | 1 | 2 | lost \\| words | 4 |\n> | 3 |\n> | 5 | 6 |\n"
    reading = read(text)
    assert [(f.severity, f.place.line, "“lost | words | 4”" in f.message) for f in reading.findings] == [
        (Severity.ERROR, 3, True), (Severity.NOTICE, 4, False)]


@pytest.mark.parametrize(("text", "line", "cause"), [
    ("Words.\n\n| a | b |\n|–––|–––|\n| 1 | 2 |", 4, "has – in it"),
    ("a | b\n—|—\n1 | 2", 2, "has — in it"),
    ("| a | b |\n|---|\n| 1 | 2 |", 2, "the head of a table has 2 cells, and its rule has 1"),
    ("|---|---|\n| 1 | 2 |", 1, "has no head"),
    ("| a | b |\n\n|---|---|\n| 1 | 2 |", 1, "row of a table"),
    ("| a | b |\n|---|---|\n| 1 | 2 |\n\n| 3 | 4 |", 5, "row of a table"),
    ("| a |\n| b |", 1, "row of a table"),
    ("| a | b |\n|- -|---|\n", 2, "rule of a table"),
    ("words\n\na | b\n---\n1 | 2", 3, "is a heading here, by the line of - below it"),
])
def test_a_table_that_is_none_is_an_error(text: str, line: int, cause: str) -> None:
    found = [f for f in read(text).findings if f.code == "table"]
    assert (found[0].severity, found[0].place.line) == (Severity.ERROR, line)
    assert cause in found[0].message


@pytest.mark.parametrize("text", [
    "a | b", "|x| is its size", "\\| a | b |", "| a line\n| of verse", "a\n---", "a \\| b\n---", "word - | - word"])
def test_bars_in_words_are_no_table(text: str) -> None:
    assert "table" not in [code for code, _ in said(read(text))]


@pytest.mark.parametrize(("text", "names"), [
    ("See [b][Some  Name] and [c].\n\n[some name]: https://example.org\n[c]: https://example.org", []),
    ("- [b][c]\n\n[c]: https://example.org", []),
    ("| [c] |\n|---|\n| x |\n\n[c]: https://example.org", []),
    ("x^[See [c].]\n\n[c]: https://example.org", []),
    ("x\n\n[//]: # (for editors)\n[comment]: <> (the same)", []),
    ("x\n\n[c]: https://example.org\n[d]: https://example.org", ["[c]", "[d]"]),
])
def test_the_address_of_a_link_that_is_never_made_is_a_warning(text: str, names: list[str]) -> None:
    reading = read(text)
    assert [finding.message.partition(":")[0] for finding in markdown.unused(reading)] == names
    assert said(reading) == []


@pytest.mark.parametrize(("text", "code", "line"), [
    ("x\n\nSee [the report[^a] of x](https://example.org).\n\n[^a]: Words.", "note-in-link", 3),
    ("See [the *report[^a]*][r].\n\n[r]: https://example.org\n[^a]: Words.", "note-in-link", 1),
    ("See [the report^[Inline.] of x](https://example.org).", "note-in-link", 1),
    ("x^[A note ^[in a note].]", "note-in-note", 1),
    ("Text[^my note].\n\n[^n]: Other.", "note-name", 1),
    ("Text.\n\n[^my note]: Words.", "note-name", 3),
    ("Text.\n\n[^my note]: Several words.", "note-name", 3),
    ("Text[^].", "note-name", 1),
    ("Text[^a^b].", "note-name", 1),
    ("Words.\n\n#\n\nWords.", "heading-empty", 3),
    ("# {#here}\n\nWords.", "heading-empty", 1),
    ("##  ##\n\nWords.", "heading-empty", 1),
    ("# <!-- later -->\n\nWords.", "heading-empty", 1),
    ("3. a\n4. b\n6. c", "list-number", 3),
])
def test_what_cannot_be_set_as_it_is_meant_is_named(text: str, code: str, line: int) -> None:
    assert said(read(text)) == [(code, line)]


@pytest.mark.parametrize("text", [
    "\\[^my note] and \\[^]", "A [^a] [^a].\n\n[^a]: b", "![^ a](b.png){alt=\"c\"}", "1. a\n1. b\n1. c"])
def test_what_is_meant_so_is_not_named(text: str) -> None:
    assert read(text).findings == []


def test_a_link_has_words_of_another_language_and_no_link_in_it() -> None:
    (block,) = read("See [the [Conseil]{lang=fr} report](https://example.org).").blocks
    assert isinstance(block, Paragraph)
    assert plain(block.passage.inlines) == "See the Conseil report."
    assert [span.language for span in walk(block.passage.inlines) if isinstance(span, Span)] == ["fr"]
    assert words(read("[a [b](https://b.org) c](https://a.org)")) == ["[a [b](https://b.org) c](https://a.org)"]


@pytest.mark.parametrize(("address", "file"), [
    ("my picture.png", "my picture.png"), ("<my picture.png>", "my picture.png"), ("a (1).png", "a (1).png"),
    ('my picture.png "Title"', "my picture.png"), ('a.png "Title"', "a.png"), ("a(1).png", "a(1).png"),
    ("a.png (Title)", "a.png"),
])
def test_the_name_of_a_picture_may_have_spaces(document: Path, address: str, file: str) -> None:
    (document / "a.md").write_text(f"Words.\n\n![Caption]({address})\n", encoding="utf-8")
    _, findings = read_document(document, document)
    found = [finding.message for finding in findings if finding.code != "attributes-dropped"]
    assert found == [f"there is no picture {file}"]


@pytest.mark.parametrize(("first", "second"), [("See [the site][r].", "[r]: https://example.org"),
                                               ("[r]: https://example.org", "See [the site][r].")])
def test_a_link_is_defined_in_any_file(document: Path, first: str, second: str) -> None:
    (document / "a.md").write_text(first, encoding="utf-8")
    (document / "b.md").write_text(second, encoding="utf-8")
    found, findings = read_document(document, document)
    assert findings == ()
    assert [plain(p.inlines) for block in found.blocks for p in passages_of(block)] == ["See the site."]


def test_a_direction_is_kept() -> None:
    (block,) = read("Words [שלום]{dir=rtl} and [<https://example.org>]{dir=ltr}.").blocks
    assert isinstance(block, Paragraph)
    assert [span.direction for span in block.passage.inlines if isinstance(span, Span)] == ["rtl"]


def test_two_inline_notes_of_the_same_words_are_two() -> None:
    (block,) = read("One^[Ibid., p. 4.] and two^[Ibid., p. 4.].").blocks
    assert isinstance(block, Paragraph)
    assert len({inline for inline in block.passage.inlines if isinstance(inline, InlineNote)}) == 2


def test_old_line_ends_and_controls_are_read() -> None:
    reading = read("# Head\r\rWords[^a].\r\n\f\v\x00\x1b\u2028Words.\r\r[^a]: One.\r[^a]: Two.\r")
    assert said(reading) == [("note-defined-twice", 7)]
    assert [type(block).__name__ for block in reading.blocks] == ["Heading", "Paragraph"]


@pytest.mark.parametrize("text", [
    "a" + " " * 100_000 + "b", "# a" + " " * 100_000 + "b", "{{" * 20_000, "{%" * 20_000, "*_" * 1000, "<!--" * 20_000,
    "w <!-- a --> " * 10_000, "[" * 5000 + "a" + "]" * 5000, "![" * 2000, "^[" * 2000 + "a" + "]" * 2000, "[a](b " * 5000,
    "|" * 50_000, "> " * 5000 + "a", "**a *b " * 2000 + "*c** " * 2000, "The words of a *witness*. " * 8000,
], ids=lambda text: text[:12])
def test_hostile_text_is_read_in_little_time(text: str) -> None:
    start = time.process_time()
    reading = read(text)
    assert time.process_time() - start < 8
    assert len("".join(words(reading))) > 0 or text.startswith("w <")


def test_marks_too_deep_inside_each_other_are_an_error() -> None:
    reading = read("Words.\n\n" + "*a **b " * 40 + "c** d* " * 40)
    assert [(f.code, f.place.line) for f in reading.findings if isinstance(f, Finding)] == [("too-deep", 3)]


def test_a_table_keeps_its_caption_over_a_comment() -> None:
    (table,) = read("| a |\n|---|\n| 1 |\n\n<!-- c -->\n\n: Caption").blocks
    assert isinstance(table, Table)
    assert table.caption is not None


NUMBERED = """5. five
6. six

Between[^n].

7. seven

    3. three

    4) with a parenthesis

> 12. quoted
> 13. too

99. ninety-nine
100. a hundred

[^n]: Note:

    21. twenty-one
    22. twenty-two

    1) one
"""


def test_numbers_of_lists_are_on_the_page_and_said(
    write_document: Callable[..., tuple[list[Result], list[Finding]]]
) -> None:
    (result,), findings = write_document(NUMBERED)
    assert findings == []
    assert result.pdf
    labels = [line.split("Lbl ")[1] for line in tag_tree(result.pdf, "letter") if "Lbl " in line]
    assert labels == ["5.", "6.", "21.", "22.", "1)", "7.", "3.", "4)", "12.", "13.", "99.", "100."]
    text = " ".join(" ".join(texts(result.pdf)).split())
    for line in (*labels[:2], *labels[5:], "22. twenty-two", "1) one"):
        assert line in text


def test_equal_inline_notes_have_a_number_and_a_note_each(
    write_document: Callable[..., tuple[list[Result], list[Finding]]]
) -> None:
    note = "^[Ibid., p. 4.]"
    (result,), findings = write_document(f"One{note} and two{note}.\n\n| a{note} | b |\n|---|---|\n| c | d{note} |\n")
    assert findings == []
    assert result.notes == 4
    assert result.pdf
    assert " ".join(texts(result.pdf)).count("Ibid., p.") == 4


def test_many_spaces_are_set_in_little_time(write_document: Callable[..., tuple[list[Result], list[Finding]]]) -> None:
    write_document("Words.")
    start = time.process_time()
    (result,), findings = write_document("a" + " " * 60_000 + "b")
    assert time.process_time() - start < 10
    assert findings == []
    assert result.pdf


def catalogue(text: str) -> Catalogue:
    """A French catalogue with these entries."""
    file = parse('msgid ""\nmsgstr "Language: fr\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n' + text, "fr.po", "fr")
    return Catalogue(Place("fr.po"), "fr", {unit.identity: as_entry(unit, "fr.po") for unit in file.units}, file.fields)


def test_comments_in_translations_are_left_out(document: Path) -> None:
    toml = document / "document.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('"T"', '"1"'), encoding="utf-8")
    (document / "a.md").write_text("One <!-- for editors -->word.\n\nTwo words.\n\nThree words.\n", encoding="utf-8")
    (document / "b.md").write_text("Note^[Ibid.] and note^[Ibid.].\n", encoding="utf-8")
    source, findings = read_document(document, document)
    assert findings == ()
    french = Project(ROOT).languages["fr"]
    assert not isinstance(french, Exception)
    translated, found = translate(source, catalogue(
        'msgid "One word."\nmsgstr "<!-- qui ? --> Un mot <!-- bon ? -->."\n\n'
        'msgid "Two words."\nmsgstr "<!-- later -->"\n\n'
        'msgid "Three words."\nmsgstr "Trois mots <!-- ouvert."\n\n'
        'msgid "Note^[Ibid.] and note^[Ibid.]."\nmsgstr "Note^[Ibid.] et note^[Ibid.]."\n'), french, False)
    assert [p.text for block in translated.blocks[:2] for p in passages_of(block)] == ["Un mot .", "Two words."]
    assert [(f.code, f.place.line) for f in found if f.severity is Severity.ERROR] == [("comment", 10)]
    assert [f.place.line for f in found if f.code == "stale"] == [7]
    last = next(passages_of(translated.blocks[3]))
    assert len({inline for inline in last.inlines if isinstance(inline, InlineNote)}) == 2
