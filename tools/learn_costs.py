"""Learn from real recogniser errors how likely one sound is heard for another.

    python tools/learn_costs.py CALLS [--leave-out NAME,NAME] > costs.tsv

CALLS is a folder as `recognised.py` describes it. Every short stretch where a recogniser's words differ from the
reference is aligned phone by phone (Viterbi EM), and each aligned pair scored by its log-likelihood ratio
log P(said, heard) / (P(said) P(heard)). What was never seen leans on the articulatory table.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from recognised import Alignment, Call, calls

from mondegreen.phonetics import SYMBOLS, Costs, align, align_many, articulatory, format_costs, readings

#: How many invented observations the articulatory table counts for.
PRIOR = 3000.0
ROUNDS = 5
#: Stretches that sound less alike than this were not misheard but misaligned.
LEAST_NORM = 0.25
LONGEST = 40
Weights = NDArray[np.float64]
_PLACE = {symbol: k for k, symbol in enumerate(SYMBOLS)}


def learn(heard_calls: Iterable[Call]) -> Costs:
    """The table for these calls."""
    pairs: Counter[tuple[str, str]] = Counter()
    background: Weights = np.ones(len(SYMBOLS))
    seen: set[str] = set()
    for call in heard_calls:
        aligned = Alignment(call.said, call.heard)
        if call.name not in seen:
            seen.add(call.name)
            for token in aligned.said:
                for symbol in "".join(readings(token.text)[:1]):
                    background[_PLACE[symbol]] += 1
        for said, heard in aligned.misheard():
            one = "".join("".join(readings(t.text)[:1]) for t in said)
            other = "".join("".join(readings(t.text)[:1]) for t in heard)
            if 0 < len(one) <= LONGEST and 0 < len(other) <= LONGEST and one != other:
                pairs[one, other] += 1
    background /= background.sum()
    costs = start = articulatory()
    names = list(pairs)
    fit = align_many([a for a, _ in names], [b for _, b in names], start).norm
    kept = [
        (pair, math.log1p(pairs[pair]))
        for pair, norm in zip(names, fit.tolist(), strict=True)
        if norm >= LEAST_NORM
    ]
    for _ in range(ROUNDS):
        match, dropped, added = _prior(start, background)
        for (one, other), weight in kept:
            for a, b in align(one, other, costs).pairs:
                if a and b:
                    match[_PLACE[a], _PLACE[b]] += weight
                elif a:
                    dropped[_PLACE[a]] += weight
                else:
                    added[_PLACE[b]] += weight
        total = match.sum() + dropped.sum() + added.sum()
        costs = Costs(
            match=np.log(match / total / np.outer(background, background)).astype(np.float32),
            dropped=np.log(dropped / total / background).astype(np.float32),
            added=np.log(added / total / background).astype(np.float32),
        )
    return costs


def _prior(start: Costs, background: Weights) -> tuple[Weights, Weights, Weights]:
    match = np.outer(background, background) * np.exp(start.match)
    dropped, added = background * np.exp(start.dropped), background * np.exp(start.added)
    share = PRIOR / (match.sum() + dropped.sum() + added.sum())
    return match * share, dropped * share, added * share


def main() -> None:
    """Print the learned table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("calls", type=Path)
    parser.add_argument("--leave-out", default="", help="names of calls not to learn from, comma-separated")
    args = parser.parse_args()
    left_out = set(args.leave_out.split(","))
    print(format_costs(learn(c for c in calls(args.calls) if c.name not in left_out)), end="")


if __name__ == "__main__":
    main()
