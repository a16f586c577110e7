"""A transcript as something to read: paragraphs with their speaker and time, and where in them the changes are.

Start reading from `blocks_of`. A transcript may be one line of 36,000 characters, or 2,000 cues of eight words; both
become paragraphs of a length that people read. Nothing that was said is left out or moved: the words of all blocks,
one after the other, are the words of the speech.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mondegreen.document import Document, Segment
from mondegreen.text import Span

#: A paragraph of so many characters ends with its sentence, and one of so many with its word.
LONG, ENDLESS = 520, 1_100
#: A line of plain text that is shorter was broken on purpose; others are joined, as the width of a page breaks them.
SHORT_LINE = 45

_PARAGRAPH = re.compile(r"\s*(?:\n[^\S\n]*\r?\n|\r[^\S\n]*\r)\s*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+")
_BLANK = re.compile(r"\s+")
_HANGING = re.compile(r"\S+")
_LINE_END = re.compile(r"[^\S\r\n]*(?:\r\n|\n|\r)\s*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words on one line, or with line ends that count; `change` is the number of the proposal that they are."""

    text: str
    change: int | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said from `start` to `end` (seconds; None where the format has no times)."""

    start: float | None
    end: float | None
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. `opens` says that its speaker is another than that of the block before."""

    speaker: str | None
    opens: bool
    cues: tuple[Cue, ...]

    @property
    def start(self) -> float | None:
        """When it begins, in seconds."""
        return self.cues[0].start


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of the speech that belongs to one segment."""

    span: Span
    segment: Segment


def blocks_of(document: Document, changes: Sequence[Span]) -> list[Block]:
    """`document` as paragraphs; `changes` are places of its speech, in order, none over another.

    A change that goes over the end of a cue stands in the cue in which it begins; none goes over the end of a block.
    """
    keep = document.format == "text"
    blocks: list[Block] = []
    speaker: str | None = None
    k = 0
    for parts in _paragraphs(document, changes):
        cues: list[Cue] = []
        at = parts[0].span.start
        for part in parts:
            stretches: list[Stretch] = []
            at = max(at, part.span.start)
            while k < len(changes) and changes[k].start < part.span.end:
                change = changes[k]
                stretches.append(Stretch(_flowing(document.speech[at : change.start], keep)))
                stretches.append(Stretch(flat(document.speech[change.start : change.end]) or " ", k))
                at, k = change.end, k + 1
                if at > part.span.end:  # what hangs on its last word comes along: "Melon / Shaw, who"
                    ends = [c.start for c in changes[k : k + 1]] + [parts[-1].span.end]
                    hung = _HANGING.match(document.speech, at, min(ends))
                    stretches.append(Stretch(hung.group() if hung else ""))
                    at += len(stretches[-1].text)
            stretches.append(Stretch(_flowing(document.speech[at : part.span.end], keep)))
            at = max(at, part.span.end)
            said = tuple(s for s in stretches if s.text)
            if said:
                cues.append(Cue(_seconds(part.segment.start), _seconds(part.segment.end), said))
        if cues:
            mine = parts[0].segment.speaker
            blocks.append(Block(mine, mine != speaker, tuple(cues)))
            speaker = mine
    return blocks


def _paragraphs(document: Document, changes: Sequence[Span]) -> Iterator[list[_Part]]:
    """The parts of each paragraph."""
    parts: list[_Part] = []
    size = 0
    inside = _Inside(changes)
    for part in _parts(document, inside):
        if parts and not inside(part.span.start):
            before, segment = parts[-1], part.segment
            fresh = (
                segment is before.segment
                or not segment.continues
                or segment.speaker != before.segment.speaker
            )
            full = size >= ENDLESS or (size >= LONG and _ends_sentence(document.speech, before.span))
            if fresh or full:
                yield parts
                parts, size = [], 0
        parts.append(part)
        size += len(part.span)
    if parts:
        yield parts


def _ends_sentence(speech: str, span: Span) -> bool:
    return speech[span.start : span.end].rstrip(" \t\r\n\"'”’)]").endswith((".", "!", "?", "…"))


def _parts(document: Document, inside: _Inside) -> Iterator[_Part]:
    """The segments, and of a long one its paragraphs."""
    at = 0
    for k, segment in enumerate(document.segments):
        at += (1 if segment.continues else 2) if k else 0
        if segment.start is not None:
            yield _Part(Span(at, at + len(segment.text)), segment)
        else:
            for lo, hi in _pieces(segment.text, at, inside):
                yield _Part(Span(at + lo, at + hi), segment)
        at += len(segment.text)


def _pieces(text: str, base: int, inside: _Inside) -> Iterator[tuple[int, int]]:
    """`text`, which stands at `base` of the speech, in paragraphs: those it has, the long ones divided."""
    lo = 0
    for match in [*_PARAGRAPH.finditer(text), None]:
        end = len(text) if match is None else match.start()
        if match is not None and inside(base + match.start(), base + match.end()):
            continue
        while end - lo > ENDLESS:
            cut = _cut(text, lo, end, base, inside)
            if cut is None:
                break
            yield lo, cut
            lo = cut
        if text[lo:end].strip():
            yield lo, end
        lo = end if match is None else match.end()


def _cut(text: str, lo: int, end: int, base: int, inside: _Inside) -> int | None:
    """Where a long paragraph at `text[lo:end]` is best divided; None if nowhere."""
    for pattern, begin in ((_SENTENCE_END, lo + LONG), (_BLANK, lo + ENDLESS)):
        until = min(end, lo + ENDLESS) if pattern is _SENTENCE_END else end
        for match in pattern.finditer(text, begin, until):
            if match.end() < end and not inside(base + match.end()):
                return match.end()
    return None


class _Inside:
    """Whether a place of the speech is within a change."""

    def __init__(self, changes: Sequence[Span]) -> None:
        self._starts = [c.start for c in changes]
        self._ends = [c.end for c in changes]

    def __call__(self, start: int, end: int | None = None) -> bool:
        """Whether a cut at `start`, or anywhere up to `end`, would divide a change."""
        k = bisect.bisect_left(self._starts, start if end is None else end)
        return k > 0 and self._ends[k - 1] > start


def _flowing(text: str, keep: bool) -> str:
    """`text` with single blanks; with `keep`, line ends that were meant stay."""
    if "\n" not in text and "\r" not in text:
        return _BLANK.sub(" ", text)
    lines = _LINE_END.split(text)
    out = _BLANK.sub(" ", lines[0])
    for before, line in pairwise(lines):
        meant = keep and (
            len(before) < SHORT_LINE or before.rstrip("\"'”’)]").endswith((".", "!", "?", ":", "…"))
        )
        out += ("\n" if meant else " ") + _BLANK.sub(" ", line)
    return out


def flat(text: str) -> str:
    """`text` on one line, with single blanks and none at its ends."""
    return " ".join(text.split())


def _seconds(milliseconds: int | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000


def clock(seconds: float) -> str:
    """`seconds` as people write a time: "0:07", "12:31", "1:02:45"."""
    whole = int(seconds)
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02}"
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
