"""What a reader and a writer of a format hand out, and making a valid lexicon of whatever was read.

Start reading from `settled`. Nothing is lost in silence: what a format can't hold, or a limit has no room for, comes
back as `LeftOut` beside the result, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from mondegreen.lexicon import Mishearing, Term
from mondegreen.lexicon_file import is_source
from mondegreen.yaml_nodes import tidied

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that did not come along, as a person would name it, and why ("no room: at most 100 terms")."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Source:
    """A text to read. `path` is what diagnostics call it; `language` is that of the names to take, where it matters."""

    text: str
    path: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Imported:
    """The terms of a text: a valid lexicon, in the order in which they stood there."""

    terms: tuple[Term, ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """How to export. `aliases`: also the other right spellings, after all preferred ones. `boost` is Google's."""

    aliases: bool = False
    boost: float | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """The text of a format and how many `units` ("terms", "replacements") went into it.

    What did not is in `left_out`, the most needed first. `advice` are remarks of the vendor on the result.
    """

    text: str
    written: int
    unit: str
    left_out: tuple[LeftOut, ...] = ()
    advice: tuple[str, ...] = ()


def spellings(terms: Iterable[Term], wish: Wish) -> list[str]:
    """What a recogniser is told to expect: the preferred spellings in order, then the aliases if they are wished."""
    known = list(terms)
    forms = [t.term for t in known] + ([a for t in known for a in t.aliases] if wish.aliases else [])
    return list(dict.fromkeys(forms))


def fill(
    wanted: Iterable[_T],
    cost: Callable[[_T], Mapping[str, int]],
    caps: Mapping[str, int],
    name: Callable[[_T], str] = str,
    used: Mapping[str, int] | None = None,
) -> tuple[list[_T], list[LeftOut]]:
    """As many of `wanted` as `caps` have room for, in order, and the rest.

    `cost` says how much of each cap an item takes, which is one at least, and `used` how much is taken already. What is
    too long for the room that is left does not keep shorter ones behind it from being taken.
    """
    taken_up = dict.fromkeys(caps, 0) | dict(used or {})
    taken: list[_T] = []
    rest: list[LeftOut] = []
    for item in wanted:
        over = next((unit for unit, cap in caps.items() if taken_up[unit] >= cap), None)
        price = cost(item) if over is None else {}
        over = over or next((unit for unit, cap in caps.items() if taken_up[unit] + price[unit] > cap), None)
        if over is not None:
            rest.append(LeftOut(name(item), f"no room: at most {caps[over]:,} {over}"))
            continue
        for unit, amount in price.items():
            taken_up[unit] += amount
        taken.append(item)
    return taken, rest


def split(
    wanted: Iterable[_T], fault: Callable[[_T], str | None], name: Callable[[_T], str] = str
) -> tuple[list[_T], list[LeftOut]]:
    """What has no `fault`, and the rest with theirs."""
    good: list[_T] = []
    bad: list[LeftOut] = []
    for item in wanted:
        why = fault(item)
        if why is None:
            good.append(item)
        else:
            bad.append(LeftOut(name(item), why))
    return good, bad


def too_many_words(most: int) -> Callable[[str], str | None]:
    """The fault of spellings of more than `most` words."""
    return lambda form: f"has more than {most} words" if len(form.split()) > most else None


def settled(drafts: Iterable[Term], left_out: Sequence[LeftOut] = ()) -> Imported:
    """A valid lexicon of what was read: stray space and invisible characters gone, entries of one term joined.

    A spelling belongs to one entry only: to the term that is written so, else to the entry that has it first.
    What has to give way is added to `left_out`. The result passes `lexicon_file.parse`.
    """
    notes = list(left_out)
    joined: dict[str, Term] = {}
    for draft in drafts:
        term = _cleaned(draft, notes)
        if term is not None:
            joined[term.term] = _joined(joined[term.term], term) if term.term in joined else term
    owners = {name: name for name in joined}
    terms = tuple(_consistent(term, owners, notes) for term in joined.values())
    return Imported(terms, tuple(notes))


def _cleaned(draft: Term, notes: list[LeftOut]) -> Term | None:
    name = tidied(draft.term)
    if not name:
        notes.append(
            LeftOut(repr(draft.term), "nothing is left of it without spaces and invisible characters")
        )
        return None
    source = tidied(draft.source) if draft.source else None
    if source and not is_source(source):
        notes.append(LeftOut(f"the source of {name}: {source}", "is neither an address nor a path"))
        source = None
    return replace(
        draft,
        term=name,
        surname=tidied(draft.surname) if draft.surname else draft.surname,
        aliases=_each(draft.aliases),
        mishearings=tuple(
            replace(m, text=text, stands_for=(tidied(m.stands_for) or None) if m.stands_for else None)
            for m in draft.mishearings
            if (text := tidied(m.text))
        ),
        sounds_like=_each(draft.sounds_like),
        context=_each(draft.context),
        never=_each(draft.never),
        source=source or None,
        note=(tidied(draft.note) or None) if draft.note else None,
    )


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for raw in texts if (text := tidied(raw))))


def _joined(one: Term, other: Term) -> Term:
    """Both entries of one term; where they contradict each other, the first has the last word."""
    return replace(
        one,
        type=one.type or other.type,
        surname=one.surname if one.surname is not None else other.surname,
        aliases=_each((*one.aliases, *other.aliases)),
        mishearings=(*one.mishearings, *other.mishearings),
        sounds_like=_each((*one.sounds_like, *other.sounds_like)),
        context=_each((*one.context, *other.context)),
        never=_each((*one.never, *other.never)),
        plural=one.plural if one.plural is not None else other.plural,
        source=one.source or other.source,
        note=one.note or other.note,
    )


def _consistent(term: Term, owners: dict[str, str], notes: list[LeftOut]) -> Term:
    """`term` without what contradicts itself or an entry before it; `owners` says whose each spelling is."""
    aliases: list[str] = []
    for alias in term.aliases:
        owner = owners.setdefault(alias, term.term)
        if owner == term.term and alias != term.term:
            aliases.append(alias)
        elif owner != term.term:
            what = "a term of its own" if owner == alias else f"an alias of {owner} already"
            notes.append(LeftOut(f"{alias}, alias of {term.term}", f"is {what}"))
    right = {name.casefold(): name for name in (term.term, *aliases)}
    kept: dict[str, Mishearing] = {}
    never = tuple(form for form in term.never if form not in (term.term, *aliases))
    for mishearing in term.mishearings:
        folded = mishearing.text.casefold()
        if folded in right:
            notes.append(LeftOut(f"{mishearing.text}, mishearing of {term.term}", "is a right form of it"))
        elif mishearing.text in never:
            notes.append(
                LeftOut(f"{mishearing.text}, mishearing of {term.term}", "must never be turned into it")
            )
        else:
            meant = mishearing.stands_for
            kept.setdefault(
                folded, mishearing if meant != mishearing.text else replace(mishearing, stands_for=None)
            )
    return replace(term, aliases=tuple(aliases), mishearings=tuple(kept.values()), never=never)
