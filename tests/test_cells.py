"""Whatever fails in one cell is its finding, all others are built, and nothing is left behind: with real processes."""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from press.files import write_together
from press.fonts.cutting import _cut
from press.processes.limits import LimitReached, Limits, watched
from press.processes.scratch import scratch
from press.values.findings import ProjectError
from tests.conftest import CACHE, run

TOML = 'language = "en"\ntitle = "A letter"\nfiles = ["letter.md"]\neditions = ["handout", "broken"]\n'
EDITION = 'title = "Broken"\nextends = "handout"\n'
# What a designer writes by mistake, and what is said of it.
MISTAKES = {
    "edition.css": {
        "@page { margin: 110mm }": "no room for text", "@page { size: 20mm 20mm }": "no room for text",
        "p {\n  margin: 1e308mm }": "1e308mm is larger than anything on a page",
        "* { transform: scale(1e30) }": "1e30 is larger",
        "p{" * 2000: "more than 50 deep", "p { font-size: calc(1pt / 0) }": "a length is divided by 0",
        "p { font-size: calc(1pt / (2 - 2)) }": "a fault of the program while laying out page 1",
        "@page { size: 100mm 60mm; margin: 29mm 10mm }": "has no room for a line of a note",
    },
    "page.html": {
        '{% extends "page.html" %}': "extends itself", '{% include "page.html" %}': "includes", "caf\xe9": "not UTF-8",
        "{% for i in range(10 ** 12) %}x{% endfor %}": "can't be rendered",
    },
}


@pytest.fixture
def letter(copy: Path) -> Path:
    """A project with one short document in two editions, of which one is to be broken."""
    shutil.rmtree(copy / "content")
    for name in os.listdir(copy / "locales"):
        if (copy / "locales" / name).is_dir() and name != "en":
            shutil.rmtree(copy / "locales" / name)
    (copy / "content/letter").mkdir(parents=True)
    (copy / "content/letter/document.toml").write_text(TOML, encoding="utf-8")
    (copy / "content/letter/letter.md").write_text("Words[^a].\n\n[^a]: A note.\n", encoding="utf-8")
    (copy / "templates/broken").mkdir()
    # Other tests build at the same time: only the fonts are shared with them.
    (copy / ".cache").unlink()
    (copy / ".cache").mkdir()
    (CACHE / "fonts").mkdir(parents=True, exist_ok=True)
    (copy / ".cache/fonts").symlink_to(CACHE / "fonts", target_is_directory=True)
    (copy / "templates/broken/edition.toml").write_text(EDITION, encoding="utf-8")
    return copy


def cells(done: subprocess.CompletedProcess[str]) -> dict[str, tuple[str | None, list[str]]]:
    """Each cell of a build with --json: its file, and its findings in words."""
    return {cell["cell"].split("/")[2]: (cell["file"], [f"{f['message']} [{f['code']}]" for f in cell["findings"]])
            for cell in json.loads(done.stdout)["cells"]}


def test_a_broken_design_costs_its_own_cells_only(letter: Path) -> None:
    said = {}
    for number, (name, written) in enumerate((name, text) for name, texts in MISTAKES.items() for text in texts):
        folder = letter / f"templates/broken-{number}"
        shutil.copytree(letter / "templates/broken", folder)
        (folder / name).write_bytes(written.encode("latin-1"))
        said[folder.name] = MISTAKES[name][written]
    (letter / "content/letter/document.toml").write_text(TOML.partition("editions")[0], encoding="utf-8")
    done = run(letter, "letter/en/handout", "letter/en/broken*", "--json", "--jobs", "1")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    found = cells(done)
    assert found["handout"][0]
    assert found["broken"][0]
    for name, message in said.items():
        assert found[name][0] is None
        assert any(message in line for line in found[name][1]), (message, found[name])


def test_a_fault_of_the_program_shows_where_when_asked(letter: Path) -> None:
    (letter / "templates/broken/edition.css").write_text("p { font-size: calc(1pt / (2 - 2)) }", encoding="utf-8")
    plain, asked = run(letter, "letter/en/broken"), run(letter, "letter/en/broken", "--traceback")
    assert "Traceback" not in plain.stderr
    assert "--traceback shows where" in plain.stderr
    assert "Traceback (most recent call last)" in asked.stderr


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_cell_has_limits_of_time_and_memory(letter: Path, workers: str) -> None:
    (letter / "templates/broken/edition.css").write_text("* { display: grid }", encoding="utf-8")
    found = cells(run(letter, "--json", "--jobs", workers, "--seconds", "3"))
    assert found["handout"][0]
    assert found["broken"][1] == ["it needs more than 3 s of processor time; it was ended while laying out page 1 [limit]"]
    (letter / "templates/broken/edition.css").unlink()
    (letter / "templates/broken/page.html").write_text("{{ 'x' * 10 ** 9 * 5 }}", encoding="utf-8")
    found = cells(run(letter, "--json", "--jobs", workers, "--megabytes", "900"))
    assert found["handout"][0]
    assert found["broken"][1] == ["it needs more than 900 MB of memory; it was ended while composing [limit]"]


