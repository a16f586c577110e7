"""What the pipeline hands to people and programs: a proposed correction, with the reason it was made.

A proposal is a value. Whether it is shown, asked about, written or thrown away is decided elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from mondegreen.document import Edit
from mondegreen.text import Span


class Action(Enum):
    """What a proposal is good enough for."""

    FIX = "fix"  # applied unasked
    ASK = "ask"  # shown to a person


class Via(Enum):
    """How a candidate was found."""

    MISHEARING = "mishearing"  # listed in the lexicon
    SOUND = "sound"  # sounds like the term
    CASE = "case"  # the right letters in the wrong case, or without their accents
    SPACING = "spacing"  # the right letters, divided or joined differently
    UNHEARD = "unheard"  # a part of the term stands beside a mark for what was not understood: "Joel <unk>"
    STYLE = "style"  # right, but not the spelling that the house has chosen
    CLEANUP = "cleanup"  # not a name at all: a repeat, a filler, a sound tag, spacing

    @property
    def is_mishearing(self) -> bool:
        """Whether what was heard is wrong, and a name would be right."""
        return self not in (Via.STYLE, Via.CLEANUP)


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence: `name` of the feature, its `value`, and how far it moved the log odds (`weight`)."""

    name: str
    value: float
    weight: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a proposal has its score: every feature, and the same in words for people, strongest first."""

    reasons: tuple[Reason, ...] = ()
    words: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> float:
        """The value of the feature called `name`; raises `KeyError` if there is none."""
        for reason in self.reasons:
            if reason.name == name:
                return reason.value
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One correction.

    `span` is the smallest part of the raw text that holds it (code points). `old` and `new` are speech, as a
    person reads it; `edits` write it into the raw text. In plain text there is one edit, and `span`, `old` and
    `new` are it. `term` is the preferred form of the lexicon's term, or the rule's name for a cleanup.
    `score` is the probability that the correction is right.
    """

    span: Span
    old: str
    new: str
    term: str
    via: Via
    score: float
    action: Action
    evidence: Evidence
    edits: tuple[Edit, ...]
