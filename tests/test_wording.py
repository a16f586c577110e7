"""How two phrases differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mondegreen.wording import (
    changed_words,
    is_another_measure,
    is_numeral,
    is_short_for,
    same_but_for_numerals,
)


@pytest.mark.parametrize(
    ("heard", "right", "shared"),
    [
        ("near con faction", "neocon faction", (0, 1)),
        ("david lamy", "david lammy", (1, 0)),
        ("the near cons", "the neocons", (1, 0)),
        ("a a", "a a a", (2, 0)),
        ("a b", "a b", (2, 0)),
        ("", "a", (0, 0)),
    ],
)
def test_changed_words(heard: str, right: str, shared: tuple[int, int]) -> None:
    assert changed_words(heard.split(), right.split()) == shared


@given(st.lists(st.sampled_from("abc"), max_size=5), st.lists(st.sampled_from("abc"), max_size=5))
def test_what_is_shared_is_counted_once(heard: list[str], right: list[str]) -> None:
    head, tail = changed_words(heard, right)
    assert head + tail <= min(len(heard), len(right))
    assert heard[:head] == right[:head]
    assert heard[len(heard) - tail :] == right[len(right) - tail :]


@pytest.mark.parametrize(
    ("heard", "right", "same", "numeral"),
    [
        ("phase two", "phase ii", True, True),
        ("phase 2", "phase two", False, False),  # the right one has no numeral
        ("phase to", "phase ii", False, True),
        ("face two", "phase ii", False, False),
        ("phase two trial", "phase ii", False, True),
        ("world war two", "world war ii", True, True),
        ("world war three", "world war ii", False, True),
        ("a b", "a b", True, False),
    ],
)
def test_numerals(heard: str, right: str, same: bool, numeral: bool) -> None:
    assert same_but_for_numerals(heard.split(), right.split()) is same
    assert is_numeral(heard.split(), right.split()) is numeral


@pytest.mark.parametrize(
    ("heard", "right", "other"),
    [
        ("megawatt", "gigawatt", True),
        ("megawatt", "gigawatts", True),
        ("megawatt", "megawatts", False),
        ("megawatt", "gigabyte", False),
        ("watt", "gigawatt", False),
    ],
)
def test_measures(heard: str, right: str, other: bool) -> None:
    assert is_another_measure(heard, right) is other


@pytest.mark.parametrize(
    ("heard", "right", "short"),
    [
        ("demo", "demographic", True),
        ("demographi", "demographic", False),  # a sound or two is what recognisers drop
        ("xqzw", "xqzwabcdef", False),  # no word
        ("dem", "demographic", False),
        ("demo", "memorandums", False),
    ],
)
def test_words_cut_short(heard: str, right: str, short: bool) -> None:
    assert is_short_for(heard, right) is short
