"""Which words of some texts may be which readings of a lexicon: all windows against all readings, as arrays.

Start reading from `Search.of`. What sounds near, or is spelled near, is found by edits first and then by the alignment
of sounds; what is left as a hit is plausible by both together, and by how common its words are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from mondegreen.english import COMMON
from mondegreen.forms import Form
from mondegreen.heard import Heard
from mondegreen.nearness import near_in_letters, near_in_sound
from mondegreen.phonetics import Costs, align_many
from mondegreen.spans import Flags, Floats, Places, Spans
from mondegreen.text import is_upper

_SHORTEST_PHONES, _LONGEST_PHONES = 3, 44
_SHORTEST_LETTERS = 4
#: The letters of more words than this, or of ordinary words, say nothing that their sounds do not.
_SPELLED_WORDS = 2
#: Windows of more words than this are not compared with single words.
_MANY_WORDS = 3
#: What the weighted alignment of a candidate reaches at least: a share of the perfect score, and nats.
_LEAST_NORM, _LEAST_RAW = 0.2, 2.0
#: What makes a hit worth judging: its share of a perfect score, and for each letter that agrees and each step of the
#: Zipf scale by which its rarest word is commoner so much more or less; at least this in all.
_PER_LETTERS, _PER_ZIPF, _LEAST_WORTH = 0.5, -0.12, -0.075

#: A form, and one way to say it: a phone string a word.
Reading = tuple[Form, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """Runs of words of several texts, an array or list element each: the number of the text, and which tokens.

    `rarest` is the Zipf value of the rarest word.
    """

    text: Places
    first: Places
    last: Places
    rarest: Floats
    phones: Sequence[str]
    letters: Sequence[str]

    @classmethod
    def of(cls, texts: Sequence[Heard], places: Sequence[Sequence[tuple[int, int]]]) -> Windows:
        """The windows at the `places` of each text."""
        sizes = [len(some) for some in places]
        first, last = np.array([at for some in places for at in some], dtype=np.intp).reshape(-1, 2).T
        rarest = [
            Spans(*np.array(some, dtype=np.intp).reshape(-1, 2).T).least(np.array(heard.zipfs))
            for heard, some in zip(texts, places, strict=True)
        ]
        return cls(
            np.repeat(np.arange(len(texts)), sizes),
            first,
            last,
            np.concatenate(rarest) if rarest else np.zeros(0),
            [heard.window_phones(a, b) for heard, some in zip(texts, places, strict=True) for a, b in some],
            ["".join(heard.letters[a:b]) for heard, some in zip(texts, places, strict=True) for a, b in some],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Which window may be which reading: an array element a hit."""

    window: Places
    reading: Places


