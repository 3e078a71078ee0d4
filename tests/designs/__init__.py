"""Further designs, as a designer would add them, and a document for each."""

from __future__ import annotations

import shutil
from pathlib import Path

from PIL import Image, ImageDraw

from press.pipeline import build
from press.values.results import Result
from tests.conftest import CACHE, copy_of

SENTENCE = "Black words on a coloured ground stay black{}, and the ground is not cut out under them. "
TEXT = f"""{SENTENCE.format("[^one]") + SENTENCE.format("") * 2}

# A heading in colour

{SENTENCE.format("") * 3}

---

{SENTENCE.format("") * 4}

![A picture that runs off the page](wide.jpg){{alt="A yellow disc"}}

![A picture with a clear ground](clear.png){{alt="A green disc"}}

{SENTENCE.format("")}

[^one]: A note at the foot of the page.
"""


def coloured(project: Path) -> Result:
    """A document in the coloured design, which is put into a copy of the project: a title, its text, two pictures."""
    shutil.copytree(Path(__file__).with_name("colour"), project / "templates/colour")
    folder = project / "content/poster"
    folder.mkdir()
    head = 'language = "en"\ntitle = "A letter in colour"\nsubtitle = "With pictures"\nfiles = ["letter.md"]\n'
    (folder / "document.toml").write_text(head, encoding="utf-8")
    (folder / "letter.md").write_text(TEXT, encoding="utf-8")
    wide(folder / "wide.jpg")
    clear = Image.new("RGBA", (1400, 800), (0, 0, 0, 0))
    ImageDraw.Draw(clear).ellipse((50, 50, 1350, 750), fill=(20, 120, 90, 150))
    clear.save(folder / "clear.png")
    return build(copy_of(project, ["poster/en/colour"], final=False), CACHE)


def wide(path: Path) -> None:
    """A picture for the width of A5 with its bleed: a yellow disc before colours that run into each other."""
    shade = Image.linear_gradient("L").resize((1860, 900))
    picture = Image.merge("RGB", (shade, shade.transpose(Image.Transpose.FLIP_TOP_BOTTOM), Image.new("L", shade.size, 120)))
    ImageDraw.Draw(picture).ellipse((450, 120, 1350, 780), fill=(240, 220, 60))
    picture.save(path, quality=95)
