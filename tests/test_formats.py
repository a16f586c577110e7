"""Which format a text is read as, and plain text."""

from __future__ import annotations

import pytest

from mondegreen.document import Document
from mondegreen.errors import MondegreenError
from mondegreen.formats import FORMATS, format_of, read

SRT = "1\n00:00:01,000 --> 00:00:02,000\nHello\n"
VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n"

# name: (raw, file name, format asked for, format taken)
CHOICES = {
    "asked for": (VTT, "a.srt", "text", "text"),
    "by suffix": ("# Hello", "talk.md", None, "markdown"),
    "by suffix in capitals": (SRT, "C:/Talk.SRT", None, "srt"),
    "suffix over content": (VTT, "a.txt", None, "text"),
    "unknown suffix, no clue": ("# Hello", "a.log", None, "text"),
    "unknown suffix, captions": (VTT, "a.vtt.bak", None, "vtt"),
    "no name, captions": (VTT, "", None, "vtt"),
    "no name, with a mark": ("\ufeff" + VTT.replace("\n", "\r\n"), "", None, "vtt"),
    "no name, head only": ("WEBVTT", "", None, "vtt"),
    "no name, subtitles": ("\ufeff\r\n" + SRT.replace("\n", "\r\n"), "", None, "srt"),
    "no name, subtitles without numbers": (SRT[2:], "", None, "srt"),
    "a word that begins alike": ("WEBVTTX is no head\n", "", None, "text"),
    "an arrow in prose": ("1\nfrom here --> there\n", "", None, "text"),
    "nothing": ("", "", None, "text"),
}


@pytest.mark.parametrize("case", CHOICES)
def test_format_is_chosen(case: str) -> None:
    raw, name, asked, taken = CHOICES[case]
    assert format_of(raw, name, asked).name == taken
    assert read(raw, name, asked).format == taken


def test_unknown_format_names_the_known() -> None:
    with pytest.raises(MondegreenError, match=r"^unknown format 'docx'; known are text, markdown, srt, vtt"):
        read("x", format="docx")


def test_table_is_in_order() -> None:
    assert all(key == known.name for key, known in FORMATS.items())
    suffixes = [suffix for known in FORMATS.values() for suffix in known.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in suffixes)


def test_plain_text_is_not_looked_at() -> None:
    raw = "1\n00:00:01,000 --> 00:00:02,000\n# <b>Hello</b> &amp;\r\n\r\n"
    document = read(raw, format="text")
    assert document == Document.plain(raw)
    assert document.speech is raw  # not so much as copied


def test_plain_text_without_its_mark() -> None:
    document = read("\ufeffKier stommer")
    assert document.speech == "Kier stommer"
    assert document.edits_for(0, 4, "Keir")[0].span.start == 1
