"""Documents to learn from: every candidate that the product finds in them, with whether it is right.

Start reading from `collect`. Recogniser output of calls (see `recognised.py`) is read in several ways, so that the
judge meets what its users have: long documents and single sentences, lists of a hundred terms and of thousands,
plain lists and curated ones with context, text with capitals and without. Each kind is a `Kind` of `Rows`:

- ``full``, ``percall``: a whole call with the terms of all calls, or its own (`lexicon/full.txt`,
  `lexicon/percall/NAME.txt`), as a plain list;
- ``curated``: the same with types, and with words that stand near each term in the references as its context;
- ``names``: a whole call with the names and rare words that its reference has beyond those lists, among as many
  again of other calls: other terms than all the rest, which teaches more than the same terms once more;
- ``piece``: a few sentences of a call, with the terms that were said in them, or their rare words, among a
  hundred others;
- ``clean``: the references read with the shipped packs, where nothing may be found;
- ``sentence``: sentences with a mishearing in them, and traps with none, with a lexicon of their own;
- ``packed``: the same with the shipped packs besides.

Phone costs for the documents of a fold are learned from the other folds, so that what is fitted on the rows is
fitted on sounds as strange to the costs as those of a new transcript.
"""

from __future__ import annotations

import functools
import hashlib
import math
import pickle
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import wordfreq
import yaml
from learn_costs import learn
from numpy.typing import NDArray
from recognised import Alignment, Call, calls

from mondegreen.candidates import Candidate, Exact, Index
from mondegreen.english import given_name, zipf
from mondegreen.features import pair_features
from mondegreen.guards import Guards
from mondegreen.heard import Heard
from mondegreen.lexicon import Lexicon, Term, TermType
from mondegreen.phonetics import Costs
from mondegreen.proposal import Via
from mondegreen.text import Gap, capitalised, fold

FOLDS = 5
#: Pieces cut from each transcript, of each of two sorts of lists.
PIECES = 20
#: Terms of a list that nobody says in the piece.
OTHERS = 100
_VALUE = {"right": 1.0, "partial": 0.5, "nearer": 0.0, "wrong": 0.0, "style": math.nan}
#: A word rarer than this may be a listed word of a piece: one of the two.
_RARE = (3.6, 4.2)
#: How common the rarest word of a name may be: of one of several words, and of a single one.
_NAME, _RARE_NAME = 5.2, 4.4
_LONGEST_NAME = 3
#: How many words English at large has here.
_KNOWN_WORDS = 150_000
#: Names and rare words of other calls that a call is read with besides its own.
NAMES_OF_OTHERS = 700

Contexts = dict[str, tuple[str, ...]]


@dataclass
class Rows:
    """The candidates of one document read with one lexicon, and which of them are right (nan: style, not judged).

    `better`: which make the text better, if only by a word fewer that is wrong. Nothing is learned from that, but it
    is what is counted of an edit, and so what probabilities are set right on.
    """

    name: str
    kind: str
    fold: int
    heard: Heard
    exact: list[Exact]
    candidates: list[Candidate]
    matrix: NDArray[np.float32]
    right: NDArray[np.float32]
    better: NDArray[np.bool_]
    weight: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    alone: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))


def read(text: str, index: Index) -> tuple[Heard, list[Exact], list[Candidate]]:
    """The candidates of the sound channel, after the guards."""
    heard = Heard.of(text)
    exact = index.exact(heard)
    guards = Guards(index, heard, exact, frozenset())
    found = [c for c in index.find(heard, exact) if c.via is Via.SOUND and guards.refusal(c) is None]
    return heard, exact, found


def rows_of(name: str, kind: str, fold: int, text: str, index: Index, aligned: Alignment | None) -> Rows:
    """What is found in `text`; judged by the alignment with what was said, all wrong without one."""
    heard, exact, found = read(text, index)
    verdicts = [aligned.verdict(c.first, c.last, c.form.words) if aligned else "wrong" for c in found]
    right = np.array([_VALUE[v] for v in verdicts], dtype=np.float32)
    better = np.array([v not in ("wrong", "style") for v in verdicts], dtype=np.bool_)
    matrix = pair_features(heard, exact, found, index).astype(np.float32)
    return Rows(name, kind, fold, heard, exact, found, matrix, right, better)


