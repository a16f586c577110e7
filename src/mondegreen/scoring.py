"""How sure is it that a candidate is right? One probability, with the reasons for it.

Start reading from `Scorer.score`. What was found by sound is judged by a small network over `features`, in two
passes: the first judges each candidate by itself, the second knows what the first thought of every other candidate
in the document. Its weights come from a model file (`tools/fit_model.py` fits it on real recogniser output). Listed
mishearings and mere style are judged by `rules`.
"""

from __future__ import annotations

import functools
import json
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mondegreen import rules
from mondegreen.candidates import Candidate, Exact, Index
from mondegreen.company import DOCUMENT_FEATURES, document_features
from mondegreen.errors import ModelError
from mondegreen.features import PAIR_FEATURES, Matrix, pair_features
from mondegreen.heard import Heard
from mondegreen.notes import NOTHING, Notes
from mondegreen.phonetics import Costs, parse_costs
from mondegreen.proposal import Evidence, Reason, Via

#: Candidates less likely than this after the first pass are dropped: the second pass could not save them.
_FLOOR = 0.005
#: The name, among the reasons, of the log odds of a candidate that is average in everything.
BASE = "base"
#: The name, among the reasons, of what the same words for the same term elsewhere in the text say.
ELSEWHERE = "same_elsewhere"
#: Shorter ways of the log odds are none.
_NO_WAY = 1e-6
#: On how many places of its way an effect is measured.
_STEPS = 32
#: Beyond the last knot nobody has looked: what is said there counts half.
_BEYOND = 0.5
#: How far the log odds of the same garble in one text are moved to their mean.
_POOLED = 0.5
#: What lies further off the mean than so many standard deviations counts as that.
_CLIP = 5.0


@dataclass(frozen=True, slots=True)
class Stage:
    """A network of one hidden layer over `names`, one row of weights a feature; without `hidden` it is a straight sum.

    `hidden` has a column a unit, `unit_bias` and `unit_out` a number each. A unit adds `unit_out` times what is above
    nought of the sum of its weights (a rectified linear unit); `weight` adds a feature as it is.
    """

    names: tuple[str, ...]
    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    weight: NDArray[np.float64]
    bias: float
    hidden: NDArray[np.float64]
    unit_bias: NDArray[np.float64]
    unit_out: NDArray[np.float64]

    def logits(self, matrix: Matrix) -> NDArray[np.float64]:
        """Log odds, one a row; `matrix` has a column a feature."""
        standard = matrix - self.mean
        standard /= self.scale
        np.clip(standard, -_CLIP, _CLIP, out=standard)
        # The units in single precision, which is twice as quick.
        units = standard.astype(np.float32) @ self.hidden.astype(np.float32)
        units += self.unit_bias.astype(np.float32)
        np.maximum(units, 0.0, out=units)
        return np.asarray(
            standard @ self.weight + units @ self.unit_out.astype(np.float32) + self.bias, np.float64
        )

    def effects(self, row: NDArray[np.float64]) -> NDArray[np.float64]:
        """How far each feature moved the log odds from those of a candidate that is average in everything.

        Integrated gradients (Sundararajan, Taly, Yan 2017): the slope of each feature, taken at `_STEPS` places on the
        straight way from the average to `row`. The effects add up to the way the log odds went, but for rounding.
        """
        standard = np.clip((row - self.mean) / self.scale, -_CLIP, _CLIP)
        places = (np.arange(_STEPS) + 0.5) / _STEPS
        active = np.outer(places, standard @ self.hidden) + self.unit_bias > 0
        return np.asarray(standard * (self.weight + self.hidden @ (self.unit_out * active.mean(axis=0))))


@dataclass(frozen=True, slots=True)
class Curve:
    """Which log odds are true where the network says `said`: straight from knot to knot, and on beyond the ends.

    Both are in order, and as long. No knots at all leave the log odds as they are.
    """

    said: tuple[float, ...] = ()
    true: tuple[float, ...] = ()

    def __call__(self, logits: NDArray[np.float64]) -> NDArray[np.float64]:
        """The true log odds, one each."""
        if not self.said:
            return logits
        inside = np.interp(logits, self.said, self.true)
        below = np.minimum(logits - self.said[0], 0.0)
        above = np.maximum(logits - self.said[-1], 0.0)
        return np.asarray(inside + below + _BEYOND * above)


@dataclass(frozen=True, slots=True)
class Curves:
    """A `Curve` for each size of lexicon and length of text: those measured, and what lies between for others.

    The longer a list is, the less the same words mean. A plain list for a short text was made for it, and means more.
    `terms` are the sizes that `small` and `large` were measured with; `words` the length of the texts that `short`
    was measured with, and of those that the other two were.
    """

    terms: tuple[int, int] = (1, 1)
    words: tuple[int, int] = (1, 1)
    small: Curve = Curve()
    large: Curve = Curve()
    short: Curve = Curve()

    def of(self, terms: int, words: int, plain: bool) -> Curve:
        """The curve for a lexicon of so many terms, `plain` if none has context, and a text of so many words."""
        curve = _blend(self.small, self.large, _between(terms, self.terms))
        return _blend(self.short, curve, _between(words, self.words)) if plain else curve