class Search:
    """The readings of a lexicon, ready to be searched for.

    `forms` are right forms, each beside the one that is to be written for it.
    """

    def __init__(self, forms: Sequence[tuple[Form, Form]], costs: Costs) -> None:
        self._costs = costs
        said = [
            (written, sound)
            for form, written in forms
            for sound in form.sounds
            if 2 <= sum(map(len, sound)) <= _LONGEST_PHONES
        ]
        spelled = [(f, written) for f, written in forms if len(f.joined) >= _SHORTEST_LETTERS and f.sounds]
        #: What hits are numbered by: the ways to say forms, then forms that are found by their letters.
        self.readings: list[Reading] = [*said, *((written, written.sounds[0]) for _, written in spelled)]
        self._first_spelled = len(said)
        self._strings = ["".join(sound) for _, sound in self.readings]
        numbers: dict[int, int] = {}
        self._forms = np.array([numbers.setdefault(id(f), len(numbers)) for f, _ in self.readings], np.intp)
        # A window of many words is no single word, but may be the letters of an acronym: "I double-u S".
        self._wordy = np.array(
            [k for k, (f, _) in enumerate(said) if len(f.words) > 1 or is_upper(f.text)], np.intp
        )
        self._near_all = near_in_sound(self._strings[: len(said)])
        self._near_wordy = near_in_sound([self._strings[k] for k in self._wordy])
        self._near_spelled = near_in_letters([form.joined for form, _ in spelled])

    def of(self, windows: Windows) -> Hits:
        """What the `windows` may be: a form at a window once, by sounds rather than letters, the best reading first."""
        sounds, norms = self._alike_in_sound(windows)
        spelled = self._alike_in_letters(windows)
        window, reading = np.concatenate([sounds, spelled], axis=1)
        once = _firsts(window * len(self.readings) + self._forms[reading])
        window, reading = window[once], reading[once]
        norm = np.concatenate([norms, self._norms(windows, *spelled)])[once]
        joined = (form.joined for form, _ in (self.readings[k] for k in reading.tolist()))
        agree = map(Indel.normalized_similarity, (windows.letters[k] for k in window.tolist()), joined)
        letters = np.fromiter(agree, np.float64, len(window))
        good = _plausible(norm, letters, windows.rarest[window])
        return Hits(window[good], reading[good])

    def _norms(self, windows: Windows, window: Places, reading: Places) -> Floats:
        said = [self._strings[k] for k in reading.tolist()]
        return align_many(said, [windows.phones[k] for k in window.tolist()], self._costs).norm.astype(float)

    def _alike_in_sound(self, windows: Windows) -> tuple[NDArray[np.intp], Floats]:
        """Windows and readings whose sounds agree well enough, the best first, in two rows; and how well."""
        sizes = windows.last - windows.first
        lengths = np.fromiter(map(len, windows.phones), np.intp, len(windows.phones))
        sounding = _Keyed(
            windows.phones, np.flatnonzero((lengths >= _SHORTEST_PHONES) & (lengths <= _LONGEST_PHONES))
        )
        few = sounding.any(sizes <= _MANY_WORDS)
        short, long = np.flatnonzero(few), np.flatnonzero(~few)
        rows, columns = self._near_all.of([sounding.keys[k] for k in short.tolist()])
        more_rows, some_columns = self._near_wordy.of([sounding.keys[k] for k in long.tolist()])
        keys = np.concatenate([short[rows], long[more_rows]])
        readings = np.concatenate([columns, self._wordy[some_columns]])
        scores = align_many(
            [self._strings[k] for k in readings.tolist()],
            [sounding.keys[k] for k in keys.tolist()],
            self._costs,
        )
        good = np.flatnonzero((scores.norm >= _LEAST_NORM) & (scores.raw >= _LEAST_RAW))
        best = good[np.argsort(-scores.raw[good], kind="stable")]
        pairs, places = sounding.windows_of(keys[best])
        return np.stack([places, readings[best][pairs]]), scores.norm[best][pairs].astype(float)

    def _alike_in_letters(self, windows: Windows) -> NDArray[np.intp]:
        """Windows of few and rare words, and the readings of forms whose letters are near theirs, in two rows."""
        few = windows.last - windows.first <= _SPELLED_WORDS
        rare = np.flatnonzero(few & (windows.rarest < COMMON)).tolist()
        spelled = _Keyed(
            windows.letters,
            np.array([k for k in rare if len(windows.letters[k]) >= _SHORTEST_LETTERS], np.intp),
        )
        rows, columns = self._near_spelled.of(spelled.keys)
        pairs, places = spelled.windows_of(rows)
        return np.stack([places, self._first_spelled + columns[pairs]])


def _plausible(norm: Floats, letters: Floats, rarest: Floats) -> Flags:
    """Whether fits are worth judging: the share of a perfect score, the share of letters, and the rarest words."""
    return np.asarray(norm + _PER_LETTERS * letters + _PER_ZIPF * rarest >= _LEAST_WORTH)


def _firsts(values: Places) -> Places:
    """Where each value stands first."""
    return np.sort(np.unique(values, return_index=True)[1])


class _Keyed:
    """Some of the `windows`, by strings that they share: each string once, as it comes first."""

    def __init__(self, strings: Sequence[str], windows: Places) -> None:
        numbers: dict[str, int] = {}
        keys = np.array(
            [numbers.setdefault(strings[k], len(numbers)) for k in windows.tolist()], dtype=np.intp
        )
        self.keys = list(numbers)
        self._windows = windows[np.argsort(keys, kind="stable")]
        self._sizes = np.bincount(keys, minlength=len(numbers)).astype(np.intp)
        self._starts = np.cumsum(self._sizes) - self._sizes

    def any(self, flags: Flags) -> Flags:
        """Of which strings any window is flagged."""
        if not self.keys:
            return np.zeros(0, np.bool_)
        return np.asarray(np.logical_or.reduceat(flags[self._windows], self._starts))

    def windows_of(self, keys: Places) -> tuple[Places, Places]:
        """Every window of each of `keys` (numbers of strings), in order: which of `keys` it is of, and the window."""
        sizes = self._sizes[keys]
        of = np.repeat(np.arange(len(keys)), sizes)
        before = np.cumsum(sizes) - sizes
        return of, self._windows[(self._starts[keys] - before)[of] + np.arange(len(of))]
