"""Candidates of several texts as arrays: the words heard, the part of them that would change, and the form.

Start reading from `Pairs`, of which features are made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from mondegreen.candidates import Candidate, Exact
from mondegreen.forms import Form
from mondegreen.heard import Heard
from mondegreen.lexicon import Term
from mondegreen.spans import Floats, Places, Spans
from mondegreen.wording import changed_words


@dataclass(frozen=True, slots=True)
class Text:
    """Candidates of a text, and what stands right in it. `among` are all candidates that there were, if some are left
    out."""

    heard: Heard
    exact: Sequence[Exact]
    candidates: Sequence[Candidate]
    among: Sequence[Candidate] = ()


class Pairs:
    """Candidates of several texts as arrays: the words heard, the part of them that would change, and the form.

    Words are numbered as in `Wordwise`.
    """

    def __init__(self, texts: Sequence[Text]) -> None:
        self.texts = texts
        self.candidates = candidates = [c for text in texts for c in text.candidates]
        #: Which text each is of, and that text.
        self.text: Places = np.repeat(np.arange(len(texts)), [len(text.candidates) for text in texts])
        self.heard = heard = [text.heard for text in texts for _ in text.candidates]
        sizes = np.array([len(text.heard.tokens) + 1 for text in texts], dtype=np.intp)
        self.before: Places = (np.cumsum(sizes) - sizes)[self.text]
        first, last = np.array([(c.first, c.last) for c in candidates], dtype=np.intp).T + self.before
        self.spans = Spans(first, last)
        #: What is heard, and the form that was perhaps said, as phones.
        self.phones = [h.window_phones(c.first, c.last) for h, c in zip(heard, candidates, strict=True)]
        self.said = ["".join(c.sound) for c in candidates]
        #: Each form of a text once, with the number of the text; and which of them a candidate is.
        numbers: dict[tuple[int, int], int] = {}
        keys = [(k, id(c.form)) for k, c in zip(self.text.tolist(), candidates, strict=True)]
        self.form: Places = np.array([numbers.setdefault(key, len(numbers)) for key in keys])
        forms = {key: (key[0], c.form) for key, c in zip(keys, candidates, strict=True)}
        self.forms: list[tuple[int, Form]] = list(forms.values())
        terms: dict[tuple[int, int], int] = {}
        self._term: Places = np.array(
            [terms.setdefault((k, id(form.term)), len(terms)) for k, form in self.forms]
        )
        self._terms = list({(k, id(form.term)): (k, form.term) for k, form in self.forms}.values())
        #: Candidates of forms of which some word is heard somewhere in the text: few.
        spoken = [not texts[k].heard.counts.keys().isdisjoint(form.words) for k, form in self.forms]
        self.spoken: list[int] = np.flatnonzero(np.array(spoken)[self.form]).tolist()
        self.changes = {k: change for k in self.spoken if (change := change_of(heard[k], candidates[k]))}
        lo, hi = first.copy(), last.copy()
        self.kept = np.zeros(len(candidates))
        for k, change in self.changes.items():
            lo[k], hi[k] = change.lo + self.before[k], change.hi + self.before[k]
            self.kept[k] = 1 - len(change.form_words) / len(candidates[k].form.words)
        #: The words that would change.
        self.changed = Spans(lo, hi)

    def by_form(self, of: Callable[[int, Form], float]) -> Floats:
        """For each candidate what `of` says of its form in the text of that number."""
        return np.array([of(k, form) for k, form in self.forms], np.float64)[self.form]

    def by_term(self, of: Callable[[int, Term], float]) -> Floats:
        """For each candidate what `of` says of its term there."""
        return np.array([of(k, term) for k, term in self._terms], np.float64)[self._term[self.form]]


@dataclass(frozen=True, slots=True)
class Change:
    """The part that would change, where it is not all: tokens `lo` to `hi`, its phones as said and as heard, and its
    words in the form."""

    lo: int
    hi: int
    said: str
    heard: str
    form_words: tuple[str, ...]


def change_of(heard: Heard, c: Candidate) -> Change | None:
    """The part of a candidate that would change; None if it is all, or can't be told."""
    words, right = heard.norms[c.first : c.last], c.form.words
    head, tail = changed_words(words, right)
    # A respelling of another number of words can't be taken apart.
    if not 0 < head + tail < min(len(words), len(right)) or len(c.sound) != len(right):
        return None
    lo, hi = c.first + head, c.last - tail
    changed = slice(head, len(right) - tail)
    return Change(lo, hi, "".join(c.sound[changed]), heard.window_phones(lo, hi), right[changed])
