"""Strings within reach of each other: the two ways to find them, held against the plain one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from mondegreen import edits
from mondegreen.edits import Places, within_edits

# Strings for lanes of every width, and keys that begin alike.
STRINGS = st.lists(
    st.text(alphabet="abc", max_size=9) | st.text(alphabet="ab", min_size=7, max_size=64), max_size=9
)
KEYS = st.lists(st.text(alphabet="abc", max_size=9) | st.text(alphabet="ab", max_size=80), max_size=9)


@pytest.fixture(scope="module", params=["compiled", "by rapidfuzz"])
def way(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each of the two ways to compare strings."""
    if request.param == "compiled" and not edits.COMPILED:
        pytest.skip("nothing was compiled")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edits, "COMPILED", request.param == "compiled")
        yield


def half(one: int, others: Places) -> Places:
    return np.maximum(others, one) // 2


def few(one: int, others: Places) -> Places:
    return np.full_like(others, 3)


REACHES = {"half": half, "few": few}


def expected(keys: list[str], strings: list[str], reach: edits.Reach) -> list[tuple[int, int]]:
    return [
        (k, n)
        for k, key in enumerate(keys)
        for n, string in enumerate(strings)
        if Levenshtein.distance(key, string) <= reach(len(key), np.array([len(string)], np.intp))[0]
    ]


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("reach", REACHES)
@given(keys=KEYS, strings=STRINGS)
def test_what_is_within_reach_is_found_and_nothing_else(
    reach: str, keys: list[str], strings: list[str]
) -> None:
    found = within_edits(strings, REACHES[reach]).of(keys)
    pairs = list(zip(*(numbers.tolist() for numbers in found), strict=True))
    assert sorted(pairs) == expected(keys, strings, REACHES[reach])
    # Those of a key stand together.
    rows = [key for key, _ in pairs]
    assert sum(a != b for a, b in pairwise(rows)) == max(len(set(rows)) - 1, 0)


@pytest.mark.usefixtures("way")
def test_many_strings_of_all_lengths() -> None:
    """More than a block holds, so that lengths change within one."""
    strings = ["ab" * (n % 32) + "c" * (n % 3) for n in range(1_500)]
    keys = ["ab" * n for n in range(40)] + ["cab" * n for n in range(20)]
    found = within_edits(strings, half).of(keys)
    assert sorted(zip(*(numbers.tolist() for numbers in found), strict=True)) == expected(keys, strings, half)


@pytest.mark.parametrize("string", ["é", "a" * 65, "a" * 300], ids=["no ASCII", "long", "very long"])
def test_what_fits_no_lane_is_compared_all_the_same(string: str) -> None:
    one_of_them = within_edits([string, "ab"], half).of(["abc", string])
    assert set(zip(*(numbers.tolist() for numbers in one_of_them), strict=True)) == {(0, 1), (1, 0)}
    one_of_the_keys = within_edits(["ab"], half).of(["abc", string])
    assert [numbers.tolist() for numbers in one_of_the_keys] == [[0], [0]]


LANES, LIMITS = np.zeros(256, np.uint8), np.zeros((2, 256), np.uint8)
REACH = np.array([[0, 0], [0, 9]], np.int32)
#: A block of empty strings, and a key of one letter: see `_edits.pyi`.
FITTING = {
    "masks": np.zeros((128, 256), np.uint8),
    "whole": LANES,
    "limits": LIMITS,
    "reach": REACH,
    "text": b"a",
    "lengths": np.ones(1, np.uint8),
}


@pytest.mark.parametrize(
    ("part", "value", "message"),
    [
        pytest.param("masks", np.zeros((127, 256), np.uint8), "fill no blocks", id="too few masks"),
        pytest.param("whole", np.zeros(0, np.uint8), "fill no blocks", id="no strings"),
        pytest.param("whole", np.zeros(100, np.uint8), "fill no blocks", id="half a block"),
        pytest.param("whole", np.zeros(16, np.complex128), "not of 8", id="lanes too wide"),
        pytest.param("limits", LIMITS[:1], "for each length", id="too few limits"),
        pytest.param("reach", REACH[:1], "for each length", id="too few lengths"),
        pytest.param("reach", REACH + 256, "there are not", id="too many strings"),
        pytest.param("reach", REACH - 1, "there are not", id="below zero"),
        pytest.param("text", b"", "not the text", id="text too short"),
        pytest.param("text", b"\x80", "not ASCII", id="not ASCII"),
        pytest.param("lengths", np.full(1, 2, np.uint8), "no limits", id="longer than all"),
    ],
)
def test_the_compiled_code_reads_nothing_that_is_not_there(part: str, value: object, message: str) -> None:
    compiled = pytest.importorskip("mondegreen._edits")
    assert compiled.near(*FITTING.values()) == (b"", b"")
    with pytest.raises(ValueError, match=message):
        compiled.near(*(FITTING | {part: value}).values())
