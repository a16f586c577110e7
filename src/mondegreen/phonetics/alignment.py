"""How well what was heard fits what was said: two strings of phones aligned at the best score.

Start reading from `align`: plain dynamic programming (Needleman, Wunsch 1970), which also says which sound
became which. `align_many` gives the same scores for hundreds of thousands of pairs at once, and is what the
matcher uses.

Among alignments of equal score, the one is taken that (from the end of the strings backwards) prefers a
pair to a dropped phone, and a dropped phone to an added one. It matters for the score of single words only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from .costs import Costs, Scores
from .phones import SYMBOLS

_Value = TypeVar("_Value", bound=np.generic)
Numbers: TypeAlias = NDArray[np.intp]

_INDEX: Final = {symbol: index for index, symbol in enumerate(SYMBOLS)}


@dataclass(frozen=True, slots=True)
class Alignment:
    """The best alignment of one pair; ``score`` in nats, summed over ``pairs``.

    ``pairs`` holds (said, heard) in order, one phone each; ``""`` on the right if the phone was dropped, on
    the left if it was added.
    """

    score: float
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class AlignmentScores:
    """The scores of many pairs; each array has one float32 a pair, in the order given.

    ``raw`` is the score of the best alignment in nats. ``norm`` is its share of what ``said`` would score
    with itself: 1 for the same sounds, 0 for no evidence, negative for evidence against. ``norm_max``
    divides by the larger of the two self-scores, so that much added sound counts as well. ``worst_word`` is
    the lowest such share among the words of ``said``, None if no words were given: one perfect word can't
    hide another that doesn't fit at all.
    """

    raw: Scores
    norm: Scores
    norm_max: Scores
    worst_word: Scores | None = None


def align(said: str, heard: str, costs: Costs) -> Alignment:
    """Align two phone strings; raises ``KeyError`` for a character that is no phone."""
    match, dropped, added = costs.match.tolist(), costs.dropped.tolist(), costs.added.tolist()
    rows = [_INDEX[symbol] for symbol in said]
    columns = [_INDEX[symbol] for symbol in heard]

    best = [list(accumulate((added[j] for j in columns), initial=0.0))]
    for i in rows:
        above = best[-1]
        row = [above[0] + dropped[i]]
        for at, j in enumerate(columns):
            row.append(max(above[at] + match[i][j], above[at + 1] + dropped[i], row[at] + added[j]))
        best.append(row)

    pairs = []
    x, y = len(rows), len(columns)
    while x or y:  # sums are exact, see costs.STEP: comparing with == is sound
        here = best[x][y]
        if x and y and here == best[x - 1][y - 1] + match[rows[x - 1]][columns[y - 1]]:
            x, y = x - 1, y - 1
            pairs.append((said[x], heard[y]))
        elif x and here == best[x - 1][y] + dropped[rows[x - 1]]:
            x -= 1
            pairs.append((said[x], ""))
        else:
            y -= 1
            pairs.append(("", heard[y]))
    return Alignment(best[-1][-1], tuple(reversed(pairs)))


def self_score(phones: str, costs: Costs) -> float:
    """What a phone string scores against itself, phone by phone, in nats."""
    diagonal = costs.match.diagonal().tolist()
    return float(sum(diagonal[_INDEX[symbol]] for symbol in phones))


def worst_word_score(alignment: Alignment, words: Sequence[int], costs: Costs) -> float:
    """The lowest score of a word of ``said``, as a share of its self-score; 0 if there is none.

    ``words`` gives the length of each word in phones. An added phone belongs to the word before it; one
    before the first word, to the first. Words without phones don't count.
    """
    if not any(words):
        return 0.0
    match, dropped, added = costs.match.tolist(), costs.dropped.tolist(), costs.added.tolist()
    ends = list(accumulate(words))
    got = [0.0] * len(words)
    full = [0.0] * len(words)
    position = 0  # phones of `said` passed so far
    for said, heard in alignment.pairs:
        position += len(said)
        word = next((n for n, end in enumerate(ends) if position <= end and words[n]), len(words) - 1)
        if said:
            i = _INDEX[said]
            got[word] += match[i][_INDEX[heard]] if heard else dropped[i]
            full[word] += match[i][i]
        else:
            got[word] += added[_INDEX[heard]]
    return min((g / f for g, f in zip(got, full, strict=True) if f), default=0.0)


# --- many at once ---------------------------------------------------------------------------------

_BLOCK: Final = 4096
"""Pairs worked on at a time: their rows of the table stay in the processor's cache."""

