"""What is near by edits: all of it, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel, Levenshtein

from mondegreen.nearness import NearInConsonants, near_in_letters, near_in_sound
from mondegreen.phonetics import SYMBOLS, VOWELS, encode

PHONES = st.lists(st.text(alphabet="".join(SYMBOLS[:9]), max_size=9), max_size=7)
WORDS = st.lists(st.text(alphabet="abc", max_size=9), max_size=7)


def _one_vowel(phones: str) -> str:
    return "".join("*" if phone in VOWELS else phone for phone in phones)


@given(PHONES, PHONES)
def test_all_that_sounds_near_is_found_and_nothing_else(keys: list[str], strings: list[str]) -> None:
    expected = {
        (k, n)
        for k, key in enumerate(keys)
        for n, string in enumerate(strings)
        if Levenshtein.distance(key, string) <= int(max(len(key), len(string)) * 0.6 + 1e-9)
    }
    rows, columns = near_in_sound(strings).of(keys)
    assert sorted(expected) == sorted(zip(rows.tolist(), columns.tolist(), strict=True))


@given(PHONES, PHONES)
def test_all_that_has_near_consonants_is_found_and_nothing_else(keys: list[str], strings: list[str]) -> None:
    expected = {
        (k, n)
        for k, key in enumerate(keys)
        for n, string in enumerate(strings)
        if 2 * Levenshtein.distance(_one_vowel(key), _one_vowel(string)) <= max(len(key), len(string))
    }
    rows, columns = NearInConsonants(strings).of(keys)
    assert sorted(expected) == sorted(zip(rows.tolist(), columns.tolist(), strict=True))


@given(WORDS, WORDS)
def test_all_that_is_spelled_near_is_found_and_nothing_else(keys: list[str], strings: list[str]) -> None:
    expected = {
        (k, n)
        for k, key in enumerate(keys)
        for n, string in enumerate(strings)
        if Indel.distance(key, string) <= int((len(key) + len(string)) * 0.4 + 1e-9)
    }
    rows, columns = near_in_letters(strings).of(keys)
    assert sorted(expected) == sorted(zip(rows.tolist(), columns.tolist(), strict=True))


@pytest.mark.parametrize(
    ("heard", "said", "by_sound", "by_consonants"),
    [
        ("IH N AH G AE S", "EH N AA G AH Z", False, True),  # "in a gas", Enagás
        ("EH N AA G AH S", "EH N AA G AH Z", True, True),
        ("G AA R K", "EH N AA G AH Z", False, False),
    ],
)
def test_vowels_are_heard_for_one_another(heard: str, said: str, by_sound: bool, by_consonants: bool) -> None:
    one, other = encode(heard.split()), encode(said.split())
    assert bool(near_in_sound([other]).of([one])[0].size) is by_sound
    assert bool(NearInConsonants([other]).of([one])[0].size) is by_consonants
