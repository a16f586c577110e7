"""Reading lexicons strictly."""

# ruff: noqa: E501 - the tables hold one case a line

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from mondegreen import lexicon_file, yaml_nodes
from mondegreen.errors import FileError, LexiconError, MondegreenError
from mondegreen.lexicon import Apply, Lexicon, Mishearing, Term, TermTest, TermType
from mondegreen.lexicon_check import KINDS
from mondegreen.lexicon_file import load, load_packs, pack_paths, parse
from mondegreen.lexicon_writer import comments_of, dump

FULL = """\
# yaml-language-server: $schema=../lexicon.schema.json
terms:
  - term: Keir Starmer
    type: person
    surname: Starmer
    aliases: [Sir Keir]
    mishearings:
      - Qurstammer
      - {text: stommer, for: Starmer, source: seeds/duran-2024-09-13.txt, count: 2}
    sounds_like: [keer starmer]
    context: [Labour, Downing Street]
    never: [care stammer]
    apply: ask
    plural: false
    source: https://www.gov.uk/government/people/keir-starmer
    note: British prime minister from July 2024
    tests:
      fix:
        - {said: so Qurstammer is going, want: so Keir Starmer is going}
      keep: [Keir Hardie founded the party]
"""

STARMER = Term(
    "Keir Starmer",
    TermType.PERSON,
    "Starmer",
    ("Sir Keir",),
    (Mishearing("Qurstammer"), Mishearing("stommer", "seeds/duran-2024-09-13.txt", 2, "Starmer")),
    ("keer starmer",),
    ("Labour", "Downing Street"),
    ("care stammer",),
    Apply.ASK,
    False,
    "https://www.gov.uk/government/people/keir-starmer",
    "British prime minister from July 2024",
    (
        TermTest("so Qurstammer is going", "so Keir Starmer is going"),
        TermTest("Keir Hardie founded the party", "Keir Hardie founded the party"),
    ),
    "uk",
)


def faults_of(text: str) -> list[str]:
    """What `parse` finds wrong, without the path."""
    with pytest.raises(LexiconError) as caught:
        parse(text, "x.yaml")
    return [str(d).removeprefix("x.yaml:") for d in caught.value.diagnostics]


def entry(lines: str) -> str:
    """A lexicon of one entry: `term: Lammy` on line 2, then these lines."""
    return "terms:\n  - term: Lammy\n" + "".join(f"    {line}\n" for line in lines.splitlines())