# --- folds ----------------------------------------------------------------------------------------


def folds(call_names: Iterable[str], sentence_ids: Iterable[str]) -> dict[str, int]:
    """Which fold each document belongs to: by order, so that neighbours part."""
    names = sorted(set(call_names)) + sorted(sentence_ids)
    return {name: k % FOLDS for k, name in enumerate(names)}


def costs_by_fold(some: Sequence[Call], fold_of: dict[str, int]) -> dict[int, Costs]:
    """For each fold the costs learned from all others; for -1 those learned from all."""
    jobs = [(k, [c for c in some if fold_of[c.name] != k]) for k in (*range(FOLDS), -1)]
    with ProcessPoolExecutor() as workers:
        return dict(workers.map(_learned, jobs))


def _learned(job: tuple[int, list[Call]]) -> tuple[int, Costs]:
    return job[0], learn(job[1])


# --- lexicons -------------------------------------------------------------------------------------


def _person(term: str) -> bool:
    """Whether a term of a plain list looks like a person's name, so that its surname is a form too."""
    words = term.lower().split()
    return len(words) in (2, 3) and given_name(words[0]) > 1.0 and zipf(words[-1]) < 5


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


def _curated(term: Term, context: Contexts) -> Term:
    kind = TermType.PERSON if _person(term.term) else None
    return replace(term, context=context.get(term.term, ()), type=kind)


def _listed(folder: Path, name: str) -> list[str]:
    return (folder / "lexicon" / name).read_text("utf-8").splitlines()


# --- documents ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Job:
    call: Call
    folder: Path
    fold: int
    costs: Costs
    context: Contexts
    curated: bool
    names: bool


_INDEXES: dict[object, Index] = {}


def _index(key: object, terms: Iterable[Term], costs: Costs) -> Index:
    """The index for these terms; a few are kept, since calls in a row ask for the same."""
    if key not in _INDEXES:
        if len(_INDEXES) > 6:
            _INDEXES.clear()
        _INDEXES[key] = Index(Lexicon(tuple(terms)), costs)
    return _INDEXES[key]


def _rows_of_call(job: _Job) -> list[Rows]:
    call, rows = job.call, []
    aligned = Alignment(call.said, call.heard)
    for kind, path in (("full", "full.txt"), ("percall", f"percall/{call.name}.txt")):
        plain = Lexicon.from_terms(_listed(job.folder, path)).terms
        index = _index((path, job.fold), plain, job.costs)
        rows.append(rows_of(call.name, kind, job.fold, call.heard, index, aligned))
        if job.curated:
            curated = (_curated(t, job.context) for t in plain)
            index = _index((path, job.fold, "curated"), curated, job.costs)
            rows.append(rows_of(call.name, "curated", job.fold, call.heard, index, aligned))
    if job.names:
        rows.append(_names_row(job, aligned))
    rows += _pieces(job, aligned)
    print(f"{call.recogniser} {call.name}: {len(rows[0].candidates)} candidates", file=sys.stderr, flush=True)
    return rows


def _pieces(job: _Job, aligned: Alignment) -> Iterator[Rows]:
    """A few sentences each, half of them in small letters without stops, with lists of two sorts."""
    dice = random.Random(f"{job.call.name} {job.call.recogniser}")
    everything = _listed(job.folder, "full.txt")
    own = _listed(job.folder, f"percall/{job.call.name}.txt")
    own_words = [(t, Heard.of(t).norms) for t in own]
    anchors = [k for k, at in enumerate(aligned.at) if at >= 0]
    for count in range(2 * PIECES):
        names = count % 2 == 0
        size = dice.randint(8, 60)
        start = dice.randrange(max(1, len(anchors) - size - 1))
        first, last = anchors[start], anchors[min(start + size, len(anchors) - 1)]
        if last - first > 3 * size:
            continue
        heard_text = job.call.heard[aligned.heard[first].span.start : aligned.heard[last].end]
        lo, hi = aligned.at[first], aligned.at[last]
        said_text = job.call.said[aligned.said[lo].span.start : aligned.said[hi].end]
        said = Heard.of(said_text)
        if dice.random() < 0.5:
            heard_text = " ".join(w for w in Heard.of(heard_text.lower()).norms)
        if names:
            around = f" {' '.join(said.norms)} "
            true = [t for t, words in own_words if f" {' '.join(words)} " in around]
            others = dice.sample(everything, min(OTHERS, len(everything)))
        else:
            rare = dice.choice(_RARE)
            true = [w for w, z in zip(said.norms, said.zipfs, strict=True) if z < rare and len(w) > 2]
            others = _rare_words(job.folder, rare, dice)
        listed = list(dict.fromkeys([*true, *others]))
        dice.shuffle(listed)
        index = Index(Lexicon.from_terms(listed), job.costs)
        aligned_piece = Alignment(said_text, heard_text)
        yield rows_of(job.call.name, "piece", job.fold, heard_text, index, aligned_piece)


