"""The engine's functions that are replaced or wrapped: all of them, in order, each as its source was when that was done."""

from __future__ import annotations

import builtins
import hashlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from press.engine import glyphs, hyphens, marking, notes, tagging, tracking
from press.values.findings import ProjectError

# How many characters of a digest tell one source from another.
SHORT = 16


@dataclass(frozen=True)
class Replacement:
    """A name that the engine looks a function up by, the digest of the function's source, and what stands there instead.

    What wraps is given the engine's own function first. Where the name is one of Python's own there is no source.
    """

    name: str
    digest: str
    instead: Callable[..., Any]
    wraps: bool = False

    @property
    def own(self) -> Any:
        """What the engine has by this name."""
        try:
            return pkgutil.resolve_name(self.name)
        except AttributeError:
            return getattr(builtins, self.name.rpartition(".")[2], None)

    def install(self) -> None:
        """Puts what is written here in the place of the engine's."""
        owner, _, name = self.name.rpartition(".")
        setattr(pkgutil.resolve_name(owner), name, _around(self.own, self.instead) if self.wraps else self.instead)


# The digests are of WeasyPrint 70.0. `make engine-changes` shows what another version has there.
REPLACEMENTS = (
    Replacement("weasyprint.layout.inline.justify_line", "f83b21ff8793ba6b", tracking.justify_line),
    Replacement("weasyprint.layout.inline.add_word_spacing", "879516e71f1b80fa", tracking.add_word_spacing, wraps=True),
    # It cuts off the fraction of each move, which is a third of a point in a line of Chinese.
    Replacement("weasyprint.draw.text.int", "", round),
    Replacement("weasyprint.text.line_break.Layout.set_text", "fe23ca9937dbf520", tracking.set_text, wraps=True),
    Replacement("weasyprint.pdf.stream.Stream.show_text", "3e008af86f62f42c", tracking.show_text, wraps=True),
    Replacement("weasyprint.layout.inline.split_first_line", "39ad1016863ca34d", hyphens.split_first_line, wraps=True),
    Replacement("weasyprint.layout.page.make_page", "656f183328e8b1b5", notes.make_page, wraps=True),
    Replacement("weasyprint.layout.page.block_level_layout", "c1301dde9284e245", notes.block_level_layout, wraps=True),
    Replacement("weasyprint.layout.block.iter_line_boxes", "04aec48abfcad809", notes.iter_line_boxes, wraps=True),
    Replacement("weasyprint.layout.inline.split_text_box", "8c564329599ef23f", marking.split_text_box, wraps=True),
    Replacement("weasyprint.draw.text.draw_first_line", "1bb8eae6d88e71b1", marking.draw_first_line, wraps=True),
    Replacement("weasyprint.pdf.stream.Stream.marked", "3fa3acacbbf66422", marking.marked),
    Replacement("weasyprint.pdf.fonts.Font.subset", "61ed6bc2e9a7e43a", glyphs.subset, wraps=True),
    Replacement("weasyprint.pdf.add_tags", "f0e74575b0bafaf3", tagging.add_tags),
)


def install() -> None:
    """Puts what is written here in its places; ProjectError that names what the engine has otherwise than it had it."""
    if changed := [replacement.name for replacement in strangers()]:
        raise ProjectError(f"the engine is another than it is known here: {', '.join(changed)}", "press/engine/replaced.py",
                           "install the versions that are locked (make setup); for a new version see make engine-changes")
    for replacement in REPLACEMENTS:
        replacement.install()


def strangers() -> Iterator[Replacement]:
    """Those whose function of the engine is not what it was."""
    for replacement in REPLACEMENTS:
        if _digest(replacement.own) != replacement.digest:
            yield replacement


def _digest(own: Any) -> str:
    """What tells a function's source from another: nothing for one of Python's own, which has none."""
    try:
        return hashlib.sha256(inspect.getsource(own).encode()).hexdigest()[:SHORT]
    except TypeError:
        return ""
    except OSError:
        return "unknown"


def _around(own: Any, wrapper: Callable[..., Any]) -> Callable[..., Any]:
    """A wrapper that is given the engine's own function first."""
    return lambda *arguments, **named: wrapper(own, *arguments, **named)
