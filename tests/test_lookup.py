"""Finding the entry that is meant, and counting what lexicons hold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mondegreen.lexicon import Apply, Mishearing, Term, TermTest, TermType
from mondegreen.lexicon_check import Source, read
from mondegreen.lexicon_stats import stats_of
from mondegreen.lookup import Way, look_up

PACK = """\
terms:
  - term: Jean-Luc Mélenchon
    type: person
    mishearings: [melody champ]
    sounds_like: [zhon luke may-lon-shon]
  - term: Rokfin
    type: media
  - term: Royal Borough of Windsor
    type: place
    aliases: [Windsor Borough]
  - term: USAID
    type: org
"""


def sources(*texts: str) -> list[Source]:
    return [read(text.encode(), f"{k}.yaml", str(k), shipped=k == 0) for k, text in enumerate(texts)]


FOUND = {
    "the term itself": ("Rokfin", "Rokfin", "term", Way.SAME),
    "in other case, accents and spacing": ("jean luc melenchon", "Jean-Luc Mélenchon", "term", Way.SAME),
    "a surname": ("Mélenchon", "Jean-Luc Mélenchon", "surname", Way.SAME),
    "an alias": ("windsor borough", "Royal Borough of Windsor", "alias", Way.SAME),
    "a mishearing": ("Melody Champ", "Jean-Luc Mélenchon", "mishearing", Way.SAME),
    "a slip of the pen": ("Rokfinn", "Rokfin", "term", Way.SOUND),
    "letters that sound otherwise": ("Rokfina", "Rokfin", "term", Way.LETTERS),
    "what was heard": ("melon shawn", "Jean-Luc Mélenchon", "surname", Way.SOUND),
    "one word of it": ("windsor", "Royal Borough of Windsor", "alias", Way.PART),
    "some words of it": ("borough of windsor", "Royal Borough of Windsor", "term", Way.PART),
}


@pytest.mark.parametrize(("query", "term", "field", "way"), FOUND.values(), ids=FOUND)
def test_what_is_meant(query: str, term: str, field: str, way: Way) -> None:
    """The likeliest entry, and what in it agrees in which way."""
    found = look_up(query, sources(PACK))[0]
    assert (found.entry.term.term, found.field, found.way) == (term, field, way)


@pytest.mark.parametrize("query", ["", "—", "seaside", "us", "Зеленский"])
def test_what_nobody_means(query: str) -> None:
    """What agrees with nothing is not found; short words agree with too much to be compared by letters."""
    assert look_up(query, sources(PACK)) == ()


def test_the_place_is_that_of_what_agrees() -> None:
    """A mishearing stands elsewhere than its term."""
    (found,) = look_up("melody champ", sources(PACK))
    assert str(found.entry.place(found.node)) == "0.yaml:4:19"
    assert str(found.entry.place(found.entry.at)) == "0.yaml:2:11"


def test_an_entry_of_ones_own_replaces_that_of_a_pack() -> None:
    """Only the entry that counts is found."""
    found = look_up("Rokfin", sources(PACK, "terms:\n  - term: Rokfin\n    type: org\n"))
    assert [m.entry.path for m in found] == ["1.yaml"]


def test_the_likeliest_come_first_and_no_more_than_wanted() -> None:
    """What is much worse than the best is left out."""
    many = "terms:\n" + "".join(
        f"  - term: {t}\n    type: term\n" for t in ("Tarland", "Tarlande", "Tarlond", "Barlund")
    )
    found = look_up("Tarland", sources(many))
    assert [m.entry.term.term for m in found][:2] == ["Tarland", "Tarlande"]
    assert [m.share for m in found] == sorted((m.share for m in found), reverse=True)
    assert "Barlund" not in {m.entry.term.term for m in found}
    assert len(look_up("Tarland", sources(many), most=2)) == 2


@given(st.text(max_size=12))
@settings(max_examples=50, deadline=None)
def test_anything_can_be_asked_for(query: str) -> None:
    """Whatever is asked for, shares are shares, and only the very letters are the same."""
    for match in look_up(query, sources(PACK)):
        assert 0 < match.share <= 1
        assert (match.share == 1) is (match.way is Way.SAME)


def test_stats() -> None:
    """Everything that entries hold is counted, and how many have it at all."""
    terms = [
        Term(
            "Keir Starmer",
            TermType.PERSON,
            aliases=("Sir Keir", "Starmer KC"),
            mishearings=(Mishearing("stommer", source="talk.txt"), Mishearing("stammer")),
            context=("Labour", "minister"),
            source="https://www.gov.uk/",
            tests=(TermTest("a", "b"),),
        ),
        Term("Rumble", sounds_like=("rumble",), apply=Apply.ASK),
    ]
    found = stats_of("mine", terms)
    assert (found.entries, found.aliases, found.mishearings, found.seen) == (2, 2, 2, 1)
    assert (found.respellings, found.context, found.sentences, found.unasked) == (1, 2, 1, 1)
    assert found.types == {"person": 1, "none": 1}
    assert [found.share(w) for w in ("source", "context", "sounds_like", "mishearings", "tests")] == [0.5] * 5


def test_nothing_has_no_share() -> None:
    """An empty lexicon has figures too."""
    assert stats_of("empty", ()).share("source") == 0
