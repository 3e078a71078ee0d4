"""Faults put into true translations of all languages are found, and the true ones raise no finding: two figures."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from press.catalogues.checking import check
from press.catalogues.translate import translate
from press.commands.catalogue_check import findings
from press.project import INTERFACE, Project
from press.reading.inlines import inlines
from press.values.catalogue import Entry
from press.values.document import Document, Passage, passages
from press.values.findings import ProjectError
from press.values.language import Language
from tests.catalogues.faults import FAULTS

NAME = "statement-1988"
SOURCE = "en"
SEED = 1988
# So many faults of each kind are put into each language, at most.
EACH = 8
# English as the translation of the French: the author's calls and marks stand where the rules would not have them, and
# Amnesty's title, with its year, stands once and not in two languages.
AUTHORS_OWN = {"call-position": 3, "quotes": 1, "numbers": 2}


@pytest.fixture(scope="module")
def project(root: Path) -> Project:
    return Project(root)


def statement(project: Project) -> Document:
    found = project.documents[NAME]
    assert not isinstance(found, ProjectError)
    return found[0]


def languages(project: Project) -> Mapping[str, Language]:
    return {code: found for code, found in project.languages.items() if isinstance(found, Language)}


def pairs(project: Project, code: str) -> Iterator[tuple[Passage, Entry]]:
    """Each message of the statement with its translation; English is taken as a translation of the French."""
    document = statement(project)
    if code != SOURCE:
        catalogue = project.catalogue(code, NAME)
        assert catalogue
        for passage in dict.fromkeys(passages(document)):
            if passage.is_message:
                yield passage, catalogue.entries[passage.context, passage.text]
        return
    french, _ = translate(document, project.catalogue("fr", NAME), languages(project)["fr"], final=False)
    for source, english in zip(passages(french), passages(document), strict=True):
        if english.is_message:
            yield source, Entry(english.text, False, "", english.place)


def codes(source: Passage, text: str, entry: Entry, language: Language) -> Counter[str]:
    return Counter(f.code for f in check(source, text, inlines(text, {}), entry, language))


def own(source: Passage, entry: Entry, language: Language) -> Counter[str]:
    return codes(source, entry.translation, entry, language)


def test_every_seeded_fault_is_found(project: Project, record_property: Callable[[str, object], None]) -> None:
    made: Counter[tuple[str, str]] = Counter()
    missed = []
    for code, language in languages(project).items():
        messages = list(pairs(project, code))
        for name, (fault, expected) in FAULTS.items():
            chance = random.Random(f"{SEED} {code} {name}")
            for source, entry in chance.sample(messages, len(messages)):
                pair = fault(source, entry.translation, language, chance)
                # What the author of the English has done already can't be done once more.
                if pair is None or made[code, name] == EACH or (code == SOURCE and own(source, entry, language)[expected]):
                    continue
                made[code, name] += 1
                if not codes(*pair, entry, language)[expected]:
                    missed.append(f"{code}: {name}: {pair[1][:80]}")
    assert len(languages(project)) == 10
    assert len(FAULTS) >= 15
    assert {name for _, name in made} == set(FAULTS)
    figures = f"{made.total()} faults of {len(FAULTS)} kinds in {len(languages(project))} languages: {len(missed)} missed"
    record_property("faults", figures)
    print(figures)
    assert not missed, missed[:10]


def test_true_translations_raise_no_finding(project: Project, record_property: Callable[[str, object], None]) -> None:
    chosen = [(name, code) for name in (NAME, INTERFACE) for code in languages(project) if code != SOURCE]
    found = [finding for finding in findings(project, chosen) if finding.code != "query"]
    catalogues = [project.catalogue(code, name) for name, code in chosen]
    messages = sum(len(catalogue.entries) for catalogue in catalogues if catalogue)
    figures = f"{messages} true translations: {len(found)} findings"
    record_property("true translations", figures)
    print(figures)
    assert messages >= 9 * 50
    assert not found, [str(finding) for finding in found]


def test_english_as_a_translation_has_only_what_its_author_did(project: Project) -> None:
    language = languages(project)[SOURCE]
    found = sum((codes(s, e.translation, e, language) for s, e in pairs(project, SOURCE)), Counter())
    assert found == AUTHORS_OWN


def test_a_fault_in_a_catalogue_is_found_in_its_place(project: Project) -> None:
    catalogue = project.catalogue("fr", NAME)
    assert catalogue
    (identity, entry), *_ = [item for item in catalogue.entries.items() if "1979" in item[0][1]]
    wrong = replace(entry, translation=entry.translation.replace("1979", "1997"))
    changed = replace(catalogue, entries={**catalogue.entries, identity: wrong})
    _, found = translate(statement(project), changed, languages(project)["fr"], final=False)
    assert [str(f).split("\n")[0] for f in found if f.code != "query"] == [
        f"{entry.place}: error: the year 1979 is missing [numbers]",
        f"{entry.place}: warning: the number 1997 is not in the source [numbers]",
    ]