_ALIKE: Final = 3
_ALIKE_IN_FEW: Final = 8
_FEW: Final = 4096
"""Strings whose lengths differ by less are worked on together, the shorter ones filled up with silence; where there
are few pairs, fewer groups are worth more silence."""

_SILENCE: Final = len(SYMBOLS)
"""No phone: it costs nothing to add or to drop, and is never heard for one. So it changes no score."""


def align_many(
    said: Sequence[str], heard: Sequence[str], costs: Costs, *, words: Sequence[Sequence[int]] | None = None
) -> AlignmentScores:
    """Score ``said[k]`` against ``heard[k]`` for every k, as `align` would.

    ``words`` gives, for each pair, the lengths in phones of the words of ``said`` (``(3, 5)``); with it,
    ``worst_word`` is filled in as by `worst_word_score`; that takes about three times as long where there are
    several. Pairs may repeat and are scored again: to find them costs about as much as to score half of all pairs.

    Raises ``ValueError`` for sequences of different lengths, words that don't add up to ``said``, or a
    character that is no phone.
    """
    size = len(said)
    if len(heard) != size or (words is not None and len(words) != size):
        raise ValueError("said, heard and words must have the same length")
    both = np.arange(size)
    return align_pairs(PhoneStrings.of(said, words), PhoneStrings.of(heard), (both, both), costs)


