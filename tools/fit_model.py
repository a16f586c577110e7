"""Fit the weights of the scorer on real recogniser output, and write the model file.

    pip install -e ".[build-data]"
    python tools/fit_model.py CALLS --sentences DIR --out src/mondegreen/data/model.json [--folds FOLDER]

CALLS is a folder as `recognised.py` describes it, with `lexicon/full.txt` (one term a line) and
`lexicon/percall/NAME.txt`. DIR holds `cases.yaml`, `traps.yaml` and `lexicon.yaml`: sentences with context words.
`examples.py` says which documents are made of these.

Phone costs are learned first (`learn_costs.py`), then a small network for each candidate by itself, then a second one
that knows what the first thought of all the others, taken from folds by call so that it learns from honest
guesses. A network is the mean of several that start from other weights, written as one. What is printed comes from
models that were not fitted on the document in question. `--folds FOLDER` writes five more models, each with weights
and costs of four fifths of the calls and sentences, and `folds.json`, which says what each left out: what they say of
that is honest. `--cache FOLDER` keeps the candidates, which take longest, for the next run of the same code.
"""

from __future__ import annotations

import argparse
import json
import math
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from examples import FOLDS, Rows, cases, collect_once, folds
from numpy.typing import NDArray
from recognised import calls
from sklearn.exceptions import ConvergenceWarning
from sklearn.isotonic import IsotonicRegression
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits

from mondegreen.candidates import Candidate
from mondegreen.company import DOCUMENT_FEATURES, document_features
from mondegreen.features import PAIR_FEATURES
from mondegreen.phonetics import Costs, format_costs
from mondegreen.scoring import Curve, Curves, Thresholds, pooled

#: Share of the wrong candidates that the first stage learns from; they count for the others too.
WRONG_SHARE = 0.15
#: Candidates less likely than this after the first stage are not shown to the second, as in `mondegreen.scoring`.
FLOOR = 0.005
#: Networks that a stage is the mean of, their units, their passes over the data.
MEMBERS, UNITS, EPOCHS = 8, 50, 12
#: The weight of their weights, in the first stage and in the second, which sees what is hard and needs more freedom.
PENALTY_ALONE, PENALTY_TOGETHER = 0.2, 0.06
#: How much a candidate of each kind of document counts. Clean text is plenty, sentences few.
KIND_WEIGHT = {
    "full": 1.0,
    "percall": 1.0,
    "curated": 1.0,
    "names": 0.4,
    "piece": 1.0,
    "clean": 0.5,
    "sentence": 6.0,
    "packed": 3.0,
}
#: What repeats n times counts as n to the power of one less this.
REPEATS = 0.85
#: Kinds of documents that the probabilities are set right on, all read with plain lists: whole calls with short and
#: long ones, and a few sentences.
SMALL, LARGE, SHORT = "percall", "full", "piece"
#: Of how many equal parts of the winners the true share is taken.
KNOTS = 32
#: How much of a step of the log odds is left of it at least, so that what is told apart stays so.
LEAST_SLOPE = 0.2
#: Winners less likely than this say nothing of the probabilities that people see.
LEAST_SEEN = 0.03
#: Only curated lexicons have them: they would tell the data sets apart, not right from wrong.
LEFT_OUT = frozenset({"has_context", "person"})
BOTH_FEATURES = PAIR_FEATURES + DOCUMENT_FEATURES
_LOG_TERMS = PAIR_FEATURES.index("log_terms")
#: Standard deviations, as in `mondegreen.scoring`.
CLIP = 5.0

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Network:
    """A fitted stage: per feature its mean, scale and weights in the units; per unit bias and output."""

    names: tuple[str, ...]
    mean: Floats
    scale: Floats
    hidden: Floats
    unit_bias: Floats
    unit_out: Floats
    bias: float

    def logits(self, matrix: NDArray[np.float32]) -> Floats:
        """Log odds, one a row."""
        standard = np.clip((matrix - self.mean) / self.scale, -CLIP, CLIP)
        units = np.maximum(standard @ self.hidden + self.unit_bias, 0)
        return np.asarray(units @ self.unit_out + self.bias)

    def as_json(self) -> dict[str, object]:
        """As the model file has it: for each feature mean, scale, straight weight (none), weight in each unit."""
        rows = zip(self.names, self.mean.tolist(), self.scale.tolist(), self.hidden.tolist(), strict=True)
        return {
            "bias": round(self.bias, 4),
            "units": {
                "bias": [round(v, 3) for v in self.unit_bias.tolist()],
                "out": [round(v, 4) for v in self.unit_out.tolist()],
            },
            "weights": {
                name: [round(mean, 4), round(scale, 4), 0, *(round(v, 3) for v in row)]
                for name, mean, scale, row in rows
                if name not in LEFT_OUT
            },
        }


