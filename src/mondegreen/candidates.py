"""Find what might be a misheard term: recall first, judgement later.

Start reading from `Index.find`. A lexicon is turned once into an index of written forms; a document is then
searched by several channels, each the name of a `Via`: forms that are listed as mishearings, forms with the same
letters in other case or spacing, forms that sound or are spelled alike (see `likeness`), and forms of which a part
stands beside a mark for what was not understood. What already stands right in the text is returned too: it protects its
words, and is evidence for the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from mondegreen.english import COMMON, zipf
from mondegreen.forms import Form, Kind, form_of, forms_of, plural_of
from mondegreen.heard import Heard
from mondegreen.inflection import stem
from mondegreen.lexicon import Apply, Lexicon, Mishearing, Term, TermType
from mondegreen.likeness import NOTHING_SAID, Fit, Likeness, Said
from mondegreen.phonetics import Costs, align_many, articulatory, default_costs
from mondegreen.proposal import Via
from mondegreen.subjects import Subjects
from mondegreen.text import Gap, fold, is_mark, is_upper, letters, tokenise, words_of

#: Words that a window may have more than the longest form: "near con faction" for "neocon faction".
_EXTRA_WORDS = 2
_LONGEST_WINDOW = 6
#: An acronym this common has a word of the same letters: "us", "it", "who".
_ALSO_A_WORD = 5.0
#: Nats that a word at the edge of a window must add to be part of the name.
_WORTH_A_WORD = 2.0


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
class Exact:
    """Tokens `first` to `last` (exclusive) are `form` already, letter case and accents apart."""

    first: int
    last: int
    form: Form


#: A word of a name that is no English word, and so long, is known by itself: "Snapzilla" of "Acme Snapzilla Group".
_NO_WORD, _SHORTEST_PART = 1.6, 6
#: Forms of one term that fit about as well as each other ("Zelensky", "Zelenskyy").
_NEAR_EQUAL = 0.12
#: A candidate that is not weighed yet: the number of its text, then what comes first in a `Candidate`.
_Found = tuple[int, int, int, Form, Via, tuple[str, ...], Mishearing | None]


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
            for surface in _forbidden(term):
                self._never[letters(surface)].add(term.term)
                if words := words_of(surface):
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
        #: Forms of several words by the first of them, and by the last.
        self._begins: dict[str, list[Form]] = defaultdict(list)
        self._ends: dict[str, list[Form]] = defaultdict(list)
        for form in self.forms:
            if len(form.words) > 1 and not form.plural and form.term.apply is not Apply.EXACT:
                self._begins[form.words[0]].append(form)
                self._ends[form.words[-1]].append(form)
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
                self._heard[words_of(mishearing.text)].append((house(meant), mishearing))
        searched = [f for f in self.forms if f.term.apply is not Apply.EXACT]
        self._likeness = Likeness([(form, house(form)) for form in searched], self.subjects, self.costs)
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

    def find_all(
        self, texts: Sequence[tuple[Heard, Sequence[Exact]]], noted: Said = NOTHING_SAID
    ) -> list[list[Candidate]]:
        """The same for several texts at once, which is quicker for short ones; `noted` counts as said in each."""
        if not self.forms:
            return [[] for _ in texts]
        windows = [heard.windows(self.longest) for heard, _ in texts]
        found: dict[tuple[int, int, int, int], _Found] = {}
        for k, ((heard, _), places) in enumerate(zip(texts, windows, strict=True)):
            for hit in (*self._by_letters(k, heard, places), *self._by_marks(k, heard)):
                found.setdefault((k, hit[1], hit[2], id(hit[3])), hit)
        heards = [heard for heard, _ in texts]
        weighed: list[list[Candidate]] = [[] for _ in texts]
        for k, c in self._weighed(heards, list(found.values())):
            weighed[k].append(c)
        open_places = [_not_right(places, exact) for (_, exact), places in zip(texts, windows, strict=True)]
        said = [_said(heard, exact, some, noted) for (heard, exact), some in zip(texts, weighed, strict=True)]
        for k, first, last, form, sound, fit, _ in self._likeness.of(heards, open_places, said):
            if (k, first, last, id(form)) not in found:
                weighed[k].append(Candidate(first, last, form, Via.SOUND, sound, fit))
        return [_tight(_one_form_each(some, exact)) for some, (_, exact) in zip(weighed, texts, strict=True)]

    def _weighed(self, texts: Sequence[Heard], found: Sequence[_Found]) -> Iterator[tuple[int, Candidate]]:
        """What was found, with the number of its text and how well it fits."""
        said = ["".join(hit[5]) for hit in found]
        phones = [texts[hit[0]].window_phones(hit[1], hit[2]) for hit in found]
        scores = align_many(said, phones, self.costs, words=[[*map(len, hit[5])] for hit in found])
        assert scores.worst_word is not None
        made = align_many(said, phones, articulatory()).norm_max
        columns = (scores.raw, scores.norm, scores.norm_max, scores.worst_word, made)
        for hit, raw, norm, norm_max, worst, made_alike in zip(
            found, *(column.tolist() for column in columns), strict=True
        ):
            k, first, last, form, via, sound, mishearing = hit
            spelled = Indel.normalized_similarity("".join(texts[k].letters[first:last]), form.joined)
            fit = Fit(raw, norm, norm_max, worst, spelled, made_alike)
            yield k, Candidate(first, last, form, via, sound, fit, mishearing)

    def _by_letters(self, k: int, heard: Heard, windows: Iterable[tuple[int, int]]) -> Iterable[_Found]:
        """Listed mishearings, and the right letters in other case, accents or spacing, in text number `k`."""
        for first, last in windows:
            if heard.crosses_stop(first, last):
                continue
            for form, mishearing in self._heard.get(heard.norms[first:last], ()):
                yield k, first, last, form, Via.MISHEARING, form.sounds[0] if form.sounds else (), mishearing
            joined = "".join(heard.letters[first:last])
            if joined not in self._joined or Gap.COMMA in heard.gaps[first + 1 : last]:
                continue
            if not all(heard.letters[first:last]):
                continue  # the sign of "5% Russia gate" is no part of the name
            for form in self._same_letters(heard.words(first, last), joined):
                via = Via.CASE if heard.norms[first:last] == form.words else Via.SPACING
                if via is Via.CASE and form.kind is Kind.PHRASE:
                    continue  # a word of a name alone is not corrected but put together
                yield k, first, last, self._house(form), via, form.sounds[0] if form.sounds else (), None

    def _by_marks(self, k: int, heard: Heard) -> Iterable[_Found]:
        """Forms of which a part stands before or behind a mark for what was not understood, in text number `k`."""
        norms, gaps = (*heard.norms, ""), heard.gaps
        for at, token in enumerate(heard.tokens):
            if not is_mark(token.text) or (at and is_mark(heard.tokens[at - 1].text)):
                continue
            end = at + 1
            while end < len(heard.tokens) and is_mark(heard.tokens[end].text) and gaps[end] <= Gap.SPACE:
                end += 1
            left = norms[at - 1] if at and gaps[at] <= Gap.SPACE else ""
            right = norms[end] if gaps[end] <= Gap.SPACE else ""
            # "Joel <unk> Jackson" is neither "Joel Jackson Jackson" nor "Joel Joel Jackson".
            fits = [(at - 1, end, f) for f in self._begins.get(left, ()) if f.words[-1] != right]
            fits += [(at, end + 1, f) for f in self._ends.get(right, ()) if f.words[0] != left]
            for first, last, form in fits:
                if len(form.words) >= last - first:
                    yield (
                        k,
                        first,
                        last,
                        self._house(form),
                        Via.UNHEARD,
                        form.sounds[0] if form.sounds else (),
                        None,
                    )

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


def _said(heard: Heard, exact: Sequence[Exact], found: Sequence[Candidate], noted: Said) -> Said:
    """What stands in a text or may well, by letters or because the lexicon says so."""
    forms = [*(e.form for e in exact), *(c.form for c in found)]
    words = {*heard.counts, *(word for form in forms for word in form.words)}
    return Said(noted.stems.union(map(stem, words)), noted.terms.union(e.form.term.term for e in exact))


def _not_right(windows: Sequence[tuple[int, int]], exact: Sequence[Exact]) -> list[tuple[int, int]]:
    """The windows that hold more than what stands right."""
    right = {k for e in exact for k in range(e.first, e.last)}
    return [(first, last) for first, last in windows if not right.issuperset(range(first, last))]


def _forbidden(term: Term) -> Iterable[str]:
    """What must never be turned into `term`, and the plurals if it may be inflected: neither "cornet" nor "cornets"."""
    yield from term.never
    if term.takes_plural:
        yield from map(plural_of, term.never)


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
        if not by_sound or (len(group) == 1 and (first, last, term, False) not in groups):
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

    return [c for c in candidates if c.via is not Via.SOUND or c.last - c.first == 1 or not loose(c)]


def _stands(heard: Heard, first: int, last: int, form: Form) -> bool:
    """Whether words with the letters of `form` are the form: "US" is not "us", nor "Moody" Moody's.

    Nor is "Storm, shadow" one name; and where names have capitals, an ordinary word in small letters is none: "to harm"
    is not HARM.
    """
    if form.possessive and not heard.tokens[last - 1].possessive:
        return False
    if last - first > 1:
        return all(gap <= Gap.SPACE for gap in heard.gaps[first + 1 : last])
    if is_upper(form.text) and heard.zipfs[first] >= _ALSO_A_WORD:
        return heard.cased and not heard.tokens[first].text.islower()
    if heard.cased and heard.zipfs[first] >= COMMON and heard.tokens[first].text.islower():
        return form.text.islower()
    return True
