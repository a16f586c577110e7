"""The terminal diff, its windows and the JSON lines."""

from __future__ import annotations

import io
import json
import unicodedata

import pytest
from fakes import FakeCorrector
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from mondegreen import formats
from mondegreen.answers import Answer, Verdict, claim
from mondegreen.corrector import Corrector
from mondegreen.document import Document, Segment
from mondegreen.lexicon import Lexicon
from mondegreen.places import Places
from mondegreen.proposal import Action, Proposal
from mondegreen.render.excerpt import Piece, around, visible, window, word_diff
from mondegreen.render.explanation import explain
from mondegreen.render.jsonl import json_lines
from mondegreen.render.question import question
from mondegreen.render.summary import summarise
from mondegreen.render.terminal import Outcome, show
from mondegreen.review import Source, begin
from mondegreen.text import Span

VISIBLE = {
    "plain": ("Keir Starmer", "Keir Starmer"),
    "accents and emoji stay": ("Mélenchon e\u0301 😀 👩\u200d🚀", "Mélenchon e\u0301 😀 👩\u200d🚀"),
    "an escape sequence": ("\x1b[31mred", "\\x1b[31mred"),
    "a bell": ("\a", "\\x07"),
    "C1 control": ("\x9b31m", "\\x9b31m"),
    "a change of direction": ("a\u202eb\u2066c", "a\\u202eb\\u2066c"),
    "a byte order mark": ("\ufeffa", "\\ufeffa"),
    "line ends become spaces": ("a\r\nb\tc", "a b c"),
    "paragraphs are marked": ("a\n\nb\r\n\r\nc", "a ¶ b ¶ c"),
    "a line separator": ("a\u2028b", "a\\u2028b"),
    "what is no speech": ("run \ufffc now", "run […] now"),
    "a lone surrogate": ("\udce9", "\\udce9"),
}


@pytest.mark.parametrize(("text", "shown"), VISIBLE.values(), ids=VISIBLE)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(max_size=30))
def test_nothing_harmful_is_visible(text: str) -> None:
    for c in visible(text):
        assert unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp")
        assert c not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"


DIFFS = {
    "all new": ("Qurstammer", "Keir Starmer", "-Qurstammer +Keir Starmer"),
    "two words, both changed": ("storm shadow", "Storm Shadow", "-storm shadow +Storm Shadow"),
    "the first stays": ("these landscape", "these Zelensky", "=these  -landscape +Zelensky"),
    "the last stays": ("your crane war", "Ukraine war", "-your crane +Ukraine = war"),
    "a word goes": ("with with", "with", "=with - with"),
    "nothing": ("Lammy", "Lammy", "=Lammy"),
}


@pytest.mark.parametrize(("old", "new", "shown"), DIFFS.values(), ids=DIFFS)
def test_word_diff(old: str, new: str, shown: str) -> None:
    signs = {Piece.SAME: "=", Piece.OLD: "-", Piece.NEW: "+"}
    assert " ".join(signs[piece] + text for piece, text in word_diff(old, new)) == shown


@given(st.text("ab \n", max_size=12), st.text("ab \n", max_size=12))
def test_word_diff_holds_both_sides(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert "".join(text for piece, text in pieces if piece is not Piece.NEW) == old
    assert "".join(text for piece, text in pieces if piece is not Piece.OLD) == new


@given(st.text("ab \n", max_size=80), st.data())
def test_a_window_holds_its_change_and_no_half_words(speech: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(speech)))
    end = data.draw(st.integers(start, len(speech)))
    seen = window(speech, start, end, 12, 12)
    assert seen.span.start <= start <= end <= seen.span.end
    assert start - seen.span.start <= 12 >= seen.span.end - end
    lo, hi = seen.span.start, seen.span.end
    assert lo in (0, start) or speech[lo - 1].isspace()
    assert hi in (len(speech), end) or speech[hi].isspace()


def find(document: Document) -> tuple[tuple[Proposal, ...], tuple[Proposal, ...]]:
    found = FakeCorrector().propose(document)
    return (
        tuple(p for p in found if p.action is Action.FIX),
        tuple(p for p in found if p.action is Action.ASK),
    )


def shown(raw: str | Document, width: int = 80, encoding: str = "utf-8", color: bool = False) -> str:
    document = Document.plain(raw) if isinstance(raw, str) else raw
    buffer = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    console = Console(
        file=buffer,
        width=width,
        force_terminal=color,
        no_color=not color,
        color_system="truecolor" if color else None,
    )
    outcome = Outcome("talk.txt", document, *find(document))
    show(console, outcome, written=True)
    summarise(console, [outcome], "talk.txt", {"fix": "no more", "review": "mondegreen review talk.txt"})
    buffer.flush()
    return buffer.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined]


