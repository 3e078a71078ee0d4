"""Builds each cell and validates with veraPDF what its files claim: an archive's PDF, the instructions of a booklet."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VALIDATOR = ROOT / "tools" / "verapdf" / "verapdf"


def built(folder: Path) -> dict[str, list[str]]:
    """The PDFs that claim to keep a standard, by its name; ends the process where a cell gives none or claims too little."""
    sys.path.insert(0, str(ROOT))
    import pikepdf

    from press.pdf.claims import claims
    from press.pipeline import build
    from press.project import Project

    flavours: dict[str, list[str]] = {}
    project = Project(ROOT)
    for job in project.read(project.plan([], final=False)).copies:
        result = build(job, ROOT / ".cache")
        if result.pdf is None:
            sys.exit(f"{job.cell}: error: no PDF to validate\n  hint: run: python build.py {job.cell}")
        wanted = set(job.edition.claims)
        files = {"": result.pdf, **{file.part: file.content for file in result.further if file.ending == "pdf"}}
        for part, content in files.items():
            path = folder / f"{job.cell.replace('/', '_')}_{part}.pdf"
            path.write_bytes(content)
            with pikepdf.open(path) as pdf:
                claimed = claims(pdf)
            if not part and wanted - set(claimed):
                sys.exit(f"{job.cell}: error: it does not claim {', '.join(wanted - set(claimed))}, as its edition asks")
            for flavour in claimed:
                flavours.setdefault(flavour, []).append(path.name)
    return flavours


def main() -> int:
    """0 when each cell keeps what it claims, 1 when one does not, 2 when veraPDF can't run."""
    if subprocess.run([VALIDATOR, "--setup"], check=False).returncode:
        return 2
    with tempfile.TemporaryDirectory() as folder:
        flavours = built(Path(folder))
        codes = [subprocess.run([VALIDATOR, "--flavour", flavour, "-v", *paths], check=False, cwd=folder).returncode
                 for flavour, paths in sorted(flavours.items())]
    if not codes:
        sys.exit("error: there is no archive cell\n  hint: python build.py --list shows all")
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
