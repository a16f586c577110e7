"""A user's program, as a type checker sees it; `test_public_api` checks it and runs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mondegreen import Action, Corrector, Document, Lexicon, MondegreenError, Proposal, Term, apply


def lexicons(own: Path) -> Lexicon:
    """Every way to come by a lexicon."""
    plain: Lexicon = Lexicon.from_terms(["Keir Starmer", "ATACMS"])
    written = Lexicon((Term("Lammy", aliases=("David Lammy",), never=("lamb",)),))
    try:
        return plain + written + Lexicon.load(own) + Lexicon.load("one.yaml", "two.yaml")
    except MondegreenError as error:
        message: str = str(error)
        print(message)
        return Lexicon.default() + Lexicon.default(["geopolitics"])


def without_mishearings(lexicon: Lexicon) -> Lexicon:
    """What an evaluation does with it."""
    return replace(lexicon, terms=tuple(replace(term, mishearings=()) for term in lexicon.terms))


def sure(proposals: Sequence[Proposal]) -> list[Proposal]:
    """What may be applied unasked."""
    return [p for p in proposals if p.action is Action.FIX and p.score > 0.5]


def corrected(text: str, lexicon: Lexicon, model: Path | None = None) -> str:
    """The text with everything applied that is sure."""
    corrector = Corrector(lexicon, model=model, ignore=["Lamy"])
    proposals: list[Proposal] = corrector.propose(text, min_score=0.05)
    for p in corrector.explain(Document.plain(text)):
        line: str = (
            f"{p.span.start}-{p.span.end} {p.old} -> {p.new} ({p.term}) {p.score:.2f} {p.action.value}"
        )
        reasons: tuple[str, ...] = p.evidence.words
        print(line, *reasons)
    return apply(text, [edit for p in sure(proposals) for edit in p.edits])
