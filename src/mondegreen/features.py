"""What is known about a candidate, as numbers: first by itself, then in the company of all others.

Start reading from `pair_features`. The scorer (see `scoring`) weighs these; the names here are the names in the
model file and in every explanation. Sounds come in nats or as shares of a perfect match, commonness on the
Zipf scale, counts as log(1 + n), flags as 0 or 1.
"""

from __future__ import annotations

import bisect
import functools
import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel, Levenshtein

from mondegreen.candidates import Candidate, Exact, Form, Index, Kind
from mondegreen.english import COMMON, expected_pair, pair, zipf
from mondegreen.guards import changed_words, stem
from mondegreen.heard import Heard
from mondegreen.phonetics import align_many
from mondegreen.proposal import Via
from mondegreen.text import Gap, capitalised, is_upper, tokenise

Matrix = NDArray[np.float64]

PAIR_FEATURES = (
    "sound_raw", "sound_norm", "sound_worst", "sound_max", "sound_plain", "first_phone", "last_phone",
    "changed_norm", "changed_raw", "letters", "letters_changed", "first_letter", "same_letters", "length_gap", "log_length",
    "form_words", "window_words", "words_gap", "kept", "changed_count",
    "zipf_min", "zipf_mean", "zipf_max", "all_common", "unknown", "digits",
    "capital", "capital_inside", "lower_inside", "cased", "form_proper", "form_acronym", "form_zipf_min", "form_zipf_mean",
    "pair_inside", "pair_edges", "comma", "joined_by_hyphen", "listed", "surname", "inflection", "on_right_words",
    "context_near", "context_far", "has_context", "log_terms",
)  # fmt: skip

DOCUMENT_FEATURES = (
    "own_logit", "exact", "partner", "same_heard", "others", "others_best", "rival_gap", "rival_best",
    "window_gap", "window_best", "heard_rank", "heard_often", "near_exact", "context_all",
)  # fmt: skip

#: How far from a candidate, in tokens, a context word still counts as near, and as far.
_NEAR, _FAR = 12, 60
#: The logit that stands for "no such candidate".
_NONE = -8.0
#: The logit from which on a candidate's words count as context for others.
_BELIEVED = 0.5


def pair_features(heard: Heard, exact: Sequence[Exact], candidates: Sequence[Candidate], index: Index) -> Matrix:
    """One row a candidate, one column a name of `PAIR_FEATURES`: everything but the other candidates."""
    if not candidates:
        return np.zeros((0, len(PAIR_FEATURES)))
    right = {k for e in exact for k in range(e.first, e.last)}
    context = _Context(heard)
    log_terms = math.log(1 + len(index.lexicon.terms))
    changed = [_changed(heard, c) for c in candidates]
    partial = align_many([a for a, _, _, _ in changed], [b for _, b, _, _ in changed], index.costs)
    rows: list[tuple[float, ...]] = []
    for k, c in enumerate(candidates):
        first, last, form, fit = c.first, c.last, c.form, c.fit
        said, heard_part, lo, hi = changed[k]
        usable = bool(said and heard_part)
        words = heard.norms[first:last]
        joined = "".join(heard.letters[first:last])
        phones = heard.window_phones(first, last)
        form_phones = "".join(c.sound)
        head, tail = lo - first, last - hi
        zipfs = heard.zipfs[lo:hi]
        part = joined if head + tail == 0 else "".join(heard.letters[lo:hi])
        form_part = "".join(form.words[head : len(form.words) - tail])
        capitals = [capitalised(t.text) for t in heard.tokens[lo:hi]]
        inside = [cap for cap, start in zip(capitals, heard.starts[lo:hi], strict=True) if not start]
        gaps = heard.gaps[first + 1 : last]
        shape = _shape(form.text)
        near, far = context.hits(form, first, last)
        longest = max(len(phones), len(form_phones), 1)
        rows.append(
            (
                fit.raw, fit.norm, fit.worst, fit.norm_max,
                Levenshtein.normalized_similarity(phones, form_phones),
                phones[:1] == form_phones[:1], phones[-1:] == form_phones[-1:],
                float(partial.norm[k]) if usable else -1.0, float(partial.raw[k]) if usable else -5.0,
                fit.letters, Indel.normalized_similarity(part, form_part),
                joined[:1] == form.joined[:1],
                joined == form.joined, abs(len(phones) - len(form_phones)) / longest, math.log(1 + len(form_phones)),
                len(form.words), last - first, abs(len(words) - len(form.words)), (head + tail) / len(form.words), hi - lo,
                min(zipfs), sum(zipfs) / len(zipfs), max(zipfs), min(zipfs) >= COMMON, min(zipfs) < 1.6,
                any(ch.isdigit() for ch in joined) and not any(ch.isdigit() for ch in form.joined),
                heard.cased and sum(capitals) / len(capitals), heard.cased and any(inside),
                heard.cased and bool(inside) and not any(inside), heard.cased,
                shape[0], shape[1], shape[2], shape[3],
                _inside(heard, lo, hi), _edges(heard, lo, hi),
                Gap.COMMA in gaps, Gap.JOIN in gaps, c.via is Via.MISHEARING, form.kind is Kind.SURNAME,
                _derived(part, form_part), any(k in right for k in range(lo, hi)),
                near, far, bool(form.term.context), log_terms,
            )
        )  # fmt: skip
    return np.array(rows, dtype=np.float64)


