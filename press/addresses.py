"""Addresses of links, as paper shows them: what only a screen can follow is written out."""

from __future__ import annotations

import re

from press.model import Inline, InlineNote, Link, plain

# What says nothing about where an address leads: words without it are the address too.
USUAL = re.compile(r"^(?:https?://|mailto:)?(?:www\.)?|/$")


def shown(link: Link) -> str:
    """The address of a link as a reader types it: that of mail has no scheme."""
    return link.target.removeprefix("mailto:")


def written_out(link: Link) -> str:
    """The address that paper adds after a link's words; nothing where they say it, or where it is in the document."""
    if link.bare or link.target.startswith("#"):
        return ""
    return "" if _typed(link.target) in _typed(plain(link.children)) else shown(link)


def _typed(words: str) -> str:
    """An address or words without what is usual."""
    return USUAL.sub("", words.strip().casefold())


def on_paper(inlines: tuple[Inline, ...]) -> str:
    """The words alone, as `plain` gives them, with the addresses that paper adds in angle brackets."""
    parts = []
    for inline in inlines:
        children = getattr(inline, "children", None)
        if children is None or isinstance(inline, InlineNote):
            parts.append(plain((inline,)))
            continue
        parts.append(on_paper(children))
        if isinstance(inline, Link) and (address := written_out(inline)):
            parts.append(f" <{address}>")
    return "".join(parts)
