"""What words are about: what goes together and what does not, and the sums against their naive twin."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mondegreen.spans import Spans
from mondegreen.topics import CLOSE, PASSAGE, Topics, about, is_something, vectors_of

WORDS = (
    "the a of missile missiles bundeswehr army tank coffee biscuit violin composer zzyzx qurstammer".split()
)


@pytest.mark.parametrize(
    ("phrase", "near", "far"),
    [
        ("missile", "the army fired rockets", "the orchestra played a waltz"),
        ("composer", "the orchestra played a waltz", "the army fired rockets"),
        ("Mozart", "the orchestra played a waltz", "the army fired rockets"),
        ("minister", "parliament and the coalition", "butter, sugar and eggs"),
    ],
    ids=lambda v: v.split()[0],
)
def test_what_goes_with_what(phrase: str, near: str, far: str) -> None:
    one = about((phrase,))
    fits, does_not = (
        Topics([[*words.replace(",", "").split(), "here"]]).agreement(one[None, :], Spans([0], [0]))[0, 2]
        for words in (near, far)
    )
    assert fits > does_not + 0.1


def test_a_word_that_is_not_known_is_about_nothing() -> None:
    assert is_something(vectors_of(["missile", "qurstammer"])).tolist() == [True, False]
    assert Topics([["the", "army"]]).agreement(vectors_of(["qurstammer"]), Spans([0], [1])).tolist() == [
        [0, 0, 0]
    ]


def test_rare_words_count_more() -> None:
    small, large = np.linalg.norm(vectors_of(["the", "missile"]), axis=1)
    assert small < large / 3


def test_accents_and_capitals_do_not_count() -> None:
    assert np.array_equal(about(("Missile", "Café")), about(("missile cafe",)))


def test_the_place_itself_does_not_count() -> None:
    words = "the missile of the bundeswehr".split()
    alone = Topics([["missile"]]).agreement(about(("missile",))[None, :], Spans([0], [1]))
    assert np.allclose(alone, 0)
    with_others = Topics([words]).agreement(about(("missile",))[None, :], Spans([1], [2]))
    assert np.allclose(
        with_others,
        Topics([["the", "tank", *words[2:]]]).agreement(about(("missile",))[None, :], Spans([1], [2])),
    )


def test_an_empty_text() -> None:
    topics = Topics([[]])
    nowhere, empty = Spans([], []), Spans([0], [0])
    assert topics.of(nowhere, nowhere.inside).shape == topics.of(empty, empty.inside)[:0].shape
    assert topics.agreement(np.zeros((0, vectors_of([]).shape[1]), np.float32), nowhere).shape == (0, 3)


def test_some_words_of_a_place() -> None:
    words = "the missile of the bundeswehr".split()
    places = Spans([0, 1, 3], [3, 3, 5])
    some = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 0]], np.bool_)
    wanted = [vectors_of(["missile"])[0], vectors_of(["missile"])[0], vectors_of(words[3:]).sum(axis=0)]
    assert np.allclose(Topics([words]).of(places, some), wanted, atol=1e-5)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=120), st.data())
def test_sums_are_what_the_naive_twin_finds(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    mine = about(("army",))
    got = Topics([words]).agreement(mine[None, :], Spans([first], [last]))[0]
    rows = vectors_of(words)
    for value, reach in zip(got.tolist(), (CLOSE, PASSAGE, len(words)), strict=True):
        before, after = rows[max(0, first - reach) : first], rows[last : last + reach]
        around = before.sum(axis=0) + after.sum(axis=0)
        norm = float(np.linalg.norm(around) * np.linalg.norm(mine))
        wanted = float(around @ mine) / norm if norm > 1e-3 else 0.0
        assert value == pytest.approx(wanted, abs=2e-2)
        assert -1.001 <= value <= 1.001
