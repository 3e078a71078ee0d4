"""One job from its document to its PDF. Read this first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from press import words
from press.catalogues.queries import queries
from press.catalogues.review import standing
from press.catalogues.source import check_source
from press.catalogues.translate import check_interface, coverage, translate
from press.checks import Laid
from press.companions import Companions, with_booklet, with_press_file
from press.compose.figures import letters
from press.compose.page import compose, foreign
from press.findings import Finding, Severity
from press.finish import finish
from press.fitting import Attempt, Fitted, fitted
from press.fonts import prepare
from press.job import Edition, Html, Job, Language
from press.manuscript import manuscript
from press.model import Document, Emphasis, State, Strong, passages, walk
from press.preflight import Outcome, preflight
from press.printer import Printer
from press.productions import Produced, produce
from press.progress import doing
from press.results import Result


def build(job: Job, cache: Path) -> Result:
    """The cell's PDF and all that is wrong with it; no PDF when something is an error."""
    return examined(job, cache)[0]


def examined(
    job: Job, cache: Path, validator: str = "", printer: Printer | None = None
) -> tuple[Result, tuple[Outcome, ...]]:
    """The cell's result, and what each check of its PDF says; none where work ended before there was a PDF."""
    doing("translating")
    document, found = translate(job.document, job.catalogue, job.language, job.final)
    interface = check_interface(job.interface, job.language, job.final)
    findings = [*job.findings, *_weighed(job, found), *interface, *_open(job), *words.check(document)]
    if job.language.code == job.document.source_language:
        findings += check_source(job.document, job.language, job.cell)
    if _wrong(findings):
        return _result(job, document, findings), ()
    doing("composing")
    html = composed(job, document, cache, found)
    findings += html.findings
    if _wrong(findings):
        return _result(job, document, findings), ()
    fit = _laid_out(job, document, html, found, cache)
    laid = fit.attempt.laid
    doing("finishing")
    pages, heard = _finished(job, fit.attempt)
    made = produce(pages, laid)
    doing("checking")
    # A working copy has other words than the document's, and is checked as any PDF is.
    cell = None if job.edition.is_working_copy else laid
    outcomes = preflight(job.cell, made.pdf, cell, validator, pages, printer or made.limits)
    findings += [*heard, *made.findings, *(finding for outcome in outcomes for finding in outcome.findings)]
    doing("making what goes with it")
    beside = Companions() if _wrong(findings) else _beside(job, laid, made, outcomes, cache)
    findings += beside.findings
    result = _result(job, document, findings, fit)
    if _wrong(findings):
        return result, outcomes
    return replace(result, pdf=made.pdf, part=made.part, further=(*made.further, *beside.files)), outcomes


def _laid_out(job: Job, document: Document, html: Html, found: Iterable[Finding], cache: Path) -> Fitted:
    """The composed page laid out, in the design whose number of pages the binding takes."""
    # The engine takes most of a start's time, and a list or a mistake in a document needs none.
    from press.engine.render import lay

    def attempt(edition: Edition) -> Attempt:
        """The cell in a design, laid out."""
        page = html if edition is job.edition else composed(replace(job, edition=edition), document, cache, found)
        pages = lay(page)
        return Attempt(Laid(document, page, pages.layout, job.language, job.languages, edition), pages)

    return fitted(job.edition, attempt)


def _finished(job: Job, attempt: Attempt) -> tuple[bytes, tuple[Finding, ...]]:
    """The pages as a tagged PDF, and what the engine complained of."""
    from press.engine.render import versions

    laid = attempt.laid
    raw, heard = attempt.pages.pdf(job.cell, job.edition.standard)
    name = f"{laid.document.name}_{laid.document.language}.md"
    attached = {name: manuscript(laid.document)} if job.edition.attach else {}
    return finish(raw, laid.html, versions(), attached), heard


def _beside(job: Job, laid: Laid, made: Produced, outcomes: tuple[Outcome, ...], cache: Path) -> Companions:
    """What goes with the file of a cell to who prints it."""
    is_draft = _draft(job, laid.document)
    edition = laid.edition
    if edition.production == "sheets" and edition.sheets:
        return with_booklet(job, laid, edition.sheets, is_draft, cache)
    if edition.press and made.ready:
        return with_press_file(job, laid, edition.press, made.ready, made.part, outcomes, is_draft)
    return Companions()


def composed(job: Job, document: Document, cache: Path, found: Iterable[Finding] = ()) -> Html:
    """The translated document of a job as a page, with fonts prepared in `cache`; `found` is wrong with its translation."""
    known = standing(job.document, job.catalogue, found, coverage(document)) if job.catalogue else None
    tongues = (job.language, *foreign(document, job.language.code, job.languages).values())
    each = {tongue.code: tongue for tongue in tongues}.values()
    faces = prepare(each, _needed(document, job.language), cache, *_emphasised(document, each))
    return compose(document, job.edition, job.language, job.languages, (known, job.interface), faces, job.final)


def _weighed(job: Job, found: Iterable[Finding]) -> Iterator[Finding]:
    """What is wrong with the translation: it hinders no working copy, which is made to show it."""
    for finding in found:
        lowered = job.edition.is_working_copy and finding.severity is Severity.ERROR
        yield replace(finding, severity=Severity.WARNING) if lowered else finding


def _wrong(findings: list[Finding]) -> bool:
    """Whether one of the findings is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def _open(job: Job) -> Iterator[Finding]:
    """The document's open queries: a final build refuses them."""
    for query in job.document.queries:
        if not query.settled:
            yield Finding(
                Severity.ERROR if job.final else Severity.NOTICE, "query", f"open query at {query.where}: {query.question}",
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


def _draft(job: Job, document: Document) -> bool:
    """Whether a final build would refuse the cell: a query is open, or a passage not translated."""
    if job.edition.is_working_copy:
        return False
    stale = any(passage.state in (State.FUZZY, State.UNTRANSLATED) for passage in passages(document))
    asked = any(not query.settled for query in job.document.queries)
    return stale or asked or any(True for catalogue in (job.catalogue, job.interface) for _ in queries(catalogue, job.final))


def _result(job: Job, document: Document, findings: list[Finding], fit: Fitted | None = None) -> Result:
    """What a job gives, without a PDF; `fit` where its pages were laid out."""
    result = Result(job.cell, None, _draft(job, document), 0, 0, coverage(document), tuple(findings))
    if fit is None:
        return result
    laid = fit.attempt.laid
    return replace(result, pages=laid.layout.pages, notes=len(laid.html.notes), fitted=fit.words,
                   layouts=laid.layout.layouts)
