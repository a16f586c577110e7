"""What is known about a candidate in the company of all others: rivals, other garbles of the term, other windows.

Start reading from `document_features`. Its columns stand behind those of `features`, and go by the names in the model
file in the same way. "Logits" are the log odds of each candidate judged by itself.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from mondegreen.candidates import Candidate, Exact
from mondegreen.context import Context
from mondegreen.features import Matrix
from mondegreen.heard import Heard
from mondegreen.slots import beside, telling

#: What `document_features` tells of a candidate, in its order.
DOCUMENT_FEATURES = (
    "own_logit", "same_heard", "others", "others_best", "rival_gap", "rival_best",
    "window_gap", "window_best", "heard_rank", "share", "expected", "near_exact", "context_all",
    "kin_others",
)  # fmt: skip

#: The logit that stands for "no such candidate".
_NONE = -8.0
#: The logit from which on a candidate's words count as context for others.
_BELIEVED = 0.5


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
    context = Context(heard, exact)
    for c, logit in zip(candidates, logits, strict=True):
        if logit > _BELIEVED:
            context.add(c)
    sides = [beside(heard, c.first, c.last) for c in candidates]
    rivals = _Rivals(len(heard.tokens), candidates, logits)
    rows: list[tuple[float, ...]] = []
    for k, c in enumerate(candidates):
        name = c.form.term.term
        words = heard.norms[c.first : c.last]
        elsewhere: dict[tuple[str, ...], float] = {}
        same = 0
        window, kin = _NONE, 0.0
        for other in by_term[name]:
            o = candidates[other]
            if o.last <= c.first or o.first >= c.last:
                if alike := sum(telling(a) for a, b in zip(sides[k], sides[other], strict=True) if a == b):
                    kin = max(kin, alike / (1 + math.exp(-logits[other])))
                their = heard.norms[o.first : o.last]
                if their == words:
                    same += 1
                elif logits[other] > elsewhere.get(their, _NONE):
                    elsewhere[their] = logits[other]
            elif other != k:
                window = max(window, logits[other])
        rival = rivals.best(c)
        chances = [1 / (1 + math.exp(-logit)) for logit in elsewhere.values()]
        own = 1 / (1 + math.exp(-logits[k]))
        places = exact_places.get(name, ())
        nearest = min((abs(p - c.first) for p in places), default=10_000)
        rows.append(
            (
                logits[k], math.log1p(same),
                math.log1p(sum(logit > 0 for logit in elsewhere.values())), max(elsewhere.values(), default=_NONE),
                min(8.0, logits[k] - rival), rival, min(8.0, logits[k] - window), window,
                math.log1p(sum(logit > logits[k] for logit in elsewhere.values())),
                own / (own + sum(chances)), math.log1p(sum(chances)), math.exp(-nearest / 100),
                context.hits(c.form, c.first, c.last)[0], kin,
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
