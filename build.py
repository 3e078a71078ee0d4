"""The command line: hands over to press/commands/, prints, exits."""

import contextlib
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


def open_streams() -> None:
    """Lets what is said go somewhere, whatever its characters: a closed stream is no fault of a build."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        else:
            stream.reconfigure(errors="backslashreplace")


def spoken() -> int:
    """The exit code, once all that is said has reached its stream; 2 where it can't be written."""
    try:
        code = main()
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("\nstopped; nothing had begun", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Who reads has heard enough.
        return 2
    except OSError as error:
        # Files have names, streams have none.
        if error.filename is not None:
            raise
        print(f"error: what is said can't be written: {error.strerror}\n  hint: see where it goes to", file=sys.stderr)
        return 2
    return code


if __name__ == "__main__":
    # Who ends this process ends its workers too, as by Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    open_streams()
    code = spoken()
    with contextlib.suppress(OSError):
        sys.stderr.flush()
    # Taking apart what the process's end frees anyway would be a tenth of a build.
    os._exit(code)
