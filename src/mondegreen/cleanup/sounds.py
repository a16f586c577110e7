"""Sound tags: "[Music]", "(laughs)", "♪ la la ♪". A line of nothing else goes with its line break."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mondegreen.cleanup.rule import Change, before_spaces, end_of_line, past_spaces, phrase_set, start_of_line

#: What may stand in brackets and is no speech. "[sic]" and "[inaudible]" stay: they tell something.
SOUNDS = phrase_set(
    """music, applause, laughter, laughs, laughing,
    laugh, chuckles, chuckling, chuckle, giggles, cheering,
    cheers, cheers and applause, cheering and applause, applause and cheering, laughter and applause,
    clapping, coughs, coughing, cough, sighs, sighing, sigh, gasps, gasping, groans, sniffs, snorts,
    inhales, exhales, clears throat, throat clearing, music playing, upbeat music, dramatic music, intro
    music, outro music, theme music, soft music, gentle music, background music, rock music, music
    fades, audience laughter, audience laughing, audience applause, crowd cheering, crowd noise,
    background noise, phone ringing, ringing, bell rings, beep, beeps, beeping, whistling, silence,
    blank_audio"""
)
_TAG = re.compile(
    r"(?<![\w!\]\)\\])(?:\[[ \t]*([\w \t]+?)[ \t]*\]|\([ \t]*([\w \t]+?)[ \t]*\))"
    r"(?![\w(\[:])"  # no Markdown link
    r"|♪[^♪\r\n]*♪"
)
_REST_OF_LINE = re.compile(r"[ \t\-–—>♪♫]*")


def find(text: str) -> Iterator[Change]:
    """The tags for sounds in `text`."""
    for match in _TAG.finditer(text):
        inside = match[1] or match[2]
        if inside is not None and " ".join(inside.lower().split()) not in SOUNDS:
            continue
        yield _sound(text, match.start(), match.end(), (f"“{match.group()}” is a sound, not speech",))


def _sound(text: str, start: int, end: int, why: tuple[str, ...]) -> Change:
    line = start_of_line(text, start)
    line_end = end_of_line(text, end)
    if _REST_OF_LINE.fullmatch(text, line, start) and _REST_OF_LINE.fullmatch(text, end, line_end):
        # Alone on its line: the line goes, and a blank line with it if one stands before it too.
        behind = _after_break(text, line_end)
        if line == 0 or text[:line].endswith(("\n\n", "\r\r", "\n\r\n")):
            while behind < len(text) and text[behind] in "\r\n":
                behind = _after_break(text, behind)
        before = line
        while before and text[before - 1] in "\r\n":
            before -= 1
        last = Change(before, line_end, "", why)
        return Change(line, behind, "", why, instead=last if before else None) if behind > line_end else last
    behind = past_spaces(text, end)
    left = before_spaces(text, start)
    if left == line or (behind < line_end and text[behind] not in ".,;:!?…"):
        return Change(start, behind, "", why)
    return Change(left, end if behind == line_end else behind, "", why)  # spaces at a line's end stay


def _after_break(text: str, at: int) -> int:
    return min(len(text), at + (2 if text.startswith("\r\n", at) else 1))
