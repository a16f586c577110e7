"""How a term is said, and which ordinary words and other terms sound like that.

Start reading from `Ear.hear`. Here two phone strings are compared as a whole, with nothing around them: what a
corrector makes of it in a sentence is another matter, on which context and commonness have their say.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mondegreen.edits import Within
from mondegreen.english import common_words, zipf
from mondegreen.forms import Form, Kind, forms_of
from mondegreen.lexicon import Apply, Lexicon, Term
from mondegreen.nearness import near_in_sound
from mondegreen.phonetics import Costs, align_many, default_costs, phrase_readings, readings, respell, show
from mondegreen.text import letters, tokenise

#: What sounds less alike than this share of a perfect match is not told of.
_LEAST_SHARE = 0.4
#: A phrase of ordinary words is made of parts of so many phones at least, and has at most so many words.
_SHORTEST_PART, _MOST_WORDS = 2, 4
#: A word of a phrase costs as many nats as its Zipf value lies below this; so many ways are followed.
_FREE_WORD, _WAYS, _WORDS_A_PART = 7.0, 24, 4
#: What is no abbreviation, though it is so short: "us" is a word, "es" and "tf" would be read letter by letter.
_ABBREVIATION = 2
_SHORT_WORDS = frozenset(
    "a i ah am an as at ax be by do eh go ha he hi if in is it ma me my no of oh on or ox pa so to up us we".split()
)


@dataclass(frozen=True, slots=True)
class Saying:
    """A form and one way to say it: a phone string for each word, or one for all where its respelling has others.

    `respelled` tells whether the way comes from `sounds_like` of the entry, not from the letters of the form.
    """

    form: Form
    sound: tuple[str, ...]
    respelled: bool

    @property
    def phones(self) -> str:
        """All of it as one phone string."""
        return "".join(self.sound)

    @property
    def arpabet(self) -> str:
        """For those who read phones: "K IY R | S T AA R M ER"."""
        return " | ".join(show(word) for word in self.sound if word)

    @property
    def english(self) -> str:
        """For everybody, as an English respelling: "keer star-mer"."""
        return " ".join(respell(word) for word in self.sound if word)


@dataclass(frozen=True, slots=True)
class Alike:
    """Words that sound like `said`: `term` is the one that they are a form of, None for ordinary words.

    `share` is how alike they sound, as a share of a perfect match: 1 for the same sounds. `nats` is how much that is
    short of: the sounds of one are e to the -`nats` times as likely to be heard where the other was said.
    """

    text: str
    term: Term | None
    sound: tuple[str, ...]
    said: Saying
    share: float
    nats: float


@dataclass(frozen=True, slots=True)
class Hearing:
    """How a term is said, and what is like it, the most alike first: ordinary words, phrases of such, other terms."""

    term: Term
    sayings: tuple[Saying, ...]
    words: tuple[Alike, ...]
    phrases: tuple[Alike, ...]
    terms: tuple[Alike, ...]


@functools.cache
def words_by_sound() -> dict[str, list[str]]:
    """Ordinary words by their phones, the commonest of each first."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(common_words(), key=lambda word: (-zipf(word), word)):
        for phones in readings(word)[:1]:
            found[phones].append(word)
    return found


@functools.cache
def _near_words() -> tuple[list[tuple[str, str]], Within]:
    """Ordinary words, one for each sound, each with its phones; and what finds them."""
    spoken = [
        (word, phones)
        for phones, words in words_by_sound().items()
        for word in words[:1]
        if len(word) > _ABBREVIATION or word in _SHORT_WORDS
    ]
    return spoken, near_in_sound([phones for _, phones in spoken])


def sayings(term: Term, *, plurals: bool = False) -> tuple[Saying, ...]:
    """How each form of `term` is said, the likeliest way of each first."""
    return tuple(
        Saying(form, sound, sound not in _as_written(form))
        for form in forms_of(term)
        if plurals or not form.plural
        for sound in form.sounds
    )


def _as_written(form: Form) -> tuple[tuple[str, ...], ...]:
    return phrase_readings([t.text for t in tokenise(form.text)])


