"""CPU time of one cell and of all, beside a plain WeasyPrint process on the same HTML and fonts."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CELL = "statement-1988/en/submission"
ROUNDS = 5
PLAIN = """
import os, sys
os.environ["FONTCONFIG_FILE"] = sys.argv[3]
import weasyprint
weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
"""


def cpu(*command: str) -> float:
    """The seconds of CPU that a command and its children take, the least of some rounds."""
    times = []
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def markup() -> str:
    """The HTML of the measured cell."""
    sys.path.insert(0, str(ROOT))
    from press import pipeline
    from press.catalogues.translate import translate
    from press.project import Project

    project = Project(ROOT)
    job = project.read(project.plan([CELL], final=False)).copies[0]
    document, _ = translate(job.document, job.catalogue, job.language, job.final)
    return pipeline.composed(job, document, ROOT / ".cache").markup


def main() -> None:
    """Prints the three times and their ratios."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(markup(), encoding="utf-8")
        fonts = str(ROOT / "press" / "engine" / "fonts.conf")
        plain = cpu(sys.executable, "-c", PLAIN, str(page), f"{folder}/plain.pdf", fonts)
        one = cpu(sys.executable, "build.py", CELL, "--output", folder)
        everything = cpu(sys.executable, "build.py", "--output", folder)
    print(f"plain WeasyPrint  {plain:.2f} s")
    print(f"one cell          {one:.2f} s  {one / plain:.2f} times")
    print(f"all cells         {everything:.2f} s  {everything / plain:.2f} times")


if __name__ == "__main__":
    main()
