"""Joins the changes of one round with those before it, and refuses what would empty a line or a cue.

Start reading from `Round.add`. A rule finds its changes in a text that earlier ones have changed already;
here they are led back to the speech that the document began with, and from there to its raw text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from mondegreen.cleanup.rule import BREAK, SPACE, Change, end_of_line, start_of_line
from mondegreen.document import Document, Edit

_WORD = re.compile(r"[^\W_]")
_AT_LINE_START = frozenset("-‐–—>#*+|=~`:")


def with_changes(text: str, changes: Iterable[Change]) -> str:
    """`text` after these changes, which are in order and share nothing."""
    out: list[str] = []
    at = 0
    for change in changes:
        out += [text[at : change.start], change.new]
        at = change.end
    return "".join([*out, text[at:]])


def without_overlaps(changes: Iterable[Change]) -> list[Change]:
    """The first of those that share text; the others have their turn in the next round, if still wanted."""
    kept: list[Change] = []
    for change in sorted(changes, key=lambda c: c.start):
        if not kept or change.start >= kept[-1].end:
            kept.append(change)
    return kept


class Round:
    """Changes of the speech, which gave `text`, being joined with new ones of `text`, from left to right."""

    def __init__(self, document: Document, text: str, changes: list[Change]) -> None:
        self._document = document
        self._text = text
        self._waiting = list(reversed(changes))
        self._done: list[Change] = []
        self._spots: list[tuple[int, int, int]] = []  # of `_done`: bounds in the text, and `_shift` before it
        self._shift = 0  # what an offset of the text has more than that of the speech, behind `_done`
        self._line = _Line(text)
        self._gone = 0  # end of the last line that was taken out
        self._tried = 0  # end of the last change that was tried

    def changes(self) -> list[Change]:
        """All changes of the speech by now, in order."""
        return [*self._done, *reversed(self._waiting)]

    def add(self, change: Change) -> bool:
        """Make `change` of the text, if it can be made; it must lie behind those added before."""
        if (instead := change.instead) is not None:
            self._pass(instead.end)
            if self._document.segment_at(self._behind(instead.end)) is None and instead.start >= self._tried:
                change = replace(instead, rules=change.rules)
        self._pass(change.end)
        self._tried = change.end
        if not self._line.bears(change):
            return False
        # What lies within `change` becomes one with it: the "um " of a phrase that is then taken out.
        first = len(self._done)
        while first and self._spots[first - 1][1] > change.start:
            first -= 1
        touched, spots = self._done[first:], self._spots[first:]
        begin, end, shift_before = change.start, change.end, self._shift
        if spots:
            begin, end, shift_before = min(begin, spots[0][0]), max(end, spots[-1][1]), spots[0][2]
        before = ""
        for (lo, hi, _), earlier in zip(spots, touched, strict=True):
            if lo < change.start:
                before += earlier.new[: len(earlier.new) - max(0, hi - change.start)]
        whole = Change(
            begin - shift_before,
            end - self._shift,
            before + change.new + self._text[change.end : end],
            tuple(dict.fromkeys(why for c in [*touched, change] for why in c.why)),
            tuple(dict.fromkeys(rule for c in [*touched, change] for rule in c.rules)),
        )
        if not edits(self._document, whole) or not self._keeps_a_line(begin, end, whole, first):
            return False
        self._done[first:] = [whole]
        self._spots[first:] = [(begin, end, shift_before)]
        if BREAK.search(self._text, change.start, change.end):
            self._gone = change.end
        self._line.made(change)
        return True

    def _keeps_a_line(self, begin: int, end: int, whole: Change, first: int) -> bool:
        """If a line goes: whether one beside it, of the same segment, has words that stay.

        `begin` and `end` bound it in the text; it is about to replace `_done` from `first` on.
        """
        text = self._text
        if not BREAK.search(text, begin, end):
            return True
        segment = self._document.segment_at(whole.start)
        hi = end
        while hi < len(text) and text[hi].isspace():
            hi += 1
        if self._document.segment_at(self._behind(hi)) is segment and _WORD.search(
            text, hi, end_of_line(text, hi)
        ):
            return True
        lo = begin - 1
        while lo >= 0 and text[lo].isspace():
            lo -= 1
        if lo < self._gone:
            return False  # nothing stands before, or it has just gone
        while first and self._spots[first - 1][0] > lo:
            first -= 1
        at = lo - (self._spots[first][2] if first < len(self._spots) else self._shift)
        if first and self._spots[first - 1][1] > lo:
            at = self._done[first - 1].start
        return self._document.segment_at(at) is segment and bool(
            _WORD.search(text, start_of_line(text, lo), lo + 1)
        )

    def _behind(self, at: int) -> int:
        """The offset of the speech for `at` of the text, which lies behind `_done`."""
        shift = self._shift
        for change in reversed(self._waiting):
            if change.start + shift > at or (change.start + shift == at and change.new):
                break
            shift += len(change.new) - (change.end - change.start)
        return at - shift

    def _pass(self, end: int) -> None:
        """Move what stands before offset `end` of the text to `_done`."""
        while self._waiting and (begin := self._waiting[-1].start + self._shift) < end:
            change = self._waiting.pop()
            self._done.append(change)
            self._spots.append((begin, begin + len(change.new), self._shift))
            self._shift += len(change.new) - (change.end - change.start)


def edits(document: Document, change: Change) -> tuple[Edit, ...]:
    """The edits of the raw text; () if it can't be done."""
    change = without_common_blanks(document.speech, change)
    if not BREAK.search(document.speech, change.start, change.end):
        return document.edits_for(change.start, change.end, change.new)
    # A line goes with its break: only inside one segment, and where the raw text is the speech.
    segment = document.segment_at(change.start)
    if segment is None or document.segment_at(change.end - 1) is not segment:
        return ()
    span = document.raw_span(change.start, change.end)
    old = document.raw[span.start : span.end]
    if old != document.speech[change.start : change.end]:
        return ()
    return (Edit(span, old, document.escape(change.new)),)


def without_common_blanks(speech: str, change: Change) -> Change:
    """`change` without the blanks at either end that stay, so that a tag beside them is left in peace."""
    start, end, new = change.start, change.end, change.new
    while new and start < end and new[0] == speech[start] and new[0] in SPACE:
        start, new = start + 1, new[1:]
    while new and start < end and new[-1] == speech[end - 1] and new[-1] in SPACE:
        end, new = end - 1, new[:-1]
    return replace(change, start=start, end=end, new=new)


class _Line:
    """Whether the lines of a text bear the changes that are made to it from left to right.

    A line must keep words, and nothing that means something there may come to its start: the dash of a new
    speaker, the signs of Markdown.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._end = -1
        self._seen = 0  # up to here, `_has_words` tells
        self._has_words = False

    def bears(self, change: Change) -> bool:
        if BREAK.search(self._text, change.start, change.end):
            return True  # the whole line goes; see `_keeps_a_line`
        if change.start > self._end:
            self._seen = start_of_line(self._text, change.start)
            self._end = end_of_line(self._text, change.start)
            self._has_words = False
        if not self._has_words:
            self._has_words = _WORD.search(self._text, self._seen, change.start) is not None
            self._seen = change.start
        if (
            not self._has_words
            and not change.new
            and self._text[change.end : change.end + 1] in _AT_LINE_START
        ):
            return False
        return (
            self._has_words
            or _WORD.search(change.new) is not None
            or _WORD.search(self._text, change.end, self._end) is not None
        )

    def made(self, change: Change) -> None:
        self._seen = change.end
        self._has_words = self._has_words or _WORD.search(change.new) is not None
