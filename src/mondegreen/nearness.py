"""Which sounds and spellings are near enough to be looked at: a first sieve, quick and generous."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from rapidfuzz.distance import Indel

from mondegreen.edits import Compared, Places, Within, within_edits
from mondegreen.phonetics import VOWELS

#: Plain similarity of phone strings below which nothing was ever right (1 - edits / longer length).
_SOUND_CUTOFF: Final = 0.4
#: The same where all vowels count as one ("in a gas" for Enagás): with fewer kinds of sounds, more agree by chance.
_CONSONANT_CUTOFF: Final = 0.5
#: Similarity of letters that brings in what the phones miss (Ugladar / Ugledar).
_LETTER_CUTOFF: Final = 0.6
_ONE_VOWEL: Final = dict.fromkeys(map(ord, VOWELS), min(VOWELS))


def near_in_sound(strings: Sequence[str]) -> Within:
    """Strings of phones."""
    return within_edits(strings, _sound_reach)


class NearInConsonants:
    """Strings of phones again, in which any vowel counts for any other."""

    def __init__(self, strings: Sequence[str]) -> None:
        self._near = within_edits([s.translate(_ONE_VOWEL) for s in strings], _consonant_reach)

    def of(self, keys: Sequence[str]) -> tuple[Places, Places]:
        """As `Within.of`."""
        return self._near.of([key.translate(_ONE_VOWEL) for key in keys])


def near_in_letters(strings: Sequence[str]) -> Within:
    """Words."""
    return Compared(strings, Indel.distance, _letter_reach)


def _sound_reach(one: int, others: Places) -> Places:
    """How many edits two phone strings of these lengths may be apart."""
    return np.asarray(np.maximum(others, one) * (1 - _SOUND_CUTOFF) + 1e-9).astype(np.intp)


def _consonant_reach(one: int, others: Places) -> Places:
    """The same where all vowels are one."""
    return np.asarray(np.maximum(others, one) * (1 - _CONSONANT_CUTOFF) + 1e-9).astype(np.intp)


def _letter_reach(one: int, others: Places) -> Places:
    """How many letters may be left over in two words of these lengths."""
    return np.asarray((others + one) * (1 - _LETTER_CUTOFF) + 1e-9).astype(np.intp)
