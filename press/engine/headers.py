"""Tables that go on from another page: their header rows without calls, their rows unbroken."""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.formatting_structure import boxes


def _path(root: Any, resume_at: Any) -> Iterator[tuple[Any, Any]]:
    """The boxes that a text goes on in, from the root down to the first that has not begun, and where each goes on."""
    while resume_at and isinstance(root, boxes.ParentBox):
        index, resume_at = next(iter(resume_at.items()))
        if index >= len(root.children):
            return
        root = root.children[index]
        yield root, resume_at


def row_is_broken(root: Any, resume_at: Any) -> bool:
    """Whether a text goes on inside a row of a table: cells side by side are then read in no order."""
    return any(within is not None and isinstance(box, boxes.TableRowBox) for box, within in _path(root, resume_at))


def header_is_missing(box: Any) -> bool:
    """Whether a table below a box stands without its header rows, which the engine leaves out where room is short."""
    if isinstance(box, boxes.LineBox):
        return False
    if isinstance(box, boxes.TableBox) and box.element.find("thead") is not None:
        return not any(group.is_header for group in box.children)
    return any(header_is_missing(child) for child in box.children)


@contextmanager
def without_repeated_calls(root: Any, resume_at: Any, called: Container[int]) -> Iterator[None]:
    """Hides the calls in the header rows of a table that goes on from another page, keeping their width.

    Rows whose notes are not yet `called` (by the ids of their boxes) have not been seen: the engine leaves a header out
    where there is no room for it.
    """
    tables = [box for box, _ in _path(root, resume_at) if isinstance(box, boxes.TableBox)]
    tables = [table for table in tables if table.children and table.children[0].is_header]
    old = [(table, table.children) for table in tables if _seen(table.children[0], called)]
    for table, children in old:
        header = children[0].deepcopy()
        for box in header.descendants():
            box.called = None
            if "call" in ((box.element.get("class") or "").split() if box.element is not None else ()):
                _hide(box)
        table.children = [header, *children[1:]]
    try:
        yield
    finally:
        for table, children in old:
            table.children = children


def _seen(header: Any, called: Container[int]) -> bool:
    """Whether all notes that header rows call have been called on a page before."""
    return all(id(box.called) in called for box in header.descendants() if getattr(box, "called", None) is not None)


def _hide(call: Any) -> None:
    """Makes a call take its room and nothing else: no ink, no link."""
    for box in (call, *getattr(call, "children", ())):
        box.style = box.style.copy()
        box.style["visibility"], box.style["anchor"], box.style["link"] = "hidden", None, None
