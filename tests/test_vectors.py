"""A drawing that can't be drawn is a finding of its file, and one that can is drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.compose.figures import faults
from press.project import Project
from press.reading.documents import read_document
from press.reading.pictures import fault
from press.values.findings import Severity
from press.values.language import Language

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">'
TREE = "".join(f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 6))
WRONG = {
    HEAD.replace("0 0 10 10", "a b c d") + "</svg>": "viewBox",
    HEAD.replace("0 0 10 10", "0 0 100") + "</svg>": "viewBox",
    HEAD.replace("0 0 10 10", "nan nan nan nan") + "</svg>": "viewBox",
    HEAD + '<rect width="nan" height="1"/></svg>': "width",
    HEAD + '<rect width="1e400" height="1"/></svg>': "width",
    HEAD + '<g transform="scale(1e300)"><rect width="1" height="1"/></g></svg>': "transform",
    HEAD + '<g transform="rotate(nan)"/></svg>': "transform",
    HEAD + '<g transform="foo(1)"/></svg>': "transform",
    HEAD + '<path d="X Y Z"/></svg>': 'd="X Y Z"',
    HEAD + '<rect width="-1" height="1"/></svg>': "width",
    HEAD + '<g id="a"><use xlink:href="#a"/></g></svg>': "again and again",
    HEAD + f'<g id="g0"><rect width="1" height="1"/></g>{TREE}</svg>': "parts by <use>",
    HEAD + "<g>" * 1000 + "</g>" * 1000 + "</svg>": "groups more than 100 deep",
    HEAD + f'<path d="M0 0{" L1 1" * 60_000}"/></svg>': "numbers",
    HEAD + "<foreignObject><p>Words</p></foreignObject></svg>": "foreignObject",
    HEAD + "<text>كلمات</text></svg>": "Arabic letters",
    HEAD + '<image href="https://example.org/a.png"/></svg>': "from elsewhere",
    HEAD + '<use href="other.svg#a"/></svg>': "from elsewhere",
    HEAD + '<rect style="fill: url(https://example.org/a)"/></svg>': "from elsewhere",
    HEAD + '<mask id="m"><rect mask="url(#m)" width="1" height="1"/></mask></svg>': "again and again",
    HEAD + '<marker id="m"><path style="marker-start: url(#m)" d="M0 0"/></marker></svg>': "again and again",
    HEAD + '<use href="#nowhere"/></svg>': "no part has this id",
    HEAD + '<filter id="f"><feGaussianBlur/></filter><g filter="url(#f)"/></svg>': "feGaussianBlur",
    HEAD + "<style>@import 'a.css';</style></svg>": "from elsewhere",
}


@pytest.mark.parametrize("drawing", WRONG, ids=[f"{place}-{what[:12]}" for place, what in enumerate(WRONG.values())])
def test_a_drawing_that_can_not_be_drawn_is_a_finding_of_its_file(tmp_path: Path, drawing: str) -> None:
    (tmp_path / "a.svg").write_text(drawing, encoding="utf-8")
    found = fault("a.svg", tmp_path)
    assert found
    assert found.severity is Severity.ERROR
    assert found.message.startswith("a.svg can't be drawn")
    assert WRONG[drawing] in found.message
    assert found.hint


def test_a_drawing_as_programs_write_it_is_drawn(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="50mm" viewBox="0 0 100.5 50">'
        '<defs><g id="a"><path d="M.5-1e-3l10,10z"/></g></defs><use href="#a" x="5" y="-5"/>'
        '<g fill="url(#g)" transform="matrix(1 0 0 1 0 0)"><text x="1 2 3" y="5">Слова</text></g>'
        '<filter id="unused"><feGaussianBlur/></filter>'
        '<a href="https://example.org"><rect width="10" height="1e1"/></a></svg>', encoding="utf-8")
    assert fault("a.svg", tmp_path) is None


@pytest.mark.parametrize(("shown", "what"), [
    ('<image href="b.png"/>', "there is no picture figures/b.png"),
    ('<image href="c.png"/>', "figures/c.png is not a picture that can be set"),
    ('<image href="../../b.png"/>', "from elsewhere"),
    ('<image href="b.svg"/>', "a drawing inside a drawing"),
    ('<image href="data:image/svg+xml,&lt;svg/&gt;"/>', "a drawing inside a drawing"),
])
def test_a_picture_in_a_drawing_is_looked_at_as_any_is(tmp_path: Path, shown: str, what: str) -> None:
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures/c.png").write_bytes(b"no picture")
    (tmp_path / "figures/a.svg").write_text(f"{HEAD}{shown}</svg>", encoding="utf-8")
    found = fault("figures/a.svg", tmp_path)
    assert found
    assert found.message.startswith("figures/a.svg ")
    assert what in found.message


def test_the_words_of_drawings_have_a_font_and_a_translation_or_are_told(copy: Path) -> None:
    folder, own = copy / "content/letter", copy / "locales/fr/figures/letter"
    (folder / "figures").mkdir(parents=True)
    own.mkdir(parents=True)
    (folder / "document.toml").write_text('language = "en"\ntitle = "A letter"\nfiles = ["a.md"]\n', encoding="utf-8")
    (folder / "a.md").write_text("".join(f"![A](figures/{name}.svg){{alt=x}}\n\n" for name in "abcd"), encoding="utf-8")
    for name, words in {"a": "Map of <tspan>graves</tspan>", "b": "1 : 200", "c": "North", "d": "ꓒꓲ"}.items():
        (folder / f"figures/{name}.svg").write_text(f"{HEAD}<text>{words}</text></svg>", encoding="utf-8")
    (own / "c.svg").write_text("<svg", encoding="utf-8")
    project = Project(copy)
    document, _ = read_document(folder, copy)
    said = {code: [(finding.code, str(finding.place), finding.message) for finding in faults(document, language)]
            for code, language in project.languages.items() if isinstance(language, Language) and code in ("en", "fr")}
    glyphs = ("picture-glyph", "content/letter/a.md:7", "figures/d.svg has words in letters that no font of {} has: ꓒꓲ")
    assert said["en"] == [(*glyphs[:2], glyphs[2].format("en"))]
    assert said["fr"][0] == (
        "picture-words", "content/letter/a.md:1", "the words in figures/a.svg are not translated: “Map of graves”")
    assert said["fr"][1][:2] == ("picture-unreadable", "locales/fr/figures/letter/c.svg")
    assert said["fr"][2] == (*glyphs[:2], glyphs[2].format("fr"))
    assert len(said["fr"]) == 3


@pytest.mark.parametrize("address", ["data:image/png;base64,AAAA", "data:image/png,a"])
def test_a_picture_inside_a_drawing_is_looked_at_too(tmp_path: Path, address: str) -> None:
    (tmp_path / "a.svg").write_text(HEAD + f'<image href="{address}" width="1" height="1"/></svg>', encoding="utf-8")
    found = fault("a.svg", tmp_path)
    assert found
    assert found.severity is Severity.ERROR
    assert "a picture in a.svg" in found.message
