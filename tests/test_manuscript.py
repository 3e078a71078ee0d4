"""What is written as Markdown is read back as the same document."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from press.catalogues.translate import translate
from press.compose.manuscript import CLOSING, manuscript
from press.reading import markdown
from press.reading.documents import read_document
from press.reading.inlines import inlines
from press.values.document import Document, ItemList, Paragraph, Passage
from press.values.findings import Place
from tests.conftest import GOLDEN, ROOT, copy_of

AWKWARD = """1\\. no list, and \\- no item.

- one

* another list

1. first

   with a paragraph

   > and a quotation

       1. nested

2) second list

| | b \\| c |
|:---:|---:|
| *d* | [e](https://example.org) |

: Its caption[^list].

See [the report][r], a line\\
broken, \\*no emphasis\\*, and ^[an inline note].

![](map.png){alt="A \\"quoted\\" word"}

[r]: https://example.org/r

[^list]: - A note that is a list

    - of two.

    Then words.
"""

# Words that Pandoc takes for marks, and we do not.
PANDOC = """Straight "quotes", 'single', dots ... and -- dashes --- stay; @cite, x^2^, H~2~O, $5 and $6, \\\\alpha, {#id}.

(a) No list.

A. No list.

@ No list. [@nobody] :smile: http://example.org/a_b

i. No list.

\\#1 no heading, \\* no star, a\\_b\\_c, \\<b\\>not bold\\</b\\>, &amp; [no link] \\[^no] call.

\\| no | line block

\\: no definition

1\\. One.

> A quotation[^n] with *emphasis*, **strong** and [a link](https://example.org/?a=1&b=2).

3. Three,

    and more.

4. four.

- a
- b^[An *inline* note.]

| Left | Right \\| one |
|:--|--:|
| a[^m] | 1 |

Table\\: no caption.

| Left | Right |
|:--|--:|
| a | 2 |

: A caption with [des mots]{lang=fr}.

***

Last.

[^n]: One.

    > Two.

    - Three.

[^m]: Four -- "four".
"""


def same(value: Any) -> Any:
    """A part of a document without where it was found."""
    if isinstance(value, Passage):
        return [same(inline) for inline in value.inlines]
    if is_dataclass(value) and not isinstance(value, type):
        return (type(value).__name__, *(same(getattr(value, field.name)) for field in fields(value)
                                        if not isinstance(getattr(value, field.name), Place)))
    if isinstance(value, tuple):
        return [same(item) for item in value]
    return value


def read_back(text: str, language: str) -> markdown.Reading:
    """What the text holds after its fields."""
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    assert head.startswith(f"lang: {language}")
    reading = markdown.Reading(language)
    markdown.read(body, "back.md", reading)
    # Signs that Pandoc sets as they are, without its smart and emoji, are not escaped.
    assert {finding.code for finding in reading.findings} <= {"straight-quotes", "typed-signs", "emoji-code"}
    return reading


def check(document: Document) -> None:
    """Fails where the document differs from what is read back."""
    back = read_back(manuscript(document), document.language)
    last = tuple(Paragraph(document.fields[key]) for key in CLOSING if key in document.fields)
    assert same(tuple(back.blocks)) == same(document.blocks + last)
    assert {name: same(note) for name, note in back.notes.items()} == {
        name: same(note) for name, note in document.notes.items()}


@pytest.mark.parametrize("code", ["en", "fr", "ar", "fa", "zh", "ru"])
def test_the_statement_comes_back(code: str) -> None:
    job = copy_of(ROOT, [f"statement-1988/{code}/handout"], final=False)
    document, _ = translate(job.document, job.catalogue, job.language, job.final)
    check(document)
    assert not re.search(r"@|Last-Translator|X-Review", manuscript(document))


@pytest.mark.parametrize("text", [AWKWARD, PANDOC, (GOLDEN / "tags" / "hard.md").read_text(encoding="utf-8")])
def test_a_hard_document_comes_back(tmp_path: Path, text: str) -> None:
    (tmp_path / "document.toml").write_text('language = "en"\ntitle = "T"\nfiles = ["a.md"]\n', encoding="utf-8")
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    document, _ = read_document(tmp_path, tmp_path)
    check(document)


def test_words_of_a_translator_that_look_like_a_list_stay_words(tmp_path: Path) -> None:
    (tmp_path / "document.toml").write_text('language = "en"\ntitle = "T"\nfiles = ["a.md"]\n', encoding="utf-8")
    (tmp_path / "a.md").write_text("Words.\n", encoding="utf-8")
    document, _ = read_document(tmp_path, tmp_path)
    for words in ("- no list", "1. no list", "# no heading", "> no quotation", ": no caption"):
        parsed = inlines(words, {})
        block = document.blocks[0]
        assert isinstance(block, Paragraph)
        check(replace(document, blocks=(Paragraph(replace(block.passage, text=words, inlines=parsed)),)))


LISTS = """5. five
6. six

Words.

7. seven

<!-- -->

1. one

1) with a parenthesis

   1) inside

> 0. from nought

- a

<!-- -->

- b

![Caption](<my picture (1).png>){alt="x"} and [abc (1)]{dir=rtl}[^a].

[^a]: Note.

    21. a

    <!-- -->

    30. b
"""


def test_numbers_signs_and_directions_come_back(tmp_path: Path) -> None:
    (tmp_path / "document.toml").write_text('language = "en"\ntitle = "T"\nfiles = ["a.md"]\n', encoding="utf-8")
    (tmp_path / "a.md").write_text(LISTS, encoding="utf-8")
    document, _ = read_document(tmp_path, tmp_path)
    found = [(block.start, block.sign, len(block.items)) for block in document.blocks if isinstance(block, ItemList)]
    assert found == [(5, ".", 2), (7, ".", 1), (1, ".", 1), (1, ")", 1), (1, ".", 1), (1, ".", 1)]
    check(document)
    assert "(<my picture (1).png>)" in manuscript(document)
