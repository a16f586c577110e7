"""Many phone strings as arrays of numbers, laid end to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from .costs import Scores
from .phones import SYMBOLS

_Value = TypeVar("_Value", bound=np.generic)
Numbers: TypeAlias = NDArray[np.intp]


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
