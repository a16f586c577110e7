"""The words around a place, cut so that a person can judge it.

Transcripts may hold 36,000 characters in one line, or eight words a cue, so nothing here thinks in lines: a
`Window` is a stretch of speech. What a transcript says is not trusted: see `visible`.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from mondegreen.document import HOLE
from mondegreen.places import Places
from mondegreen.proposal import Proposal
from mondegreen.text import Span

_PARAGRAPH = re.compile(r"\s*(?:\n[^\S\n]*\r?\n|\r[^\S\n]*\r)\s*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s*\Z")
_KEPT_FORMAT = "\u200c\u200d"  # joiners: Persian spelling and emoji need them


class Piece(Enum):
    """What a stretch of a diff is."""

    SAME = " "
    OLD = "-"
    NEW = "+"


def visible(text: str) -> str:
    r"""`text` with all escaped that could move a cursor or turn the reading direction ("\x1b", "\u202e").

    White space becomes single spaces, and the end of a paragraph a pilcrow.
    """
    flat = " ".join(_PARAGRAPH.sub(" ¶ ", text).split(" ")) if "\n" in text or "\r" in text else text
    flat = re.sub(r"[ \t\r\n\v\f\u00a0]+", " ", flat)
    if flat.isascii() and flat.isprintable():
        return flat
    flat = flat.replace(HOLE, "[…]")  # inline code and the like, which nobody says
    return "".join(c if harmless(c) else _escaped(c) for c in flat)


def harmless(character: str) -> bool:
    """Whether `character` neither controls anything nor is a lone half of one; white space apart from " " is not."""
    category = unicodedata.category(character)
    return category not in ("Cc", "Cf", "Cs", "Zl", "Zp") or character in _KEPT_FORMAT


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def word_diff(old: str, new: str) -> list[tuple[Piece, str]]:
    """How `old` becomes `new`, word by word: each stretch is the same in both, only old, or only new.

    >>> [(piece.value, text) for piece, text in word_diff("these landscape", "these Zelensky")]
    [(' ', 'these '), ('-', 'landscape'), ('+', 'Zelensky')]
    """
    a, b = re.findall(r"\s+|\S+", old), re.findall(r"\s+|\S+", new)
    pieces: list[tuple[Piece, str]] = []
    gone, come = "", ""
    opcodes = difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    for k, (tag, i, j, m, n) in enumerate(opcodes):
        same = "".join(a[i:j])
        between = 0 < k < len(opcodes) - 1
        if tag != "equal" or (between and same.isspace()):  # a space between two changes belongs to both
            gone += same
            come += "".join(b[m:n])
            continue
        pieces += [(Piece.OLD, gone)] * bool(gone) + [(Piece.NEW, come)] * bool(come)
        pieces.append((Piece.SAME, same))
        gone = come = ""
    return pieces + [(Piece.OLD, gone)] * bool(gone) + [(Piece.NEW, come)] * bool(come)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of speech around some changes.

    `cut_left`, `cut_right`: whether more is said beyond it that belongs to it, as its sentence goes on there.
    """

    span: Span
    cut_left: bool
    cut_right: bool


def window(speech: str, start: int, end: int, before: int, after: int) -> Window:
    """`speech[start:end]` with up to `before` and `after` characters of its surroundings, in whole words.

    A paragraph's end stops it, unless that would leave next to nothing of the surroundings.
    """
    lo, hi = max(0, start - before), min(len(speech), end + after)
    enough = 25
    for match in _PARAGRAPH.finditer(speech, lo, start):
        if start - match.end() >= enough:
            lo = match.end()
    if (stop := _PARAGRAPH.search(speech, min(end + enough, hi), hi)) is not None:
        hi = stop.start()
    if 0 < lo < start and not speech[lo - 1].isspace():
        while lo < start and not speech[lo].isspace():
            lo += 1
    while lo < start and speech[lo].isspace():
        lo += 1
    if end < hi < len(speech) and not speech[hi].isspace():
        while hi > end and not speech[hi - 1].isspace():
            hi -= 1
    while hi > end and speech[hi - 1].isspace():
        hi -= 1
    cut_left, cut_right = bool(speech[:lo].strip()), bool(speech[hi:].strip())
    return Window(Span(lo, hi), cut_left and not _ended(speech, lo), cut_right and not _ended(speech, hi))


def _ended(speech: str, offset: int) -> bool:
    """Whether a sentence ends before `offset`, quotation marks and white space aside."""
    return _SENTENCE_END.search(speech, max(0, offset - 20), offset) is not None


def around(places: Places, proposal: Proposal, width: int) -> str:
    """The words around `proposal`, as heard, with `width` characters to each side."""
    span = places.in_speech(proposal)
    seen = window(places.document.speech, span.start, span.end, width, width)
    text = visible(places.document.speech[seen.span.start : seen.span.end])
    return ("…" if seen.cut_left else "") + text + ("…" if seen.cut_right else "")


def pieces_of(
    places: Places, seen: Window, proposals: Iterable[Proposal], settled: Iterable[Proposal] = ()
) -> list[tuple[Piece, str, Proposal | None]]:
    """The speech of window `seen` as stretches, with the changes of `proposals` in their places.

    The `settled` ones are not shown as changes: there the speech reads as it will read.
    """
    speech = places.document.speech
    shown = [(places.in_speech(p), p, True) for p in proposals]
    mine = {p.span for _, p, _ in shown}
    spans = ((places.in_speech(p), p) for p in settled if p.span not in mine)
    shown += [(span, p, False) for span, p in spans if span.overlaps(seen.span)]
    out: list[tuple[Piece, str, Proposal | None]] = []
    at = seen.span.start
    for span, proposal, changes in sorted(shown, key=lambda item: (item[0], not item[2])):
        if span.start < at or span.end > seen.span.end:
            continue
        out.append((Piece.SAME, speech[at : span.start], None))
        if changes:
            out += [(piece, text, proposal) for piece, text in word_diff(proposal.old, proposal.new)]
        else:
            out.append((Piece.SAME, proposal.new, None))
        at = span.end
    out.append((Piece.SAME, speech[at : seen.span.end], None))
    return [(piece, text, proposal) for piece, text, proposal in out if text]
