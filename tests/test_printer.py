"""A print shop's own limits, and the check that holds a file or a cell against them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from press.reading.printer import KEYS, read_printer
from press.values.findings import Place, ProjectError
from press.values.lengths import MM
from press.values.printer import USUAL, printer_of
from tests.checks.press import press_file
from tests.conftest import ROOT, copy_of, run


def test_the_example_says_every_key_and_what_most_shops_ask_for() -> None:
    shop = read_printer(ROOT / "docs" / "printer.toml", "docs/printer.toml")
    text = (ROOT / "docs" / "printer.toml").read_text(encoding="utf-8")
    assert [key for key in KEYS if f"{key} = " not in text] == []
    assert shop.name == "The usual print shop"
    assert shop.pages == 4
    assert (shop.bleed, shop.safety, shop.ink, shop.resolution, shop.hairline, shop.transparency, shop.standards) == (
        USUAL.bleed, USUAL.safety, USUAL.ink, USUAL.resolution, USUAL.hairline, USUAL.transparency, USUAL.standards)


def test_what_a_shop_does_not_say_is_as_usual(tmp_path: Path) -> None:
    path = tmp_path / "corner-shop.toml"
    path.write_text('bleed = "5mm"\nstandards = []\n', encoding="utf-8")
    shop = read_printer(path, "corner-shop.toml")
    assert (shop.name, shop.bleed, shop.ink, shop.standards) == ("corner-shop", 5 * MM, USUAL.ink, ())


@pytest.mark.parametrize(("line", "message"), [
    ('blead = "3mm"', "did you mean bleed?"), ("bleed = 3", "with its unit"), ('bleed = "3 mm"', "is not a length"),
    ('ink = "300"', "without quotation marks"), ("ink = 0", "not a number above 0"), ("ink = true", "not a number"),
    ("pages = 1.5", "not a whole number"), ("pages = 0", "not a whole number"),
    ('transparency = "no"', "transparency = false"),
    ("condition = 39", "is no text"), ('standards = "PDF/X-4"', "not a list"), ('standards = ["PDF/X-9"]', "not a list"),
    ("name = ", "this is not TOML"),
])
def test_a_mistake_in_a_shops_file_has_its_line_and_a_remedy(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "shop.toml"
    path.write_text(f"# A shop\n{line}\n", encoding="utf-8")
    with pytest.raises(ProjectError) as caught:
        read_printer(path, "shop.toml")
    assert message in str(caught.value)
    assert isinstance(caught.value.place, Place)
    assert caught.value.place.line == 2
    assert caught.value.hint


def test_a_cell_is_held_against_what_its_edition_states() -> None:
    job = copy_of(ROOT, ["statement-1988/en/handout"], final=False)
    assert printer_of(job.edition) == USUAL


def test_the_command_holds_a_file_against_a_shop(tmp_path: Path) -> None:
    shop, given = tmp_path / "shop.toml", tmp_path / "given.pdf"
    shop.write_text('name = "The corner shop"\nbleed = "5mm"\n', encoding="utf-8")
    given.write_bytes(press_file())
    found = json.loads(run(ROOT, "check", "--printer", str(shop), "--json", str(given)).stdout)
    checks = {check["check"]: check for check in found["checked"][0]["checks"]}
    assert "5.0 mm are asked for (The corner shop)" in checks["bleed-reached"]["findings"][0]["message"]
    usual = json.loads(run(ROOT, "check", "--json", str(given)).stdout)
    checks = {check["check"]: check for check in usual["checked"][0]["checks"]}
    assert checks["bleed-reached"]["result"] == "ok"
    assert checks["tags"]["unfit"] == "is for archive"
    done = run(ROOT, "check", "--printer", str(tmp_path / "none.toml"), str(given))
    assert done.returncode == 2
    assert "there is no such file" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("line", "remedy"), [
    ('bleed = "5mm"', 'bleed = "5mm"'), ('bleed = "20mm"', "10 mm is the most that can be made here"),
    ('standards = ["PDF/X-1a"]', "ask the shop whether it takes PDF/X-4"),
])
def test_a_cell_that_a_shop_does_not_take_is_told_what_can_be_changed_here(tmp_path: Path, line: str, remedy: str) -> None:
    (tmp_path / "shop.toml").write_text(line, encoding="utf-8")
    done = run(ROOT, "check", "--printer", str(tmp_path / "shop.toml"), "statement-1988/en/print-shop")
    assert f"hint: {'write into [press] of the edition: ' if '5mm' in line else ''}{remedy}" in done.stdout
