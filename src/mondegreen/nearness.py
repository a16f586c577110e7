"""Which of many strings are near which of many others, by edits: a first sieve, quick and generous.

Start reading from `Near.of`. Strings are compared length by length, since those whose lengths differ by more than the
reach need not be compared at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Indel, Levenshtein

from mondegreen.phonetics import VOWELS

#: Plain similarity of phone strings below which nothing was ever right (1 - edits / longer length).
_SOUND_CUTOFF: Final = 0.4
#: The same where all vowels count as one ("in a gas" for Enagás): with fewer kinds of sounds, more agree by chance.
_CONSONANT_CUTOFF: Final = 0.5
#: Similarity of letters that brings in what the phones miss (Ugladar / Ugledar).
_LETTER_CUTOFF: Final = 0.6
_ONE_VOWEL: Final = dict.fromkeys(map(ord, VOWELS), min(VOWELS))
#: How many comparisons are made at once, for the sake of memory; threads are worth their while from so many on.
_CELLS, _MANY_CELLS = 16_000_000, 500_000

#: The length of one string and those of others: how many edits each may be apart from it.
Reach: TypeAlias = Callable[[int, NDArray[np.intp]], NDArray[np.intp]]


class Near:
    """Strings that others are compared with, by `distance`, which is at most the difference of `reach`."""

    def __init__(self, strings: Sequence[str], distance: Callable[..., int], reach: Reach) -> None:
        self._distance = distance
        self._reach = reach
        self._order = np.array(sorted(range(len(strings)), key=lambda k: len(strings[k])), dtype=np.intp)
        self._sorted = [strings[k] for k in self._order]
        self._lengths = np.array([len(s) for s in self._sorted], dtype=np.intp)

    def of(self, keys: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Which keys and strings are within reach of each other, as two arrays of indices."""
        none = np.zeros(0, np.intp)
        rows, columns = [none], [none]
        same_length: dict[int, list[int]] = defaultdict(list)
        for k, key in enumerate(keys):
            same_length[len(key)].append(k)
        for length, members in same_length.items():
            allowed = self._reach(length, self._lengths)
            near = np.flatnonzero(np.abs(self._lengths - length) <= allowed)
            if not near.size:
                continue
            lo, hi = int(near[0]), int(near[-1]) + 1
            some, limits = self._sorted[lo:hi], allowed[lo:hi].astype(np.uint8)
            block = max(1, _CELLS // len(some))
            for at in range(0, len(members), block):
                part = np.array(members[at : at + block], dtype=np.intp)
                workers = -1 if len(part) * len(some) > _MANY_CELLS else 1
                chosen = [keys[k] for k in part]
                table = process.cdist(chosen, some, scorer=self._distance, dtype=np.uint8, workers=workers)
                # Found in one row of all cells, which is several times as quick as in two dimensions.
                r, c = np.divmod(np.flatnonzero(table <= limits), len(some))
                rows.append(part[r])
                columns.append(self._order[lo + c])
        return np.concatenate(rows), np.concatenate(columns)


def near_in_sound(strings: Sequence[str]) -> Near:
    """Strings of phones."""
    return Near(strings, Levenshtein.distance, _sound_reach)


class NearInConsonants:
    """Strings of phones again, in which any vowel counts for any other."""

    def __init__(self, strings: Sequence[str]) -> None:
        self._near = Near([s.translate(_ONE_VOWEL) for s in strings], Levenshtein.distance, _consonant_reach)

    def of(self, keys: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """As `Near.of`."""
        return self._near.of([key.translate(_ONE_VOWEL) for key in keys])


def near_in_letters(strings: Sequence[str]) -> Near:
    """Words."""
    return Near(strings, Indel.distance, _letter_reach)


def _sound_reach(one: int, others: NDArray[np.intp]) -> NDArray[np.intp]:
    """How many edits two phone strings of these lengths may be apart."""
    return np.asarray(np.maximum(others, one) * (1 - _SOUND_CUTOFF) + 1e-9).astype(np.intp)


def _consonant_reach(one: int, others: NDArray[np.intp]) -> NDArray[np.intp]:
    """The same where all vowels are one."""
    return np.asarray(np.maximum(others, one) * (1 - _CONSONANT_CUTOFF) + 1e-9).astype(np.intp)


def _letter_reach(one: int, others: NDArray[np.intp]) -> NDArray[np.intp]:
    """How many letters may be left over in two words of these lengths."""
    return np.asarray((others + one) * (1 - _LETTER_CUTOFF) + 1e-9).astype(np.intp)
