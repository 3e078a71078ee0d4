"""A coloured design, built once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from press.pipeline import build
from press.production.kinds import press as productions
from press.production.prepress.ready import Ready, make_ready
from press.values.edition import Press
from press.values.laid import Laid
from press.values.results import Result
from tests.conftest import CACHE, ROOT, copy_of, plan_of

EDITION = """title = "Coloured"
extends = "handout"
production = "press"

[press]
paper = "coated"
bleed = "3mm"
marks = true
binding = "glue"
"""
STYLE = """
@page :first { background: #dde8ff }
h1 { color: #a01020; background: linear-gradient(90deg, black, yellow, rgb(0 0 255 / 50%)) }
h2 { color: device-cmyk(1 .5 0 .2); border-bottom: 1pt solid lab(50% 40 20); background: linear-gradient(45deg, #000, #fff) }
blockquote { background: #036; color: #fff }
em { color: #808080 }
strong { color: #1d4f91 }
figure { opacity: .9 }
figure img { width: 20mm }
"""
TEXT = """We write *in grey* and **in blue**.

# A heading

> White on blue.

"""


def pictures(folder: Path) -> dict[str, tuple[int, int]]:
    """Writes one picture of each kind, and gives their sizes in dots."""
    ramp = Image.linear_gradient("L").resize((240, 360))
    colours = Image.merge("RGB", (ramp, ramp.transpose(Image.Transpose.FLIP_TOP_BOTTOM), ramp.rotate(180)))
    through = colours.copy()
    through.putalpha(ramp)
    colours.save(folder / "rgb.jpg", progressive=True, quality=95)
    colours.save(folder / "first.png")
    colours.save(folder / "second.png")
    colours.resize((241, 300)).convert("P").save(folder / "palette.png")
    through.resize((242, 300)).save(folder / "through.png")
    ramp.resize((243, 300)).save(folder / "grey.png")
    ramp.resize((244, 300)).convert("RGB").save(folder / "grey-as-rgb.png")
    ramp.resize((245, 300)).convert("1").save(folder / "bitmap.png")
    Image.new("CMYK", (246, 300), (255, 0, 128, 0)).save(folder / "inks.jpg", quality=100)
    found = {}
    for path in sorted(folder.iterdir()):
        with Image.open(path) as image:
            found[path.name] = image.size
    return found


def laid_out(root: Path, cell: str) -> tuple[bytes, Laid]:
    """A cell's pages before they are made ready, and the cell."""
    kept: list[tuple[bytes, Laid]] = []

    def make(pages: bytes, laid: Laid, press: Press) -> Ready:
        kept.append((pages, laid))
        return make_ready(pages, laid, press)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(productions, "make_ready", make)
        build(copy_of(root, [cell], final=False), CACHE)
    return kept[0]


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a coloured edition and a small document with pictures."""
    folder: Path = tmp_path_factory.mktemp("coloured")
    for part in ("locales", "templates"):
        shutil.copytree(ROOT / part, folder / part)
    design = folder / "templates" / "coloured"
    design.mkdir()
    (design / "edition.toml").write_text(EDITION, encoding="utf-8")
    (design / "edition.css").write_text(STYLE, encoding="utf-8")
    figures = folder / "content" / "letter" / "figures"
    figures.mkdir(parents=True)
    named = "\n\n".join(f'![](figures/{name}){{alt="a picture"}}' for name in pictures(figures))
    (figures.parent / "letter.md").write_text(TEXT + named + "\n", encoding="utf-8")
    head = 'language = "en"\ntitle = "A letter"\nfiles = ["letter.md"]\neditions = ["coloured"]\ndate = "2020-07-17"\n'
    (figures.parent / "document.toml").write_text(head, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def coloured(project: Path) -> Result:
    """The coloured cell."""
    return build(copy_of(project, ["letter/en/coloured"], final=False), CACHE)


@pytest.fixture
def refused(project: Path, tmp_path: Path) -> Callable[[str, str], None]:
    """Builds the coloured cell with another line in its edition.toml, which is to be refused."""

    def make(old: str, new: str) -> None:
        folder = tmp_path / "project"
        shutil.copytree(project, folder)
        path = folder / "templates" / "coloured" / "edition.toml"
        for source in tmp_path.glob("*.icc"):
            shutil.copy(source, path.parent)
        path.write_text(EDITION.replace(old, new), encoding="utf-8")
        plan = plan_of(folder, ["letter/en/coloured"], final=False)
        for error in plan.errors:
            raise error
        build(plan.copies[0], CACHE)

    return make
