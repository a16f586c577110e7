"""Which terms a text may be about, and among how many one of them is meant."""

from __future__ import annotations

from itertools import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mondegreen.inflection import stem
from mondegreen.lexicon import Apply, Term
from mondegreen.subjects import Subjects

RUST = Term("Rust", context=("compiler", "borrow checker"))
TERMS = (
    RUST,
    Term("Taurus", context=("missile", "Germany", "Taurus missile")),
    Term("Ugledar", context=("Donetsk",)),
    Term("Keir Starmer"),
    Term("France", context=("Paris",), apply=Apply.EXACT),
)
SUBJECTS = Subjects(TERMS)

#: The words of a text, the terms that stand right in it, and among how many terms of `TERMS` Rust is one.
RIVALS = {
    "nothing speaks for it: any term that is looked for": ("a rainy day", (), 4),
    "a word of its context: what has no context, and itself": ("the compiler is slow", (), 2),
    "in another inflection": ("two compilers", (), 2),
    "a phrase counts whole": ("a checker at the airport to borrow", (), 2),
    "half a phrase does not": ("the checker", (), 4),
    "with another that the text is about": ("missiles and compilers", (), 3),
    "it stands right": ("a rainy day", ("Rust",), 1),
    "its own name is no context of it": ("rust everywhere", (), 4),
}


@pytest.mark.parametrize(("text", "right", "rivals"), RIVALS.values(), ids=RIVALS)
def test_rivals(text: str, right: tuple[str, ...], rivals: int) -> None:
    assert SUBJECTS.of({stem(w) for w in text.split()}, right).rivals(RUST) == rivals


def test_a_term_without_context_may_always_be_meant() -> None:
    assert SUBJECTS.of({"rain"}).rivals(TERMS[3]) == 1
    assert SUBJECTS.of({stem("compiler")}).rivals(TERMS[3]) == 2


def test_a_plain_list() -> None:
    assert not SUBJECTS.plain
    assert Subjects((Term("Keir Starmer"), Term("Rust"))).plain
    assert Subjects(()).plain


@given(st.sets(st.sampled_from([stem(w) for w in "compiler missile germany donetsk borrow checker".split()])))
def test_more_words_never_make_fewer_subjects(stems: set[str]) -> None:
    smaller = SUBJECTS.of(stems)
    larger = SUBJECTS.of(stems | {stem("donetsk")})
    assert smaller.named <= larger.named
    assert smaller.active <= larger.active <= larger.total


def test_many_packs_cost_little_where_nothing_speaks_for_them() -> None:
    crowd = tuple(Term(f"Term{k}", context=(f"word{k}",)) for k, _ in enumerate(repeat(None, 1000)))
    assert Subjects((*TERMS, *crowd)).of({stem("compiler")}).rivals(RUST) == 32  # of a thousand


@pytest.mark.parametrize(("words", "rivals"), [(1, 6), (20, 15), (160, 32), (10_000, 32)])
def test_the_shorter_a_text_the_fewer_strangers(words: int, rivals: int) -> None:
    crowd = tuple(Term(f"Term{k}", context=(f"word{k}",)) for k in range(1000))
    about = Subjects((*TERMS, *crowd)).of({stem("compiler")}, words=words)
    assert about.rivals(RUST) == rivals
    assert (
        about.rivals(crowd[0]) == 1004
    )  # nothing speaks for it, so it is one of all, however short the text


def test_packs_are_few_rivals_of_a_lexicon_of_ones_own() -> None:
    packs = tuple(Term(f"Term{k}", context=(f"word{k}",), shipped=True) for k in range(1000))
    alone, together = Subjects(TERMS), Subjects((*TERMS, *packs))
    eight = {f"word{k}" for k in range(8)}
    for words, spoken in (({stem("compiler")}, 0), ({"rain"}, 0), ({stem("compiler"), *eight}, 2)):
        own, about = alone.of(words), together.of(words)
        assert [about.rivals(term) - own.rivals(term) for term in TERMS] == [spoken] * len(TERMS)
        assert about.rivals(packs[1]) > own.rivals(RUST)  # a pack's are one of all that may be meant
    assert Subjects(packs).of({"word1"}).rivals(packs[1]) == 31  # nothing of one's own: as ever
