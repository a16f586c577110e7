"""How many of the corrections labelled by hand in the seed transcript are found, and how many proposals are wrong.

    python bench/transcript.py             with the shipped packs
    python bench/transcript.py --bare      the same without any listed mishearing: what matching alone finds
    python bench/transcript.py --show      also print every miss and every wrong proposal

"fix" counts what is applied unasked, "ask" everything that is proposed, as if a person accepted it all.
`mondegreen eval` gives the same figures and more; it uses all shipped packs with their mishearings.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from mondegreen import Action, Corrector, Document, Lexicon
from mondegreen.evaluate import judge
from mondegreen.gold_file import parse
from mondegreen.known_forms import KnownForms
from mondegreen.places import Places

SEED = Path(__file__).resolve().parent.parent / "seeds" / "duran-2024-09-13.txt"


def bare(lexicon: Lexicon) -> Lexicon:
    """`lexicon` without listed mishearings."""
    return Lexicon(tuple(replace(term, mishearings=()) for term in lexicon.terms))


def main() -> None:
    """Judge and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--bare", action="store_true", help="without listed mishearings")
    parser.add_argument("--show", action="store_true", help="print every miss and every wrong proposal")
    options = parser.parse_args()
    raw = SEED.read_bytes().decode()
    document = Document.plain(raw)
    lexicon = bare(Lexicon.default()) if options.bare else Lexicon.default()
    gold = SEED.with_suffix(".gold.yaml")
    labels = parse(gold.read_text("utf-8"), str(gold)).labels(document, KnownForms(lexicon))
    total = sum(label.wanted for label in labels)
    proposals = Corrector(lexicon).propose(document)
    for name, made in (("fix", [p for p in proposals if p.action is Action.FIX]), ("ask", proposals)):
        judged = judge(Places(document), labels, made)
        print(f"{name}: {len(judged.found)} of {total} found, {len(judged.wrong)} wrong")
        if options.show:
            for label in judged.missed:
                print(f"   missed  {label.span.start:6}  {label.heard!r} -> {label.right[0]!r}")
            for p in judged.wrong:
                print(f"   wrong   {p.span.start:6}  {p.old!r} -> {p.new!r} ({p.score:.0%})")


if __name__ == "__main__":
    main()
