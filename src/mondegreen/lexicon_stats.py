"""How much a lexicon holds, in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from mondegreen.lexicon import Apply, Term


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of a lexicon called `name`.

    `types` counts entries by their type ("none" for those without). `aliases` to `sentences` count what stands in all
    entries together; `seen` are the mishearings that say where they were seen. `covered` counts the entries that have
    each of `COVERED` at all.
    """

    name: str
    entries: int = 0
    types: Counter[str] = field(default_factory=Counter)
    aliases: int = 0
    mishearings: int = 0
    seen: int = 0
    respellings: int = 0
    context: int = 0
    sentences: int = 0
    unasked: int = 0
    covered: Counter[str] = field(default_factory=Counter)

    def share(self, what: str) -> float:
        """The share of the entries that have `what`, one of `COVERED`; 0 without entries."""
        return self.covered[what] / self.entries if self.entries else 0.0


#: What an entry may have, by the names of the fields.
COVERED = ("source", "context", "sounds_like", "mishearings", "tests")


def stats_of(name: str, terms: Iterable[Term]) -> Stats:
    """The figures of `terms`. `unasked` are those that may be corrected unasked."""
    known = list(terms)
    return Stats(
        name,
        len(known),
        Counter(t.type.value if t.type else "none" for t in known),
        sum(len(t.aliases) for t in known),
        sum(len(t.mishearings) for t in known),
        sum(bool(m.source) for t in known for m in t.mishearings),
        sum(len(t.sounds_like) for t in known),
        sum(len(t.context) for t in known),
        sum(len(t.tests) for t in known),
        sum(t.apply is Apply.AUTO for t in known),
        Counter(what for t in known for what in COVERED if getattr(t, what)),
    )