class Ear:
    """Knows how the forms of a lexicon's terms sound, and what ordinary words do."""

    def __init__(self, lexicon: Lexicon, costs: Costs | None = None) -> None:
        self._costs = costs or default_costs()
        searched = (t for t in lexicon.terms if t.apply is not Apply.EXACT)
        self._known = [
            (f, s) for t in searched for f in forms_of(t) if not f.plural for s in f.sounds if any(s)
        ]
        self._sounds = ["".join(s) for _, s in self._known]
        self._near = near_in_sound(self._sounds)

    def hear(self, term: Term, most: int = 8) -> Hearing:
        """How `term` is said, and at most so many words, phrases and terms that sound like it.

        The lexicon may hold `term` itself: its own forms are left out, and what its `never` forbids is not.
        """
        said = sayings(term)
        own = {form.joined for form in forms_of(term)}
        return Hearing(
            term,
            said,
            _best((a for s in said for a in self._words(s) if letters(a.text) not in own), most),
            _best((a for s in said for a in self._phrases(s) if letters(a.text) not in own), most),
            _best((a for s in said for a in self._terms(s) if a.term and a.term.term != term.term), most),
        )

    def _words(self, said: Saying) -> Iterator[Alike]:
        spoken, near = _near_words()
        _, columns = near.of([said.phones])
        return self._weighed(said, [(spoken[c][0], None, (spoken[c][1],)) for c in columns.tolist()])

    def _terms(self, said: Saying) -> Iterator[Alike]:
        _, columns = self._near.of([said.phones])
        known = (self._known[c] for c in columns.tolist())
        return self._weighed(said, [(form.text, form.term, sound) for form, sound in known])

    def _phrases(self, said: Saying) -> Iterator[Alike]:
        """Ordinary words one after the other: "melon shawn" for Mélenchon.

        The phones are cut in every way, and the best ways to each place are followed from left to right.
        """
        phones, right = said.phones, said.form.words
        parts = self._parts(phones)
        ways: list[list[tuple[float, tuple[tuple[str, str], ...]]]] = [[(0.0, ())], *([] for _ in phones)]
        for end in range(_SHORTEST_PART, len(phones) + 1):
            longer = [
                (nats + more, (*words, word))
                for start in range(end - _SHORTEST_PART + 1)
                for more, word in parts.get(phones[start:end], ())
                for nats, words in ways[start]
                if len(words) < _MOST_WORDS
            ]
            ways[end] = sorted(longer, key=lambda way: -way[0])[:_WAYS]
        found = [tuple(zip(*words, strict=True)) for _, words in ways[-1] if len(words) > 1]
        # "army tactical muscle system" is the name with a wrong word, which goes without saying.
        rows = [
            (" ".join(words), None, sounds)
            for words, sounds in found
            if len(words) != len(right) or not any(a == b for a, b in zip(words, right, strict=True))
        ]
        return self._weighed(said, rows)

    def _parts(self, phones: str) -> dict[str, list[tuple[float, tuple[str, str]]]]:
        """For each stretch of `phones` the ordinary words that are nearest: nats, the word, its phones."""
        size = len(phones)
        stretches = {phones[a:b] for a in range(size) for b in range(a + _SHORTEST_PART, size + 1)} - {phones}
        spoken, near = _near_words()
        keys = sorted(stretches)
        rows, columns = (some.tolist() for some in near.of(keys))
        scores = align_many(
            [keys[r] for r in rows], [spoken[c][1] for c in columns], self._costs
        ).raw.tolist()
        found: dict[str, list[tuple[float, tuple[str, str]]]] = defaultdict(list)
        for row, column, nats in zip(rows, columns, scores, strict=True):
            word = spoken[column]
            found[keys[row]].append((nats - (_FREE_WORD - zipf(word[0])), word))
        return {key: sorted(near_by, reverse=True)[:_WORDS_A_PART] for key, near_by in found.items()}

    def _weighed(
        self, said: Saying, rows: Sequence[tuple[str, Term | None, tuple[str, ...]]]
    ) -> Iterator[Alike]:
        heard = ["".join(sound) for _, _, sound in rows]
        scores = align_many([said.phones] * len(rows), heard, self._costs)
        for (text, term, sound), raw, share in zip(
            rows, scores.raw.tolist(), scores.norm_max.tolist(), strict=True
        ):
            if share >= _LEAST_SHARE:
                yield Alike(text, term, sound, said, min(share, 1.0), max(0.0, raw / share - raw))


def _best(found: Iterable[Alike], most: int) -> tuple[Alike, ...]:
    """The most alike, each text, or each term, once."""
    kept: dict[str, Alike] = {}
    for a in sorted(found, key=lambda a: (-a.share, a.said.form.kind is not Kind.PREFERRED, a.text)):
        kept.setdefault(a.term.term if a.term else a.text, a)
    return tuple(kept.values())[:most]
