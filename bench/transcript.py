"""How many of the corrections labelled by hand in the seed transcript are found, and how many proposals are wrong.

    python bench/transcript.py             with the shipped packs
    python bench/transcript.py --bare      the same without any listed mishearing: what matching alone finds
    python bench/transcript.py --show      also print every miss and every wrong proposal

"fix" counts what is applied unasked, "ask" everything that is proposed, as if a person accepted it all. Proposals
and labels that overlap are judged together, by the text that they lead to.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from mondegreen import Action, Corrector, Lexicon, Proposal, apply
from mondegreen.document import Edit
from mondegreen.text import Span

SEED = Path(__file__).resolve().parent.parent / "seeds" / "duran-2024-09-13.txt"


@dataclass(frozen=True, slots=True)
class Label:
    """A place that should read as one of `right`; missing it counts only if it is `wanted`."""

    span: Span
    heard: str
    right: tuple[str, ...]
    wanted: bool


def labels(path: Path) -> list[Label]:
    """The labels of a gold file."""
    data: dict[str, list[dict[str, Any]]] = yaml.safe_load(path.read_text("utf-8"))
    found = []
    for kind in ("edits", "optional"):
        for row in data[kind]:
            span = Span(row["start"], row["start"] + len(row["heard"]))
            right = ([row["expected"]] if "expected" in row else []) + row.get("accept", [])
            found.append(Label(span, row["heard"], tuple(right), kind == "edits"))
    return found


def bare(lexicon: Lexicon) -> Lexicon:
    """`lexicon` without listed mishearings."""
    return Lexicon(tuple(replace(term, mishearings=()) for term in lexicon.terms))


def judge(raw: str, wanted: Sequence[Label], made: Sequence[Proposal]) -> tuple[list[Label], list[Proposal]]:
    """The labels that are missed, and the proposals that are wrong."""
    missed: list[Label] = []
    wrong: list[Proposal] = []
    places: list[Label | Proposal] = sorted((*wanted, *made), key=lambda place: place.span)
    groups: list[list[Label | Proposal]] = []
    end = -1
    for place in places:
        if place.span.start >= end:
            groups.append([])
        groups[-1].append(place)
        end = max(end, place.span.end)
    for group in groups:
        mine = [place for place in group if isinstance(place, Label)]
        theirs = [place for place in group if isinstance(place, Proposal)]
        written = apply(raw, (edit for p in theirs for edit in p.edits))
        if not theirs or not any(written == apply(raw, edits) for edits in _ways(mine)):
            missed += [label for label in mine if label.wanted]
            wrong += theirs
    return missed, wrong


def _ways(group: Sequence[Label]) -> list[list[Edit]]:
    """Every set of edits that does justice to all these labels."""
    choices = [
        [
            Edit(label.span, label.heard, right)
            for right in (*label.right, *(() if label.wanted else (label.heard,)))
        ]
        for label in group
    ]
    return [list(edits) for edits in product(*choices)]


def main() -> None:
    """Judge and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--bare", action="store_true", help="without listed mishearings")
    parser.add_argument("--show", action="store_true", help="print every miss and every wrong proposal")
    options = parser.parse_args()
    raw = SEED.read_bytes().decode()
    wanted = labels(SEED.with_suffix(".gold.yaml"))
    total = sum(label.wanted for label in wanted)
    lexicon = bare(Lexicon.default()) if options.bare else Lexicon.default()
    proposals = Corrector(lexicon).propose(raw)
    for name, made in (("fix", [p for p in proposals if p.action is Action.FIX]), ("ask", proposals)):
        missed, wrong = judge(raw, wanted, made)
        print(f"{name}: {total - len(missed)} of {total} found, {len(wrong)} wrong")
        if options.show:
            for label in missed:
                print(f"   missed  {label.span.start:6}  {label.heard!r} -> {label.right[0]!r}")
            for p in wrong:
                print(f"   wrong   {p.span.start:6}  {p.old!r} -> {p.new!r} ({p.score:.0%})")


if __name__ == "__main__":
    main()
