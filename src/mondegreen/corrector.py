"""The pipeline on one screen: words, candidates, guards, scores, agreement, decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from pathlib import Path

from mondegreen.agreement import agree
from mondegreen.candidates import Candidate, Exact, Index
from mondegreen.decisions import action_of, decide, propose, winners
from mondegreen.document import Document
from mondegreen.features import Matrix, pair_features_of
from mondegreen.guards import Guards
from mondegreen.heard import Heard
from mondegreen.house_style import Change, HouseStyle, proposals, together
from mondegreen.lexicon import Lexicon
from mondegreen.likeness import Said
from mondegreen.notes import Notes, with_names
from mondegreen.pairs import Text
from mondegreen.proposal import Action, Proposal
from mondegreen.scoring import Model, Scored, Scorer, Thresholds
from mondegreen.text import letters

#: Corrections may rest on corrections; so many links of such a chain are followed.
_ROUNDS = 4


class Corrector:
    """Proposes corrections of misheard terms.

    `lexicon` holds the terms; `model` is the path of a fitted model, None for the shipped one; `ignore` lists
    heard forms and terms that are left alone. `min_fix` and `min_ask` are the probabilities from which on a
    proposal is applied unasked and shown at all, instead of the model's. `notes` is what was written about the
    text (title, description, guests), as plain text: what it mentions is likelier to have been said, and names in
    it that the lexicon lacks are terms of this corrector's `lexicon`. `style` are right forms that are to be written
    instead of other spellings of the same name: `["Kyiv"]`; see `house_style`.

    Raises `ModelError` if the model can't be used, `ValueError` for a probability outside [0, 1], `StyleError` for a
    style that the lexicon does not know. Documents can be corrected in any number and order: a corrector keeps nothing
    of them.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        model: str | Path | None = None,
        ignore: Iterable[str] = (),
        min_fix: float | None = None,
        min_ask: float | None = None,
        notes: str = "",
        style: Iterable[str] = (),
    ) -> None:
        self._ignored = frozenset(letters(word) for word in ignore)
        self._house = HouseStyle(lexicon, style, self._ignored)
        self.lexicon = with_names(self._house.lexicon, notes)
        fitted = Model.load(model)
        self._index = Index(self.lexicon, fitted.costs, self._house.form)
        self._notes = Notes.of(notes, self._index)
        usual = fitted.thresholds.of(self._index.subjects.plain)
        self._scorer = Scorer(replace(fitted, thresholds=_limits(usual, min_fix, min_ask)))

    def propose(self, text: str | Document, min_score: float | None = None) -> list[Proposal]:
        """The corrections of `text`, in order and without overlaps.

        `min_score` (a probability) shows weaker ones too.
        """
        return self.propose_all([text], min_score)[0]

    def propose_all(
        self, texts: Sequence[str | Document], min_score: float | None = None
    ) -> list[list[Proposal]]:
        """What `propose` says of each of `texts`, found together, which is quicker for many short ones."""
        documents = [Document.plain(text) if isinstance(text, str) else text for text in texts]
        limits = self._scorer.model.thresholds
        return [
            together(decide(document, heard, scored, limits, min_score), list(styled))
            for document, (heard, scored, styled) in zip(documents, self._judge(documents), strict=True)
        ]

    def explain(self, text: str | Document, min_score: float = 0.0) -> list[Proposal]:
        """Every candidate that was weighed, the overlapping ones too, in order and the likeliest first."""
        document = Document.plain(text) if isinstance(text, str) else text
        ((heard, scored, styled),) = self._judge([document])
        found = (
            propose(document, heard, s, self._scorer.model.thresholds) for s in scored if s.score >= min_score
        )
        return sorted((*filter(None, found), *styled), key=lambda p: (p.span, -p.score, p.new))

    def _judge(
        self, documents: Sequence[Document]
    ) -> Iterator[tuple[Heard, list[Scored], Iterable[Proposal]]]:
        """For each document every candidate with its probability, and what the house style changes.

        The text is judged as it will read in the house style, so that a text that has it is judged the same.
        """
        texts = [Heard.of(document.speech) for document in documents]
        right = [self._index.exact(heard) for heard in texts]
        styled: list[list[Change]] = []
        for k, (heard, exact) in enumerate(zip(texts, right, strict=True)):
            styled.append(self._house.changes(heard, exact, self._index))
            if words := {at: word for change in styled[k] for at, word in change.words().items()}:
                texts[k] = heard.with_words(words)
                right[k] = self._index.exact(texts[k])
        noted = Said(self._notes.stems, frozenset(self._notes.terms))
        found = self._index.find_all(list(zip(texts, right, strict=True)), noted)
        allowed = [self._allowed(*text) for text in zip(texts, right, found, strict=True)]
        known = pair_features_of(allowed, self._index, notes=self._notes)
        for document, text, matrix, changes in zip(documents, allowed, known, styled, strict=True):
            yield text.heard, self._in_rounds(text, matrix), proposals(document, text.heard, changes)

    def _allowed(self, heard: Heard, exact: Sequence[Exact], found: Sequence[Candidate]) -> Text:
        """A text with those of the candidates found in it that no guard refuses."""
        guards = Guards(self._index, heard, exact, self._ignored)
        return Text(heard, exact, [c for c in found if guards.refusal(c) is None])

    def _in_rounds(self, text: Text, matrix: Matrix | None) -> list[Scored]:
        """The candidates that have a chance, judged in rounds: what is settled in one is evidence in the next.

        So a text that has been fixed holds nothing more to fix: "Keeve", once it is Kyiv, speaks for Zelensky.
        `matrix` is what is known of the candidates in the first.
        """
        heard, exact, candidates = text.heard, text.exact, text.candidates
        limits = self._scorer.model.thresholds
        closed: list[Scored] = []
        for _ in range(_ROUNDS):
            judged = self._scorer.score(
                heard,
                exact,
                candidates,
                self._index,
                notes=self._notes,
                among=text.candidates,
                known=matrix,
            )
            scored = agree(heard, judged)
            settled = [s for s in winners(scored, limits.fix) if action_of(heard, s, limits) is Action.FIX]
            taken = {k for s in settled for k in range(s.candidate.first, s.candidate.last)}

            def is_open(c: Candidate, taken: Set[int] = taken) -> bool:
                return taken.isdisjoint(range(c.first, c.last))

            matrix = None
            # What had no chance is not judged again.
            candidates = [s.candidate for s in scored if is_open(s.candidate)]
            if not settled or not candidates:
                return closed + scored
            closed += [s for s in scored if not is_open(s.candidate)]
            now_right = [Exact(s.candidate.first, s.candidate.last, s.candidate.form) for s in settled]
            exact = sorted((*exact, *now_right), key=lambda e: e.first)
        return closed + [s for s in scored if is_open(s.candidate)]


def _limits(usual: Thresholds, min_fix: float | None, min_ask: float | None) -> Thresholds:
    """`usual` with what is given instead; where asking would begin above fixing, nothing below fixing is asked."""
    for name, value in (("min_fix", min_fix), ("min_ask", min_ask)):
        if value is not None and not 0 <= value <= 1:
            raise ValueError(f"{name} is a probability from 0 to 1, not {value}")
    fix = usual.fix if min_fix is None else min_fix
    return Thresholds(fix, min(fix, usual.ask if min_ask is None else min_ask))