@dataclass(frozen=True)
class _Member:
    matrix: NDArray[np.float32]
    right: NDArray[np.bool_]
    weight: NDArray[np.float32]
    penalty: float
    seed: int


def _fit_member(job: _Member) -> tuple[Floats, Floats, Floats, float]:
    # Each process has a core; more threads than cores would wait for each other.
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # so many passes are what is wanted
        model = MLPClassifier(
            (UNITS,), alpha=job.penalty, max_iter=EPOCHS, batch_size=400, learning_rate_init=2e-3,
            random_state=job.seed, n_iter_no_change=EPOCHS,
        ).fit(job.matrix, job.right, sample_weight=job.weight)  # fmt: skip
    (hidden, out), (bias, out_bias) = model.coefs_, model.intercepts_
    return hidden.astype(float), bias.astype(float), out[:, 0].astype(float), float(out_bias[0])


def fit(
    names: tuple[str, ...],
    matrix: NDArray[np.float32],
    right: NDArray[np.bool_],
    weight: Floats,
    penalty: float,
    workers: ProcessPoolExecutor,
) -> Network:
    """The mean of several networks. `matrix` has a row a candidate, a column a feature of `names`."""
    mean, scale = matrix.mean(axis=0, dtype=np.float64), matrix.std(axis=0, dtype=np.float64)
    scale[scale < 1e-6] = 1.0
    standard = np.clip((matrix - mean) / scale, -CLIP, CLIP).astype(np.float32)
    standard[:, [k for k, name in enumerate(names) if name in LEFT_OUT]] = 0.0
    jobs = [_Member(standard, right, weight.astype(np.float32), penalty, seed) for seed in range(MEMBERS)]
    members = list(workers.map(_fit_member, jobs))
    hidden, unit_bias, unit_out, bias = zip(*members, strict=True)
    return Network(
        names, mean, scale, np.hstack(hidden), np.concatenate(unit_bias),
        np.concatenate(unit_out) / MEMBERS, sum(bias) / MEMBERS,
    )  # fmt: skip


# --- the two stages -------------------------------------------------------------------------------


def weigh(documents: Sequence[Rows]) -> None:
    """Give each candidate a weight: what repeats (the same garble of the same term in one call) counts less."""
    patterns: Counter[object] = Counter()
    keys = []
    for rows in documents:
        mine = [
            (rows.name, rows.kind, c.form.term.term, rows.heard.norms[c.first : c.last], right > 0)
            for c, right in zip(rows.candidates, rows.right.tolist(), strict=True)
        ]
        keys.append(mine)
        patterns.update(mine)
    for rows, mine in zip(documents, keys, strict=True):
        rows.weight = np.array([patterns[k] ** -REPEATS for k in mine])
        rows.weight[rows.right == 0.5] *= 0.5
        rows.weight *= KIND_WEIGHT[rows.kind]


def fit_alone(documents: Iterable[Rows], workers: ProcessPoolExecutor) -> Network:
    """The first stage."""
    dice = np.random.default_rng(1)
    parts, rights, weights = [], [], []
    for rows in documents:
        share = 1.0 if rows.kind in ("sentence", "packed") else WRONG_SHARE
        take = ~np.isnan(rows.right) & ((rows.right > 0) | (dice.random(len(rows.right)) < share))
        parts.append(rows.matrix[take])
        rights.append(rows.right[take] > 0)
        weights.append(rows.weight[take] * np.where(rows.right[take] > 0, 1.0, 1 / share))
    return fit(
        PAIR_FEATURES,
        np.vstack(parts),
        np.concatenate(rights),
        np.concatenate(weights),
        PENALTY_ALONE,
        workers,
    )


@dataclass
class Second:
    """What the second stage sees of a document: which candidates passed the first, and their features."""

    rows: Rows
    keep: NDArray[np.intp]
    matrix: NDArray[np.float32]
    logits: Floats

    def kept(self) -> list[Candidate]:
        """The candidates, in the order of the rows of `matrix`."""
        return [self.rows.candidates[k] for k in self.keep]


def second(rows: Rows) -> Second:
    """The candidates that pass the first stage, with what the document says of them."""
    keep = np.flatnonzero(rows.alone > math.log(FLOOR / (1 - FLOOR)))
    kept = [rows.candidates[k] for k in keep]
    more = document_features(rows.heard, rows.exact, kept, rows.alone[keep].tolist())
    return Second(rows, keep, np.hstack([rows.matrix[keep], more]).astype(np.float32), np.zeros(len(keep)))


