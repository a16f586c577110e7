"""Whether two right spellings are of one name: "Zelensky" and "Zelenskyy", "Kiev" and "Kyiv", "neo-con" and "neocon".

Start reading from `same_name`. It is only ever asked about forms of one entry of a lexicon, so it need not tell names
from other names in general, but spellings of a name from its other names ("Burma" of Myanmar), its short forms ("Ken"
of Kenneth), its inflections ("Houthis") and its acronyms.

One name has the same consonants in the same order, however they are transliterated: `g` is `h` or `k` elsewhere
("Lugansk" and "Luhansk", "Gaddafi" and "Qadhafi"). Vowels, doubled letters, accents, capitals and spaces don't count.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from mondegreen.text import Token, is_upper, letters

#: Letters that are written for the same consonant, in the order in which they are replaced; "C" is the "ch" of "Chad".
_ALIKE = (
    ("tch", "C"), ("sch", "s"), ("ch", "C"), ("ck", "k"), ("sh", "s"), ("zh", "s"), ("th", "t"), ("dh", "d"),
    ("ph", "v"), ("x", "ks"), ("q", "k"), ("g", "k"), ("z", "s"), ("f", "v"), ("w", "v"),
)  # fmt: skip
_SOFT_C = re.compile("c(?=[eiy])")
#: A "w" that may be part of a vowel: "Marlowe", but not "Kowalski".
_VOWEL_W = re.compile("(?<=[aeiouy])w")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aeiouy]+")
#: What makes an adjective of a name, and another spelling of no name that ends in a consonant: "Iraqi", "Saudi".
_ADJECTIVE = ("i", "y", "a", "o")
#: Words of so few letters agree in their length too: "al" and "el", but not "Ali".
_SHORT = 3


def same_name(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether `left` and `right`, words of forms of one entry, are spellings of the same name.

    >>> from mondegreen.text import tokenise
    >>> [same_name(tokenise("Kyiv"), tokenise(other)) for other in ("Kiev", "KYIV", "Kievan")]
    [True, True, False]
    """
    if _joined(left) == _joined(right):
        return True
    return len(left) == len(right) > 0 and all(map(_same_word, left, right))


def _joined(words: Sequence[Token]) -> str:
    return "".join(letters(token.text) for token in words)


def _same_word(left: Token, right: Token) -> bool:
    a, b = letters(left.text), letters(right.text)
    if a == b:
        return True
    if is_upper(left.text) or is_upper(right.text) or not (a.isalpha() and b.isalpha()):
        return False  # "ISIL" is no spelling of ISIS, nor "2A6" of 2A4
    if min(len(a), len(b)) <= _SHORT and len(a) != len(b):
        return False
    short, long = sorted((a, b), key=len)
    if long[:-1] == short and long[-1] in _ADJECTIVE and short[-1] not in "aeiouy":
        return False
    return not _consonants(a).isdisjoint(_consonants(b))


@functools.lru_cache(maxsize=4_096)
def _consonants(word: str) -> frozenset[str]:
    """The consonants of a folded word, in all readings: with each "h" silent and as in "Luhansk", and so with "w"."""
    return frozenset(reading for form in (word, _VOWEL_W.sub("", word)) for reading in _readings(form))


def _readings(word: str) -> Iterator[str]:
    word = _SOFT_C.sub("s", word.replace("ch", "\0")).replace("\0", "ch")
    for written, meant in _ALIKE:
        word = word.replace(written, meant)
    word = word.replace("c", "k")
    for reading in (word.replace("h", ""), word.replace("h", "k")):
        yield _VOWELS.sub("", _DOUBLED.sub(r"\1", reading))
