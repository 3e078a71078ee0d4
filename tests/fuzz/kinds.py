"""What is read, where it stands in the project, and the command that reads it."""

from __future__ import annotations

from dataclasses import dataclass

BUILD_EN = ("small/en/leaflet", "--jobs", "1", "--traceback")
BUILD_FR = ("small/fr/leaflet", "--jobs", "1", "--traceback")


@dataclass(frozen=True)
class Kind:
    """The file that is changed, the commands that read it, and words that its readers know."""

    path: str
    commands: tuple[tuple[str, ...], ...]
    tokens: tuple[bytes, ...]


def _words(text: str) -> tuple[bytes, ...]:
    """The lines of a text, each a token; `⏎` stands for a line's end within one, `␣` for a space at its end."""
    return tuple(line.replace("⏎", "\n").replace("␣", " ").encode() for line in text.strip().split("\n"))


MARKDOWN = _words("""
[^a]
[^b]: ⏎⏎
^[x]
**
*_
`
```⏎
[x](y)
![x](figures/b.png)
](
[
>␣
-␣
1.␣
|---|---|⏎
| a | b |⏎
<!--
-->
<b>
$
~~
:::⏎
---⏎
===⏎
{#id .c k=v}
{lang=fr}
\\
&#0;
&nbsp;
{{ 7 * 7 }}
ा ि ् ZWJ
שלום 1988-1990
  ⏎
<https://example.org/
""")
TOML = _words("""
[[query]]⏎
[query]⏎
[x]⏎
a = [
a = {
{a = {a = 1}}
[[[[[[
"
\"\"\"
= 5⏎
= true⏎
= "x"⏎
= ["a", 1]⏎
= 1979-05-27T07:32:00Z⏎
= "mm"⏎
= "-5mm"⏎
= "1e9mm"⏎
files = ["../../../etc/passwd"]⏎
files = ["\\u0000"]⏎
language = 5⏎
waive = 3⏎
""")
CATALOGUE = _words("""
msgid "⏎
msgstr "x"⏎
msgctxt "note:a"⏎
msgid_plural "x"⏎
msgstr[0] "x"⏎
#, fuzzy⏎
#| msgid "x"⏎
#~ msgid "x"⏎
# ok numbers: why⏎
"
\\n
\\x
[^a]
[^zz]
**
"Content-Type: text/plain; charset=KOI8-R\\n"⏎
"Language: xx\\n"⏎
""")
PICTURE = _words("""
<use href="#a"/>
<g><use href="#a"/><use href="#a"/></g>
<image href="b.png"/>
<image href="file:///etc/passwd"/>
<foreignObject>words</foreignObject>
<style>@import "x.css";</style>
<!DOCTYPE x [<!ENTITY a "aaaa">]>
&a;
viewBox="a b c d"
width="nan"
transform="scale(1e300)"
fill="url(https://example.org/x)"
<g>
</g>
<text>كلمات</text>
d="M 0 0 L 1 1
""")
STYLE = _words("""
@page { margin: 110mm }
@page { size: 20mm }
* { display: flex }
{
}
p {
@import url(x);
@font-face { font-family: x; src: url(/etc/passwd) }
content: url(figures/b.png);
position: absolute;
float: footnote;
columns: 3;
1e308mm
calc(1mm / 0)
var(--x)
--x: var(--x);
/*
""")
PAGE = _words("""
{% extends "page.html" %}
{% include "page.html" %}
{{ document.x.y }}
{{ 1 / 0 }}
{% for i in range(100000000) %}x{% endfor %}
{{ ''.__class__.__mro__ }}
{% endif %}
{{
<table><tr>
<div style="float: footnote">x</div>
""")
GLOSSARY = _words("""
,
"
*,*,name,⏎
a,,,,,,,⏎
\t
""")
DRAWING = _words("""
/FlateDecode
[/FlateDecode /FlateDecode]
<<
>>
1 0 R
/Length 999999999
q␣
Q␣
/Im0 Do
BT /F1 12 Tf (x) Tj ET
/Kids [1 0 R]
/MediaBox [0 0 nan 1e38]
endobj
stream⏎
""")

KINDS = {
    "markdown": Kind("content/small/text.md", (BUILD_EN,), MARKDOWN),
    "translated": Kind("content/small/text.md", (("catalogue", "update", "small/fr"), BUILD_FR), MARKDOWN),
    "document": Kind("content/small/document.toml", (("--list",), BUILD_EN), TOML),
    "edition": Kind("templates/leaflet/edition.toml", (BUILD_EN,), TOML),
    "language": Kind("locales/fr/language.toml", (BUILD_FR,), TOML),
    "printer": Kind("shop.toml", (("check", "--printer", "shop.toml", "small.pdf"),), TOML),
    "catalogue": Kind("locales/fr/LC_MESSAGES/small.po", (("catalogue", "check", "fr"), BUILD_FR, ("catalogue", "update")),
                      CATALOGUE),
    "interface": Kind("locales/fr/LC_MESSAGES/interface.po", (("catalogue", "check", "fr"), BUILD_FR), CATALOGUE),
    "glossary": Kind("locales/fr/glossary.csv", (("catalogue", "check", "fr"), BUILD_FR), GLOSSARY),
    "drawing": Kind("content/small/figures/a.svg", (BUILD_EN,), PICTURE),
    "picture": Kind("content/small/figures/b.png", (BUILD_EN,), (b"IHDR", b"IDAT", b"PLTE", b"\xff\xd8\xff", b"IEND")),
    "style": Kind("templates/leaflet/edition.css", (BUILD_EN,), STYLE),
    "page": Kind("templates/leaflet/page.html", (BUILD_EN,), PAGE),
    "package": Kind("back.zip", (("catalogue", "receive", "back.zip"),),
                    (b"PK\x03\x04", b"PK\x05\x06", b"../", b"./", b"/")),
    "pdf": Kind("small.pdf", (("check", "small.pdf"), ("tags", "small.pdf")), DRAWING),
}
