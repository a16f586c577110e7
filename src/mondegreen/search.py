"""Which words of some texts may be which readings of a lexicon: all windows against all readings, as arrays.

Start reading from `Search.of`. What sounds near, or is spelled near, is found by edits first and then by the alignment
of sounds; what is left as a hit is plausible by both together, and by how common its words are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from mondegreen.english import COMMON
from mondegreen.forms import Form
from mondegreen.heard import Heard
from mondegreen.nearness import NearInConsonants, near_in_letters, near_in_sound
from mondegreen.phonetics import Costs, PhoneStrings, align_pairs, articulatory
from mondegreen.spans import Floats, Places, Spans
from mondegreen.text import is_upper

_SHORTEST_PHONES, _LONGEST_PHONES = 3, 44
_SHORTEST_LETTERS = 4
#: The letters of more words than this, or of ordinary words, say nothing that their sounds do not.
_SPELLED_WORDS = 2
#: Windows of more words than the first are not compared with single words, of more than the second not with two.
_MANY_WORDS, _VERY_MANY_WORDS = 3, 5
#: So few words are two, and more than any window has.
_PAIR, _ALL = 2, 99
#: What the weighted alignment of a candidate reaches at least: a share of the perfect score, and nats.
_LEAST_NORM, _LEAST_RAW = 0.2, 2.0
#: Among so few readings also those are looked for that agree in little but their consonants.
_FEW_READINGS = 6_000
#: What makes a hit worth judging: its share of a perfect score, and for each letter that agrees and each step of the
#: Zipf scale by which its rarest word is commoner so much more or less; at least this in all.
_PER_LETTERS, _PER_ZIPF, _LEAST_WORTH = 0.5, -0.12, -0.075

Scores: TypeAlias = NDArray[np.float32]
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
        text = np.repeat(np.arange(len(texts)), [len(some) for some in places])
        first, last = np.array([at for some in places for at in some], dtype=np.intp).reshape(-1, 2).T
        before = np.cumsum([0, *(len(heard.tokens) for heard in texts)])[text]
        zipfs = np.array([value for heard in texts for value in heard.zipfs])
        return cls(
            text,
            first,
            last,
            Spans(first + before, last + before).least(zipfs),
            [heard.window_phones(a, b) for heard, some in zip(texts, places, strict=True) for a, b in some],
            ["".join(heard.letters[a:b]) for heard, some in zip(texts, places, strict=True) for a, b in some],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Which window may be which reading, an array element a hit, and how well they agree: see `candidates.Fit`."""

    window: Places
    reading: Places
    raw: Scores
    norm: Scores
    norm_max: Scores
    worst: Scores
    letters: Floats
    made: Scores
    #: How far a hit is worth judging by all of this and by how common its words are.
    worth: Floats


