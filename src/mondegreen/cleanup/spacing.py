"""Spacing: "a  b" -> "a b", "a ," -> "a,", "alot" -> "a lot"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mondegreen.cleanup.rule import Change, at_opening, past_spaces
from mondegreen.text import upper_first

#: Words run together that mean nothing else when they are; a capital is kept ("Infact").
RUN_TOGETHER = {
    "abit": "a bit",
    "alittle": "a little",
    "alot": "a lot",
    "andthe": "and the",
    "aslong": "as long",
    "aswell": "as well",
    "atleast": "at least",
    "eachother": "each other",
    "eventhough": "even though",
    "everytime": "every time",
    "forthe": "for the",
    "inbetween": "in between",
    "incase": "in case",
    "infact": "in fact",
    "infront": "in front",
    "inspite": "in spite",
    "inthe": "in the",
    "moreso": "more so",
    "noone": "no one",
    "ofcourse": "of course",
    "ofthe": "of the",
    "onthe": "on the",
    "ontop": "on top",
    "tothe": "to the",
    "upto": "up to",
}
_RUN_TOGETHER = re.compile(
    rf"(?<![\w'’\-‐.@/\\#&=:])(?:{'|'.join(RUN_TOGETHER)})(?![\w'’\-‐@/\\&=(]|[.:]\w)", re.IGNORECASE
)
# Not at a line's start (indentation) or end (a hard break in Markdown).
_SPACES = re.compile(r"(?<=[^\s])  +(?=[^\s])")
_SPACE_BEFORE = re.compile(r"(?<=[\w\"”’)\]]) +(?=[,.;:!?](?:[\"”’]|\s|$))")
_MARKS = frozenset(",.;:!?")
_LINE = re.compile(r"[^\r\n]+")
_LIST_MARKER = re.compile(r"[ \t]*(?:[-*+•]|\d+[.)])")


def find(text: str) -> Iterator[Change]:
    """Words run together, then spaces before a mark, then double spaces."""
    for match in _RUN_TOGETHER.finditer(text):
        word = match.group()
        apart = RUN_TOGETHER[word.lower()]
        if word == "noone" or (word != "Noone" and word.islower()):
            yield Change(match.start(), match.end(), apart, (f"“{word}” is “{apart}”",))
        elif (
            word != "Noone" and word[1:].islower() and at_opening(text, match.start())
        ):  # Peter Noone is a name
            yield Change(
                match.start(), match.end(), upper_first(apart), (f"“{word}” is “{upper_first(apart)}”",)
            )
    for match in _SPACE_BEFORE.finditer(text):
        mark = match.end()
        behind = past_spaces(text, mark + 1)
        following = text[behind : behind + 1]
        if following in _MARKS or (text[match.start() - 1].isdigit() and following.isdigit()):
            continue  # ". . .", "10 : 30"
        yield Change(match.start(), mark, "", (f"no space stands before “{text[mark]}”",))
    for line in _LINE.finditer(text):
        if "|" in line.group():
            continue  # a table in Markdown
        for match in _SPACES.finditer(text, line.start(), line.end()):
            if not _LIST_MARKER.fullmatch(text, line.start(), match.start()):
                yield Change(match.start() + 1, match.end(), "", ("one space is enough",))