def test_a_cell_that_can_not_be_written_is_a_finding_and_the_others_are_written(letter: Path) -> None:
    (letter / "out/letter/en/letter_en_broken.pdf").mkdir(parents=True)
    done = run(letter, "--json")
    found = cells(done)
    assert done.returncode == 1
    assert found["handout"][0]
    assert found["broken"][0] is None
    assert any("[unwritten]" in line for line in found["broken"][1])


def test_files_of_a_cell_appear_together_or_not_at_all(tmp_path: Path) -> None:
    first, second = tmp_path / "booklet.pdf", tmp_path / "booklet_fronts.pdf"
    first.write_bytes(b"old")
    second.mkdir()
    with pytest.raises(ProjectError):
        write_together([(first, b"new", "booklet.pdf"), (second, b"new", "booklet_fronts.pdf")])
    assert first.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["booklet.pdf", "booklet_fronts.pdf"]


def test_the_files_of_other_editions_stay_and_the_older_draft_of_a_final_goes(letter: Path) -> None:
    folder = letter / "out/letter/en"
    folder.mkdir(parents=True)
    others = [folder / f"letter_en_{name}.pdf" for name in ("handout_press_ready", "handout2", "handout_draft_x")]
    for path in others:
        path.write_bytes(b"of another edition")
    (folder / "letter_en_handout_draft.pdf").write_bytes(b"older")
    assert run(letter, "letter/en/handout").returncode == 0
    assert all(path.read_bytes() == b"of another edition" for path in others)
    assert (folder / "letter_en_handout.pdf").exists()
    assert not (folder / "letter_en_handout_draft.pdf").exists()


@pytest.mark.parametrize("name", ["handout_draft", "handout_fronts", "handout_press_A5_12pp_bind-left"])
def test_an_edition_whose_files_would_have_the_names_of_anothers_is_refused(letter: Path, name: str) -> None:
    (letter / "templates/broken").rename(letter / "templates" / name)
    (letter / "content/letter/document.toml").write_text(TOML.replace("broken", name), encoding="utf-8")
    done = run(letter, "letter")
    assert done.returncode == 1
    assert f"templates/{name}/edition.toml: error: its files would have the names of those of the" in done.stderr
    assert [path.name for path in (letter / "out/letter/en").iterdir()] == ["letter_en_handout.pdf"]


def test_large_numbers_that_mean_something_are_no_fault_of_a_style_sheet(letter: Path) -> None:
    (letter / "templates/broken/edition.css").write_text(
        "p { z-index: 2147483647; color: #1e9000 } /* 1e99mm */ p::before { content: '1e99mm' }"
        " @font-face { unicode-range: U+1E900-1E95F; src: url(1e99mm) }",
        encoding="utf-8")
    assert cells(run(letter, "letter/en/broken", "--json"))["broken"][0]


def test_work_that_takes_too_long_is_ended_where_it_is() -> None:
    with pytest.raises(LimitReached, match=r"more than 0\.3 s of processor time"), watched(Limits(seconds=0.3)):
        sum(1 for _ in itertools.count())
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[:1000], lambda data: data[:-9] + b"x" * 9],
                         ids=["empty", "cut off", "changed"])
def test_a_damaged_font_in_the_cache_is_cut_anew(letter: Path, damage: Callable[[bytes], bytes]) -> None:
    (letter / ".cache/fonts").unlink()
    assert run(letter, "letter/en/handout").returncode == 0
    fonts = {path: path.read_bytes() for path in (letter / ".cache/fonts").glob("*.otf")}
    made = (letter / "out/letter/en/letter_en_handout.pdf").read_bytes()
    for path, data in fonts.items():
        path.write_bytes(damage(data))
    assert run(letter, "letter/en/handout").returncode == 0
    assert {path: path.read_bytes() for path in fonts} == fonts
    assert (letter / "out/letter/en/letter_en_handout.pdf").read_bytes() == made


def test_a_font_of_the_same_name_and_size_is_another(tmp_path: Path) -> None:
    """Two editors of one font file: what was cut of the one is not used for the other."""
    data = next((CACHE / "fonts").glob("*.otf")).read_bytes()
    made = []
    for name, content in (("one", data), ("two", data[:-1] + bytes([data[-1] ^ 1]))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "Own.otf").write_bytes(content)
        made.append(_cut(tmp_path / name / "Own.otf", {}, "", tmp_path))
    assert made[0] != made[1]
    assert made[0].exists()


def test_no_room_for_temporary_files_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(ProjectError, match="no temporary file can be written"), scratch(tmp_path / "cache"):
        pass


def begun(letter: Path, temporary: Path, *arguments: str) -> subprocess.Popen[str]:
    """A build that has begun, in a session of its own."""
    return subprocess.Popen(
        [sys.executable, "build.py", *arguments], cwd=letter, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "TMPDIR": str(temporary)}, start_new_session=True)


