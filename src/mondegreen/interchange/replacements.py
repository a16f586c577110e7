"""Which listed mishearings may be replaced wherever they stand, as a recogniser's find-and-replace does it.

mondegreen looks at the context before it writes ATACMS for "attackers"; a find-and-replace does not. So a mishearing
goes along only if it is no ordinary English, no right form of another term, and means one thing only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from mondegreen.english import COMMON, zipf
from mondegreen.interchange.exchange import LeftOut
from mondegreen.lexicon import Apply, Term
from mondegreen.text import tokenise

ORDINARY: Final = "may be ordinary English, right where it stands"
ASKS: Final = "its entry says `apply: ask`"


@dataclass(frozen=True, slots=True)
class Pair:
    """What is heard, and the right forms that it may stand for. `doubt` says why not to replace it unasked."""

    heard: str
    right: tuple[str, ...]
    doubt: str | None = None

    def __str__(self) -> str:
        return f"{self.heard} -> {', '.join(self.right)}"


def pairs(terms: Iterable[Term]) -> list[Pair]:
    """Every mishearing once, in the order of `terms`, with its right forms."""
    known = list(terms)
    names = {form.casefold(): t.term for t in known for form in (t.term, *t.aliases)}
    rights: dict[str, list[str]] = defaultdict(list)
    doubts: dict[str, str] = {}
    written: dict[str, str] = {}
    for term in known:
        for mishearing in term.mishearings:
            heard, right = mishearing.text, mishearing.stands_for or term.term
            key = heard.casefold()
            written.setdefault(key, heard)
            if right not in rights[key]:
                rights[key].append(right)
            if term.apply is Apply.ASK:
                doubts.setdefault(key, ASKS)
            if key in names:
                doubts.setdefault(key, f"is a right form of {names[key]}")
            elif is_ordinary(heard):
                doubts.setdefault(key, ORDINARY)
    for key, right_forms in rights.items():
        if len(right_forms) > 1:
            doubts[key] = "may stand for several terms"
    return [Pair(written[key], tuple(forms), doubts.get(key)) for key, forms in rights.items()]


def certain(terms: Iterable[Term]) -> tuple[list[Pair], list[LeftOut]]:
    """The pairs that may be replaced unasked, and the rest."""
    found = pairs(terms)
    return [p for p in found if not p.doubt], [LeftOut(str(p), p.doubt) for p in found if p.doubt]


def is_ordinary(words: str) -> bool:
    """Whether all of `words` are common in English ("melon Shaw" is not, "near cons" is)."""
    tokens = tokenise(words)
    return not tokens or all(zipf(t.norm) >= COMMON for t in tokens)
