"""What is known about a candidate by itself, as numbers; `company` adds what the others say.

Start reading from `pair_features`. The scorer (see `scoring`) weighs these; the names here are the names in the
model file and in every explanation. Sounds come in nats or as shares of a perfect match, commonness on the
Zipf scale, counts as log(1 + n), flags as 0 or 1.
"""

from __future__ import annotations

import functools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel, Levenshtein

from mondegreen.candidates import Candidate, Exact, Index
from mondegreen.context import Context, near_and_far
from mondegreen.english import COMMON, zipf
from mondegreen.forms import Kind
from mondegreen.heard import Heard
from mondegreen.lexicon import TermType
from mondegreen.namesakes import other_name_before
from mondegreen.notes import NOTHING, Notes
from mondegreen.pairs import Pairs, Text
from mondegreen.phonetics import SYMBOLS, VOWELS, Costs, align_many
from mondegreen.proposal import Via
from mondegreen.slots import SLOT, of_slots
from mondegreen.spans import Flags, Floats, Spans
from mondegreen.text import Gap, capitalised, is_upper, tokenise
from mondegreen.topics import Topics, about, is_something
from mondegreen.wordwise import Wordwise

Matrix = NDArray[np.float64]
#: Arrays of one element a candidate, one a feature, in the order of their names.
Columns = list[NDArray[Any]]

_SOUND = (
    "sound_raw", "sound_norm", "sound_worst", "sound_max", "sound_plain", "sound_made", "same_sound",
    "first_phone", "last_phone", "changed_norm", "changed_raw", "length_gap", "log_length",
    "syllables", "consonants", "vowels",
)  # fmt: skip
_SPELLING = (
    "letters",
    "letters_changed",
    "first_letter",
    "same_letters",
    "inflection",
    "contained",
    "digits",
)
_WORDS = (
    "form_words",
    "window_words",
    "words_gap",
    "kept",
    "changed_count",
    "comma",
    "stop",
    "joined_by_hyphen",
    "on_right_words",
    "letters_heard",
)
_ENGLISH = (
    "zipf_min", "zipf_mean", "zipf_max", "all_common", "unknown", "pair_inside", "pair_edges",
    "flow_inside", "flow_left", "flow_right", "flow_least", "slot_left", "slot_right", "heard_often",
    "bond_before", "bond_after", "bond_least", "likely", "likely_least", "likely_after",
    "heard_surname", "heard_given", "heard_place", "title_before", "name_before",
)  # fmt: skip
_CAPITALS = ("capital", "capital_inside", "lower_inside", "cased")
_TERM = (
    "form_proper", "form_acronym", "form_zipf_min", "form_zipf_mean", "listed", "surname", "person",
    "context_near", "context_far", "context_share", "has_context", "unspoken", "crowd", "log_terms",
    "exact", "absent", "partner",
)  # fmt: skip
_TOPIC = (
    "heard_close", "heard_passage", "heard_topic", "term_close", "term_passage", "term_topic",
    "heard_about", "term_about",
)  # fmt: skip
#: What `pair_features` tells of a candidate, in its order.
PAIR_FEATURES = (*_SOUND, *_SPELLING, *_WORDS, *_ENGLISH, *_CAPITALS, *_TERM, *SLOT, *_TOPIC)

#: Lists of so many terms were learned from; where a document may be about more, it is judged as these.
_MOST_TERMS = 1725
_NO_VOWELS = str.maketrans("", "", "".join(VOWELS))
_NO_CONSONANTS = str.maketrans("", "", "".join(set(SYMBOLS) - VOWELS))
#: So many candidates of several texts are looked at together, if there are as many.
_TOGETHER = 4_000


def pair_features(
    heard: Heard,
    exact: Sequence[Exact],
    candidates: Sequence[Candidate],
    index: Index,
    *,
    notes: Notes = NOTHING,
    among: Sequence[Candidate] = (),
) -> Matrix:
    """One row a candidate, one column a name of `PAIR_FEATURES`: everything but the other candidates.

    What the `notes` mention counts as if it stood in the text, but nowhere near. `among`: see `Text`.
    """
    return next(pair_features_of([Text(heard, exact, candidates, among)], index, notes=notes))