def members(session: int) -> Iterator[tuple[int, int]]:
    """The processes of a session and their parents."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid,sid,stat"], capture_output=True, text=True, check=True).stdout
    for line in listed.splitlines()[1:]:
        pid, parent, of, state = line.split()
        if int(of) == session and not state.startswith("Z"):
            yield int(pid), int(parent)


def until(claim: Callable[[], bool], seconds: float) -> bool:
    """Whether a claim comes true in so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if claim():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(not shutil.which("ps"), reason="ps shows the processes")
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_an_ended_build_leaves_no_worker_and_nothing_half_written(letter: Path, tmp_path: Path, sent: int) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    (letter / "templates/broken/edition.css").write_text("* { display: grid }", encoding="utf-8")
    build = begun(letter, temporary, "--jobs", "2")
    chance = random.Random(sent)
    assert until(lambda: len(list(members(build.pid))) > 1, 60)
    time.sleep(chance.uniform(0.2, 2))
    os.kill(build.pid, sent)
    assert until(lambda: not list(members(build.pid)), 20), list(members(build.pid))
    said = build.communicate(timeout=20)[1]
    if sent != signal.SIGKILL:
        assert build.returncode == 2
        assert "stopped" in said
    assert "Traceback" not in said
    assert list(temporary.iterdir()) == []
    # What a killed build leaves in the cache goes with the next.
    assert run(letter, "letter/en/handout", env={**os.environ, "TMPDIR": str(temporary)}).returncode == 0
    assert list((letter / ".cache/runs").iterdir()) == []
    assert [path.name for path in (letter / "out/letter/en").iterdir()] == ["letter_en_handout.pdf"]


@pytest.mark.skipif(not shutil.which("ps"), reason="ps shows the processes")
def test_a_killed_worker_costs_its_cell_only(letter: Path, tmp_path: Path) -> None:
    (letter / "templates/broken/edition.css").write_text("* { display: grid }", encoding="utf-8")
    build = begun(letter, tmp_path, "--json", "--jobs", "1")
    workers: list[int] = []

    def is_at_work() -> bool:
        workers[:] = [pid for pid, parent in members(build.pid) if parent == build.pid]
        return bool(workers)

    assert until(is_at_work, 60)
    time.sleep(3)
    os.kill(workers[0], signal.SIGKILL)
    out, said = build.communicate(timeout=60)
    assert "Traceback" not in said
    found = cells(subprocess.CompletedProcess([], build.returncode, out, said))
    assert found["handout"][0]
    assert found["broken"][0] is None
    assert any("killed by signal 9: perhaps out of memory" in line for line in found["broken"][1]), found


def test_what_is_said_goes_anywhere(letter: Path) -> None:
    (letter / "content/letter/letter.md").write_text("Слова “и” слова.\n", encoding="utf-8")
    for variables in ({"PYTHONIOENCODING": "latin-1"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}):
        done = run(letter, "tags", "letter/en/handout", env={**os.environ, **variables})
        assert done.returncode == 0, done.stderr
    for stream, said, code in ((">&-", "", 0), ("> /dev/full", "can't be written: No space left", 2), ("| true", "", 0)):
        done = subprocess.run(["sh", "-c", f"{sys.executable} build.py --list {stream}"], cwd=letter, capture_output=True,
                              text=True, check=False)
        assert done.returncode == code, stream
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_a_wildcard_that_names_an_edition_on_request_is_answered(letter: Path) -> None:
    (letter / "templates/broken/edition.toml").write_text(EDITION + "[options]\non-request = true\n", encoding="utf-8")
    done = run(letter, "letter/en/bro*")
    assert done.returncode == 1
    assert "made only when asked for by name" in done.stderr


def test_a_mistyped_verb_and_a_folder_without_a_name_are_told(letter: Path) -> None:
    assert "did you mean build?" in run(letter, "buld").stderr
    assert "the folder has no name" in run(letter, "--output", "").stderr
    (letter / "out").symlink_to("out")
    done = run(letter, "letter/en/handout")
    assert done.returncode == 2
    assert "can't be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_doctor_needs_no_lock_file(letter: Path) -> None:
    (letter / "requirements.lock").unlink()
    assert "Traceback" not in run(letter, "doctor").stderr


def test_quiet_says_what_is_wrong_but_no_notices(letter: Path) -> None:
    (letter / "content/letter/letter.md").write_text("A <b>bold</b> word.\n", encoding="utf-8")
    done = run(letter, "letter/en/handout", "--quiet")
    assert "raw-html" in done.stderr
    assert done.stdout == ""


@pytest.mark.long
def test_a_build_can_be_ended_at_any_moment(letter: Path, tmp_path: Path) -> None:
    """Ended while libraries are loaded, it once crashed in one of thirty tries."""
    chance = random.Random(11)
    for _ in range(60):
        build = begun(letter, tmp_path, "letter/en/handout")
        time.sleep(chance.uniform(0.2, 1.2))
        build.send_signal(signal.SIGTERM)
        said = build.communicate(timeout=60)[1]
        assert build.returncode in (0, 2, -signal.SIGTERM), said
        assert "Traceback" not in said
    assert not list(letter.glob("out/**/.*"))
