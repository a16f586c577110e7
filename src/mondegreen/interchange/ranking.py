"""Which terms of a lexicon to export first: those that a transcript or a show needs.

Start reading from `needed`. With texts, need is what they show: terms that stand in them garbled, counted twice, since
that is what a recogniser should be told; terms that stand in them right; then what the notes name; then terms whose
context stands in them. Without texts, and among equals: terms with recorded mishearings, then rare words, since a
recogniser knows the others. Every term is in the result, so limits decide how far it reaches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from mondegreen.candidates import Index
from mondegreen.corrector import Corrector
from mondegreen.document import Document
from mondegreen.english import zipf
from mondegreen.guards import stem
from mondegreen.heard import Heard
from mondegreen.lexicon import Lexicon, Term
from mondegreen.notes import ORIGIN, Notes
from mondegreen.text import tokenise

#: Garbles as weak as this count, by their probability.
_LEAST: Final = 0.1
#: What a garble counts for one form that stands right, and what a name in the notes counts.
_GARBLED, _NOTED = 2.0, 1.5
#: What context counts at most.
_CONTEXT: Final = 0.5


def needed(lexicon: Lexicon, texts: Iterable[Document] = (), notes: str = "") -> tuple[Term, ...]:
    """The terms of `lexicon`, and of `notes` those that it lacks, the most needed first."""
    documents = list(texts)
    corrector = Corrector(lexicon, notes=notes)
    need: defaultdict[str, float] = defaultdict(float)
    if documents or notes:
        index = Index(corrector.lexicon)
        for noted in Notes.of(notes, index).terms:
            need[noted] += _NOTED
        for term in corrector.lexicon.terms:
            if term.note == ORIGIN and term not in lexicon.terms:
                need[term.term] += _NOTED
        for document in documents:
            heard = Heard.of(document.speech)
            for exact in index.exact(heard):
                need[exact.form.term.term] += 1
            for proposal in corrector.propose(document, min_score=_LEAST):
                need[proposal.term] += _GARBLED * proposal.score
            stems = {stem(norm) for norm in heard.norms}
            for term in corrector.lexicon.terms:
                need[term.term] += _CONTEXT * _share(term, stems)
    return tuple(sorted(corrector.lexicon.terms, key=lambda t: (-need[t.term], *_unknown(t))))


def _share(term: Term, stems: set[str]) -> float:
    """How much of the term's context stands in a text, 0 to 1."""
    phrases = [[stem(t.norm) for t in tokenise(phrase)] for phrase in term.context]
    return (
        sum(bool(words) and stems.issuperset(words) for words in phrases) / len(phrases) if phrases else 0.0
    )


def _unknown(term: Term) -> tuple[float, float, str]:
    """A key by which what a recogniser is likely to get wrong comes first."""
    recorded = sum(m.count for m in term.mishearings)
    return -min(recorded, 3), min((zipf(t.norm) for t in tokenise(term.term)), default=9.0), term.term
