"""What kind of error broke a term: how much of it is still there to be found.

Start reading from `kind_of`. Everything here is pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum

from judging import Word
from rapidfuzz.distance import Indel

from mondegreen.english import COMMON, zipf
from mondegreen.text import is_upper, letters

#: From this similarity of letters on a spelling is near.
NEAR = 0.7
#: A term may be heard as so many words more than it has.
_MORE_WORDS = 5
_ROMAN = re.compile(r"[IVX]+")
#: What a recogniser writes for a word that it does not know: "<unk>".
_UNKNOWN = "<unk>"


class Kind(Enum):
    """How a term was broken."""

    SAME_LETTERS = "same letters"
    ACRONYM = "letters of an acronym"
    ORDINARY = "ordinary words"
    NEAR = "near spelling"
    FAR = "far"
    NOT_THERE = "not there"


def kind_of(missing: Sequence[Word], instead: Sequence[Word]) -> Kind:
    """The kind of an error, exactly one; the first of these that holds.

    `missing` are the words of a term, as the lexicon writes them, from the first that was not recognised to the last;
    `instead` is what stands in the transcript in their place, between the nearest words that are right (see
    `judging.Occurrence`). Of these only the run of neighbouring words counts that has the most letters in common with
    the missing ones (Indel similarity; of equals the first, of these the shortest), since more than the term may have
    been misheard there. "<unk>" is no word.

    - same letters: only spacing, hyphens, accents, "&" and "and" differ ("JP Morgan" for "JPMorgan");
    - not there: nothing stands there;
    - letters of an acronym: all that is missing is written in capitals and is no Roman numeral ("CBS" for "CVS");
    - ordinary words: each word heard has at least the Zipf value `mondegreen.english.COMMON` ("a vodka" for "Evoqua");
    - near spelling: the similarity of letters is at least `NEAR` ("Dobrekt" for "Dobrecht");
    - far: everything else.
    """
    wanted = _letters(missing)
    runs = _runs([w for w in instead if w.plain != _UNKNOWN], len(missing) + _MORE_WORDS)
    likeness, heard = max(
        ((Indel.normalized_similarity(wanted, _letters(run)), run) for run in runs),
        key=lambda found: found[0],
        default=(0.0, []),
    )
    if likeness == 1 or (not heard and not wanted):  # "Acme Sons" for "Acme & Sons": only "and" is missing
        return Kind.SAME_LETTERS
    if not heard:
        return Kind.NOT_THERE
    if all(is_upper(w.text) and not _ROMAN.fullmatch(w.text) for w in missing):
        return Kind.ACRONYM
    if all(zipf(w.plain) >= COMMON for w in heard):
        return Kind.ORDINARY
    return Kind.NEAR if likeness >= NEAR else Kind.FAR


def _letters(some: Iterable[Word]) -> str:
    return "".join(letters(w.plain.replace("&", "")) for w in some if w.plain != "and")


def _runs(some: Sequence[Word], longest: int) -> Iterable[Sequence[Word]]:
    """All runs of neighbouring words, in order, the shorter first."""
    for first in range(len(some)):
        for last in range(first + 1, min(len(some), first + longest) + 1):
            yield some[first:last]
