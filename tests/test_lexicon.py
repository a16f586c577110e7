"""Terms as values: surnames by rule, plurals by type, and how lexicons are made."""

from __future__ import annotations

import pytest

from mondegreen.lexicon import PLURAL_TYPES, Lexicon, Mishearing, Term, TermType, surname_of

SURNAMES = {
    "two words": ("Keir Starmer", "Starmer"),
    "three words": ("Robert Fico Junior", "Junior"),
    "particles": ("Ursula von der Leyen", "von der Leyen"),
    "Arabic particle": ("Bashar al Assad", "al Assad"),
    "hyphenated": ("Jean-Luc Mélenchon", "Mélenchon"),
    "suffix": ("Robert F. Kennedy Jr.", "Kennedy"),
    "suffix without its stop": ("Robert F. Kennedy Jr", "Kennedy"),
    "numeral": ("William Gates III", "Gates"),
    "particle first": ("von Papen", "Papen"),
    "one word": ("Pelé", None),
    "only a suffix more": ("Pelé Jr.", None),
    "nothing": ("", None),
}

OWN_SURNAMES = {
    "person": (Term("Keir Starmer", TermType.PERSON), "Starmer"),
    "said in the entry": (Term("Xi Jinping", TermType.PERSON, surname="Xi"), "Xi"),
    "none, says the entry": (Term("Abdul-Malik al-Houthi", TermType.PERSON, surname=""), None),
    "said for no person": (Term("Wagner Group", TermType.ORG, surname="Wagner"), "Wagner"),
    "no person": (Term("Storm Shadow", TermType.WEAPON), None),
    "no type": (Term("Keir Starmer"), None),
}


@pytest.mark.parametrize(("name", "surname"), SURNAMES.values(), ids=SURNAMES)
def test_surname_by_rule(name: str, surname: str | None) -> None:
    assert surname_of(name) == surname


@pytest.mark.parametrize(("term", "surname"), OWN_SURNAMES.values(), ids=OWN_SURNAMES)
def test_own_surname(term: Term, surname: str | None) -> None:
    assert term.own_surname == surname


@pytest.mark.parametrize("kind", TermType)
def test_plural_by_type(kind: TermType) -> None:
    assert Term("x", kind).takes_plural is (kind in PLURAL_TYPES)
    assert Term("x", kind, plural=True).takes_plural
    assert not Term("x", kind, plural=False).takes_plural


def test_no_type_takes_no_plural() -> None:
    assert not Term("Keir Starmer").takes_plural


def test_plain_spellings() -> None:
    lexicon = Lexicon.from_terms(["  Keir Starmer ", "ATACMS", "", " ", "ATACMS"])
    assert lexicon == Lexicon((Term("Keir Starmer"), Term("ATACMS")))


def test_the_last_word_keeps_its_place() -> None:
    one = Lexicon((Term("a"), Term("b")))
    two = Lexicon((Term("c"), Term("a", note="new")))
    assert one + two == Lexicon((Term("a", note="new"), Term("b"), Term("c")))
    assert one + Lexicon() == Lexicon() + one == one


def test_a_mishearing_reads_as_its_text() -> None:
    assert str(Mishearing("Lamy", source="somewhere", count=3, stands_for="Lammy")) == "Lamy"
