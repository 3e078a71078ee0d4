"""Inlines to markup: calls and their notes, addresses, marks that need room, words of other languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from press.compose.figures import file_of
from press.compose.interface import bare
from press.languages.addresses import shown, typed, written_out
from press.languages.directions import kept
from press.languages.ranges import FULL_WIDTH, SQUARE
from press.languages.writing import numerals
from press.values.document import (
    Break,
    Call,
    Document,
    Emphasis,
    Inline,
    InlineNote,
    ItemList,
    Link,
    Note,
    Paragraph,
    Passage,
    Picture,
    Quotation,
    Span,
    State,
    Strong,
    Text,
    passages_of,
    walk,
)
from press.values.findings import Place
from press.values.language import Language

OPENING, CLOSING = "“‘«‹„‚", "”’»›"
# Two marks of a pair that open or close together: by themselves they look like one.
NESTED = re.compile(rf"([{OPENING}])(?=[{OPENING}])|([{CLOSING}])(?=[{CLOSING}])")
# Two full-width marks in a row: the white half between them goes (CLREQ 3.1.6), but not in an empty pair.
WIDE_OPENING, WIDE_CLOSING = "“‘《〈「『（【", "”’》〉」』）】，。、；："
CLOSED = re.compile(rf"[{WIDE_OPENING}](?=[{WIDE_OPENING}])|[{WIDE_CLOSING}](?=[{WIDE_OPENING}{WIDE_CLOSING}])")
# The last two words of a paragraph, where the last is short: it is not left alone in a line.
TAIL = re.compile(r"(?<=\S) (?=\S{1,6}$)")
HYPHEN = re.compile(r"-(?=\S{1,6}$)")
WIDE_TAIL = re.compile(rf"(?<=[{SQUARE}])(?=[{SQUARE}]?[{SQUARE}][，。、；：！？”’）》]{{0,3}}$)")
# What would part a name before the dot in it (CLREQ 3.1.10), or a hyphen at the front of a word from the word.
HELD = re.compile(rf"(?<=[{SQUARE}])(?=\u00b7)|(?<=\s-)(?=\w)")
# Spaces that a page shows as one; the engine (WeasyPrint 70.0) takes their number squared to find that out.
SPACES = re.compile(r"[ \t\n]{2,}")
# No break here, and a break here: they have no glyphs, so that they are not in the PDF's text.
JOINER = "\u2060"
BREAK = "\u200b"
# No face has the hyphen at which no line breaks (U+2011): a hyphen between joiners is the same, and is what is searched for.
UNBROKEN = "\u2011"
# Han, kana and full-width signs: a line may break before a call that follows them.
WIDE = re.compile(f"[{FULL_WIDTH}]|[“”‘’…]")
# An address breaks before these, after a colon with its slashes, and never elsewhere (Chicago Manual of Style, 7.46).
ADDRESS = re.compile(r"[a-z]+:/{0,2}|[./\-_~?#%=&@,]?[^./\-_~?#%=&@,]{1,24}|.", re.S)
# So many signs at the end of an address that is written out are not left alone in a line.
LAST = 8
# The width of a figure, in em.
FIGURE = .56


STALE = (State.UNTRANSLATED, State.FUZZY)


@dataclass
class Setting:
    """What setting a document's words needs to know, and which calls have been set; whether addresses are written out."""

    document: Document
    language: Language
    languages: Mapping[str, Language]
    on_paper: bool = False
    numbers: dict[str | InlineNote, int] = field(default_factory=dict)
    called: set[int] = field(default_factory=set)
    labels: dict[State, Markup] = field(default_factory=dict)
    links: tuple[str, str] = ("{}", "{}")

    def __post_init__(self) -> None:
        for passage in self._running():
            for inline in walk(passage.inlines):
                if isinstance(inline, Call):
                    self.numbers.setdefault(inline.note, len(self.numbers) + 1)
                elif isinstance(inline, InlineNote):
                    self.numbers.setdefault(inline, len(self.numbers) + 1)

    def _running(self) -> Iterator[Passage]:
        """The passages that can call notes, in the order of the page."""
        for block in self.document.blocks:
            yield from passages_of(block)
        if "closing" in self.document.fields:
            yield self.document.fields["closing"]

    def places(self) -> dict[int, Place]:
        """For each note's number, where it is written."""
        where = self.document.notes
        return {number: where[name].place if isinstance(name, str) and name in where else self.document.place
                for name, number in self.numbers.items()}

    def name_states(self, untranslated: Markup, fuzzy: Markup) -> str:
        """Nothing; takes up the template's words for what is not translated."""
        self.labels |= {State.UNTRANSLATED: untranslated, State.FUZZY: fuzzy}
        return ""

    def name_links(self, call: Markup, marker: Markup) -> str:
        """Nothing; takes up what is said of the link of a call and of a marker, with {} for the number."""
        self.links = bare(call), bare(marker)
        return ""

    def direction(self, code: str) -> str:
        """The direction of a language, also of one that has no folder."""
        known = self.languages.get(code)
        return known.direction if known else "ltr"

    def tongue(self, passage: Passage) -> str:
        """The language of a passage that is set in another than the page's, else nothing."""
        return passage.language if passage.state in STALE and passage.language != self.language.code else ""

    def passage(self, passage: Passage) -> Markup:
        """The markup of a passage, with a visible label before words that are not translated."""
        # In the narrow cells of a table two words held together would stick out.
        narrow = passage.where == "table cell"
        inlines = passage.inlines if narrow else _with_tail(passage.inlines)
        text = self.inlines(self._kept(inlines, passage), passage)
        if self.language.direction == "rtl" and _is_address(passage):
            # Its point ends it: at the left of the address's last piece it would look like the beginning of this.
            text = Markup('<span dir="ltr">{}</span>').format(text)
        if passage.state not in STALE:
            return text
        label = self.labels[passage.state]
        return Markup('<span class="stale" lang="{}" dir="{}">{}</span> {}').format(
            self.language.code, self.language.direction, label, text)

    def _kept(self, inlines: tuple[Inline, ...], host: Passage) -> tuple[Inline, ...]:
        """Inlines whose words and numbers keep their order where a line breaks."""
        return kept(inlines, self.direction(self.tongue(host) or self.language.code), self.direction)

    def inlines(self, inlines: tuple[Inline, ...], host: Passage) -> Markup:
        """The markup of inlines."""
        parts: list[Markup] = []
        before = ""
        for inline in inlines:
            if isinstance(inline, (Call, InlineNote)):
                parts.append(self._call(inline, before, host))
            else:
                parts.append(self._inline(inline, host))
            before = inline.text[-1:] if isinstance(inline, Text) else "1" if isinstance(inline, Call) else ""
        return Markup("").join(parts)

    def _inline(self, inline: Inline, host: Passage) -> Markup:
        """One inline that is no call."""
        match inline:
            case Text():
                return self._text(inline.text)
            case Break():
                return Markup("<br>")
            case Emphasis():
                return Markup("<em>{}</em>").format(self.inlines(inline.children, host))
            case Strong():
                return Markup("<strong>{}</strong>").format(self.inlines(inline.children, host))
            case Link():
                return self._link(inline, host)
            case Span():
                own = Markup(' lang="{}"').format(inline.language) if inline.language else ""
                return Markup('<span{} dir="{}">{}</span>').format(
                    own, inline.direction or self.direction(inline.language), self.inlines(inline.children, host))
            case Picture():
                return Markup('<img class="inline" src="{}" alt="{}">').format(
                    self.picture(inline.source), inline.alternative)
            case _:
                raise TypeError(type(inline))

    def _text(self, text: str) -> Markup:
        """Words, and addresses among them, that are divided as others are."""
        return Markup("").join(self._address(part) if is_address else self._words(part) for part, is_address in typed(text))

    def _address(self, address: str) -> Markup:
        """An address that is no link: from left to right, never with a hyphen added."""
        return Markup('<span class="address" dir="ltr">{}</span>').format(BREAK.join(_pieces(address)))

    def _words(self, text: str) -> Markup:
        """Words, with room between nested marks where the script's marks are not full-width."""
        text = self._tied(SPACES.sub(" ", text)).replace(UNBROKEN, JOINER + "-" + JOINER)
        escaped = str(escape(HELD.sub(JOINER, text)))
        if self.language.typography["evenly"] == "characters":
            return Markup(CLOSED.sub(r'<span class="closed">\g<0></span>', escaped))
        return Markup(NESTED.sub(r'<span class="nested">\g<0></span>', escaped))

    def _tied(self, text: str) -> str:
        """Words whose plain spaces before marks, and inside quotation marks, are the language's own, which break no line."""
        rules, (opening, closing, *_) = self.language.conventions, self.language.quotes
        for mark, space in rules.spaced.items():
            text = text.replace(f" {mark}", space + mark)
        if rules.quote_space:
            text = text.replace(f"{opening} ", opening + rules.quote_space)
            text = text.replace(f" {closing}", rules.quote_space + closing)
        return text

    def _link(self, link: Link, host: Passage) -> Markup:
        """A link; an address stands from left to right, after the words that paper can't follow in angle brackets.

        RFC 3986, appendix C, advises these: no address has them.
        """
        target = "#h-" + link.target[1:] if link.target.startswith("#") else link.target
        if link.bare:
            return Markup('<a class="address" dir="ltr" href="{}">{}</a>').format(target, BREAK.join(_pieces(shown(link))))
        words = self.inlines(link.children, host)
        address = written_out(link) if self.on_paper else ""
        if not address:
            return Markup('<a href="{}">{}</a>').format(target, words)
        pieces = _pieces(address)
        while len(pieces) > 1 and len(pieces[-1]) < LAST:
            pieces[-2:] = [pieces[-2] + pieces[-1]]
        return Markup('<a href="{}">{} <span class="address" dir="ltr">&lt;{}{}{}&gt;</span></a>').format(
            target, words, JOINER, BREAK.join(pieces), JOINER)

    def _call(self, inline: Call | InlineNote, before: str, host: Passage) -> Markup:
        """A call, and its note where it is called first."""
        name: str | InlineNote = inline.note if isinstance(inline, Call) else inline
        number = self.numbers[name]
        figure = numerals(number, self.language.digits)
        figure = JOINER + figure if WIDE.fullmatch(before) else figure
        apart = " apart" if before.isdigit() else ""
        said = self.links[0].format(numerals(number, self.language.digits))
        if number in self.called:
            return Markup('<a class="call{}" href="#note-{}" data-says="{}">{}</a>').format(apart, number, said, figure)
        self.called.add(number)
        return Markup('<a class="call{}" id="call-{}" href="#note-{}" data-says="{}">{}</a>{}').format(
            apart, number, number, said, figure, self._note(name, number, numerals(number, self.language.digits), host))

    def _note(self, name: str | InlineNote, number: int, figure: str, host: Passage) -> Markup:
        """The note as the engine takes it to the foot of the page."""
        if isinstance(name, InlineNote):
            body = self.inlines(self._kept(name.children, host), host)
        else:
            body = self._note_body(self.document.notes[name])
        inside = isinstance(name, InlineNote) or not self.tongue(host)
        own = "" if inside else Markup(' lang="{}" dir="{}"').format(self.language.code, self.language.direction)
        return Markup(
            '<span class="note" id="note-{}"{}><a class="marker" href="#call-{}" data-says="{}">{}</a> {}</span>').format(
            number, own, number, self.links[1].format(figure), figure, body)

    def _note_body(self, note: Note) -> Markup:
        """The blocks of a note; the first paragraph stands on the line of the marker."""
        first, *rest = note.blocks
        if not isinstance(first, Paragraph):
            return Markup("").join(map(self._note_block, note.blocks))
        start = self._foreign(first.passage, "note-paragraph first")
        return start + Markup("").join(map(self._note_block, rest))

    def _foreign(self, passage: Passage, classes: str) -> Markup:
        """A passage in a span, with its language where it is not the page's."""
        tongue = self.tongue(passage)
        own = Markup(' lang="{}" dir="{}"').format(tongue, self.direction(tongue)) if tongue else ""
        return Markup('<span class="{}"{}>{}</span>').format(classes, own, self.passage(passage))

    def _note_block(self, block: object) -> Markup:
        """A block inside a note, as spans: a note stands inside a line."""
        match block:
            case Paragraph():
                return self._foreign(block.passage, "note-paragraph")
            case Quotation():
                inner = Markup("").join(map(self._note_block, block.blocks))
                return Markup('<span class="note-quotation">{}</span>').format(inner)
            case ItemList():
                items = []
                for count, item in enumerate(block.items, block.start):
                    mark = numerals(count, self.language.digits) + block.sign if block.ordered else "•"
                    inner = Markup("").join(map(self._note_block, item))
                    items.append(Markup('<span class="note-item"><span class="note-mark">{}</span>{}</span>').format(
                        mark, inner))
                return Markup('<span class="note-list{}" style="--mark: {:.4g}em">{}</span>').format(
                    " ordered" if block.ordered else "", FIGURE * _figures(block) + .64, Markup("").join(items))
            case _:
                raise TypeError(type(block))

    @staticmethod
    def counted(block: ItemList) -> dict[str, str]:
        """The attributes of a numbered list: its sign, its first number, and room for numbers of three figures and more."""
        styles = [f"counter-reset: list-item {block.start - 1}"] if block.start != 1 else []
        styles += [f"padding-inline-start: {FIGURE * _figures(block) + .6:.4g}em"] if _figures(block) > 2 else []
        start = {"start": str(block.start), "style": "; ".join(styles)} if styles else {}
        return start | ({"class": "parenthesis"} if block.sign == ")" else {})

    def picture(self, source: str) -> str:
        """The address of a picture; one that the language brings for this document goes before."""
        return file_of(source, self.document, self.language).resolve().as_uri()


