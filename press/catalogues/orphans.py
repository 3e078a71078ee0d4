"""Catalogues of documents that are no more, or have another name now."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from press.catalogues.cut import Message
from press.catalogues.reading import read_file
from press.values.findings import Finding, Place, ProjectError, Severity

# Of a renamed document so much at least is as it was.
SHARE = 0.5


def orphans(folder: Path, names: Collection[str], root: Path) -> Iterator[Finding]:
    """The catalogues and templates in a folder that are of none of the documents `names`: nothing reads them."""
    for path in sorted((*folder.glob("*.po"), *folder.glob("*.pot"))):
        if path.stem not in names:
            yield Finding(Severity.WARNING, "no-document", f'there is no document "{path.stem}": nothing reads this',
                          Place(path.relative_to(root).as_posix()),
                          "where the document has another name now, give it that name (git mv); else take it away")


def renamed(messages: Collection[Message], path: Path, names: Collection[str]) -> tuple[Path, int] | None:
    """The catalogue beside `path` that is of none of the documents `names` and has most of these messages; how many."""
    wanted = {(message.context, message.text) for message in messages}
    best: tuple[int, Path] | None = None
    for other in sorted(path.parent.glob("*.po")) if wanted else ():
        if other.stem in names:
            continue
        try:
            file = read_file(other, other.name)
        except ProjectError:
            continue
        own = [unit for unit in file.units if unit.identity in wanted and not unit.is_obsolete]
        count = len(own) if any(unit.translation for unit in own) else 0
        if count >= SHARE * len(wanted) and (best is None or count > best[0]):
            best = count, other
    return best and (best[1], best[0])
