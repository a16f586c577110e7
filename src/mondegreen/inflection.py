"""English endings: whether two words are forms of one, and what they have in common."""

from __future__ import annotations

import functools

from mondegreen.english import zipf

#: From this commonness on a word is surely known, and its endings are English.
_KNOWN = 2.0
_ENDINGS = ("ings", "ing", "ers", "ians", "ian", "ans", "ed", "es", "er", "an", "ly", "al", "s")
#: What may follow the common part of two words that are forms of one: "Ukrain" + "e" / "ians", "Russia" + "n".
_SUFFIXES = frozenset(
    " s es ed ing ings er ers ly al n ns an ans ian ians ish ese i is ism ist ists ic ics a e y ies ia"
    " ity ities ally ness ous".split(" ")
)


@functools.lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """`word` without an English ending, for finding context words in any inflection ("missiles" -> "missil")."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] in "aeiy" else word


@functools.lru_cache(maxsize=65_536)
def inflected(heard: str, right: str) -> bool:
    """Whether two folded words are forms of one word: "webcasts" / "webcast", "Ukrainians" / "Ukraine".

    An unknown word is a form of a known one only by its -s: "Lamy" and "Lam" are two names.
    """
    if heard == right:
        return True
    shared = 0
    for a, b in zip(heard, right, strict=False):
        if a != b:
            break
        shared += 1
    rest = {heard[shared:], right[shared:]}
    if rest == {"y", "i"}:  # no English ending: "Harmoni" is a name that sounds like "harmony"
        return False
    if rest == {"", "es"} and min(heard, right, key=len).endswith(
        "i"
    ):  # "puppies" is a form of "puppy" alone
        return False
    if rest == {"", "e"}:  # no ending of what is no word: "Alexe" may be Alex
        return shared >= 3 and zipf(heard) >= _KNOWN
    if shared >= 3 and rest <= {"", "s", "es", "e"}:
        return True
    if rest == {"", "d"}:  # "resolve" / "resolved", but not "Hammon" / "Hammond"
        return shared >= 4 and heard[shared - 1] == "e" and zipf(heard) >= _KNOWN
    return shared >= 4 and zipf(heard) >= _KNOWN and rest <= _SUFFIXES
