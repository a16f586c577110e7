"""An entry in the making: what is there already, what is added, what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from fakes import FIX, FakeCorrector

from mondegreen.drafting import heard_for, joined, known_as, listed, misheard, objections, parted, with_tests
from mondegreen.lexicon import Apply, Mishearing, Term, TermTest, TermType
from mondegreen.lexicon_check import Source, read
from mondegreen.proposal import Proposal

PACK = """\
terms:
  - term: Jim Webb
    type: person
  - term: Keir Starmer
    type: person
    aliases: [Sir Keir]
  - term: Ålesund
    type: place
  - term: Korlane
    type: place
"""


def source(text: str, path: str = "mine.yaml", shipped: bool = False) -> Source:
    return read(text.encode(), path, path, shipped=shipped)


COMPANY = [source(PACK, "pack.yaml", shipped=True)]

KNOWN = {
    "a term": ("Jim Webb", "pack.yaml:2:11", "Jim Webb", "Jim Webb"),
    "an alias": ("Sir Keir", "pack.yaml:6:15", "Sir Keir", "Keir Starmer"),
    "another case": ("Sir KEIR", "pack.yaml:6:15", "Sir Keir", "Keir Starmer"),
    "without accents": ("Alesund", "pack.yaml:7:11", "Ålesund", "Ålesund"),
    "other spacing": ("Jimwebb", "pack.yaml:2:11", "Jim Webb", "Jim Webb"),
}
UNKNOWN = {"another name": "Jim Webster", "a part": "Starmer", "nothing to compare": "—", "empty": ""}


@pytest.mark.parametrize(("text", "place", "form", "term"), KNOWN.values(), ids=KNOWN)
def test_what_is_there_is_found(text: str, place: str, form: str, term: str) -> None:
    known = known_as(text, COMPANY)
    assert known is not None
    assert (str(known.place), known.form, known.entry.term.term) == (place, form, term)


@pytest.mark.parametrize("text", UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_there_is_new(text: str) -> None:
    assert known_as(text, COMPANY) is None


def test_the_very_form_goes_before_one_like_it() -> None:
    sources = [source("terms:\n  - term: US aid\n  - term: USAID\n")]
    known = known_as("USAID", sources)
    assert known is not None
    assert str(known.place) == "mine.yaml:3:11"


def test_an_entry_of_ones_own_stands_for_that_of_a_pack() -> None:
    known = known_as("Jim Webb", [*COMPANY, source("terms:\n  - term: Jim Webb\n")])
    assert known is not None
    assert str(known.place) == "mine.yaml:2:11"


def test_lists_and_arrows() -> None:
    assert listed(["Labour, prime minister ", "Labour,,Leeds"]) == ("Labour", "prime minister", "Leeds")
    assert parted(" stommer=>Starmer ") == ("stommer", "Starmer")


STARMER = Term("Keir Starmer", TermType.PERSON, aliases=("Sir Keir",))
HEARD_FOR = {
    "stommer": "Starmer",
    "care stammer": "Keir Starmer",
    "sir care": "Sir Keir",
    "—": "Keir Starmer",
}


@pytest.mark.parametrize(("heard", "form"), HEARD_FOR.items())
def test_what_it_was_heard_for(heard: str, form: str) -> None:
    assert heard_for(heard, STARMER) == form


def test_mishearings() -> None:
    entry = misheard(
        STARMER, ["care stammer", "stommer", "kier => Keir Starmer", "sir keir", "Stommer"], "a.txt"
    )
    assert entry.mishearings == (
        Mishearing("care stammer", "a.txt"),
        Mishearing("stommer", "a.txt", stands_for="Starmer"),
        Mishearing("kier", "a.txt"),
    )
    assert misheard(entry, ["stommer"]) == entry


def test_tests() -> None:
    entry = misheard(STARMER, ["stommer"])
    found = with_tests(
        entry, ["and Stommer left", "so keer starmer won => so Keir Starmer won"], ["Keir Hardie"]
    )
    assert found.tests == (
        TermTest("and Stommer left", "and Starmer left"),
        TermTest("so keer starmer won", "so Keir Starmer won"),
        TermTest("Keir Hardie", "Keir Hardie"),
    )
    with pytest.raises(ValueError, match="nothing here"):
        with_tests(entry, ["nothing here"], [])


def test_more_goes_behind_what_is_there() -> None:
    old = Term(
        "A",
        TermType.ORG,
        context=("x", "y"),
        tests=(TermTest("a", "A"), TermTest("k", "k")),
        note="was",
        pack="p",
    )
    more = Term(
        "a", context=("y", "z"), apply=Apply.ASK, tests=(TermTest("b", "A"), TermTest("a", "?")), note="is"
    )
    assert joined(old, more) == Term(
        "A",
        TermType.ORG,
        context=("x", "y", "z"),
        apply=Apply.ASK,
        tests=(TermTest("a", "A"), TermTest("b", "A"), TermTest("k", "k")),
        note="is",
        pack="p",
    )
    assert joined(old, Term("A")) == old


def propose_all(texts: Sequence[str]) -> list[list[Proposal]]:
    corrector = FakeCorrector({"zorbock": ("Zorbok", "Zorbok", 0.9, FIX)})
    return [corrector.propose(text) for text in texts]


BEFORE = "terms:\n  - term: Aaron\n"
ENTRY = "  - term: Zorbok\n    type: place\n"
FINE = ENTRY + "    tests:\n      fix:\n        - {said: in zorbock, want: in Zorbok}\n"
OBJECTIONS = {
    "a field that is none": (ENTRY + "    typ: x\n", "schema 5"),
    "no type": ("  - term: Zorbok\n", "missing-type 3"),
    "a test that fails": (
        ENTRY + "    tests:\n      fix: [{said: in zurbuck, want: in Zorbok}]\n",
        "test-fails 6",
    ),
    "a test that must stay": (ENTRY + "    tests:\n      keep: [in zorbock]\n", "test-fails 6"),
    "a name but for a letter": ("  - term: Keir Stanmer\n    type: person\n", "near-duplicate 3"),
    "an owner of its alias": (ENTRY + "    aliases: [Sir Keir]\n", "alias-owned 5"),
    "an ordinary word": ("  - term: Vaughan\n    type: place\n", "sounds-like-word 3"),
    "a term like it, whose entry has no context": (
        "  - term: Corlane\n    type: place\n",
        "sounds-like-term 3",
    ),
}


@pytest.mark.parametrize(("entry", "want"), OBJECTIONS.values(), ids=OBJECTIONS)
def test_objections(entry: str, want: str) -> None:
    file = source(BEFORE + entry)
    term = entry.partition("term: ")[2].partition("\n")[0]
    found = {f"{f.kind.name} {f.place.line}" for f in objections(COMPANY, file, term, propose_all)}
    assert want in found


def test_nothing_speaks_against_a_good_entry_whatever_the_others_are() -> None:
    assert [f.kind.name for f in objections(COMPANY, source(BEFORE + FINE), "Zorbok", propose_all)] == []
