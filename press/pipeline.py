"""One job from its document to its PDF. Read this first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from press.catalogues.queries import queries
from press.catalogues.review import standing
from press.catalogues.source import check_source
from press.catalogues.translate import check_interface, coverage, translate
from press.checks import length
from press.checks.preflight import Outcome, preflight
from press.compose.figures import letters
from press.compose.manuscript import manuscript
from press.compose.page import compose, foreign
from press.fonts.cutting import prepare
from press.processes.progress import doing
from press.production.finish import finish
from press.production.fitting import Attempt, Fitted, fitted
from press.production.kinds import known
from press.production.production import Produced
from press.values.document import Document, Emphasis, State, Strong, passages, walk
from press.values.edition import Edition
from press.values.findings import Finding, Severity
from press.values.job import Copy
from press.values.laid import Laid
from press.values.language import Language
from press.values.page import Html
from press.values.printer import Printer
from press.values.results import Result

# What a draft is made with, and a final is not: what else is missing is found with it, not one a run.
REFUSED_IN_FINALS = frozenset({"no-message", "query", "stale"})


def build(copy: Copy, cache: Path) -> Result:
    """The cell's PDF and all that is wrong with it; no PDF when something is an error."""
    return examined(copy, cache)[0]


def examined(
    copy: Copy, cache: Path, validator: str = "", printer: Printer | None = None
) -> tuple[Result, tuple[Outcome, ...]]:
    """The cell's result, and what each check of its PDF says; none where work ended before there was a PDF."""
    doing("translating")
    document, found = translate(copy.document, copy.catalogue, copy.language, copy.final)
    findings = [*copy.findings, *_said(copy, document, found)]
    if _wrong(finding for finding in findings if finding.code not in REFUSED_IN_FINALS):
        return _result(copy, document, findings), ()
    production = known()[copy.edition.production]
    if production.begins == "document":
        return _sent(copy, document, findings, production.make(copy, document)), ()
    doing("composing")
    html = composed(copy, document, cache, found)
    findings += html.findings
    if _wrong(findings):
        return _result(copy, document, findings), ()
    if production.begins == "html":
        return _sent(copy, document, findings, production.make(copy, document, html)), ()
    fit = _laid_out(copy, document, html, found, cache)
    laid = fit.attempt.laid
    doing("finishing")
    pages, heard = _finished(copy, fit.attempt)
    made = production.make(pages, laid)
    doing("checking")
    # A working copy has other words than the document's, and is checked as any PDF is.
    cell = None if copy.edition.is_working_copy else laid
    outcomes = preflight(copy.cell, made.content, cell, validator, pages, printer or made.limits)
    findings += [*heard, *(finding for outcome in outcomes for finding in outcome.findings)]
    doing("making what goes with it")
    if not _wrong((*findings, *made.findings)):
        beside = production.beside(copy, laid, made, outcomes, _draft(copy, document), cache)
        made = replace(made, further=(*made.further, *beside.files), findings=(*made.findings, *beside.findings))
    return _sent(copy, document, findings, made, fit), outcomes


def _said(copy: Copy, document: Document, found: Iterable[Finding]) -> Iterator[Finding]:
    """What is wrong with the words of a cell, before they are set."""
    yield from _weighed(copy, found)
    yield from check_interface(copy.interface, copy.language, copy.final)
    yield from _open(copy)
    yield from length.check(document)
    if copy.language.code == copy.document.source_language:
        yield from check_source(copy.document, copy.language, copy.cell)


def _sent(
    copy: Copy, document: Document, findings: Iterable[Finding], made: Produced, fit: Fitted | None = None
) -> Result:
    """The result with the files that go out; without them where something is an error."""
    result = _result(copy, document, [*findings, *made.findings], fit)
    if _wrong(result.findings):
        return result
    return replace(result, pdf=made.content, ending=made.ending, part=made.part, further=made.further)