def pair_features_of(texts: Iterable[Text], index: Index, *, notes: Notes = NOTHING) -> Iterator[Matrix]:
    """The same for each of several texts, which is quicker for short ones."""
    waiting: list[Text] = []
    for text in texts:
        waiting.append(text)
        if sum(len(some.candidates) for some in waiting) >= _TOGETHER:
            yield from _matrices(waiting, index, notes)
            waiting = []
    yield from _matrices(waiting, index, notes)


def _matrices(texts: Sequence[Text], index: Index, notes: Notes) -> list[Matrix]:
    some = [text for text in texts if text.candidates]
    if not some:
        return [np.zeros((0, len(PAIR_FEATURES))) for _ in texts]
    right = [{k for e in text.exact for k in range(e.first, e.last)} for text in some]
    pairs = Pairs(some)
    words = Wordwise([text.heard for text in some], right)
    columns = [
        *_of_sound(pairs, index.costs),
        *_of_spelling(pairs, words),
        *_of_words(pairs, words),
        *_of_english(pairs, words),
        *_of_names(pairs, words, right),
        *_of_capitals(pairs, words),
        *_of_term(pairs, index, notes),
        *of_slots(pairs, words),
        *_of_topic(pairs),
    ]
    matrix = np.column_stack(columns).astype(np.float64, copy=False)
    return np.split(matrix, np.cumsum([len(text.candidates) for text in texts])[:-1])


def _of_sound(pairs: Pairs, costs: Costs) -> Columns:
    fits = [c.fit for c in pairs.candidates]
    raw, norm = np.array([f.raw for f in fits]), np.array([f.norm for f in fits])
    phones, said = pairs.phones, pairs.said
    sizes, lengths = np.array([*map(len, phones)]), np.array([*map(len, said)])
    return [
        raw, norm, np.array([f.worst for f in fits]), np.array([f.norm_max for f in fits]),
        np.array([*map(Levenshtein.normalized_similarity, phones, said)]), np.array([f.made for f in fits]),
        np.array([a == b for a, b in zip(phones, said, strict=True)]),
        np.array([a[:1] == b[:1] for a, b in zip(phones, said, strict=True)]),
        np.array([a[-1:] == b[-1:] for a, b in zip(phones, said, strict=True)]),
        *_changed_fits(pairs, raw, norm, (sizes > 0) & (lengths > 0), costs),
        np.abs(sizes - lengths) / np.maximum(np.maximum(sizes, lengths), 1), np.log1p(lengths),
        *_skeletons(pairs),
    ]  # fmt: skip


def _skeletons(pairs: Pairs) -> Columns:
    """Of the part that would change: how many syllables more are heard than said, and the shares of the consonants and
    of the vowels that agree, each by themselves."""
    heard, said = pairs.phones.copy(), pairs.said.copy()
    for k, change in pairs.changes.items():
        heard[k], said[k] = change.heard, change.said
    vowels = [[p.translate(_NO_CONSONANTS) for p in phones] for phones in (heard, said)]
    consonants = [[p.translate(_NO_VOWELS) for p in phones] for phones in (heard, said)]
    return [
        np.array([*map(len, vowels[0])]) - np.array([*map(len, vowels[1])]),
        np.array([*map(Levenshtein.normalized_similarity, *consonants)]),
        np.array([*map(Levenshtein.normalized_similarity, *vowels)]),
    ]


def _changed_fits(pairs: Pairs, raw: Floats, norm: Floats, usable: Flags, costs: Costs) -> Columns:
    """How well the sounds of each changed part agree, as `norm` and `raw` of a `Fit`; mostly the part is the whole."""
    changed_norm, changed_raw = np.where(usable, norm, -1.0), np.where(usable, raw, -5.0)
    if not pairs.changes:
        return [changed_norm, changed_raw]
    parts, changes = list(pairs.changes), pairs.changes.values()
    fits = align_many([p.said for p in changes], [p.heard for p in changes], costs)
    heard = np.array([bool(p.said and p.heard) for p in changes], np.bool_)
    changed_norm[parts] = np.where(heard, fits.norm, -1.0)
    changed_raw[parts] = np.where(heard, fits.raw, -5.0)
    return [changed_norm, changed_raw]


