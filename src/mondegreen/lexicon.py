"""The lexicon as values: terms, how each may be written, and what it may never replace. No files here.

Start reading from `Term`. The fields carry the names of the YAML fields (see `lexicons/README.md`); lists are
tuples. Terms follow SKOS: `term` is the preferred label, `aliases` alternative labels (right, and kept as they
were spoken), `mishearings` hidden labels (wrong, and only ever searched for).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class TermType(Enum):
    """What kind of thing a term names."""

    PERSON = "person"
    PLACE = "place"
    ORG = "org"
    WEAPON = "weapon"
    PARTY = "party"
    MEDIA = "media"
    PRODUCT = "product"
    DRUG = "drug"
    LAW = "law"
    EVENT = "event"
    WORK = "work"
    TERM = "term"


class Apply(Enum):
    """When a correction to a term may be made."""

    AUTO = "auto"  # unasked, if it is certain enough
    ASK = "ask"  # proposed only
    EXACT = "exact"  # only for its listed mishearings


#: Types whose terms take a plural unless the entry says otherwise: "two Storm Shadows", "the neocons".
PLURAL_TYPES = frozenset({TermType.WEAPON, TermType.PRODUCT, TermType.TERM})


@dataclass(frozen=True, slots=True)
class Mishearing:
    """An attested wrong form. `stands_for` is the right form it was heard for, if not the term itself."""

    text: str
    source: str | None = None
    count: int = 1
    stands_for: str | None = None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class TermTest:
    """A sentence that must become `want`; `want` equal to `said` means that it must stay."""

    said: str
    want: str


@dataclass(frozen=True, slots=True)
class Term:
    """One entry. Only `term` is required; `pack` names the file that it came from, "" if none; `shipped` says that it
    came with the tool, and not from a lexicon of the user's own."""

    term: str
    type: TermType | None = None
    surname: str | None = None
    aliases: tuple[str, ...] = ()
    mishearings: tuple[Mishearing, ...] = ()
    sounds_like: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    apply: Apply = Apply.AUTO
    plural: bool | None = None
    source: str | None = None
    note: str | None = None
    tests: tuple[TermTest, ...] = ()
    pack: str = ""
    shipped: bool = False

    @property
    def takes_plural(self) -> bool:
        """Whether the term may be inflected ("JASSMs")."""
        return self.plural if self.plural is not None else self.type in PLURAL_TYPES

    @property
    def own_surname(self) -> str | None:
        """The part of a person's name that is used alone ("Starmer", "von der Leyen", "Xi"); None if none is."""
        if self.surname is not None:
            return self.surname or None
        if self.type is not TermType.PERSON:
            return None
        return surname_of(self.term)


PARTICLES = frozenset(
    "de da di do dos du del della van von der den ter ten zu al el la le bin ibn ben abu".split()
)
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


def surname_of(name: str) -> str | None:
    """The surname of a Western name by rule: the last word with its particles; None for a single word.

    >>> surname_of("Ursula von der Leyen"), surname_of("Robert F. Kennedy Jr."), surname_of("Pelé")
    ('von der Leyen', 'Kennedy', None)
    """
    words = name.split()
    while len(words) > 1 and words[-1].lower() in _SUFFIXES:
        words.pop()
    if len(words) < 2:
        return None
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in PARTICLES:
        first -= 1
    return " ".join(words[first:])


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A set of terms.

    >>> Lexicon.from_terms(["Keir Starmer", "ATACMS"]).terms[1].term
    'ATACMS'
    """

    terms: tuple[Term, ...] = ()

    @classmethod
    def from_terms(cls, spellings: Iterable[str]) -> Lexicon:
        """A lexicon of plain spellings; empty ones and repeats are left out."""
        unique = dict.fromkeys(s.strip() for s in spellings)
        return cls(tuple(Term(s) for s in unique if s))

    @classmethod
    def load(cls, *paths: str | Path) -> Lexicon:
        """The terms of these YAML files, in order. Raises `LexiconError` with every fault of every file."""
        from mondegreen.lexicon_file import load

        return load(*paths)

    @classmethod
    def default(cls, packs: Iterable[str] | None = None) -> Lexicon:
        """The shipped packs, or those named."""
        from mondegreen.lexicon_file import load_packs

        return load_packs(packs)

    def __add__(self, other: Lexicon) -> Lexicon:
        """Both; where both have a term, `other` has the last word."""
        merged = {t.term: t for t in self.terms} | {t.term: t for t in other.terms}
        return Lexicon(tuple(merged.values()))
