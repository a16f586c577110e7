"""Which terms of a lexicon to export first: those that a transcript or a show needs.

Start reading from `needed`. A recogniser is helped by what it gets wrong. So with texts, need is what they show: terms
that stand in them garbled; terms that stand in them right, if their words are rare; names of the notes; terms whose
context stands in them. Without texts, and among equals: terms with recorded mishearings, then rare words. Every term is
in the result, so limits decide how far it reaches.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from mondegreen.candidates import Index
from mondegreen.corrector import Corrector
from mondegreen.document import Document
from mondegreen.english import zipf
from mondegreen.heard import Heard
from mondegreen.inflection import stem
from mondegreen.lexicon import Lexicon, Term
from mondegreen.notes import ORIGIN, Notes
from mondegreen.proposal import Via
from mondegreen.text import tokenise

#: Garbles as weak as this count, by their probability.
_LEAST: Final = 0.1
#: What counts: a garble, the right letters in other case or spacing, a rare form that stands right, a name in the
#: notes, context (at most).
_GARBLED, _STYLE, _RIGHT, _NOTED, _CONTEXT = 2.0, 0.3, 1.0, 1.5, 0.5
#: Words of this commonness are known to every recogniser, and words so many steps below it to none.
_KNOWN, _UNKNOWN_BELOW = 5.0, 3.0


def needed(lexicon: Lexicon, texts: Iterable[Document] = (), notes: str = "") -> tuple[Term, ...]:
    """The terms of `lexicon`, and of `notes` those that it lacks, the most needed first."""
    documents = list(texts)
    if not documents and not notes:
        return tuple(sorted(lexicon.terms, key=_unknown))
    corrector = Corrector(lexicon, notes=notes)
    terms = corrector.lexicon.terms
    index = Index(corrector.lexicon)
    need: defaultdict[str, float] = defaultdict(float)
    for noted in (*Notes.of(notes, index).terms, *(t.term for t in terms if t.note == ORIGIN)):
        need[noted] = _NOTED
    for document in documents:
        heard = Heard.of(document.speech)
        for form, times in Counter(exact.form for exact in index.exact(heard)).items():
            need[form.term.term] += _RIGHT * _rarity(form.text) * math.log1p(times)
        for proposal in corrector.propose(document, min_score=_LEAST):
            style = proposal.via in (Via.CASE, Via.SPACING)
            need[proposal.term] += (_STYLE if style else _GARBLED) * proposal.score
        stems = {stem(norm) for norm in heard.norms}
        for term in terms:
            need[term.term] += _CONTEXT * _share(term, stems)
    return tuple(sorted(terms, key=lambda t: (-need[t.term], *_unknown(t))))


def _share(term: Term, stems: set[str]) -> float:
    """How much of the term's context stands in a text, 0 to 1."""
    phrases = [[stem(t.norm) for t in tokenise(phrase)] for phrase in term.context]
    return (
        sum(bool(words) and stems.issuperset(words) for words in phrases) / len(phrases) if phrases else 0.0
    )


def _rarity(form: str) -> float:
    """How likely it is that a recogniser does not know the rarest word of `form`, 0 to 1."""
    rarest = min((zipf(t.norm) for t in tokenise(form)), default=_KNOWN)
    return min(1.0, max(0.0, (_KNOWN - rarest) / _UNKNOWN_BELOW))


def _unknown(term: Term) -> tuple[float, float, str]:
    """A key by which what a recogniser is likely to get wrong comes first."""
    recorded = sum(m.count for m in term.mishearings)
    return -min(recorded, 3), min((zipf(t.norm) for t in tokenise(term.term)), default=_KNOWN), term.term
