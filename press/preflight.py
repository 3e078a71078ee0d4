"""Runs the checks that look at a finished layout and at what is on it."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks import glyphs, notes
from press.layout import Layout
from press.model import Document, Finding, Html, Job


def preflight(job: Job, document: Document, html: Html, layout: Layout) -> Iterator[Finding]:
    """What is wrong with a cell that has been laid out; `document` is the translated one."""
    yield from glyphs.check(document, job.language, job.languages)
    yield from notes.check(html, layout)