def document_features(
    heard: Heard, exact: Sequence[Exact], candidates: Sequence[Candidate], logits: Sequence[float]
) -> Matrix:
    """One row a candidate, one column a name of `DOCUMENT_FEATURES`: what the rest of the document says.

    `logits` are the log odds of each candidate judged by itself.
    """
    by_term: dict[str, list[int]] = defaultdict(list)
    for k, c in enumerate(candidates):
        by_term[c.form.term.term].append(k)
    exact_places: dict[str, list[int]] = defaultdict(list)
    for e in exact:
        exact_places[e.form.term.term].append(e.first)
    context = _Context(heard)
    for c, logit in zip(candidates, logits, strict=True):
        if logit > _BELIEVED:
            context.add(c)
    rivals = _Rivals(len(heard.tokens), candidates, logits)
    total = len(heard.tokens)
    rows: list[tuple[float, ...]] = []
    for k, c in enumerate(candidates):
        name = c.form.term.term
        words = heard.norms[c.first : c.last]
        elsewhere: dict[tuple[str, ...], float] = {}
        same = 0
        window = _NONE
        for other in by_term[name]:
            o = candidates[other]
            if o.last <= c.first or o.first >= c.last:
                their = heard.norms[o.first : o.last]
                if their == words:
                    same += 1
                elif logits[other] > elsewhere.get(their, _NONE):
                    elsewhere[their] = logits[other]
            elif other != k:
                window = max(window, logits[other])
        rival = rivals.best(c)
        changed = [w for w in c.form.words if w not in words] or list(c.form.words)
        partner = min(heard.counts.get(w, 0) for w in changed)
        count = min(heard.counts[w] for w in words)
        commonest = min(heard.zipfs[c.first : c.last])
        expected = total * 10 ** (commonest - 9)
        places = exact_places.get(name, ())
        nearest = min((abs(p - c.first) for p in places), default=10_000)
        rows.append(
            (
                logits[k], math.log1p(len(places)), math.log1p(partner), math.log1p(same),
                math.log1p(sum(logit > 0 for logit in elsewhere.values())), max(elsewhere.values(), default=_NONE),
                min(8.0, logits[k] - rival), rival, min(8.0, logits[k] - window), window,
                math.log1p(sum(logit > logits[k] for logit in elsewhere.values())),
                math.log((count + 0.1) / (expected + 0.1)), math.exp(-nearest / 100),
                context.hits(c.form, c.first, c.last)[0],
            )
        )  # fmt: skip
    return np.array(rows, dtype=np.float64).reshape(-1, len(DOCUMENT_FEATURES))


