"""WebVTT: what is speech, and what is wrong."""

from __future__ import annotations

import pytest

from mondegreen.formats import vtt

TIMES = "00:01.000 --> 00:02.000"
HEAD = f"WEBVTT\n\n{TIMES}\n"

# name: (cue text, what is said: pairs of speaker and words)
SAID = {
    "voice": ("<v Mary Sue>Hello</v>", [("Mary Sue", "Hello")]),
    "voice with a class": ("<v.loud.far Mary &amp; Sue>Hello", [("Mary & Sue", "Hello")]),
    "voices": ("<v Mary>Hello\n<v John>Who?", [("Mary", "Hello"), ("John", "Who?")]),
    "voices in one row": ("<v Mary>Hello</v> <v John>Who?</v>", [("Mary", "Hello"), ("John", "Who?")]),
    "the same voice": ("<v Mary>Hello\n<v Mary>there", [("Mary", "Hello\nthere")]),
    "a dash in a voice": ("<v Mary>- Hello", [("Mary", "Hello")]),
    "a label": ("MARY: Hello", [("MARY", "Hello")]),
    "tags": ("<c.y.z>He</c>llo <lang en-GB>the<i>re</i></lang>", [(None, "Hello there")]),
    "times inside": ("<00:01.500>Hello<00:00:01.600><c> there</c>", [(None, "Hello there")]),
    "entities": ("R&amp;D &lt;a&gt;&nbsp;&lrm;&#x41;", [(None, "R&D <a>\xa0\u200eA")]),
    "no entities": ("R&D &amp &bogus;", [(None, "R&D &amp &bogus;")]),
    "no tag": ("a < b and 1<2", [(None, "a < b and 1<2")]),
    "an open tag": ("Hello <i", [(None, "Hello <i")]),
    "blank rows": (" \nHello\n \nthere", [(None, "Hello\n \nthere")]),
}


@pytest.mark.parametrize("case", SAID)
def test_speech_of_a_cue(case: str) -> None:
    text, said = SAID[case]
    document = vtt.read(HEAD + text + "\n")
    assert [(segment.speaker, segment.text) for segment in document.segments] == said
    assert document.problems == ()


# name: (raw, what is said, problems as "line: first words")
FILES = {
    "head alone": ("WEBVTT - title\nKind: captions\n", [], ["1: no cue"]),
    "settings, hours": ("WEBVTT\n\n100:00:01.000 --> 100:00:02.000 line:0 align:start\nHello", ["Hello"], []),
    "identifier": (f"WEBVTT\n\nan intro\n{TIMES}\nHello", ["Hello"], []),
    "number": (f"WEBVTT\n\n1\n{TIMES}\n2\n\n2\n{TIMES}\nthree", ["2", "three"], []),
    "note": (
        f"WEBVTT\n\nNOTE\nnot this\nnor this\n\nNOTE or this\n\n{TIMES}\nHello\n\nNOTE nor this",
        ["Hello"],
        [],
    ),
    "style, region": (f"WEBVTT\n\nSTYLE\n::cue {{}}\n\nREGION\nid:x\n\n{TIMES}\nHello", ["Hello"], []),
    "a note is spoken": (f"WEBVTT\n\n{TIMES}\nNOTE this", ["NOTE this"], []),
    "words that begin alike": (
        f"WEBVTT\n\n{TIMES}\nx\n\nNOTED this",
        ["x", "NOTED this"],
        ["6: text outside"],
    ),
    "no head": (f"{TIMES}\nHello", ["Hello"], ["1: the file does not begin"]),
    "no blank line below the head": (f"WEBVTT\nKind: x\n1\n{TIMES}\nHello", ["Hello"], ["3: no blank line"]),
    "times right below the head": (f"WEBVTT\n{TIMES}\nHello", ["Hello"], ["2: no blank line"]),
    "no blank line": (f"{HEAD}Hello\n{TIMES}\nthere", ["Hello", "there"], ["5: no blank line"]),
    "no blank line, number": (f"{HEAD}Hello\n2\n{TIMES}\nthere", ["Hello", "there"], ["5: no blank line"]),
    "comma": ("WEBVTT\n\n00:01,000 --> 00:02,000\nHello", ["Hello"], []),
    "broken style sheet": (f"WEBVTT\n\n::cue {{}}\n\n{TIMES}\nHello", ["Hello"], ["3: text before"]),
    "times lost": ("WEBVTT\n\n00:0x --> now\nHello", ["Hello"], ["3: times can't be read"]),
}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("case", FILES)
def test_files_are_read(case: str, end: str) -> None:
    raw, said, problems = FILES[case]
    document = vtt.read(raw.replace("\n", end))
    assert [segment.text for segment in document.segments] == said
    assert len(document.problems) == len(problems)
    for problem, want in zip(document.problems, problems, strict=True):
        assert f"{problem.line}: {problem.message}".startswith(want)


# name: (first cue text, second cue text, whether the sentence goes on)
FLOWS = {
    "one voice": ("<v Mary>so Kier", "<v Mary>stommer", True),
    "two voices": ("<v Mary>so Kier", "<v John>stommer", False),
    "a voice, then none": ("<v Mary>so Kier", "stommer", True),
    "no voice": ("so Kier", "stommer", True),
    "a label, then none": ("MARY: so Kier", "stommer", True),
    "rolling": ("so<00:01.500><c> Kier</c>", "so Kier\nstommer", False),
}


@pytest.mark.parametrize("case", FLOWS)
def test_sentences_go_on(case: str) -> None:
    one, two, goes_on = FLOWS[case]
    document = vtt.read(f"{HEAD}{one}\n\n00:02.000 --> 00:03.000\n{two}\n")
    assert document.segments[-1].continues is goes_on


def test_words_are_escaped() -> None:
    assert vtt.read(HEAD).escape("R&D <b> -->") == "R&amp;D &lt;b&gt; --&gt;"
