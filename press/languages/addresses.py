"""Addresses: those of links as paper shows them, which only a screen can follow, and those typed among words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.values.document import Inline, InlineNote, Link, plain

# What says nothing about where an address leads: words without it are the address too.
USUAL = re.compile(r"^(?:https?://|mailto:)?(?:www\.)?|/$")

# What an address has (RFC 3986, 2), and the marks of a sentence that may follow it; a word joiner may have been put into it.
SIGN = r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%\u2060]"
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
NAME = rf"(?:{LABEL}\.){{1,9}}"
# A scheme, www, mail, a DOI, a name of a server with a path, a name that ends as only these do.
TYPED = re.compile(
    rf"(?<![\w@.+-])(?:(?:https?|ftp)://{SIGN}+|www\.{SIGN}+|[\w.+-]{{1,64}}@{NAME}[A-Za-z]{{2,}}|(?:doi:)?10\.\d{{4,9}}/{SIGN}+"
    rf"|{NAME}[A-Za-z]{{2,}}/{SIGN}*|{NAME}(?:com|edu|gov|info|int|net|org)(?!\w|\.\w))", re.A)
AFTER = ".,;:!?'*_\u2060"
OPENED = {")": "(", "]": "["}


def typed(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text, and whether each is an address."""
    end = 0
    for match in TYPED.finditer(text):
        address = _without_marks(match[0])
        if match.start() > end:
            yield text[end:match.start()], False
        yield address, True
        end = match.start() + len(address)
    if end < len(text):
        yield text[end:], False


def _without_marks(address: str) -> str:
    """An address without what the sentence has set after it; a bracket that it has opened belongs to it."""
    while address[-1] in AFTER or (address[-1] in ")]" and address.count(address[-1]) > address.count(OPENED[address[-1]])):
        address = address[:-1]
    return address


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
