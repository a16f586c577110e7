"""What a person said about a proposal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """What was said."""

    YES = "yes"
    NO = "no"
    EDIT = "edit"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict, what is to be written, who said so and when."""

    verdict: Verdict
    written: str
    by: str
    when: str