def _of_spelling(pairs: Pairs, words: Wordwise) -> Columns:
    forms = [c.form.joined for c in pairs.candidates]
    heard = [text.letters for text in pairs.heard]
    joined = ["".join(letters[c.first : c.last]) for letters, c in zip(heard, pairs.candidates, strict=True)]
    whole = ["".join(form.words) for _, form in pairs.forms]
    parts, form_parts = joined.copy(), [whole[k] for k in pairs.form.tolist()]
    for k, change in pairs.changes.items():
        parts[k], form_parts[k] = "".join(heard[k][change.lo : change.hi]), "".join(change.form_words)
    spelled = np.array([*map(_spelled, parts, form_parts)])
    form_digits = pairs.by_form(lambda _, form: any(map(str.isdigit, form.joined)))
    return [
        np.array([c.fit.letters for c in pairs.candidates]), spelled[:, 0],
        np.array([a[:1] == b[:1] for a, b in zip(joined, forms, strict=True)]),
        np.array([a == b for a, b in zip(joined, forms, strict=True)]),
        spelled[:, 1], spelled[:, 2], pairs.spans.any(words.digit) & (form_digits == 0),
    ]  # fmt: skip


def _of_words(pairs: Pairs, words: Wordwise) -> Columns:
    spans, changed = pairs.spans, pairs.changed
    form_sizes = pairs.by_form(lambda _, form: len(form.words))
    within = Spans(spans.first + 1, spans.last)
    return [
        form_sizes, spans.sizes, np.abs(spans.sizes - form_sizes), pairs.kept, changed.sizes,
        within.any(words.gap == Gap.COMMA), within.any(words.gap == Gap.STOP),
        within.any(words.gap == Gap.JOIN), changed.any(words.right),
        changed.mean(words.lettered),
    ]  # fmt: skip


def _of_english(pairs: Pairs, words: Wordwise) -> Columns:
    """Up to `likely_after`, in the order of `_ENGLISH`."""
    rarest = pairs.changed.least(words.zipf)
    return [
        rarest, pairs.changed.mean(words.zipf), pairs.changed.most(words.zipf), rarest >= COMMON, rarest < 1.6,
        *_flows(pairs.changed, words), *_slot(pairs.changed, words), _often(pairs, words),
        *_bonds(pairs.changed, words),
    ]  # fmt: skip


def _of_names(pairs: Pairs, words: Wordwise, right: Sequence[Set[int]]) -> Columns:
    """From `heard_surname` on."""
    before = pairs.spans.first - 1
    others = np.zeros(len(pairs.candidates))
    for k in np.flatnonzero(words.name[before]).tolist():
        others[k] = other_name_before(pairs.heard[k], pairs.candidates[k], right[pairs.text[k]])
    changed = pairs.changed
    return [
        changed.most(words.surname), changed.most(words.given_name), changed.most(words.place),
        words.title[before], others,
    ]  # fmt: skip


def _of_capitals(pairs: Pairs, words: Wordwise) -> Columns:
    changed, cased = pairs.changed, np.array([heard.cased for heard in pairs.heard])
    inside = changed.any(words.capital & ~words.start)
    return [
        np.where(cased, changed.mean(words.capital), 0.0), cased & inside,
        cased & changed.any(~words.start) & ~inside, cased,
    ]  # fmt: skip