@pytest.fixture(params=["c", "python"])
def each_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything holds with libyaml and without it."""
    if request.param == "c":
        if not hasattr(yaml, "CSafeLoader"):
            pytest.skip("no libyaml")
        monkeypatch.setattr(yaml_nodes, "_LOADER", yaml.CSafeLoader)
    else:
        monkeypatch.setattr(yaml_nodes, "_LOADER", yaml.SafeLoader)


def test_every_field() -> None:
    assert parse(FULL, "uk.yaml", "uk").terms == (STARMER,)


def test_full_entry_is_canonical() -> None:
    assert dump(parse(FULL, "uk.yaml"), comments_of(FULL, "uk.yaml")) == FULL


ACCEPTED = {
    "scalars stay strings": (
        "terms:\n  - {term: NO, aliases: [1.10, null, 2024, yes, 0x1F, ~, 12:30]}",
        Term("NO", aliases=("1.10", "null", "2024", "yes", "0x1F", "~", "12:30")),
    ),
    "surname turned off": (entry('surname: ""'), Term("Lammy", surname="")),
    "quotes": (entry("never: ['it''s', \"a: \\u00e9\"]"), Term("Lammy", never=("it's", "a: é"))),
    "folded over lines": (entry("note: one\n  two"), Term("Lammy", note="one two")),
    "typed fields": (entry("plural: true\napply: exact"), Term("Lammy", plural=True, apply=Apply.EXACT)),
    "a byte order mark": ("\ufeff" + entry("type: place"), Term("Lammy", TermType.PLACE)),
    "CRLF": ("terms:\r\n  - term: Lammy\r\n    note: x\r\n", Term("Lammy", note="x")),
    "a path as source": (entry("source: seeds/duran-2024-09-13.txt"), Term("Lammy", source="seeds/duran-2024-09-13.txt")),
    "a port and a query": (entry("source: http://x.org:80/?a=b"), Term("Lammy", source="http://x.org:80/?a=b")),
    "an alias that differs by accent": (
        "terms:\n  - term: Mélenchon\n    aliases: [Melenchon]",
        Term("Mélenchon", aliases=("Melenchon",)),
    ),
    "a look-alike in lower case": (
        "terms:\n  - term: Rumble\n    never: [rumble]",
        Term("Rumble", never=("rumble",)),
    ),
}  # fmt: skip


@pytest.mark.usefixtures("each_loader")
@pytest.mark.parametrize(("text", "want"), ACCEPTED.values(), ids=ACCEPTED)
def test_accepted(text: str, want: Term) -> None:
    assert parse(text, "x.yaml").terms == (want,)


def test_no_terms_is_a_lexicon() -> None:
    assert parse("terms: []\n", "x.yaml") == Lexicon()


REFUSED = {
    # YAML itself
    "tab": ("terms:\n\t- term: x", "2:1: not YAML:"),
    "colon in a value": (entry("note: like: this"), "3:15: not YAML: mapping values are not allowed"),
    "open quotation": (entry('note: "x'), "not YAML:"),
    "control character": (entry("note: a\x07b"), "3:12: the control character U+0007"),
    "lone surrogate": (entry("note: \ud800"), "3:11: the control character U+D800"),
    "alias": ("a: &x [b]\nterms: *x", "2:8: aliases (*x) are not read"),
    "anchor": (entry("note: &x y"), "anchors (&x) are not read"),
    "tag": (entry("note: !!python/object:os.system y"), "tags ("),
    "two documents": ("terms: []\n---\nterms: []\n", "2:1: a second document"),
    "deep": ("terms: " + "[" * 500, "1:27: nested deeper than 20"),
    "deep mappings": ("{a: " * 500, "nested deeper than 20"),
    # deeper than this some versions of the parser give up themselves
    "very deep": ("terms: " + "[" * 5000, "nest"),
    # the frame
    "nothing": ("# only this\n", "1:1: the file is empty"),
    "a list": ("- term: x\n", "1:1: the top level is a list"),
    "a string": ("Keir Starmer\n", "1:1: the top level is a string"),
    "no terms": ("term: x\n", "1:1: unknown key `term`; only `terms`"),
    "empty mapping": ("{}", "1:1: `terms` is missing"),
    "empty terms": ("terms:\n", "1:7: `terms` must be a list, not a missing value"),
    "mapping of terms": ("terms: {a: b}\n", "1:8: `terms` must be a list, not a mapping"),
    "bare string as entry": ("terms: [ATACMS]\n", "1:9: an entry must be a mapping, not a string; write `- term: ATACMS`"),
    "twice terms": ("terms: []\nterms: []\n", "2:1: `terms` stands twice in the file (line 1)"),
    "list as key": ("terms: []\n? [a]\n: b\n", "2:3: a key must be a string, not a list"),
    # fields
    "unknown field": (entry("alias: [x]"), "3:5: unknown field `alias`; did you mean `aliases`?"),
    "unlike any field": (entry("zzz: x"), "3:5: unknown field `zzz`; known are term, type,"),
    "duplicate key": (entry("term: Lamy"), "3:5: `term` stands twice in this entry (line 2)"),
    "missing term": ("terms:\n  - type: person\n", "2:5: `term` is missing"),
    "empty term": ("terms:\n  - term:\n", "`term` is empty"),
    "list as term": ("terms:\n  - term: [x]\n", "2:11: `term` must be a string, not a list"),
    "string as list": (entry("aliases: Lamy"), "3:14: `aliases` must be a list, not a string; write `aliases: [Lamy]`"),
    "empty list": (entry("aliases: []"), "3:14: `aliases` is empty"),
    "nothing as list": (entry("aliases:"), "`aliases` must be a list, not a missing value"),
    "empty string in a list": (entry("aliases: ['', x]"), "3:15: `aliases` is empty"),
    "mapping in a list": (entry("context: [{a: b}]"), "3:15: `context` must be a string, not a mapping"),
    "surname left empty": (entry("surname:"), "`surname` is empty"),
    "type": (entry("type: human"), "3:11: `type` must be one of person, place, org, weapon,"),
    "apply": (entry("apply: never"), "3:12: `apply` must be one of auto, ask, exact; not 'never'"),
    "plural": (entry("plural: yes"), "3:13: `plural` must be one of true, false; not 'yes'"),
    "list as plural": (entry("plural: [true]"), "not a list"),
    # strings
    "space before": (entry("note: ' x'"), "3:11: `note` has space before"),
    "space behind": (entry("note: 'x '"), "3:11: `note` has space before"),
    "space twice": (entry("note: x  y"), "3:11: `note` has space before"),
    "line break": (entry('note: "a\\nb"'), "3:11: `note` goes over a line"),
    "block": (entry("note: |\n  a\n  b"), "`note` goes over a line"),
    "tab in a string": (entry('note: "a\\tb"'), "invisible character U+0009"),
    "bidi": (entry('note: "a\\u202eb"'), "invisible character U+202E"),
    "zero width": (entry("note: a\u200bb"), "invisible character U+200B"),
    "no-break space": (entry("note: a\xa0b"), "the space U+00A0"),
    # names
    "term twice": ("terms:\n  - term: A\n  - term: A\n", "3:11: the term 'A' has an entry on line 2"),
    "alias is own term": (entry("aliases: [Lammy]"), "3:15: the alias 'Lammy' is the term itself"),
    "alias twice": (entry("aliases: [a, b, a]"), "3:21: `aliases` lists 'a' twice"),
    "alias is another term": ("terms:\n  - term: A\n  - {term: B, aliases: [A]}\n", "3:25: the alias 'A' is a term of its own on line 2"),
    "term is another alias": ("terms:\n  - {term: B, aliases: [A]}\n  - term: A\n", "3:11: 'A' is an alias of 'B' on line 2"),
    "alias of two": ("terms:\n  - {term: B, aliases: [A]}\n  - {term: C, aliases: [A]}\n", "3:25: the alias 'A' is an alias of 'B' on line 2"),
    "never the term": (entry("never: [Lammy]"), "3:13: `never` holds 'Lammy'"),
    # mishearings
    "mishearing is the term": (entry("mishearings: [LAMMY]"), "3:19: the mishearing 'LAMMY' is the right form 'Lammy'"),
    "mishearing is an alias": (entry("mishearings: [x]\naliases: [X]"), "3:19: the mishearing 'x' is the right form 'X'"),
    "mishearing in a mapping": (entry("mishearings: [{text: lammy}]"), "3:26: the mishearing 'lammy' is the right form"),
    "mishearing twice": (entry("mishearings: [Lamy, {text: lamy}]"), "3:32: the mishearing 'lamy' is listed twice"),
    "mishearing and never": (entry("mishearings: [Lamy]\nnever: [Lamy]"), "3:19: 'Lamy' is a mishearing and in `never`"),
    "mishearing without text": (entry("mishearings: [{count: 2}]"), "3:19: `text` is missing"),
    "mishearing field": (entry("mishearings: [{text: a, cuont: 2}]"), "3:29: unknown field `cuont` in a mishearing; did you mean `count`?"),
    "mishearing for itself": (entry("mishearings: [{text: a, for: a}]"), "3:19: the mishearing 'a' stands for itself"),
    "count of nothing": (entry("mishearings: [{text: a, count: 0}]"), "3:36: `count` must be a whole number from 1, not '0'"),
    "count in words": (entry("mishearings: [{text: a, count: two}]"), "`count` must be a whole number from 1, not 'two'"),
    "count in other digits": (entry("mishearings: [{text: a, count: ２}]"), "`count` must be a whole number"),
    # sources
    "free text": (entry("source: heard it"), "3:13: `source` must be an address"),
    "a word": (entry("source: Wikipedia"), "3:13: `source` must be an address"),
    "no host": (entry("source: https:///x"), "3:13: `source` must be an address"),
    "no scheme": (entry("source: gov.uk/people"), "3:13: `source` must be an address"),
    "other scheme": (entry("source: ftp://x.org/y"), "3:13: `source` must be an address"),
    "absolute path": (entry("source: /etc/x.txt"), "3:13: `source` must be an address"),
    "path upwards": (entry("source: seeds/../x.txt"), "3:13: `source` must be an address"),
    # tests
    "tests as list": (entry("tests: [x]"), "3:12: `tests` must be a mapping of `fix` and `keep`"),
    "no tests": (entry("tests: {}"), "3:12: `tests` is empty"),
    "tests field": (entry("tests: {keeps: [x]}"), "3:13: unknown field `keeps` in `tests`; did you mean `keep`?"),
    "fix as string": (entry("tests: {fix: [x]}"), "3:19: a `fix` must be {said:"),
    "fix without want": (entry("tests: {fix: [{said: x}]}"), "3:19: `want` is missing in a `fix`"),
    "fix field": (entry("tests: {fix: [{said: x, want: y, wnat: z}]}"), "unknown field `wnat` in a `fix`; did you mean `want`?"),
    "fix changes nothing": (entry("tests: {fix: [{said: x, want: x}]}"), "3:19: `said` and `want` are the same"),
    "keep as string": (entry("tests: {keep: x}"), "3:19: `keep` must be a list"),
}  # fmt: skip


@pytest.mark.usefixtures("each_loader")
@pytest.mark.parametrize(("text", "want"), REFUSED.values(), ids=REFUSED)
def test_refused(text: str, want: str) -> None:
    found = faults_of(text)
    assert any(want in fault for fault in found), found
    assert all("\n" not in fault for fault in found)


def test_every_fault_is_reported_in_order() -> None:
    text = "terms:\n  - type: human\n    alias: x\n  - term: A\n    plural: no\n    tests: {fix: [1]}\n  - term: A\n"
    assert [fault.split(": ")[0] for fault in faults_of(text)] == [
        "2:5",
        "2:11",
        "3:5",
        "5:13",
        "6:19",
        "7:11",
    ]


def test_too_large_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_nodes, "MAX_SIZE", 20)
    assert "larger than" in faults_of("terms: []" + " " * 12)[0]
    assert parse("terms: []" + " " * 11, "x.yaml") == Lexicon()


def test_load_merges_in_order(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_bytes(b"\xef\xbb\xbfterms:\n  - {term: A, note: old}\n  - term: B\n")
    (tmp_path / "two.yaml").write_text("terms:\n  - {term: A, note: new}\n")
    loaded = load(tmp_path / "one.yaml", str(tmp_path / "two.yaml"))
    assert loaded.terms == (Term("A", note="new", pack="two"), Term("B", pack="one"))
    assert Lexicon.load(tmp_path / "one.yaml").terms[0].note == "old"
    assert load() == Lexicon()


def test_load_reports_the_faults_of_every_file(tmp_path: Path) -> None:
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_text("terms: [x]\n")
    with pytest.raises(LexiconError) as caught:
        load(tmp_path / "one.yaml", tmp_path / "two.yaml")
    assert [Path(d.path).name for d in caught.value.diagnostics] == ["one.yaml", "two.yaml"]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
def test_load_names_the_byte_that_is_not_utf8(tmp_path: Path, mark: bytes) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes(mark + "terms:\n  - term: é".encode() + b"\xe9")
    with pytest.raises(LexiconError, match="byte 0xE9 is not UTF-8") as caught:
        load(path)
    assert (caught.value.diagnostics[0].line, caught.value.diagnostics[0].column) == (2, 12)


def test_load_of_what_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileError, match="is a directory"):
        load(tmp_path)
    with pytest.raises(FileError, match="can't be read"):
        load(tmp_path / "missing.yaml")
    monkeypatch.setattr(lexicon_file, "MAX_SIZE", 8)
    (tmp_path / "x.yaml").write_text("terms: []")
    with pytest.raises(FileError, match="is larger than"):
        load(tmp_path / "x.yaml")


def test_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        lexicon_file, "pack_paths", lambda: {n: tmp_path / f"{n}.yaml" for n in ("geopolitics", "medicine")}
    )
    (tmp_path / "geopolitics.yaml").write_text("terms:\n  - term: ATACMS\n")
    (tmp_path / "medicine.yaml").write_text("terms:\n  - term: Ozempic\n")
    assert [(t.term, t.pack) for t in load_packs(["medicine"]).terms] == [("Ozempic", "medicine")]
    assert [t.term for t in Lexicon.default().terms] == ["ATACMS", "Ozempic"]
    assert load_packs([]) == Lexicon()
    with pytest.raises(MondegreenError, match=r"no pack is called 'geopolitcs'.*did you mean `geopolitics`"):
        load_packs(["geopolitcs"])


def test_packs_are_found_beside_the_code() -> None:
    folder = Path(lexicon_file.__file__).resolve().parents[2] / "lexicons" / "en"
    assert set(pack_paths().values()) == set(folder.glob("*.yaml"))


README = Path(lexicon_file.__file__).resolve().parents[2] / "lexicons" / "README.md"


def test_readme_names_every_field_and_its_example_is_canonical() -> None:
    text = README.read_text("utf-8")
    fields, _, kinds = text.partition("## What is checked")
    rows = [
        [line.split("`")[1] for line in part.splitlines() if line.startswith("| `")]
        for part in (fields, kinds)
    ]
    assert rows == [[*lexicon_file.FIELDS, *lexicon_file.MISHEARING_FIELDS], list(KINDS)]
    example = text.split("```yaml\n")[1].split("```")[0]
    assert dump(parse(example, "README.md"), comments_of(example, "README.md")) == example
