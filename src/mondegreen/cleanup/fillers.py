"""Fillers: "so, um, we" -> "so we". Which comma goes with them, and what gets their capital, is the work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mondegreen.cleanup.rule import (
    FUNCTION_WORDS,
    Change,
    at_opening,
    before_spaces,
    is_i,
    past_spaces,
    word_set,
)

#: Sounds that mean nothing else, drawn out or not. "er" (ER), "ah", "hmm" and "mm-hmm" stay.
_FILLER = r"(?:[Uu]m+|[Uu]h+|[Uu]h+m+|[Ee]rm+)"
_FILLERS = re.compile(
    rf"(?<![\w'’.@/\\\-‐–—…&#]){_FILLER}(?:,?[ \t]+{_FILLER})*"
    r"(?![\w'’@/\\\-‐–—&]|[.:]\w|,?[ \t]+(?:huh|oh|hum)\b)"  # not "uh huh" nor "um.txt"
)
#: No comma follows these, so that one before a filler is the filler's own: "I was, um, going".
_NO_COMMA_AFTER = FUNCTION_WORDS | word_set(
    "and or on in by into about than then very really some any all no our like"
)
_LAST_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*$")
_PLAIN_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?![\w@/]|[.]\w)")
_ANY = re.compile(r"\S")
_TAGS = frozenset("[(♪")
_ENDS = frozenset(".?!…")
_DASHES = frozenset("-‐–—")
_OPENING = frozenset("\"“‘'([")
_CLOSING = frozenset(".?!;:…,)]\"”’'")


def find(text: str) -> Iterator[Change]:
    """The fillers in `text`, several in a row as one."""
    for match in _FILLERS.finditer(text):
        change = _filler(text, match.start(), match.end())
        if change is not None:
            yield change


def _filler(text: str, start: int, end: int) -> Change | None:
    said = text[start:end]
    why = (f"“{said}” is a filler",)
    left = before_spaces(text, start)
    before = text[left - 1 : left].strip("\r\n")  # "" at the start of a line
    opens = at_opening(text, start)
    right = end
    if text.startswith(",", end):
        right += 1
    elif opens and text[end : end + 1] in _ENDS:  # "Um. So": a sentence of its own
        while text[right : right + 1] in _ENDS:
            right += 1
        if not text[right : right + 1].isspace() and right < len(text):
            return None
    behind = past_spaces(text, right)
    after = text[behind : behind + 1].strip("\r\n")  # "" at the end of a line
    if before in _DASHES or after in _DASHES:
        return None  # "I was - um - going": what becomes of the dashes is a matter of taste
    if before in _OPENING and after in _CLOSING:
        return None  # the word "um"
    following = _PLAIN_WORD.match(text, behind)
    word = following.group() if following else ""
    if said[0].isupper() and right == end and after.isupper() and not is_i(word):
        return None  # "Umm Qasr"
    if said[0].isupper() and opens and after in _TAGS:
        return None  # "Um, [Music] so we": once the tag is gone, "So" needs its capital
    own_comma = before == "," and _belongs_to_filler(text, left - 1)
    if not after:
        own_comma = own_comma or (before == "," and not _ANY.search(text, right))
        return Change(left - own_comma, right, "", why) if before else None
    if after in _CLOSING and not (after in _OPENING and right < behind):
        return Change(left - (before == ","), behind, "", why) if before else None
    if own_comma:
        return Change(left - 1, right, "" if right < behind else " ", why)
    if left == start and before and behind == right:
        return None  # nothing divides it from its neighbours
    if said[0].isupper() and opens and word.islower():
        return Change(start, behind + 1, text[behind].upper(), why)
    return Change(start, behind, "", why)


def _belongs_to_filler(text: str, comma: int) -> bool:
    word = _LAST_WORD.search(text, max(0, comma - 20), comma)
    return word is not None and word.group().lower().replace("’", "'") in _NO_COMMA_AFTER
