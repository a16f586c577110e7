"""A transcript as raw text plus a note of which parts of it are speech, and edits that touch nothing else.

Start reading from `Document`. A format (see `mondegreen.formats`) makes one from raw text; it never rewrites
anything. Matching works on `Document.speech`, the spoken words as a person reads them; `edits_for` leads a
correction of that speech back to the raw text, however it is spread there: over a line break, over two cues,
around a tag, through an escape such as `&amp;`. `apply` splices edits in and leaves every other code point alone.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from mondegreen.errors import EditError
from mondegreen.text import Span, fold


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `old`, which stands at `span` of the raw text, by `new`."""

    span: Span
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Run:
    """`length` code points of speech that the raw text holds at `raw`.

    Verbatim when the lengths agree; otherwise an escape, taken or replaced as a whole ("&" for `&amp;`).
    """

    raw: Span
    length: int


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of speech: a whole plain text, a cue, a paragraph.

    `text` is what was said, `span` where it stands in the raw text. `runs` map `text` onto the raw text, in
    order and without gaps in `text`; None means that `text` is the raw text at `span`. `start` and `end` are
    milliseconds, where the format has times. `continues` says that a sentence may go on from the segment before.
    """

    text: str
    span: Span
    speaker: str | None = None
    start: int | None = None
    end: int | None = None
    runs: tuple[Run, ...] | None = None
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in a transcript that did not keep its speech from being found; `line` counts from 1."""

    line: int
    message: str


def _same(text: str) -> str:
    return text


_LINE_BREAK = re.compile(r"[^\S\r\n]*[\r\n]\s*")


@dataclass(frozen=True)
class Document:
    """Raw text and the segments of it that are speech.

    `escape` writes speech the way the format needs it ("&" as `&amp;`). `problems` are faults of the format,
    to be shown to the user. `speech` joins the segments: with a line break where a sentence may go on, with a
    blank line where it may not.
    """

    raw: str
    format: str
    segments: tuple[Segment, ...]
    escape: Callable[[str], str] = field(default=_same, compare=False)
    problems: tuple[Problem, ...] = ()
    speech: str = field(init=False, repr=False, compare=False)
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.segments) == 1:
            object.__setattr__(self, "speech", self.segments[0].text)
            object.__setattr__(self, "_starts", (0,))
            return
        parts: list[str] = []
        starts: list[int] = []
        at = 0
        for k, segment in enumerate(self.segments):
            if k:
                joint = "\n" if segment.continues else "\n\n"
                parts.append(joint)
                at += len(joint)
            starts.append(at)
            parts.append(segment.text)
            at += len(segment.text)
        object.__setattr__(self, "speech", "".join(parts))
        object.__setattr__(self, "_starts", tuple(starts))

    @classmethod
    def plain(cls, raw: str) -> Document:
        """A document that is speech from end to end."""
        return cls(raw, "text", (Segment(raw, Span(0, len(raw))),))

    def segment_at(self, offset: int) -> Segment | None:
        """The segment that holds code point `offset` of `speech`; None between segments."""
        k = bisect.bisect_right(self._starts, offset) - 1
        if k < 0 or offset >= self._starts[k] + len(self.segments[k].text):
            return None
        return self.segments[k]

    def raw_span(self, start: int, end: int) -> Span:
        """The smallest part of the raw text that holds `speech[start:end]`, which must not be empty."""
        pieces = list(self._raw_pieces(start, end))
        return Span(pieces[0][0].start, pieces[-1][0].end)

    def edits_for(self, start: int, end: int, new: str) -> tuple[Edit, ...]:
        """The edits of the raw text that turn `speech[start:end]` into `new`; () if it can't be done.

        Line breaks and the bounds of segments stay where they are: the words of `new` are shared out over the
        lines. It can't be done when a segment would be left with no words at all, or half an escape is meant.
        """
        parts = [(start, end, new)] if self._is_contiguous(start, end) else self._over_lines(start, end, new)
        edits: list[Edit] = []
        for lo, hi, words in parts:
            if self.speech[lo:hi] == words:
                continue
            edits += self._raw_edits(lo, hi, words)
        return tuple(edits)

    def _is_contiguous(self, start: int, end: int) -> bool:
        return not _LINE_BREAK.search(self.speech, start, end)

    def _over_lines(self, start: int, end: int, new: str) -> list[tuple[int, int, str]]:
        """Share the words of `new` out over the lines that `speech[start:end]` covers."""
        lines: list[tuple[int, int]] = []
        at = start
        for match in _LINE_BREAK.finditer(self.speech, start, end):
            lines.append((at, match.start()))
            at = match.end()
        lines.append((at, end))
        words = new.split()
        heard = [self.speech[lo:hi] for lo, hi in lines]
        share = _share_out(heard, words, [self._stands_alone(lo, hi) for lo, hi in lines])
        if share is None:
            return []
        parts: list[tuple[int, int, str]] = []
        for (lo, hi), mine in zip(lines, share, strict=True):
            if not mine:  # the line loses its word, and with it the space beside it
                while hi < len(self.speech) and self.speech[hi] in " \t":
                    hi += 1
                if hi == len(self.speech) or self.speech[hi] in "\r\n":
                    while lo and self.speech[lo - 1] in " \t":
                        lo -= 1
            parts.append((lo, hi, " ".join(mine)))
        return parts

    def _stands_alone(self, lo: int, hi: int) -> bool:
        """Whether nothing else is said on the line that holds `speech[lo:hi]`."""
        before = max(self.speech.rfind("\n", 0, lo), self.speech.rfind("\r", 0, lo)) + 1
        after = min((k for k in (self.speech.find("\n", hi), self.speech.find("\r", hi)) if k >= 0), default=-1)
        rest = self.speech[before:lo] + self.speech[hi : after if after >= 0 else None]
        return not any(c.isalnum() for c in rest)

    def _raw_pieces(self, start: int, end: int) -> Iterable[tuple[Span, bool]]:
        """The raw spans that hold `speech[start:end]`, and whether each is verbatim; adjacent ones merged."""
        k = max(0, bisect.bisect_right(self._starts, start) - 1)
        pieces: list[tuple[Span, bool]] = []
        while k < len(self.segments) and self._starts[k] < end:
            segment, base = self.segments[k], self._starts[k]
            lo, hi = max(start - base, 0), min(end - base, len(segment.text))
            at = 0
            for run in segment.runs if segment.runs is not None else (Run(segment.span, len(segment.text)),):
                a, b = max(lo, at), min(hi, at + run.length)
                if a < b:
                    verbatim = len(run.raw) == run.length
                    span = Span(run.raw.start + a - at, run.raw.start + b - at) if verbatim else run.raw
                    whole = verbatim or (a == at and b == at + run.length)
                    if pieces and pieces[-1][0].end == span.start and pieces[-1][1] and whole:
                        pieces[-1] = (Span(pieces[-1][0].start, span.end), True)
                    else:
                        pieces.append((span, whole))
                at += run.length
                if at >= hi:
                    break
            k += 1
        return pieces

    def _raw_edits(self, start: int, end: int, new: str) -> list[Edit]:
        pieces = list(self._raw_pieces(start, end))
        if not pieces or not all(whole for _, whole in pieces):
            return []
        written = self.escape(new)
        edits = [Edit(pieces[0][0], self.raw[pieces[0][0].start : pieces[0][0].end], written)]
        # A tag inside the word stays where it is; what stood behind it goes.
        edits += [Edit(span, self.raw[span.start : span.end], "") for span, _ in pieces[1:]]
        return [e for e in edits if e.old != e.new]


