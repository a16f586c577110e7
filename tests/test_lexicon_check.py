"""Checking lexicons: every kind of fault at its line and column, beside what must not be found fault with.

In the tables a "«" stands before the place where the fault is; it is taken out before the text is read.
"""

# ruff: noqa: E501 - the tables hold one case a line

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mondegreen.document import Edit
from mondegreen.lexicon import Lexicon, Term
from mondegreen.lexicon_check import (
    KINDS,
    Alarm,
    Alarms,
    Finding,
    Level,
    Source,
    check,
    check_alarms,
    check_tests,
    compare,
    in_force,
    lexicon_of,
    read,
    sentences,
)
from mondegreen.lexicon_check.form import _misplaced
from mondegreen.lexicon_writer import dump
from mondegreen.proposal import Action, Evidence, Proposal, Via
from mondegreen.text import Span


@dataclass(frozen=True)
class Planted:
    """Entries with a fault of `kind` where the mark is, and the same entries with the fault mended."""

    kind: str
    bad: str
    good: str


FAULTS = {
    # What reading a file refuses.
    "an unknown field": Planted("schema", "- term: Ab\n  «typ: person", "- term: Ab\n  type: person"),
    "an unknown type": Planted("schema", "- term: Ac\n  type: «persn", "- term: Ac\n  type: person"),
    "no term": Planted("schema", "- «type: person", "- term: Ad\n  type: person"),
    "an empty value": Planted("schema", "- term: Ae\n  type: org\n  note: «''", "- term: Ae\n  type: org"),
    "no list": Planted(
        "schema", "- term: Af\n  type: org\n  aliases: «Aff", "- term: Af\n  type: org\n  aliases: [Aff]"
    ),
    "a value twice": Planted(
        "schema",
        "- term: Ag\n  type: org\n  context: [bank, «bank]",
        "- term: Ag\n  type: org\n  context: [bank, loan]",
    ),
    "stray space": Planted(
        "schema", "- term: Ah\n  type: org\n  note: «'x '", "- term: Ah\n  type: org\n  note: x"
    ),
    "an invisible character": Planted("schema", "- term: «A\u200bi\n  type: org", "- term: Ai\n  type: org"),
    "a malformed source": Planted(
        "schema",
        "- term: Aj\n  type: org\n  source: «Wikipedia",
        "- term: Aj\n  type: org\n  source: https://www.gov.uk/aj",
    ),
    "a count of nothing": Planted(
        "schema",
        "- term: Ak\n  type: org\n  mishearings:\n    - {text: ackxx, count: «0}",
        "- term: Ak\n  type: org\n  mishearings:\n    - {text: ackxx, count: 2}",
    ),
    "said and want the same": Planted(
        "schema",
        "- term: Al\n  type: org\n  tests:\n    fix:\n      - «{said: x Al, want: x Al}",
        "- term: Al\n  type: org\n  tests:\n    fix:\n      - {said: x Axl, want: x Al}",
    ),
    "a term twice in a file": Planted(
        "schema", "- term: Am\n  type: org\n- term: «Am\n  type: org", "- term: Am\n  type: org"
    ),
    "an alias of another entry in the file": Planted(
        "schema",
        "- term: An\n  type: org\n  aliases: [Anna]\n- term: Ao\n  type: org\n  aliases: [«Anna]",
        "- term: An\n  type: org\n  aliases: [Anna]\n- term: Ao\n  type: org",
    ),
    "a mishearing that is right": Planted(
        "schema",
        "- term: Ap\n  type: org\n  mishearings: [«ap]",
        "- term: Ap\n  type: org\n  mishearings: [apxx]",
    ),
    "never the term itself": Planted(
        "schema", "- term: Aq\n  type: org\n  never: [«Aq]", "- term: Aq\n  type: org\n  never: [aq]"
    ),
    # Order and form.
    "an entry out of order": Planted(
        "order",
        "- term: «Bz\n  type: org\n- term: Ba\n  type: org\n- term: Bb\n  type: org",
        "- term: Ba\n  type: org\n- term: Bb\n  type: org\n- term: Bz\n  type: org",
    ),
    "a field out of order": Planted(
        "order", "- term: Bc\n  note: x\n  «type: org", "- term: Bc\n  type: org\n  note: x"
    ),
    "needless quotes": Planted(
        "form", "- term: Bd\n  type: org\n  note: «'x y'", "- term: Bd\n  type: org\n  note: x y"
    ),
    "a list over lines": Planted(
        "form", "- term: Be\n  type: org\n  aliases:«\n    - Bee", "- term: Be\n  type: org\n  aliases: [Bee]"
    ),
    "an entry in braces": Planted("form", "- «{term: Bf, type: org}", "- term: Bf\n  type: org"),
    "a comment behind a value": Planted(
        "form", "- term: Bg\n  type: org« # why", "# why\n- term: Bg\n  type: org"
    ),
    "a comment in an entry": Planted(
        "form", "- term: Bh\n  «# why\n  type: org", "# why\n- term: Bh\n  type: org"
    ),
    "an empty line": Planted(
        "form",
        "- term: Bi\n  type: org\n«\n- term: Bj\n  type: org",
        "- term: Bi\n  type: org\n- term: Bj\n  type: org",
    ),
    "a default said": Planted(
        "form", "- term: Bk\n  type: org\n  «apply: auto", "- term: Bk\n  type: org\n  apply: ask"
    ),
    # An entry by itself.
    "no type": Planted("missing-type", "- «term: Ca", "- term: Ca\n  type: org"),
    "a placeholder for a source": Planted(
        "source",
        "- term: Cb\n  type: org\n  source: «https://example.com/cb",
        "- term: Cb\n  type: org\n  source: https://www.gov.uk/cb",
    ),
    "a placeholder for the source of a mishearing": Planted(
        "source",
        "- term: Cc\n  type: org\n  mishearings:\n    - {text: ceecee, source: «'http://localhost/x'}",
        "- term: Cc\n  type: org\n  mishearings:\n    - {text: ceecee, source: seeds/a.txt}",
    ),
    "a source that is not there": Planted(
        "source",
        "- term: Cd\n  type: org\n  source: «seeds/none.txt",
        "- term: Cd\n  type: org\n  source: seeds/a.txt",
    ),
    "no word": Planted(
        "wordless",
        "- term: Ce\n  type: org\n  aliases: [«'???']",
        "- term: Ce\n  type: org\n  aliases: [Cee]",
    ),
    "an accent apart": Planted(
        "decomposed",
        f"- term: «{unicodedata.normalize('NFD', 'Cé')}\n  type: org",
        "- term: Cé\n  type: org",
    ),
    "letters that look alike": Planted(
        "mixed-scripts", "- term: «Cаnt\n  type: org", "- term: Cant\n  type: org\n  context: [x]"
    ),
    "never the surname": Planted(
        "never-own",
        "- term: Ada Cfoxton\n  type: person\n  never: [«Cfoxton]",
        "- term: Ada Cfoxton\n  type: person\n  never: [cfoxton]",
    ),
    "never a mishearing": Planted(
        "never-own",
        "- term: Cg\n  type: org\n  mishearings: [see geezer]\n  never: [«See Geezer]",
        "- term: Cg\n  type: org\n  mishearings: [see geezer]\n  never: [see gee]",
    ),
    "a respelling in digits": Planted(
        "sounds-like",
        "- term: Ch\n  type: org\n  sounds_like: [«c8tch]",
        "- term: Ch\n  type: org\n  sounds_like: [see aitch]",
    ),
    "a respelling without a vowel": Planted(
        "sounds-like",
        "- term: Ci\n  type: org\n  sounds_like: [«ck]",
        "- term: Ci\n  type: org\n  sounds_like: [c i]",
    ),
    "a respelling that loses the surname": Planted(
        "sounds-like",
        "- term: Bea Cjadoff\n  type: person\n  sounds_like: [«bee jay doff]",
        "- term: Bea Cjadoff\n  type: person\n  sounds_like: [bee jay-doff]",
    ),
    "for what is no form": Planted(
        "for-unknown",
        "- term: Dora Ckent\n  type: person\n  mishearings:\n    - {text: see can, for: «Kant}",
        "- term: Dora Ckent\n  type: person\n  mishearings:\n    - {text: see can, for: Ckent}",
    ),
    "the surname of an organisation": Planted(
        "surname",
        "- term: Cl Cmo\n  type: org\n  surname: «Cmo",
        "- term: Cl Cmo\n  type: person\n  surname: ''",
    ),
    "a surname from elsewhere": Planted(
        "surname",
        "- term: Eve Cnorth\n  type: person\n  surname: «South",
        "- term: Eve Cnorth\n  type: person\n  surname: Eve",
    ),
    "the usual surname": Planted(
        "default",
        "- term: Eva Cosgrave\n  type: person\n  surname: «Cosgrave",
        "- term: Eva Cosgrave\n  type: person",
    ),
    "the usual plural": Planted(
        "default",
        "- term: Cpxx\n  type: weapon\n  «plural: true",
        "- term: Cpxx\n  type: weapon\n  plural: false",
    ),
    "context that stands everywhere": Planted(
        "weak-context",
        "- term: Cq\n  type: org\n  context: [«people]",
        "- term: Cq\n  type: org\n  context: [bankers]",
    ),
    "the term for its context": Planted(
        "weak-context",
        "- term: Crxx\n  type: org\n  context: [«crxx]",
        "- term: Crxx\n  type: org\n  context: [bankers]",
    ),
    "a note that will age": Planted(
        "undated",
        "- term: Cs\n  type: org\n  note: «the current bank",
        "- term: Cs\n  type: org\n  note: a bank on an undercurrent, from July 2024",
    ),
    "a test of something else": Planted(
        "test-off-topic",
        "- term: Ctxx\n  type: org\n  tests:\n    fix:\n      - {said: «a big see, want: a big sea}",
        "- term: Ctxx\n  type: org\n  tests:\n    fix:\n      - {said: a big see, want: a big Ctxx}",
    ),
    # Entries beside each other.
    "the same but for accents": Planted(
        "near-duplicate",
        "- term: Dábrüx\n  type: org\n- term: «Dabrux\n  type: org",
        "- term: Dábrüx\n  type: org\n  aliases: [Dabrux]",
    ),
    "the same but for a hyphen": Planted(
        "near-duplicate",
        "- term: Dac Bonn\n  type: org\n- term: Dad\n  type: org\n  aliases: [«Dac-Bonn]",
        "- term: Dac Bonn\n  type: org\n- term: Dad\n  type: org\n  never: [Dac-Bonn]\n  aliases: [Dac-Bonn]",
    ),
    "the same but for a letter": Planted(
        "near-duplicate",
        "- term: Daevandorp\n  type: org\n- term: «Daevendorp\n  type: org",
        "- term: Daevandorp\n  type: org\n- term: Daevendorp\n  type: place",
    ),
    "the same but for a letter more": Planted(
        "near-duplicate",
        "- term: Dafansdorp\n  type: org\n- term: «Dafannsdorp\n  type: org",
        "- term: Dafansdorp\n  type: org\n- term: Dafannsdorp\n  type: org\n  never: [Dafansdorp]",
    ),
    "a loop of aliases": Planted(
        "loop",
        "- term: Dagg\n  type: org\n  aliases: [«dahh]\n- term: Dahh\n  type: org\n  aliases: [dagg]",
        "- term: Dagg\n  type: org\n  aliases: [dahh]\n- term: Dahh\n  type: org",
    ),
    "a loop of a mishearing and an alias": Planted(
        "loop",
        "- term: Daii\n  type: org\n  mishearings: [«dajj]\n- term: Dajj\n  type: org\n  aliases: [daii]",
        "- term: Daii\n  type: org\n  mishearings: [dakk]\n- term: Dajj\n  type: org\n  aliases: [daii]",
    ),
    "a mishearing that is another term": Planted(
        "mishearing-right",
        "- term: Dall\n  type: org\n- term: Damm\n  type: org\n  mishearings: [«dall]",
        "- term: Dall\n  type: org\n- term: Damm\n  type: org\n  mishearings: [dallem]",
    ),
    "a mishearing that is another's surname": Planted(
        "mishearing-right",
        "- term: Fay Dannox\n  type: person\n- term: Daoo\n  type: org\n  mishearings: [«dannox]",
        "- term: Fay Dannox\n  type: person\n  surname: ''\n- term: Daoo\n  type: org\n  mishearings: [dannox]",
    ),
    "a mishearing for a mishearing": Planted(
        "mishearing-chain",
        "- term: Dapp\n  type: org\n  aliases: [dapper]\n  mishearings:\n    - {text: dabber, for: «dapper}\n"
        "- term: Daqq\n  type: org\n  mishearings: [dapper]",
        "- term: Dapp\n  type: org\n  aliases: [dapper]\n  mishearings:\n    - {text: dabber, for: Dapp}\n"
        "- term: Daqq\n  type: org\n  mishearings: [dapper]",
    ),
    "a mishearing of two": Planted(
        "mishearing-shared",
        "- term: Darr\n  type: org\n  mishearings: [dassel]\n- term: Dass\n  type: org\n  mishearings: [«dassel]",
        "- term: Darr\n  type: org\n  mishearings: [dassel]\n  context: [x]\n"
        "- term: Dass\n  type: org\n  mishearings: [dassel]\n  context: [y]",
    ),
    "a common word for a mishearing": Planted(
        "common-mishearing",
        "- term: Datt\n  type: org\n  mishearings: [«tourist]",
        "- term: Datt\n  type: org\n  mishearings: [tourist]\n  context: [missile]",
    ),
    "common words for a mishearing": Planted(
        "common-mishearing",
        "- term: Dauu\n  type: org\n  mishearings: [«to see]",
        "- term: Dauu\n  type: org\n  mishearings: [to see]\n  apply: ask",
    ),
    "a test twice": Planted(
        "repeated-test",
        "- term: Davv\n  type: org\n  tests:\n    keep: [They ate.]\n- term: Daww\n  type: org\n  tests:\n    keep: [«They ate.]",
        "- term: Davv\n  type: org\n  tests:\n    keep: [They ate.]\n- term: Daww\n  type: org\n  tests:\n    keep: [He ate.]",
    ),
    # Sounds.
    "sounds like a word": Planted(
        "sounds-like-word", "- term: «Kattle\n  type: org", "- term: Kattle\n  type: org\n  context: [bank]"
    ),
    "an alias sounds like a word": Planted(
        "sounds-like-word",
        "- term: Ebxquon\n  type: org\n  aliases: [«Keik]",
        "- term: Ebxquon\n  type: org\n  aliases: [Keik]\n  never: [cake]",
    ),
    "sounds nearly like a word": Planted(
        "sounds-like-word",
        "- term: Ecxquon\n  type: org\n  aliases: [«Ploud]",
        "- term: Ecxquon\n  type: org\n  aliases: [Ploud]\n  apply: ask",
    ),
    "sounds like another term": Planted(
        "sounds-like-term",
        "- term: Larrquist\n  type: org\n  sounds_like: [lar kwist]\n  context: [x]\n"
        "- term: «Larkwist\n  type: org\n  sounds_like: [lar kwist]",
        "- term: Larrquist\n  type: org\n  sounds_like: [lar kwist]\n  context: [x]\n"
        "- term: Larkwist\n  type: org\n  sounds_like: [lar kwist]\n  context: [y]",
    ),
    "a surname of two": Planted(
        "sounds-like-term",
        "- term: Ann Efquist\n  type: person\n  context: [x]\n- term: «Bob Efquist\n  type: person",
        "- term: Ann Efquist\n  type: person\n  context: [x]\n- term: Bob Efquist\n  type: person\n  surname: ''",
    ),
}
HEAD = "terms:\n"