def _of_term(pairs: Pairs, index: Index, notes: Notes) -> Columns:
    context = [Context(text.heard, text.exact, notes=notes) for text in pairs.texts]
    names = [[e.form.term.term for e in text.exact] for text in pairs.texts]
    sizes = [len(text.heard.tokens) for text in pairs.texts]
    subjects = [*map(index.subjects.of, (c.stems for c in context), names, sizes)]
    crowd = [crowds(text.heard, text.among or text.candidates) for text in pairs.texts]
    right = [Counter(some) + notes.terms for some in names]
    shapes = np.array([_shape(form.text) for _, form in pairs.forms])[pairs.form]
    has_context = pairs.by_term(lambda _, term: bool(term.context))
    share = pairs.by_term(lambda k, term: context[k].share(term))
    stands = pairs.by_term(lambda k, term: right[k][term.term])
    return [
        *shapes.T, np.array([c.via is Via.MISHEARING for c in pairs.candidates]),
        pairs.by_form(lambda _, form: form.kind is Kind.SURNAME),
        pairs.by_term(lambda _, term: term.type is TermType.PERSON),
        *_of_context(pairs, context), share, has_context, (has_context > 0) & (share == 0) & (stands == 0),
        pairs.by_term(lambda k, term: crowd[k][term.term]),
        pairs.by_term(lambda k, term: math.log1p(min(_MOST_TERMS, subjects[k].rivals(term)))),
        np.log1p(stands), stands == 0, _partner(pairs, notes),
    ]  # fmt: skip


def _of_context(pairs: Pairs, context: Sequence[Context]) -> Columns:
    """How many of the term's context words stand near, and further off."""
    spoken = [context[k].spoken(form) for k, form in pairs.forms]
    hits = np.zeros((2, len(pairs.candidates)))
    for k in np.flatnonzero(np.array([*map(bool, spoken)])[pairs.form]).tolist():
        c = pairs.candidates[k]
        hits[:, k] = near_and_far(spoken[pairs.form[k]], c.first, c.last)
    return [*hits]


def _partner(pairs: Pairs, notes: Notes) -> Floats:
    """How often the part of the form that would change stands in the text or its notes."""
    supposed = [notes.words + _supposed(text) for text in pairs.texts]
    counts = [text.heard.counts for text in pairs.texts]

    def least(k: int, words: Iterable[str]) -> int:
        return min(counts[k][w] + supposed[k][w] for w in words)

    found = pairs.by_form(lambda k, form: least(k, form.words))
    for k in pairs.spoken:
        c, heard = pairs.candidates[k], pairs.heard[k]
        changed = set(c.form.words).difference(heard.norms[c.first : c.last]) or c.form.words
        found[k] = least(int(pairs.text[k]), changed)
    return np.log1p(found)


def _supposed(text: Text) -> Counter[str]:
    """The words of what stands right by now, and is written otherwise."""
    norms = text.heard.norms
    return Counter(w for e in text.exact if norms[e.first : e.last] != e.form.words for w in e.form.words)


def _of_topic(pairs: Pairs) -> Columns:
    """Whether the heard words and the term belong here.

    Cosines with what stands close by, in the passage and in the text; then whether each is about anything at all.
    """
    topics = Topics([text.heard.norms for text in pairs.texts])
    # What the heard words that the form lacks are about; all of them, if it has them all.
    lacking = pairs.spans.inside.copy()
    for k in pairs.spoken:
        c = pairs.candidates[k]
        words = [norm not in c.form.words for norm in pairs.heard[k].norms[c.first : c.last]]
        lacking[: len(words), k] = words if any(words) else False
    changed = topics.of(pairs.spans, lacking)
    terms = np.array([about((form.term.term, *form.term.context)) for _, form in pairs.forms])[pairs.form]
    close = topics.agreements([changed, terms], pairs.spans)
    return [*close[0].T, *close[1].T, is_something(changed), is_something(terms)]


def crowds(heard: Heard, candidates: Sequence[Candidate]) -> dict[str, float]:
    """For each term how many different words of the text resemble it, a thousand words: log(1 + n).

    A term made of common sounds ("THAAD") resembles something in every other sentence, and means little.
    """
    alike: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for c in candidates:
        alike[c.form.term.term].add(heard.norms[c.first : c.last])
    thousands = max(1.0, len(heard.tokens) / 1000)
    return {term: math.log1p(len(heards) / thousands) for term, heards in alike.items()}


