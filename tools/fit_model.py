"""Fit the weights of the scorer on real recogniser output, and write the model file.

    pip install -e ".[build-data]"
    python tools/fit_model.py CALLS --sentences DIR --out src/mondegreen/data/model.json [--folds FOLDER]

CALLS is a folder as `recognised.py` describes it, with `lexicon/full.txt` (one term a line) and
`lexicon/percall/NAME.txt`. DIR holds `cases.yaml`, `traps.yaml` and `lexicon.yaml`: sentences with context words.
The references of the calls, read with the shipped packs, serve as text that is right: nothing may be found there.

Phone costs are learned first (`learn_costs.py`), then a logistic regression for each candidate by itself, then a
second one that knows what the first thought of all the others, taken from folds by call so that it learns from
honest guesses. What is printed comes from models that were not fitted on the document in question, except for the
phone costs, which are learned on all. `--folds FOLDER` writes five more models, each fitted, costs and all, without a
fifth of the calls and sentences, and `folds.json`, which says what each left out: what they say of that is honest.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import yaml
from learn_costs import learn
from numpy.typing import NDArray
from recognised import Alignment, Call, calls
from sklearn.linear_model import LogisticRegression

from mondegreen.candidates import Candidate, Exact, Index
from mondegreen.english import given_name, zipf
from mondegreen.features import DOCUMENT_FEATURES, PAIR_FEATURES, document_features, pair_features
from mondegreen.guards import Guards
from mondegreen.heard import Heard
from mondegreen.lexicon import Lexicon, TermType
from mondegreen.phonetics import Costs, format_costs, parse_costs
from mondegreen.proposal import Via
from mondegreen.scoring import expand

FOLDS = 5
#: Share of the wrong candidates that the first stage learns from; they count for the others too.
WRONG_SHARE = 0.15
FLOOR = 0.005
REGULARISATION = 0.3
#: How much a candidate of each kind of document counts. Clean text holds nothing to find, and much of it.
KIND_WEIGHT = {"full": 1.0, "percall": 1.0, "clean": 0.1, "sentence": 2.0}

#: Only curated lexicons have them: they would tell the data sets apart, not right from wrong.
LEFT_OUT = {"has_context", "person"}
ALONE_TERMS = (
    *(f for f in PAIR_FEATURES if f not in LEFT_OUT),
    "all_common*sound_norm", "all_common*letters", "unknown*sound_norm", "kept*changed_norm",
    "log_length*sound_norm", "log_length*sound_plain", "zipf_min*sound_norm", "zipf_min*letters",
    "log_terms*sound_norm",
    "capital*sound_norm", "capital*zipf_min", "capital*form_proper", "capital*unknown", "lower_inside*form_proper",
    "sound_norm*sound_norm", "letters*letters", "zipf_min*zipf_min", "changed_norm*changed_norm",
    "sound_norm>0.6", "sound_norm>0.8", "letters>0.7", "zipf_min<3", "kept>0", "sound_worst>0.5",
    "context_near*all_common", "context_near*sound_norm", "context_near*zipf_min",
    "context_share*sound_norm", "context_share*log_terms",
    "context_share*unknown",
    "surname*sound_norm", "surname*all_common", "pair_inside*all_common", "form_zipf_min*sound_norm",
    "heard_surname*capital", "heard_surname*zipf_min", "heard_given*capital", "heard_surname*kept",
    "title_before*surname", "name_before*surname", "name_before*sound_norm",
    "crowd*sound_norm", "crowd*all_common",
    "words_gap*sound_norm", "window_words*sound_norm", "form_acronym*sound_norm", "inflection*letters",
)  # fmt: skip
TOGETHER_TERMS = (
    *ALONE_TERMS, *DOCUMENT_FEATURES,
    "own_logit>0", "own_logit>-3", "own_logit*log_terms", "exact*log_terms", "exact*own_logit", "others_best*log_terms",
    "rival_gap<2", "window_gap<1", "kept*partner", "own_logit*zipf_min", "heard_often*zipf_min",
    "heard_often*sound_norm",
    "same_heard*heard_often", "near_exact*sound_norm", "partner*surname",
)  # fmt: skip


@dataclass
class Rows:
    """The candidates of one document read with one lexicon, and which of them are right (nan: style, not judged)."""

    name: str
    kind: str
    heard: Heard
    exact: list[Exact]
    candidates: list[Candidate]
    matrix: NDArray[np.float32]
    right: NDArray[np.float32]
    weight: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    alone: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))


VALUE = {"right": 1.0, "partial": 0.5, "wrong": 0.0, "style": math.nan}


def read(text: str, index: Index) -> tuple[Heard, list[Exact], list[Candidate]]:
    """The candidates of the sound channel, after the guards."""
    heard = Heard.of(text)
    exact = index.exact(heard)
    guards = Guards(index, heard, exact, frozenset())
    found = [c for c in index.find(heard, exact) if c.via is Via.SOUND and guards.refusal(c) is None]
    return heard, exact, found


def _person(term: str) -> bool:
    """Whether a term of a plain list looks like a person's name, so that its surname is a form too."""
    words = term.lower().split()
    return len(words) in (2, 3) and given_name(words[0]) > 1.0 and zipf(words[-1]) < 5


