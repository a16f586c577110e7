"""How a chosen form stands in its place: with the capitals and the full stop that the place asks for."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from mondegreen.candidates import Exact
from mondegreen.decisions import shouted
from mondegreen.english import zipf
from mondegreen.heard import Heard
from mondegreen.text import Span, capitalised, is_upper, tokenise, upper_first

#: From this commonness on a capital says that a sentence begins: "in the U.S. The", but not "the U.S. Army".
_OPENING = 6.0
_PART = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Target:
    """How the forms `texts` of a term, all of the same words, are written; `house` is the choice that says so."""

    text: str
    house: str
    texts: frozenset[str]


def in_place(heard: Heard, e: Exact, target: Target, acronyms: Set[int] = frozenset()) -> str:
    """The target as it should stand where `e` does: capitals that the text has of its own are kept.

    `acronyms` are tokens that are written in capitals anywhere, so that theirs say nothing of `e`.
    """
    old = " ".join(heard.words(e.first, e.last).split())
    new = target.text
    around = {*range(max(0, e.first - 2), e.first), *range(e.last, min(len(heard.tokens), e.last + 2))}
    is_shouted = shouted(heard, e.first, e.last) and not around <= acronyms
    if (heard.all_caps and not old.islower()) or is_shouted:
        new = new.upper()
    elif old not in target.texts:
        if is_upper(old) and not is_upper(new):
            new = new.upper()
        elif old.islower():
            new = new.lower()
    opens = heard.starts[e.first] and tokenise(new)[0].text.islower()  # "Al-Qaeda", but "iPhone"
    if capitalised(old) and (opens or new.islower()):
        new = upper_first(new)
    return _with_stop(heard, e.last, old, new)


def _with_stop(heard: Heard, last: int, old: str, new: str) -> str:
    """`new` before what follows token `last`: the full stop of a form may end the sentence too ("the U.S. He")."""
    end = heard.tokens[last - 1].end
    if new[-1:] == ".":
        return new[:-1] if heard.text[end : end + 1] == "." else new
    if old[-1:] != ".":
        return new
    following = heard.text[end : end + 2]
    if not following.strip() or following[:1] in '"”’)\r\n':
        return new + "."
    ends = (
        last < len(heard.tokens)
        and following[:1].isspace()
        and capitalised(heard.tokens[last].text)
        and zipf(heard.norms[last]) >= _OPENING
    )
    return new + "." if ends else new


def narrowed(heard: Heard, first: int, last: int, new: str) -> tuple[Span, str]:
    """The place of the words that really change, and what to write there: "Zelensky" of "Volodymyr Zelensky"."""
    whole = heard.span(first, last)
    old_parts = list(_PART.finditer(heard.text, whole.start, whole.end))
    new_parts = list(_PART.finditer(new))
    head = tail = 0
    most = min(len(old_parts), len(new_parts)) - 1
    while head < most and old_parts[head].group() == new_parts[head].group():
        head += 1
    while tail < most - head and old_parts[-1 - tail].group() == new_parts[-1 - tail].group():
        tail += 1
    place = Span(old_parts[head].start(), old_parts[-1 - tail].end())
    return place, new[new_parts[head].start() : new_parts[-1 - tail].end()]
