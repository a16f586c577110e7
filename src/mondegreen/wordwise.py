"""What is known about each word of some texts, an array each: what the features of runs of words are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mondegreen.english import RAREST, flow, given_name, name_after, name_before, place, surname
from mondegreen.heard import Heard
from mondegreen.namesakes import TITLES
from mondegreen.spans import Flags, Floats, Spans
from mondegreen.text import Gap, capitalised


class Wordwise:
    """The words of `texts` that have any, one behind the other; `right` are those that stand right in each.

    Behind the last word of each text is a place for its end, which is nothing but a break.
    """

    def __init__(self, texts: Sequence[Heard], right: Sequence[Set[int]]) -> None:
        def each(of: Callable[[str], Any]) -> NDArray[Any]:
            """What `of` says of every word; nothing, of an end."""
            return _each(texts, lambda heard: map(of, heard.norms), type(of(""))())

        #: What stands before each word, and how well it goes with the word before (see `english.flow`).
        self.gap: NDArray[np.int8] = np.array([gap for heard in texts for gap in heard.gaps], dtype=np.int8)
        self.flow: Floats = _each(texts, lambda heard: [0.0, *map(flow, heard.norms, heard.norms[1:])], 0.0)
        #: The same where no sentence ends between the two, else 0.
        self.bond: Floats = np.where(self.gap <= Gap.COMMA, self.flow, 0.0)
        self.zipf: Floats = _each(texts, lambda heard: heard.zipfs, 0.0)
        #: How much likelier a name is behind a word, and before it.
        self.name_after: Floats = each(name_after)
        self.name_before: Floats = each(name_before)
        self.capital: Flags = _each(texts, lambda heard: [capitalised(t.text) for t in heard.tokens], False)
        self.start: Flags = _each(texts, lambda heard: heard.starts, False)
        # A name in a text with capitals has one.
        cased = _each(texts, lambda heard: [heard.cased] * len(heard.tokens), False)
        named = self.capital | ~cased
        self.surname: Floats = np.where(named, each(surname), 0.0)
        self.given_name: Floats = np.where(named, each(given_name), 0.0)
        self.place: Floats = np.where(named, each(place), 0.0)
        #: Whether a word may be the first name of somebody.
        self.name: Flags = np.maximum(self.given_name, self.surname) > 0
        self.title: Flags = each(lambda norm: norm in TITLES)
        self.lettered: Flags = _each(
            texts, lambda heard: map(heard.is_lettered, range(len(heard.norms))), False
        )
        self.digit: Flags = _each(
            texts, lambda heard: [any(map(str.isdigit, word)) for word in heard.letters], False
        )
        self.right: Flags = np.array(
            [k in some for heard, some in zip(texts, right, strict=True) for k in range(len(heard.norms) + 1)]
        )

    def frequency(self, spans: Spans) -> Floats:
        """What `english.frequency` says of the words of each span."""
        behind = np.maximum(self.zipf, RAREST) - 9 + self.flow
        return self.zipf[spans.first] - 9 + Spans(spans.first + 1, spans.last).total(behind)


def _each(texts: Sequence[Heard], of: Callable[[Heard], Iterable[Any]], end: object) -> NDArray[Any]:
    """What `of` says of the words of every text, and `end` behind each."""
    return np.array([value for heard in texts for value in (*of(heard), end)])