Contexts = dict[str, tuple[str, ...]]


def contexts(folder: Path, references: Sequence[str]) -> Contexts:
    """For each term of the calls some words that stand near it in the references, as an editor would list them."""
    terms = (folder / "lexicon" / "full.txt").read_text("utf-8").splitlines()
    index = Index(Lexicon.from_terms(terms))
    near: dict[str, Counter[str]] = defaultdict(Counter)
    for text in references:
        heard = Heard.of(text)
        for e in index.exact(heard):
            around = {*heard.norms[max(0, e.first - 12) : e.first], *heard.norms[e.last : e.last + 12]}
            near[e.form.term.term].update(w for w in around if len(w) > 3 and 2.5 < zipf(w) < 5.2)
    out: Contexts = {}
    for term, counts in near.items():
        ranked = sorted(counts, key=lambda w: (-math.log1p(counts[w]) * (7 - zipf(w)), w))
        often = [w for w in ranked if counts[w] > 1]
        out[term] = tuple(often[:5] or ranked[:2])
    return out


def _rows_of_call(job: tuple[str, str, str, str, str, str, Contexts | None]) -> list[Rows]:
    name, recogniser, said, heard_text, folder, costs_text, context = job
    costs = parse_costs(costs_text)
    aligned = Alignment(said, heard_text)
    rows = []
    for kind, path in (("full", "full.txt"), ("percall", f"percall/{name}.txt")):
        terms = (Path(folder) / "lexicon" / path).read_text("utf-8").splitlines()
        index = _index(tuple(terms), costs_text, costs, context)
        heard, exact, found = read(heard_text, index)
        verdicts = [VALUE[aligned.verdict(c.first, c.last, c.form.words)] for c in found]
        matrix = pair_features(heard, exact, found, index).astype(np.float32)
        rows.append(Rows(name, kind, heard, exact, found, matrix, np.array(verdicts, dtype=np.float32)))
    print(f"{recogniser} {name}: {len(rows[0].candidates)} candidates", file=sys.stderr, flush=True)
    return rows


_INDEXES: dict[object, Index] = {}


def _index(terms: tuple[str, ...], costs_text: str, costs: Costs, context: Contexts | None) -> Index:
    key = hash((terms, costs_text, context is None))
    if key not in _INDEXES:
        if len(_INDEXES) > 8:
            _INDEXES.clear()
        plain = Lexicon.from_terms(terms)
        known = (
            # Half of the calls are read as with a curated lexicon, half as with a plain list.
            replace(t, context=context.get(t.term, ()), type=TermType.PERSON if _person(t.term) else None)
            if context
            else t
            for t in plain.terms
        )
        _INDEXES[key] = Index(Lexicon(tuple(known)), costs)
    return _INDEXES[key]


def _rows_of_clean(job: tuple[str, str, str]) -> list[Rows]:
    name, text, costs_text = job
    if "default" not in _INDEXES:
        _INDEXES["default"] = Index(Lexicon.default(), parse_costs(costs_text))
    index = _INDEXES["default"]
    heard, exact, found = read(text, index)
    matrix = pair_features(heard, exact, found, index).astype(np.float32)
    return [Rows(name, "clean", heard, exact, found, matrix, np.zeros(len(found), dtype=np.float32))]


def cases(folder: Path) -> list[dict[str, str]]:
    """Sentences with a mishearing in them (`text`, `expected`), and traps with none; each has an `id`."""
    return [
        c for name in ("cases", "traps") for c in yaml.safe_load((folder / f"{name}.yaml").read_text("utf-8"))
    ]


def sentence_rows(folder: Path, costs: Costs, without: frozenset[str]) -> list[Rows]:
    """The candidates of the sentences, but for those left out."""
    index = Index(Lexicon.load(folder / "lexicon.yaml"), costs)
    out = []
    for case in cases(folder):
        if case["id"] in without:
            continue
        text = case["text"]
        heard, exact, found = read(text, index)
        aligned = Alignment(case.get("expected", text), text)
        verdicts = [VALUE[aligned.verdict(c.first, c.last, c.form.words)] for c in found]
        matrix = pair_features(heard, exact, found, index).astype(np.float32)
        out.append(
            Rows(case["id"], "sentence", heard, exact, found, matrix, np.array(verdicts, dtype=np.float32))
        )
    return out


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
        rows.weight = np.array([patterns[k] ** -0.5 for k in mine])
        rows.weight[rows.right == 0.5] *= 0.5
        rows.weight *= KIND_WEIGHT[rows.kind]


