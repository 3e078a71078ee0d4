"""The table of constructs: what is looked for, how much it weighs, its cause after what was written, what to write instead.

The first row that finds something takes it: what is inside code is no formula. Patterns work on stretches, in which what
`\\` makes a character can't be found. docs/adding.md has the same table for authors, with a sample of each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from press.languages.ranges import HEBREW
from press.reading.constructs import blocks
from press.reading.constructs.blocks import Finder, indented, marks
from press.reading.constructs.stretches import PICTURE
from press.values.findings import Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True)
class Construct:
    """One row: the cause comes after what was written.

    `is_typing` where a file has one finding of all its places; `is_brought` where translations are looked through too, whose
    own checks know the others.
    """

    code: str
    severity: Severity
    find: Finder
    cause: str
    remedy: str
    is_brought: bool = True
    is_typing: bool = False


@dataclass(frozen=True)
class Lines:
    """A row whose lines are taken out of a file before it is parsed; each is an error."""

    code: str
    cause: str
    remedy: str


FRONT = Lines("front-matter", "begins front matter, which is not read",
              "write title, authors, date and language into document.toml, and take it out")
CONFLICT = Lines("conflict", "is a mark of git: two versions of the text could not be joined",
                 "keep one of the two versions, and take out the lines with <<<<<<<, ======= and >>>>>>>")
DRAWN = Lines("drawn-table", "rules a table that is drawn with hyphens, which is not read",
              "write a pipe table: | Year | Reports |, below it |---|---|, then a line for each row")

ATTRIBUTE = r"(?:#[\w:.-]+|\.[\w:-]+|=\w+|-|[\w:-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'}]+))"
BRACES = rf"\{{(?::[ \t]*)?{ATTRIBUTE}(?:[ \t]+{ATTRIBUTE})*[ \t]*\}}"
HTML = r"(?:<(?P<tag>[a-zA-Z][\w-]*)(?:\s[^<>]*)?/?>(?:[^<\n]{0,200}</(?P=tag)>)?|</[a-zA-Z][\w-]*>|<[!?][a-zA-Z][^<>]*>)"
LETTER = "[A-Za-zÀ-ɏЀ-ӿ]"

IN_WORDS = (
    # What can't be set as it was meant
    Construct("code-block", ERROR, indented, "is indented by four spaces, which makes it a block of code",
              "take the spaces away; what belongs to an item of a list is indented as far as the item's first word"),
    Construct("fenced-div", ERROR, marks(r"^:{3,}(?:[ \t]*(?:\{[^{}\n]*\}|[\w-]+)[ \t]*:*)?[ \t]*$", "paragraph"),
              "is the fence of a box, which can't be set", "take the fences out, or write the words as a quotation (>)"),
    Construct("drawn-table", ERROR, marks(r"^\+(?:[-=:]{2,}\+)+$", "paragraph"), "draws a grid table, which is not read",
              "write a pipe table: | Year | Reports |, below it |---|---|, then a line for each row"),
    Construct("caption-above", WARNING, blocks.captions_above, "stands above its table, and is set as a paragraph",
              "write the caption below its table: it is set above it"),
    Construct("definition-list", ERROR, blocks.definitions, "is a definition, which can't be set",
              "write a list, - **Term**: what it means; or \\: for the character"),
    Construct("picture-unread", ERROR, marks(rf"{PICTURE}\{{[^{{}}\n]*\}}"),
              "is no figure: what stands in the braces is not read, and the picture is set in a line",
              'take the braces out; only {alt="what it shows"} is read, its words in quotation marks'),
    Construct("picture-unread", ERROR, marks(r"!\[[^\[\]\n]{0,300}\]\([^()\n]{1,300}\)"), "is not read as a picture",
              "write a file's name with spaces in angle brackets: ![caption](<my map.png>)"),
    # What stands in a line and takes what is inside
    Construct("code", WARNING, marks(r"(?<!`)(`{1,3})(?!`)(?:(?!\n\n).){1,500}?(?<!`)\1(?!`)", flags=re.S),
              "is set as it is: there is no type for code", "take the marks out, or write \\` for the character"),
    Construct("formula", WARNING, marks(r"(?<![\w$\\])\$\$(?:(?!\$\$).){1,2000}?\$\$(?!\w)", flags=re.S),
              "is set as it is: formulas are not read", "write it in words and signs (m³, ×, ½), or as a picture"),
    Construct("formula", WARNING,
              marks(r"(?<![\w$\\])\$(?=[^\s$,.;:)])(?!-[a-z]{2})[^$]{0,300}?(?<=[^\s$])\$(?![\w$])(?!\s\d)"),
              "is set as it is: formulas are not read",
              "write it in words and signs (m³, ×, ½), or \\$ where the character is meant"),
    Construct("shortcode", WARNING, marks(r"\{\{[<%][^{}\n]{0,300}[>%]\}\}"), "is set as it is: shortcodes are not read",
              "take it out: pages break by themselves, and the files of a text are named in document.toml"),
    Construct("template-expression", WARNING, marks(r"\{\{[^{}\n]{0,300}\}\}|\{%[^{}%\n]{0,300}%\}"),
              "is set as text: it is not a template",
              "write the words themselves"),
    Construct("critic-mark", WARNING, marks(r"\{(\+\+|--|~~|>>|==)[^{}\n]*?(?:\+\+|--|~~|<<|==)\}"),
              "is set as it is: marks of changes are not read", "settle the change, and take the marks out"),
    Construct("raw-html", WARNING, marks(r"</?br(?:\s[^<>]*)?/?>", flags=re.I), "is set as text: raw HTML is not read",
              "end the line with \\ where it must break; a cell of a table can't be broken"),
    Construct("raw-html", WARNING, marks(r"<(su[bp])>[^<\n]{0,40}</\1>", flags=re.I),
              "is set as text: raw HTML is not read", "write the raised or lowered character itself: m³, H₂O, 1ᵉʳ"),
    Construct("raw-html", WARNING, marks(HTML), "is set as text: raw HTML is not read",
              "use Markdown: *emphasis*, **strong**, [words](address)"),
    Construct("page-break", WARNING, marks(r"(?<![\w:\\])\\(?:newpage|pagebreak|clearpage|cleardoublepage)\b"),
              "is set as it is: a text can't break a page", "take it out: the design decides where pages begin"),
    Construct("contents-mark", WARNING,
              marks(r"\A(?:\[_*TOC_*\]|\[\[_*TOC_*\]\]|@\[toc\]|\$?\{:?toc\}|\\tableofcontents)\Z", "paragraph", flags=re.I),
              "is set as it is: a text asks for no contents",
              "take it out: an edition has contents = true in its edition.toml"),
    Construct("raw-tex", WARNING, marks(r"(?<![\w:\\])\\[A-Za-z]{2,}\*?(?:\[[^\[\]\n]*\])?(?:\{[^{}\n]*\})*"),
              "is set as it is: TeX is not read", "use Markdown: *emphasis*, **strong**; or \\\\ for the character"),
    # References
    Construct("reference-mark", WARNING,
              marks(r"\[[^\[\]@\n]{0,80}@(?:fig|tbl|tab|sec|eq|lst|thm)[-:][^\[\]\n]*\]"
                    r"|(?<![\w@/.])@(?:fig|tbl|tab|sec|eq|lst|thm)[-:][\w:-]+"),
              "is set as it is: nothing is numbered or referred to in this way",
              "give a heading an id, # Words {#id}, and write [words](#id); name a figure or table in words"),
    Construct("citation", WARNING,
              marks(r"\[(?:[^\[\]@\n]{0,80}[\s;(-])?-?@[\w{][^\[\]\n]{0,200}\]"
                    r"|(?<![\w@/.])@[A-Za-z][A-Za-z_-]*:?(?:1[5-9]|20)\d\d[a-z]?(?!\w)"),
              "is set as it is: there is no bibliography",
              "write the source into a note, [^name]; or \\@ for the character"),
    Construct("wiki-link", WARNING, marks(r"!?\[\[[^\[\]\n]{1,200}\]\]"), "is set as it is: it is no link",
              "write [words](address), or [words](#id) for a heading with {#id}"),
    Construct("note-name", ERROR, marks(r"(?<!!)\[\^[^\]\n]{0,100}\]"), "can't be the call of a note",
              "write a name of letters, digits and hyphens, in the call and before the note: [^my-note]"),
    Construct("note-unread", ERROR, marks(r"\^\[[^\[\]\n]{0,80}\]?"), "is not read as a note: its bracket is not closed",
              "close it with ]; write \\[ and \\] for brackets in the note"),
    Construct("reference-undefined", WARNING, blocks.undefined_references,
              "is set as it is: nothing defines what it refers to", "write on a line of its own [label]: https://…",
              is_brought=False),
    Construct("heading-reference", WARNING, blocks.heading_references,
              "is set as it is: a heading is not linked by its words",
              "give the heading an id, # Words {#id}, and write [words](#id)", is_brought=False),
    Construct("link-unread", WARNING, marks(r"\[[^\[\]\n]{1,300}\]\([^()\n]{1,300}\)?"), "is not read as a link",
              "close its parenthesis, and write an address with such signs in angle brackets: [words](<address>)"),
    Construct("link-unread", WARNING, marks(r"\]\{[^{}\n]*\}"), "is not read: something in the braces is wrong",
              "write [words]{lang=fr}; what has spaces or signs stands in quotation marks"),
    # Braces that nothing reads
    Construct("attributes", WARNING, marks(BRACES, "heading"), "is set as it is: after a heading only {#id} is read",
              "write {#id} alone, or take it out"),
    Construct("attributes", WARNING, marks(BRACES), "is set as it is: attributes are not read here",
              "take it out; what is read is # Heading {#id}, [words]{lang=fr}, ![caption](file){alt=\"what it shows\"}"),
    Construct("attributes-dropped", WARNING, blocks.dropped, "is not read, and has no effect",
              "take it out; a picture has alt, a link and a span have lang, and how it looks is the edition's"),
    # Lines
    Construct("heading-space", WARNING, marks(r"\A#{1,6}(?=[^\W\d])(?![^\n]*\s#\w)[^\n]*|^#{2,6}(?=[^\W\d])[^\n]*",
              "paragraph"),
              "is set as a paragraph", "write a space after #; or \\# where the character is meant"),
    Construct("task-list", WARNING, marks(r"\A\[[ xX]\]\s", "paragraph", inside="list_item"),
              "is set as it is: boxes of task lists are not read", "write ☐ or ☑; or \\[ for the character"),
    Construct("alert", WARNING, marks(r"\A\[!\w+\][-+]?", "paragraph", inside="blockquote"),
              "is set as it is: alerts are not read", "take it out, or write a word in its place: **Note**"),
    Construct("abbreviation", WARNING, marks(r"^\*\[[^\[\]\n]+\]:", "paragraph"),
              "is set as it is: abbreviations are not read",
              "write out what it means where it first stands"),
    Construct("line-block", WARNING, marks(r"\A(?:\|(?:[ \t][^\n|]*)?(?:\n|\Z))+\Z", "paragraph"),
              "is set as one paragraph: blocks of lines are not read",
              "end each line with \\ to keep it; or \\| for the character"),
    Construct("typed-bullets", WARNING, marks(r"^[•‣◦▪▫●○■➢➤►·\uf0b7\uf0a7][ \t]*(?=\w)"),
              "is set as it is: it makes no list", "begin each item with - and a space, in lines of its own"),
    Construct("typed-bullets", WARNING,
              marks(r"\A([–—])[ \t]+[^\n]*(?:\n(?!\1)[^\n]*)*\n\1[ \t]+"
                    r"|\A-(?=[^\W\d])[^\n]*(?:\n(?!-)[^\n]*)*\n-(?=[^\W\d])|^[-+*][ \t]+(?=\S)",
                    "paragraph"),
              "is set as one paragraph: it makes no list",
              "begin each item with - and a space; for speech put an empty line between"),
    Construct("typed-list", WARNING, marks(r"^(?:#\.|\(@[\w-]*\))[ \t]", "paragraph"),
              "is set as it is: it makes no list", "write 1. and a space; or \\# and \\@ for the characters"),
    Construct("typed-list", WARNING, blocks.typed_lists, "is set as it is: letters and brackets make no list",
              "write 1. and a space; or \\. and \\) after each where it is meant so, and an empty line between"),
    Construct("typed-note", WARNING, blocks.typed_notes, "is set as a paragraph: it is no note",
              "write [^1] where it is called, and [^1]: before its words", is_brought=False),
    Construct("note-left", WARNING, blocks.notes_left, "is set in the text, not in the note above it",
              "indent it by four spaces where it is the note's; else write the notes at the end of the file",
              is_brought=False),
    # Signs in a line
    Construct("struck-out", WARNING, marks(r"(?<!~)~~(?=\S)(?:(?!~~).){1,500}?(?<=\S)~~(?!~)", flags=re.S),
              "is set as it is: words are not struck out",
              "take the words or the marks out; or write \\~ for the character"),
    Construct("lowered", WARNING, marks(r"(?<!~)~[^\s~]{1,40}~(?!~)"), "is set as it is: nothing is lowered",
              "write the lowered character itself: H₂O; or \\~ for the character"),
    Construct("struck-out", WARNING, marks(r"(?<![\w~])~(?=\S)[^~\n]{1,200}(?<=\S)~(?![\w~])"),
              "is set as it is: words are not struck out",
              "take the words or the marks out; or write \\~ for the character"),
    Construct("raised", WARNING, marks(r"\^[^\s^\[\]]{1,40}\^"), "is set as it is: nothing is raised",
              "write the raised character itself: m³, 1ᵉʳ; or \\^ for the character"),
    Construct("highlight", WARNING, marks(r"(?<!=)==(?=[^\s=])(?:(?!==).){0,500}?(?<=[^\s=])==(?!=)", flags=re.S),
              "is set as it is: words are not highlighted", "write *emphasis*; or \\= for the character"),
    Construct("emoji-code", WARNING, marks(r"(?<![\w:/]):(?:[a-z][a-z0-9_+-]*[a-z0-9]|\+1|-1):(?![\w:/])"),
              "is set as it is: names of pictures are not read", "write a word; or \\: for the character"),
    Construct("entity", WARNING, marks(r"&(?:#\d+|#[xX][\da-fA-F]+|[A-Za-z][A-Za-z0-9]{1,30});"),
              "is set as it is: no character is called so", "write the character itself; or \\& for the character &"),
    Construct("tex-space", WARNING,
              marks(rf"(?<=\S)\\ (?=\S)|(?<={LETTER})~(?=\d)|(?<={LETTER}\.)~(?=\w)|(?<=[a-zà-ɏ])~(?=[A-Z(])"),
              "is set as it is: it is no space", "write &nbsp; for a space that does not break; or \\~ for the character"),
    Construct("emphasis-in-number", WARNING, blocks.joined, "has lost its stars: they were read as emphasis",
              "write × or \\*"),
    Construct("mark-unclosed", WARNING,
              marks(r"(?<![\w*])\*{1,3}(?=[^\W_])|(?<=[^\s*])\*{2,3}(?![\w*])|(?<=\w)\*{2}(?=[^\W\d])"
                    r"|(?<![\w_/])__?(?=[^\W_])(?!\w+\.\w)"),
              "is set as it is: the mark has lost its partner", "close it behind the last word, or write \\* or \\_",
              is_brought=False),
    Construct("straight-quotes", WARNING,
              marks(rf"(?<!\d)(?<![{HEBREW}])\"|(?<=[^\W\d])'(?=[^\W\d{HEBREW}])|(?<![\d{HEBREW}])'"),
              "is a straight quotation mark, as typewriters have",
              "write the marks of the language: “ ” ‘ ’; or \\\" and \\'",
              is_brought=False, is_typing=True),
    Construct("typed-signs", WARNING, marks(r"(?<![-<!])-{2,3}(?![->])|(?<=[^\W_])\.{3}(?!\.)"), "is set as it is",
              "write the sign itself, –, — or …; or \\-- and \\... where it is meant so", is_typing=True),
)
