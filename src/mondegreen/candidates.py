"""Find what might be a misheard term: recall first, judgement later.

Start reading from `Index.find`. A lexicon is turned once into an index of written forms; a document is then
searched by five channels, each the name of a `Via`: forms that are listed as mishearings, forms with the same
letters in other case or spacing, forms that sound alike, forms that are spelled alike. What already stands
right in the text is returned too: it protects its words, and is evidence for the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Indel

from mondegreen.english import COMMON, zipf
from mondegreen.forms import Form, Kind, form_of, forms_of
from mondegreen.heard import Heard
from mondegreen.lexicon import Apply, Lexicon, Mishearing, Term, TermType
from mondegreen.nearness import near_in_letters, near_in_sound
from mondegreen.phonetics import Costs, align_many, articulatory, default_costs
from mondegreen.proposal import Via
from mondegreen.subjects import Subjects
from mondegreen.text import Gap, fold, is_upper, letters, tokenise

#: Words that a window may have more than the longest form: "near con faction" for "neocon faction".
_EXTRA_WORDS = 2
_LONGEST_WINDOW = 6
_SHORTEST_PHONES, _LONGEST_PHONES = 3, 44
_SHORTEST_LETTERS = 4
#: The letters of more words than this, or of ordinary words, say nothing that their sounds do not.
_SPELLED_WORDS = 2
#: An acronym this common has a word of the same letters: "us", "it", "who".
_ALSO_A_WORD = 5.0
#: Windows of more words than this are not compared with single words.
_MANY_WORDS = 3
#: Nats that a word at the edge of a window must add to be part of the name.
_WORTH_A_WORD = 2.0
#: What the weighted alignment of a candidate reaches at least: a share of the perfect score, and nats.
_LEAST_NORM, _LEAST_RAW = 0.2, 2.0
#: What makes a candidate worth judging: its share of a perfect score, and for each letter that agrees and each step
#: of the Zipf scale by which its rarest word is commoner so much more or less; at least this in all.
_PER_LETTERS, _PER_ZIPF, _LEAST_WORTH = 0.5, -0.12, -0.075


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens `first` to `last` (exclusive) may have been `form`. `sound` is the reading of the form that fits best.

    `fit` is how well the sounds agree: see `Fit`.
    """

    first: int
    last: int
    form: Form
    via: Via
    sound: tuple[str, ...]
    fit: Fit
    mishearing: Mishearing | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """The alignment of a form's sounds with a window's: nats in all (`raw`), as a share of what the form would
    score against itself (`norm`) or the longer of the two would (`norm_max`), and of the worst word (`worst`).
    `letters` is the share of letters that agree, `made` the same as `norm_max` by how the sounds are made."""

    raw: float
    norm: float
    norm_max: float
    worst: float
    letters: float
    made: float = 0.0


def _plausible(norm: float, letters: float, rarest: float) -> bool:
    """Whether a fit is worth judging, if the rarest of the words has this Zipf value."""
    return norm + _PER_LETTERS * letters + _PER_ZIPF * rarest >= _LEAST_WORTH


@dataclass(frozen=True, slots=True)
class Exact:
    """Tokens `first` to `last` (exclusive) are `form` already, letter case and accents apart."""

    first: int
    last: int
    form: Form


#: A word of a name that is no English word, and so long, is known by itself: "Snapzilla" of "Acme Snapzilla Group".
_NO_WORD, _SHORTEST_PART = 1.6, 6
#: Forms of one term that fit about as well as each other ("Zelensky", "Zelenskyy").
_NEAR_EQUAL = 0.12
_Found = tuple[int, int, Form, Via, tuple[str, ...], Mishearing | None]


def _as_it_is(form: Form) -> Form:
    return form


