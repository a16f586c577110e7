"""Which terms of a lexicon a document is about: those whose context stands in it, and those that have none."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass

from mondegreen.inflection import stem
from mondegreen.lexicon import Apply, Term
from mondegreen.text import words_of

#: The share of the terms of whose context nothing stands in a text that may be meant there all the same: in one of so
#: many words and more, and how fast it falls with the length of shorter ones.
_STRANGERS, _LONG_TEXT, _FALLS = 0.03, 160, 0.4
#: How likely a pack's term is that a text speaks for, beside one of the user's own: who wrote a name down expects it.
_OF_PACKS = 0.25


@dataclass(frozen=True, slots=True)
class About:
    """What a document is about: the terms whose context stands in it, how many may be meant then, how many are in the
    lexicon at all, and which share of the others may be meant all the same."""

    named: Set[str]
    active: int
    total: int
    strangers: float
    #: The same by the user's own lexicon alone, if packs are loaded with it.
    own: About | None = None

    def speaks_for(self, term: Term) -> bool:
        """Whether some of the term's context stands in it, or the term has none."""
        return not term.context or term.term in self.named

    def rivals(self, term: Term) -> int:
        """Among how many terms `term` is one that may be meant here; of the others a few may be all the same."""
        if self.own is not None and not term.shipped:
            return self.own.rivals(term) + round(_OF_PACKS * (self.active - self.own.active))
        if self.speaks_for(term):
            return round(self.active + self.strangers * (self.total - self.active))
        return self.total


@functools.lru_cache(maxsize=65_536)
def context_stems(phrase: str) -> tuple[str, ...]:
    """The stems of a phrase of context: it stands where all of them do."""
    return tuple(map(stem, words_of(phrase)))


class Subjects:
    """The context of all terms of a lexicon, by stem. Terms that are never looked for by sound are left out."""

    def __init__(self, terms: Sequence[Term]) -> None:
        mine = [term for term in terms if not term.shipped]
        self._own = Subjects(mine) if 0 < len(mine) < len(terms) else None
        #: Whether no term has any context, as in a list that was made for this text.
        self.plain = True
        self._always = 0
        self._total = 0
        self._phrases: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for term in terms:
            if term.apply is Apply.EXACT:
                continue
            self._total += 1
            own = set(map(stem, words_of(term.term)))
            phrases = [stems for phrase in term.context if (stems := context_stems(phrase))]
            phrases = [stems for stems in phrases if not own.issuperset(stems)]
            self._always += not phrases
            self.plain = self.plain and not phrases
            for stems in phrases:
                self._phrases[stems[0]].append((term.term, stems))

    def of(self, stems: Set[str], right: Collection[str] = (), words: int = _LONG_TEXT) -> About:
        """What a document of so many `words` is about that has these stems, and in which the terms `right` stand right.

        The shorter it is, the likelier all that is meant in it goes with its few words.
        """
        named = {
            term
            for first in stems & self._phrases.keys()
            for term, phrase in self._phrases[first]
            if len(phrase) == 1 or stems >= set(phrase)
        }
        strangers = _STRANGERS * min(1.0, words / _LONG_TEXT) ** _FALLS
        own = None if self._own is None else self._own.of(stems, right, words)
        return About(
            frozenset(named.union(right)), max(1, self._always + len(named)), self._total, strangers, own
        )
