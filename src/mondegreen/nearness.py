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

from mondegreen.phonetics import SYMBOLS, VOWELS, PhoneStrings

#: Plain similarity of phone strings below which nothing was ever right (1 - edits / longer length).
_SOUND_CUTOFF: Final = 0.4
#: The same where all vowels count as one ("in a gas" for Enagás): with fewer kinds of sounds, more agree by chance.
_CONSONANT_CUTOFF: Final = 0.5
#: Similarity of letters that brings in what the phones miss (Ugladar / Ugledar).
_LETTER_CUTOFF: Final = 0.6
_ONE_VOWEL: Final = dict.fromkeys(map(ord, VOWELS), min(VOWELS))
#: How many comparisons are made at once, for the sake of memory; threads are worth their while from so many on.
_CELLS, _MANY_CELLS, _PRODUCTS = 16_000_000, 500_000, 2_000_000
#: What share of the pairs may be left by the bags of phones; of more, edits are counted at once.
_MOST_ALIKE: Final = 0.06
#: Numbers that phones share for their second time in a string and more.
_SHARED: Final = 25

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


class Alike:
    """Strings of phones that a good share of may agree, by how often each phone is in them.

    A bound on what edits would say, for many millions of pairs at once: strings of which half agree hold half of their
    phones in common. How often a phone is in a string is told by numbers of which the product of two strings sums up
    what they hold in common, or more: for each phone 1 if it is there, and for the second time and more 1 in a number
    that several phones share.
    """

    def __init__(self, strings: Sequence[str]) -> None:
        self._order = np.array(sorted(range(len(strings)), key=lambda k: len(strings[k])), dtype=np.intp)
        self._sorted = [strings[k] for k in self._order]
        self._lengths = np.array([len(s) for s in self._sorted], dtype=np.intp)
        self._bags = _bags(self._sorted)

    def of(
        self, keys: Sequence[str], least: NDArray[np.float64]
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Keys and strings of which the share `least` (one a key) may agree, as two arrays of indices.

        All of which `1 - edits / longer length` is that much, and some more.
        """
        none = np.zeros(0, np.intp)
        rows, columns = [none], [none]
        bags = _bags(keys)
        groups: dict[tuple[int, float], list[int]] = defaultdict(list)
        for k, (key, share) in enumerate(zip(keys, least.tolist(), strict=True)):
            groups[len(key), share].append(k)
        for (length, share), members in groups.items():
            longer = np.maximum(self._lengths, length)
            allowed = (longer * (1 - share) + 1e-9).astype(np.intp)
            near = np.flatnonzero(np.abs(self._lengths - length) <= allowed)
            if not near.size:
                continue
            lo, hi = int(near[0]), int(near[-1]) + 1
            common = (longer - allowed)[lo:hi].astype(np.float32) - 0.5
            limits = allowed[lo:hi].astype(np.uint8)
            strings = self._bags[lo:hi].T
            block = max(1, _PRODUCTS // (hi - lo))
            bags_tell = True
            for at in range(0, len(members), block):
                part = np.array(members[at : at + block], dtype=np.intp)
                if bags_tell:
                    found = np.flatnonzero(bags[part] @ strings >= common)
                    bags_tell = len(found) <= _MOST_ALIKE * len(part) * (hi - lo)
                if not bags_tell:  # long strings have much in common whatever they are
                    chosen = [keys[k] for k in part]
                    table = process.cdist(
                        chosen, self._sorted[lo:hi], scorer=Levenshtein.distance, dtype=np.uint8
                    )
                    found = np.flatnonzero(table <= limits)
                r, c = np.divmod(found, hi - lo)
                rows.append(part[r])
                columns.append(self._order[lo + c])
        return np.concatenate(rows), np.concatenate(columns)


def _bags(strings: Sequence[str]) -> NDArray[np.float32]:
    """A row a string: see `Alike`."""
    kinds = len(SYMBOLS)
    lengths = np.fromiter(map(len, strings), np.intp, len(strings))
    phones = PhoneStrings.of(strings).phones
    places = np.repeat(np.arange(len(strings)), lengths) * kinds + phones
    counts = np.bincount(places, minlength=len(strings) * kinds).reshape(-1, kinds)
    bags = np.zeros((len(strings), kinds + _SHARED), np.float32)
    bags[:, :kinds] = counts > 0
    for times in range(2, int(counts.max(initial=0)) + 1):
        shared = np.zeros((kinds, _SHARED), np.float32)
        shared[np.arange(kinds), (7 * np.arange(kinds) + times) % _SHARED] = 1
        bags[:, kinds:] += (counts >= times).astype(np.float32) @ shared
    return bags


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