def names_of(text: str, known: Set[str]) -> list[str]:
    """The names and rare words of a text that is right, as they are written there, without the `known` ones.

    A name is a run of up to three capitalised words inside a sentence, one of them no ordinary word.
    """
    heard = Heard.of(text)
    found: dict[str, None] = {}
    k, n = 0, len(heard.tokens)
    while k < n:
        last = k
        while last < min(n, k + _LONGEST_NAME) and _in_name(heard, last, k):
            last += 1
        rarest = min(heard.zipfs[k:last], default=9.0)
        if last == k or rarest >= (_NAME if last > k + 1 else _RARE_NAME):
            last = k + 1
            if heard.zipfs[k] >= _RARE[0] or len(heard.norms[k]) < 3 or not heard.norms[k].isalpha():
                k = last
                continue
        written = heard.words(k, last)
        if fold(written) not in known:
            found.setdefault(written)
        k = last
    return list(found)


def _in_name(heard: Heard, k: int, first: int) -> bool:
    """Whether token k is capitalised inside a sentence, and goes on with the name that begins at `first`."""
    if heard.starts[k] or not capitalised(heard.tokens[k].text) or heard.norms[k] == "i":
        return False
    return k == first or heard.gaps[k] <= Gap.SPACE


def _names_row(job: _Job, aligned: Alignment) -> Rows:
    """The whole call with what other lists have not: see ``names`` above."""
    known = {fold(t) for t in _listed(job.folder, "full.txt")}
    own = names_of(job.call.said, known)
    others: list[str] = []
    for path in sorted((job.folder / "ref").glob("*.txt")):
        if path.stem != job.call.name:
            others += names_of(path.read_text("utf-8"), known)
    mine = {fold(t) for t in own}
    others = sorted({t for t in others if fold(t) not in mine})
    dice = random.Random(job.call.name)
    listed = own + dice.sample(others, min(NAMES_OF_OTHERS, len(others)))
    index = _index(("names", job.call.name, job.fold), Lexicon.from_terms(listed).terms, job.costs)
    return rows_of(job.call.name, "names", job.fold, job.call.heard, index, aligned)


