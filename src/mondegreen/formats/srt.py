"""SubRip subtitles (.srt): numbered cues with a line of times each.

SubRip has no standard; this follows what players accept: `,` or `.` before milliseconds, hours left out,
numbers or blank lines missing, any kind of line end. Not speech are the tags of HTML kind (`<i>`,
`<font color="...">`) and of ASS kind (`{\\an8}`), a dash that opens a turn, and a speaker's name in
capitals before a colon ("MARY: Hello"). Entities are read as what they stand for; `&` is written as `&amp;`
only if the file does so itself.

Limits: a label is known by its capitals only ("Mary: Hello" is all speech), and not if a tag stands inside
it; `\\N` is not a line break here. Text that a blank line cut off from its cue is still read as speech, and
noted.
"""

from __future__ import annotations

import re

from mondegreen.document import Document
from mondegreen.formats.cues import find_cues, is_timing, segments_of
from mondegreen.formats.scan import ENTITY, lines_of

_MARK = re.compile(
    rf"</?[A-Za-z][^<>\r\n]*>|\{{\\[^{{}}\r\n]*\}}|\{{[A-Za-z]:[^{{}}\r\n]*\}}|\{{/?[bius]\}}|{ENTITY}"
)
_OPENING = re.compile(r"\ufeff?\s*(?:\d+[ \t]*(?:\r{0,2}\n|\r)+)?([^\r\n]{0,200})")


def read(raw: str) -> Document:
    """The speech of a SubRip file."""
    cues, problems = find_cues(raw, lines_of(raw), 0, named=False)
    segments = segments_of(raw, cues, _MARK, lambda tag: None)
    escape = _escape if "&amp;" in raw else str
    return Document(raw, "srt", segments, escape, tuple(problems), loose_tags=True)


def sniff(raw: str) -> bool:
    """Whether `raw` begins like a SubRip file: perhaps a number, then a line of times."""
    match = _OPENING.match(raw[:1_000])
    return (
        match is not None and "-->" in match[1] and is_timing(match[1]) and match[1].lstrip()[:1].isdecimal()
    )


def _escape(speech: str) -> str:
    return speech.replace("&", "&amp;")