def _between(n: int, ends: tuple[int, int]) -> float:
    """Where `n` lies between two numbers, by their logarithms: 0 at the first and below, 1 at the second and above."""
    low, high = (math.log1p(end) for end in ends)
    return float(n >= high) if low == high else min(1.0, max(0.0, (math.log1p(n) - low) / (high - low)))


def _blend(one: Curve, other: Curve, share: float) -> Curve:
    """So much of `other`, the rest of `one`; both have the same knots."""
    pairs = zip(one.true, other.true, strict=True)
    return Curve(one.said, tuple(a + share * (b - a) for a, b in pairs))


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with the probability that it is right; `known` are its features by name, `words` say why.

    `stage` is what judged it, None where rules did; `shift` is how far the same words elsewhere moved its log odds,
    and `curve` what set them right after that.
    """

    candidate: Candidate
    score: float
    known: Mapping[str, float]
    words: tuple[str, ...]
    stage: Stage | None = None
    shift: float = 0.0
    curve: Curve = Curve()

    def evidence(self) -> Evidence:
        """What moved the log odds, strongest first; the features as they are where rules judged."""
        if self.stage is None:
            reasons = [Reason(name, value, 0.0) for name, value in self.known.items() if value]
            return Evidence(tuple(reasons), self.words)
        row = np.array([self.known[name] for name in self.stage.names])
        moved = np.append(self.stage.effects(row), self.shift)
        raw = self.stage.logits(row[None, :])[0] + self.shift
        start, end = self.curve(np.array([raw - moved.sum(), raw])).tolist()
        moved *= (end - start) / moved.sum() if abs(moved.sum()) > _NO_WAY else 1.0
        base = float(end - moved.sum())
        values = [*row.tolist(), self.shift]
        found = [
            Reason(BASE, 1.0, base),
            *map(Reason, (*self.stage.names, ELSEWHERE), values, moved.tolist()),
        ]
        return Evidence(tuple(sorted(found, key=lambda r: -abs(r.weight))), self.words)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability on a proposal is applied unasked (`fix`), and shown at all (`ask`).

    A plain list was made for the text, and most of its terms are said there: it is asked about from `ask_plain` on. Of
    packs most terms are not, and a question about them is mostly a waste of time. But it has no context that could
    speak for a term, so it must be surer to be applied: from `fix_plain` on. None: as of any other lexicon.
    """

    fix: float = 0.9
    ask: float = 0.5
    fix_plain: float | None = None
    ask_plain: float | None = None

    def of(self, plain: bool) -> Thresholds:
        """Those for a plain list, or for any other lexicon."""
        if not plain:
            return Thresholds(self.fix, self.ask)
        return Thresholds(
            self.fix if self.fix_plain is None else self.fix_plain,
            self.ask if self.ask_plain is None else self.ask_plain,
        )


@dataclass(frozen=True, slots=True)
class Model:
    """What `tools/fit_model.py` writes: phone costs, two stages, the curves that set the second's probabilities right,
    and the thresholds that go with them.
    """

    alone: Stage
    together: Stage
    thresholds: Thresholds
    costs: Costs
    curves: Curves = Curves()

    @classmethod
    def load(cls, path: str | Path | None = None) -> Model:
        """The model in the JSON file at `path`, or the shipped one. Raises `ModelError` if it can't be used."""
        name = "the shipped model" if path is None else str(path)
        try:
            source = resources.files("mondegreen") / "data" / "model.json" if path is None else Path(path)
            return _parse(source.read_text("utf-8"), name)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"{name}: not a model of this version ({error})") from error


@functools.lru_cache(maxsize=8)
def _parse(text: str, name: str) -> Model:
    data = json.loads(text)
    return Model(
        _stage(data["alone"], PAIR_FEATURES),
        _stage(data["together"], PAIR_FEATURES + DOCUMENT_FEATURES),
        Thresholds(**data["thresholds"]),
        parse_costs("\n".join(data["costs"]), name),
        _curves(data["curves"]) if "curves" in data else Curves(),
    )


def _curves(data: Mapping[str, Any]) -> Curves:
    """The curves of the file: `said`, which all share, and what is true of each."""
    said, *true = (tuple(float(v) for v in data[key]) for key in ("said", "small", "large", "short"))
    (few, many), (short, long) = ((int(n) for n in data[key]) for key in ("terms", "words"))
    in_order = list(said) == sorted(set(said)) and all(list(v) == sorted(v) for v in true)
    if any(len(v) != len(said) for v in true) or not in_order or not (0 < few <= many and 0 < short <= long):
        raise ValueError("the curves must have the same knots, in order")
    return Curves((few, many), (short, long), *(Curve(said, v) for v in true))


