"""The pipeline on one screen: words, candidates, guards, scores, agreement, decisions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mondegreen.agreement import agree
from mondegreen.candidates import Candidate, Exact, Index
from mondegreen.decisions import decide, propose
from mondegreen.document import Document
from mondegreen.guards import Guards
from mondegreen.heard import Heard
from mondegreen.lexicon import Lexicon
from mondegreen.proposal import Proposal
from mondegreen.scoring import Model, Scorer
from mondegreen.text import letters


class Corrector:
    """Proposes corrections of misheard terms.

    `lexicon` holds the terms; `model` is the path of a fitted model, None for the shipped one; `ignore` lists
    heard forms and terms that are left alone. Raises `ModelError` if the model can't be used. Documents can be
    corrected in any number and order: a corrector keeps nothing of them.
    """

    def __init__(self, lexicon: Lexicon, model: str | Path | None = None, ignore: Iterable[str] = ()) -> None:
        self.lexicon = lexicon
        fitted = Model.load(model)
        self._index = Index(lexicon, fitted.costs)
        self._scorer = Scorer(fitted)
        self._ignored = frozenset(letters(word) for word in ignore)

    def propose(self, text: str | Document, min_score: float | None = None) -> list[Proposal]:
        """The corrections of `text`, in order and without overlaps.

        `min_score` (a probability) shows weaker ones too.
        """
        document = Document.plain(text) if isinstance(text, str) else text
        heard, exact, candidates = self._read(document)
        scored = agree(heard, self._scorer.score(heard, exact, candidates, self._index))
        return decide(document, heard, scored, self._scorer.model.thresholds, min_score)

    def explain(self, text: str | Document, min_score: float = 0.0) -> list[Proposal]:
        """Every candidate that was weighed, the overlapping ones too, in order and the likeliest first."""
        document = Document.plain(text) if isinstance(text, str) else text
        heard, exact, candidates = self._read(document)
        scored = agree(heard, self._scorer.score(heard, exact, candidates, self._index))
        found = (
            propose(document, heard, s, self._scorer.model.thresholds) for s in scored if s.score >= min_score
        )
        return sorted((p for p in found if p), key=lambda p: (p.span, -p.score, p.new))

    def _read(self, document: Document) -> tuple[Heard, list[Exact], list[Candidate]]:
        heard = Heard.of(document.speech)
        exact = self._index.exact(heard)
        guards = Guards(self._index, heard, exact, self._ignored)
        found = self._index.find(heard, exact)
        return heard, exact, [c for c in found if guards.refusal(c) is None]