class Search:
    """The readings of a lexicon, ready to be searched for.

    `forms` are right forms, each beside the one that is to be written for it. Where there are few of them, those that
    agree in little but their consonants are found too.
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
        strings = ["".join(sound) for _, sound in self.readings]
        self._phones = PhoneStrings.of(strings)
        self._words = PhoneStrings.of(strings, [[*map(len, sound)] for _, sound in self.readings])
        numbers: dict[int, int] = {}
        self._forms = np.array([numbers.setdefault(id(f), len(numbers)) for f, _ in self.readings], np.intp)
        # A window of many words is no single word, but may be the letters of an acronym: "I double-u S".
        wordy = [k for k, (f, _) in enumerate(said) if len(f.words) > 1 or is_upper(f.text)]
        long = [k for k, (f, _) in enumerate(said) if len(f.words) > _PAIR]
        few = len(said) <= _FEW_READINGS
        #: Up to so many words of a window, the readings that are compared with it.
        self._sounds = [
            (_MANY_WORDS, _Sounds(strings, np.arange(len(said)), costs, generous=few)),
            (_VERY_MANY_WORDS, _Sounds(strings, np.array(wordy, np.intp), costs, generous=few)),
            (_ALL, _Sounds(strings, np.array(long, np.intp), costs, generous=few)),
        ]
        self._near_spelled = near_in_letters([form.joined for form, _ in spelled])

    def of(self, windows: Windows) -> Hits:
        """What the `windows` may be: a form at a window once, by sounds rather than letters, the best reading first."""
        window, reading = np.concatenate(
            [self._alike_in_sound(windows), self._alike_in_letters(windows)], axis=1
        )
        once = _firsts(window * len(self.readings) + self._forms[reading])
        window, reading = window[once], reading[once]
        heard = PhoneStrings.of(windows.phones)
        norm = align_pairs(self._phones, heard, (reading, window), self._costs).norm.astype(float)
        joined = (form.joined for form, _ in (self.readings[k] for k in reading.tolist()))
        agree = map(Indel.normalized_similarity, (windows.letters[k] for k in window.tolist()), joined)
        letters = np.fromiter(agree, np.float64, len(window))
        worth = norm + _PER_LETTERS * letters + _PER_ZIPF * windows.rarest[window]
        good = worth >= _LEAST_WORTH
        pairs = reading[good], window[good]
        scores = align_pairs(self._words, heard, pairs, self._costs)
        made = align_pairs(self._phones, heard, pairs, articulatory())
        assert scores.worst_word is not None
        return Hits(
            window[good],
            reading[good],
            scores.raw,
            scores.norm,
            scores.norm_max,
            scores.worst_word,
            letters[good],
            made.norm_max,
            worth[good],
        )

    def _alike_in_sound(self, windows: Windows) -> NDArray[np.intp]:
        """Windows and readings whose sounds agree well enough, the best first, in two rows."""
        lengths = np.fromiter(map(len, windows.phones), np.intp, len(windows.phones))
        said = _Keyed(
            windows.phones, np.flatnonzero((lengths >= _SHORTEST_PHONES) & (lengths <= _LONGEST_PHONES))
        )
        # What sounds the same is compared as its fewest words are.
        sizes = said.least(windows.last - windows.first)
        keys, readings, scores = [], [], []
        fewer = 0
        for most, sounds in self._sounds:
            mine = np.flatnonzero((sizes > fewer) & (sizes <= most))
            near = sounds.alike([said.keys[k] for k in mine.tolist()])
            keys.append(mine[near.key])
            readings.append(near.reading)
            scores.append(near.raw)
            fewer = most
        best = np.argsort(-np.concatenate(scores), kind="stable")
        pairs, places = said.of(np.concatenate(keys)[best])
        return np.stack([places, np.concatenate(readings)[best][pairs]])

    def _alike_in_letters(self, windows: Windows) -> NDArray[np.intp]:
        """Windows of few and rare words, and the readings of forms whose letters are near theirs, in two rows."""
        few = windows.last - windows.first <= _SPELLED_WORDS
        rare = np.flatnonzero(few & (windows.rarest < COMMON)).tolist()
        spelled = _Keyed(
            windows.letters,
            np.array([k for k in rare if len(windows.letters[k]) >= _SHORTEST_LETTERS], np.intp),
        )
        rows, columns = self._near_spelled.of(spelled.keys)
        pairs, places = spelled.of(rows)
        return np.stack([places, self._first_spelled + columns[pairs]])


@dataclass(frozen=True, slots=True, eq=False)
class _Alike:
    """Which of some phone strings sounds like which reading, and by how many nats: an array element a pair."""

    key: Places
    reading: Places
    raw: Scores


class _Sounds:
    """How some readings sound, each sound once: `strings` by the numbers of the `readings`."""

    def __init__(self, strings: Sequence[str], readings: Places, costs: Costs, *, generous: bool) -> None:
        self._costs = costs
        self._readings = _Keyed(strings, readings)
        self._phones = PhoneStrings.of(self._readings.keys)
        self._near = near_in_sound(self._readings.keys)
        self._consonants = NearInConsonants(self._readings.keys) if generous else None

    def alike(self, keys: Sequence[str]) -> _Alike:
        """What agrees well enough with `keys`, those of one key beside each other, the shorter readings first."""
        rows, columns = self._pairs(keys)
        scores = align_pairs(self._phones, PhoneStrings.of(keys), (columns, rows), self._costs)
        good = np.flatnonzero((scores.norm >= _LEAST_NORM) & (scores.raw >= _LEAST_RAW))
        pairs, readings = self._readings.of(columns[good])
        place = np.cumsum(np.diff(rows[good], prepend=-1) != 0)[pairs]
        order = np.lexsort((readings, self._phones.lengths[columns[good]][pairs], place))
        best = good[pairs[order]]
        return _Alike(rows[best], readings[order], scores.raw[best])

    def _pairs(self, keys: Sequence[str]) -> tuple[Places, Places]:
        """Keys and readings that are worth the alignment, by their numbers, those of one key beside each other."""
        if self._consonants is None:
            return self._near.of(keys)
        size = max(len(self._readings.keys), 1)
        found = [near.of(keys) for near in (self._near, self._consonants)]
        pairs = np.unique(np.concatenate([rows * size + columns for rows, columns in found]))
        rows, columns = np.divmod(pairs, size)
        return rows, columns


def _firsts(values: Places) -> Places:
    """Where each value stands first."""
    return np.sort(np.unique(values, return_index=True)[1])


class _Keyed:
    """Some `members` of a list, by the string of each: every string once, as it comes first."""

    def __init__(self, strings: Sequence[str], members: Places) -> None:
        numbers: dict[str, int] = {}
        keys = np.array(
            [numbers.setdefault(strings[k], len(numbers)) for k in members.tolist()], dtype=np.intp
        )
        self.keys = list(numbers)
        self._members = members[np.argsort(keys, kind="stable")]
        self._sizes = np.bincount(keys, minlength=len(numbers)).astype(np.intp)
        self._starts = np.cumsum(self._sizes) - self._sizes

    def least(self, values: Places) -> Places:
        """The least value of the members of each string."""
        if not self.keys:
            return np.zeros(0, np.intp)
        return np.asarray(np.minimum.reduceat(values[self._members], self._starts))

    def of(self, keys: Places) -> tuple[Places, Places]:
        """Every member of each of `keys` (numbers of strings), in order: which of `keys` it is of, and which it is."""
        sizes = self._sizes[keys]
        which = np.repeat(np.arange(len(keys)), sizes)
        before = np.cumsum(sizes) - sizes
        return which, self._members[(self._starts[keys] - before)[which] + np.arange(len(which))]
