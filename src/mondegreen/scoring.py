"""How sure is it that a candidate is right? One probability, with the reasons for it.

Start reading from `Scorer.score`. What was found by sound is judged by a logistic regression over `features`, in two
passes: the first judges each candidate by itself, the second knows what the first thought of every other candidate
in the document. Its weights come from a model file (`tools/fit_model.py` fits it on real recogniser output). Listed
mishearings and mere style are judged by `rules`.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mondegreen import rules
from mondegreen.candidates import Candidate, Exact, Index
from mondegreen.errors import ModelError
from mondegreen.features import DOCUMENT_FEATURES, PAIR_FEATURES, Matrix, document_features, pair_features
from mondegreen.heard import Heard
from mondegreen.phonetics import Costs, parse_costs
from mondegreen.proposal import Evidence, Reason, Via

#: Candidates less likely than this after the first pass are dropped: the second pass could not save them.
_FLOOR = 0.005
_CLIP = 6.0


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with the probability that it is right; `known` are its features by name, `words` say why.

    `weights` is what each of the model's `terms` added to the log odds.
    """

    candidate: Candidate
    score: float
    known: Mapping[str, float]
    words: tuple[str, ...]
    terms: tuple[str, ...]
    weights: NDArray[np.float64]

    def evidence(self) -> Evidence:
        """What moved the log odds, strongest first; the features as they are where rules judged."""
        if self.candidate.via is not Via.SOUND:
            reasons = [Reason(name, value, 0.0) for name, value in self.known.items() if value]
            return Evidence(tuple(reasons), self.words)
        names = tuple(self.known)
        values = expand(np.array([[self.known[n] for n in names]]), names, self.terms)[0]
        rows = zip(self.terms, values.tolist(), self.weights.tolist(), strict=True)
        return Evidence(
            tuple(sorted((Reason(*row) for row in rows), key=lambda r: -abs(r.weight))), self.words
        )


@dataclass(frozen=True, slots=True)
class Stage:
    """A logistic regression over features and terms made of them.

    A term is a feature's name, or a product ("sound_norm*zipf_min"), or the part of a feature above or below a
    knot ("sound_norm>0.6", "zipf_min<3").
    """

    names: tuple[str, ...]
    terms: tuple[str, ...]
    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    weight: NDArray[np.float64]
    bias: float

    def contributions(self, matrix: Matrix) -> Matrix:
        """Log odds that each term adds, a row a candidate."""
        values = expand(matrix, self.names, self.terms)
        return np.asarray(np.clip((values - self.mean) / self.scale, -_CLIP, _CLIP) * self.weight)

    def logits(self, matrix: Matrix) -> NDArray[np.float64]:
        """Log odds, one a candidate."""
        return np.asarray(self.contributions(matrix).sum(axis=1) + self.bias)


def expand(matrix: Matrix, names: Sequence[str], terms: Sequence[str]) -> Matrix:
    """The columns that `terms` make of the features `names` of `matrix`. Raises `ModelError` for an unknown name."""
    place = {name: k for k, name in enumerate(names)}

    def column(term: str) -> NDArray[np.float64]:
        if "*" in term:
            left, right = term.split("*", 1)
            return column(left) * column(right)
        for sign in "><":
            if sign in term:
                name, knot = term.split(sign)
                distance = column(name) - float(knot)
                return np.maximum(distance if sign == ">" else -distance, 0.0)
        if term not in place:
            raise ModelError(f"the model asks for a feature that does not exist: {term!r}; fit it again")
        return matrix[:, place[term]]

    if not terms:
        return np.zeros((len(matrix), 0))
    return np.column_stack([column(t) for t in terms])


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability on a proposal is applied unasked (`fix`), and shown at all (`ask`)."""

    fix: float = 0.9
    ask: float = 0.5


@dataclass(frozen=True, slots=True)
class Model:
    """What `tools/fit_model.py` writes: phone costs, two stages, and the thresholds that go with them."""

    alone: Stage
    together: Stage
    thresholds: Thresholds
    costs: Costs

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
    )


def _stage(data: Mapping[str, object], names: tuple[str, ...]) -> Stage:
    weights = data["weights"]
    bias = data["bias"]
    if not isinstance(weights, dict) or not isinstance(bias, int | float):
        raise ValueError("a stage holds a bias and weights")
    rows = np.array(list(weights.values()), dtype=np.float64).reshape(-1, 3)
    stage = Stage(names, tuple(weights), rows[:, 0], rows[:, 1], rows[:, 2], float(bias))
    expand(np.zeros((1, len(names))), names, stage.terms)
    return stage


class Scorer:
    """Judges the candidates of one document at a time."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def score(
        self, heard: Heard, exact: Sequence[Exact], candidates: Sequence[Candidate], index: Index
    ) -> list[Scored]:
        """A probability for every candidate that has a chance."""
        matrix = pair_features(heard, exact, candidates, index)
        alone = self.model.alone.logits(matrix)
        alone = np.array(
            [_first_guess(c, row, guess) for c, row, guess in zip(candidates, matrix, alone, strict=True)]
        )
        keep = np.flatnonzero(alone > math.log(_FLOOR / (1 - _FLOOR)))
        kept = [candidates[k] for k in keep.tolist()]
        together = np.hstack([matrix[keep], document_features(heard, exact, kept, alone[keep].tolist())])
        parts = self.model.together.contributions(together)
        logits = parts.sum(axis=1) + self.model.together.bias
        scored: list[Scored] = []
        for row, c in enumerate(kept):
            known = dict(zip(PAIR_FEATURES + DOCUMENT_FEATURES, together[row].tolist(), strict=True))
            known["usual"] = rules.usual(heard, c)
            if c.via is Via.MISHEARING:
                p, words = rules.listed(c, known)
            elif c.via in (Via.CASE, Via.SPACING):
                p, words = rules.style(c, heard, known)
            else:
                p, words = probability(float(logits[row])), rules.in_words(c, known)
            scored.append(Scored(c, p, known, words, self.model.together.terms, parts[row]))
        return scored


def probability(logit: float) -> float:
    """The probability that a log odds stands for."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def _first_guess(c: Candidate, row: NDArray[np.float64], fitted: float) -> float:
    """What the others may believe of a candidate whose judge is not the fitted one."""
    if c.via is Via.MISHEARING:
        return 1.0 if row[PAIR_FEATURES.index("all_common")] else 4.0
    if c.via in (Via.CASE, Via.SPACING):
        return 2.0
    return fitted
