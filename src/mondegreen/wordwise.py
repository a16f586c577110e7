"""What is known about each word of a text, an array each: what the features of runs of words are made of."""

from __future__ import annotations

from collections.abc import Set

import numpy as np
from numpy.typing import NDArray

from mondegreen.english import RAREST, flow, given_name, name_after, name_before, place, surname
from mondegreen.guards import TITLES
from mondegreen.heard import Heard
from mondegreen.spans import Flags, Floats, Spans
from mondegreen.text import Gap, capitalised


class Wordwise:
    """The words of `heard`; `right` are those that stand right.

    `gap`, `flow` and what comes behind a word have one element more, for the end of the text.
    """

    def __init__(self, heard: Heard, right: Set[int]) -> None:
        norms, places = heard.norms, range(len(heard.norms))
        #: What stands before each word, and how well it goes with the word before (see `english.flow`).
        self.gap: NDArray[np.int8] = np.array(heard.gaps, dtype=np.int8)
        self.flow: Floats = np.array([0.0, *map(flow, norms, norms[1:]), 0.0])
        #: The same where no sentence ends between the two, else 0.
        self.bond: Floats = np.where(self.gap <= Gap.COMMA, self.flow, 0.0)
        self.zipf: Floats = np.array(heard.zipfs)
        #: How much likelier a name is behind a word, and before it.
        self.name_after: Floats = np.array([*map(name_after, norms), 0.0])
        self.name_before: Floats = np.array([*map(name_before, norms), 0.0])
        self.capital: Flags = np.array([capitalised(t.text) for t in heard.tokens], np.bool_)
        self.start: Flags = np.array(heard.starts, np.bool_)
        # A name in a text with capitals has one.
        named = self.capital | (not heard.cased)
        self.surname: Floats = np.where(named, [*map(surname, norms)], 0.0)
        self.given_name: Floats = np.where(named, [*map(given_name, norms)], 0.0)
        self.place: Floats = np.where(named, [*map(place, norms)], 0.0)
        #: Whether a word may be the first name of somebody.
        self.name: Flags = np.maximum(self.given_name, self.surname) > 0
        self.title: Flags = np.array([norm in TITLES for norm in norms], np.bool_)
        self.lettered: Flags = np.array([heard.is_lettered(k) for k in places], np.bool_)
        self.digit: Flags = np.array([any(map(str.isdigit, word)) for word in heard.letters], np.bool_)
        self.right: Flags = np.array([k in right for k in places], np.bool_)

    def frequency(self, spans: Spans) -> Floats:
        """What `english.frequency` says of the words of each span."""
        behind = np.maximum(self.zipf, RAREST) - 9 + self.flow[:-1]
        return self.zipf[spans.first] - 9 + Spans(spans.first + 1, spans.last).total(behind)
