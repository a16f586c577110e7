"""Runs of words, very many at once: what holds of the words of each.

Start reading from `Spans`. It takes values of words and gives values of runs: the least, the mean, whether any.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Places: TypeAlias = NDArray[np.intp]


class Spans:
    """Words `first` to `last` (exclusive) of a text, an array of each. A span without words is 0 in everything."""

    def __init__(self, first: ArrayLike, last: ArrayLike) -> None:
        self.first: Places = np.asarray(first, dtype=np.intp)
        self.last: Places = np.asarray(last, dtype=np.intp)
        self.sizes: Places = self.last - self.first
        steps = np.arange(int(self.sizes.max(initial=0)))[:, None]
        #: Whether a span has so many words, and where each stands in the text: (the longest span, spans).
        self.inside: Flags = steps < self.sizes
        self._places: Places = np.where(self.inside, self.first + steps, 0)

    def __len__(self) -> int:
        return len(self.first)

    def least(self, values: Floats) -> Floats:
        """The least of the values of each span's words."""
        return self._or_nothing(np.min(self._of(values, np.inf), axis=0, initial=np.inf))

    def most(self, values: Floats) -> Floats:
        """The greatest of them."""
        return self._or_nothing(np.max(self._of(values, -np.inf), axis=0, initial=-np.inf))

    def total(self, values: Floats | Flags) -> Floats:
        """Their sum; of flags, how many are set."""
        return np.asarray(self._of(values, 0.0).sum(axis=0))

    def mean(self, values: Floats | Flags) -> Floats:
        """Their mean; of flags, the share that is set."""
        return self.total(values) / np.maximum(self.sizes, 1)

    def any(self, flags: Flags) -> Flags:
        """Whether any of the words is flagged."""
        return np.asarray((self.inside & flags[self._places]).any(axis=0))

    def all(self, flags: Flags) -> Flags:
        """Whether each word is."""
        return ~self.any(~flags)

    def _of(self, values: Floats | Flags, fill: float) -> Floats:
        return np.where(self.inside, values[self._places], fill)

    def _or_nothing(self, values: Floats) -> Floats:
        return np.where(self.sizes > 0, values, 0.0)