def _stage(data: Mapping[str, Any], names: tuple[str, ...]) -> Stage:
    """A stage of the file: for each feature its mean, its scale, its weight and its weight in each unit.

    A feature that the file leaves out counts for nothing.
    """
    weights, units = data["weights"], data.get("units", {"bias": [], "out": []})
    if unknown := [name for name in weights if name not in names]:
        raise ValueError(f"it asks for a feature that does not exist: {unknown[0]!r}; fit it again")
    size = len(units["bias"])
    table = np.tile(np.array([0.0, 1.0, *[0.0] * (size + 1)]), (len(names), 1))
    for name, row in weights.items():
        table[names.index(name)] = [float(value) for value in row]
    unit_bias, unit_out = (np.array([float(v) for v in units[key]]) for key in ("bias", "out"))
    stage = Stage(
        names, table[:, 0], table[:, 1], table[:, 2], float(data["bias"]), table[:, 3:], unit_bias, unit_out
    )
    if unit_out.shape != unit_bias.shape or not (stage.scale > 0).all() or not np.isfinite(table).all():
        raise ValueError("a weight is no number, a scale is not above 0, or a unit has no output")
    return stage


class Scorer:
    """Judges the candidates of one document at a time."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def score(
        self,
        heard: Heard,
        exact: Sequence[Exact],
        candidates: Sequence[Candidate],
        index: Index,
        *,
        notes: Notes = NOTHING,
        among: Sequence[Candidate] = (),
        known: Matrix | None = None,
    ) -> list[Scored]:
        """A probability for every candidate that has a chance.

        `among` are all candidates that there were, if some are left out; `known` are the features of each by itself,
        if they have been worked out.
        """
        matrix = known
        if matrix is None:
            matrix = pair_features(heard, exact, candidates, index, notes=notes, among=among)
        alone = self.model.alone.logits(matrix)
        for k, c in enumerate(candidates):
            if c.via is not Via.SOUND:
                alone[k] = _first_guess(c, matrix[k])
        keep = np.flatnonzero(alone > math.log(_FLOOR / (1 - _FLOOR)))
        kept = [candidates[k] for k in keep.tolist()]
        together = np.hstack([matrix[keep], document_features(heard, exact, kept, alone[keep].tolist())])
        sizes = np.round(np.expm1(together[:, PAIR_FEATURES.index("log_terms")])).astype(int).tolist()
        words, plain = len(heard.tokens), index.subjects.plain
        curves = {n: self.model.curves.of(n, words, plain) for n in set(sizes)}
        own = self.model.together.logits(together)
        logits = pooled(heard, kept, own)
        shifts = (logits - own).tolist()
        true = {n: curve(logits) for n, curve in curves.items()}
        spoken = (together[:, PAIR_FEATURES.index("unspoken")] == 0).tolist()
        # Among how many terms that may be meant the words are a part of: "Joel <unk>".
        rivals = Counter(
            (c.first, c.last) for c, meant in zip(kept, spoken, strict=True) if meant and c.via is Via.UNHEARD
        )
        scored: list[Scored] = []
        for row, c in enumerate(kept):
            features = dict(zip(PAIR_FEATURES + DOCUMENT_FEATURES, together[row].tolist(), strict=True))
            features["usual"] = rules.usual(heard, c)
            features["plain"] = float(plain)
            features |= rules.noted(c, notes)
            if c.via is Via.MISHEARING:
                (p, why), stage = rules.listed(c, features), None
            elif c.via is Via.UNHEARD:
                (p, why), stage = rules.unheard(c, heard, features, rivals[c.first, c.last]), None
            elif c.via in (Via.CASE, Via.SPACING):
                (p, why), stage = rules.style(c, heard, features), None
            else:
                p, why = probability(float(true[sizes[row]][row])), rules.in_words(c, features)
                stage = self.model.together
            scored.append(Scored(c, p, features, why, stage, shifts[row], curves[sizes[row]]))
        return scored


def pooled(heard: Heard, candidates: Sequence[Candidate], logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """The log odds moved half-way to the mean of those of the same words for the same term: one garble is one name."""
    groups: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    for k, c in enumerate(candidates):
        groups[c.form.term.term, heard.norms[c.first : c.last]].append(k)
    out = logits.copy()
    for same in (places for places in groups.values() if len(places) > 1):
        out[same] += _POOLED * (logits[same].mean() - logits[same])
    return out


def probability(logit: float) -> float:
    """The probability that a log odds stands for."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def _first_guess(c: Candidate, row: NDArray[np.float64]) -> float:
    """What the others may believe of a candidate whose judge is not the fitted one."""
    if c.via is Via.MISHEARING:
        return 1.0 if row[PAIR_FEATURES.index("all_common")] else 4.0
    return -1.0 if c.via is Via.UNHEARD else 2.0
