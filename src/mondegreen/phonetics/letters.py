"""How an English speaker would say a spelling: one context tree, and the common words that it gets wrong.

Start reading from `sound`. Every letter is sounded by itself, from the longest context that training has
seen: the letter, then its neighbours one at a time, nearest first (+1, -1, +2, -2, ...). Deciding ``c`` in
``cell`` takes ``c``, ``ce``, ``ce^``, ``ce^l`` and stops as soon as no longer context would change the
answer. Each answer is a phone string of nought to two phones: ``x`` is K S, and the ``e`` of ``came`` is
silent. The method is IGTree (Daelemans, van den Bosch, Weijters 1997); trained on CMUdict, it gets one
phone in eleven wrong on words it has never seen.

The tree is built by ``tools/build_letter_sounds.py`` and kept in ``data/letter_sounds.json.xz``:

- ``outcomes``: the answers, listed once; an entry of ``answers`` is one character, ``chr(OUTCOME_BASE +
  index)``;
- ``contexts`` (space-separated) and ``answers`` (one character a context): the nodes of the tree;
- ``exceptions``: common words that the tree gets wrong (``colonel``), and the phones they have;
- ``short_words``: ordinary words of up to five letters, so that ``THE`` in capitals isn't taken for an
  acronym.
"""

from __future__ import annotations

import json
import lzma
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Final

ORDER: Final = (1, -1, 2, -2, 3, -3, 4, -4)
"""The neighbours of a letter in the order in which they join its context, as distances in letters."""

EDGE: Final = "^"
"""Stands for every neighbour beyond the start or the end of the word."""

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz'"
"""What the tree knows. The apostrophe is a letter, so that ``we're`` and ``were`` can differ."""

OUTCOME_BASE: Final = 33
"""The first outcome is written ``!``; none of the control characters has to be escaped then."""

DATA_FILE: Final = "letter_sounds.json.xz"

# What a letter says if the whole word came out silent, such as a lone "h" or "'gh". A silent word could not
# be compared.
_LOUD: Final = dict(zip(
    LETTERS,
    ["x", "b", "k", "d", "E", "f", "g", "h", "I", "J", "k", "l", "m", "n",
     "a", "p", "k", "r", "s", "t", "A", "v", "w", "ks", "y", "z", ""],
    strict=True,
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class LetterSounds:
    """A trained model. ``nodes`` maps a context to the phones of its letter; every prefix of a context is
    one too."""

    nodes: dict[str, str]
    exceptions: dict[str, str]
    short_words: frozenset[str]

    def by_tree(self, word: str) -> str:
        """What the tree alone says, for a word of ``LETTERS``; may be silent."""
        nodes = self.nodes
        padded = _PADDING + word + _PADDING
        phones = []
        for at in range(len(_PADDING), len(_PADDING) + len(word)):
            context = padded[at]
            answer = nodes.get(context, "")
            for distance in ORDER:
                context += padded[at + distance]
                longer = nodes.get(context)
                if longer is None:
                    break
                answer = longer
            phones.append(answer)
        return "".join(phones)


_PADDING: Final = EDGE * max(ORDER)


@cache
def model() -> LetterSounds:
    """The shipped model, read at the first call (some 50 ms) and kept."""
    packed = resources.files(__package__).joinpath("data", DATA_FILE).read_bytes()
    return unpack(packed)


def unpack(packed: bytes) -> LetterSounds:
    """Read the bytes of a data file; the format is in the docstring of this module."""
    data = json.loads(lzma.decompress(packed))
    by_character = {chr(OUTCOME_BASE + index): phones for index, phones in enumerate(data["outcomes"])}
    answers = map(by_character.__getitem__, data["answers"])
    return LetterSounds(
        nodes=dict(zip(data["contexts"].split(" "), answers, strict=True)),
        exceptions=data["exceptions"],
        short_words=frozenset(data["short_words"].split(" ")),
    )


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """The phone string of a word; characters other than ``LETTERS`` in lower case are passed over.

    Never empty if the word has a letter: ``sound("h")`` is HH. Read as a word, whatever it looks like; what
    to do about acronyms, digits and accents is the business of `spelling`.
    """
    known = model().exceptions.get(word)
    if known is not None:
        return known
    letters = "".join([letter for letter in word if letter in _LOUD])
    return model().by_tree(letters) or "".join([_LOUD[letter] for letter in letters])


def is_common(word: str) -> bool:
    """Whether a short spelling (up to five letters, lower case) is an ordinary word, spoken as one:
    ``the``, not ``fbi``."""
    return word in model().short_words


def is_exception(word: str) -> bool:
    """Whether the sound of this lower-case spelling was looked up, not worked out: ``colonel``, ``mr``,
    ``fbi``."""
    return word in model().exceptions
