"""What is known about a candidate by itself, as numbers; `company` adds what the others say.

Start reading from `pair_features`. The scorer (see `scoring`) weighs these; the names here are the names in the
model file and in every explanation. Sounds come in nats or as shares of a perfect match, commonness on the
Zipf scale, counts as log(1 + n), flags as 0 or 1.
"""

from __future__ import annotations

import functools
import math
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel, Levenshtein

from mondegreen.candidates import Candidate, Exact, Index
from mondegreen.context import Context
from mondegreen.english import (
    COMMON,
    flow,
    frequency,
    given_name,
    name_after,
    name_before,
    place,
    surname,
    zipf,
)
from mondegreen.forms import Kind
from mondegreen.guards import TITLES, changed_words, other_name_before
from mondegreen.heard import Heard
from mondegreen.lexicon import TermType
from mondegreen.notes import NOTHING, Notes
from mondegreen.phonetics import Costs, align_many
from mondegreen.proposal import Via
from mondegreen.text import Gap, capitalised, is_upper, tokenise
from mondegreen.topics import Floats, Topics, about, is_something

Matrix = NDArray[np.float64]

_SOUND = (
    "sound_raw", "sound_norm", "sound_worst", "sound_max", "sound_plain", "sound_made", "same_sound",
    "first_phone", "last_phone", "changed_norm", "changed_raw", "length_gap", "log_length",
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
PAIR_FEATURES = (*_SOUND, *_SPELLING, *_WORDS, *_ENGLISH, *_CAPITALS, *_TERM, *_TOPIC)

#: Lists of so many terms were learned from; where a document may be about more, it is judged as these.
_MOST_TERMS = 1725


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

    What the `notes` mention counts as if it stood in the text, but nowhere near. `among` are all candidates that there
    were, if some are left out.
    """
    if not candidates:
        return np.zeros((0, len(PAIR_FEATURES)))
    right = {k for e in exact for k in range(e.first, e.last)}
    context = Context(heard, exact, notes=notes)
    crowd = crowds(heard, among or candidates)
    subjects = index.subjects.of(context.stems, (e.form.term.term for e in exact))
    changes = [_change(heard, c) for c in candidates]
    changed = _changed_fits(candidates, changes, index.costs)
    known = _Known(heard, exact, notes)
    rows = [
        (
            *_of_sound(heard, c, change, *fit),
            *_of_spelling(heard, c, change),
            *_of_words(heard, c, change, right),
            *_of_english(heard, c, change, right, known),
            *_of_capitals(heard, change),
            *_of_term(c, context, known.stands(c)),
            crowd[c.form.term.term],
            math.log1p(min(_MOST_TERMS, subjects.rivals(c.form.term))),
            *known.of(c),
        )
        for c, change, fit in zip(candidates, changes, changed, strict=True)
    ]
    return np.hstack([np.array(rows, dtype=np.float64), topic_features(heard, candidates)])


def topic_features(heard: Heard, candidates: Sequence[Candidate]) -> Matrix:
    """One row a candidate, one column a name of `_TOPIC`: whether the heard words and the term belong here.

    Cosines with what stands close by, in the passage and in the text; then whether each is about anything at all.
    """
    topics = Topics(heard.norms)
    places = [(c.first, c.last) for c in candidates]
    changed = _changed_topics(topics, heard, candidates)
    terms = np.array([about((c.form.term.term, *c.form.term.context)) for c in candidates])
    return np.column_stack(
        [*topics.agreements([changed, terms], places), is_something(changed), is_something(terms)]
    ).astype(np.float64)


def _changed_topics(topics: Topics, heard: Heard, candidates: Sequence[Candidate]) -> Floats:
    """What the heard words that the form lacks are about, a row a candidate; all of them, if it has them all."""
    places: list[tuple[int, int]] = []
    starts: list[int] = []
    for c in candidates:
        starts.append(len(places))
        words = c.form.words
        lacking = [(k, k + 1) for k in range(c.first, c.last) if heard.norms[k] not in words]
        places += lacking or [(c.first, c.last)]
    rows, first = topics.of(places), np.array(starts)
    sizes = np.diff(first, append=len(places))
    total: Floats = rows[first]
    for k in range(
        1, int(sizes.max())
    ):  # one after the other: so the sums don't depend on what is summed beside them
        more = sizes > k
        total[more] += rows[first[more] + k]
    return total


@dataclass(frozen=True, slots=True)
class _Change:
    """The part that would change: tokens `lo` to `hi`, its phones said and heard, its words in the form."""

    lo: int
    hi: int
    said: str
    heard: str
    form_words: tuple[str, ...]

    def is_all(self, c: Candidate) -> bool:
        """Whether it is all of `c`."""
        return self.hi - self.lo == c.last - c.first and len(self.form_words) == len(c.form.words)


def _change(heard: Heard, c: Candidate) -> _Change:
    words, right = heard.norms[c.first : c.last], c.form.words
    head, tail = changed_words(words, right)
    if head + tail >= len(words) or head + tail >= len(right):
        head = tail = 0
    lo, hi = c.first + head, c.last - tail
    form_words = right[head : len(right) - tail]
    if len(c.sound) == len(right):
        return _Change(
            lo, hi, "".join(c.sound[head : len(right) - tail]), heard.window_phones(lo, hi), form_words
        )
    # A respelling of another number of words can't be taken apart.
    return _Change(c.first, c.last, "".join(c.sound), heard.window_phones(c.first, c.last), right)


def _changed_fits(
    candidates: Sequence[Candidate], changes: Sequence[_Change], costs: Costs
) -> list[tuple[float, float]]:
    """How well the sounds of each changed part agree, as `norm` and `raw` of a `Fit`; mostly the part is the whole."""
    found = [(c.fit.norm, c.fit.raw) for c in candidates]
    parts = [k for k, (c, change) in enumerate(zip(candidates, changes, strict=True)) if not change.is_all(c)]
    fits = align_many([changes[k].said for k in parts], [changes[k].heard for k in parts], costs)
    for k, norm, raw in zip(parts, fits.norm.tolist(), fits.raw.tolist(), strict=True):
        found[k] = norm, raw
    return found


def _of_sound(heard: Heard, c: Candidate, change: _Change, norm: float, raw: float) -> tuple[float, ...]:
    phones, form = heard.window_phones(c.first, c.last), "".join(c.sound)
    usable = bool(change.said and change.heard)
    return (
        c.fit.raw, c.fit.norm, c.fit.worst, c.fit.norm_max,
        Levenshtein.normalized_similarity(phones, form), c.fit.made, phones == form,
        phones[:1] == form[:1], phones[-1:] == form[-1:],
        norm if usable else -1.0, raw if usable else -5.0,
        abs(len(phones) - len(form)) / max(len(phones), len(form), 1), math.log(1 + len(form)),
    )  # fmt: skip


def _of_spelling(heard: Heard, c: Candidate, change: _Change) -> tuple[float, ...]:
    joined = "".join(heard.letters[c.first : c.last])
    part, form_part = "".join(heard.letters[change.lo : change.hi]), "".join(change.form_words)
    digits = any(ch.isdigit() for ch in joined) and not any(ch.isdigit() for ch in c.form.joined)
    return (
        c.fit.letters, Indel.normalized_similarity(part, form_part), joined[:1] == c.form.joined[:1],
        joined == c.form.joined, _derived(part, form_part), _contained(part, form_part), digits,
    )  # fmt: skip


def _of_words(heard: Heard, c: Candidate, change: _Change, right: Set[int]) -> tuple[float, ...]:
    size, form_size = c.last - c.first, len(c.form.words)
    gaps = heard.gaps[c.first + 1 : c.last]
    return (
        form_size, size, abs(size - form_size), 1 - len(change.form_words) / form_size, change.hi - change.lo,
        Gap.COMMA in gaps, Gap.JOIN in gaps, any(k in right for k in range(change.lo, change.hi)),
        sum(map(heard.is_lettered, range(change.lo, change.hi))) / (change.hi - change.lo),
    )  # fmt: skip


def _of_english(
    heard: Heard, c: Candidate, change: _Change, right: Set[int], known: _Known
) -> tuple[float, ...]:
    lo, hi = change.lo, change.hi
    zipfs = heard.zipfs[lo:hi]
    # A name in a text with capitals has one.
    names = [heard.norms[t] for t in range(lo, hi) if not heard.cased or capitalised(heard.tokens[t].text)]
    return (
        min(zipfs), sum(zipfs) / len(zipfs), max(zipfs), min(zipfs) >= COMMON, min(zipfs) < 1.6,
        *_flows(heard, lo, hi), *_slot(heard, lo, hi),
        known.often(lo, hi), *_bonds(heard, lo, hi),
        max(map(surname, names), default=0.0), max(map(given_name, names), default=0.0),
        max(map(place, names), default=0.0),
        c.first > 0 and heard.norms[c.first - 1] in TITLES, other_name_before(heard, c, right),
    )  # fmt: skip


def _of_capitals(heard: Heard, change: _Change) -> tuple[float, ...]:
    if not heard.cased:
        return 0.0, 0.0, 0.0, 0.0
    capitals = [capitalised(t.text) for t in heard.tokens[change.lo : change.hi]]
    inside = [
        cap for cap, start in zip(capitals, heard.starts[change.lo : change.hi], strict=True) if not start
    ]
    return sum(capitals) / len(capitals), any(inside), bool(inside) and not any(inside), 1.0


def _of_term(c: Candidate, context: Context, stands: bool) -> tuple[float, ...]:
    term, share = c.form.term, context.share(c.form)
    near, far = context.hits(c.form, c.first, c.last)
    return (
        *_shape(c.form.text), c.via is Via.MISHEARING, c.form.kind is Kind.SURNAME, term.type is TermType.PERSON,
        near, far, share, bool(term.context), bool(term.context) and not share and not stands,
    )  # fmt: skip


class _Known:
    """What stands right in the document and its notes, and how often phrases of the document stand there."""

    def __init__(self, heard: Heard, exact: Sequence[Exact], notes: Notes) -> None:
        self._heard = heard
        self._words = heard.counts + Counter(
            w for e in exact if heard.norms[e.first : e.last] != e.form.words for w in e.form.words
        )
        self._words += notes.words
        self._terms = Counter(e.form.term.term for e in exact) + notes.terms
        self._phrases: dict[int, Counter[tuple[str, ...]]] = {}

    def of(self, c: Candidate) -> tuple[float, ...]:
        """How often the term stands right, whether it does not, and how often the part of it that would change."""
        words = self._heard.norms[c.first : c.last]
        changed = [w for w in c.form.words if w not in words] or list(c.form.words)
        count = self._terms[c.form.term.term]
        return math.log1p(count), not count, math.log1p(min(self._words.get(w, 0) for w in changed))

    def stands(self, c: Candidate) -> bool:
        """Whether the term stands right in the document or its notes."""
        return c.form.term.term in self._terms

    def often(self, lo: int, hi: int) -> float:
        """How much oftener tokens `lo` to `hi` stand in the document than English would have it: a log ratio."""
        norms, size = self._heard.norms, hi - lo
        if size not in self._phrases:
            self._phrases[size] = Counter(norms[k : k + size] for k in range(len(norms) - size + 1))
        count = self._phrases[size][norms[lo:hi]]
        expected = len(norms) * 10 ** (frequency(norms[lo:hi]))
        return math.log((count + 0.1) / (expected + 0.1))


def crowds(heard: Heard, candidates: Sequence[Candidate]) -> dict[str, float]:
    """For each term how many different words of the text resemble it, a thousand words: log(1 + n).

    A term made of common sounds ("THAAD") resembles something in every other sentence, and means little.
    """
    alike: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for c in candidates:
        alike[c.form.term.term].add(heard.norms[c.first : c.last])
    thousands = max(1.0, len(heard.tokens) / 1000)
    return {term: math.log1p(len(heards) / thousands) for term, heards in alike.items()}


def _flows(heard: Heard, lo: int, hi: int) -> tuple[float, float, float, float, float, float]:
    """How well tokens `lo` to `hi` flow, in the order of the names in `_ENGLISH`.

    The best bond inside and with the words outside (0 if they are no likelier than by chance); then the flow inside
    (mean), from the word before, to the word after; and the least of all.
    """
    norms = heard.norms
    inside = [flow(norms[k], norms[k + 1]) for k in range(lo, hi - 1)]
    left = flow(norms[lo - 1], norms[lo]) if lo > 0 and heard.gaps[lo] <= Gap.SPACE else 0.0
    ends = hi == len(norms) or heard.gaps[hi] > Gap.SPACE
    right = 0.0 if ends else flow(norms[hi - 1], norms[hi])
    mean = sum(inside) / len(inside) if inside else 0.0
    bond, least = max([0.0, *inside]), min([*inside, left, right])
    return bond, max(0.0, left, right), mean, left, right, least


def _bonds(heard: Heard, lo: int, hi: int) -> tuple[float, ...]:
    """How likely tokens `lo` to `hi` and the two behind are after the word before each, in the order of `_ENGLISH`.

    Bonds are `english.flow` (mean from word to word, mean behind, the least), likelihood is that and the word's own
    commonness (mean, least, mean behind).
    """
    inside: list[tuple[float, float]] = []
    behind: list[tuple[float, float]] = []
    for k in range(lo, min(hi + 2, len(heard.tokens))):
        joined = k > 0 and heard.gaps[k] <= Gap.COMMA
        if k >= hi and heard.gaps[k] > Gap.COMMA:
            break
        bond = flow(heard.norms[k - 1], heard.norms[k]) if joined else 0.0
        (inside if k < hi else behind).append((bond, bond + heard.zipfs[k]))
    bonds, likely = zip(*inside, strict=True)
    more, likely_behind = zip(*behind, strict=True) if behind else ((0.0,), (0.0,))
    return (
        sum(bonds) / len(bonds), sum(more) / len(more), min(*bonds, *more),
        sum(likely) / len(likely), min(likely), sum(likely_behind) / len(likely_behind),
    )  # fmt: skip


def _slot(heard: Heard, lo: int, hi: int) -> tuple[float, float]:
    """How much likelier than elsewhere a name is after the word before, and before the word after; log10."""
    left = name_after(heard.norms[lo - 1]) if lo > 0 and heard.gaps[lo] < Gap.STOP else 0.0
    right = name_before(heard.norms[hi]) if hi < len(heard.tokens) and heard.gaps[hi] < Gap.STOP else 0.0
    return left, right


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