Fitted = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], float]


def fit(matrix: NDArray[np.float64], right: NDArray[np.float64], weight: NDArray[np.float64]) -> Fitted:
    """Mean, scale and weight of each column, and the bias."""
    mean, scale = matrix.mean(axis=0), matrix.std(axis=0)
    scale[scale < 1e-6] = 1.0
    standard = np.clip((matrix - mean) / scale, -6, 6)
    model = LogisticRegression(C=REGULARISATION, max_iter=500).fit(standard, right > 0, sample_weight=weight)
    return mean, scale, model.coef_[0], float(model.intercept_[0])


def predict(fitted: Fitted, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log odds, one a row."""
    mean, scale, weight, bias = fitted
    return np.asarray(np.clip((matrix - mean) / scale, -6, 6) @ weight + bias)


def fit_alone(documents: Iterable[Rows]) -> Fitted:
    """The first stage."""
    rng = np.random.default_rng(1)
    parts, rights, weights = [], [], []
    for rows in documents:
        share = 1.0 if rows.kind == "sentence" else WRONG_SHARE
        take = ~np.isnan(rows.right) & ((rows.right > 0) | (rng.random(len(rows.right)) < share))
        parts.append(expand(rows.matrix[take].astype(np.float64), PAIR_FEATURES, ALONE_TERMS))
        rights.append(rows.right[take])
        weights.append(rows.weight[take] * np.where(rows.right[take] > 0, 1.0, 1 / share))
    return fit(np.vstack(parts), np.concatenate(rights), np.concatenate(weights))


NAMES = PAIR_FEATURES + DOCUMENT_FEATURES


def together(rows: Rows) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Which candidates pass the first stage, and their columns for the second."""
    keep = np.flatnonzero(rows.alone > math.log(FLOOR / (1 - FLOOR)))
    kept = [rows.candidates[k] for k in keep]
    more = document_features(rows.heard, rows.exact, kept, rows.alone[keep].tolist())
    return keep, expand(np.hstack([rows.matrix[keep].astype(np.float64), more]), NAMES, TOGETHER_TERMS)


def fold_of(name: str, names: Sequence[str]) -> int:
    """The fold of a document: by order, so that neighbours part."""
    return sorted(set(names)).index(name) % FOLDS


def stage_json(fitted: Fitted, terms: Sequence[str]) -> dict[str, object]:
    """A stage as the model file has it: for each term its mean, scale and weight."""
    mean, scale, weight, bias = fitted
    rows = zip(terms, mean.tolist(), scale.tolist(), weight.tolist(), strict=True)
    return {"bias": round(bias, 4), "weights": {t: [round(v, 4) for v in r] for t, *r in rows}}


def winners(rows: Rows, keep: NDArray[np.intp], p: NDArray[np.float64]) -> list[int]:
    """Positions in `keep` of the likeliest candidates that don't overlap."""
    taken: set[int] = set()
    chosen = []
    for k in np.argsort(-p, kind="stable").tolist():
        c = rows.candidates[keep[k]]
        if taken.isdisjoint(range(c.first, c.last)):
            taken.update(range(c.first, c.last))
            chosen.append(k)
    return chosen


def report(results: dict[str, list[tuple[float, float]]], words: dict[str, int]) -> None:
    """Print what thresholds would give, by kind of document."""
    for kind, pairs in results.items():
        pairs.sort(reverse=True)
        print(f"{kind}: {words[kind]} words, {sum(r > 0 for _, r in pairs)} right among {len(pairs)} winners")
        for threshold in (0.98, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2):
            chosen = [r for p, r in pairs if p >= threshold]
            right = sum(r > 0 for r in chosen)
            false = 1e4 * (len(chosen) - right) / words[kind]
            precision = right / max(1, len(chosen))
            print(f"   p >= {threshold}: {right:5d} right, precision {precision:.3f}, {false:.2f} false/10k")


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("calls", type=Path)
    parser.add_argument("--sentences", type=Path, required=True)
    parser.add_argument("--clean", type=Path, nargs="*", default=(), help="more text files that are right")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=Path, help="a folder for models that each leave a fifth out")
    parser.add_argument("--recognisers", default="", help="only these, comma-separated")
    parser.add_argument("--fix", type=float, default=0.8, help="threshold for applying unasked")
    parser.add_argument("--ask", type=float, default=0.4, help="threshold for proposing")
    args = parser.parse_args()

    chosen = [
        c for c in calls(args.calls) if not args.recognisers or c.recogniser in args.recognisers.split(",")
    ]

    def make(path: Path, some: Sequence[Call], without: frozenset[str]) -> tuple[Results, dict[str, int]]:
        costs_text, documents = collect(some, args.calls, args.sentences, args.clean, without)
        alone, second, results, words = fit_documents(documents)
        write_model(path, costs_text, alone, second, args.fix, args.ask)
        return results, words

    report(*make(args.out, chosen, frozenset()))
    if args.folds:
        args.folds.mkdir(parents=True, exist_ok=True)
        names = sorted({c.name for c in chosen}) + sorted(case["id"] for case in cases(args.sentences))
        left_out = {f"fold{k}.model": names[k::FOLDS] for k in range(FOLDS)}
        (args.folds / "folds.json").write_text(json.dumps(left_out, indent=1) + "\n", "utf-8")
        for name, without in left_out.items():
            make(args.folds / name, [c for c in chosen if c.name not in without], frozenset(without))