def fit_together(documents: Iterable[Second], workers: ProcessPoolExecutor) -> Network:
    """The second stage."""
    parts, rights, weights = [], [], []
    for document in documents:
        right = document.rows.right[document.keep]
        judged = ~np.isnan(right)
        parts.append(document.matrix[judged])
        rights.append(right[judged] > 0)
        weights.append(document.rows.weight[document.keep][judged])
    return fit(
        BOTH_FEATURES,
        np.vstack(parts),
        np.concatenate(rights),
        np.concatenate(weights),
        PENALTY_TOGETHER,
        workers,
    )


@dataclass(frozen=True)
class Fitted:
    """Both stages, of all documents (fold -1) and of those outside each fold."""

    alone: dict[int, Network]
    together: dict[int, Network]
    curves: Curves


def fit_documents(documents: Sequence[Rows]) -> tuple[Fitted, list[Second]]:
    """The stages; and of each document what stages that were not fitted on it say."""
    weigh(documents)
    with ProcessPoolExecutor() as workers:
        alone = {k: fit_alone((r for r in documents if r.fold != k), workers) for k in (*range(FOLDS), -1)}
        for rows in documents:
            rows.alone = alone[rows.fold].logits(rows.matrix)
        seen = [second(rows) for rows in documents]
        together = {
            k: fit_together((s for s in seen if s.rows.fold != k), workers) for k in (*range(FOLDS), -1)
        }
    for document in seen:
        document.logits = together[document.rows.fold].logits(document.matrix)
    for document in seen:
        heard, kept = document.rows.heard, document.kept()
        document.logits = pooled(heard, kept, document.logits)
    curves = calibration(seen)
    for document in seen:
        document.logits = set_right(document, curves)
    return Fitted(alone, together, curves), seen


def set_right(document: Second, curves: Curves) -> Floats:
    """The log odds that are true where a document's are what they are."""
    words, plain = (
        len(document.rows.heard.tokens),
        document.rows.kind in ("full", "percall", "names", "piece"),
    )
    sizes = np.round(np.expm1(document.matrix[:, _LOG_TERMS])).astype(int)
    out = document.logits.copy()
    for size in set(sizes.tolist()):
        mine = sizes == size
        out[mine] = curves.of(size, words, plain)(document.logits[mine])
    return out


