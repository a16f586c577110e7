"""Writing lexicons in one form, with their comments."""

# ruff: noqa: E501 - the tables hold one case a line

from __future__ import annotations

import string

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mondegreen import yaml_nodes
from mondegreen.lexicon import Apply, Lexicon, Mishearing, Term, TermTest, TermType
from mondegreen.lexicon_file import parse
from mondegreen.lexicon_writer import WIDTH, comments_of, dump
from mondegreen.text import fold

LOADERS = ["CSafeLoader", "SafeLoader"]  # everything holds with libyaml and without it

SCALARS = {
    "word": ("Lammy", "Lammy"),
    "accents": ("Nicolás Maduro", "Nicolás Maduro"),
    "colon inside": ("https://x.org/a?b#c", "https://x.org/a?b#c"),
    "colon and space": ("a: b", '"a: b"'),
    "colon at the end": ("a:", '"a:"'),
    "hash inside": ("C#", "C#"),
    "comment": ("a #b", '"a #b"'),
    "apostrophe": ("Lloyd's", "Lloyd's"),
    "quotation": ('"x" he said', "'\"x\" he said'"),
    "both quotes": ("'x\" y", '"\'x\\" y"'),
    "yes": ("Yes", '"Yes"'),
    "null": ("null", '"null"'),
    "number": ("1.10", '"1.10"'),
    "long number": ("1_000", '"1_000"'),
    "hexadecimal": ("0xFF", '"0xFF"'),
    "clock": ("12:30", '"12:30"'),
    "date": ("2024-09-13", '"2024-09-13"'),
    "number in words": ("5 November", "5 November"),
    "number and letter": ("3D", "3D"),
    "slashed date": ("9/11", "9/11"),
    "dash first": ("- x", '"- x"'),
    "bracket first": ("[x]", '"[x]"'),
    "comma": ("a, b", "a, b"),
    "empty": ("", '""'),
}


@pytest.mark.parametrize(("text", "want"), SCALARS.values(), ids=SCALARS)
def test_scalar(text: str, want: str) -> None:
    assert dump([Term("T", note=text)]) == f"terms:\n  - term: T\n    note: {want}\n"


def test_short_lists_stand_on_one_line_and_long_ones_do_not() -> None:
    fits = (*("x" * 10 + str(k) for k in range(7)), "y" * 4)
    text = dump([Term("T", aliases=fits)])
    assert max(map(len, text.splitlines())) == WIDTH
    assert dump([Term("T", aliases=(*fits[:-1], "y" * 5))]).splitlines()[2:4] == [
        "    aliases:",
        "      - xxxxxxxxxx0",
    ]
    assert '[a, "b, c"]' in dump([Term("T", aliases=("a", "b, c"))])


def test_terms_are_sorted_by_folded_spelling() -> None:
    text = dump([Term("Zelensky"), Term("Élysée"), Term("erdogan"), Term("ATACMS")])
    assert [t.term for t in parse(text, "x").terms] == ["ATACMS", "Élysée", "erdogan", "Zelensky"]


@pytest.mark.parametrize("loader", LOADERS)
def test_comments_survive(loader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_nodes, "_LOADER", getattr(yaml, loader, yaml.SafeLoader))
    text = """\
# header

terms:   # behind the key
  # before b
  - term: b  # behind b
    aliases: [x, "#y"]   # no "#y" is a comment
    # inside b
  - term: a
    note: c#d
# the end
"""
    want = """\
# header
terms:
  - term: a
    note: c#d
  # behind the key
  # before b
  # behind b
  # no "#y" is a comment
  # inside b
  - term: b
    aliases: [x, "#y"]
# the end
"""
    once = dump(parse(text, "x"), comments_of(text, "x"))
    # "inside b" stands behind its last value, where it is as good as "before a".
    assert once == want.replace("  # inside b\n", "").replace("  - term: a", "  # inside b\n  - term: a")
    assert dump(parse(once, "x"), comments_of(once, "x")) == once


WORDS = st.one_of(
    st.sampled_from(["yes", "NO", "1.10", "null", "~", "2024-09-13", "a: b", "a #b", "it's", '"q"', "- x", "{x", "é", "x:", "=", "<<", "...", "---", "%a", "?x", "\\n", "😀", "12:30:00", "0o17", ".inf", "1e3", "y"]),
    st.text(st.sampled_from(string.ascii_letters + string.digits + string.punctuation + " éßñ中😀’—"), min_size=1, max_size=14),
).map(lambda s: " ".join(s.split())).filter(bool)  # fmt: skip
SOURCES = st.sampled_from([None, "https://x.org/a_(b)?q=1#c", "seeds/duran-2024-09-13.txt"])


@st.composite
def lexicons(draw: st.DrawFn) -> Lexicon:
    """Valid lexicons in canonical order: every name is used once."""
    names = draw(st.lists(WORDS, max_size=30, unique_by=str.casefold))

    def some(most: int) -> tuple[str, ...]:
        count = min(draw(st.integers(0, most)), len(names))
        return tuple(names.pop() for _ in range(count))

    terms: list[Term] = []
    while names and len(terms) < 3:
        mishearings = tuple(
            Mishearing(
                text, draw(SOURCES), draw(st.sampled_from([1, 2, 999])), draw(st.none() | st.just("Ω"))
            )
            for text in some(3)
        )
        if not names:
            break
        fixes = tuple(TermTest(said, said + "!") for said in some(2))
        keeps = tuple(TermTest(said, said) for said in some(2))
        if not names:
            break
        terms.append(
            Term(
                names.pop(),
                draw(st.none() | st.sampled_from(TermType)),
                draw(st.none() | st.just("") | WORDS),
                some(3),
                mishearings,
                some(2),
                some(2),
                some(2),
                draw(st.sampled_from(Apply)),
                draw(st.none() | st.booleans()),
                draw(SOURCES),
                draw(st.none() | WORDS),
                fixes + keeps,
            )
        )
    return Lexicon(tuple(sorted(terms, key=lambda t: (fold(t.term), t.term))))


@pytest.mark.parametrize("loader", LOADERS)
def test_law_parse_undoes_dump(loader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_nodes, "_LOADER", getattr(yaml, loader, yaml.SafeLoader))

    @settings(max_examples=80, deadline=None)
    @given(lexicons())
    def law(lexicon: Lexicon) -> None:
        text = dump(lexicon)
        assert parse(text, "x.yaml") == lexicon
        assert dump(parse(text, "x.yaml")) == text
        for one, term in zip(yaml.safe_load(text)["terms"], lexicon.terms, strict=True):
            assert one["term"] == term.term  # no other reader of YAML takes it for a number
            assert one.get("note") == term.note
            assert tuple(one.get("aliases", ())) == term.aliases

    law()


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=20))
def test_law_every_string_survives(text: str) -> None:
    if any(0xD800 <= ord(c) < 0xE000 for c in text):
        return
    want = {"terms": [{"term": text, "aliases": [text, text]}]}
    assert yaml.safe_load(dump([Term(text, aliases=(text, text))])) == want