def _share_out(heard: Sequence[str], words: Sequence[str], alone: Sequence[bool]) -> list[list[str]] | None:
    """Which of `words` goes on which line; `alone` lines may not stay empty.  None if there are too few words.

    Every cut is tried; the one is taken that leaves most words where they were heard, judged by their length:
    "Melon / Shaw" keeps "Mélenchon" on the first line, "here stomach / stommer" puts one word on each.
    """
    n, lines = len(words), len(heard)
    if n < sum(alone):
        return None
    best: tuple[float, list[list[str]]] | None = None
    total_heard, total_new = sum(map(len, heard)) or 1, sum(map(len, words)) or 1

    def cuts(line: int, at: int, so_far: list[list[str]], cost: float) -> None:
        nonlocal best
        if best is not None and cost >= best[0]:
            return
        if line == lines - 1:
            mine = list(words[at:])
            if mine or not alone[line]:
                total = cost + _misfit(heard[line], mine, total_heard, total_new)
                if best is None or total < best[0]:
                    best = (total, [*so_far, mine])
            return
        for upto in range(at, n + 1):
            mine = list(words[at:upto])
            if mine or not alone[line]:
                cuts(line + 1, upto, [*so_far, mine], cost + _misfit(heard[line], mine, total_heard, total_new))

    cuts(0, 0, [], 0.0)
    return best[1] if best is not None else None


def _misfit(heard: str, mine: Sequence[str], total_heard: int, total_new: int) -> float:
    same = {fold(w) for w in heard.split()} & {fold(w) for w in mine}
    return abs(len(heard) / total_heard - sum(map(len, mine)) / total_new) - len(same)


def apply(raw: str, edits: Iterable[Edit]) -> str:
    """`raw` with `edits` made; everything outside their spans stays as it is, code point for code point.

    Raises `EditError` if two edits overlap or an edit's old text is not at its span.
    """
    ordered = sorted(edits, key=lambda e: (e.span.start, e.span.end))
    for left, right in pairwise(ordered):
        if right.span.start < left.span.end or right.span == left.span:
            raise EditError(
                f"two edits overlap: {left.old!r} at {left.span.start} and {right.old!r} at {right.span.start}",
                right.span.start,
            )
    out: list[str] = []
    at = 0
    for edit in ordered:
        found = raw[edit.span.start : edit.span.end]
        if found != edit.old or edit.span.end > len(raw):
            raise EditError(
                f"the text has changed: expected {edit.old!r} at offset {edit.span.start}, found {found!r}",
                edit.span.start,
            )
        out += [raw[at : edit.span.start], edit.new]
        at = edit.span.end
    out.append(raw[at:])
    return "".join(out)
