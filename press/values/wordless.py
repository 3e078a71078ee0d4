"""What is no word in a text, and never translated: addresses and documents' symbols."""

from __future__ import annotations

import re

# An address as it is typed: with a scheme, of mail, or a host with a path (RFC 3986 has these signs in it).
ADDRESS = re.compile(
    r"(?:[a-z][a-z\d+.-]*://|mailto:)[\w.~:/?#\[\]@!$&'()*+,;=%-]+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w.])(?:[a-z\d-]+\.)+[a-z]{2,}/[\w.~:/?#@!$&'()*+,;=%-]*", re.I | re.A)
# A document's symbol, A/72/322 or ICC-01/04-01/06: capitals and figures joined by slashes, a figure among them.
SYMBOL = re.compile(
    r"\b(?=[\w./-]*\d)[A-Z]{1,5}(?:[-.][A-Z0-9]+)*"
    r"(?:/(?:(?:Add|Amend|Corr|Rev|Summary)\.\d+|[A-Z0-9][A-Z0-9.-]*))+(?<![.-])")


def has_words(text: str) -> bool:
    """Whether a letter remains in a text without its addresses and documents' symbols."""
    return bool(re.search(r"[^\W\d_]", SYMBOL.sub("", ADDRESS.sub("", text))))
