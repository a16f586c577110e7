"""How a term is said, and what sounds like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mondegreen.lexicon import Apply, Lexicon, Term, TermType
from mondegreen.phonetics import SYMBOLS, VOWELS, encode, readings, respell
from mondegreen.phonetics.respelling import syllables
from mondegreen.soundalikes import Ear, sayings

TAURUS = Term("Taurus", TermType.WEAPON)
NORRIS = Term("Norris", TermType.PERSON)
LEXICON = Lexicon((TAURUS, NORRIS, Term("Chorus", apply=Apply.EXACT), Term("Zaporizhzhia")))

RESPELLED = {
    "syllables": ("M EY L AA N SH OW N", "may-lon-shohn"),
    "what a syllable may begin with": ("AE T L AE N T IH K S T R IY T", "at-lan-tik-street"),
    "closed": ("M EH N", "men"),
    "open": ("Y EH", "yeh"),
    "NG begins nothing": ("S IH NG ER", "sing-er"),
    "one vowel": ("S T R EH NG K TH", "strengkth"),
    "two vowels side by side": ("K IY EH V", "kee-ev"),
    "no vowel": ("SH", "sh"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("phones", "want"), RESPELLED.values(), ids=RESPELLED)
def test_respelling(phones: str, want: str) -> None:
    """Phones are spelled as an English reader says them."""
    assert respell(encode(phones.split())) == want


@given(st.text(SYMBOLS, max_size=20))
def test_syllables_are_all_of_it(phones: str) -> None:
    """No phone is lost, and each syllable has one vowel."""
    found = syllables(phones)
    assert "".join(found) == phones
    vowels = sum(phone in VOWELS for phone in phones)
    assert [sum(p in VOWELS for p in part) for part in found] == ([1] * vowels or [0] * bool(phones))


@pytest.mark.parametrize("word", ["Starmer", "Zelensky", "Merkel", "Scholz", "Tusk", "Fidan"])
def test_a_respelling_is_read_as_it_was_said(word: str) -> None:
    """What the tool says of its own respelling is what it said of the word, letter for sound."""
    said = readings(word)[0]
    assert readings(respell(said).replace("-", ""))[0] == said


def test_sayings() -> None:
    """Every form with its readings; what comes from `sounds_like` is told from what the letters say."""
    term = Term("Keir Starmer", TermType.PERSON, sounds_like=("care stammer",), aliases=("Sir Keir",))
    assert [(s.form.text, s.arpabet, s.english, s.respelled) for s in sayings(term)] == [
        ("Keir Starmer", "K EH R | S T AE M ER", "ker sta-mer", True),
        ("Keir Starmer", "K IY R | S T AA R M ER", "keer star-mer", False),
        ("Sir Keir", "S ER | K IY R", "ser keer", False),
        ("Starmer", "S T AE M ER", "sta-mer", True),
        ("Starmer", "S T AA R M ER", "star-mer", False),
    ]


def test_plurals_are_said_if_asked_for() -> None:
    """A weapon has a plural, which goes without saying."""
    assert [s.form.text for s in sayings(TAURUS)] == ["Taurus"]
    assert [s.form.text for s in sayings(Term("Javelin", TermType.WEAPON), plurals=True)] == [
        "Javelin",
        "Javelins",
    ]


HEARD = {
    "an ordinary word": (TAURUS, "words", "chorus", True),
    "but not one that sounds otherwise": (TAURUS, "words", "seaside", False),
    "ordinary words": (Term("Rokfin"), "phrases", "rock finn", True),
    "three of them": (Term("Mélenchon", sounds_like=("may lon shon",)), "phrases", "male on sean", True),
    "another term": (TAURUS, "terms", "Norris", True),
    "not the term itself": (TAURUS, "terms", "Taurus", False),
    "no term that is not searched by sound": (TAURUS, "terms", "Chorus", False),
    "no term that sounds otherwise": (TAURUS, "terms", "Zaporizhzhia", False),
    "its own letters are no other words": (Term("Storm Shadow"), "phrases", "storm shadow", False),
    "a name with one wrong word goes without saying": (
        Term("Storm Shadow"),
        "phrases",
        "storm shallow",
        False,
    ),
}


@pytest.mark.parametrize(("term", "what", "text", "there"), HEARD.values(), ids=HEARD)
def test_what_is_heard(term: Term, what: str, text: str, there: bool) -> None:
    """What is like a term in sound, and what is not."""
    hearing = Ear(LEXICON).hear(term, most=40)
    assert (text in [a.text for a in getattr(hearing, what)]) is there


@pytest.mark.parametrize("name", ["Taurus", "Keir Starmer", "ATACMS", "Kyiv", "X", "€", "Зеленский", "F-16"])
@pytest.mark.parametrize("most", [0, 3])
def test_the_most_alike_come_first_and_no_more_than_wanted(name: str, most: int) -> None:
    """Whatever the term is, likeness falls, and is a share."""
    hearing = Ear(LEXICON).hear(Term(name), most)
    for found in (hearing.words, hearing.phrases, hearing.terms):
        shares = [a.share for a in found]
        assert shares == sorted(shares, reverse=True)
        assert all(0 < share <= 1 for share in shares)
        assert len(found) <= most


def test_the_same_sounds_are_no_nats_apart() -> None:
    """A perfect match lacks nothing, and anything else does."""
    hearing = Ear(Lexicon((Term("Torus"), Term("Boris")))).hear(TAURUS)
    assert [(a.text, a.share == 1, a.nats < 0.01) for a in hearing.terms] == [
        ("Torus", True, True),
        ("Boris", False, False),
    ]
