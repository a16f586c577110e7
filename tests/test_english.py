"""How common words, pairs and names are: the order of things, not the figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mondegreen.english import COMMON, PAIR_FLOOR, expected_pair, given_name, pair, surname, zipf
from mondegreen.text import letters, tokenise

COMMON_WORDS = ["the", "tourist", "attackers", "storm", "native", "faction", "melon", "telegram"]
RARE_WORDS = ["stommer", "qurstammer", "atacms", "jassm", "odysee", "rokfin"]
RANKED = ["the", "people", "tourist", "faction", "zircon", "qurstammer"]


@pytest.mark.parametrize("word", COMMON_WORDS)
def test_ordinary_words_are_common(word: str) -> None:
    assert zipf(word) >= COMMON


@pytest.mark.parametrize("word", RARE_WORDS)
def test_garbles_and_jargon_are_not(word: str) -> None:
    assert zipf(word) < COMMON


def test_commoner_words_have_more() -> None:
    values = [zipf(w) for w in RANKED]
    assert values == sorted(values, reverse=True)
    assert len(set(values)) == len(values)


@pytest.mark.parametrize("number", ["7", "2024", "1,000", "1.5", "&", "%"])
def test_numbers_and_signs_are_common(number: str) -> None:
    assert zipf(number) >= COMMON


def test_contractions() -> None:
    assert zipf("don't") >= COMMON
    assert zipf("o'qurstammer") < COMMON


@pytest.mark.parametrize(("left", "right"), [("of", "the"), ("prime", "minister"), ("super", "power")])
def test_pairs_that_stand_together(left: str, right: str) -> None:
    assert pair(left, right) > PAIR_FLOOR
    assert pair(left, right) > pair(right, left)


def test_a_pair_that_nobody_says() -> None:
    assert pair("melon", "shaw") == PAIR_FLOOR == pair("qurstammer", "the")


def test_pairs_bind_or_do_not() -> None:
    """ "Prime minister" stands together far more often than its words meet, "the of" far less."""
    assert pair("prime", "minister") > expected_pair("prime", "minister") + 1
    assert pair("the", "of") < expected_pair("the", "of") - 1


def test_names() -> None:
    assert surname("smith") > surname("starmer") >= surname("qurstammer") == 0
    assert given_name("david") > given_name("boris") > given_name("qurstammer") == 0


@given(st.text())
def test_every_word_has_a_value(text: str) -> None:
    for word in (text, letters(text), *(t.norm for t in tokenise(text))):
        assert 0 <= zipf(word) < 9
        assert 0 <= surname(word) < 5
        assert 0 <= given_name(word) < 5
        assert PAIR_FLOOR <= pair(word, "the") < 12
