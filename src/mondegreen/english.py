"""How common a word, a pair of neighbouring words, or a person's name is in ordinary English.

`zipf` is the Zipf scale of van Heuven et al. (2014): log10 of the occurrences per billion words, so "the" has
7.7, "tourist" 4.2, and a word that is not in the table 0. The tables are built by `tools/build_words.py`.
"""

from __future__ import annotations

import functools
import zlib
from importlib import resources

#: From here on a word counts as ordinary: nearly everybody knows it ("faction" 3.5, "melon" 3.3).
COMMON = 3.2
#: Zipf values are stored in steps of a twentieth.
ZIPF_STEPS = 20
#: log10 counts of pairs are stored in steps of a tenth.
PAIR_STEPS = 10
#: Commonness of names is stored in steps of a fortieth.
NAME_STEPS = 40
#: What the rarest pair of the table counts, less a little: the value of every pair that is not in it.
PAIR_FLOOR = 5.2


def _table(name: str) -> dict[str, int]:
    """A table of words and one byte each, as written by `pack` in `tools/build_words.py`."""
    packed = (resources.files("mondegreen") / "data" / name).read_bytes()
    words, _, values = zlib.decompress(packed).partition(b"\n\n")
    return dict(zip(words.decode("utf-8").split("\n"), values, strict=True))


@functools.cache
def _words() -> dict[str, int]:
    return _table("words.z")


@functools.cache
def _pairs() -> dict[str, int]:
    return _table("word_pairs.z")


@functools.cache
def _surnames() -> dict[str, int]:
    return _table("surnames.z")


@functools.cache
def _given_names() -> dict[str, int]:
    return _table("given_names.z")


def surname(word: str) -> float:
    """How common the folded `word` is as a surname: log10(40,000 / rank), 4.6 for "smith", 0 if it is rare or none."""
    return _surnames().get(word, 0) / NAME_STEPS


def given_name(word: str) -> float:
    """The same for given names."""
    return _given_names().get(word, 0) / NAME_STEPS


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


def pair(left: str, right: str) -> float:
    """log10 of how often the two folded words stand beside each other in a trillion words; at least `PAIR_FLOOR`."""
    value = _pairs().get(f"{left} {right}")
    return PAIR_FLOOR if value is None else value / PAIR_STEPS


def expected_pair(left: str, right: str) -> float:
    """What `pair` would be if the two words met by chance alone."""
    return zipf(left) + zipf(right) - 6.0


@functools.lru_cache(maxsize=65_536)
def bond(left: str, right: str) -> float:
    """How much more often two words stand together than chance would have it ("white house"), log10; 0 if unknown."""
    seen = pair(left, right)
    return max(0.0, seen - max(expected_pair(left, right), 5.0)) if seen > PAIR_FLOOR else 0.0
