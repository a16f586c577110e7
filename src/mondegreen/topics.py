"""What words are about: whether a word, or a term, belongs where it stands.

Start reading from `Topics`. Each common word has a vector (GloVe, Pennington et al. 2014) that points the same way as
those of words which stand in the same texts: "missile" and "Bundeswehr", not "missile" and "varnish". Words of a text
count the more the rarer they are in English (Arora et al. 2017). The table is built by
`tools/build_vectors.py`.
"""

from __future__ import annotations

import functools
import zlib
from collections.abc import Sequence
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from mondegreen.english import zipf
from mondegreen.spans import Flags, Spans
from mondegreen.text import words_of

#: Numbers a word, and what each is multiplied by to be a signed byte.
DIMENSIONS, VECTOR_SCALE = 40, 180.0
#: How far around a place its own words reach, and its passage, in tokens.
CLOSE, PASSAGE = 5, 40
#: A word so frequent (as a share of all words) counts half.
_HALF = 1e-3
#: Shorter vectors are those of nothing.
_NOTHING = 1e-4

Floats = NDArray[np.float32]


@functools.cache
def _table() -> tuple[dict[str, int], NDArray[np.int8]]:
    data = zlib.decompress((resources.files("mondegreen") / "data" / "vectors.z").read_bytes())
    words, _, rows = data.partition(b"\n\n")
    known = {word: k for k, word in enumerate(words.decode("ascii").split("\n"))}
    return known, np.frombuffer(rows, dtype=np.int8).reshape(len(known), DIMENSIONS)


def vectors_of(words: Sequence[str]) -> Floats:
    """A row a folded word, the longer the rarer it is; zeros for a word that the table lacks."""
    known, rows = _table()
    at = [known.get(w, -1) for w in words]
    weights = np.array(
        [_HALF / (_HALF + 10 ** (zipf(w) - 9)) if k >= 0 else 0.0 for w, k in zip(words, at, strict=True)],
        dtype=np.float32,
    )
    found: Floats = rows[at].astype(np.float32) * (weights / VECTOR_SCALE)[:, None]
    return found


@functools.lru_cache(maxsize=16_384)
def about(phrases: tuple[str, ...]) -> Floats:
    """What some phrases are about: the sum of the vectors of their words."""
    words = [word for phrase in phrases for word in words_of(phrase)]
    total: Floats = vectors_of(words).sum(axis=0)
    return total


def is_something(vectors: Floats) -> NDArray[np.bool_]:
    """Which rows are about anything."""
    return np.asarray(np.linalg.norm(vectors, axis=-1) > _NOTHING)


class Topics:
    """What the parts of some texts are about. `texts` are the folded words of each.

    Words are numbered one text behind the other, with a place for the end of each text (see `Wordwise`).
    """

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        sizes = [len(words) for words in texts]
        rows = vectors_of([word for words in texts for word in words])
        self._sums: Floats = np.zeros((len(rows) + len(texts), rows.shape[1]), np.float32)
        #: Where each text begins, and where it ends.
        self._ends = np.cumsum(sizes) + np.arange(len(texts))
        self._starts = self._ends - sizes
        at = 0
        for start, size in zip(self._starts.tolist(), sizes, strict=True):
            np.cumsum(rows[at : at + size], axis=0, out=self._sums[start + 1 : start + size + 1])
            at += size

    def of(self, places: Spans, some: Flags) -> Floats:
        """What `some` words of each place are about, or all, if it is none; a row a place. See `Spans.inside`."""
        rows = np.diff(self._sums, axis=0)
        total: Floats = np.zeros((len(places), rows.shape[1]), np.float32)
        # One after the other: so the sums don't depend on what is summed beside them.
        for step, here in enumerate(some):
            total[here] += rows[places.first[here] + step]
        none = ~some.any(axis=0)
        total[none] = self._sums[places.last[none]] - self._sums[places.first[none]]
        return total

    def agreement(self, vectors: Floats, places: Spans) -> Floats:
        """How well each row of `vectors` goes with what stands around its place: close by, in the passage, in all.

        Three columns, cosines from -1 to 1; 0 where one of the two is about nothing. The place itself does not count.
        """
        return self.agreements([vectors], places)[0]

    def agreements(self, vectors: Sequence[Floats], places: Spans) -> list[Floats]:
        """The `agreement` of each of `vectors` with the same places."""
        first, last = places.first, places.last
        text = np.searchsorted(self._starts, first, side="right") - 1
        start, end = self._starts[text], self._ends[text]
        inside = self._sums[last] - self._sums[first]
        around = [
            self._sums[np.minimum(last + reach, end)] - self._sums[np.maximum(first - reach, start)]
            for reach in (CLOSE, PASSAGE, len(self._sums))
        ]
        theirs = [_unit(some - inside) for some in around]
        return [
            np.stack([(some * mine).sum(axis=1) for some in theirs], axis=1) for mine in map(_unit, vectors)
        ]


def _unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / (np.linalg.norm(vectors, axis=-1, keepdims=True) + 1e-6))
