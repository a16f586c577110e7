"""SubRip: what is speech, and what is wrong."""

from __future__ import annotations

import pytest

from mondegreen.formats import srt

HEAD = "1\n00:00:01,000 --> 00:00:02,000\n"
NEXT = "00:00:02,000 --> 00:00:03,000\nthere"


def cue(number: int, start: str, end: str, text: str) -> str:
    return f"{number}\n00:00:{start},000 --> 00:00:{end},000\n{text}\n\n"


# name: (cue text, what is said in its turns)
SAID = {
    "two rows": ("Hello\nthere", ["Hello\nthere"]),
    "tags": ("<i>Hello</i> <font color='#fff'>the</font>re", ["Hello there"]),
    "no tag": ("a < b > c <3 and <", ["a < b > c <3 and <"]),
    "position": ("{\\an8}Hello {\\i1}there{\\i0}", ["Hello there"]),
    "old codes": ("{y:i}Hello{c:$0000ff} there", ["Hello there"]),
    "braces in speech": ("{laughs} Hello", ["{laughs} Hello"]),
    "entities": ("R&amp;D &lt;a&gt; it&#39;s&nbsp;me", ["R&D <a> it's\xa0me"]),
    "no entities": ("R&D & AT&T; &bogus;", ["R&D & AT&T; &bogus;"]),
    "turns": ("- Hello\n-Who?\n– Me", ["Hello", "Who?", "Me"]),
    "a turn in italics": ("<i>- Hello</i>\n<i>- Who?</i>", ["Hello", "Who?"]),
    "no turn": ("-5 degrees\n--and then", ["-5 degrees\n--and then"]),
    "a label": ("MARY ANN: Hello", ["Hello"]),
    "labels": (">> MARY: Hello\nJOHN: Who?", ["Hello", "Who?"]),
    "numbered label": ("Speaker 2: Hello", ["Hello"]),
    "label above": ("MÉLENCHON:\nHello", ["Hello"]),
    "no label": ("He said: hello\nat 10:30 PM: no\nTHE QUESTION IS: WHY", [
        "He said: hello\nat 10:30 PM: no\nTHE QUESTION IS: WHY"]),
    "only a number": ("42", ["42"]),
    "a line break tag": ("Hello<br/>there", ["Hello\nthere"]),
    "blanks around": ("  Hello \t", ["Hello"]),
    "nothing": (" <i> </i> ", []),
    "a range of times": ("10:30-11:30 is mine\nso --> there", ["10:30-11:30 is mine\nso --> there"]),
}  # fmt: skip


@pytest.mark.parametrize("case", SAID)
def test_speech_of_a_cue(case: str) -> None:
    text, said = SAID[case]
    document = srt.read(HEAD + text + "\n")
    assert [segment.text for segment in document.segments] == said
    assert document.problems == ()


# name: (first cue text, second cue text, start of the second, whether it goes on, its speaker)
FLOWS = {
    "a sentence goes on": ("so Kier", "stommer said", "02", True, None),
    "after a short pause": ("so Kier", "stommer said", "05", True, None),
    "not after a long pause": ("so Kier", "stommer said", "06", False, None),
    "not into a turn": ("so Kier", "- Stommer", "02", False, None),
    "not into another's words": ("so Kier", "MARY: stommer", "02", False, "MARY"),
    "the label holds": ("MARY: so Kier", "stommer", "02", True, "MARY"),
    "the label ends with a turn": ("MARY: so Kier", "- stommer", "02", False, None),
    "not into chevrons": ("so Kier", "&gt;&gt; stommer", "02", False, None),
    "not where a row rolls up": ("so\nKier", "Kier\nstommer", "02", False, None),
    "overlapping times": ("so Kier", "stommer", "01", True, None),
    "not back in time": ("so Kier", "stommer", "00", False, None),
}


