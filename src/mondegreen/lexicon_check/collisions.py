"""What is wrong between entries: duplicates, forms with two owners, loops, mishearings that are right elsewhere.

Start reading from `check_collisions`. Exact duplicates within one file are refused when it is read; here files stand
beside each other, and names are compared as the matching does, without case, accents and spacing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from mondegreen.english import COMMON, frequency, zipf
from mondegreen.lexicon import Apply
from mondegreen.lexicon_check.finding import Finding
from mondegreen.lexicon_check.kinds import (
    ALIAS_OWNED,
    COMMON_MISHEARING,
    DUPLICATE,
    LOOP,
    MISHEARING_CHAIN,
    MISHEARING_RIGHT,
    MISHEARING_SHARED,
    NEAR_DUPLICATE,
    REPEATED_TEST,
    Level,
)
from mondegreen.lexicon_check.source import Placed
from mondegreen.rules import BY_CHANCE
from mondegreen.text import fold, letters, tokenise
from mondegreen.yaml_nodes import Node

#: Names of fewer letters differ by one and are two: "Iran" and "Iraq". So many make an end of a name.
_LONG_NAME = 8
_END = _LONG_NAME // 2


@dataclass(frozen=True, slots=True)
class _Owned:
    """A right form that an entry lists, where it stands, and whether it is the term itself."""

    text: str
    owner: Placed
    node: Node
    is_term: bool


def check_collisions(entries: Sequence[Placed]) -> Iterator[Finding]:
    """What is wrong between `entries`, which all are loaded together; a later one is found fault with."""
    owned = [o for entry in entries for o in _listed(entry)]
    yield from _same(owned)
    yield from _near(owned)
    yield from _loops(entries, owned)
    yield from _mishearings(entries)
    yield from _repeated_tests(entries)


def _listed(entry: Placed) -> Iterator[_Owned]:
    yield _Owned(entry.term.term, entry, entry.at, True)
    for node in entry.strings("aliases"):
        yield _Owned(node.text, entry, node, False)


def _where(placed: Placed, node: Node, seen_from: Placed) -> str:
    """How a message names a place: by its line, and the file if it is another."""
    line = f"line {node.line}"
    return line if placed.path == seen_from.path else f"{placed.path}:{node.line}"


def _same(owned: Iterable[_Owned]) -> Iterator[Finding]:
    """Forms with two owners: the very same ones in two files, and ones that differ in case, accents or spacing."""
    first: dict[str, _Owned] = {}
    for o in owned:
        other = first.setdefault(letters(o.text) or o.text, o)
        if other.owner is o.owner:
            continue
        place = other.owner.place(other.node)
        where = _where(other.owner, other.node, o.owner)
        if other.text == o.text:
            if other.owner.path == o.owner.path:
                continue  # refused when the file is read
            if o.is_term and other.is_term:
                message = f"the term {o.text!r} has an entry in {where} already; join the two"
                yield o.owner.finding(o.node, DUPLICATE, message, place)
            else:
                whose = "a term of its own" if other.is_term else f"an alias of {other.owner.term.term!r}"
                message = f"{o.text!r} is {whose} in {where} already; keep one of the two"
                yield o.owner.finding(o.node, ALIAS_OWNED, message, place)
        elif not _told_apart(o.owner, other.owner):
            message = (
                f"{o.text!r} is {other.text!r} of {other.owner.term.term!r} ({where}) in other case, accents or"
                " spacing; join the two entries"
            )
            yield o.owner.finding(o.node, NEAR_DUPLICATE, message, place)


def _told_apart(one: Placed, other: Placed) -> bool:
    """Whether entries say themselves that they are not one another."""
    return any(
        letters(n.text) in {letters(b.term.term), *map(letters, b.term.aliases)}
        for a, b in ((one, other), (other, one))
        for n in a.strings("never")
    )


def _near(owned: Iterable[_Owned]) -> Iterator[Finding]:
    """Long names of one type that differ by a letter: one of them is most likely a slip."""
    shared: dict[tuple[object, str, str], list[tuple[str, _Owned]]] = defaultdict(list)
    told: set[tuple[int, int]] = set()
    for o in owned:
        name = letters(o.text)
        if len(name) < _LONG_NAME or any(c.isdigit() for c in name):
            continue
        # Names that are one edit apart have one of these in common: it is not both here and there.
        for key in ((o.owner.term.type, name[:_END], ""), (o.owner.term.type, "", name[-_END:])):
            for there, other in shared[key]:
                if Levenshtein.distance(there, name, score_cutoff=1) != 1:
                    continue
                pair = (id(other.owner), id(o.owner))
                if other.owner is o.owner or pair in told or _told_apart(o.owner, other.owner):
                    continue
                if _inflected(name) == _inflected(there) or (_known(other.text) and _known(o.text)):
                    continue
                told.add(pair)
                message = (
                    f"{o.text!r} is {other.text!r} of {other.owner.term.term!r}"
                    f" ({_where(other.owner, other.node, o.owner)}) but for a letter; join the two, or, if both are"
                    " right, put the other under `never`"
                )
                place = other.owner.place(other.node)
                yield o.owner.finding(o.node, NEAR_DUPLICATE, message, place, level=Level.WARNING)
            shared[key].append((name, o))


def _inflected(name: str) -> str:
    """A folded name without what makes another word of it on purpose: "revanchism", "revanchist"."""
    return name[:-1] if name.endswith(("ism", "ist")) else name


def _known(name: str) -> bool:
    """Whether each word of a name is in the list of English words, and so no slip."""
    return all(zipf(t.norm) > 0 for t in tokenise(name))


def _loops(entries: Sequence[Placed], owned: Iterable[_Owned]) -> Iterator[Finding]:
    """Terms that lead to each other: an alias or a mishearing of one is another term, and back."""
    terms = {fold(e.term.term): e for e in reversed(entries)}
    links: dict[Placed, list[tuple[Placed, Node]]] = defaultdict(list)
    for o in owned:
        target = terms.get(fold(o.text))
        if not o.is_term and target is not None and target is not o.owner:
            links[o.owner].append((target, o.node))
    for entry in entries:
        for _, node, _ in entry.mishearings():
            target = terms.get(fold(node.text))
            if target is not None and target is not entry:
                links[entry].append((target, node))
    for start in list(links):
        for target, node in links[start]:
            if (way := _way(links, target, start)) is not None:
                names = " -> ".join(repr(e.term.term) for e in (start, *way))
                others = [e.place(e.at) for e in way[:-1]]
                yield start.finding(
                    node, LOOP, f"{node.text!r} leads in a circle: {names}; take one link out", *others
                )


def _way(links: dict[Placed, list[tuple[Placed, Node]]], start: Placed, goal: Placed) -> list[Placed] | None:
    """The shortest way from `start` to `goal`, both included."""
    ways, seen = [[start]], {start}
    while ways:
        way = ways.pop(0)
        if way[-1] is goal:
            return way
        for target, _ in links.get(way[-1], ()):
            if target not in seen:
                seen.add(target)
                ways.append([*way, target])
    return None


def _mishearings(entries: Sequence[Placed]) -> Iterator[Finding]:
    right: dict[tuple[str, ...], tuple[Placed, str]] = {}
    for entry in entries:
        for form in entry.forms:
            right.setdefault(form.words, (entry, form.text))
    wrong: dict[tuple[str, ...], tuple[Placed, Node]] = {}
    for entry in entries:
        for _, node, _ in entry.mishearings():
            wrong.setdefault(tuple(t.norm for t in tokenise(node.text)), (entry, node))
    for entry in entries:
        for mishearing, node, meant in entry.mishearings():
            words = tuple(t.norm for t in tokenise(node.text))
            if not words:
                continue
            owner, right_form = right.get(words, (entry, ""))
            if owner is not entry:
                message = (
                    f"the mishearing {node.text!r} is {right_form!r}, a right form of {owner.term.term!r}"
                    f" ({_where(owner, owner.at, entry)}), and so never corrected; take it out"
                )
                yield entry.finding(node, MISHEARING_RIGHT, message, owner.place(owner.at))
            first, where = wrong[words]
            if first is not entry and not (_says_when(first) and _says_when(entry)):
                message = (
                    f"the mishearing {node.text!r} belongs to {first.term.term!r} ({_where(first, where, entry)}) too;"
                    " give both terms `context`, or keep it with one"
                )
                yield entry.finding(node, MISHEARING_SHARED, message, first.place(where))
            target = tuple(t.norm for t in tokenise(mishearing.stands_for or entry.term.term))
            if target in wrong and target != words:
                other, where = wrong[target]
                message = (
                    f"{node.text!r} stands for {' '.join(target)!r}, which is a mishearing of"
                    f" {other.term.term!r} ({_where(other, where, entry)}) itself; name the right form"
                )
                yield entry.finding(meant, MISHEARING_CHAIN, message, other.place(where))
            if not _says_when(entry) and _ordinary(words):
                message = (
                    f"the mishearing {node.text!r} is ordinary English; give 3 to 8 words of `context`,"
                    " or write `apply: ask`"
                )
                yield entry.finding(node, COMMON_MISHEARING, message)


def _says_when(entry: Placed) -> bool:
    """Whether the entry tells when its term is meant, or leaves it to a person."""
    return bool(entry.term.context) or entry.term.apply is Apply.ASK


def _ordinary(words: tuple[str, ...]) -> bool:
    """Whether all the words are common, and follow one another now and then."""
    return all(zipf(w) >= COMMON for w in words) and 1000 * 10 ** frequency(words) >= BY_CHANCE


def _repeated_tests(entries: Sequence[Placed]) -> Iterator[Finding]:
    seen: dict[str, tuple[Placed, Node]] = {}
    for entry in entries:
        for test, node in entry.tests():
            other, where = seen.setdefault(test.said, (entry, node))
            if where is not node:
                message = f"this test stands with {other.term.term!r} ({_where(other, where, entry)}) already; keep one"
                yield entry.finding(node, REPEATED_TEST, message, other.place(where), level=Level.WARNING)
