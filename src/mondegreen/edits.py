"""Which of many strings are within so many edits of which of many others: all pairs, compared at once.

Start reading from `within_edits`. Where `_edits.c` was not compiled, rapidfuzz gives the same pairs, only slower.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

#: Whether `_edits.c` was compiled.
COMPILED: bool
try:
    from mondegreen import _edits
except ImportError:  # no compiler was at hand, or one of another kind
    COMPILED = False
else:
    COMPILED = True

Places: TypeAlias = NDArray[np.intp]
#: The length of one string and those of others: how many edits each may be apart from it. It is at least the difference
#: of the lengths where anything of these lengths is within reach.
Reach: TypeAlias = Callable[[int, Places], Places]

#: How many comparisons are made at once, for the sake of memory; threads are worth their while from so many on.
_CELLS, _MANY_CELLS = 16_000_000, 500_000
#: The widths of lanes, in bits; and how many bits are worked on at once.
_WIDTHS, _BLOCK_BITS = (8, 16, 32, 64), 2048
_ASCII: Final = 128
#: The longest key that the compiled code takes.
_LONGEST_KEY: Final = 255


class Within(Protocol):
    """Strings that others are compared with."""

    def of(self, keys: Sequence[str]) -> tuple[Places, Places]:
        """Which keys and strings are within reach of each other, as two arrays of indices, those of a key together."""


def within_edits(strings: Sequence[str], reach: Reach) -> Within:
    """`strings` to be compared by Levenshtein's distance."""
    if COMPILED and all(len(s) <= _WIDTHS[-1] and s.isascii() for s in strings):
        return Compiled(strings, reach)
    return Compared(strings, Levenshtein.distance, reach)


class Compared:
    """Strings that are compared by any `distance`, which is at least the difference of the lengths."""

    def __init__(self, strings: Sequence[str], distance: Callable[..., int], reach: Reach) -> None:
        self._distance = distance
        self._reach = reach
        self._order, self._sorted, self._lengths = _by_length(strings)

    def of(self, keys: Sequence[str]) -> tuple[Places, Places]:
        """As `Within.of`."""
        none = np.zeros(0, np.intp)
        rows, columns = [none], [none]
        for length, members in _same_length(keys):
            allowed = self._reach(length, self._lengths)
            near = np.flatnonzero(np.abs(self._lengths - length) <= allowed)
            if not near.size:
                continue
            lo, hi = int(near[0]), int(near[-1]) + 1
            some, limits = self._sorted[lo:hi], allowed[lo:hi].astype(np.uint8)
            block = max(1, _CELLS // len(some))
            for at in range(0, len(members), block):
                part = members[at : at + block]
                workers = -1 if len(part) * len(some) > _MANY_CELLS else 1
                chosen = [keys[k] for k in part]
                table = process.cdist(chosen, some, scorer=self._distance, dtype=np.uint8, workers=workers)
                # Found in one row of all cells, which is several times as quick as in two dimensions.
                r, c = np.divmod(np.flatnonzero(table <= limits), len(some))
                rows.append(part[r])
                columns.append(self._order[lo + c])
        return np.concatenate(rows), np.concatenate(columns)


class Compiled:
    """ASCII strings of up to 64 characters, compared by Levenshtein's distance in compiled code."""

    def __init__(self, strings: Sequence[str], reach: Reach) -> None:
        self._strings, self._reach = strings, reach
        self._order, ordered, self._lengths = _by_length(strings)
        edges = np.searchsorted(self._lengths, _WIDTHS, side="right").tolist()
        self._lanes = [
            _Lanes(ordered[lo:hi], width, lo)
            for width, lo, hi in zip(_WIDTHS, [0, *edges], edges, strict=False)
            if lo < hi
        ]

    def of(self, keys: Sequence[str]) -> tuple[Places, Places]:
        """As `Within.of`; what two keys begin with is compared once."""
        if any(len(key) > _LONGEST_KEY or not key.isascii() for key in keys):
            return Compared(self._strings, Levenshtein.distance, self._reach).of(keys)
        none = np.zeros(0, np.intp)
        rows, columns = [none], [none]
        order = np.array(sorted(range(len(keys)), key=keys.__getitem__), np.intp)
        lengths = np.array([len(keys[k]) for k in order], np.intp)
        text = "".join([keys[k] for k in order]).encode("ascii")
        allowed = np.zeros((int(lengths.max(initial=-1)) + 1, len(self._lengths)), np.intp)
        for length in set(lengths.tolist()):
            allowed[length] = self._reach(length, self._lengths)
        for lanes in self._lanes:
            key, column = lanes.near(text, lengths, allowed[:, lanes.start : lanes.end])
            rows.append(order[key])
            columns.append(self._order[lanes.start + column])
        row, string = np.concatenate(rows), np.concatenate(columns)
        together = np.argsort(row, kind="stable")
        return row[together], string[together]


class _Lanes:
    """Strings that fit into lanes of so many bits; the first is number `start` of all, by length. See `_edits.c`."""

    def __init__(self, strings: Sequence[str], bits: int, start: int) -> None:
        self.start, self.end = start, start + len(strings)
        block = _BLOCK_BITS // bits
        size = -(-len(strings) // block) * block
        lane: np.dtype[Any] = np.dtype(f"uint{bits}")
        self._masks = np.zeros((_ASCII, size), lane)
        self._whole = np.zeros(size, lane)
        codes = np.frombuffer("".join(strings).encode("ascii"), np.uint8)
        self._lengths = np.fromiter(map(len, strings), np.intp, len(strings))
        starts = np.cumsum(self._lengths) - self._lengths
        for place in range(int(self._lengths.max(initial=0))):
            # The strings are in order of length.
            longer = np.arange(np.searchsorted(self._lengths, place, side="right"), len(strings))
            bit = np.left_shift(lane.type(1), (bits - self._lengths[longer] + place).astype(lane))
            self._masks[codes[starts[longer] + place], longer] |= bit
            self._whole[longer] |= bit

    def near(self, text: bytes, lengths: Places, allowed: Places) -> tuple[Places, Places]:
        """Which keys, end to end in `text`, are near which strings: within what is `allowed` by length of key."""
        limits = np.zeros((len(allowed), len(self._whole)), self._whole.dtype)
        limits[:, : len(self._lengths)] = allowed
        reach = np.zeros((len(allowed), 2), np.int32)
        for length in set(lengths.tolist()):
            in_reach = np.flatnonzero(np.abs(self._lengths - length) <= allowed[length])
            if in_reach.size:
                reach[length] = in_reach[0], in_reach[-1] + 1
        found = _edits.near(self._masks, self._whole, limits, reach, text, lengths.astype(np.uint8))
        rows, columns = (np.frombuffer(numbers, np.int32).astype(np.intp) for numbers in found)
        return rows, columns


def _by_length(strings: Sequence[str]) -> tuple[Places, list[str], Places]:
    """The numbers of the strings in order of their lengths, the strings in that order, and the lengths."""
    order = np.array(sorted(range(len(strings)), key=lambda k: len(strings[k])), dtype=np.intp)
    ordered = [strings[k] for k in order]
    return order, ordered, np.array([len(s) for s in ordered], dtype=np.intp)


def _same_length(keys: Sequence[str]) -> Iterator[tuple[int, Places]]:
    """Each length of a key, with the numbers of the keys that have it."""
    members: dict[int, list[int]] = defaultdict(list)
    for k, key in enumerate(keys):
        members[len(key)].append(k)
    for length, some in members.items():
        yield length, np.array(some, dtype=np.intp)
