"""English endings: what counts as a form of the same word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mondegreen.inflection import inflected, stem


@pytest.mark.parametrize(
    ("heard", "right", "same"),
    [
        ("webcasts", "webcast", True),
        ("ukrainians", "ukraine", True),
        ("russian", "russia", True),
        ("missile", "missiles", True),
        ("lamy", "lammy", False),
        ("lam", "lamy", False),
        ("tourist", "taurus", False),
        ("starmer", "starmer", True),
        ("resolve", "resolved", True),
        ("simon", "simond", False),
        ("virtue", "virtuous", True),
        ("near", "neocon", False),
        ("clark", "clarke", True),  # a name, and another
        ("clarxe", "clarx", False),  # no word
        ("puppies", "puppy", True),
        ("puppies", "puppi", False),  # a name: its plural would be "puppis"
    ],
)
def test_inflected(heard: str, right: str, same: bool) -> None:
    assert inflected(heard, right) is same


@pytest.mark.parametrize(
    "words", [("missile", "missiles"), ("Ukraine", "Ukrainian"), ("drone", "drones"), ("launch", "launches")]
)
def test_context_words_have_one_stem(words: tuple[str, ...]) -> None:
    assert len({stem(w.lower()) for w in words}) == 1


@given(st.text(), st.text())
def test_any_word_has_a_stem(one: str, other: str) -> None:
    assert one.startswith(stem(one))
    assert inflected(one, one)
    assert inflected(one, other) in (True, False)
