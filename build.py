"""The command line: hands over to press/commands/, prints, exits."""

import contextlib
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

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

    hear(signal.default_int_handler)
    return run(sys.argv[1:], ROOT)


def hear(handler: Callable[[int, FrameType | None], object]) -> None:
    """Lets a handler hear Ctrl-C, and who ends this process: its workers end too then."""
    for number in (signal.SIGINT, signal.SIGTERM):
        # What runs in the background of a shell is not to hear Ctrl-C.
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)


def stop_at_once(number: int, frame: FrameType | None) -> None:
    """Ends this process while libraries are loaded: an exception in the midst of that can end in a crash."""
    os.write(2, b"\nstopped; nothing had begun\n")
    os._exit(2)


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
        print("\nstopped", file=sys.stderr)
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
    hear(stop_at_once)
    open_streams()
    code = spoken()
    with contextlib.suppress(OSError):
        sys.stderr.flush()
    # Taking apart what the process's end frees anyway would be a tenth of a build.
    os._exit(code)
