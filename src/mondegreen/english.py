"""How common a word, a pair of neighbouring words, or a person's name is in ordinary English.

`zipf` is the Zipf scale of van Heuven et al. (2014): log10 of the occurrences per billion words, so "the" has
7.7, "tourist" 4.2, and a word that is not in the table 0. The tables are built by `tools/build_words.py`.
"""

from __future__ import annotations

import functools
import zlib
from collections.abc import Sequence
from importlib import resources
from itertools import pairwise

import numpy as np

#: From here on a word counts as ordinary: nearly everybody knows it ("faction" 3.5, "melon" 3.3).
COMMON = 3.2
#: From here on a word stands in every other sentence: "is", "was".
EVERYWHERE = 5.8
#: Zipf values are stored in steps of a twentieth.
ZIPF_STEPS = 20
#: Flows are stored in steps of a twenty-fifth, from -3 on; commoner than 7 nothing is.
FLOW_STEPS, FLOW_ZERO = 25, 3.0
#: Commonness of names is stored in steps of a fortieth.
NAME_STEPS = 40
#: What a word that the table lacks counts at least, behind another word.
RAREST = 1.0


def _unpacked(name: str) -> bytes:
    return zlib.decompress((resources.files("mondegreen") / "data" / name).read_bytes())


def _table(name: str) -> dict[str, int]:
    """A table of words and one byte each, as written by `pack` in `tools/build_words.py`."""
    words, _, values = _unpacked(name).partition(b"\n\n")
    return dict(zip(words.decode("utf-8").split("\n"), values, strict=True))


@functools.cache
def _words() -> dict[str, int]:
    return _table("words.z")


@functools.cache
def _neighbours() -> dict[str, bytes]:
    """For each word of the language model: the flow to a word that was not seen after it, names after, names before."""
    words, _, values = _unpacked("neighbours.z").partition(b"\n\n")
    return {word: values[3 * k : 3 * k + 3] for k, word in enumerate(words.decode("utf-8").split("\n"))}


def pair_key(pair: str) -> int:
    """Under which number a pair of words is stored: 32 bits, so that one in thousands of unseen pairs is mistaken."""
    return zlib.crc32(pair.encode("utf-8"))


class _Flows:
    """The stored flows: sorted keys, and a value beside each."""

    def __init__(self) -> None:
        rows = np.frombuffer(_unpacked("flows.z"), dtype=np.uint8).reshape(5, -1)
        # Four planes of bytes of the steps from key to key, the highest first, and one of values.
        steps = (
            rows[0].astype(np.uint32) << 24 | rows[1].astype(np.uint32) << 16 | rows[2].astype(np.uint32) << 8
        )
        self._keys = np.cumsum(steps | rows[3], dtype=np.uint32)
        self._values = rows[4]

    def of(self, pair: str) -> int | None:
        key = pair_key(pair)
        at = int(np.searchsorted(self._keys, np.uint32(key)))
        return int(self._values[at]) if at < len(self._keys) and self._keys[at] == key else None


@functools.cache
def _flows() -> _Flows:
    return _Flows()


@functools.cache
def _surnames() -> dict[str, int]:
    return _table("surnames.z")


@functools.cache
def _given_names() -> dict[str, int]:
    return _table("given_names.z")


@functools.cache
def _places() -> dict[str, int]:
    return _table("places.z")


def surname(word: str) -> float:
    """How common the folded `word` is as a surname: log10(40,000 / rank), 4.6 for "smith", 0 if it is rare or none."""
    return _surnames().get(word, 0) / NAME_STEPS


def given_name(word: str) -> float:
    """The same for given names."""
    return _given_names().get(word, 0) / NAME_STEPS


def place(word: str) -> float:
    """How well known the folded `word` is as a country (4), a state or a large city; 0 if it is none."""
    return _places().get(word, 0) / NAME_STEPS


def zipf(word: str) -> float:
    """How common the folded `word` is, 0 to 7.7; a number counts as common, a compound as its rarest part."""
    value = _words().get(word)
    if value is not None:
        return value / ZIPF_STEPS
    if "&" in word and word != "&":
        return min(zipf(part) for part in word.split("&"))  # "r&d"
    if word.isdigit() or not word.isalpha():
        bare = word.replace("'", "")
        if bare.isdigit() or not any(c.isalpha() for c in bare):
            return 5.0
        return _words().get(bare, 0) / ZIPF_STEPS
    return 0.0


def common_words() -> list[str]:
    """Every word of letters that counts as ordinary (see `COMMON`)."""
    least = COMMON * ZIPF_STEPS
    return [word for word, value in _words().items() if value >= least and word.isalpha()]


@functools.lru_cache(maxsize=262_144)
def flow(left: str, right: str) -> float:
    """How much likelier the folded word `right` is after `left` than anywhere, log10: 2.7 for "white house".

    Below 0 where the pair is rarer than chance would have it ("native intervention"); 0 if a word is not known.
    """
    known = _neighbours()
    here, there = known.get(left), known.get(right)
    if here is None or there is None:
        return 0.0
    seen = _flows().of(f"{left} {right}")
    return (here[0] if seen is None else seen) / FLOW_STEPS - FLOW_ZERO


def has_flow(word: str) -> bool:
    """Whether it is known what the folded `word` stands beside."""
    return word in _neighbours()


def name_after(word: str) -> float:
    """How much likelier a person's name is after the folded `word` than anywhere, log10: 1.5 for "mr"; 0 if unknown."""
    values = _neighbours().get(word)
    return 0.0 if values is None else values[1] / FLOW_STEPS - FLOW_ZERO


def name_before(word: str) -> float:
    """The same for a name before `word`: 0.9 for "said"."""
    values = _neighbours().get(word)
    return 0.0 if values is None else values[2] / FLOW_STEPS - FLOW_ZERO


def frequency(words: Sequence[str]) -> float:
    """log10 of how often the folded `words` would follow one another at a place of ordinary text: -9 to 0."""
    value = zipf(words[0]) - 9
    for left, right in pairwise(words):
        value += max(zipf(right), RAREST) - 9 + flow(left, right)
    return value


def bond(left: str, right: str) -> float:
    """How much more often two words stand together than chance would have it ("white house"), log10; 0 if no more."""
    return max(0.0, flow(left, right))
