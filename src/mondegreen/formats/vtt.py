"""WebVTT captions (.vtt), after https://www.w3.org/TR/webvtt1/.

Not speech are the head of the file, NOTE, STYLE and REGION blocks, identifiers, times with their settings,
and tags: `<i>`, `<c.yellow>`, `<v Mary>` (which names the speaker), `<lang fr>`, times inside a cue. A dash
that opens a turn and a label in capitals are treated as in SubRip. Entities (`&amp;`, `&nbsp;`, `&lrm;`)
are read as what they stand for, and `&`, `<` and `>` are written as entities.

Beyond the standard: a missing head, a comma before the milliseconds and a missing blank line are put up
with. Limits: ruby text counts as speech; `<v Mary>` holds to the end of its cue, whether closed before or
not.
"""

from __future__ import annotations

import html
import re

from mondegreen.document import Document, Problem
from mondegreen.formats.cues import find_cues, is_timing, segments_of
from mondegreen.formats.scan import ENTITY, lines_of

_MARK = re.compile(rf"<(?:/?[A-Za-z0-9][^<>]*|/?)>|{ENTITY}")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]*)>")
_HEAD = re.compile(r"\ufeff?WEBVTT(?=[ \t\r\n]|\Z)")
_ASIDE = re.compile(r"NOTE(?=[ \t]|\Z)|(?:STYLE|REGION)[ \t]*\Z")


def read(raw: str) -> Document:
    """The speech of a WebVTT file."""
    lines = lines_of(raw)
    first = 0
    faults: list[Problem] = []
    if sniff(raw):
        first = 1
        while first < len(lines):  # "Kind: captions" and the like, up to a blank line
            line = raw[lines[first].start : lines[first].end]
            if not line.strip() or is_timing(line):
                break
            first += 1
        following = raw[lines[first].start : lines[first].end] if first < len(lines) else ""
        if is_timing(following) and first > 1:
            first -= 1  # what stands above the times identifies the cue
        if following.strip():
            faults.append(Problem(first + 1, "no blank line after the head of the file"))
    else:
        faults.append(Problem(1, 'the file does not begin with "WEBVTT"'))
    cues, more = find_cues(raw, lines, first, named=True, is_aside=lambda line: bool(_ASIDE.match(line)))
    segments = segments_of(raw, cues, _MARK, _voice)
    return Document(raw, "vtt", segments, _escape, (*faults, *more), loose_tags=True)


def sniff(raw: str) -> bool:
    """Whether `raw` begins as every WebVTT file must."""
    return _HEAD.match(raw) is not None


def _voice(tag: str) -> str | None:
    match = _VOICE.fullmatch(tag)
    return " ".join(html.unescape(match[1]).split()) or None if match else None


def _escape(speech: str) -> str:
    return speech.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