class Index:
    """The written forms of a lexicon, ready to be searched.

    `house` gives the form that is to be written for a form, where that is another one: see `house_style`.
    """

    def __init__(
        self, lexicon: Lexicon, costs: Costs | None = None, house: Callable[[Form], Form] = _as_it_is
    ) -> None:
        self.lexicon = lexicon
        self._house = house
        self.costs = costs or default_costs()
        self.subjects = Subjects(lexicon.terms)
        self.forms: list[Form] = []
        self._heard: dict[tuple[str, ...], list[tuple[Form, Mishearing]]] = defaultdict(list)
        self._never: dict[str, set[str]] = defaultdict(set)
        self._never_words: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        seen: set[tuple[str, str]] = set()
        for term in lexicon.terms:
            for written in forms_of(term):
                if written.words and (written.text, term.term) not in seen:
                    seen.add((written.text, term.term))
                    self.forms.append(written)
            for surface in term.never:
                self._never[letters(surface)].add(term.term)
                if words := tuple(t.norm for t in tokenise(surface)):
                    self._never_words[words[0]].append((words, term.term))
        self._exact: dict[str, list[Form]] = defaultdict(list)
        self._joined: dict[str, list[Form]] = defaultdict(list)
        for form in self.forms:
            self._exact[form.words[0]].append(form)
            if form.term.apply is not Apply.EXACT:
                self._joined[form.joined].append(form)
        for form in self.forms:
            for part in _own_words(form):
                if all(f.term is not part.term for f in self._joined[part.joined]):
                    self._joined[part.joined].append(part)
        for same_first in self._exact.values():
            same_first.sort(key=lambda f: -len(f.words))
        # As it is written, else the first that is like it: "Nicolás Maduro", not its alias "Nicolas Maduro".
        by_text = {(f.term.term, fold(f.text)): f for f in reversed(self.forms)}
        by_text |= {(f.term.term, f.text): f for f in self.forms}
        for term in lexicon.terms:
            for mishearing in term.mishearings:
                right = mishearing.stands_for or term.term
                known = by_text.get((term.term, right)) or by_text.get((term.term, fold(right)))
                meant = known or form_of(right, term, Kind.PHRASE)
                said = tuple(t.norm for t in tokenise(mishearing.text))
                self._heard[said].append((house(meant), mishearing))
        searched = [f for f in self.forms if f.term.apply is not Apply.EXACT]
        self._sounds = [
            (house(f), s) for f in searched for s in f.sounds if 2 <= sum(map(len, s)) <= _LONGEST_PHONES
        ]
        self._sound_strings = ["".join(s) for _, s in self._sounds]
        # A window of many words is no single word, but may be the letters of an acronym: "I double-u S".
        self._wordy = [k for k, (f, _) in enumerate(self._sounds) if len(f.words) > 1 or is_upper(f.text)]
        spelled = [f for f in searched if len(f.joined) >= _SHORTEST_LETTERS and f.sounds]
        self._spelled = [house(f) for f in spelled]
        self._near_all = near_in_sound(self._sound_strings)
        self._near_wordy = near_in_sound([self._sound_strings[k] for k in self._wordy])
        self._near_spelled = near_in_letters([f.joined for f in spelled])
        self.longest = min(_LONGEST_WINDOW, max((len(f.words) for f in self.forms), default=1) + _EXTRA_WORDS)

    def forbids(self, heard: str, term: Term) -> bool:
        """Whether the lexicon says that `heard` must never be turned into `term`."""
        return term.term in self._never.get(letters(heard), ())

    def forbidden(self, heard: Heard) -> dict[str, list[tuple[int, int]]]:
        """Where words stand that must never be turned into a term, by term: "Pascal Lamy", for David Lammy."""
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for first, norm in enumerate(heard.norms):
            for words, term in self._never_words.get(norm, ()):
                if heard.norms[first : first + len(words)] == words:
                    found[term].append((first, first + len(words)))
        return found

    def exact(self, heard: Heard) -> list[Exact]:
        """Where forms stand right already, leftmost and longest first, without overlaps."""
        found: list[Exact] = []
        norms, n, at = heard.norms, len(heard.norms), 0
        while at < n:
            for form in self._exact.get(norms[at], ()):
                last = at + len(form.words)
                if norms[at:last] == form.words and _stands(heard, at, last, form):
                    found.append(Exact(at, last, form))
                    at = last
                    break
            else:
                at += 1
        return found

    def find(self, heard: Heard, exact: Sequence[Exact]) -> list[Candidate]:
        """Every candidate of every channel; a form at a window once, by the surest channel and the best reading."""
        return self.find_all([(heard, exact)])[0]

    def find_all(self, texts: Sequence[tuple[Heard, Sequence[Exact]]]) -> list[list[Candidate]]:
        """The same for several texts at once, which is quicker for short ones."""
        if not self.forms:
            return [[] for _ in texts]
        windows = [heard.windows(self.longest) for heard, _ in texts]
        found: list[dict[tuple[int, int, int], _Found]] = [{} for _ in texts]
        for hits, (heard, _), places in zip(found, texts, windows, strict=True):
            for hit in self._by_letters(heard, places):
                hits.setdefault((hit[0], hit[1], id(hit[2])), hit)
        for k, hit in self._alike(texts, windows):
            found[k].setdefault((hit[0], hit[1], id(hit[2])), hit)
        weighed = self._weighed([heard for heard, _ in texts], found)
        return [_tight(_one_form_each(some, exact)) for some, (_, exact) in zip(weighed, texts, strict=True)]

    def _weighed(
        self, texts: Sequence[Heard], found: Sequence[Mapping[tuple[int, int, int], _Found]]
    ) -> list[list[Candidate]]:
        """What was found in each text, with how well it fits, as far as that is worth judging."""
        flat = [(k, heard, hit) for k, heard in enumerate(texts) for hit in found[k].values()]
        said = ["".join(hit[4]) for _, _, hit in flat]
        phones = [heard.window_phones(hit[0], hit[1]) for _, heard, hit in flat]
        scores = align_many(said, phones, self.costs, words=[[*map(len, hit[4])] for _, _, hit in flat])
        assert scores.worst_word is not None
        kept: list[tuple[int, float]] = []
        for at, ((_, heard, hit), norm) in enumerate(zip(flat, scores.norm.tolist(), strict=True)):
            first, last, form, via = hit[:4]
            spelled = Indel.normalized_similarity("".join(heard.letters[first:last]), form.joined)
            if via is not Via.SOUND or _plausible(norm, spelled, min(heard.zipfs[first:last])):
                kept.append((at, spelled))
        places = [at for at, _ in kept]
        made = align_many([said[at] for at in places], [phones[at] for at in places], articulatory()).norm_max
        columns = (scores.raw, scores.norm, scores.norm_max, scores.worst_word)
        rows = zip(*(c[places].tolist() for c in columns), made.tolist(), strict=True)
        candidates: list[list[Candidate]] = [[] for _ in texts]
        for (at, spelled), (raw, norm, norm_max, worst, made_alike) in zip(kept, rows, strict=True):
            k, _, (first, last, form, via, sound, mishearing) = flat[at]
            fit = Fit(raw, norm, norm_max, worst, spelled, made_alike)
            candidates[k].append(Candidate(first, last, form, via, sound, fit, mishearing))
        return candidates

    def _by_letters(self, heard: Heard, windows: Iterable[tuple[int, int]]) -> Iterable[_Found]:
        """Listed mishearings, and the right letters in other case, accents or spacing."""
        for first, last in windows:
            for form, mishearing in self._heard.get(heard.norms[first:last], ()):
                yield first, last, form, Via.MISHEARING, form.sounds[0] if form.sounds else (), mishearing
            if Gap.COMMA in heard.gaps[first + 1 : last] or not all(heard.letters[first:last]):
                continue  # the sign of "5% Russia gate" is no part of the name
            for form in self._same_letters(heard.words(first, last), "".join(heard.letters[first:last])):
                via = Via.CASE if heard.norms[first:last] == form.words else Via.SPACING
                if via is Via.CASE and form.kind is Kind.PHRASE:
                    continue  # a word of a name alone is not corrected but put together
                yield first, last, self._house(form), via, form.sounds[0] if form.sounds else (), None

    def _same_letters(self, old: str, joined: str) -> Iterable[Form]:
        """Forms with the letters of `old`, one for each term, if none of the term's forms is `old` itself.

        Accents stay as they were spoken: "pedro sanchez" is "Pedro Sanchez" where the lexicon has both.
        """
        by_term: dict[str, list[Form]] = defaultdict(list)
        for form in self._joined.get(joined, ()):
            by_term[form.term.term].append(form)
        for forms in by_term.values():
            if all(form.text != old for form in forms):
                yield next((f for f in forms if f.text.casefold() == old.casefold()), forms[0])

    def _alike(
        self, texts: Sequence[tuple[Heard, Sequence[Exact]]], windows: Sequence[Sequence[tuple[int, int]]]
    ) -> Iterable[tuple[int, _Found]]:
        """Forms near in sound or, where that fails, in letters; with the number of the text."""
        sounds: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        spellings: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for k, ((heard, exact), places) in enumerate(zip(texts, windows, strict=True)):
            right = [False] * len(heard.tokens)
            for e in exact:
                right[e.first : e.last] = [True] * (e.last - e.first)
            for first, last in places:
                if right[first] and all(right[first:last]):
                    continue
                rarest = min(heard.zipfs[first:last])
                phones = heard.window_phones(first, last)
                if _SHORTEST_PHONES <= len(phones) <= _LONGEST_PHONES:
                    sounds[phones].append((k, first, last))
                if last - first <= _SPELLED_WORDS and rarest < COMMON:
                    joined = "".join(heard.letters[first:last])
                    if len(joined) >= _SHORTEST_LETTERS:
                        spellings[joined].append((k, first, last))
        for phones, column in self._near_in_sound(sounds):
            form, sound = self._sounds[column]
            for k, first, last in sounds[phones]:
                yield k, (first, last, form, Via.SOUND, sound, None)
        spelled = list(spellings)
        rows, columns = self._near_spelled.of(spelled)
        for row, column in zip(rows, columns, strict=True):
            form = self._spelled[column]
            for k, first, last in spellings[spelled[row]]:
                yield k, (first, last, form, Via.SOUND, form.sounds[0], None)

    def _near_in_sound(
        self, windows: Mapping[str, Sequence[tuple[int, int, int]]]
    ) -> Iterable[tuple[str, int]]:
        """Pairs of a window's phones and a reading that agree well enough, best reading of a form first."""
        short = [p for p, places in windows.items() if any(j - i <= _MANY_WORDS for _, i, j in places)]
        long = [p for p, places in windows.items() if all(j - i > _MANY_WORDS for _, i, j in places)]
        rows, columns = self._near_all.of(short)
        more_rows, some_columns = self._near_wordy.of(long)
        keys = [short[r] for r in rows] + [long[r] for r in more_rows]
        columns += [self._wordy[c] for c in some_columns]
        scores = align_many([self._sound_strings[c] for c in columns], keys, self.costs)
        keep = (scores.norm >= _LEAST_NORM) & (scores.raw >= _LEAST_RAW)
        best = np.argsort(-scores.raw[keep], kind="stable")
        for k in np.flatnonzero(keep)[best].tolist():
            yield keys[k], columns[k]


