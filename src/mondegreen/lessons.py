"""Lessons: what an answer teaches a lexicon, as values.

`teaching` finds them in records; `learn` puts them into entries. A lesson that may be wrong elsewhere carries its
doubts: somebody has to say whether it is one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from mondegreen.lexicon import TermType


class Kind(Enum):
    """What a lesson does to an entry."""

    MISHEARING = "mishearing"  # list what was heard
    ALIAS = "alias"  # list what was typed as a right form, and what was heard for it
    TERM = "term"  # a new entry, and what was heard for it
    NEVER = "never"  # never again
    CONTEXT = "context"  # list what stands near where it is heard as ordinary words


class Doubt(Enum):
    """Why a lesson may be wrong elsewhere."""

    COMMON = "ordinary words, which may mean themselves elsewhere"
    NAME = "a name or word of its own"
    ELSEWHERE = "a mishearing of another term as well"
    RIGHT = "a right form of another term"
    MIXED = "accepted in some places, refused in others"
    FORBIDDEN = "in `never` of this term"
    LISTED = "listed as a mishearing of this term"
    REFUSED = "refused here, but not for good"
    VARIANT = "another spelling of the term, or a term of its own"
    SHARED = "a form that several terms have"
    NEARBY = "names that may stand near it by chance"


@dataclass(frozen=True, slots=True)
class Example:
    """A place where it was heard: the sentence, as heard, the words in it, and what should stand there."""

    sentence: str
    heard: str
    written: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """One change of the entry `term`: `heard` was heard for its right form `written`, or is never that term.

    `count` is how often a person said so, `source` the transcript, where it can be named. `beside` is the term that had
    been proposed. `doubts` come with what they are about, for people. Without `heard`, a right form is learned alone.
    `context` is what `Kind.CONTEXT` adds. `type` is what a new term is.
    """

    kind: Kind
    term: str
    heard: str
    written: str
    count: int
    source: str | None
    beside: str
    examples: tuple[Example, ...] = ()
    doubts: tuple[tuple[Doubt, str], ...] = ()
    context: tuple[str, ...] = ()
    type: TermType | None = None

    def as_new_term(self) -> Lesson:
        """The lesson that what was typed is a term of its own, not an alias."""
        return replace(self, kind=Kind.TERM, term=self.written)

    def without_doubt(self) -> Lesson | None:
        """What of it is in no doubt: a form that a person has typed is right, whatever it was heard as."""
        if not self.doubts:
            return self
        if self.kind is Kind.TERM:
            return replace(self, heard="", count=0, doubts=())
        return None


@dataclass(frozen=True, slots=True)
class Left:
    """An answer that teaches nothing: about `heard` for `term`, and why."""

    heard: str
    term: str
    why: str


@dataclass(frozen=True, slots=True)
class Lessons:
    """What there is to learn, in the order of the terms; what is left out; how many answers there were."""

    lessons: tuple[Lesson, ...]
    left: tuple[Left, ...]
    answers: int
