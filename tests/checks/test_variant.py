"""What a PDF claims to keep, what its edition asks for, and what veraPDF says of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from press.checks.subject import Subject
from press.pdf.claims import claims, title
from press.values.findings import Finding
from press.values.layout import Layout
from tests.checks.made import cell, named, pdf
from tests.conftest import ROOT

PACKET = ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
          'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">{}</rdf:RDF>')
ELEMENTS = PACKET.format(
    "<rdf:Description><pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></rdf:Description>"
    "<rdf:Description><pdfuaid:part> 1</pdfuaid:part><dc:title><rdf:Alt>"
    '<rdf:li xml:lang="en">Rights &amp;amp; &lt;duties></rdf:li></rdf:Alt></dc:title></rdf:Description>')
ATTRIBUTES = PACKET.format("<rdf:Description pdfaid:part='2' pdfaid:conformance=\"U\"/>")
ENGINE = ROOT / ".cache" / "verapdf" / "Conformance.class"


def described(words: str) -> Callable[[pikepdf.Pdf], None]:
    """Gives a file its description in XMP."""

    def change(file: pikepdf.Pdf) -> None:
        file.Root.Metadata = file.make_stream(words.encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)

    return change


def found(source: bytes, is_ours: bool = False, validator: str = "") -> list[Finding]:
    """What the check finds in a PDF."""
    ours = cell(Layout((), (), {}, {})) if is_ours else None
    with pikepdf.open(io.BytesIO(source)) as file:
        return list(named("variant").check(Subject("made", source, file, ours, validator)))


@pytest.mark.parametrize(("words", "claimed"), [(ELEMENTS, ("3a", "ua1")), (ATTRIBUTES, ("2u",)), ("", ()), ("<broken", ())])
def test_claims_are_read_however_they_are_written(words: str, claimed: tuple[str, ...]) -> None:
    with pikepdf.open(io.BytesIO(pdf("", described(words)))) as file:
        assert claims(file) == claimed
        assert title(file) == ("Rights &amp; <duties>" if words is ELEMENTS else "")


def test_an_archive_cell_claims_both_standards() -> None:
    assert found(pdf("", described(ELEMENTS)), is_ours=True) == []
    assert [f.code for f in found(pdf("", described(ATTRIBUTES)), is_ours=True)] == ["variant-missing"] * 2
    assert found(pdf("")) == []


def program(folder: Path, says: str) -> str:
    """A program that says the same of each file."""
    path = folder / "verapdf"
    path.write_text(f"#!/bin/sh\nprintf '{says}'\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(("says", "codes"), [
    ("PASS a.pdf ua1\\n", []),
    ("FAIL a.pdf ua1\\n  FAIL 7.1-3 Content shall be tagged\\n", ["variant-broken"] * 2),
    ("", ["variant-unchecked"] * 2),
])
def test_what_a_validator_says_is_a_finding(tmp_path: Path, says: str, codes: list[str]) -> None:
    findings = found(pdf("", described(ELEMENTS)), validator=program(tmp_path, says))
    assert [f.code for f in findings] == codes
    if "FAIL" in says:
        assert "7.1-3 Content shall be tagged" in findings[0].message


@pytest.mark.skipif(not ENGINE.exists(), reason="make conformance brings veraPDF along")
def test_verapdf_finds_a_claim_that_is_not_kept() -> None:
    findings = found(pdf("", described(ELEMENTS)), validator=str(ROOT / "tools" / "verapdf" / "verapdf"))
    assert [f.code for f in findings] == ["variant-broken"] * 2
    assert "7.1-" in findings[1].message
