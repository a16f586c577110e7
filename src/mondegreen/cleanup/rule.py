"""What a rule is, and what the rules read a text with: lines, spaces, where sentences begin, small words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

BREAK = re.compile(r"[\r\n]")
SPACE = " \t\xa0"


@dataclass(frozen=True, slots=True)
class Change:
    """Replace code points `start` to `end` of a text by `new`, because of `why`; `rules` ask for it.

    A line that goes takes the break behind it along; `instead` is the same with the break before it,
    for the last line of a cue.
    """

    start: int
    end: int
    new: str
    why: tuple[str, ...]
    rules: tuple[str, ...] = ()
    instead: Change | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of tidying: what it does, for people, and `find`, which gives its changes of a text."""

    summary: str
    find: Callable[[str], Iterable[Change]]


def start_of_line(text: str, at: int) -> int:
    """The offset at which the line of offset `at` begins."""
    start = text.rfind("\n", 0, at) + 1
    return max(start, text.rfind("\r", start, at) + 1)


def end_of_line(text: str, at: int) -> int:
    """The offset of the line break behind `at`, or of the end of the text."""
    match = BREAK.search(text, at)
    return match.start() if match else len(text)


def past_spaces(text: str, at: int) -> int:
    """The first offset from `at` on at which no space stands."""
    while at < len(text) and text[at] in SPACE:
        at += 1
    return at


def before_spaces(text: str, at: int) -> int:
    """The offset at which the spaces before `at` begin."""
    while at and text[at - 1] in SPACE:
        at -= 1
    return at


def at_opening(text: str, at: int) -> bool:
    """Whether a sentence, a line or a quotation begins at offset `at`."""
    at = before_spaces(text, at)
    return at == 0 or text[at - 1] in '\r\n.?!…:"“„«([>-–—♪'


def word_set(listed: str) -> frozenset[str]:
    """The words of a list that is divided by white space."""
    return frozenset(listed.split())


def phrase_set(listed: str) -> frozenset[str]:
    """The phrases of a list that is divided by commas."""
    return frozenset(" ".join(phrase.split()) for phrase in listed.split(","))


#: Words of grammar. A stumbling speaker repeats them, and no comma follows them.
FUNCTION_WORDS = word_set(
    """a an the i he she it we they you that this these those there is are was were be been am have has had do
    does did will would can could should may might must of for from with at as if but because when what
    who which how why where not just my your his its our their i'm it's that's he's she's we're they're
    you're i've we've they've there's"""
)


def is_i(word: str) -> bool:
    """Whether a word is "I" or "I'm", with a capital that says nothing."""
    return word == "I" or word[:2] in ("I'", "I’")
