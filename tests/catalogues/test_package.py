"""What comes back by mail instead of a catalogue, or damaged: each is refused by its true cause."""

from __future__ import annotations

import io
import os
import random
import zipfile
from pathlib import Path

import pytest

from press.catalogues.package import read_returned
from press.values.findings import ProjectError

HEAD = b'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
CATALOGUE = HEAD + b"".join(b'msgid "a%d"\nmsgstr "b%d"\n\n' % (number, number * 7919) for number in range(300))


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package of some files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


def refused(path: Path, data: bytes) -> str:
    """Why a file is not received; nothing where it is."""
    path.write_bytes(data)
    try:
        read_returned(path, path.name)
    except ProjectError as error:
        return error.message if error.hint else str(error)
    return ""


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_package_is_said_to_be_so(tmp_path: Path, method: int) -> None:
    whole = packed({"tiny_fr.po": CATALOGUE, "preview.pdf": b"%PDF-1.7" * 50}, method)
    chance = random.Random(method)
    said = set()
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 2, 4, 20))):
            data[chance.randrange(4, len(data))] = chance.randrange(256)
        said.add(refused(tmp_path / "a.zip", bytes(data)))
        said.add(refused(tmp_path / "a.zip", whole[:chance.randrange(2, len(whole))]))
    assert "the package is damaged and can't be read" in said


@pytest.mark.parametrize("name", ["./", ".", "TINY_FR.PDF", "é/", "a\\b.txt"])
def test_an_odd_name_beside_the_catalogue_does_no_harm(tmp_path: Path, name: str) -> None:
    assert refused(tmp_path / "a.zip", packed({name: b"x", "TINY_FR.PO": CATALOGUE})) == ""


@pytest.mark.parametrize("name", ["../a.po", "/a.po", "\\a.po", "C:/a.po", "a/../../b.po", "C:a.po"])
def test_a_name_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    assert refused(tmp_path / "a.zip", packed({name: CATALOGUE})) == f"the package names a file outside itself: {name}"


def test_a_name_can_not_write_to_the_terminal(tmp_path: Path) -> None:
    said = refused(tmp_path / "a.zip", packed({"\x1b[2J\u202ea\n.po": CATALOGUE, "b.po": CATALOGUE}))
    assert said == "the package has several catalogues: \ufffd[2J\ufffda\ufffd.po, b.po"


@pytest.mark.parametrize(("name", "data", "what"), [
    ("a.xlf", b'<?xml version="1.0"?>\n<xliff version="1.2"/>', "XLIFF"),
    ("a.xlf", '<?xml version="1.0"?>\n<xliff version="1.2"/>'.encode("utf-16"), "XLIFF"),
    ("a.tmx", b'\xef\xbb\xbf<?xml version="1.0"?><tmx/>', "a translation memory (TMX)"),
    ("a.csv", b"source,target\nOne,Un\n", "a table (CSV)"),
    ("a.docx", packed({"[Content_Types].xml": b"", "word/document.xml": b""}), "a document of Word (DOCX)"),
    ("a.xlsx", packed({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "a table of Excel (XLSX)"),
    ("a.odt", packed({"mimetype": b"", "content.xml": b""}), "a document of an office (ODT) or a book (EPUB)"),
    ("a.mo", b"\xde\x12\x04\x95" + bytes(40), "a compiled catalogue (.mo)"),
    ("a.pdf", b"%PDF-1.7", "a PDF"), ("a.7z", b"7z\xbc\xaf\x27\x1c", "packed by 7-Zip"),
])
def test_what_is_no_catalogue_is_called_what_it_is(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    assert refused(tmp_path / name, data) == f"this is {what} and no catalogue (.po)"


def test_a_pipe_or_a_device_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.po")
    (tmp_path / "b.po").symlink_to("/dev/zero")
    for name, what in (("a.po", "a pipe"), ("b.po", "a device"), (".", "a folder")):
        with pytest.raises(ProjectError, match=f"this is {what} and no file"):
            read_returned(tmp_path / name, name)
