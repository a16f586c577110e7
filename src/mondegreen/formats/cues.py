"""What SubRip and WebVTT share: cues found among lines, and the speech found in a cue.

Start reading from `find_cues`, then `segments_of`. Both are forgiving: whatever is broken in a file is
noted as a `Problem`, and the speech around it is found all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from mondegreen.document import Problem, Run, Segment
from mondegreen.formats.scan import LINE_BREAK, decode
from mondegreen.text import Span

#: A pause of more milliseconds ends a sentence.
PAUSE = 3_000

_BREAK_TAG = re.compile(r"<[bB][rR]\s*/?>")
_STAMP = r"(?:(\d+)\s?:\s?)?(\d+)\s?:\s?(\d+)(?:[.,:](\d{1,3})\d*)?"
_TIMES = re.compile(rf"\s*{_STAMP}\s*-+>\s*{_STAMP}(?![\d:])")
# A timing line whose arrow suffered on the way.
_ALMOST = re.compile(r"\s*\d+:\d+:\d+[.,\d]*\s*(?:-+&gt;|[-–—]+>?|→)\s*\d+:\d+:\d+[.,\d]*\s*")
# "- Hello", ">> MARY: Hello"; not "-5 degrees", and not "--and then", which goes on.
_TURN = re.compile(
    r"[ \t]*(?P<dash>>>+[ \t]*|[-‐‑–—](?![-‐‑–—\d>])[ \t]*)?"
    r"(?:(?P<label>[^\W\d_](?:[^\W_]|[ .,'’&()/-]){0,38}):(?=\s|\Z)[ \t]*)?"
)
# What may stand around a number: a byte order mark, where files were joined.
_PADDING = "\ufeff \t"
_NUMBER = re.compile(r"[0-9]{1,9}")
_NUMBERED = re.compile(r"[Ss]peaker ?\d{1,3}")


_Times = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Cue:
    """The text of one cue at `span`; times in milliseconds. `stray`: it stands outside of any cue."""

    span: Span
    start: int | None = None
    end: int | None = None
    stray: bool = False


def is_timing(line: str) -> bool:
    """Whether `line` is one that opens a cue, its times readable or not."""
    if "-->" in line:
        return line.lstrip()[0] in "-0123456789"
    return line[:1] in " \t0123456789" and _ALMOST.fullmatch(line) is not None


def find_cues(
    raw: str,
    lines: Sequence[Span],
    first: int,
    named: bool,
    is_aside: Callable[[str], bool] = lambda line: False,
) -> tuple[list[Cue], list[Problem]]:
    """The cues in `lines[first:]`, and what is wrong with them.

    A cue is its timing line, the text below it up to a blank line, and perhaps a line above it that
    identifies it: a number, or anything if cues are `named`. `is_aside` tells from its first line a block
    that is neither cue nor speech. Other text between two cues is taken for speech that a blank line cut
    off.
    """
    texts = [raw[span.start : span.end] for span in lines]
    timings = [k for k in range(first, len(lines)) if is_timing(texts[k])]
    cues: list[Cue] = []
    problems: list[Problem] = []
    unnumbered: list[int] = []
    number = 0
    begin = first  # of the lines that still belong to the cue before
    before: _Times | None = None
    for timing in timings:
        ident = _identifier(texts, begin, timing, before is None, number + 1, named)
        stop = timing if ident is None else ident
        if before is not None and begin < stop and texts[stop - 1].strip():
            problems.append(Problem(stop + 1, "no blank line before this cue"))
        found, faults = _between(texts, lines, begin, stop, before, named, is_aside)
        cues += found
        times = _times(texts[timing])
        problems += [
            *faults,
            *(Problem(timing + 1, fault) for fault in _faults(texts[timing], times, before)),
        ]
        before = times
        text = texts[ident].strip(_PADDING) if ident is not None else ""
        number = int(text) if _NUMBER.fullmatch(text) else number + 1
        if ident is None:
            unnumbered.append(timing)
        begin = timing + 1
    found, faults = _between(texts, lines, begin, len(lines), before, named, is_aside)
    cues += found
    problems += faults
    if unnumbered and not named:
        more = f" (and {len(unnumbered) - 1} more)" if len(unnumbered) > 1 else ""
        problems.append(Problem(unnumbered[0] + 1, f"the cue has no number{more}"))
    if not timings:
        problems.append(Problem(1, "no cue: no line looks like 00:00:01,000 --> 00:00:02,000"))
    return cues, sorted(problems, key=lambda p: p.line)


def _identifier(
    texts: Sequence[str], begin: int, timing: int, opening: bool, due: int, named: bool
) -> int | None:
    """The line above `timing` that identifies its cue, if there is one; lines from `begin` on are free.

    A number that no blank line sets off may as well be what was said ("42"): it counts only if it is `due`,
    or would be if one cue was lost.
    """
    k = timing - 1
    while k >= begin and not texts[k].strip():
        k -= 1
    if k < begin:
        return None
    text = texts[k].strip(_PADDING)
    is_number = _NUMBER.fullmatch(text) is not None
    is_due = is_number and int(text) in (due, due + 1)
    set_off = (opening and k == begin) or (k > begin and not texts[k - 1].strip())
    if k < timing - 1:  # a number, a blank line, times
        return k if is_due and set_off and not named else None
    if set_off:
        return k if is_number or named else None
    return k if is_due else None


def _between(
    texts: Sequence[str],
    lines: Sequence[Span],
    begin: int,
    stop: int,
    before: _Times | None,
    named: bool,
    is_aside: Callable[[str], bool],
) -> tuple[list[Cue], list[Problem]]:
    """The text of the cue whose times are `before`, and what else stands up to line `stop`."""
    cues: list[Cue] = []
    problems: list[Problem] = []
    k = begin
    if before is not None:
        # WebVTT: only an empty line ends a cue; YouTube writes " " for an empty row.
        while k < stop and (texts[k] if named else texts[k].strip()):
            k += 1
        if k > begin:
            cues.append(Cue(Span(lines[begin].start, lines[k - 1].end), *before))
    for lo, hi in _blocks(texts, k, stop):
        if is_aside(texts[lo]):
            continue
        text = texts[lo].strip(_PADDING)
        if not named and hi - lo > 1 and _NUMBER.fullmatch(text):
            problems.append(Problem(lo + 1, f"cue {text} has no line of times"))
            lo += 1
        elif before is not None:
            problems.append(Problem(lo + 1, "text outside of any cue: a blank line cut it off"))
        else:
            problems.append(Problem(lo + 1, "text before the first cue"))
            if named:  # in the head of WebVTT, a broken style sheet more often than speech
                continue
        cues.append(Cue(Span(lines[lo].start, lines[hi - 1].end), stray=True))
    return cues, problems


def _blocks(texts: Sequence[str], begin: int, stop: int) -> Iterator[tuple[int, int]]:
    k = begin
    while k < stop:
        if not texts[k].strip():
            k += 1
            continue
        lo = k
        while k < stop and texts[k].strip():
            k += 1
        yield lo, k


def _times(line: str) -> _Times:
    match = _TIMES.match(line)
    if match is None:
        return None, None
    one, two = match.groups()[:4], match.groups()[4:]
    return _milliseconds(*one), _milliseconds(*two)


def _faults(line: str, times: _Times, before: _Times | None) -> Iterator[str]:
    start, end = times
    if start is None or end is None:
        yield f"times can't be read: {line.strip()[:60]!r}"
    elif "-->" not in line:
        yield f"the arrow between the times must be -->: {line.strip()[:60]!r}"
    elif end < start:
        yield "the cue ends before it begins"
    elif before is not None and before[0] is not None and start < before[0]:
        yield "the cue begins before the one above it"


def _milliseconds(hours: str | None, minutes: str, seconds: str, fraction: str | None) -> int:
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1_000 + int((fraction or "0").ljust(3, "0"))


class _Turn:
    """What one person says in one cue, while it is put together: stretches of raw text and their speech."""

    def __init__(self, speaker: str | None, marked: bool, labelled: bool = False) -> None:
        self.speaker = speaker
        self.marked = marked  # by a dash, a label or another voice: it goes on from nothing
        self.labelled = labelled
        self.parts: list[tuple[int, int, str | None]] = []  # (start, end, speech if it is not verbatim)

    def segment(self, raw: str, cue: Cue, speaker: str | None, continues: bool) -> Segment | None:
        """The turn without blanks at its ends; None if nothing is said."""
        parts = self.parts
        while parts and not (parts[-1][2] or raw[parts[-1][0] : parts[-1][1]]).strip():
            parts.pop()
        first = 0
        while first < len(parts) and not (parts[first][2] or raw[parts[first][0] : parts[first][1]]).strip():
            first += 1
        parts = parts[first:]
        if not parts:
            return None
        start, end, escape = parts[-1]
        if escape is None:
            text = raw[start:end]
            parts[-1] = (start, end - len(text) + len(text.rstrip()), None)
        start, end, escape = parts[0]
        if escape is None:
            text = raw[start:end]
            parts[0] = (start + len(text) - len(text.lstrip()), end, None)
        runs = [Run(Span(a, b), b - a if said is None else len(said)) for a, b, said in parts]
        said = "".join(raw[a:b] if said is None else said for a, b, said in parts)
        span = Span(parts[0][0], parts[-1][1])
        plain = len(runs) == 1 and len(span) == len(said)
        return Segment(said, span, speaker, cue.start, cue.end, None if plain else tuple(runs), continues)


def segments_of(
    raw: str, cues: Sequence[Cue], mark: re.Pattern[str], voice_of: Callable[[str], str | None]
) -> tuple[Segment, ...]:
    """The speech of `cues`, a segment for each turn of each cue.

    `mark` finds tags, which are not speech, and entities, which begin with "&". `voice_of` says whom a tag
    names as the speaker. A speaker named by a label ("MARY: ...") goes on speaking until somebody else is
    marked; one named by a voice tag speaks in that cue only, as WebVTT has it.
    """
    segments: list[Segment] = []
    label: str | None = None
    before: Cue | None = None
    rows: list[str] = []  # of the cue before, as speech
    for cue in cues:
        flows = before is not None and _flows(before, cue)
        mine: list[Segment] = []
        for turn in _turns(raw, cue, mark, voice_of):
            if turn.marked or not (flows or mine):
                label = None
            speaker = turn.speaker or label
            last = mine[-1] if mine else segments[-1] if segments else None
            # A cue that names nobody may still be the same person's.
            same = last is not None and speaker in (None, last.speaker)
            continues = (flows or bool(mine)) and not turn.marked and same
            segment = turn.segment(raw, cue, speaker, continues)
            if segment is None:
                continue
            if turn.labelled:
                label = turn.speaker
            mine.append(segment)
        if not mine:
            continue
        shown = [row.strip() for segment in mine for row in LINE_BREAK.split(segment.text) if row.strip()]
        # Rolling captions show the last line again: the sentence goes on inside the cue.
        if mine[0].continues and (mine[0].text.startswith(">>") or (rows and shown[0] == rows[-1])):
            mine[0] = replace(mine[0], continues=False)
        segments += mine
        rows, before = shown, cue
    return tuple(segments)


def _flows(before: Cue, cue: Cue) -> bool:
    """Whether a sentence may go on from one cue to the next; where times are missing, it may."""
    if before.stray or cue.stray:
        return False
    if before.start is None or before.end is None or cue.start is None:
        return True
    return before.start <= cue.start <= before.end + PAUSE


def _turns(raw: str, cue: Cue, mark: re.Pattern[str], voice_of: Callable[[str], str | None]) -> list[_Turn]:
    turns = [_Turn(None, False)]
    fresh = True  # nothing was said on this line yet
    at = cue.span.start
    for match in mark.finditer(raw, cue.span.start, cue.span.end):
        fresh = _add_lines(turns, raw, at, match.start(), fresh)
        at = match.end()
        text = match.group()
        if text[0] == "&":
            said = decode(text)
            fresh = fresh and (said is None or said.isspace())
            turns[-1].parts.append((match.start(), at, said))
        elif _BREAK_TAG.fullmatch(text):
            turns[-1].parts.append((match.start(), at, "\n"))
        elif (voice := voice_of(text)) is not None and voice != turns[-1].speaker:
            if any(said or raw[a:b].strip() for a, b, said in turns[-1].parts):
                turns.append(_Turn(voice, True))
            else:
                turns[-1].speaker = voice
    _add_lines(turns, raw, at, cue.span.end, fresh)
    return turns


def _add_lines(turns: list[_Turn], raw: str, start: int, end: int, fresh: bool) -> bool:
    """Give `raw[start:end]`, which holds no tags, to the last of `turns`, or to a new one that it opens."""
    at = start
    while at < end:
        line_break = LINE_BREAK.search(raw, at, end)
        stop, after = line_break.span() if line_break else (end, end)
        if fresh and (turn := _TURN.match(raw, at, stop)):
            label = turn["label"] if _is_label(turn, raw[turn.end() : stop]) else None
            if label or turn["dash"]:
                speaker = label or (turns[-1].speaker if not turns[-1].parts else None)
                turns.append(_Turn(speaker, True, labelled=label is not None))
                at = turn.end() if label or not turn["label"] else turn.end("dash")
        if at < after:
            turns[-1].parts.append((at, after, None))
        fresh = line_break is not None or (fresh and not raw[at:stop].strip())
        at = after
    return fresh


def _is_label(turn: re.Match[str], rest: str) -> bool:
    """Whether a name before a colon is the speaker's: in capitals, and short, unless all is in capitals."""
    label = turn["label"]
    if label is None:
        return False
    if _NUMBERED.fullmatch(label):
        return True
    shouted = rest.isupper() and turn["dash"] is None  # "THE QUESTION IS: WHY"
    return label.isupper() and label.count(" ") < 4 and not shouted
