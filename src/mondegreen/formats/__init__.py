"""Transcript formats: each says which parts of a raw text are speech, and rewrites nothing.

How to add one:

1. Write `formats/<name>.py` with `read(raw: str) -> Document`. Find the speech by scanning `raw`, and
   describe it with `Segment`s and `Run`s that point into it. Never parse to a model that is written out
   again: what a model does not know is lost. A byte order mark, if there is one, is `raw[0]`; line ends are
   as in the file.
2. A stretch of speech that stands in the raw text as it is needs no `runs`. Markup inside it is a gap
   between two runs; an escape (`&amp;`) is a `Run` whose raw span is longer than its text; something in a
   sentence that is no speech (inline code) is such a run for `HOLE`.
3. Set `continues` where a sentence may go on from the segment before, and `loose_tags` if an empty tag does
   no harm. Give `Document` an `escape` if a word can't be written as it is. Note faults as `Problem`s; never
   give up on the speech around them.
4. Enter it in `FORMATS`, put a sample of it under `tests/files/` and its cases into a table in
   `tests/test_formats_<name>.py`. The laws of `tests/test_round_trip.py` then hold it to zero loss.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from mondegreen.document import Document
from mondegreen.errors import MondegreenError
from mondegreen.formats import markdown, plain, srt, vtt


def _never(raw: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Format:
    """A way to read a transcript.

    `suffixes` are lower-case, with their dot. `read` never raises. `sniff` says from its first lines
    whether a text without a known suffix is of this format.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[str], Document]
    sniff: Callable[[str], bool] = _never


FORMATS: dict[str, Format] = {
    "text": Format("text", (".txt", ".text"), plain.read),
    "markdown": Format("markdown", (".md", ".markdown", ".mdown", ".mkd"), markdown.read),
    "srt": Format("srt", (".srt",), srt.read, srt.sniff),
    "vtt": Format("vtt", (".vtt", ".webvtt"), vtt.read, vtt.sniff),
}


def read(raw: str, name: str = "", format: str | None = None) -> Document:
    """The speech of `raw`, read as `format`, else as the suffix of the file `name` says, else as it looks.

    What neither its suffix nor its first lines tell apart is plain text. Raises `MondegreenError` if there
    is no format called `format`.
    """
    return format_of(raw, name, format).read(raw)


def format_of(raw: str, name: str = "", format: str | None = None) -> Format:
    """The format that `read` takes for the same arguments; raises `MondegreenError` likewise."""
    if format is not None:
        if format not in FORMATS:
            raise MondegreenError(f"unknown format {format!r}; known are {', '.join(FORMATS)}")
        return FORMATS[format]
    suffix = PurePath(name).suffix.lower()
    for known in FORMATS.values():
        if suffix in known.suffixes:
            return known
    return next((known for known in FORMATS.values() if known.sniff(raw)), FORMATS["text"])
