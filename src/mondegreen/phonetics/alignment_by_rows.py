"""The scores of many alignments at once, by numpy: what `_alignment.c` does where nothing was compiled.

Start reading from `score`. Pairs of like shape are worked on together, a whole row of their tables at a time.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from .costs import Scores
from .phone_strings import Numbers, PhoneStrings
from .score_tables import SILENCE, Tables

_Value = TypeVar("_Value", bound=np.generic)

_BLOCK: Final = 4096
"""Pairs worked on at a time: their rows of the table stay in the processor's cache."""

_ALIKE: Final = 3
_ALIKE_IN_FEW: Final = 8
_FEW: Final = 4096
"""Strings whose lengths differ by less are worked on together, the shorter ones filled up with silence; where there
are few pairs, fewer groups are worth more silence."""


def score(
    left: PhoneStrings,
    right: PhoneStrings,
    pairs: tuple[Numbers, Numbers],
    several: NDArray[np.bool_],
    tables: Tables,
) -> tuple[Scores, Scores]:
    """What the best alignment of each pair scores, and the worst share of a word where there are ``several``."""
    said, heard = pairs
    size = len(said)
    raw, worst = np.empty(size, np.float32), np.empty(size, np.float32)
    step = _ALIKE if size > _FEW else _ALIKE_IN_FEW
    some, others = (-(-left.lengths // step))[said], (-(-right.lengths // step))[heard]
    shapes = (several * (int(some.max(initial=0)) + 1) + some) * (int(others.max(initial=0)) + 1) + others
    order = np.argsort(shapes, kind="stable")
    edges = np.append(np.flatnonzero(np.diff(shapes[order], prepend=-1)), size).tolist()
    for start, end in pairwise(edges):
        for first in range(start, end, _BLOCK):
            block = order[first : min(first + _BLOCK, end)]
            rows = left.take(said[block], left.phones, SILENCE)
            columns = right.take(heard[block], right.phones, SILENCE)
            if left.ends is None or not several[block[0]]:
                raw[block] = _best_scores(rows, columns, tables)
            else:
                ends = left.take(said[block], left.ends, 0)
                raw[block], worst[block] = _best_and_worst(rows, columns, ends, tables)
    return raw, worst


def _run(function: np.ufunc, table: NDArray[_Value]) -> None:
    """``function.accumulate`` down the rows of ``table``, in place: for wide rows many times as quick as numpy's."""
    for above, row in pairwise(table):
        function(above, row, out=row)


def _best_scores(rows: Numbers, columns: Numbers, tables: Tables) -> Scores:
    """The scores of pairs of like shape, from their phones: (said, pairs) and (heard, pairs).

    A whole row of the table is worked out at once. Its cells depend on each other only through added
    phones: row[y] = max over z <= y of base[z] + added[z+1..y], where base is the better of a pair and a
    dropped phone. With the running sum of added phones taken off (``level``), that is a running maximum.
    """
    level = np.zeros((len(columns) + 1, columns.shape[1]), np.float32)  # nothing said: everything was added
    pair = np.empty(columns.shape, np.float32)
    address = np.empty(columns.shape, np.intp)
    for said in rows:
        np.add(said * Tables.WIDTH, columns, out=address)
        np.take(tables.gain, address, out=pair, mode="clip")  # "clip" spares numpy a check; all are in range
        pair += level[:-1]
        level += tables.dropped[said]
        np.maximum(level[1:], pair, out=level[1:])
        _run(np.maximum, level)
    scores: Scores = level[-1] + tables.added[columns].sum(axis=0)
    return scores


def _best_and_worst(
    rows: Numbers, columns: Numbers, ends: NDArray[np.bool_], tables: Tables
) -> tuple[Scores, Scores]:
    """The scores of pairs of like shape, and of the worst word of each; ``ends`` (said, pairs) marks the
    words.

    The same recursion as `_best_scores`, while two more values travel along the best path into every cell:
    the score where the path left the last word, and the worst share of a word so far. A word is complete in
    the row of its last phone, its trailing added phones included.
    """
    added = np.zeros((len(columns) + 1, columns.shape[1]), np.float32)
    added[1:] = tables.added[columns]
    _run(np.add, added)
    best = added
    left_word = np.zeros_like(best)
    worst = np.full_like(best, np.inf)
    full = np.zeros(columns.shape[1], np.float32)
    column, across = np.arange(len(best))[:, None], np.arange(columns.shape[1])
    # Behind the end nothing is dropped, so that the best path stays as it was at the end.
    beyond = np.where(columns == SILENCE, np.float32(-np.inf), np.float32(0))
    for said, end in zip(rows, ends, strict=True):
        full += tables.own[said]
        pair = best[:-1] + np.take(tables.match, said * Tables.WIDTH + columns)
        base = best + tables.dropped[said]
        paired = pair >= base[1:]
        base[1:][paired] = pair[paired]
        base[1:] += beyond
        for carried in (left_word, worst):
            carried[1:] = np.where(paired, carried[:-1], carried[1:])

        level = base - added
        highest = level.copy()
        _run(np.maximum, highest)
        # A cell that is as high as any before it is reached by a pair or a drop, any other by adding from
        # the last such.
        source = np.where(level == highest, column, 0)
        _run(np.maximum, source)
        best = highest + added
        source = source * len(across) + across
        left_word, worst = left_word.take(source), worst.take(source)

        if end.any():
            share = (best[:, end] - left_word[:, end]) / full[end]
            worst[:, end] = np.minimum(worst[:, end], share)
            left_word[:, end] = best[:, end]
            full[end] = 0
    lowest = worst[-1]
    return best[-1], np.where(np.isinf(lowest), np.float32(0), lowest)
