"""The right ways to write a term: surnames, aliases, plurals, and how they sound."""

from __future__ import annotations

import pytest

from mondegreen.forms import Kind, forms_of, plural_of
from mondegreen.lexicon import Term, TermType
from mondegreen.phonetics import encode, phrase_readings
from mondegreen.text import letters

PLURALS = {
    "regular": ("Storm Shadow", "Storm Shadows"),
    "sibilant": ("Patriot launch", "Patriot launches"),
    "ends in s already": ("ATACMS", "ATACMS"),
    "small y": ("tankie army", "tankie armies"),
    "vowel and y": ("convoy", "convoys"),
    "y of a name": ("Grey", "Greys"),
    "acronym": ("JASSM", "JASSMs"),
}

FORMS = {
    "place": (Term("Ukraine", TermType.PLACE), {("Ukraine", Kind.PREFERRED)}),
    "person": (
        Term("Keir Starmer", TermType.PERSON, aliases=("Sir Keir",)),
        {("Keir Starmer", Kind.PREFERRED), ("Sir Keir", Kind.ALIAS), ("Starmer", Kind.SURNAME)},
    ),
    "surname listed as an alias": (
        Term("Volodymyr Zelensky", TermType.PERSON, aliases=("Zelensky",)),
        {("Volodymyr Zelensky", Kind.PREFERRED), ("Zelensky", Kind.ALIAS)},
    ),
    "person without a surname": (
        Term("Xi Jinping", TermType.PERSON, surname=""),
        {("Xi Jinping", Kind.PREFERRED)},
    ),
    "weapon": (
        Term("Storm Shadow", TermType.WEAPON),
        {("Storm Shadow", Kind.PREFERRED), ("Storm Shadows", Kind.PREFERRED)},
    ),
    "no plural": (Term("Storm Shadow", TermType.WEAPON, plural=False), {("Storm Shadow", Kind.PREFERRED)}),
}


@pytest.mark.parametrize(("one", "many"), PLURALS.values(), ids=PLURALS)
def test_plural(one: str, many: str) -> None:
    assert plural_of(one) == many


@pytest.mark.parametrize(("term", "forms"), FORMS.values(), ids=FORMS)
def test_forms(term: Term, forms: set[tuple[str, Kind]]) -> None:
    found = list(forms_of(term))
    assert {(f.text, f.kind) for f in found} == forms
    assert found[0].text == term.term
    assert len(found) == len(forms)
    for f in found:
        assert f.term is term
        assert f.joined == letters(f.text)
        assert f.sounds


def test_a_possessive_name_is_read_with_its_s_and_without() -> None:
    form = next(iter(forms_of(Term("Moody's", TermType.ORG))))
    with_s, without = form.sounds[0], form.sounds[-1]
    assert form.possessive
    assert form.words == ("moody",)
    assert with_s == (without[0] + encode(["Z"]),)
    assert not any(f.possessive for f in forms_of(Term("Moody", TermType.ORG)))


def test_a_respelling_is_the_first_reading() -> None:
    form, *_ = forms_of(Term("ATACMS", TermType.WEAPON, sounds_like=("attack ems",)))
    assert "".join(form.sounds[0]) == "".join(phrase_readings(["attack", "ems"], 1)[0])
    assert len(form.sounds) > 1  # what its letters say besides


def test_a_surname_takes_its_part_of_the_respelling() -> None:
    term = Term(
        "Sergei Ryabkov", TermType.PERSON, sounds_like=("sair gay reeab kov", "ser-gay ree-ab-kov", "a zebra")
    )
    surname = next(f for f in forms_of(term) if f.kind is Kind.SURNAME)
    assert surname.sounds[:2] == (phrase_readings(["reeabkov"], 1)[0], phrase_readings(["zebra"], 1)[0])


def test_an_alias_takes_its_part_of_the_respelling() -> None:
    term = Term("Rio Hondo", TermType.PLACE, aliases=("Hondo", "the river"), sounds_like=("ree-oh zebra",))
    hondo, other = (next(f for f in forms_of(term) if f.text == alias) for alias in term.aliases)
    assert hondo.sounds[0] == phrase_readings(["zebra"], 1)[0]
    assert other.sounds[0] == phrase_readings(["the", "river"], 1)[0]


@pytest.mark.parametrize(("one", "ending"), [("tank", ["S"]), ("drone", ["Z"]), ("box", ["IH", "Z"])])
def test_a_plural_sounds_like_one(one: str, ending: list[str]) -> None:
    single, many = forms_of(Term(one, plural=True))
    assert many.plural
    assert not single.plural
    assert many.sounds == tuple((*s[:-1], s[-1] + encode(ending)) for s in single.sounds)