def calibration(documents: Sequence[Second]) -> Curves:
    """What log odds must become to be right, each candidate counted once: a knot for each of `KNOTS` equal parts."""
    pairs: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    terms: dict[str, list[float]] = defaultdict(list)
    words: dict[str, list[int]] = defaultdict(list)
    for document in documents:
        kind = document.rows.kind
        if kind in (SMALL, LARGE, SHORT):
            right, better = document.rows.right[document.keep], document.rows.better[document.keep]
            terms[kind] += document.matrix[:1, _LOG_TERMS].tolist()
            words[kind].append(len(document.rows.heard.tokens))
            pairs[kind] += [
                (document.logits[k], better[k])
                for k in winners(document)
                if document.logits[k] > math.log(LEAST_SEEN / (1 - LEAST_SEEN)) and not math.isnan(right[k])
            ]
    together = np.array(sorted(logit for kind in (SMALL, LARGE) for logit, _ in pairs[kind]))
    edges = together[[len(together) * k // KNOTS for k in range(1, KNOTS)]]
    said = tuple(round(float(part.mean()), 3) for part in np.array_split(together, KNOTS))
    small, large, short = (
        Curve(said, _true(said, np.array(sorted(pairs[kind])), edges)) for kind in (SMALL, LARGE, SHORT)
    )
    few, many = (round(math.expm1(float(np.mean(terms[kind])))) for kind in (SMALL, LARGE))
    for curve in (small, large, short):
        print("calibration:", " ".join(f"{a}>{b}" for a, b in zip(said, curve.true, strict=True)))
    lengths = (round(float(np.median(words[SHORT]))), round(float(np.median(words[LARGE]))))
    return Curves((few, many), lengths, small, large, short)


def _true(said: tuple[float, ...], pairs: Floats, edges: Floats) -> tuple[float, ...]:
    """The log odds of what is right between each two edges, rising everywhere, if only a little."""
    parts = np.split(pairs[:, 1], np.searchsorted(pairs[:, 0], edges))
    rates = [(part.sum() + 0.5) / (len(part) + 1) for part in parts]
    sizes = [len(part) + 1 for part in parts]
    smooth = IsotonicRegression().fit_transform(said, rates, sample_weight=sizes)
    true = [math.log(p / (1 - p)) for p in smooth.tolist()]
    for k in range(1, len(true)):
        true[k] = max(true[k], true[k - 1] + LEAST_SLOPE * (said[k] - said[k - 1]))
    return tuple(round(v, 3) for v in true)


# --- what comes out -------------------------------------------------------------------------------


def winners(document: Second) -> list[int]:
    """Positions in `keep` of the likeliest candidates that don't overlap."""
    taken: set[int] = set()
    chosen = []
    for k in np.argsort(-document.logits, kind="stable").tolist():
        c = document.rows.candidates[document.keep[k]]
        if taken.isdisjoint(range(c.first, c.last)):
            taken.update(range(c.first, c.last))
            chosen.append(k)
    return chosen


def report(documents: Sequence[Second]) -> None:
    """Print what thresholds would give, by kind of document."""
    results: dict[str, list[tuple[float, float]]] = defaultdict(list)
    words: Counter[str] = Counter()
    for document in documents:
        right = document.rows.right[document.keep]
        chances = 1 / (1 + np.exp(-document.logits))
        words[document.rows.kind] += len(document.rows.heard.tokens)
        results[document.rows.kind] += [
            (chances[k], right[k]) for k in winners(document) if not math.isnan(right[k])
        ]
    for kind, pairs in results.items():
        print(f"{kind}: {words[kind]} words, {sum(r > 0 for _, r in pairs)} right among {len(pairs)} winners")
        for threshold in (0.98, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.15):
            chosen = [(p, r) for p, r in pairs if p >= threshold]
            right_ones = sum(r > 0 for _, r in chosen)
            false = 1e4 * (len(chosen) - right_ones) / words[kind]
            precision = right_ones / max(1, len(chosen))
            said = sum(p for p, _ in chosen) / max(1, len(chosen))
            print(
                f"   p >= {threshold}: {right_ones:5d} right, precision {precision:.3f} (said {said:.3f}),"
                f" {false:.2f} false/10k"
            )


def write_model(path: Path, costs: Costs, fitted: Fitted, fold: int, limits: Thresholds) -> None:
    """Write the model file of a fold: a line for each row of costs, and for each feature its weights."""
    model: dict[str, object] = {
        "thresholds": asdict(limits),
        "costs": format_costs(costs).splitlines(),
        "alone": fitted.alone[fold].as_json(),
        "together": fitted.together[fold].as_json(),
        "curves": {
            "terms": list(fitted.curves.terms),
            "words": list(fitted.curves.words),
            "said": list(fitted.curves.small.said),
            "small": list(fitted.curves.small.true),
            "large": list(fitted.curves.large.true),
            "short": list(fitted.curves.short.true),
        },
    }
    path.write_text(_one_line_each(model), "utf-8")


def _one_line_each(model: dict[str, object]) -> str:
    """JSON with a line for each list of numbers."""
    text = json.dumps(model, indent=1)
    out: list[str] = []
    for line in text.splitlines():
        bare = line.strip().rstrip(",")
        inside = bool(out) and out[-1].endswith(("[", ", "))
        number = bare.lstrip("-").replace(".", "").replace("e-", "").isdigit()
        if (inside and number) or (inside and bare == "]"):
            out[-1] += line.strip() + (" " if line.rstrip().endswith(",") and number else "")
        else:
            out.append(line)
    return "\n".join(out) + "\n"


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("calls", type=Path)
    parser.add_argument("--sentences", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=Path, help="a folder for models that each leave a fifth out")
    parser.add_argument("--cache", type=Path, help="a folder that keeps the candidates for the next run")
    parser.add_argument("--recognisers", default="", help="only these, comma-separated")
    parser.add_argument("--fix", type=float, default=0.71, help="threshold for applying unasked")
    parser.add_argument("--ask", type=float, default=0.32, help="threshold for proposing")
    parser.add_argument("--fix-plain", type=float, default=0.845, help="the former for plain lists")
    parser.add_argument("--ask-plain", type=float, default=0.157, help="the latter for plain lists")
    args = parser.parse_args()
    costs, documents = collect_once(args.calls, args.sentences, args.recognisers, args.cache)
    fitted, seen = fit_documents(documents)
    report(seen)
    limits = Thresholds(args.fix, args.ask, args.fix_plain, args.ask_plain)
    write_model(args.out, costs[-1], fitted, -1, limits)
    if args.folds:
        args.folds.mkdir(parents=True, exist_ok=True)
        names = {c.name for c in calls(args.calls)}
        left_out: dict[str, list[str]] = {f"fold{k}.model": [] for k in range(FOLDS)}
        for name, k in folds(names, (c["id"] for c in cases(args.sentences))).items():
            left_out[f"fold{k}.model"].append(name)
        (args.folds / "folds.json").write_text(json.dumps(left_out, indent=1) + "\n", "utf-8")
        for k in range(FOLDS):
            path = args.folds / f"fold{k}.model"
            write_model(path, costs[k], fitted, k, limits)


if __name__ == "__main__":
    main()