def _rare_words(folder: Path, rare: float, dice: random.Random) -> list[str]:
    """Words rarer than `rare`, half of them of all references and half of English at large."""
    return [
        *dice.sample(_rare_said(folder, rare), OTHERS // 2),
        *dice.sample(_rare_english(rare), OTHERS // 2),
    ]


@functools.cache
def _rare_said(folder: Path, rare: float) -> list[str]:
    words: set[str] = set()
    for path in sorted((folder / "ref").glob("*.txt")):
        heard = Heard.of(path.read_text("utf-8"))
        words.update(w for w, z in zip(heard.norms, heard.zipfs, strict=True) if z < rare and len(w) > 2)
    return sorted(words)


@functools.cache
def _rare_english(rare: float) -> list[str]:
    """The words that wordfreq knows: names, dialect and foreign words among them."""
    listed = wordfreq.top_n_list("en", _KNOWN_WORDS, "large")
    return [w for w in listed if w.isascii() and w.isalpha() and len(w) > 2 and zipf(w) < rare]


def _rows_of_clean(job: tuple[str, str, int, Costs]) -> Rows:
    name, text, fold, costs = job
    return rows_of(name, "clean", fold, text, _packs(fold, costs), None)


def _packs(fold: int, costs: Costs) -> Index:
    key = ("default", fold)
    return _INDEXES.get(key) or _index(key, Lexicon.default().terms, costs)


def cases(folder: Path) -> list[dict[str, str]]:
    """Sentences with a mishearing in them (`text`, `expected`), and traps with none; each has an `id`."""
    return [
        c for name in ("cases", "traps") for c in yaml.safe_load((folder / f"{name}.yaml").read_text("utf-8"))
    ]


@dataclass(frozen=True)
class _Sentences:
    folder: Path
    kind: str
    fold: int
    costs: Costs
    fold_of: dict[str, int]


def _rows_of_sentences(job: _Sentences) -> list[Rows]:
    """The candidates of the sentences of a fold, with their own lexicon or with the packs besides."""
    lexicon = Lexicon.load(job.folder / "lexicon.yaml")
    terms = list(lexicon.terms)
    if job.kind == "packed":
        own = {t.term for t in terms}
        terms += [t for t in Lexicon.default().terms if t.term not in own]
    index = Index(Lexicon(tuple(terms)), job.costs)
    mine = [case for case in cases(job.folder) if job.fold_of[case["id"]] == job.fold]
    return [
        rows_of(
            c["id"], job.kind, job.fold, c["text"], index, Alignment(c.get("expected", c["text"]), c["text"])
        )
        for c in mine
    ]


def collect(some: Sequence[Call], folder: Path, sentences: Path) -> tuple[dict[int, Costs], list[Rows]]:
    """The costs by fold, and the rows of every document."""
    fold_of = folds((c.name for c in some), (c["id"] for c in cases(sentences)))
    costs = costs_by_fold(some, fold_of)
    references = {c.name: c.said for c in some}
    context = contexts(folder, list(references.values()))
    recognisers = len({c.recogniser for c in some})
    order = sorted(some, key=lambda c: (fold_of[c.name], c.name, c.recogniser))
    # A third of the transcripts is read with a curated lexicon too, and half of each call's with its other names.
    jobs = [
        _Job(
            c, folder, fold_of[c.name], costs[fold_of[c.name]], context,
            curated=k % 3 == 0, names=(k // recognisers + k) % 2 == 0,
        )
        for k, c in enumerate(order)
    ]  # fmt: skip
    clean = [(n, text, fold_of[n], costs[fold_of[n]]) for n, text in sorted(references.items())]
    read = [
        _Sentences(sentences, kind, k, costs[k], fold_of)
        for kind in ("sentence", "packed")
        for k in range(FOLDS)
    ]
    with ProcessPoolExecutor() as workers:
        documents = [rows for some in workers.map(_rows_of_sentences, read) for rows in some]
        for rows in workers.map(_rows_of_call, jobs, chunksize=6):
            documents += rows
        documents += workers.map(_rows_of_clean, clean)
    return costs, documents


def collect_once(
    folder: Path, sentences: Path, recognisers: str, cache: Path | None
) -> tuple[dict[int, Costs], list[Rows]]:
    """`collect`, or what it gave the last time with the same code, if a folder to keep it in is given."""
    some = [c for c in calls(folder) if not recognisers or c.recogniser in recognisers.split(",")]
    if cache is None:
        return collect(some, folder, sentences)
    source = Path(__file__).parent.parent
    code = b"".join(
        p.read_bytes() for p in sorted([*source.glob("src/mondegreen/**/*.py"), *source.glob("tools/*.py")])
        if p.name not in ("fit_model.py",) and "cli" not in p.parts and "render" not in p.parts
    )  # fmt: skip
    key = hashlib.sha256(code + repr((str(folder), recognisers)).encode()).hexdigest()[:16]
    kept = cache / f"rows-{key}.pickle"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".part")
        with part.open("wb") as file:
            pickle.dump(collect(some, folder, sentences), file, protocol=5)
        part.replace(kept)
    with kept.open("rb") as file:
        loaded: tuple[dict[int, Costs], list[Rows]] = pickle.load(file)
    return loaded
