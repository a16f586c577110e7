"""Where a place of the raw text is in lines, in the speech, and in time.

The way back of `Document.raw_span`, for whoever shows a proposal or judges it.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

from mondegreen.document import Document, Run, Segment
from mondegreen.proposal import Proposal
from mondegreen.text import Span

_LINE_END = re.compile(r"\r\n|\n|\r")
#: So much is played before and after the words, in seconds.
AROUND = 2.0
#: Where one sentence ends and another begins, as near as it matters; and how far one is shown, in code points.
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*\s|\n\s*\n")
_REACH = 140


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said around a proposal, on one line; `span` is the place in it that the proposal is about.

    `cut` says whether the sentence really begins before the text, and ends after it.
    """

    text: str
    span: Span
    cut: tuple[bool, bool]


class Places:
    """Where the raw text of a document is in lines, in its speech and in time."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._lines = [0, *(m.end() for m in _LINE_END.finditer(document.raw))]
        self._raw_starts: list[int] = []
        self._runs: list[tuple[Run, int, Segment]] = []  # with where the run stands in the speech
        at = 0
        for k, segment in enumerate(document.segments):
            at += (1 if segment.continues else 2) if k else 0
            for run in segment.runs if segment.runs is not None else (Run(segment.span, len(segment.text)),):
                self._raw_starts.append(run.raw.start)
                self._runs.append((run, at, segment))
                at += run.length

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column of code point `offset` of the raw text, both from 1."""
        line = bisect.bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def segment(self, proposal: Proposal) -> Segment | None:
        """The segment in which `proposal` begins."""
        k = bisect.bisect_right(self._raw_starts, proposal.span.start) - 1
        return self._runs[k][2] if k >= 0 else None

    def label(self, proposal: Proposal) -> str:
        """Where `proposal` stands, for people: its time ("0:12:31") or line and column ("13:243")."""
        segment = self.segment(proposal)
        if segment is not None and segment.start is not None:
            seconds = segment.start // 1000
            return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        line, column = self.line_column(proposal.span.start)
        return f"{line}:{column}"

    def moment(self, proposal: Proposal) -> tuple[float, float] | None:
        """From when to when to play to hear `proposal`, in seconds; None if its format has no times.

        A cue has one time for all its words, so where they are in it is estimated by their letters.
        """
        segment = self.segment(proposal)
        if segment is None or segment.start is None:
            return None
        begin = segment.start / 1000
        length = (segment.end / 1000 if segment.end is not None else begin) - begin
        span = self.in_speech(proposal)
        first = self.speech_span(segment.runs[0].raw if segment.runs else segment.span).start
        size = max(1, len(segment.text))
        ends = (min(1.0, max(0.0, (at - first) / size)) for at in (span.start, span.end))
        start, end = (begin + share * max(0.0, length) for share in ends)
        return max(0.0, start - AROUND), end + AROUND

    def sentence(self, proposal: Proposal) -> Sentence:
        """What is said around `proposal`: its sentence, or as much of it as is near."""
        speech, span = self.document.speech, self.in_speech(proposal)
        lo, hi = max(0, span.start - _REACH), min(len(speech), span.end + _REACH)
        before, said, after = speech[lo : span.start], speech[span.start : span.end], speech[span.end : hi]
        begins, ends = list(_SENTENCE_END.finditer(before)), _SENTENCE_END.search(after)
        if begins:
            before = before[begins[-1].end() :]
        elif lo:
            before = before.partition(" ")[2]
        if ends:
            after = after[: ends.start() + 1]
        elif hi < len(speech):
            after = after.rpartition(" ")[0]
        # A letter behind keeps the blank before it.
        start, end = (len(" ".join(f"{part}x".split())) - 1 for part in (before, before + said))
        text = " ".join(f"{before}{said}{after}".split())
        cut = (not begins and lo > 0, not ends and hi < len(speech))
        return Sentence(text, Span(start, max(start, min(end, len(text)))), cut)

    def in_speech(self, proposal: Proposal) -> Span:
        """What `proposal` is about, as a span of `document.speech`."""
        return self.speech_span(proposal.span)

    def speech_span(self, span: Span) -> Span:
        """What the raw text at `span` says, as a span of `document.speech`; empty if it says nothing."""
        start = self._to_speech(span.start, False)
        return Span(start, max(start, self._to_speech(span.end, True)))

    def _to_speech(self, offset: int, is_end: bool) -> int:
        find = bisect.bisect_left if is_end else bisect.bisect_right
        k = find(self._raw_starts, offset) - 1
        if k < 0:
            return 0
        run, at, _ = self._runs[k]
        if len(run.raw) == run.length:
            return at + min(offset - run.raw.start, run.length)
        return at + (run.length if is_end else 0)
