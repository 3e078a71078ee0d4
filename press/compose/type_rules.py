"""The part of the style sheet that follows from language and edition: fonts, sizes, margins, digits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from press.fonts.coverage import has_superiors
from press.fonts.families import chain, face_name
from press.languages.language import ROLES
from press.values.edition import Edition
from press.values.face import Face
from press.values.findings import ProjectError
from press.values.language import Language
from press.values.lengths import AROUND
from press.values.lengths import lengths as lengths_of

# The smallest area of type: so many times the size of the type in width, so many lines in height.
NARROWEST, LOWEST = 6, 6
# What of emphasis is not as usual: words lean, are heavy, have another face, or are underlined where a face has no weights.
PLAIN = {"style": "normal", "weight": "inherit", "font": "inherit", "line": "none", "strong-font": "inherit",
         "strong-line": "none"}
EMPHASIS: Mapping[str, dict[str, str]] = {
    "italic": {"style": "italic"},
    "weight": {"weight": "700"},
    "face": {"font": "var(--heading)", "strong-font": "var(--heading)"},
    "line": {"line": "underline", "strong-line": "underline"},
}

# Paper can't be clicked: what a design for the screen does to links does not show there. Calls are links too, and are seen.
ON_PAPER = """
a:not(.call, .marker), a:not(.call, .marker) * { color: inherit !important; text-decoration: none !important;
  border: 0 !important; background: none !important }
"""


def lengths(edition: Edition, key: str, count: int) -> tuple[float, ...]:
    """The lengths of a key of [page], in pt."""
    return lengths_of(edition.page[key], count, key, edition.place)


def families(language: Language, role: str) -> str:
    """The families of a role, as a style sheet names them."""
    return ", ".join(f'"{face_name(family, role)}"' for family in chain(language, role))


def type_rules(
    edition: Edition, language: Language, others: Mapping[str, Language], around: Iterable[str], faces: Iterable[Face]
) -> str:
    """The style sheet; `others` are the further languages on the page by code, `around` those with others inside."""
    return "\n".join([*_faces(faces), *_page(edition, language), _root(edition, language), *_digits(language),
                      *_others(language, others, around)])


def _faces(faces: Iterable[Face]) -> Iterator[str]:
    """One rule for each font file."""
    for face in faces:
        style = "italic" if face.italic else "normal"
        yield (f'@font-face {{ font-family: "{face.family}"; src: url("{face.path.resolve().as_uri()}");'
               f" font-weight: {face.weight}; font-style: {style} }}")


def measure(edition: Edition, language: Language) -> tuple[float, float, float, float, float]:
    """Margins at top, outside, bottom and inside, and the width of the text, in pt.

    Where lines are made even by their characters, the width is a whole number of them.
    """
    width, height = lengths(edition, "size", 2)
    top, outer, bottom, inner = lengths(edition, "margins", 4)
    room = width - outer - inner
    tall = height - top - bottom
    if room < NARROWEST * size(edition, language) or tall < LOWEST * leading(edition, language):
        raise ProjectError(f"the page has no room for text between its margins: {room:.0f} by {tall:.0f} pt",
                           edition.place, "make the page larger, or margins and type smaller")
    text = room * float(language.typography["measure"])
    if language.typography["evenly"] == "characters":
        em = size(edition, language)
        text = int(text / em + 1e-6) * em
    spare = (room - text) / 2
    return top, outer + spare, bottom, inner + spare, text


def size(edition: Edition, language: Language) -> float:
    """The size of running text, in pt."""
    return lengths(edition, "text-size", 1)[0] * float(language.typography["size"])


def leading(edition: Edition, language: Language) -> float:
    """The distance of baselines, in pt."""
    return lengths(edition, "line-height", 1)[0] * float(language.typography["leading"])


def _page(edition: Edition, language: Language) -> Iterator[str]:
    """The page's size and margins; recto and verso where the edition is mirrored."""
    top, outer, bottom, inner, _ = measure(edition, language)
    around = f" bleed: {AROUND:.3f}pt;" if edition.is_on_press else ""
    yield (f"@page {{ size: {edition.page['size']};{around} direction: {language.direction};"
           f" margin: {top:.3f}pt {outer:.3f}pt {bottom:.3f}pt {inner:.3f}pt }}")
    # A recto is a right page, but a left one where books are read from the right.
    if edition.options.get("mirrored"):
        yield f"@page :right {{ margin-left: {inner:.3f}pt; margin-right: {outer:.3f}pt }}"
        yield f"@page :left {{ margin-left: {outer:.3f}pt; margin-right: {inner:.3f}pt }}"