def test_what_was_fixed_and_what_waits_stand_apart() -> None:
    text = shown("So Qurstammer is going to meet Alinsky in Kiev.")
    fixed, waits = text.index("1 fixed in talk.txt"), text.index("1 for you to decide in talk.txt")
    assert fixed < text.index("[-Qurstammer-]{+Keir Starmer+}") < waits
    assert waits < text.index("[-Alinsky-]{+Zelensky+}?")
    assert "✓ 1:4" in text
    assert "? 1:32" in text
    assert "97%  Keir Starmer · sounds almost the same · heard before" in text
    assert "Alinsky → Zelensky" in text[text.index("Summary") :]
    assert "  mondegreen review talk.txt            asks about the 1, a key each\n" in text
    assert '--ignore "Alinsky"' in text
    assert "no more" not in text


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    line = "and so on and so forth " * 800 + "Qurstammer met Alinsky " + "for ever and ever " * 800
    text = shown(line * 2, width)
    diff = text[: text.index("Next:")]
    assert max(map(len, diff.splitlines())) <= width
    assert len(diff) < 3000


def test_repeats_are_counted_not_repeated() -> None:
    text = shown("a storm shadow here. " * 40)
    assert text.count("[-storm") == 2
    assert "98%  Storm Shadow ×40" in text
    assert "also at 1:45 1:66" in text
    assert "and 26 more" in text


def test_neighbours_share_a_window() -> None:
    text = shown("Then Qurstammer and Melon Shaw spoke.")
    assert text.count("Then") == 1
    assert "97%  Qurstammer → Keir Starmer" in text
    assert "99%  Melon Shaw → Mélenchon (Jean-Luc Mélenchon)" in text


def test_words_around_a_change_read_as_they_will() -> None:
    text = shown("Then Alinsky and stommer and stommer met. " + "And so on. " * 20 + "Then stommer left.")
    assert "Then [-Alinsky-]{+Zelensky+}? and Starmer and Starmer met." in text


def test_an_ascii_terminal_gets_ascii() -> None:
    text = shown("Then Melon Shaw met Alinsky, " + "and so on " * 30, encoding="ascii")
    assert "M\\xe9lenchon" in text
    assert "+ 1:6" in text
    assert "Alinsky -> Zelensky" in text


def test_hostile_speech_is_harmless() -> None:
    text = shown("a \x1b[2J\u202e Qurstammer \x07 b", color=True)
    assert "\\x1b[2J\\u202e" in text
    assert "\x1b[2J" not in text
    assert "\x07" not in text
    assert "[bold]" in shown("the [bold] Qurstammer :smile: b")


def test_nothing_found_says_so() -> None:
    assert shown("All is well.") == "Nothing to correct in talk.txt.\n"


def cues(*words: str) -> Document:
    raw, segments = "", []
    for k, text in enumerate(words):
        raw += f"{k + 1}\n00:00:0{k} --> 00:00:0{k + 1}\n"
        span = Span(len(raw), len(raw) + len(text))
        segments.append(Segment(text, span, "Alexander", k * 1000 + 3_600_000, None, None, k > 0))
        raw += text + "\n\n"
    return Document(raw, "srt", tuple(segments))


def test_cues_are_shown_by_time_and_speaker_without_their_numbers() -> None:
    text = shown(cues("And then Melon", "Shaw said no."))
    assert "✓ 1:00:00" in text
    assert "Alexander: And then [-Melon Shaw-]{+Mélenchon+} said no." in text
    assert "-->" not in text


def test_places_lead_from_the_raw_text_to_the_speech() -> None:
    document = cues("And then Melon", "Shaw said Qurstammer.")
    places = Places(document)
    for p in FakeCorrector().propose(document):
        span = places.in_speech(p)
        assert document.speech[span.start : span.end] == p.old


LINES = {
    "first": ("abc", 1, (1, 2)),
    "after a line feed": ("a\nbc", 3, (2, 2)),
    "after CRLF": ("a\r\nbc", 4, (2, 2)),
    "after a lone CR": ("a\rbc", 3, (2, 2)),
    "code points": ("😀é\n😀b", 4, (2, 2)),
}


@pytest.mark.parametrize(("raw", "offset", "place"), LINES.values(), ids=LINES)
def test_line_and_column(raw: str, offset: int, place: tuple[int, int]) -> None:
    assert Places(Document.plain(raw)).line_column(offset) == place