def _figures(block: ItemList) -> int:
    """How many figures the widest number of a list has; a bullet needs the room of one."""
    return len(str(block.start + len(block.items) - 1)) if block.ordered else 1


def _pieces(address: str) -> list[str]:
    """The parts of an address between which a line may break."""
    return [re.sub(r"^([-/?])(?=.)", rf"\1{JOINER}", piece) for piece in ADDRESS.findall(address)]


def _with_tail(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Inlines whose last words stay together, the last of them undivided, also where calls and marks follow it."""
    result = list(inlines)
    for place in reversed(range(len(result))):
        part = result[place]
        if isinstance(part, Text):
            result[place] = Text(_tail(part.text))
        if not isinstance(part, (Text, Call, InlineNote)) or (isinstance(part, Text) and " " in part.text):
            break
    return tuple(result)


def _tail(text: str) -> str:
    """A text at the end of a passage: its last words in one, and a sign that no hyphen divides the last."""
    if text.count(" ") > 2:
        return HYPHEN.sub("-" + JOINER, TAIL.sub("\u00a0", text)) + JOINER
    return WIDE_TAIL.sub(JOINER, text) + (JOINER if text[-1:].isalpha() else "")


def _is_address(passage: Passage) -> bool:
    """Whether a passage is an address, or several, with marks and no words."""
    kinds = {isinstance(inline, Link) and inline.bare for inline in passage.inlines if not isinstance(inline, Text)}
    return kinds == {True} and not passage.is_message