def _own_words(form: Form) -> Iterable[Form]:
    """The words of a name that stand for it alone because English has no such words; persons have their surname."""
    if (
        len(form.words) == 1
        or form.plural
        or form.term.type is TermType.PERSON
        or form.term.apply is Apply.EXACT
    ):
        return
    for token in tokenise(form.text):
        if len(token.norm) >= _SHORTEST_PART and token.norm.isalpha() and zipf(token.norm) < _NO_WORD:
            yield form_of(token.text, form.term, Kind.PHRASE)


def _one_form_each(candidates: Sequence[Candidate], exact: Sequence[Exact]) -> list[Candidate]:
    """For each window and term the form that fits best; among near equals the one that the text uses itself."""
    used: dict[tuple[str, str], int] = defaultdict(int)
    for e in exact:
        used[e.form.term.term, e.form.text] += 1
    groups: dict[tuple[int, int, str, bool], list[Candidate]] = defaultdict(list)
    for c in candidates:
        groups[c.first, c.last, c.form.term.term, c.via is Via.SOUND].append(c)
    kept: list[Candidate] = []
    for (first, last, term, by_sound), group in groups.items():
        if not by_sound:
            kept += group
        elif (first, last, term, False) not in groups:
            best = max(c.fit.norm for c in group)
            near = [c for c in group if c.fit.norm >= best - _NEAR_EQUAL]
            kept.append(
                max(near, key=lambda c: (used[term, c.form.text], c.form.kind is not Kind.ALIAS, c.fit.norm))
            )
    return kept