@pytest.mark.parametrize("case", FLOWS)
def test_sentences_go_on(case: str) -> None:
    one, two, start, goes_on, speaker = FLOWS[case]
    document = srt.read(cue(1, "01", "02", one) + cue(2, start, "09", two))
    assert [segment.continues for segment in document.segments] == [False, goes_on]
    assert document.segments[1].speaker == speaker
    assert (document.segments[1].start, document.segments[1].end) == (int(start) * 1_000, 9_000)


# name: (raw, what is said, problems as "line: first words")
BROKEN = {
    "nothing": ("", [], ["1: no cue"]),
    "no subtitles at all": ("Hello\nthere\n", ["Hello\nthere"], ["1: no cue", "1: text before"]),
    "no numbers": (
        "00:00:01,000 --> 00:00:02,000\nHello\n\n00:00:02,000 --> 00:00:03,000\nthere\n",
        ["Hello", "there"],
        ["1: the cue has no number (and 1 more)"],
    ),
    "no blank line": (HEAD + "Hello\n2\n" + NEXT, ["Hello", "there"], ["4: no blank line"]),
    "no blank line, no number": (HEAD + "Hello\n" + NEXT, ["Hello", "there"], [
        "4: no blank line", "4: the cue has no number"]),
    "a spoken number, no number": (HEAD + "42\n" + NEXT, ["42", "there"], [
        "4: no blank line", "4: the cue has no number"]),
    "an empty cue": (HEAD + "\n2\n" + NEXT, ["there"], []),
    "an empty cue, no blank line": (HEAD + "2\n" + NEXT, ["there"], []),
    "a blank line inside": (HEAD + "Hello\n\nthere\n", ["Hello", "there"], ["5: text outside"]),
    "a blank line below the number": ("1\n\n" + HEAD[2:] + "Hello", ["Hello"], []),
    "times lost": ("1\n00:0x:01,000 --> 00:00\nHello\n", ["Hello"], ["2: times can't be read"]),
    "a short arrow": ("1\n00:00:01,000 -> 00:00:02,000\nHello\n", ["Hello"], ["2: the arrow between the times"]),
    "a wrong arrow": ("1\n00:00:01,000 – 00:00:02,000\nHello", ["Hello"], ["2: times can't be read"]),
    "no times": (HEAD + "Hello\n\n2\nthere\n", ["Hello", "there"], ["5: cue 2 has no line of times"]),
    "ends before it begins": ("1\n00:03,000 --> 00:02,000\nHello", ["Hello"], ["2: the cue ends before"]),
    "out of order": (
        "1\n00:00:03,000 --> 00:00:04,000\nHello\n\n2\n00:00:01,000 --> 00:00:02,000\nthere",
        ["Hello", "there"],
        ["6: the cue begins before"],
    ),
    "short times, point, place": ("1\n0:01.5 --> 1:0:2  X1:1 Y1:2\nHello", ["Hello"], []),
}  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"], ids=["lf", "crlf", "cr", "crcrlf"])
@pytest.mark.parametrize("case", BROKEN)
def test_broken_files_are_read(case: str, end: str) -> None:
    raw, said, problems = BROKEN[case]
    document = srt.read("\ufeff" + raw.replace("\n", end))
    assert [segment.text for segment in document.segments] == [text.replace("\n", end) for text in said]
    assert len(document.problems) == len(problems)
    for problem, want in zip(
        sorted(document.problems, key=lambda p: (p.line, p.message)), problems, strict=True
    ):
        assert f"{problem.line}: {problem.message}".startswith(want)


def test_times_in_milliseconds() -> None:
    (segment,) = srt.read("1\n01:02:03,4 --> 100:00:00.0059\nHello").segments
    assert (segment.start, segment.end) == (3_723_400, 360_000_005)


def test_ampersand_as_the_file_writes_it() -> None:
    assert srt.read(HEAD + "a &amp; b").escape("R&D <b>") == "R&amp;D <b>"
    assert srt.read(HEAD + "a & b").escape("R&D <b>") == "R&D <b>"
