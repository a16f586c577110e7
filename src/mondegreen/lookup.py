"""Which entry of some lexicons is meant: by any of its forms, by a mishearing, by letters or by sound.

Start reading from `look_up`. What is asked for may be as wrong as a recogniser writes it: "melon shaw" is Mélenchon.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from rapidfuzz.distance import Indel

from mondegreen.forms import Kind
from mondegreen.lexicon_check import Placed, Source, in_force
from mondegreen.phonetics import Costs, align_many, default_costs, phrase_readings
from mondegreen.text import letters, tokenise
from mondegreen.yaml_nodes import Node

#: What agrees in a smaller share is not what was meant; nor is what is so much worse than the best.
_LEAST_LETTERS, _LEAST_SOUND, _MUCH_WORSE = 0.7, 0.6, 0.15
#: Some words of a name count as this at least, and the more the longer they are; a sound never counts as the same.
_PART, _SURE = 0.75, 0.99
#: Letters of a query of fewer than these are not compared piece by piece: "us" agrees with too much.
_SHORT = 4


class Way(Enum):
    """How an entry was found."""

    SAME = "the same"
    PART = "words of it"
    LETTERS = "letters"
    SOUND = "sound"


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that may be meant: `text` is what in it agrees, `field` what that is there, `node` where it stands.

    `share` is how well it agrees, from 0 to 1.
    """

    entry: Placed
    field: str
    text: str
    node: Node
    way: Way
    share: float


@dataclass(frozen=True, slots=True)
class _Surface:
    """Something that an entry is found by, and the ways to say it, as phone strings."""

    entry: Placed
    field: str
    text: str
    node: Node
    sounds: tuple[str, ...]


def look_up(
    query: str, sources: Sequence[Source], most: int = 5, costs: Costs | None = None
) -> tuple[Match, ...]:
    """The entries of `sources` that `query` may mean, at most so many, the likeliest first."""
    surfaces = [s for entry in in_force(sources) for s in _surfaces(entry)]
    best: dict[int, Match] = {}
    for match in (*_by_letters(query, surfaces), *_by_sound(query, surfaces, costs or default_costs())):
        known = best.get(id(match.entry))
        if known is None or match.share > known.share:
            best[id(match.entry)] = match
    found = sorted(best.values(), key=lambda m: (-m.share, m.entry.term.term))
    return tuple(m for m in found if m.share >= found[0].share - _MUCH_WORSE)[:most]


def _surfaces(entry: Placed) -> Iterator[_Surface]:
    aliases = {node.text: node for node in entry.strings("aliases")}
    for form in entry.forms:
        if form.plural:
            continue
        node = aliases.get(form.text, entry.at) if form.kind is Kind.ALIAS else entry.at
        field = {Kind.PREFERRED: "term", Kind.SURNAME: "surname"}.get(form.kind, "alias")
        yield _Surface(entry, field, form.text, node, tuple(map("".join, form.sounds)))
    for mishearing, node, _ in entry.mishearings():
        yield _Surface(entry, "mishearing", mishearing.text, node, _said(mishearing.text))


def _said(text: str) -> tuple[str, ...]:
    return tuple(map("".join, phrase_readings([t.text for t in tokenise(text)], 2)))


def _by_letters(query: str, surfaces: Iterable[_Surface]) -> Iterator[Match]:
    wanted, words = letters(query), [t.norm for t in tokenise(query)]
    if not wanted:
        return
    for s in surfaces:
        joined = letters(s.text)
        share, way = Indel.normalized_similarity(wanted, joined), Way.LETTERS
        if wanted == joined:
            share, way = 1.0, Way.SAME
        elif len(wanted) < _SHORT:
            continue
        elif _holds([t.norm for t in tokenise(s.text)], words):
            share, way = _PART + (_SURE - _PART) * len(wanted) / len(joined), Way.PART
        if share >= _LEAST_LETTERS:
            yield Match(s.entry, s.field, s.text, s.node, way, share)


def _holds(words: Sequence[str], some: Sequence[str]) -> bool:
    return any(words[k : k + len(some)] == some for k in range(len(words) - len(some) + 1))


def _by_sound(query: str, surfaces: Iterable[_Surface], costs: Costs) -> Iterator[Match]:
    pairs = [(s, sound, heard) for heard in _said(query) for s in surfaces for sound in s.sounds]
    shares = align_many([sound for _, sound, _ in pairs], [heard for *_, heard in pairs], costs).norm_max
    for (s, _, _), share in zip(pairs, shares.tolist(), strict=True):
        if share >= _LEAST_SOUND:
            yield Match(s.entry, s.field, s.text, s.node, Way.SOUND, min(share, 1.0) * _SURE)