def _laid_out(copy: Copy, document: Document, html: Html, found: Iterable[Finding], cache: Path) -> Fitted:
    """The composed page laid out, in the design whose number of pages the binding takes."""
    # The engine takes most of a start's time, and a list or a mistake in a document needs none.
    from press.engine.render import lay

    def attempt(edition: Edition) -> Attempt:
        """The cell in a design, laid out."""
        page = html if edition is copy.edition else composed(replace(copy, edition=edition), document, cache, found)
        pages = lay(page)
        return Attempt(Laid(document, page, pages.layout, copy.language, copy.languages, edition), pages)

    return fitted(copy.edition, attempt)


def _finished(copy: Copy, attempt: Attempt) -> tuple[bytes, tuple[Finding, ...]]:
    """The pages as a tagged PDF, and what the engine complained of."""
    from press.engine.render import versions

    laid = attempt.laid
    raw, heard = attempt.pages.pdf(copy.cell, copy.edition.standard)
    name = f"{laid.document.name}_{laid.document.language}.md"
    attached = {name: manuscript(laid.document)} if copy.edition.attach else {}
    return finish(raw, laid.html, versions(), attached), heard


def composed(copy: Copy, document: Document, cache: Path, found: Iterable[Finding] = ()) -> Html:
    """The translated document of a copy as a page, with fonts prepared in `cache`; `found` is wrong with its translation."""
    known = standing(copy.document, copy.catalogue, found, coverage(document)) if copy.catalogue else None
    tongues = (copy.language, *foreign(document, copy.language.code, copy.languages).values())
    each = {tongue.code: tongue for tongue in tongues}.values()
    faces = prepare(each, _needed(document, copy.language), cache, *_emphasised(document, each))
    return compose(document, copy.edition, copy.language, copy.languages, (known, copy.interface), faces, copy.final)


def _weighed(copy: Copy, found: Iterable[Finding]) -> Iterator[Finding]:
    """What is wrong with the translation: it hinders no working copy, which is made to show it."""
    for finding in found:
        lowered = copy.edition.is_working_copy and finding.severity is Severity.ERROR
        yield replace(finding, severity=Severity.WARNING) if lowered else finding


def _wrong(findings: Iterable[Finding]) -> bool:
    """Whether one of the findings is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def _open(copy: Copy) -> Iterator[Finding]:
    """The document's open queries: a final build refuses them."""
    for query in copy.document.queries:
        if not query.settled:
            yield Finding(
                Severity.ERROR if copy.final else Severity.NOTICE, "query", f"open query at {query.where}: {query.question}",
                query.place, 'close it with resolution = "…" or accepted = "…", and name and date of who decided',
            )


def _needed(document: Document, language: Language) -> frozenset[int]:
    """The characters that the document's words and those in its drawings need, as code points."""
    words = (passage.text + passage.outdated for passage in passages(document))
    return frozenset(map(ord, "".join((*words, letters(document, language)))))


def _emphasised(document: Document, tongues: Iterable[Language]) -> tuple[bool, bool]:
    """Whether the page needs italic faces, and bold ones."""
    inlines = [inline for passage in passages(document) for inline in walk(passage.inlines)]
    emphasis = {str(tongue.typography["emphasis"]) for tongue in tongues if any(isinstance(i, Emphasis) for i in inlines)}
    return "italic" in emphasis, "weight" in emphasis or any(isinstance(i, Strong) for i in inlines)


def _draft(copy: Copy, document: Document) -> bool:
    """Whether a final build would refuse the cell: a query is open, or a passage not translated."""
    if copy.edition.is_working_copy:
        return False
    stale = any(passage.state in (State.FUZZY, State.UNTRANSLATED) for passage in passages(document))
    asked = any(not query.settled for query in copy.document.queries)
    catalogues = (copy.catalogue, copy.interface)
    return stale or asked or any(True for catalogue in catalogues for _ in queries(catalogue, copy.final))


def _result(copy: Copy, document: Document, findings: list[Finding], fit: Fitted | None = None) -> Result:
    """What a job gives, without a PDF; `fit` where its pages were laid out."""
    result = Result(copy.cell, None, _draft(copy, document), 0, 0, coverage(document), tuple(findings))
    if fit is None:
        return result
    laid = fit.attempt.laid
    return replace(result, pages=laid.layout.pages, notes=len(laid.html.notes), fitted=fit.words,
                   layouts=laid.layout.layouts)
