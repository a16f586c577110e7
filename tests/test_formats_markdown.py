"""Markdown: what is prose."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mondegreen.document import HOLE
from mondegreen.formats import markdown

# name: (raw, the segments)
INLINE = {
    "emphasis": ("*a* __b__ **c**d ~~e~~ ***f***", ["a b cd e f"]),
    "no emphasis": ("snake_case 5 * 3 a*b ~7", ["snake_case 5 * 3 a*b ~7"]),
    "code": ("use `a` and ``b ` c``", [f"use {HOLE} and {HOLE}"]),
    "no code": ("a ` b `` c", ["a ` b `` c"]),
    "backslashes": (r"\*a\* \[b\] \c", [r"*a* [b] \c"]),
    "entities": ("R&amp;D &#65; &bogus; AT&T;", ["R&D A &bogus; AT&T;"]),
    "link": ('[a b](/u_r_l "t (x)") c', ["a b c"]),
    "link with brackets": ("[a [b] c](</u r> 't') [d](/u(r)l)", ["a [b] c d"]),
    "emphasis in a link": ("[*a* b](x)", ["a b"]),
    "no link": ("[sic] a] [b (c) [d] (e)", ["[sic] a] [b (c) [d] (e)"]),
    "reference": ("[a][ref] [b][] [Ref] [c][x]\n\n[ref]: /u 't'\n[b]: </u>", ["a b Ref [c][x]"]),
    "a definition over lines": ("[ref]:\n/u\n'title'\nprose [ref]", ["prose ref"]),
    "image": ('![a b](u.png "t") c', ["a b c"]),
    "linked image": ("[![a](u.png)](v) c", ["a c"]),
    "addresses": ("a <http://x.y/z> b https://x.y/a_b_c. c www.x.y, d me@x.org", [
        f"a {HOLE} b {HOLE}. c {HOLE}, d {HOLE}"]),
    "address in brackets": ("(see https://x.y/a_(b)) [https://x.y](/z)", [f"(see {HOLE}) {HOLE}"]),
    "no address": ("user @ home, awww. @name", ["user @ home, awww. @name"]),
    "tags": ("<b>a</b>b <!-- c --> <span class='d'>e</span>", ["ab  e"]),
    "open comments": ("a <!-- b <!-- c <? d", ["a <!-- b <!-- c <? d"]),
    "no tags": ("a < b > c <3", ["a < b > c <3"]),
    "a line break tag": ("a<br>b", ["a\nb"]),
    "line breaks": ("a  \nb\\\nc", ["a  \nb\nc"]),
    "footnote": ("a[^1] b\n\n[^1]: c\n    d\n\n    e", ["a b", "c\nd", "e"]),
    "wiki link": ("see [[a page|b c]] and [[a page]]", [f"see b c and {HOLE}"]),
    "only an object": ("`code`", []),
}  # fmt: skip

BLOCKS = {
    "paragraphs": ("a\nb\n\n c", ["a\nb", "c"]),
    "headings": ("# a #\n## b {#id}\n### C#\n#nope\n#", ["a", "b", "C#", "#nope"]),
    "underlined headings": ("a\n===\nb\nc\n---", ["a", "b\nc"]),
    "thematic breaks": ("a\n\n---\n* * *\n___\nb", ["a", "b"]),
    "quote": ("> a\n> b\nlazy\n\n>c\n> > d", ["a\nb\nlazy", "c", "d"]),
    "quote over, then code": ("> a\n\n    b", ["a"]),
    "list": ("- a\n- b\n  c\n+ d\n3. e\n4) f", ["a", "b\nc", "d", "e", "f"]),
    "nested list": ("- a\n  - b\n\n    c\n\n  d", ["a", "b", "c", "d"]),
    "list in quote": ("> - a\n>   b\n> - c", ["a\nb", "c"]),
    "tasks": ("- [x] a\n- [ ] b\n\n[x] c", ["a", "b", "[x] c"]),
    "a year is no list": ("in the year\n1984. It was", ["in the year\n1984. It was"]),
    "no list": ("-a\n*b\n1.c\n- \nd", ["-a\n*b\n1.c", "d"]),
    "indented code": ("a\n\n    b\n\tc\n\nd\n    e", ["a", "d\ne"]),
    "code in a list": ("- a\n\n      b\n\n  c", ["a", "c"]),
    "fences": ("```py\na\n``\n```\nb\n~~~\nc\n```\n~~~~\nd", ["b", "d"]),
    "open fence": ("a\n```\nb", ["a"]),
    "fence in a list ends with it": ("- ```\n  a\n\nb", ["b"]),
    "html block": ("<div>\na\n</div>\nb\n\nc", ["c"]),
    "lone tag": ("<x-y z='1'>\na\n\nb\n<x-y>\nc", ["b\n\nc"]),
    "comment": ("<!-- a\n\nb -->\nc", ["c"]),
    "script": ("<script>\na\n\nb\n</script>\nc", ["c"]),
    "table": ("| a | `b` |\n|---|:-:|\n| c \\| d | *e* |\nf\n\ng", ["a", "c | d", "e", "f", "g"]),
    "no table": ("a | b\n---|\nc | d", ["a | b\n---|\nc | d"]),
    "front matter": ("---\na: b\n---\nc", ["c"]),
    "front matter, TOML": ("+++\na = 1\n+++\nc", ["c"]),
    "no front matter": ("---\n\na\n\n---\nb", ["a", "b"]),
    "open front matter": ("---\na", ["a"]),
    "nothing": ("", []),
}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("case", INLINE | BLOCKS)
def test_prose_is_found(case: str, end: str) -> None:
    raw, said = (INLINE | BLOCKS)[case]
    document = markdown.read("\ufeff" + raw.replace("\n", end))
    found = [segment.text for segment in document.segments]
    tag_breaks = "<br>" in raw  # stands for "\n" whatever the line ends of the file
    assert found == [text if tag_breaks else text.replace("\n", end) for text in said]


# name: (speech, as Markdown writes it)
ESCAPES = {
    "emphasis": ("a*b* `c` [d]", r"a\*b\* \`c\` \[d\]"),
    "underscores": ("_a_ b_c", r"\_a\_ b_c"),
    "a tag": ("<b> < 3", r"\<b> < 3"),
    "an entity": ("&amp; AT&T", "&amp;amp; AT&T"),
    "a table": ("a|b", r"a\|b"),
    "a list": ("1. FC Köln", r"1\. FC Köln"),
    "a bullet": ("- a", r"\- a"),
    "nothing": ("Mélenchon's 1.5 C# #MeToo -5 50%", "Mélenchon's 1.5 C# #MeToo -5 50%"),
}


@pytest.mark.parametrize("case", ESCAPES)
def test_words_are_escaped(case: str) -> None:
    speech, written = ESCAPES[case]
    document = markdown.read("x")
    assert document.escape(speech) == written
    assert markdown.read(written).speech == speech


# What these pieces mean depends on where they come to stand. Split at blanks; "␣" stands for one.
PIECES = (
    "Kier␣ a b␣c \n \n \n\n >␣ -␣ 1.␣ 2)␣ ␣␣ ␣␣␣␣ \t #␣ ##␣ ` `` \n```\n \n~~~\n *b* **b␣c** "
    "[a](/u␣'t') ![a](u) [ref] \n\n[ref]:␣/u\n\n <i> </i> \n<div>\n \n<pre>\n </pre> <!--␣x␣--> &amp; \\* "
    "\n---\n text.␣ \n␣␣"
)
PIECED = st.lists(st.sampled_from(PIECES.split(" ")), max_size=14).map(
    lambda pieces: "".join(pieces).replace("␣", " ")
)
_REFERENCE = MarkdownIt("commonmark")


def _words_by_library(raw: str) -> list[str]:
    """The words that markdown-it shows, without code and HTML."""

    def words(tokens: list[object]) -> str:
        out = ""
        for token in tokens:
            kind = token.type  # type: ignore[attr-defined]
            if kind in ("text", "text_special"):
                out += token.content  # type: ignore[attr-defined]
            elif kind == "image":
                out += words(token.children or [])  # type: ignore[attr-defined]
            elif (
                kind not in ("strong_open", "strong_close", "em_open", "em_close", "html_inline")
                and "link" not in kind
            ):
                out += " "
        return out

    shown = [words(list(t.children or [])) for t in _REFERENCE.parse(raw) if t.type == "inline"]
    return re.findall(r"\w+", "\n".join(shown))


@settings(max_examples=100, deadline=None)
@given(PIECED)
def test_words_are_those_that_a_library_shows(raw: str) -> None:
    # The library does not read a head, and reads what follows a definition as a new block.
    raw = "x\n\n" + raw
    assert re.findall(r"\w+", markdown.read(raw).speech) == _words_by_library(raw)