class _Rivals:
    """For every token the two likeliest terms that want it."""

    def __init__(self, tokens: int, candidates: Sequence[Candidate], logits: Sequence[float]) -> None:
        self._first: list[tuple[float, str]] = [(_NONE, "")] * tokens
        self._second: list[tuple[float, str]] = [(_NONE, "")] * tokens
        for c, logit in zip(candidates, logits, strict=True):
            name = c.form.term.term
            for token in range(c.first, c.last):
                best, second = self._first[token], self._second[token]
                if name == best[1]:
                    self._first[token] = max(best, (logit, name))
                elif logit > best[0]:
                    self._first[token], self._second[token] = (logit, name), best
                elif logit > second[0]:
                    self._second[token] = (logit, name)

    def best(self, c: Candidate) -> float:
        """The log odds of the likeliest other term that wants a token of `c`."""
        name = c.form.term.term
        return max(
            (self._second if self._first[token][1] == name else self._first)[token][0]
            for token in range(c.first, c.last)
        )


def _changed(heard: Heard, c: Candidate) -> tuple[str, str, int, int]:
    """The phones of the part that would change, said and heard, and the tokens that it covers."""
    words, right = heard.norms[c.first : c.last], c.form.words
    head, tail = changed_words(words, right)
    if head + tail >= len(words) or head + tail >= len(right):
        head = tail = 0
    lo, hi = c.first + head, c.last - tail
    if len(c.sound) == len(right):
        said = "".join(c.sound[head : len(right) - tail])
    else:
        said = "".join(c.sound)
        lo, hi = c.first, c.last
    return said, heard.window_phones(lo, hi), lo, hi


def _inside(heard: Heard, lo: int, hi: int) -> float:
    """How much more often the heard words stand together in English than chance would have it; 0 if unknown."""
    best = 0.0
    for k in range(lo, hi - 1):
        best = max(best, _surprise(heard, k))
    return best


def _edges(heard: Heard, lo: int, hi: int) -> float:
    """The same for the words at both ends and their neighbours outside."""
    best = 0.0
    if lo > 0 and heard.gaps[lo] <= Gap.SPACE:
        best = _surprise(heard, lo - 1)
    if hi < len(heard.tokens) and heard.gaps[hi] <= Gap.SPACE:
        best = max(best, _surprise(heard, hi - 1))
    return best


def _surprise(heard: Heard, k: int) -> float:
    return _bond(heard.norms[k], heard.norms[k + 1])


@functools.lru_cache(maxsize=65_536)
def _bond(left: str, right: str) -> float:
    seen = pair(left, right)
    return max(0.0, seen - max(expected_pair(left, right), 5.5)) if seen > 6.5 else 0.0


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


@functools.lru_cache(maxsize=65_536)
def _context_stems(phrase: str) -> tuple[str, ...]:
    return tuple(stem(t.norm) for t in tokenise(phrase))


class _Context:
    """Where the words of a document stand, by stem."""

    def __init__(self, heard: Heard) -> None:
        self._places: dict[str, list[int]] = defaultdict(list)
        for k, norm in enumerate(heard.norms):
            self._places[stem(norm)].append(k)

    def add(self, candidate: Candidate) -> None:
        """Take a candidate that is believed as if its words stood there: "Rumbola" speaks for other platforms."""
        for word in candidate.form.words:
            bisect.insort(self._places[stem(word)], candidate.first)

    def hits(self, form: Form, first: int, last: int) -> tuple[float, float]:
        """How many of the term's context words stand near tokens `first` to `last`, and further off: log(1 + n)."""
        near = far = 0
        own = {stem(w) for w in form.words}
        for phrase in form.term.context:
            stems = _context_stems(phrase)
            if not stems or set(stems) <= own:
                continue
            distance = max(self._distance(s, first, last) for s in stems)
            near += distance <= _NEAR
            far += distance <= _FAR
        return math.log1p(near), math.log1p(far)

    def _distance(self, wanted: str, first: int, last: int) -> int:
        places = self._places.get(wanted)
        if not places:
            return 10_000
        before = bisect.bisect_left(places, first) - 1
        after = bisect.bisect_left(places, last)
        return min(
            first - places[before] if before >= 0 else 10_000,
            places[after] - last + 1 if after < len(places) else 10_000,
        )
