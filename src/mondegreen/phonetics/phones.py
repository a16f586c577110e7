"""The alphabet of sounds: the 39 ARPAbet phones of North American English, without stress.

A *phone string* is a plain ``str`` with one character a phone, so that anything which compares, hashes,
slices or indexes strings works on sounds as it stands: ``len("kir")`` is three phones. The characters are
ARPAbet's own one-letter codes (Shoup 1980), except that AE is ``x`` and not ``@``: every phone is a letter.

>>> encode(["K", "IY", "R"])
'kir'
>>> show("kir")
'K IY R'
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_LETTERS: Final = {
    "AA": "a", "AE": "x", "AH": "A", "AO": "c", "AW": "W", "AY": "Y", "B": "b", "CH": "C", "D": "d",
    "DH": "D", "EH": "E", "ER": "R", "EY": "e", "F": "f", "G": "g", "HH": "h", "IH": "I", "IY": "i",
    "JH": "J", "K": "k", "L": "l", "M": "m", "N": "n", "NG": "G", "OW": "o", "OY": "O", "P": "p", "R": "r",
    "S": "s", "SH": "S", "T": "t", "TH": "T", "UH": "U", "UW": "u", "V": "v", "W": "w", "Y": "y", "Z": "z",
    "ZH": "Z",
}  # fmt: skip
_NAMES: Final = {letter: name for name, letter in _LETTERS.items()}

PHONES: Final[tuple[str, ...]] = tuple(_LETTERS)
"""The ARPAbet names in alphabetical order; the position of a name is its row in every cost table."""

SYMBOLS: Final[str] = "".join(_LETTERS.values())
"""The one-character symbols, in the order of ``PHONES``."""

VOWELS: Final[frozenset[str]] = frozenset("axAcWYEReIioOUu")
"""The symbols of the fifteen vowels; ER counts as one."""


def encode(names: Iterable[str]) -> str:
    """The phone string of some ARPAbet names; raises ``KeyError`` for a name that is none (stress
    included)."""
    return "".join([_LETTERS[name] for name in names])


def decode(phones: str) -> list[str]:
    """The ARPAbet names in a phone string; raises ``KeyError`` for a character that is no phone."""
    return [_NAMES[symbol] for symbol in phones]


def show(phones: str) -> str:
    """A phone string for people to read: ``"kir"`` becomes ``"K IY R"``."""
    return " ".join(decode(phones))