def _flows(spans: Spans, words: Wordwise) -> Columns:
    """How well words flow, in the order of the names in `_ENGLISH`.

    The best bond inside and with the words outside (0 if they are no likelier than by chance); then the flow inside
    (mean), from the word before, to the word after; and the least of all.
    """
    inside = Spans(spans.first + 1, spans.last)
    outside = np.where(words.gap <= Gap.SPACE, words.flow, 0.0)
    left, right = outside[spans.first], outside[spans.last]
    least = np.where(inside.sizes > 0, inside.least(words.flow), np.inf)
    return [
        np.maximum(inside.most(words.flow), 0.0), np.maximum(np.maximum(left, right), 0.0),
        inside.mean(words.flow), left, right, np.minimum(np.minimum(left, right), least),
    ]  # fmt: skip


def _slot(spans: Spans, words: Wordwise) -> Columns:
    """How much likelier than elsewhere a name is after the word before, and before the word after; log10."""
    near = words.gap < Gap.STOP
    return [
        np.where(near[spans.first], words.name_after[spans.first - 1], 0.0),
        np.where(near[spans.last], words.name_before[spans.last], 0.0),
    ]


def _often(pairs: Pairs, words: Wordwise) -> Floats:
    """How much oftener the words that would change stand in the text than English would have it: a log ratio."""
    norms, spans = [text.heard.norms for text in pairs.texts], pairs.changed
    counts: dict[tuple[int, int], Counter[tuple[str, ...]]] = {}
    count: list[int] = []
    places = (pairs.text.tolist(), (spans.first - pairs.before).tolist(), spans.sizes.tolist())
    for k, lo, size in zip(*places, strict=True):
        if (k, size) not in counts:
            starts = range(len(norms[k]) - size + 1)
            counts[k, size] = Counter(norms[k][at : at + size] for at in starts)
        count.append(counts[k, size][norms[k][lo : lo + size]])
    expected = np.array([*map(len, norms)])[pairs.text] * 10.0 ** words.frequency(spans)
    return np.log((np.array(count) + 0.1) / (expected + 0.1))


def _bonds(spans: Spans, words: Wordwise) -> Columns:
    """How likely words and the two behind are after the word before each, in the order of `_ENGLISH`.

    Bonds are `english.flow` (mean from word to word, mean behind, the least), likelihood is that and the word's own
    commonness (mean, least, mean behind).
    """
    near = words.gap <= Gap.COMMA
    one = near[spans.last]
    behind = Spans(spans.last, spans.last + one + (one & near[np.minimum(spans.last + 1, len(near) - 1)]))
    likely = words.bond + words.zipf
    return [
        spans.mean(words.bond), behind.mean(words.bond),
        np.minimum(spans.least(words.bond), behind.least(words.bond)),
        spans.mean(likely), spans.least(likely), behind.mean(likely),
    ]  # fmt: skip


def _spelled(heard: str, right: str) -> tuple[float, float, float]:
    """Of the letters that would change, and those that would stand there: the share that agree, `_derived`,
    `_contained`."""
    return Indel.normalized_similarity(heard, right), _derived(heard, right), _contained(heard, right)


def _contained(heard: str, right: str) -> float:
    """Whether one of the words is part of the other ("Ecuador" of "Petroecuador"), and stands for itself."""
    return float(min(len(heard), len(right)) >= 3 and heard != right and (heard in right or right in heard))


@functools.lru_cache(maxsize=65_536)
def _derived(heard: str, right: str) -> float:
    """Whether a known word begins as the right one does, so that it may be a relative ("megawatts" of "megabytes")."""
    shared = 0
    for a, b in zip(heard, right, strict=False):
        if a != b:
            break
        shared += 1
    shorter = min(len(heard), len(right))
    return float(shared >= 4 and shared >= 0.7 * shorter and zipf(heard) >= 2.5)


@functools.lru_cache(maxsize=65_536)
def _shape(form: str) -> tuple[float, float, float, float]:
    """Of a form: is it a proper name, is it an acronym, and how common are its words (least, mean)."""
    tokens = tokenise(form)
    zipfs = [zipf(t.norm) for t in tokens]
    proper = any(capitalised(t.text) for t in tokens)
    return float(proper), float(len(tokens) == 1 and is_upper(form)), min(zipfs), sum(zipfs) / len(zipfs)
