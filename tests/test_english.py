"""How common words, pairs and names are: the order of things, not the figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mondegreen.english import (
    COMMON,
    bond,
    flow,
    frequency,
    given_name,
    name_after,
    name_before,
    surname,
    zipf,
)
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


@pytest.mark.parametrize(("spoken", "written"), [("mister", "mr"), ("missus", "mrs")])
def test_what_is_spoken_in_full_is_as_common(spoken: str, written: str) -> None:
    assert zipf(spoken) == zipf(written)


def test_contractions() -> None:
    assert zipf("don't") >= COMMON
    assert zipf("o'qurstammer") < COMMON


@pytest.mark.parametrize(("left", "right"), [("of", "the"), ("prime", "minister"), ("super", "power")])
def test_pairs_that_stand_together(left: str, right: str) -> None:
    assert flow(left, right) > 0.3 > flow(right, left)
    assert bond(left, right) == flow(left, right)


@pytest.mark.parametrize(
    ("left", "right"), [("the", "of"), ("native", "intervention"), ("tourist", "missiles")]
)
def test_pairs_that_nobody_says(left: str, right: str) -> None:
    assert flow(left, right) < 0 == bond(left, right)


@pytest.mark.parametrize(("left", "right"), [("qurstammer", "the"), ("the", "qurstammer"), ("1,000", "%")])
def test_of_what_is_no_word_nothing_is_known(left: str, right: str) -> None:
    assert flow(left, right) == 0


def test_phrases_are_rarer_than_their_words() -> None:
    assert frequency(("prime", "minister")) < frequency(("minister",)) == zipf("minister") - 9
    assert frequency(("prime", "minister")) > frequency(("minister", "prime")) > -9 * 2


def test_where_names_stand() -> None:
    assert name_after("mr") > 1 > name_after("the") > name_after("line")
    assert name_before("said") > 0.5 > name_before("of")
    assert name_after("qurstammer") == name_before("qurstammer") == 0


def test_names() -> None:
    assert surname("smith") > surname("starmer") >= surname("qurstammer") == 0
    assert given_name("david") > given_name("boris") > given_name("qurstammer") == 0


@given(st.text())
def test_every_word_has_a_value(text: str) -> None:
    for word in (text, letters(text), *(t.norm for t in tokenise(text))):
        assert 0 <= zipf(word) < 9
        assert 0 <= surname(word) < 5
        assert 0 <= given_name(word) < 5
        assert -3 <= flow(word, "the") < 7.3
        assert frequency((word, "the")) <= frequency((word,)) + 7.3
