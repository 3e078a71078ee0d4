"""The verb for languages: makes the folder of one from what is known of it, and says what a person must still decide."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

import click

from press.commands.catalogue import update
from press.files import write
from press.findings import ProjectError
from press.fonts import chain, families_for_script, known_families, uncovered
from press.job import Language
from press.languages import LATIN_DIGITS, ROLES, make_language, script_of
from press.project import INTERFACE, Project
from press.rules import cldr, cldr_version, known_languages
from press.tables import Table

# A language, and after it a script or a region (BCP 47).
CODE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")


@click.group()
def language() -> None:
    """Languages of the project."""


@language.command()
@click.argument("code")
@click.pass_context
def add(context: click.Context, code: str) -> int:
    """Makes locales/CODE/ with its language.toml, from CLDR, and catalogues without translations.

    CODE is a code of BCP 47, like nl, pt or zh-Hant.
    """
    root: Path = context.obj
    project = Project(root)
    folder = root / "locales" / code
    made = _described(project, code, folder)
    where = f"locales/{code}/language.toml"
    write(folder / "language.toml", _table(made).encode(), where)
    print(f"{where}: made from CLDR {cldr_version()}")
    context.invoke(update, names=tuple(f"{name}/{code}" for name in (*_documents(project, code), INTERFACE)))
    print("What a person must still decide:")
    for decision in _decisions(made):
        print(f"  {decision}")
    return 0


def _described(project: Project, code: str, folder: Path) -> Language:
    """The language as its data describe it; ProjectError when its folder is there, or nothing is known of it."""
    if code in project.names("locales"):
        raise ProjectError(f"the language {code} is there already", f"locales/{code}",
                           "change its language.toml, or take the folder away first")
    if not (CODE.fullmatch(code) and cldr(code)):
        meant = _as_usual(code)
        near = [meant] if CODE.fullmatch(meant) and cldr(meant) else get_close_matches(code, known_languages(), 1)
        near = near or get_close_matches(code[:2], known_languages(), 1)
        raise ProjectError(f'nothing is known of a language "{code}"', "",
                           (f"did you mean {near[0]}? If not, " if near else "") +
                           f"write locales/{code}/language.toml yourself (docs/adding.md)")
    return make_language(code, Table({}, "", f"locales/{code}/language.toml"), folder, families_for_script(script_of(code)))


def _as_usual(code: str) -> str:
    """A code as BCP 47 writes it by convention (RFC 5646, 2.1.1): zh-Hant, pt-BR."""
    first, *others = code.replace("_", "-").split("-")
    return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in others)])


def _documents(project: Project, code: str) -> Iterator[str]:
    """The documents that can be translated into the language: those that can be read and are not written in it."""
    for name, found in project.documents.items():
        if not isinstance(found, ProjectError) and found[0].source_language != code:
            yield name


def _table(made: Language) -> str:
    """The text of language.toml; what follows from the script or the code is left out."""
    rows = {"name": made.name, "english": made.english, "quotes": list(made.quotes)}
    if made.direction == "rtl":
        rows["direction"] = made.direction
    if made.digits != LATIN_DIGITS:
        rows["digits"] = made.digits
    # JSON and TOML write these values alike.
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in rows.items())


def _decisions(made: Language) -> Iterator[str]:
    """What the data leave open, each with what is done as long as nobody decides."""
    code, row, rules = made.code, cldr(made.code), made.conventions
    yield f"name: {made.name} ({made.english}), by CLDR; it stands on the pages of other languages"
    outer, inner = made.quotes[:2], made.quotes[2:]
    if list(made.quotes) != row["quotes"]:
        yield f"quotes: {' '.join(made.quotes)} by {rules.sources['quotes']}; CLDR has {' '.join(row['quotes'])}"
    elif outer == inner:
        yield f"quotes: CLDR has {' '.join(outer)} inside {' '.join(outer)} too; name others for the inner ones if it is so"
    if "native-digits" in row:
        yield f"digits: {made.digits} by CLDR; {row['native-digits']} where readers expect them"
    if rules.call == "open":
        yield "calls: no rule is known where they stand among marks, so that is not checked; [rules.calls] can say it"
    elif "calls" in rules.weak:
        yield f"calls: {rules.call}, by a secondary source ({rules.sources['calls']})"
    if not families_for_script(script_of(code)):
        yield (f"fonts: none of the project has the script {script_of(code)}; put files into locales/{code}/fonts/ "
               "and name their family in [fonts]")
    elif missing := uncovered(made.name, made):
        yield f"fonts: those of the script lack {' '.join(missing)}; put files into locales/{code}/fonts/"
    script = script_of(code)
    for name in dict.fromkeys(family.name for role in ROLES for family in chain(made, role) if script in family.shapes):
        yield (f"fonts: {name} has {known_families()[name].shapes[script]}; put files with those that readers know into "
               f"locales/{code}/fonts/ and name their family in [fonts]")
    if made.typography["hyphenate"] and not _hyphenates(code):
        yield "hyphenation: there are no patterns, so words are not broken; a larger measure keeps lines even"
    yield f"words: terms and names go into locales/{code}/glossary.csv (source,translation,kind,note)"


def _hyphenates(code: str) -> bool:
    """Whether there are hyphenation patterns for the language."""
    import pyphen

    return pyphen.language_fallback(code.replace("-", "_")) is not None