def write_model(path: Path, costs_text: str, alone: Fitted, second: Fitted, fix: float, ask: float) -> None:
    """Write the model file: a line for each row of costs, and for each term its mean, scale and weight."""
    model = {
        "thresholds": {"fix": fix, "ask": ask},
        "costs": costs_text.splitlines(),
        "alone": stage_json(alone, ALONE_TERMS),
        "together": stage_json(second, TOGETHER_TERMS),
    }
    text = json.dumps(model, indent=1)
    number = r"(-?[\d.e-]+)"
    text = re.sub(rf"\[\s+{number},\s+{number},\s+{number}\s+\]", r"[\1, \2, \3]", text)
    path.write_text(text + "\n", "utf-8")


def collect(
    chosen: Sequence[Call], folder: Path, sentences: Path, clean: Sequence[Path], without: frozenset[str]
) -> tuple[str, list[Rows]]:
    """The learned phone costs as text, and every document with its candidates."""
    costs = learn(chosen)
    costs_text = format_costs(costs)
    documents: list[Rows] = []
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        references = {c.name: c.said for c in chosen}
        context = contexts(folder, list(references.values()))
        recognisers = sorted({c.recogniser for c in chosen})
        jobs = [
            (c.name, c.recogniser, c.said, c.heard, str(folder), costs_text, (None, context)[number % 2])
            for c in chosen
            for number in [recognisers.index(c.recogniser) + sorted(references).index(c.name)]
        ]
        for rows in pool.map(_rows_of_call, jobs):
            documents += rows
        references |= {path.stem: path.read_text("utf-8") for path in clean}
        for rows in pool.map(_rows_of_clean, [(n, text, costs_text) for n, text in references.items()]):
            documents += rows
    documents += sentence_rows(sentences, costs, without)
    return costs_text, documents


Results = dict[str, list[tuple[float, float]]]


def fit_documents(documents: Sequence[Rows]) -> tuple[Fitted, Fitted, Results, dict[str, int]]:
    """Both stages fitted on everything; and what models fitted on the other folds said of each document's winners."""
    weigh(documents)
    names = [d.name for d in documents]
    groups: dict[int, list[Rows]] = defaultdict(list)
    for rows in documents:
        groups[fold_of(rows.name, names)].append(rows)
    for fold, held in groups.items():
        fitted = fit_alone(r for f, group in groups.items() if f != fold for r in group)
        for rows in held:
            rows.alone = predict(fitted, expand(rows.matrix.astype(np.float64), PAIR_FEATURES, ALONE_TERMS))
    second = {id(rows): together(rows) for rows in documents}

    def fit_together(group: Iterable[Rows]) -> Fitted:
        parts, rights, weights = [], [], []
        for rows in group:
            keep, matrix = second[id(rows)]
            judged = ~np.isnan(rows.right[keep])
            parts.append(matrix[judged])
            rights.append(rows.right[keep][judged])
            weights.append(rows.weight[keep][judged])
        return fit(np.vstack(parts), np.concatenate(rights), np.concatenate(weights))

    results: Results = defaultdict(list)
    words: dict[str, int] = Counter()
    for fold, held in groups.items():
        fitted = fit_together(r for f, group in groups.items() if f != fold for r in group)
        for rows in held:
            keep, matrix = second[id(rows)]
            p = 1 / (1 + np.exp(-predict(fitted, matrix)))
            words[rows.kind] += len(rows.heard.tokens)
            right = rows.right[keep]
            results[rows.kind] += [
                (p[k], right[k]) for k in winners(rows, keep, p) if not math.isnan(right[k])
            ]
    return fit_alone(documents), fit_together(documents), results, words


if __name__ == "__main__":
    main()
