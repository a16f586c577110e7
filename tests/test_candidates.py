"""Finding: the channels, what stands right already, and the index against brute force."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mondegreen import nearness
from mondegreen.candidates import Candidate, Index
from mondegreen.forms import Kind
from mondegreen.heard import Heard
from mondegreen.lexicon import Apply, Lexicon, Mishearing, Term, TermType
from mondegreen.phonetics import phrase_readings
from mondegreen.proposal import Via

LEXICON = Lexicon(
    (
        Term("Keir Starmer", TermType.PERSON),
        Term(
            "Volodymyr Zelensky",
            TermType.PERSON,
            aliases=("Zelensky", "Zelenskyy"),
            mishearings=(Mishearing("Alinsky", stands_for="Zelensky"),),
        ),
        Term("Storm Shadow", TermType.WEAPON),
        Term(
            "Nicolás Maduro",
            TermType.PERSON,
            aliases=("Nicolas Maduro",),
            mishearings=(Mishearing("Nicklas Madura"),),
        ),
        Term("Raúl Castro", TermType.PERSON),
        Term("Valenski", aliases=("Valensky",)),
        Term("US", TermType.PLACE, aliases=("U.S.", "United States")),
        Term("Ugledar", TermType.PLACE),
        Term("Odysee", TermType.MEDIA, apply=Apply.EXACT, mishearings=(Mishearing("to see"),)),
        Term("Russiagate", TermType.EVENT),
        Term("Helm", TermType.PRODUCT),
        Term("Acme Snapzilla Group", TermType.ORG),
        Term(
            "The Duran", TermType.MEDIA, mishearings=(Mishearing("these Duran", stands_for="on the Duran"),)
        ),
    )
)
INDEX = Index(LEXICON)

# A text, and a candidate that must be among the found ones: heard, form, channel.
FOUND = {
    "one word for two": ("so Kierstommer said", ("Kierstommer", "Keir Starmer", Via.SOUND)),
    "two words for two": ("so kier stommer said", ("kier stommer", "Keir Starmer", Via.SOUND)),
    "surname alone": ("so stommer said", ("stommer", "Starmer", Via.SOUND)),
    "surname of a listed alias": ("so Selensky said", ("Selensky", "Zelensky", Via.SOUND)),
    "possessive": ("Kierstommer's plan", ("Kierstommer", "Keir Starmer", Via.SOUND)),
    "over a line break": ("keir\nstommer said", ("keir\nstommer", "Keir Starmer", Via.SOUND)),
    "over a comma": ("keir, stommer said", ("keir, stommer", "Keir Starmer", Via.SOUND)),
    "over a full stop": ("He met Keir. Stommer left", ("Keir. Stommer", "Keir Starmer", Via.SOUND)),
    "all letters over a full stop": ("On Rush. Agate now", ("Rush. Agate", "Russiagate", Via.SOUND)),
    "near in letters only": ("near Ugladar today", ("Ugladar", "Ugledar", Via.SOUND)),
    "listed": ("so Alinsky said", ("Alinsky", "Zelensky", Via.MISHEARING)),
    "a mark behind a first name": ("so Keir <unk> said", ("Keir <unk>", "Keir Starmer", Via.UNHEARD)),
    "a mark before a surname": ("so [inaudible] Castro", ("[inaudible] Castro", "Raúl Castro", Via.UNHEARD)),
    "several marks": ("an Acme <unk> <unk> deal", ("Acme <unk> <unk>", "Acme Snapzilla Group", Via.UNHEARD)),
    "listed, in capitals": ("so ALINSKY said", ("ALINSKY", "Zelensky", Via.MISHEARING)),
    "listed for a term with accents": (
        "Nicklas Madura said",
        ("Nicklas Madura", "Nicolás Maduro", Via.MISHEARING),
    ),
    "listed for a phrase": ("these Duran shows", ("these Duran", "on the Duran", Via.MISHEARING)),
    "listed for a term that is exact": ("go to see it", ("to see", "Odysee", Via.MISHEARING)),
    "letter case": ("a storm shadow flew", ("storm shadow", "Storm Shadow", Via.CASE)),
    "plural in another case": ("two storm shadows flew", ("storm shadows", "Storm Shadows", Via.CASE)),
    "accents": ("Raul Castro said", ("Raul Castro", "Raúl Castro", Via.CASE)),
    "hyphen": ("a storm-shadow flew", ("storm-shadow", "Storm Shadow", Via.CASE)),
    "joined": ("a Stormshadow flew", ("Stormshadow", "Storm Shadow", Via.SPACING)),
    "divided": ("the Russia gate story", ("Russia gate", "Russiagate", Via.SPACING)),
    "a divided word of a name": ("the snap zilla story", ("snap zilla", "Snapzilla", Via.SPACING)),
}

# A text, and what must not be found there.
NOT_FOUND = {
    "over a question mark": ("He met keir? stommer left", ("keir? stommer", "Keir Starmer", Via.SOUND)),
    "listed, over a stop": ("We go to. See it", ("to. See", "Odysee", Via.MISHEARING)),
    "divided by a stop": ("Of Russia. Gate now", ("Russia. Gate", "Russiagate", Via.SPACING)),
    "over a blank line": ("He met keir\n\nstommer left", ("keir\n\nstommer", "Keir Starmer", Via.SOUND)),
    "another case over a comma": ("a storm, shadow flew", ("storm, shadow", "Storm Shadow", Via.CASE)),
    "by sound, for a term that is exact": ("on Odyssey today", ("Odyssey", "Odysee", Via.SOUND)),
    "in another case, for a term that is exact": ("on ODYSEE today", ("ODYSEE", "Odysee", Via.CASE)),
    "a word of a name in another case": ("on snapzilla today", ("snapzilla", "Snapzilla", Via.CASE)),
    "a divided English word of a name": ("a gro up today", ("gro up", "Group", Via.SPACING)),
    "a sign beside a divided name": ("5% Russia gate", ("% Russia gate", "Russiagate", Via.SPACING)),
    "a mark of the recogniser": ("so kier <unk> said", ("kier <unk>", "Keir Starmer", Via.SOUND)),
    "nothing like it": ("nobody was there", ("nobody", "Keir Starmer", Via.SOUND)),
    "right already": ("Storm Shadow flew", ("Storm Shadow", "Storm Shadow", Via.CASE)),
    "right already, by sound": ("Storm Shadow flew", ("Storm Shadow", "Storm Shadow", Via.SOUND)),
    "an alias, for its term": ("Nicolas Maduro said", ("Nicolas Maduro", "Nicolás Maduro", Via.CASE)),
}

# What stands right already: each as its text, with the form's.
EXACT = {
    "full name": ("so Keir Starmer said", [("Keir Starmer", "Keir Starmer")]),
    "surname": ("so Starmer's plan", [("Starmer", "Starmer")]),
    "another case": ("the storm SHADOW flew", [("storm SHADOW", "Storm Shadow")]),
    "plural": ("Storm Shadows flew", [("Storm Shadows", "Storm Shadows")]),
    "without accents": (
        "Maduro and Nicolas Maduro",
        [("Maduro", "Maduro"), ("Nicolas Maduro", "Nicolas Maduro")],
    ),
    "over a line break": ("Keir\r\nStarmer", [("Keir\r\nStarmer", "Keir Starmer")]),
    "abbreviation with stops": ("the U.S. said", [("U.S.", "US")]),
    "not over a comma": ("a storm, shadow", []),
    "not over a stop": ("Keir. Starmer", [("Starmer", "Starmer")]),
    "a word of an acronym's letters": ("they told us so", []),
    "a part of it": ("Keir Hardie", []),
    "an ordinary word in small letters": ("I saw him at the helm of the Helm project", [("Helm", "Helm")]),
    "in a transcript without capitals": ("i saw him at the helm", [("helm", "Helm")]),
    "no ordinary word in small letters": ("I saw it on odysee", [("odysee", "Odysee")]),
}


def candidates(text: str, index: Index = INDEX) -> tuple[Heard, list[Candidate]]:
    heard = Heard.of(text)
    return heard, index.find(heard, index.exact(heard))


@pytest.mark.parametrize(("text", "wanted"), FOUND.values(), ids=FOUND)
def test_found(text: str, wanted: tuple[str, str, Via]) -> None:
    heard, found = candidates(text)
    assert wanted in {(heard.words(c.first, c.last), c.form.text, c.via) for c in found}


@pytest.mark.parametrize(("text", "unwanted"), NOT_FOUND.values(), ids=NOT_FOUND)
def test_not_found(text: str, unwanted: tuple[str, str, Via]) -> None:
    heard, found = candidates(text)
    assert unwanted not in {(heard.words(c.first, c.last), c.form.text, c.via) for c in found}


@pytest.mark.parametrize(("text", "right"), EXACT.values(), ids=EXACT)
def test_right_already(text: str, right: list[tuple[str, str]]) -> None:
    heard = Heard.of(text)
    found = INDEX.exact(heard)
    assert [heard.words(e.first, e.last) for e in found] == [words for words, _ in right]
    assert [e.form.term.term for e in found] == [
        next(f.term.term for f in INDEX.forms if f.text == form) for _, form in right
    ]


def test_a_candidate_once_by_its_surest_channel() -> None:
    heard, found = candidates("so Alinsky, Selensky and Stormshadow met Kierstommer and Nicklas Madura")
    places = [(c.first, c.last, c.form.term.term, c.form.text) for c in found]
    assert len(places) == len(set(places))
    # a listed mishearing says which form is meant: nothing else of the term is weighed there
    at = heard.norms.index("alinsky")
    mine = {
        (c.form.text, c.via) for c in found if (c.first, c.last) == (at, at + 1) and "Zelensk" in c.form.text
    }
    assert mine == {("Zelensky", Via.MISHEARING)}


def test_a_listed_mishearing_takes_no_word_along() -> None:
    heard, found = candidates("so Nicklas Madura is here")
    at = heard.norms.index("nicklas")
    mine = {(c.first, c.last) for c in found if c.form.text == "Nicolás Maduro" and c.first <= at < c.last}
    assert (at, at + 2) in mine
    assert not {(first, last) for first, last in mine if first <= at and at + 2 <= last} - {(at, at + 2)}


def test_the_form_that_the_text_uses_is_taken() -> None:
    for used in ("Valenski", "Valensky"):
        heard, found = candidates(f"{used} spoke, and Falenski left")
        at = heard.norms.index("falenski")
        mine = {c.form.text for c in found if (c.first, c.last) == (at, at + 1)}
        assert mine & {"Valenski", "Valensky"} == {used}


def test_forbidden_words_are_found() -> None:
    index = Index(
        Lexicon((Term("David Lammy", never=("Pascal Lamy",)), Term("Duran", never=("Duran Duran",))))
    )
    heard = Heard.of("Pascal LAMY saw Duran Duran Duran")
    assert index.forbidden(heard) == {"David Lammy": [(0, 2)], "Duran": [(3, 5), (4, 6)]}
    assert index.forbids("pascal lamy", index.lexicon.terms[0])
    assert not index.forbids("Lamy", index.lexicon.terms[0])


def test_what_is_forbidden_is_so_in_the_plural_too() -> None:
    kornet = Term("Kornet", TermType.WEAPON, never=("cornet",))
    lamy = Term("Lammy", TermType.PERSON, never=("lamb",))
    index = Index(Lexicon((kornet, lamy)))
    assert [index.forbids(word, kornet) for word in ("cornet", "Cornets", "corner")] == [True, True, False]
    assert [index.forbids(word, lamy) for word in ("lamb", "lambs")] == [True, False]  # nobody is inflected
    assert index.forbidden(Heard.of("two cornets and lambs")) == {"Kornet": [(1, 2)]}


def test_nothing_to_find() -> None:
    assert candidates("")[1] == candidates("... !")[1] == []
    assert candidates("so Kierstommer said", Index(Lexicon()))[1] == []


def test_forms_come_once() -> None:
    twice = Index(Lexicon((Term("Zelensky", aliases=("Zelensky", "Zelenskyy")),)))
    assert [(f.text, f.kind) for f in twice.forms] == [
        ("Zelensky", Kind.PREFERRED),
        ("Zelenskyy", Kind.ALIAS),
    ]


# --- The index finds what brute force finds -----------------------------------------------------------

PHONES = "".join(
    sorted(
        {c for reading in phrase_readings(["stormshadow", "beige", "judging"], 4) for w in reading for c in w}
    )
)
# A text in which "chairs tamer" fits Keir Starmer poorly, the context of the term, and whether it is weighed.
POOR_FITS = {
    "nothing speaks for it": ("the chairs tamer came", ("Labour",), False),
    "its context stands there": ("the chairs tamer of Labour came", ("Labour",), True),
    "it has no context": ("the chairs tamer came", (), True),
    "its context may be what is misheard": ("the chairs tamer of Labur came", ("Labour",), True),
    "it stands right elsewhere": ("the chairs tamer came. Keir Starmer left", ("Labour",), True),
}


@pytest.mark.parametrize(("text", "context", "weighed"), POOR_FITS.values(), ids=POOR_FITS)
def test_a_poor_fit_is_weighed_if_the_text_is_about_the_term(
    text: str, context: tuple[str, ...], weighed: bool
) -> None:
    index = Index(
        Lexicon((Term("Keir Starmer", context=context), Term("Labour"), Term("Rust", context=("code",))))
    )
    heard, found = candidates(text, index)
    assert any(heard.words(c.first, c.last) == "chairs tamer" for c in found) == weighed


STRINGS = st.lists(st.text(PHONES, max_size=12), max_size=25)
MEASURES = {"sound": nearness.near_in_sound, "letters": nearness.near_in_letters}


def edits(one: str, other: str, substitute: int) -> int:
    """Edit distance by the textbook's table; `substitute` is what replacing a letter costs."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b) * substitute)
    return row[-1]


def near_in_sound(one: str, other: str) -> bool:
    """Four phones of ten of the longer one agree."""
    return 10 * edits(one, other, 1) <= 6 * max(len(one), len(other))


def near_in_letters(one: str, other: str) -> bool:
    """Six letters of ten agree."""
    return 10 * edits(one, other, 2) <= 4 * (len(one) + len(other))


@pytest.mark.parametrize("measure", MEASURES)
@given(keys=STRINGS, strings=STRINGS)
def test_the_index_finds_what_brute_force_finds(
    measure: str, keys: Sequence[str], strings: Sequence[str]
) -> None:
    naive = {"sound": near_in_sound, "letters": near_in_letters}[measure]
    rows, columns = MEASURES[measure](strings).of(keys)
    found = list(zip(rows, columns, strict=True))
    assert len(found) == len(set(found))
    assert set(found) == {
        (i, j) for i, key in enumerate(keys) for j, string in enumerate(strings) if naive(key, string)
    }


def test_long_words_do_not_wrap_around() -> None:
    """Distances are kept in a byte; words too long for it must not look near."""
    long = "ab" * 200
    for near in MEASURES.values():
        assert near(["ab", "ba" * 3, "cd" * 60]).of([long, "ab"]) == ([1], [0])
