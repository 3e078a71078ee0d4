"""Looks at the PDF: it says its title and its language."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Name

from press.checks.subject import Subject, quoted
from press.pdf.claims import title
from press.values.findings import Finding, Severity

TITLE = "title and language are said"
REASON = "PDF/UA-1 (ISO 14289-1), 7.1 and 7.2; WCAG 2.2, 2.4.2 and 3.1.1"
LOOKS_AT = "pdf"
CODES = ("title-missing", "title-other", "title-hidden", "language-missing", "language-other")
WAIVABLE = True


def check(subject: Subject) -> Iterator[Finding]:
    """Warnings for what is missing, errors where it is another than the cell's, a notice for a title not displayed."""
    said, place = title(subject.pdf), subject.page(0)
    language = str(subject.pdf.Root.get(Name.Lang, ""))
    if not said:
        yield Finding(Severity.WARNING, "title-missing", "the file has no title", place, "give the document a title")
    elif subject.cell and not _is_named(said, subject.cell.html.title, subject.production):
        yield Finding(Severity.ERROR, "title-other", f"the file's title is {quoted(said)} and the document's is "
                      f"{quoted(subject.cell.html.title)}", place, "look at <title> in the edition's page.html")
    preferences = subject.pdf.Root.get(Name.ViewerPreferences)
    if said and not (isinstance(preferences, pikepdf.Dictionary) and preferences.get(Name.DisplayDocTitle, False)):
        yield Finding(Severity.NOTICE, "title-hidden", "a reader shows the file's name, not its title", place,
                      "set DisplayDocTitle in the viewer preferences")
    if not language:
        yield Finding(Severity.WARNING, "language-missing", "the file does not say its language", place,
                      "say it, so that it can be read aloud")
    elif subject.cell and language.lower() != subject.cell.html.language.lower():
        yield Finding(Severity.ERROR, "language-other", f"the file says that its language is {language}, the cell's is "
                      f"{subject.cell.html.language}", place, "look at <html lang> in the edition's page.html")


def _is_named(said: str, title: str, production: str) -> bool:
    """Whether a file is called as its document; sheets say after it what they are."""
    found, wanted = ("".join(words.split()) for words in (said, title))
    return found.startswith(wanted) if production == "sheets" else found == wanted