def test_json_lines() -> None:
    document = Document.plain("Well,\nQurstammer\u2028is in\nKiev.")
    (line,) = json_lines("talk\udce9.txt", document, FakeCorrector().propose(document)).splitlines()
    assert json.loads(line) == {
        "file": "talk\udce9.txt",
        "line": 2,
        "column": 1,
        "start": 6,
        "end": 16,
        "old": "Qurstammer",
        "new": "Keir Starmer",
        "term": "Keir Starmer",
        "via": "sound",
        "score": 0.97,
        "action": "fix",
        "evidence": {"phones": 0.9},
        "why": ["sounds almost the same", "heard before"],
        "context": "Well, Qurstammer\\u2028is in Kiev.",
        "edits": [{"start": 6, "end": 16, "old": "Qurstammer", "new": "Keir Starmer"}],
    }


def test_json_of_a_cue_has_its_time_and_speaker() -> None:
    document = cues("So Qurstammer said.")
    row = json.loads(json_lines("talk.srt", document, FakeCorrector().propose(document)))
    assert (row["time_ms"], row["speaker"], row["line"], row["column"]) == (3_600_000, "Alexander", 3, 4)


# name: (transcript, the words around Qurstammer, 20 characters to each side)
AROUND = {
    "one sentence without end": (
        "word " * 99 + "Qurstammer" + " word" * 99,
        "…word word word word Qurstammer word word word word…",
    ),
    "all there is": ("So Qurstammer said", "So Qurstammer said"),
    "a whole sentence": (
        "Everybody left. And so, that day, Qurstammer came, at twelve. Everybody",
        "And so, that day, Qurstammer came, at twelve.",
    ),
    "a whole sentence, in quotation marks": (
        "(Everybody left?) And so, that day, Qurstammer said 'at twelve.' Everybody",
        "And so, that day, Qurstammer said 'at twelve.'",
    ),
    "cut within its sentence": (
        "Everybody left, and so, that day, Qurstammer came, at twelve, when everybody",
        "…and so, that day, Qurstammer came, at twelve,…",
    ),
    "cut within another": (
        "Everybody left. He did, too. Then Qurstammer came. That was all there was",
        "He did, too. Then Qurstammer came. That was all…",
    ),
}


@pytest.mark.parametrize(("raw", "want"), AROUND.values(), ids=AROUND)
def test_around_is_short(raw: str, want: str) -> None:
    document = Document.plain(raw)
    (p,) = FakeCorrector().propose(document)
    assert around(Places(document), p, 20) == want


def test_explain_shows_every_reason() -> None:
    document = Document.plain("So Qurstammer said.")
    buffer = io.StringIO()
    console = Console(file=buffer, width=80, no_color=True, color_system=None)
    explain(console, "talk.txt", document, FakeCorrector().explain(document))
    text = buffer.getvalue()
    assert "1:4  So [Qurstammer] said." in text
    assert "97.0%  → Keir Starmer · fix, found by sound" in text
    assert "phones=0.9(+2.50)" in text


def test_explain_says_in_words_what_was_found_beside_a_mark() -> None:
    document = Document.plain("so Keir <unk> said")
    buffer = io.StringIO()
    console = Console(file=buffer, width=100, no_color=True, color_system=None)
    explain(console, "talk.txt", document, Corrector(Lexicon.from_terms(["Keir Starmer"])).explain(document))
    assert "ask, found beside a mark for what was not understood" in buffer.getvalue()


CUE = "WEBVTT\n\n00:01.000 --> 00:04.000\nSo Alinsky met Alinsky and Alinsky.\n"
NEVER = Answer(Verdict.NEVER, "Alinsky", "", "2024-09-13")
TYPED = Answer(Verdict.EDIT, "Selenskyj", "", "2024-09-13")
OFFERED = {  # name: (transcript, what was answered before, the width, what Enter is said to do)
    "nothing": ("So Alinsky met.", None, 80, ""),
    "in the last row": ("So Alinsky met.", NEVER, 80, "Enter: never, as on 2024-09-13"),
    "in the row with room": (CUE, TYPED, 93, "Enter: write Selenskyj, as on 2024-09-13"),
    "no room for the date": (CUE, NEVER, 80, "Enter: never"),
}


@pytest.mark.parametrize(("raw", "before", "width", "want"), OFFERED.values(), ids=OFFERED)
def test_what_enter_answers_is_told_whole(raw: str, before: Answer | None, width: int, want: str) -> None:
    document = formats.read(raw, "talk.vtt" if raw == CUE else "talk.txt")
    source = Source("talk", document, "utf-8", *find(document))
    earlier = {claim("Alinsky", "Volodymyr Zelensky"): before} if before else {}
    console = Console(file=io.StringIO(), width=width, height=24)
    lines = [line.plain for line in question(console, begin([source], earlier=earlier))]
    assert [line[line.index("Enter:") :] for line in lines if "Enter:" in line] == ([want] if want else [])
    assert max(map(len, lines)) <= width
