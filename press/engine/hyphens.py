"""The last word of a paragraph is not divided: half a word alone makes no line.

WeasyPrint 70.0 knows no hyphenate-limit-last, and an element around the word makes it break lines early. A text that ends
with `LAST` is set again without hyphens where its last word would be divided; `tests/engine/test_hyphens.py` finds those.
"""

from __future__ import annotations

from typing import Any

# A word joiner: it has no glyph and leaves no trace in the PDF's text.
LAST = "\u2060"


def split_first_line(plain: Any, text: str, style: Any, *arguments: Any, **named: Any) -> Any:
    """The engine's first line of a text, by its own rules or without a hyphen."""
    split = plain(text, style, *arguments, **named)
    resume_at = split[2]
    if resume_at is None or style["hyphens"] != "auto" or not text.endswith(LAST):
        return split
    done, left = (part.decode() for part in (text.encode()[:resume_at], text.encode()[resume_at:]))
    if " " in left or done.endswith(" ") or not done[-1:].isalpha():
        return split
    style = style.copy()
    style["hyphens"] = "manual"
    return plain(text, style, *arguments, **named)