def align_pairs(
    left: PhoneStrings, right: PhoneStrings, pairs: tuple[Numbers, Numbers], costs: Costs
) -> AlignmentScores:
    """Score each of the ``pairs``, given as the number of a string that was said, in ``left``, and of one that
    was heard, in ``right``.

    As `align_many` does, but quicker for strings that come in many pairs. ``worst_word`` is filled in if
    ``left`` knows its words.
    """
    said, heard = pairs
    size = len(said)
    tables = _tables(costs)
    raw = np.empty(size, np.float32)
    several = np.zeros(size, np.bool_) if left.ends is None else (left.sums_of(left.ends) > 1)[said]
    worst = np.empty(size, np.float32)
    step = _ALIKE if size > _FEW else _ALIKE_IN_FEW
    some, others = (-(-left.lengths // step))[said], (-(-right.lengths // step))[heard]
    shapes = (several * (int(some.max(initial=0)) + 1) + some) * (int(others.max(initial=0)) + 1) + others
    order = np.argsort(shapes, kind="stable")
    edges = np.append(np.flatnonzero(np.diff(shapes[order], prepend=-1)), size).tolist()
    for start, end in pairwise(edges):
        for first in range(start, end, _BLOCK):
            block = order[first : min(first + _BLOCK, end)]
            rows = left.take(said[block], left.phones, _SILENCE)
            columns = right.take(heard[block], right.phones, _SILENCE)
            if left.ends is None or not several[block[0]]:
                raw[block] = _best_scores(rows, columns, tables)
            else:
                ends = left.take(said[block], left.ends, 0)
                raw[block], worst[block] = _best_and_worst(rows, columns, ends, tables)

    own, other = left.sums(tables.own)[said], right.sums(tables.own)[heard]
    norm = _share(raw, own)
    worst = np.where(several, worst, norm)  # the only word is the worst
    norm_max = _share(raw, np.maximum(own, other))
    return AlignmentScores(raw, norm, norm_max, None if left.ends is None else worst)


def _share(score: Scores, full: Scores) -> Scores:
    """score / full, and 0 where there was nothing to score."""
    return np.divide(score, full, out=np.zeros_like(score), where=full > 0)


class _Tables:
    """The scores as the vectorised code wants them, silence included: the match table flat, addressed by
    said * `WIDTH` + heard; ``gain`` is what a pair scores beyond hearing the phone added."""

    WIDTH: Final = len(SYMBOLS) + 1

    def __init__(self, costs: Costs) -> None:
        self.match = np.pad(costs.match, (0, 1), constant_values=-np.inf).ravel()
        self.dropped = np.append(costs.dropped, np.float32(0))
        self.added = np.append(costs.added, np.float32(0))
        self.gain = (self.match.reshape(self.WIDTH, -1) - self.added).ravel()
        self.own = np.append(costs.match.diagonal(), np.float32(0))


@lru_cache(maxsize=8)
def _tables(costs: Costs) -> _Tables:
    return _Tables(costs)


@dataclass(frozen=True, slots=True, eq=False)
class PhoneStrings:
    """Many phone strings laid end to end, as phone numbers; ``ends`` says of each phone whether it is the last
    of a word, None if that is not known."""

    phones: Numbers
    starts: Numbers
    lengths: Numbers
    ends: NDArray[np.bool_] | None = None

    @classmethod
    def of(cls, strings: Sequence[str], words: Sequence[Sequence[int]] | None = None) -> PhoneStrings:
        """From plain strings; ``words`` as for `align_many`, and the same errors."""
        text = "".join(strings)
        try:
            codes = np.frombuffer(text.encode("ascii"), np.uint8)
        except UnicodeEncodeError as error:
            raise ValueError(f"{error.object[error.start]!r} is no phone") from None
        phones = _CODE_TO_INDEX[codes]
        if phones.size and phones.min() < 0:
            raise ValueError(f"{text[int(phones.argmin())]!r} is no phone")
        lengths = np.fromiter(map(len, strings), np.intp, len(strings))
        ends = None if words is None else _word_ends(words, lengths)
        return cls(phones, np.cumsum(lengths) - lengths, lengths, ends)

    def take(self, block: Numbers, what: NDArray[_Value], fill: int) -> NDArray[_Value]:
        """What goes with the phones of some strings (by number): (the longest, strings), filled up at the ends."""
        lengths = self.lengths[block]
        places = np.arange(int(lengths.max()))[:, None]
        if not what.size:
            return np.empty((0, len(block)), what.dtype)
        taken = np.take(what, self.starts[block] + places, mode="clip")
        taken[places >= lengths] = fill
        return taken

    def sums(self, scores: Scores) -> Scores:
        """The sum of a score over each string."""
        return self.sums_of(scores[self.phones]).astype(np.float32)

    def sums_of(self, what: NDArray[_Value]) -> NDArray[np.float64]:
        """The sum over each string of what goes with its phones."""
        total = np.zeros(len(self.phones) + 1)
        np.cumsum(what, dtype=np.float64, out=total[1:])
        summed: NDArray[np.float64] = total[self.starts + self.lengths] - total[self.starts]
        return summed


_CODE_TO_INDEX: Final = np.full(128, -1, np.intp)
_CODE_TO_INDEX[[ord(symbol) for symbol in SYMBOLS]] = np.arange(len(SYMBOLS))


def _word_ends(words: Sequence[Sequence[int]], full: Numbers) -> NDArray[np.bool_]:
    """For every phone of strings of ``full`` lengths, whether it is the last one of a word."""
    counts = np.fromiter(map(len, words), np.intp, len(words))
    lengths = np.fromiter((length for lengths in words for length in lengths), np.intp, int(counts.sum()))
    totals = np.concatenate(([0], np.cumsum(lengths)))
    last = np.cumsum(counts)
    sums = totals[last] - totals[last - counts]
    wrong = (sums != full) | (lengths.min(initial=0) < 0)
    if wrong.any():
        raise ValueError(f"words of pair {int(wrong.argmax())} don't add up to its length")
    ends = np.zeros(int(full.sum()), np.bool_)
    ends[totals[1:][lengths > 0] - 1] = True
    return ends


def _run(function: np.ufunc, table: NDArray[_Value]) -> None:
    """``function.accumulate`` down the rows of ``table``, in place: for wide rows many times as quick as numpy's."""
    for above, row in pairwise(table):
        function(above, row, out=row)


def _best_scores(rows: Numbers, columns: Numbers, tables: _Tables) -> Scores:
    """The scores of pairs of like shape, from their phones: (said, pairs) and (heard, pairs).

    A whole row of the table is worked out at once. Its cells depend on each other only through added
    phones: row[y] = max over z <= y of base[z] + added[z+1..y], where base is the better of a pair and a
    dropped phone. With the running sum of added phones taken off (``level``), that is a running maximum.
    """
    level = np.zeros((len(columns) + 1, columns.shape[1]), np.float32)  # nothing said: everything was added
    pair = np.empty(columns.shape, np.float32)
    address = np.empty(columns.shape, np.intp)
    for said in rows:
        np.add(said * _Tables.WIDTH, columns, out=address)
        np.take(tables.gain, address, out=pair, mode="clip")  # "clip" spares numpy a check; all are in range
        pair += level[:-1]
        level += tables.dropped[said]
        np.maximum(level[1:], pair, out=level[1:])
        _run(np.maximum, level)
    scores: Scores = level[-1] + tables.added[columns].sum(axis=0)
    return scores


def _best_and_worst(
    rows: Numbers, columns: Numbers, ends: NDArray[np.bool_], tables: _Tables
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
    beyond = np.where(columns == _SILENCE, np.float32(-np.inf), np.float32(0))
    for said, end in zip(rows, ends, strict=True):
        full += tables.own[said]
        pair = best[:-1] + np.take(tables.match, said * _Tables.WIDTH + columns)
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
