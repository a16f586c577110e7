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
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

from . import alignment_by_rows
from .costs import Costs, Scores
from .phone_strings import Numbers, PhoneStrings
from .phones import SYMBOLS
from .score_tables import Tables, tables_of

#: Whether `_alignment.c` was compiled.
COMPILED: bool
try:
    from . import _alignment
except ImportError:  # no compiler was at hand
    COMPILED = False
else:
    COMPILED = True

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
    tables = tables_of(costs)
    several = np.zeros(len(said), np.bool_) if left.ends is None else (left.sums_of(left.ends) > 1)[said]
    score = _score_compiled if COMPILED else alignment_by_rows.score
    raw, worst = score(left, right, pairs, several, tables)
    own, other = left.sums(tables.own)[said], right.sums(tables.own)[heard]
    norm = _share(raw, own)
    worst = np.where(several, worst, norm)  # the only word is the worst
    norm_max = _share(raw, np.maximum(own, other))
    return AlignmentScores(raw, norm, norm_max, None if left.ends is None else worst)


def _share(score: Scores, full: Scores) -> Scores:
    """score / full, and 0 where there was nothing to score."""
    return np.divide(score, full, out=np.zeros_like(score), where=full > 0)


def _score_compiled(
    left: PhoneStrings,
    right: PhoneStrings,
    pairs: tuple[Numbers, Numbers],
    several: NDArray[np.bool_],
    tables: Tables,
) -> tuple[Scores, Scores]:
    """As `alignment_by_rows.score`."""
    raw = np.empty(len(several), np.float32)
    worst = np.empty(len(several), np.float32)
    said, heard = (np.ascontiguousarray(numbers, np.intp) for numbers in pairs)
    _alignment.scores(
        left.phones,
        left.starts,
        left.lengths,
        b"" if left.ends is None else left.ends,
        right.phones,
        right.starts,
        right.lengths,
        said,
        heard,
        several,
        tables.gain,
        tables.dropped,
        tables.added,
        tables.own,
        raw,
        worst,
    )
    return raw, worst
