"""The command line as a user meets it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import run


def test_list_shows_the_plan_and_why_a_cell_is_left_out(copy: Path) -> None:
    (copy / "locales/fr/LC_MESSAGES/statement-1988.po").unlink()
    done = run(copy, "--list")
    assert done.returncode == 0
    assert "statement-1988/en/handout\n" in done.stdout
    assert "statement-1988/fr/handout: left out: no catalogue; make it with: python build.py catalogue update" in done.stdout


@pytest.mark.parametrize(("arguments", "said"), [
    (("statement-1988/xx/handout",), 'no cell is called "statement-1988/xx/handout"'),
    (("statment-1988",), "no cell is called"),
    (("--fianl",), "No such option"),
    (("catalogue", "update", "nothing"), 'there is no document "nothing"'),
    (("catalogue", "update", "statement-1988/xx"), 'there is no language "xx"'),
])
def test_what_is_not_there_is_named(copy: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(copy, *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "hint:" in done.stderr
    assert "Traceback" not in done.stderr


def test_help_is_for_people(copy: Path) -> None:
    assert "translat" in run(copy, "--help").stdout
    assert "--final" in run(copy, "build", "--help").stdout


def test_json_has_the_cells_and_their_findings(copy: Path) -> None:
    done = run(copy, "statement-1988/en/handout", "--json")
    data = json.loads(done.stdout)
    cell = data["cells"][0]
    assert cell["draft"]
    assert cell["notes"] == 9
    assert cell["translated"] == cell["words"]
    assert {finding["code"] for finding in cell["findings"]} == {"query"}
    assert Path(cell["file"]).exists()


def test_the_table_counts_and_drafts_are_no_errors(copy: Path) -> None:
    done = run(copy, "statement-1988/en/*")
    assert done.returncode == 0
    assert "statement-1988_en_handout_draft.pdf" in done.stdout
    assert "translated" in done.stdout
    assert f"The PDFs are in {copy / 'out'}" in done.stdout


def test_final_refuses_open_queries_and_leaves_no_pdf(copy: Path) -> None:
    done = run(copy, "statement-1988/en/handout", "--final")
    assert done.returncode == 1
    assert "error: open query at note:ortagus" in done.stderr
    assert not list(copy.glob("out/**/*.pdf"))


def test_an_output_that_cannot_be_written_is_named(copy: Path) -> None:
    (copy / "here").write_text("a file", encoding="utf-8")
    done = run(copy, "statement-1988/en/handout", "--output", "here")
    assert done.returncode == 2
    assert "can't be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_full_disk_leaves_the_old_pdf(copy: Path) -> None:
    """Files may have 20 kB only, as on a disk that is full."""
    done = run(copy, "statement-1988/en/handout")
    path = copy / "out/statement-1988/en/statement-1988_en_handout_draft.pdf"
    before = path.read_bytes()
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "import press.engine.render, weasyprint; sys.path.insert(0, '.');"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000));"
        "from pathlib import Path; from press.files import write;"
        "write(Path(sys.argv[1]), b'x' * 50000, 'out')"
    )
    done = subprocess.run([sys.executable, "-c", limited, str(path)], cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "ProjectError" in done.stderr
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_files_of_a_cell_are_written_together_or_not_at_all(copy: Path) -> None:
    """The old booklet stays whole where one of its files can't be written."""
    assert run(copy, "statement-1988/en/booklet").returncode == 0
    folder = copy / "out/statement-1988/en"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    trial = folder / "statement-1988_en_booklet_trial_draft.pdf"
    limit = max(len(content) for name, content in before.items() if "trial" not in name) + 1
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); sys.path.insert(0, '.');"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])));"
        "from pathlib import Path; from press.files import write_together;"
        "write_together((path, b'x' * (999999 if 'trial' in path.name else 9), path.name)"
        " for path in sorted(Path(sys.argv[1]).iterdir()))"
    )
    done = subprocess.run([sys.executable, "-c", limited, str(folder), str(limit)], cwd=copy, capture_output=True, text=True,
                          check=False)
    assert f"ProjectError: {trial.name}" in done.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_for_with_nothing_to_print_is_said(copy: Path) -> None:
    assert "--for fr changes nothing" in run(copy, "statement-1988/en/handout", "--for", "fr").stderr
    assert "changes nothing" not in run(copy, "statement-1988/en/booklet", "--for", "fr", "--list").stderr


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_build_that_is_stopped_leaves_nothing_half_written(copy: Path, how: signal.Signals) -> None:
    process = subprocess.Popen([sys.executable, "build.py"], cwd=copy, stderr=subprocess.PIPE, text=True,
                               start_new_session=True)
    assert process.stderr
    process.stderr.readline()
    os.killpg(process.pid, how)
    _, said = process.communicate(timeout=60)
    assert "Traceback" not in said
    for path in copy.glob("out/**/*.pdf"):
        assert path.read_bytes().rstrip().endswith(b"%%EOF")
    again = run(copy, "statement-1988/en/*")
    assert again.returncode == 0


def test_two_builds_at_once_give_the_same(copy: Path) -> None:
    (copy / ".cache").unlink()
    command = [sys.executable, "build.py", "statement-1988/en/*", "--quiet"]
    both = [subprocess.Popen(command, cwd=copy, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for process in both:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said
    first = {path.name: path.read_bytes() for path in copy.glob("out/**/*.pdf")}
    assert len(first) >= 2
    run(copy, "statement-1988/en/*", "--quiet")
    assert {path.name: path.read_bytes() for path in copy.glob("out/**/*.pdf")} == first


def test_outside_its_environment_it_says_the_one_command(copy: Path) -> None:
    done = subprocess.run([sys.executable, "-S", "build.py"], cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "run: make setup" in done.stderr


def test_the_doctor_finds_nothing_missing_here(root: Path) -> None:
    done = run(root, "doctor")
    assert done.returncode == 0, done.stdout
    assert "Pango" in done.stdout


def test_updating_catalogues_changes_nothing_when_nothing_has_changed(copy: Path) -> None:
    before = {path: path.read_bytes() for path in copy.glob("locales/**/*.po*")}
    time.sleep(1)
    done = run(copy, "catalogue", "update")
    assert done.returncode == 0, done.stderr
    assert {path: path.read_bytes() for path in copy.glob("locales/**/*.po*")} == before
