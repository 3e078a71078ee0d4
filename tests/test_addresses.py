"""Addresses that are typed among words: found, and divided without a hyphen, as those of links are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from press.languages.addresses import typed
from press.pdf.marked import marked_texts
from press.pdf.pages import drawings
from press.values.findings import Finding
from press.values.results import Result
from tests.pdf import opened

Write = Callable[..., tuple[list[Result], list[Finding]]]

LONG = ("https://www.example.org/documents/publications/internationalisation/characteristics?session=recommendations",
        "www.example.org/internationalisation/recommendations/characteristically/misunderstanding",
        "correspondence.department@internationalorganisation.example.org",
        "10.1234/characteristically.misunderstanding.recommendations")


@pytest.mark.parametrize(("text", "found"), [
    ("See https://www.example.org/a-b/c?x=1&y=2.", ["https://www.example.org/a-b/c?x=1&y=2"]),
    ("(www.example.org/a_(b)) and http://[::1]/x]", ["www.example.org/a_(b)", "http://[::1]/x"]),
    ("mail a.b@c-d.example.org, or", ["a.b@c-d.example.org"]),
    ("doi:10.1000/xyz-12; 10.1234/abc.", ["doi:10.1000/xyz-12", "10.1234/abc"]),
    ("example.org/path and example.com.", ["example.org/path", "example.com"]),
    ("网址www.example.org是", ["www.example.org"]),
    ("and/or e.g./i.e. Dr.med./Prof. z.B./d.h. A/HRC/40/24 U.S.A/Canada 3.14/2 and 10.30", []),
])
def test_addresses_are_found_without_the_marks_after_them(text: str, found: list[str]) -> None:
    parts = list(typed(text))
    assert "".join(part for part, _ in parts) == text
    assert [part for part, is_address in parts if is_address] == found


def test_a_long_chain_of_what_may_be_an_address_takes_no_time() -> None:
    for part in ("a-", "a.", "a+", "a@", "www.", "10.1234/"):
        assert "".join(words for words, _ in typed(part * 50_000)) == part * 50_000


def test_no_hyphen_is_added_to_an_address(write_document: Write) -> None:
    lines = [f"{'we ' * count}{address} is an end." for address in LONG for count in range(0, 20, 2)]
    notes = [f"[^{number}]: {line}" for number, line in enumerate(lines)]
    text = "\n\n".join([f"{line}[^{number}]" for number, line in enumerate(lines)] + notes)
    result = write_document(text)[0][0]
    assert result.pdf
    with opened(result.pdf) as file:
        said = "".join(marked_texts(drawings(file)).values())
    assert "\u00ad" not in said
    for address in LONG:
        assert said.count(address) == 20


def test_the_hyphen_at_which_no_line_breaks_is_set(write_document: Write) -> None:
    words = "A co\u2011operation\u2011of\u2011groups "
    text = "\n\n".join("word " * count + words * 9 for count in range(5))
    result = write_document(text, 'short-title = "A\u2011B"\n')[0][0]
    assert result.pdf
    assert not [finding for finding in result.findings if finding.code in ("no-glyph", "engine")]
    with opened(result.pdf) as file:
        lines = list(marked_texts(drawings(file)).values())
    assert not any(line.endswith("-") for line in lines)
    assert "".join(lines).replace("\u00ad", "").count("co-operation-of-groups") == 45
