"""Which terms come first when only so many go along."""

from __future__ import annotations

import pytest

from mondegreen.document import Document
from mondegreen.interchange.ranking import needed
from mondegreen.lexicon import Lexicon, Mishearing, Term, TermType

STARMER = Term("Keir Starmer", TermType.PERSON, mishearings=(Mishearing("Qurstammer"),), context=("Labour",))
SCHOLZ = Term("Olaf Scholz", TermType.PERSON, context=("chancellor", "Berlin"))
ATACMS = Term("ATACMS", TermType.WEAPON)
BRITAIN = Term("Britain", TermType.PLACE)
TAURUS = Term("Taurus", TermType.WEAPON, context=("missiles", "Bundeswehr"))
LEXICON = Lexicon((BRITAIN, TAURUS, ATACMS, SCHOLZ, STARMER))

#: Texts, notes, the first terms.
FIRST: dict[str, tuple[tuple[str, ...], str, list[str]]] = {
    "nothing is known: recorded mishearings, then rare words": (
        (),
        "",
        ["Keir Starmer", "ATACMS", "Olaf Scholz", "Taurus", "Britain"],
    ),
    "what is garbled before what is right": (
        ("Today Qurstammer met the chancellor. He spoke of ATACMS.",),
        "",
        ["Keir Starmer", "ATACMS"],
    ),
    "a rare word that is right before a common one": (
        ("Britain sends ATACMS. Britain, again Britain.",),
        "",
        ["ATACMS"],
    ),
    "context": (("The Bundeswehr has missiles.",), "", ["Taurus"]),
    "several texts": (("Bundeswehr missiles", "Qurstammer is here."), "", ["Keir Starmer", "Taurus"]),
    "names of the notes": ((), "Guest: Olaf Scholz", ["Olaf Scholz", "Keir Starmer"]),
    "names of the notes that no lexicon has": (
        (),
        "Guest: Mildred Quaxworthy",
        ["Mildred Quaxworthy", "Keir Starmer"],
    ),
}


@pytest.mark.parametrize("case", FIRST)
def test_the_first_terms(case: str) -> None:
    texts, notes, first = FIRST[case]
    ranked = [t.term for t in needed(LEXICON, [Document.plain(text) for text in texts], notes)]
    assert ranked[: len(first)] == first
    assert set(ranked) >= {t.term for t in LEXICON.terms}, "every term is there"
    assert len(set(ranked)) == len(ranked)


def test_the_order_of_the_lexicon_does_not_matter() -> None:
    texts = [Document.plain("Qurstammer spoke of missiles.")]
    assert needed(LEXICON, texts) == needed(Lexicon(LEXICON.terms[::-1]), texts)


def test_nothing_to_rank() -> None:
    assert needed(Lexicon(), [Document.plain("a text")]) == ()
