"""The page of a report, without a browser: what is in it, what it lets run, and that nothing gets out of its place."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from fakes import ASK, FakeCorrector
from hypothesis import given
from hypothesis import strategies as st
from page import Element, Page

from mondegreen import formats
from mondegreen.answers import Answer, Verdict
from mondegreen.files import read_text
from mondegreen.proposal import Proposal
from mondegreen.records import make_record, read_record
from mondegreen.render.report import Media, Transcript, characters, fewest_words, inert, report, told
from mondegreen.text import Span

FILES = sorted((Path(__file__).parent / "files").iterdir())
TEXT = "So Qurstammer met Alinsky.\n\nAnd alinsky, and Alinsky, left."
VTT = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ann>So Melon\nShaw met Alinsky &amp; me\n"


def transcript(
    text: str,
    name: str = "talk.txt",
    corrector: FakeCorrector | None = None,
    media: Media | None = None,
    earlier: dict[tuple[str, str], Answer] | None = None,
    encoding: str = "utf-8",
) -> Transcript:
    document = formats.read(text, name)
    proposals = (corrector or FakeCorrector()).propose(document)
    data = text.encode(encoding, "surrogatepass" if encoding == "utf-8" else "strict")
    record = make_record(name, encoding, document, data, None, proposals, ())
    return Transcript(name, document, proposals, record, media, earlier)


def page_of(text: str, name: str = "talk.txt", **more: object) -> Page:
    return Page(report(transcript(text, name, **more)))  # type: ignore[arg-type]


def marks_of(page: Page) -> list[Element]:
    return [e for block in page.blocks for e in block.all() if "c" in e.classes]


def words(text: str) -> list[str]:
    """The words of `text` as a page shows them."""
    return told(" ".join(text.split())).split()


# --- What is in it


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_word_of_a_transcript_is_there(file: Path) -> None:
    text = read_text(file, "cp1252" if "cp1252" in file.name else None).text
    made = transcript(text, file.name)
    assert Page(report(made)).said.split() == words(made.document.speech)


def test_changes_stand_in_their_places() -> None:
    page = page_of(TEXT)
    marks = marks_of(page)
    assert [(m.text(without="to"), m.attributes["data-state"]) for m in marks] == [
        ("Qurstammer", "sure"),
        ("Alinsky", "open"),
        ("Alinsky", "open"),
    ]
    assert [m.text() for m in marks][:2] == ["Qurstammer Keir Starmer", "Alinsky Zelensky"]
    assert marks[0].attributes["aria-label"] == "Qurstammer, Keir Starmer: certain"


def test_a_line_break_in_a_change_does_not_show() -> None:
    page = page_of(VTT, "talk.vtt")
    assert page.named("c0").text() == "Melon Shaw Mélenchon"
    assert page.said == "So Melon Shaw met Alinsky & me"
    assert page.data["entries"][0]["heard"] == "Melon\nShaw"


def test_proposals_for_the_same_words_are_all_listed_and_one_is_shown() -> None:
    made = transcript(TEXT)
    double = [made.proposals[0], *made.proposals]
    record = make_record("talk.txt", "utf-8", made.document, TEXT.encode(), None, double, ())
    page = Page(report(Transcript("talk.txt", made.document, double, record)))
    assert len(page.data["entries"]) == 4
    assert [
        e.attributes["id"]
        for e in page.elements
        if e.attributes.get("id", "")[:1] == "c" and "c" in e.classes
    ] == [
        "c0",
        "c2",
        "c3",
    ]


def test_the_data_are_a_record() -> None:
    made = transcript(TEXT)
    data = Page(report(made)).data
    lines = "".join(json.dumps(line) + "\n" for line in (data["header"], *data["entries"]))
    assert read_record(lines) == [made.record]
    assert data["header"]["sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()


def test_what_the_script_is_told_of_each_proposal() -> None:
    answer = Answer(Verdict.EDIT, "Volodymyr", "ada", "2024-09-13T10:00:00Z")
    earlier = {("alinsky", "Volodymyr Zelensky"): answer}
    shown = page_of(VTT.replace("Melon\nShaw", "Alinsky"), "talk.vtt", earlier=earlier).data["shown"]
    assert [s["pair"] for s in shown] == [s["claim"] for s in shown] == [0, 0]
    assert shown[0]["why"] == ["sounds almost the same", "heard before"]
    assert shown[0]["earlier"] == {"verdict": "edit", "written": "Volodymyr", "when": "2024-09-13T10:00:00Z"}
    assert shown[0]["play"][0] == 0.0
    assert shown[0]["play"][1] > 3.0
    plain = page_of(TEXT).data["shown"]
    assert [(s["earlier"], s["play"]) for s in plain] == [(None, None)] * 3


# name: (transcript, what its first proposal is shown in: the words marked with [], "…" where the sentence was cut)
SENTENCES = {
    "whole": ("One. So Alinsky left. Two.", "So [Alinsky] left."),
    "the first and last of a text": ("so Alinsky left", "so [Alinsky] left"),
    "twice in it": ("and Alinsky met Alinsky", "and [Alinsky] met Alinsky"),
    "letters of two code units": ("\U0001f600 so Alinsky left", "\U0001f600 so [Alinsky] left"),
    "over a line's end": ("so  Melon\n Shaw   left", "so [Melon Shaw] left"),
    "the words alone": (" Alinsky ", "[Alinsky]"),
    "cut": (f"{'so ' * 99}Alinsky{' so' * 99}", f"…{'so ' * 46}[Alinsky]{' so' * 46}…"),
    "cut at its end": (f"So Alinsky{' so' * 99}", f"So [Alinsky]{' so' * 46}…"),
    "cut at its beginning": (f"{'so ' * 99}Alinsky left. Two.", f"…{'so ' * 46}[Alinsky] left."),
}


@pytest.mark.parametrize(("text", "want"), SENTENCES.values(), ids=SENTENCES)
def test_the_words_are_marked_in_their_sentence(text: str, want: str) -> None:
    data = page_of(text).data
    said, (start, end) = data["entries"][0]["sentence"], data["shown"][0]["at"]
    before, after = ("…" if cut else "" for cut in data["shown"][0]["cut"])
    assert f"{before}{said[:start]}[{said[start:end]}]{said[end:]}{after}" == want


@pytest.mark.parametrize(("length", "want"), [(20, True), (5000, False)])
def test_lines_are_told_where_people_know_them(length: int, want: bool) -> None:
    assert page_of("x" * length + "\ny").data["lines"] is want


def test_an_empty_transcript() -> None:
    page = page_of("")
    assert page.blocks == []
    assert "Nothing is said" in page.named("transcript").text()
    assert "Nothing to decide" in page.named("count").text()


# --- What it lets run


def test_only_the_script_and_the_style_of_the_page_are_allowed() -> None:
    html = report(transcript(TEXT))
    page = Page(html)
    (policy,) = (e for e in page.of("meta") if e.attributes.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.attributes["content"].split(";"))
    (style,) = page.of("style")
    (script,) = (e for e in page.of("script") if e.attributes["type"] == "module")
    for element, rule in ((style, "style-src"), (script, "script-src")):
        digest = base64.b64encode(hashlib.sha256(element.text().encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["media-src"] == "blob:"
    assert html.index("Content-Security-Policy") < html.index("<title>")
    assert html.isascii() or html.index("charset") < 200


def test_a_recording_may_be_played_from_beside_the_page() -> None:
    made = transcript(VTT, "talk.vtt", media=Media("a%20b.mp4", "a b.mp4", True))
    html = report(made)
    assert "media-src &#39;self&#39; file: blob:" in html
    (video,) = Page(html).of("video")
    assert video.attributes["src"] == "a%20b.mp4"
    assert Page(html).of("audio") == []


def test_it_fetches_nothing() -> None:
    page = page_of(TEXT)
    addresses = [
        value
        for e in page.elements
        for name, value in e.attributes.items()
        if name in ("src", "href", "srcset", "action")
    ]
    assert [a for a in addresses if not a.startswith(("#", "data:"))] == []
    (style,) = page.of("style")
    assert not re.search(r"url\(|@import", style.text())
    (script,) = (e for e in page.of("script") if e.attributes["type"] == "module")
    assert not re.search(
        r"fetch\(|XMLHttpRequest|import\(|WebSocket|sendBeacon|innerHTML|eval\(", script.text()
    )


HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "the end of a script": "</script><script>alert(1)</script>",
    "the end of all": "</style></title></textarea></p></main></body>",
    "a comment": "<!-- <script> --!>",
    "an attribute": "\" onmouseover=alert(1) x='",
    "a picture": "<img src=x onerror=alert(1)>",
    "a template": "{{ 7 * 7 }} {% raw %} ${7*7} `x`",
    "an entity": "&lt;script&gt; &amp;&#x3c; &",
    "right to left": "\u202egnp.exe\u202c \u2066a\u2069 \u200f",
    "lines of scripts": "a\u2028b\u2029c\u0085d",
    "control characters": "\x1b[31m\x07\x08\x7f\x9b",
    "a lone surrogate": "\ud800",
    "a backslash": "\\u003cscript\\u003e \\",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_only_text(text: str) -> None:
    """Wherever it stands: in the speech, the words of a proposal, its evidence, a speaker's name, a file's name."""
    safe = text.encode("utf-8", "ignore").decode()
    table = {safe.strip() or "x": (safe, text, 0.5, ASK)}
    srt = f"1\n00:00:01,000 --> 00:00:02,000\nSPEAKER 1: so {safe} left\n"
    for name, source in (("talk.txt", f"so {safe} left"), ("talk.srt", srt)):
        made = transcript(source, name, FakeCorrector(table))
        answer = Answer(Verdict.EDIT, text, text, text)
        media = Media("x.mp3", f"{text}.mp3", False)
        hostile = Transcript(
            f"{text}.txt", made.document, made.proposals, made.record, media, {("x", text): answer}
        )
        html = report(hostile)
        html.encode()
        page = Page(html)
        assert [e.attributes["type"] for e in page.of("script")] == ["application/json", "module"]
        assert page.of("img") == []
        assert not [name for e in page.elements for name in e.attributes if name.startswith("on")]
        assert page.said.split() == words(hostile.document.speech)
        outside = "".join(
            part for e in page.elements if e.tag != "script" for part in e.inside if isinstance(part, str)
        )
        assert not re.search(
            "[\u202a-\u202e\u2066-\u2069\u200e\u200f\u2028\u2029\x1b\x07\x7f-\x9f\ud800]", outside
        )
        data = page.data
        assert data["name"] == f"{text}.txt"
        assert [e["written"] for e in data["entries"]] == [p.new for p in made.proposals]


@given(st.text())
def test_json_in_a_script_is_inert(text: str) -> None:
    made = inert({"text": text})
    assert json.loads(made) == {"text": text}
    assert not re.search("[<>&\u2028\u2029\ud800-\udfff]", made)


@given(st.text(st.characters(exclude_characters="\0")))
def test_any_text_is_read_back_as_it_was_told(text: str) -> None:
    made = transcript(text, corrector=FakeCorrector({}))
    page = Page(report(made).replace("\r", "\n"))
    assert page.said.split() == words(made.document.speech)


# --- What can be typed


FEWEST = {
    "one line": ("talk.txt", "so Alinsky left", "Alinsky", 1),
    "two lines of a text": ("talk.txt", "so Melon\nShaw left", "Melon\nShaw", 1),
    "two lines with nothing else": ("talk.txt", "Melon\nShaw", "Melon\nShaw", 2),
    "two cues": (
        "talk.srt",
        "1\n00:00:01,000 --> 00:00:02,000\nMelon\n\n2\n00:00:02,000 --> 00:00:03,000\nShaw\n",
        "Melon\nShaw",
        2,
    ),
    "nothing can be written": ("talk.txt", "so Alinsky left", "", 1),
}


@pytest.mark.parametrize(("name", "text", "heard", "want"), FEWEST.values(), ids=FEWEST)
def test_how_many_words_another_form_needs(name: str, text: str, heard: str, want: int) -> None:
    document = formats.read(text, name)
    at = document.speech.index(heard)
    assert fewest_words(document, Span(at, at + len(heard))) == want


def test_what_an_encoding_has_no_place_for() -> None:
    assert characters("utf-8") is characters("UTF_16_le") is characters("gb18030") is None
    western = characters("cp1252")
    assert western is not None
    assert "é" in western
    assert "ğ" not in western
    assert " " in western


def test_proposals_are_not_changed() -> None:
    made = transcript(TEXT)
    before: list[Proposal] = list(made.proposals)
    report(made)
    assert list(made.proposals) == before
