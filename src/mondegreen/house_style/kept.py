"""What a house style leaves alone."""

from __future__ import annotations

import re

from mondegreen.addresses import spoken_addresses
from mondegreen.candidates import Exact, Index
from mondegreen.heard import Heard
from mondegreen.text import letters

#: So many words beside a name may belong to a phrase that is left alone; so far a file's name is looked at.
_LONG_PHRASE, _CHUNK = 5, 200
_BEFORE, _AFTER = re.compile(r"\S+\Z"), re.compile(r"\S{1,200}")


class Kept:
    """Where words stay as they are written: web addresses, names of files, and what the user or the lexicon excepts.

    What is excepted protects all that it holds: "Kiev" of "chicken Kiev".
    """

    def __init__(self, heard: Heard, index: Index, ignored: frozenset[str]) -> None:
        self._heard = heard
        self._addresses = spoken_addresses(heard)
        self._forbidden = index.forbidden(heard)
        self._ignored = ignored

    def holds(self, e: Exact) -> bool:
        """Whether `e` is kept."""
        places = (*self._addresses, *self._forbidden.get(e.form.term.term, ()))
        if any(first < e.last and e.first < last for first, last in places):
            return True
        return self._is_ignored(e) or self._is_for_machines(e)

    def _is_ignored(self, e: Exact) -> bool:
        if not self._ignored:
            return False
        parts = self._heard.letters
        return letters(e.form.term.term) in self._ignored or any(
            "".join(parts[first:last]) in self._ignored
            for first in range(max(0, e.first - _LONG_PHRASE), e.last)
            for last in range(max(first, e.first) + 1, min(len(parts), e.last + _LONG_PHRASE) + 1)
        )

    def _is_for_machines(self, e: Exact) -> bool:
        """Whether it is part of the name of a file or the like: "kiev.txt", "my_kiev", "data/kiev/2024"."""
        text, tokens = self._heard.text, self._heard.tokens
        start, end = tokens[e.first].span.start, tokens[e.last - 1].end
        before = _BEFORE.search(text[max(0, start - _CHUNK) : start])
        after = _AFTER.match(text, end)
        left, right = before.group() if before else "", after.group() if after else ""
        if any(sign in left + right for sign in "_\\") or (left + right).count("/") > 1:
            return True
        return re.match(r"\.\w", right) is not None or re.search(r"\w\.\Z", left) is not None
