"""A document in an edition to one HTML page: templates, numbered notes, the style sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from press.compose import figures
from press.compose.inline import STALE, UNBROKEN, Setting
from press.compose.interface import INTERFACE_LANGUAGE, Words, bare
from press.compose.proof import Proof, Wording, numbered
from press.compose.styles import joined, style_sheets
from press.compose.type_rules import ON_PAPER, type_rules
from press.languages.writing import long_date, name_in, numerals
from press.values.catalogue import Catalogue
from press.values.document import Document, Heading, Span, passages, plain, walk
from press.values.edition import Edition
from press.values.face import Face
from press.values.findings import Place, ProjectError
from press.values.language import Language
from press.values.page import Html
from press.values.results import Standing

PAGE = "page.html"
# What templates put around closing and colophon.
END = '<div class="end">'


def _is_markup(name: str | None) -> bool:
    """Whether what is put into a template is escaped: a text holds no markup."""
    return not (name and name.endswith(".txt"))


@cache
def environment(folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    """The templates' environment: what an edition has itself goes before what is shared."""
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([str(folder) for folder in reversed(folders)]), autoescape=_is_markup,
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["bare"] = bare
    made.tests["kind"] = lambda value, name: type(value).__name__ == name
    return made


def foreign(document: Document, code: str, known: Mapping[str, Language]) -> dict[str, Language]:
    """The further languages of a page; one without a folder is set like the document's own."""
    codes = {passage.language for passage in passages(document)} | {INTERFACE_LANGUAGE, document.source_language}
    for passage in passages(document):
        codes |= {inline.language for inline in walk(passage.inlines) if isinstance(inline, Span) and inline.language}
    usual = known.get(document.source_language) or known[code]
    return {name: known.get(name, usual) for name in sorted(codes - {code})}


def _around(document: Document, edition: Edition) -> set[str]:
    """The languages that others can stand inside: those of passages not translated, and of spans with spans in them."""
    found = {document.source_language} if edition.is_working_copy else set()
    found |= {passage.language for passage in passages(document) if passage.state in STALE}
    for passage in passages(document):
        for inline in walk(passage.inlines):
            if isinstance(inline, Span) and any(isinstance(inner, Span) for inner in walk(inline.children)):
                found.add(inline.language)
    return found


def compose(
    document: Document, edition: Edition, language: Language, known: Mapping[str, Language],
    translation: tuple[Standing | None, Catalogue | None], faces: Iterable[Face], final: bool,
) -> Html:
    """The page of a translated document; `translation` is what is known of its own, and the templates' catalogue."""
    standing, interface = translation
    words = Words(language, interface)
    setting = Setting(document, language, known, edition.is_on_paper)
    others = foreign(document, language.code, known)
    style, sheets = joined(type_rules(edition, language, others, _around(document, edition), faces), style_sheets(edition))
    style = Markup(style + (ON_PAPER if edition.is_on_paper else ""))
    try:
        markup = environment(edition.folders).get_template(PAGE).render(
            _=words, document=document, language=language, edition=edition, set=setting, tongue=setting.tongue,
            direction=setting.direction, text=lambda passage: plain(passage.inlines).replace(UNBROKEN, "-"),
            anchors=_anchors(document),
            style=style, date=_date(document, language),
            numerals=lambda number: numerals(number, language.digits), standing=standing,
            reviewed=_reviewed(standing, language),
            proof=_proof(setting, standing) if standing and edition.is_working_copy else None,
            original=name_in(document.source_language, language), lead=_has_lead(document),
        )
    except (TemplateError, RecursionError, UnicodeDecodeError, OverflowError) as error:
        raise broken(error, edition, PAGE) from None
    if style not in markup:
        # Without a font the engine ends the whole process.
        raise ProjectError("the page has no style sheet", f"templates/{edition.name}/{PAGE}",
                           "write <style>{{ style }}</style> into its head, as templates/_shared/page.html does")
    return Html(
        markup=markup, folders=_folders(document, language, faces),
        notes={} if edition.is_working_copy else setting.places(),
        title=plain(document.fields["title"].inlines), language=language.code, direction=language.direction,
        digits=language.digits, findings=(*words.findings(final), *figures.faults(document, language)),
        has_end=END in markup, keeps_inks=edition.is_on_press, sheets=sheets,
    )


def _reviewed(standing: Standing | None, language: Language) -> str:
    """The date of the review that holds, as the language writes it; nothing where none has a code."""
    review = standing and standing.review
    return long_date(review.date, language) if review and review.code else ""


def _proof(setting: Setting, standing: Standing) -> Proof:
    """What the template of a proof asks for."""
    document, known = setting.document, setting.languages
    source = known.get(document.source_language, setting.language)
    order = numbered(setting)
    own, foreign_words = (Wording(document, tongue, known, order=order) for tongue in (setting.language, source))
    return Proof(own, foreign_words, standing)


def broken(error: Exception, edition: Edition, template: str) -> ProjectError:
    """The error for a template that is missing or can't be rendered."""
    where = f"templates/{edition.name}/{template}"
    if isinstance(error, RecursionError):
        return ProjectError("the template includes or extends itself", where,
                            "copy what it needs of templates/_shared/page.html: a file of that name goes before it")
    if isinstance(error, UnicodeDecodeError):
        return ProjectError(f"this is not UTF-8: byte 0x{error.object[error.start]:02x}", where, "save the file as UTF-8")
    name, line = getattr(error, "filename", None), getattr(error, "lineno", 0) or 0
    inside = [Path(name).relative_to(folder.parent) for folder in edition.folders if Path(name).is_relative_to(folder)] \
        if name else []
    if inside:
        where = f"templates/{inside[0].as_posix()}"
    return ProjectError(f"the template can't be rendered: {error}", Place(where, line),
                        "a template can use what templates/_shared/page.html uses")


def _folders(document: Document, language: Language, faces: Iterable[Face]) -> tuple[Path, ...]:
    """The folders that the page may read: the document's, its figures in this language, the fonts."""
    fonts = {face.path.parent for face in faces}
    return (document.folder, figures.folder_of(document, language), *sorted(fonts))


def _anchors(document: Document) -> dict[int, str]:
    """An id for each heading, by the position of its block; an author's own goes before."""
    return {
        number: f"h-{block.id}" if block.id else f"section-{number}"
        for number, block in enumerate(document.blocks) if isinstance(block, Heading)
    }


def _has_lead(document: Document) -> bool:
    """Whether the document opens with one paragraph before its first heading."""
    kinds = [type(block).__name__ for block in document.blocks[:2]]
    return kinds == ["Paragraph", "Heading"]


def _date(document: Document, language: Language) -> str:
    """The document's date as the language writes it."""
    date = document.facts.get("date", "")
    return long_date(date, language) if isinstance(date, str) and date else ""
