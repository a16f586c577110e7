"""Which forms of a lexicon's terms stand in a text that is taken to be right.

`candidates.Index.exact` asks the same of a transcript, strictly: with its letter case, and shielded from being part of
something else. Here it only matters whether the lexicon could know what stands there.
"""

from __future__ import annotations

from collections.abc import Sequence

from mondegreen.forms import forms_of
from mondegreen.lexicon import Lexicon
from mondegreen.text import Token, tokenise


class KnownForms:
    """The forms of every term: preferred, aliases, surnames, plurals, and what listed mishearings stand for."""

    def __init__(self, lexicon: Lexicon) -> None:
        forms = {form.words for term in lexicon.terms for form in forms_of(term)}
        stands_for = (m.stands_for for term in lexicon.terms for m in term.mishearings if m.stands_for)
        forms.update(tuple(t.norm for t in tokenise(text)) for text in stands_for)
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted(filter(None, forms), key=lambda words: (-len(words), words)):
            self._by_first.setdefault(words[0], []).append(words)

    def places(self, tokens: Sequence[Token]) -> list[tuple[int, int]]:
        """First and last (exclusive) token of every form, from left to right, the longest where it begins."""
        norms = [t.norm for t in tokens]
        found: list[tuple[int, int]] = []
        at = 0
        while at < len(norms):
            words = next(
                (w for w in self._by_first.get(norms[at], ()) if tuple(norms[at : at + len(w)]) == w), ()
            )
            if words:
                found.append((at, at + len(words)))
            at += len(words) or 1
        return found

    def in_text(self, text: str) -> bool:
        """Whether `text` holds a form."""
        return bool(self.places(tokenise(text)))
