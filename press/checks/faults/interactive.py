"""Looks at the PDF: nothing in it is for a screen only."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Name

from press.checks.subject import Subject
from press.pdf.boxes import boxes_of
from press.pdf.geometry import Box, meet, upright
from press.values.findings import Finding, Severity

TITLE = "no links, forms, scripts, files or hidden layers"
REASON = "PDF/X-4 (ISO 15930-7): annotations stand beside the bleed, and nothing runs; what is hidden some presses print"
LOOKS_AT = "pdf"
PRODUCTIONS = ("press",)
CODES = ("screen-only", "layer-hidden")
WAIVABLE = False

# ISO 32000-1, 14.11.3 and 14.11.6: these are a printer's own.
PRINTERS_OWN = (Name.PrinterMark, Name.TrapNet)
ROOT = {"/AcroForm": "a form", "/OpenAction": "an action at its opening", "/AA": "actions"}
NAMES = {"/JavaScript": "scripts", "/EmbeddedFiles": "files inside"}


def check(subject: Subject) -> Iterator[Finding]:
    """Errors for what a press can't show."""
    for number, page in enumerate(subject.pdf.pages, 1):
        own = boxes_of(page)
        count = sum(1 for item in page.obj.get(Name.Annots, ()) if _is_on(item, own.bleed or own.cut))
        if count:
            yield Finding(Severity.ERROR, "screen-only", f"the page has links, form fields or comments: {count}",
                          subject.page(number), "export it for print, without them")
    found = [words for key, words in ROOT.items() if key in subject.pdf.Root]
    names = subject.pdf.Root.get(Name.Names)
    found += [words for key, words in NAMES.items() if isinstance(names, pikepdf.Dictionary) and key in names]
    if found:
        yield Finding(Severity.ERROR, "screen-only", f"the file has {', '.join(found)}", subject.page(0),
                      "export it for print, without what is for a screen")
    hidden = _hidden(subject.pdf.Root.get(Name.OCProperties))
    if hidden:
        yield Finding(Severity.ERROR, "layer-hidden", f"the file has hidden layers: {', '.join(hidden)}", subject.page(0),
                      "take hidden layers out: some presses print them")


def _is_on(item: object, bleed: Box) -> bool:
    """Whether an annotation is on the page or its bleed, and no printer's own."""
    if not isinstance(item, pikepdf.Dictionary) or item.get(Name.Subtype) in PRINTERS_OWN:
        return False
    return meet(upright(item.get(Name.Rect, (0, 0, 0, 0))), bleed)


def _hidden(layers: object) -> list[str]:
    """The names of layers that are not shown at first (ISO 32000-1, 8.11.4.3)."""
    usual = layers.get(Name.D) if isinstance(layers, pikepdf.Dictionary) else None
    if not isinstance(layers, pikepdf.Dictionary) or not isinstance(usual, pikepdf.Dictionary):
        return []
    shown = {layer.objgen for layer in usual.get(Name.ON, ())}
    off = [layer for layer in layers.get(Name.OCGs, ()) if layer.objgen not in shown] \
        if usual.get(Name.BaseState) == Name.OFF else list(usual.get(Name.OFF, ()))
    return [str(layer.get(Name.Name, "without a name")) for layer in off]
