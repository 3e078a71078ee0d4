"""The command line: hands over to press/commands/, prints, exits."""

import os
import signal
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
PYTHON = ROOT / ".venv" / "bin" / "python"


def main() -> int:
    """The exit code of the verb; outside its environment, the project's own is used."""
    try:
        import babel, click, jinja2, markdown_it, pikepdf, polib, rich, uharfbuzz  # noqa: E401, F401, I001
    except ModuleNotFoundError as error:
        if PYTHON.exists() and Path(sys.prefix).resolve() != PYTHON.parents[1].resolve():
            os.execv(PYTHON, [str(PYTHON), str(Path(__file__).resolve()), *sys.argv[1:]])
        print(f"error: the Python package {error.name} is not installed\n  hint: run: make setup", file=sys.stderr)
        return 2
    sys.path.insert(0, str(ROOT))
    from press.commands.line import run

    return run(sys.argv[1:], ROOT)


if __name__ == "__main__":
    # Who ends this process ends its workers too, as by Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        code = main()
    except KeyboardInterrupt:
        print("\nstopped; nothing had begun", file=sys.stderr)
        code = 2
    sys.stdout.flush()
    sys.stderr.flush()
    # Taking apart what the process's end frees anyway would be a tenth of a build.
    os._exit(code)
