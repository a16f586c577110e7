"""Which of a term's context words stand near a place in a document.

A context word counts in any inflection ("missile" for "missiles"), once however often it stands there, and a
phrase counts where all its words do. Distances are in tokens.
"""

from __future__ import annotations

import bisect
import functools
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from typing import TypeAlias

from mondegreen.candidates import Candidate, Exact
from mondegreen.forms import Form
from mondegreen.heard import Heard
from mondegreen.inflection import stem
from mondegreen.lexicon import Term
from mondegreen.notes import NOTHING, Notes
from mondegreen.subjects import context_stems

#: How far off a context word still counts as near, and as far.
NEAR, FAR = 12, 60

#: For each of some phrases, and each of its words, the places where it stands.
Spoken: TypeAlias = list[list[list[int]]]


@functools.lru_cache(maxsize=16_384)
def _phrases(context: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The stems of each phrase of a `context`."""
    return tuple(map(context_stems, context))


@functools.lru_cache(maxsize=65_536)
def _wanted(words: tuple[str, ...], context: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The stems of each phrase of a `context` that is more than the `words` of a form themselves."""
    own = {stem(w) for w in words}
    return tuple(stems for stems in _phrases(context) if not own.issuperset(stems))


class Context:
    """Where the words of a document stand, by stem; those of settled corrections too.

    Words of its `notes` stand in it, but nowhere near anything.
    """

    def __init__(self, heard: Heard, exact: Iterable[Exact] = (), *, notes: Notes = NOTHING) -> None:
        self._noted = notes.stems
        self._places: dict[str, list[int]] = defaultdict(list)
        for k, norm in enumerate(heard.norms):
            self._places[stem(norm)].append(k)
        for e in exact:
            if heard.norms[e.first : e.last] != e.form.words:
                self.add(e)

    @property
    def stems(self) -> Set[str]:
        """The stems of all words, those of the notes too."""
        return self._places.keys() | self._noted

    def add(self, candidate: Candidate | Exact) -> None:
        """Take a candidate that is believed as if its words stood there: "Rumbola" speaks for other platforms."""
        for word in candidate.form.words:
            bisect.insort(self._places[stem(word)], candidate.first)

    def hits(self, form: Form, first: int, last: int) -> tuple[float, float]:
        """How many of the term's context words stand near tokens `first` to `last`, and further off: log(1 + n)."""
        return near_and_far(self.spoken(form), first, last)

    def spoken(self, form: Form) -> Spoken:
        """Where the words of each phrase of the term's context stand in the document, if all of them do."""
        found: Spoken = []
        for stems in _wanted(form.words, form.term.context):
            if stems[0] not in self._places:  # mostly so, and soon said
                continue
            places = [self._places[s] for s in stems if s in self._places]
            if len(places) == len(stems):
                found.append(places)
        return found

    def share(self, term: Term) -> float:
        """The share of the term's context that stands anywhere in the document or its notes."""
        phrases = _phrases(term.context)
        found = 0
        for stems in phrases:
            for s in stems:
                if s not in self._places and s not in self._noted:
                    break
            else:
                found += 1
        return found / len(phrases) if phrases else 0.0


def near_and_far(spoken: Spoken, first: int, last: int) -> tuple[float, float]:
    """How many phrases stand near tokens `first` to `last`, and further off: log(1 + n)."""
    near = far = 0
    for places in spoken:
        distance = max(_distance(p, first, last) for p in places)
        near += distance <= NEAR
        far += distance <= FAR
    return math.log1p(near), math.log1p(far)


def _distance(places: Sequence[int], first: int, last: int) -> int:
    """How far from tokens `first` to `last` the nearest of `places` (in order) is."""
    before = bisect.bisect_left(places, first) - 1
    after = bisect.bisect_left(places, last)
    return min(
        first - places[before] if before >= 0 else 10_000,
        places[after] - last + 1 if after < len(places) else 10_000,
    )