def _tight(candidates: list[Candidate]) -> list[Candidate]:
    """Without the windows that take in a word which adds nothing: "Mercuris in" where "Mercuris" fits as well."""
    at: dict[tuple[int, int, str], list[Candidate]] = defaultdict(list)
    for c in candidates:
        at[c.first, c.last, c.form.term.term].append(c)

    def better(inner: Candidate, c: Candidate) -> bool:
        if inner.via is not Via.SOUND:
            return inner.form.kind is not Kind.SURNAME or len(inner.form.words) >= len(c.form.words)
        more = (c.last - c.first) - (inner.last - inner.first)
        return len(inner.form.words) == len(c.form.words) and c.fit.raw < inner.fit.raw + more * _WORTH_A_WORD

    def loose(c: Candidate) -> bool:
        inside = (
            (a, b)
            for a in range(c.first, c.last)
            for b in range(a + 1, c.last + 1)
            if (a, b) != (c.first, c.last)
        )
        return any(better(inner, c) for a, b in inside for inner in at.get((a, b, c.form.term.term), ()))

    return [c for c in candidates if c.via is not Via.SOUND or not loose(c)]


def _stands(heard: Heard, first: int, last: int, form: Form) -> bool:
    """Whether words with the letters of `form` are the form: "US" is not "us", nor is "Storm, shadow" one name."""
    if last - first > 1:
        return all(gap <= Gap.SPACE for gap in heard.gaps[first + 1 : last])
    if is_upper(form.text) and heard.zipfs[first] >= _ALSO_A_WORD:
        return heard.cased and not heard.tokens[first].text.islower()
    return True