def _root(edition: Edition, language: Language) -> str:
    """What holds for the whole page."""
    caps = "all-small-caps" if language.typography["small-capitals"] else "normal"
    figures = '"sups"' if has_superiors(language) else "normal"
    top, outer, bottom, inner, text = measure(edition, language)
    height = lengths(edition, "size", 2)[1] - top - bottom
    first = language.typography["indent"] if language.typography["evenly"] == "characters" else "0"
    raised = ("0", "1em") if has_superiors(language) else (".5em", ".64em")
    return (
        f":root {{ {_roles(language)} --line: {leading(edition, language):.3f}pt;"
        f" --indent: {language.typography['indent']}; --first-indent: {first};"
        f" --align: {'start' if language.typography['evenly'] == 'none' else 'justify'};"
        f" --lead-align: {'start' if first == '0' else 'justify'};"
        f" --tall: {language.typography['title-leading']}; --capitals: {caps}; --superiors: {figures};"
        f" --height: {height:.3f}pt; --measure: {text:.3f}pt;"
        f" --top: {top:.3f}pt; --outside: {outer:.3f}pt; --bottom: {bottom:.3f}pt; --inside: {inner:.3f}pt;"
        f" --bleed: {edition.press.bleed if edition.press else 0:.3f}pt;"
        f" --call-raise: {raised[0]}; --call-size: {raised[1]}; font-size: {size(edition, language):.3f}pt }}"
    )


def _roles(language: Language) -> str:
    """The variables that a language fills."""
    roles = " ".join(f"--{role}: {families(language, role)};" for role in ROLES)
    hyphens = "auto" if language.typography["hyphenate"] else "manual"
    emphasis = PLAIN | EMPHASIS[str(language.typography["emphasis"])]
    marks = " ".join(f"--emphasis-{key}: {value};" for key, value in emphasis.items())
    return f"{roles} {marks} --hyphens: {hyphens};"


def _digits(language: Language) -> Iterator[str]:
    """Counters in the language's digits, for lists and folios."""
    symbols = " ".join(f'"{digit}"' for digit in language.digits)
    for name, sign in (("own", "."), ("own-parenthesis", ")")):
        yield f'@counter-style {name} {{ system: numeric; symbols: {symbols}; suffix: "{sign} " }}'


def _others(language: Language, others: Mapping[str, Language], around: Iterable[str]) -> Iterator[str]:
    """Fonts and relative size of words in other languages, also of one inside another."""
    known = {**others, language.code: language}
    for code, other in others.items():
        size = f"font-size: {_ratio(other, language)}em"
        yield f'[lang="{code}"] {{ {_roles(other)} hyphens: var(--hyphens) }}'
        yield f'span[lang="{code}"] {{ {size} }}'
        # A note is set in the page's size, also where its call stands among other words.
        yield f'.note span[lang="{code}"][lang] {{ {size} }}'
    for outside in sorted(set(around) & others.keys()):
        yield f'[lang="{outside}"] [lang="{language.code}"] {{ {_roles(language)} hyphens: var(--hyphens) }}'
        for code, inside in known.items():
            ratio = "1" if code == outside else _ratio(inside, others[outside])
            yield f'span[lang="{outside}"] span[lang="{code}"]:not(.note) {{ font-size: {ratio}em }}'


def _ratio(inside: Language, around: Language) -> str:
    """How much larger words of one language are set among those of another."""
    return f"{float(inside.typography['size']) / float(around.typography['size']):.4f}"
