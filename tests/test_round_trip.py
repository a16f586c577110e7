"""Laws that every format keeps: nothing is lost, and a correction changes the words meant, nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mondegreen.document import Document, apply
from mondegreen.files import read_text, write_atomic
from mondegreen.formats import FORMATS, read

FILES = sorted(p for p in (Path(__file__).parent / "files").iterdir() if p.name != ".gitattributes")


def encoding_of(path: Path) -> str | None:
    return "cp1252" if ".cp1252." in path.name else None


def check(document: Document) -> None:
    """Segments and runs point at what they say, in order."""
    at = 0
    for segment in document.segments:
        assert segment.text.strip() or document.format == "text"
        assert segment.span.start >= at
        at = segment.span.end
        if segment.runs is None:
            assert document.raw[segment.span.start : segment.span.end] == segment.text
            continue
        assert (segment.runs[0].raw.start, segment.runs[-1].raw.end) == (segment.span.start, segment.span.end)
        said, end = 0, segment.span.start
        for run in segment.runs:
            assert run.raw.start >= end
            assert run.length > 0
            if len(run.raw) == run.length:
                assert document.raw[run.raw.start : run.raw.end] == segment.text[said : said + run.length]
            said, end = said + run.length, run.raw.end
        assert said == len(segment.text)


def rest_of(document: Document) -> str:
    """All of the raw text that is no speech, but for blanks."""
    out, at = [], 0
    for segment in document.segments:
        spans = [segment.span] if segment.runs is None else [run.raw for run in segment.runs]
        for span in spans:
            out.append(document.raw[at : span.start])
            at = span.end
    return re.sub(r"[ \t]+", "", "".join([*out, document.raw[at:]]))


def test_there_are_files_of_every_kind() -> None:
    data = [path.read_bytes() for path in FILES]
    assert {read("", path.name).format for path in FILES} == set(FORMATS)
    for what in (b"\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"e\xcc\x81", "👍🏽".encode(), b" \n", b"\x92"):
        assert any(what in one for one in data), what
    assert any(b"\r" in one and b"\n" not in one for one in data)
    assert any(not one.endswith((b"\r", b"\n")) for one in data if one)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_edits_give_the_same_bytes(path: Path, tmp_path: Path) -> None:
    file = read_text(path, encoding_of(path))
    for name in [None, *FORMATS]:  # also when it is taken for something else
        document = read(file.text, path.name, name)
        check(document)
        assert document.raw == file.text
        copy = tmp_path / path.name
        write_atomic(copy, file.encode(apply(document.raw, ())))
        assert copy.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_word_can_be_changed(path: Path) -> None:
    document = read(read_text(path, encoding_of(path)).text, path.name)
    for match in re.finditer(r"[^\W\d_]{4,}", document.speech):
        edits = document.edits_for(*match.span(), "Zelensky")
        if match.group() in ("Kierstommer", "Zelensky"):
            continue  # a tag stands inside it; tested by itself
        again = read(apply(document.raw, edits), path.name)
        want = document.speech[: match.start()] + "Zelensky" + document.speech[match.end() :]
        assert again.speech.split() == want.split()  # whether rows roll up, and a sentence ends, may change
        assert rest_of(again) == rest_of(document)


WORD = st.sampled_from(["kier", "stommer", "a", "Melon", "Shaw", "lamby", "the", "Q", "é", "40", "&"])
STOP = st.sampled_from(["", "", "", "", ",", ".", "?", "’s"])
LINE = st.lists(st.tuples(WORD, STOP).map("".join), min_size=1, max_size=4)
TAGS = {
    "vtt": [("<i>", "</i>"), ("<c.x>", "</c>"), ("<00:00:01.500>", ""), ("<b><u>", "</u></b>")],
    "srt": [("<i>", "</i>"), ("{\\an8}", ""), ('<font color="#fff">', "</font>"), ("<b><u>", "</u></b>")],
    "markdown": [("**", "**"), ("*", "*"), ("[", "](/u)"), ("<i>", "</i>")],
    "text": [],
}


@st.composite
def transcripts(draw: st.DrawFn) -> tuple[str, str]:
    """The name of a format and a transcript in it: tagged words on lines, lines in cues or paragraphs."""
    name = draw(st.sampled_from(sorted(TAGS)))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    blocks = []
    for k in range(draw(st.integers(1, 4))):
        lines = [" ".join(_tagged(draw, name, line)) for line in draw(st.lists(LINE, min_size=1, max_size=3))]
        if name == "markdown" and draw(st.booleans()):
            lines = ["> " + line for line in lines]
        text = end.join(lines)
        if name in ("srt", "vtt"):
            point = "," if name == "srt" else "."
            text = f"{k + 1}{end}00:00:0{k}{point}500 --> 00:00:0{k + 1}{point}500{end}{text}"
        blocks.append(text)
    head = draw(st.sampled_from(["", "\ufeff"])) + ("WEBVTT" + end * 2 if name == "vtt" else "")
    return name, head + (end * 2).join(blocks) + draw(st.sampled_from(["", end]))


def _tagged(draw: st.DrawFn, name: str, line: list[str]) -> list[str]:
    words = [w.replace("&", "&amp;") if name != "text" else w for w in line]
    if TAGS[name] and draw(st.booleans()):
        opening, closing = draw(st.sampled_from(TAGS[name]))
        first = draw(st.integers(0, len(words) - 1))
        last = draw(st.integers(first, len(words) - 1))
        if "<" in opening and draw(st.booleans()):  # inside a word
            words[first] = words[first][:1] + opening + words[first][1:]
        else:
            words[first] = opening + words[first]
        words[last] += closing
    return words


NEW = st.lists(st.sampled_from(["Keir", "Starmer", "Mélenchon", "Lammy", "AT&T", "kier", "Shaw"]), max_size=3)


@settings(max_examples=150, deadline=None)
@given(transcripts(), NEW, st.data())
def test_a_correction_changes_what_it_says(
    made: tuple[str, str], new: list[str], data: st.DataObject
) -> None:
    name, raw = made
    document = read(raw, format=name)
    check(document)
    words = [m.span() for m in re.finditer(r"\w+|&", document.speech)]
    assume(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, min(first + 3, len(words) - 1)))
    start, end = words[first][0], words[last][1]
    edits = document.edits_for(start, end, " ".join(new))
    again = read(apply(raw, edits), format=name)
    check(again)
    assert rest_of(again) == rest_of(document)
    assert len(again.segments) == len(document.segments)
    assert [(s.start, s.end) for s in again.segments] == [(s.start, s.end) for s in document.segments]
    assert [_breaks(s.text) for s in again.segments] == [_breaks(s.text) for s in document.segments]
    want = document.speech[:start] + " ".join(new) + document.speech[end:]
    if edits:
        assert again.speech.split() == want.split()


def _breaks(speech: str) -> int:
    return len(re.findall(r"\r\n|[\r\n]", speech))


@settings(max_examples=150, deadline=None)
@given(transcripts(), st.data())
def test_a_word_of_its_own_can_always_be_replaced(made: tuple[str, str], data: st.DataObject) -> None:
    name, raw = made
    document = read(raw, format=name)
    words = [m.span() for m in re.finditer(r"\w+", document.speech)]
    assume(words)
    start, end = data.draw(st.sampled_from(words))
    edits = document.edits_for(start, end, "Zelensky")
    again = read(apply(raw, edits), format=name)
    if name != "markdown":  # there, markers inside a word may stand in the way
        assert edits
    if edits:
        want = document.speech[:start] + "Zelensky" + document.speech[end:]
        assert again.speech.split() == want.split()


# Split at blanks; "␣" stands for one.
PIECES = (
    "1 2 \n \n \r\n \r \n\n 00:00:01,000␣-->␣00:00:02,000 00:01.000␣-->␣00:02.000 --> WEBVTT NOTE STYLE "
    "Hello <v␣A> <i> </i> < > &amp; & -␣ MARY:␣ {\\an8} ␣ \t \ufeff --- >␣ ` ``` * ** _ [ ]( ) ![ \\ | |-|-| "
    "# https://x.y a@b.c <!-- <br> ␣␣␣␣ [^1]: [a]:␣/b ~~ [[ ]] &nbsp; \x0c é"
)
PIECED = st.lists(st.sampled_from(PIECES.split(" ")), max_size=25).map(
    lambda pieces: "".join(pieces).replace("␣", " ")
)


@settings(max_examples=150, deadline=None)
@given(PIECED | st.text(max_size=30))
def test_any_text_is_read_in_any_format(raw: str) -> None:
    for name in FORMATS:
        document = read(raw, format=name)
        check(document)
        assert document.raw == raw
