"""A transcript as paragraphs: where they begin, who speaks, and that no word is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mondegreen import formats
from mondegreen.document import Document, Segment
from mondegreen.render.reading import ENDLESS, LONG, Block, blocks_of, clock
from mondegreen.text import Span

SENTENCE = "So the talks went on until it was late in the evening. "
WORDS = "and so the talks went on until it was far too late "


def cue(start: int, end: int, text: str) -> str:
    return f"00:00:{start:02}.000 --> 00:00:{end:02}.000\n{text}\n\n"


def shown(blocks: list[Block]) -> list[str]:
    """Each block as text: `|` between cues, [...] around changes, and the speaker where a new one begins."""
    out = []
    for block in blocks:
        cues = (
            "".join(s.text if s.change is None else f"[{s.change} {s.text}]" for s in c.stretches)
            for c in block.cues
        )
        out.append((f"{block.speaker}: " if block.speaker and block.opens else "") + "|".join(cues))
    return out


VTT = "WEBVTT\n\n"
#: A transcript, the words of it that are changes, and how it is shown.
BLOCKS: dict[str, tuple[str, str, list[str], list[str]]] = {
    "nothing": ("a.txt", "", [], []),
    "nothing but blanks": ("a.txt", " \n\n\n ", [], []),
    "a blank line ends a paragraph": ("a.txt", "one\n\ntwo\r\n \r\nthree", [], ["one", "two", "three"]),
    "short lines stay": ("a.txt", "Date:\n13 Sep\nTalk", [], ["Date:\n13 Sep\nTalk"]),
    "wrapped lines are joined": (
        "a.txt",
        WORDS + "\n" + WORDS + "\nend",
        [],
        [f"{WORDS.strip()} {WORDS.strip()} end"],
    ),
    "a line that ends a sentence stays one": ("a.txt", f"{SENTENCE}\nNo.", [], [f"{SENTENCE.strip()}\nNo."]),
    "a change": ("a.txt", "so Alinsky left", ["Alinsky"], ["so [0 Alinsky] left"]),
    "a change over a line": ("a.txt", "so Melon\nShaw left", ["Melon\nShaw"], ["so [0 Melon Shaw] left"]),
    "changes side by side": ("a.txt", "so Alinsky Lamy", ["Alinsky", " Lamy"], ["so [0 Alinsky][1 Lamy]"]),
    "Markdown has its own paragraphs": (
        "a.md",
        "# Head\n\n- one\n- two\n  more",
        [],
        ["Head", "one", "two more"],
    ),
    "cues that go on are one paragraph": (
        "a.vtt",
        VTT + cue(1, 2, "so he") + cue(2, 3, "left"),
        [],
        ["so he|left"],
    ),
    "a pause ends it": ("a.vtt", VTT + cue(1, 2, "so he") + cue(9, 10, "left"), [], ["so he", "left"]),
    "a speaker ends it": (
        "a.vtt",
        VTT + cue(1, 2, "<v Ann>so he") + cue(2, 3, "<v Bob>left") + cue(3, 4, "<v Bob>well"),
        [],
        ["Ann: so he", "Bob: left|well"],
    ),
    "a change over two cues": (
        "a.vtt",
        VTT + cue(1, 2, "so Melon") + cue(2, 3, "Shaw left"),
        ["Melon\nShaw"],
        ["so [0 Melon Shaw]| left"],
    ),
    "what hangs on its last word": (
        "a.vtt",
        VTT + cue(1, 2, "so Melon") + cue(2, 3, "Shaw, who left"),
        ["Melon\nShaw"],
        ["so [0 Melon Shaw],| who left"],
    ),
    "a cue that is all change": (
        "a.vtt",
        VTT + cue(1, 2, "Melon") + cue(2, 3, "Shaw") + cue(3, 4, "left"),
        ["Melon\nShaw"],
        ["[0 Melon Shaw]|left"],
    ),
}


@pytest.mark.parametrize(("name", "text", "heard", "want"), BLOCKS.values(), ids=BLOCKS)
def test_paragraphs(name: str, text: str, heard: list[str], want: list[str]) -> None:
    document = formats.read(text, name)
    places = (document.speech.index(words) for words in heard)
    changes = [Span(at, at + len(words)) for at, words in zip(places, heard, strict=True)]
    assert shown(blocks_of(document, changes)) == want


def test_a_long_paragraph_is_divided_between_sentences() -> None:
    blocks = shown(blocks_of(Document.plain(SENTENCE * 40), []))
    assert all(LONG <= len(b) <= LONG + len(SENTENCE) for b in blocks[:-1])
    assert all(b.endswith("evening. ") for b in blocks)
    assert shown(blocks_of(Document.plain(SENTENCE * 9), [])) == [SENTENCE * 9]


def test_one_without_sentences_between_words() -> None:
    blocks = shown(blocks_of(Document.plain(WORDS * 100), []))
    assert all(ENDLESS <= len(b) <= ENDLESS + 10 and b.endswith(" ") for b in blocks[:-1])


def test_cues_without_end_are_divided_too() -> None:
    flow = formats.read(VTT + "".join(cue(k % 60, k % 60 + 1, SENTENCE) for k in range(30)), "a.vtt")
    sizes = [len(b) for b in shown(blocks_of(flow, []))]
    assert max(sizes) < LONG + 2 * len(SENTENCE)


def test_times() -> None:
    (block,) = blocks_of(formats.read(VTT + cue(1, 2, "so") + cue(2, 3, "he"), "a.vtt"), [])
    assert [(c.start, c.end) for c in block.cues] == [(1.0, 2.0), (2.0, 3.0)]
    assert block.start == 1.0
    assert [clock(s) for s in (0, 7.9, 751, 3599, 3765)] == ["0:00", "0:07", "12:31", "59:59", "1:02:45"]


@st.composite
def documents(draw: st.DrawFn) -> tuple[Document, list[Span]]:
    """A document of segments with and without times, and places in it that don't overlap."""
    text = st.text(st.sampled_from("ab. \n\t!\r”é"), min_size=1, max_size=40).filter(str.strip)
    long = st.integers(1, 60).flatmap(lambda n: text.map(lambda t: t * n))
    said = draw(st.lists(text | long, max_size=5))
    timed = draw(st.booleans())
    segments = []
    for k, words in enumerate(said):
        begin = k * 1000 if timed else None
        end = begin + 900 if begin is not None else None
        speaker = draw(st.sampled_from([None, "Ann"]))
        segments.append(Segment(words, Span(0, len(words)), speaker, begin, end, None, draw(st.booleans())))
    kind = draw(st.sampled_from(["text", "vtt"]))
    document = Document("", kind, tuple(segments))
    ends = sorted(draw(st.sets(st.integers(0, len(document.speech)), max_size=8)))
    return document, [Span(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False)]


@given(documents())
def test_no_letter_is_lost_or_moved(made: tuple[Document, list[Span]]) -> None:
    document, changes = made
    blocks = blocks_of(document, changes)
    stretches = [s for b in blocks for c in b.cues for s in c.stretches]
    letters = re.sub(r"\s+", "", "".join(s.text for s in stretches))
    assert letters == re.sub(r"\s+", "", document.speech)
    numbers = [s.change for s in stretches if s.change is not None]
    assert numbers == sorted(set(numbers))
    for s in stretches:
        if s.change is not None:
            span = changes[s.change]
            assert s.text.split() == document.speech[span.start : span.end].split()