def indented(entries: str) -> str:
    return "".join(f"  {line}\n" if line.strip("«") or "«" in line else "\n" for line in entries.split("\n"))


def unmarked(text: str) -> tuple[str, int, int]:
    """The text without its mark, and the line and column of that."""
    before, _, after = text.partition("«")
    assert "«" not in after
    return before + after, before.count("\n") + 1, len(before) - before.rfind("\n")


def source(text: str, name: str = "a", **more: bool) -> Source:
    made = read(text.encode(), f"{name}.yaml", name, **more)
    return replace(made, files=frozenset({"seeds/a.txt"}))


def found(text: str, **more: bool) -> list[Finding]:
    return list(check([source(text, **more)]))


def marks(text: str) -> tuple[str, int, int]:
    plain, line, column = unmarked(HEAD + indented(text))
    if text.startswith("«") or "\n«\n" in text:  # an empty line has no indentation
        plain = plain.replace("\n  \n", "\n\n")
        column = 1
    return plain, line, column


@pytest.mark.parametrize("planted", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found_where_it_is(planted: Planted) -> None:
    text, line, column = marks(planted.bad)
    places = [(f.place.line, f.place.column) for f in found(text) if f.kind.name == planted.kind]
    assert (line, column) in places


@pytest.mark.parametrize("planted", FAULTS.values(), ids=FAULTS)
def test_what_is_mended_is_not_found(planted: Planted) -> None:
    assert [str(f) for f in found(HEAD + indented(planted.good)) if f.kind.name == planted.kind] == []


def test_every_fault_is_found_in_one_run() -> None:
    """All of the table in one file: none hides another."""
    texts, wanted, line = HEAD, set(), 1
    for planted in FAULTS.values():
        text, at, column = marks(planted.bad)
        texts += text.removeprefix(HEAD)
        wanted.add((planted.kind, line + at - 1, column))
        line += text.count("\n") - 1
    got = {(f.kind.name, f.place.line, f.place.column) for f in found(texts)}
    assert wanted - got == set()
    assert len({kind for kind, _, _ in wanted}) >= 20
    assert len(wanted) >= 50


FILES = {
    "not YAML": ("terms:\n  - term: A: b\n", "syntax", 2, 12),
    "not UTF-8": (b"terms:\n  - term: \xe9\n", "syntax", 2, 11),
    "empty": ("", "schema", 1, 1),
    "a byte order mark": ("\ufeffterms:\n  - term: Kalmonk\n    type: org\n", "form", 1, 1),
    "line ends of Windows": ("terms:\r\n  - term: Kalmonk\r\n    type: org\r\n", "form", 1, 7),
    "no last line end": ("terms:\n  - term: Kalmonk\n    type: org", "form", 3, 14),
    "empty lines at the end": ("terms:\n  - term: Kalmonk\n    type: org\n\n\n", "form", 3, 14),
    "a crooked comment": (
        "terms:\n  - term: Kalmonk\n    type: org\n# x\n  - term: Zorbix\n    type: org\n",
        "form",
        4,
        1,
    ),
    "an empty line on top": ("\nterms:\n  - term: Kalmonk\n    type: org\n", "form", 1, 1),
}


@pytest.mark.parametrize(("text", "kind", "line", "column"), FILES.values(), ids=FILES)
def test_faults_of_a_file(text: str | bytes, kind: str, line: int, column: int) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    places = [(f.kind.name, f.place.line, f.place.column) for f in check([read(data, "a.yaml", "a")])]
    assert places == [(kind, line, column)]


def test_the_first_line_names_the_schema_where_it_has_to() -> None:
    line = "# yaml-language-server: $schema=../lexicon.schema.json"
    body = "terms:\n  - term: Kalmonk\n    type: org\n"
    for text, want in ((body, ["schema-line"]), (f"{line}\n{body}", [])):
        made = read(text.encode(), "a.yaml", "a", schema=line)
        assert [f.kind.name for f in check([made])] == want


# --- Files beside each other ----------------------------------------------------------------------

ONE = "terms:\n  - term: Kilo\n    type: org\n    aliases: [Kilogram Inc]\n"


def test_what_two_files_have_is_found_in_the_second() -> None:
    other = "terms:\n  - term: Kilo\n    type: org\n  - term: Zorbix\n    type: org\n    aliases: [Kilogram Inc]\n"
    findings = list(check([source(ONE, shipped=True), source(other, "b", shipped=True)]))
    assert [(f.kind.name, str(f.place), [str(p) for p in f.related]) for f in findings] == [
        ("duplicate", "b.yaml:2:11", ["a.yaml:2:11"]),
        ("alias-owned", "b.yaml:6:15", ["a.yaml:4:15"]),
    ]
    assert "a.yaml:2" in findings[0].message


def test_ones_own_entry_replaces_that_of_a_pack() -> None:
    mine = source("terms:\n  - term: Kilo\n    type: place\n", "mine")
    pack = source(ONE, shipped=True, checked=False)
    assert list(check([pack, mine])) == []
    assert {(e.path, e.term.term) for e in in_force([pack, mine])} == {("mine.yaml", "Kilo")}
    assert lexicon_of([pack, mine]).terms[0].pack == "mine"


def test_only_what_is_checked_is_found_fault_with() -> None:
    bad = source("terms:\n  - term: Kattle\n", "bad", checked=False, shipped=True)
    good = source(ONE, shipped=True)
    assert list(check([bad, good])) == []


def test_a_missing_type_is_an_error_in_a_pack_only() -> None:
    text = "terms:\n  - term: Kilo\n"
    assert [f.level for f in found(text, shipped=True)] == [Level.ERROR]
    assert [f.level for f in found(text)] == [Level.WARNING]


NAMES = st.lists(st.integers(0, 12), max_size=14)


@given(NAMES)
def test_the_fewest_are_misplaced(keys: list[int]) -> None:
    rest = [k for n, k in enumerate(keys) if n not in _misplaced(keys)]
    assert rest == sorted(rest)
    longest = [1] * len(keys)
    for i in range(len(keys)):
        longest[i] += max((longest[j] for j in range(i) if keys[j] <= keys[i]), default=0)
    assert len(rest) == max(longest, default=0)


@given(
    st.lists(st.from_regex(r"[A-Z][a-z]{1,6}( [A-Z][a-zé]{1,6})?", fullmatch=True), max_size=6, unique=True)
)
def test_what_is_written_in_canonical_form_stands_in_it(names: list[str]) -> None:
    text = dump(Lexicon(tuple(Term(n, note="x, [y]", context=("a", n)) for n in names)))
    assert [str(f) for f in found(text) if f.kind.name in ("order", "form", "schema")] == []


@settings(deadline=None)  # the first run reads the words of English
@given(st.text(max_size=60), st.booleans())
def test_any_text_can_be_checked(text: str, as_entry: bool) -> None:
    lexicon = f"terms:\n  - term: {text}\n" if as_entry else text
    for f in check([read(lexicon.encode("utf-8", "surrogatepass"), "a.yaml", "a")]):
        assert f.place.line >= 1
        assert f.place.column >= 1
        assert "\n" not in str(f)


def test_every_kind_has_a_table_or_a_test() -> None:
    elsewhere = {"syntax", "schema-line", "duplicate", "alias-owned", "test-fails", "false-alarm", "noisy"}
    assert {p.kind for p in FAULTS.values()} | elsewhere == set(KINDS)


# --- Behaviour ------------------------------------------------------------------------------------


def proposal(said: str, old: str, new: str, action: Action = Action.FIX, term: str = "Kilo") -> Proposal:
    at = said.index(old)
    span = Span(at, at + len(old))
    return Proposal(span, old, new, term, Via.SOUND, 0.9, action, Evidence(), (Edit(span, old, new),))


TESTED = """terms:
  - term: Kilo
    type: org
    tests:
      fix:
        - {said: the keylow, want: the Kilo}
      keep: [a kilogram]
"""
FIXED, KEPT = proposal("the keylow", "keylow", "Kilo"), proposal("a kilogram", "kilogram", "Kilo")
TESTS: dict[str, tuple[list[Proposal], list[Proposal], list[str]]] = {
    "as they should": ([FIXED], [], []),
    "a question fixes too": ([replace(FIXED, action=Action.ASK)], [], []),
    "nothing is found": ([], [], ["a.yaml:6:18: error: wants 'the Kilo', but changes nothing [test-fails]"]),
    "what must stay is asked about": ([FIXED], [replace(KEPT, action=Action.ASK)], []),
    "what must stay is changed": (
        [FIXED],
        [KEPT],
        ["a.yaml:7:14: error: must stay, but changes 'kilogram' to 'Kilo' (Kilo, 0.90) [test-fails]"],
    ),
}


@pytest.mark.parametrize(("fix", "keep", "want"), TESTS.values(), ids=TESTS)
def test_tests(fix: list[Proposal], keep: list[Proposal], want: list[str]) -> None:
    tested = sentences(source(TESTED).entries)
    assert [s.test.said for s in tested] == ["the keylow", "a kilogram"]
    assert [str(f) for f in check_tests(tested, [fix, keep])] == want


def alarm(old: str, fix: bool = False, term: str = "Kilo", line: int = 3) -> Alarm:
    return Alarm(term, old, "Kilo", fix, "clean.txt", line, "")


def test_alarms() -> None:
    entries = {e.term.term: e for e in source(TESTED).entries}
    noise = tuple(alarm("kill", line=n) for n in range(5))
    for alarms, want in (
        ((alarm("key", True), alarm("key", True, line=9)), ["false-alarm"]),
        ((alarm("key", True, term="Other"),), []),
        (noise[:4], []),
        (noise, ["noisy"]),
    ):
        assert [f.kind.name for f in check_alarms(Alarms(30_000, alarms), entries)] == want
    assert list(check_alarms(Alarms(60_000, noise), entries)) == []
    (first,) = check_alarms(Alarms(30_000, (alarm("key", True), alarm("key", True, line=9))), entries)
    assert "2 times (clean.txt:3)" in first.message
    assert str(first.place) == "a.yaml:2:11"


def test_changes_of_alarms() -> None:
    before = Alarms(10_000, (alarm("a"), alarm("b", True), alarm("c", term="Mega")))
    now = Alarms(10_000, (alarm("a"), alarm("d", True), alarm("e", True), alarm("f", term="Nano")))
    assert compare(before, before) == []
    assert [
        (c.term, c.fixes, c.questions, [a.old for a in c.come], [a.old for a in c.gone])
        for c in compare(before, now)
    ] == [
        ("Kilo", 1, 0, ["d", "e"], ["b"]),
        ("Nano", 0, 1, ["f"], []),
        ("Mega", 0, -1, [], ["c"]),
    ]
    assert (now.fixes, now.questions, now.per_10_000(now.fixes)) == (2, 2, 2.0)
    assert Alarms(0, ()).per_10_000(0) == 0
