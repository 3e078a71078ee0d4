"""A small project with one of each thing that is read, in a folder of its own."""

from __future__ import annotations

import contextlib
import io
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from press.commands.line import run

ROOT = Path(__file__).resolve().parents[2]

DOCUMENT = """\
language = "en"
title = "Rights & duties"
authors = ["A. Writer"]
files = ["text.md"]
date = 2020-07-17
editions = ["leaflet"]

[limit]
words = 2000
source = "the form"
language = "en"

[[query]]
place = "note:a"
question = "What is printed?"
accepted = "It is as it was printed."
name = "A. Writer"
date = "2020-07-17"

[[waive]]
code = "runt"
reason = "short"
name = "A. Writer"
date = "2020-07-17"
"""
TEXT = """\
# The first[^a] {#first}

On 17 July 2020 **some 1,500** people *met* at [the hall](https://example.org/hall) and <info@example.org>[^b].

> A quotation “with a word” of [Nouveaux Droits]{lang=fr}.^[A note in the line, p. 4.]

3. third
4. fourth

    - inner
    - more

| Year | People |
|-----:|:-------|
| 1988 | 30,000 |
| 1989 | x[^a]  |

: People by year

![A picture](figures/a.svg){alt="What it shows"}

![A photograph](figures/b.png)

See [the first](#first) and [a site][r].

[^a]: A note, No. 5.

    Its second paragraph.

[^b]: Another <https://example.org/a/long/address>.

[r]: https://example.org/r
"""
PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 50"
width="100" height="50">
<defs><g id="a"><path d="M0 0 L10 10 C1 2 3 4 5 6 Z" fill="#c00"/></g>
<linearGradient id="g"><stop offset="0" stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient></defs>
<use xlink:href="#a" transform="translate(5 5) rotate(10)"/><rect x="1" y="1" width="20" height="10" fill="url(#g)"/>
<text x="5" y="40" font-size="8">Words</text><circle cx="50" cy="25" r="10" opacity="0.5"/>
</svg>
"""
EDITION = """\
title = "Leaflet"
production = "archive"

[page]
size = "148mm 210mm"
margins = "15mm 15mm 20mm 18mm"
text-size = "10pt"
line-height = "14pt"

[options]
mirrored = true
contents = true
"""
STYLE = """\
h1 { color: #333; letter-spacing: 0.02em }
@page { margin-top: 18mm }
table td { border-bottom: 0.3pt solid black; padding: 1mm 2mm }
.note::before { content: "– " }
"""
GLOSSARY = "source,translation,kind,note\nhall,salle,term,\npeople,personnes,term,a | b\n"
PAGE = ROOT / "templates" / "_shared" / "page.html"
PRINTER = ROOT / "docs" / "printer.toml"


@dataclass(frozen=True)
class Box:
    """The folders: the project, and what else a run could write to (its home, its temporary folder)."""

    folder: Path

    @property
    def project(self) -> Path:
        return self.folder / "project"

    @property
    def surroundings(self) -> tuple[Path, ...]:
        return self.folder / "home", self.folder / "tmp"


def furnish(folder: Path) -> Box:
    """Makes the project in an empty folder, with a French catalogue, a package and a PDF."""
    box = Box(folder)
    for one in (box.project, *box.surroundings):
        one.mkdir(parents=True)
    shutil.copytree(ROOT / "templates/_shared", box.project / "templates/_shared")
    for language in ("en", "fr"):
        shutil.copytree(ROOT / "locales" / language, box.project / "locales" / language,
                        ignore=shutil.ignore_patterns("statement*"))
    shutil.copy(ROOT / "requirements.lock", box.project)
    (ROOT / ".cache").mkdir(exist_ok=True)
    (box.project / ".cache").symlink_to(ROOT / ".cache", target_is_directory=True)
    image = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 30)).save(image, "PNG")
    files: dict[str, str | bytes] = {
        "content/small/document.toml": DOCUMENT, "content/small/text.md": TEXT, "content/small/figures/a.svg": PICTURE,
        "content/small/figures/b.png": image.getvalue(), "templates/leaflet/edition.toml": EDITION,
        "templates/leaflet/edition.css": STYLE, "templates/leaflet/page.html": PAGE.read_text(),
        "locales/fr/glossary.csv": GLOSSARY, "shop.toml": PRINTER.read_text(),
    }
    for name, content in files.items():
        path = box.project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    for command in (["catalogue", "update", "small/fr"], ["small/en/leaflet", "--jobs", "1"]):
        _press(box, *command)
    _translate(box.project / "locales/fr/LC_MESSAGES/small.po")
    made = next((box.project / "out").rglob("*.pdf"))
    shutil.copy(made, box.project / "small.pdf")
    shutil.rmtree(box.project / "out")
    with zipfile.ZipFile(box.project / "back.zip", "w", zipfile.ZIP_DEFLATED) as package:
        package.write(box.project / "locales/fr/LC_MESSAGES/small.po", "fr/small.po")
        package.writestr("guide.txt", "read me")
    return box


def _translate(path: Path) -> None:
    """Gives each message of a catalogue its source's words in another order, marks left where they are."""
    import polib

    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        entry.msgstr = entry.msgid.replace("people", "personnes").replace("A note", "Une note")
    catalogue.save()


def _press(box: Box, *arguments: str) -> None:
    """Runs the command line in this process, which then holds all that its children need; raises where it can't go on."""
    said = io.StringIO()
    with contextlib.chdir(box.project), contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = run(arguments, box.project)
    if code:
        raise RuntimeError(said.getvalue())
