"""Edits led back to the raw text, and spliced in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mondegreen.document import HOLE, Document, Edit, Run, Segment, apply
from mondegreen.errors import EditError
from mondegreen.formats import read
from mondegreen.sharing import Slot, hyphenate, share_out
from mondegreen.text import Span


def correct(document: Document, heard: str, new: str) -> str:
    """The raw text once the only `heard` of the speech was turned into `new`."""
    assert document.speech.count(heard) == 1
    start = document.speech.index(heard)
    return apply(document.raw, document.edits_for(start, start + len(heard), new))


# name: (raw, heard, new, raw afterwards)
PLAIN = {
    "one word": ("so Qurstammer went", "Qurstammer", "Keir Starmer", "so Keir Starmer went"),
    "stays on its line": ("when keirstommer\nsaid", "keirstommer", "Keir Starmer", "when Keir Starmer\nsaid"),
    "one word on each line": ("when kier\nstommer", "kier\nstommer", "Keir Starmer", "when Keir\nStarmer"),
    "two words above": (
        "so here stomach\nstommer b",
        "here stomach\nstommer",
        "Keir Starmer",
        "so Keir\nStarmer b",
    ),
    "one word above": ("saw Melon\nShaw here", "Melon\nShaw", "Mélenchon", "saw Mélenchon\nhere"),
    "only case": ("the keir\r\nstarmer", "keir\r\nstarmer", "Keir Starmer", "the Keir\r\nStarmer"),
    "blanks at a line end stay": (
        "saw Melon  \n  Shaw x",
        "Melon  \n  Shaw",
        "Mélenchon",
        "saw Mélenchon  \n  x",
    ),
    "to where the comma is": ("saw Melon\nShaw, who", "Melon\nShaw", "Mélenchon", "saw\nMélenchon, who"),
    "the comma goes along": ("Melon\nShaw, who", "Melon\nShaw", "Mélenchon", "Mélenchon,\nwho"),
    "the possessive goes along": ("Melon\nShaw’s, who", "Melon\nShaw", "Mélenchon", "Mélenchon’s,\nwho"),
    "the bracket stays": ("saw (Melon\nShaw) and", "Melon\nShaw", "Mélenchon", "saw (Mélenchon)\nand"),
    "the bracket goes along": ("saw (Melon\nShaw)", "Melon\nShaw", "Mélenchon", "saw\n(Mélenchon)"),
    "no line may begin like a list": ("a Melon\nShaw - b", "Melon\nShaw", "Mélenchon", "a\nMélenchon - b"),
    "hyphen at a line end": ("a Selen-\nsky b", "Selen-\nsky", "Zelensky", "a Zelensky\nb"),
    "hyphen, both lines alone": ("Selen-\nsky", "Selen-\nsky", "Zelensky", "Zelen-\nsky"),
    "hyphen of its own": ("Bangu-\nrion", "Bangu-\nrion", "Ben-Gurion", "Ben-\nGurion"),
    "not out of a hyphened word": ("pre-Melon\nShaw x", "Melon\nShaw", "Mélenchon", "pre-Mélenchon\nx"),
    "not out of a dashed word": ("a Melon\nShaw-like x", "Melon\nShaw", "Mélenchon", "a\nMélenchon-like x"),
    "words taken out": ("so um we", "um ", "", "so we"),
    "words taken out at a line end": ("so um\nwe", " um", "", "so\nwe"),
    "no line break comes in": ("so Qurstammer went", "Qurstammer", "Keir\n\nStarmer", "so Keir Starmer went"),
}


@pytest.mark.parametrize("case", PLAIN)
def test_plain_text_is_corrected(case: str) -> None:
    raw, heard, new, want = PLAIN[case]
    assert correct(Document.plain(raw), heard, new) == want


# name: (raw, heard, new): nothing may change
REFUSED = {
    "two lines, one word": ("Melon\nShaw", "Melon\nShaw", "Mélenchon"),
    "the only word of a line": ("so\num\nwe", "um", ""),
    "already right": ("Keir\nStarmer", "Keir\nStarmer", "Keir Starmer"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_plain_text_is_left_alone(case: str) -> None:
    raw, heard, new = REFUSED[case]
    assert correct(Document.plain(raw), heard, new) == raw


VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n{}\n"
TWO_CUES = VTT.format("{}\n\n00:02.000 --> 00:03.000\n{}")

# name: (cue text, heard, new, cue text afterwards)
TAGGED = {
    "tag around a word": ("<b>Kier</b> stommer", "Kier stommer", "Keir Starmer", "<b>Keir</b> Starmer"),
    "a tag for each word": (
        "so<00:01.100><c> Kier</c><00:01.500><c> stommer</c>",
        "Kier stommer",
        "Keir Starmer",
        "so<00:01.100><c> Keir</c><00:01.500><c> Starmer</c>",
    ),
    "fewer words than tags": (
        "so<c> Melon</c><c> Shaw</c><c> went</c>",
        "Melon Shaw",
        "Mélenchon",
        "so<c> Mélenchon</c><c></c><c> went</c>",
    ),
    "tag inside a word": ("<b>Kier</b>stommer x", "Kierstommer", "Keir Starmer", "<b>Keir</b> Starmer x"),
    "tag inside, only case": ("atac<i>ms</i> x", "atacms", "ATACMS", "ATAC<i>MS</i> x"),
    "escape inside": ("A T &amp; T x", "A T & T", "AT&T", "AT&amp;T x"),
    "escape at the edge": (
        "x &lt;Kier stommer&gt;",
        "Kier stommer",
        "Keir Starmer",
        "x &lt;Keir Starmer&gt;",
    ),
    "escape as a part": (
        "R&amp;D stommer",
        "& D stommer".replace(" D", "D"),
        "&D Starmer",
        "R&amp;D Starmer",
    ),
    "over a row": ("saw Melon\n<i>Shaw</i> x", "Melon\nShaw", "Mélenchon", "saw Mélenchon\n<i></i>x"),
}


@pytest.mark.parametrize("case", TAGGED)
def test_tags_and_escapes_stay(case: str) -> None:
    cue, heard, new, want = TAGGED[case]
    assert correct(read(VTT.format(cue)), heard, new) == VTT.format(want)


# name: (two cue texts, heard, new, the two afterwards)
CUES = {
    "a word each": (("so Kier", "stommer x"), "Kier\nstommer", "Keir Starmer", ("so Keir", "Starmer x")),
    "first cue alone": (("Melon", "Shaw x"), "Melon\nShaw", "Mélenchon", ("Mélenchon", "x")),
    "second cue alone": (("x Melon", "Shaw."), "Melon\nShaw", "Mélenchon", ("x", "Mélenchon.")),
    "second row alone": (("Hi\nMelon", "Shaw x"), "Melon\nShaw", "Mélenchon", ("Hi\nMélenchon", "x")),
    "both cues alone": (("Melon", "Shaw"), "Melon\nShaw", "Mélenchon", ("Melon", "Shaw")),
    "speaker and word alone": (("MARY: Melon", "Shaw"), "Melon\nShaw", "Mélenchon", ("MARY: Melon", "Shaw")),
    "the only word": (("um", "x"), "um", "", ("um", "x")),
    "three words over two": (
        ("so Q", "her stommer"),
        "Q\nher stommer",
        "Keir Starmer",
        ("so Keir", "Starmer"),
    ),
}


@pytest.mark.parametrize("case", CUES)
def test_no_cue_is_emptied(case: str) -> None:
    cues, heard, new, want = CUES[case]
    assert correct(read(TWO_CUES.format(*cues)), heard, new) == TWO_CUES.format(*want)


# In Markdown an empty pair of markers, or a blank on its inner side, is no markup any more.
# name: (raw, heard, new, raw afterwards)
MARKED = {
    "marker inside a word": ("**Kier**stommer x", "Kierstommer", "Keir Starmer", "**Keir Starmer** x"),
    "marker opens inside": ("x Kier**stommer**", "Kierstommer", "Keir Starmer", "x **Keir Starmer**"),
    "marker between words": ("*Kier* stommer", "Kier stommer", "Keir Starmer", "*Keir* Starmer"),
    "into the marked word": ("saw Melon **Shaw** x", "Melon Shaw", "Mélenchon", "saw **Mélenchon** x"),
    "not out of both": ("**Melon** *Shaw*", "Melon Shaw", "Mélenchon", "**Melon** *Shaw*"),
    "not out of one over lines": (
        "a **Melon**\n**Shaw** b",
        "Melon\nShaw",
        "Mélenchon",
        "a **Melon**\n**Shaw** b",
    ),
    "to the marked line": ("a Melon\n**Shaw** b", "Melon\nShaw", "Mélenchon", "a\n**Mélenchon** b"),
    "quoted lines": ("> a Kier\n> stommer", "Kier\nstommer", "Keir Starmer", "> a Keir\n> Starmer"),
    "link text": ("[Kier](/kier) stommer", "Kier stommer", "Keir Starmer", "[Keir](/kier) Starmer"),
    "not over code": ("a `b` c", f"a {HOLE} c", "abc", "a `b` c"),
    "written with a backslash": ("a star b", "star", "*", "a \\* b"),
    "not the comma out of a mark": ("so kier\nMelon **Shaw,**", "kier\nMelon Shaw", "Keir", "so\n**Keir,**"),
    "not up to a marker": ("**um we**", "um", "", "**um we**"),
    "not down to a list": ("um 40. x", "um", "", "um 40. x"),
    "the only marked word": ("a **um** b", "um", "", "a **um** b"),
}


@pytest.mark.parametrize("case", MARKED)
def test_markers_keep_their_words(case: str) -> None:
    raw, heard, new, want = MARKED[case]
    assert correct(read(raw, "x.md"), heard, new) == want


def test_half_an_escape_is_no_place_for_an_edit() -> None:
    document = Document("f&ffi;x", "test", (Segment("fffix", Span(0, 7), runs=(
        Run(Span(0, 1), 1), Run(Span(1, 6), 3), Run(Span(6, 7), 1))),))  # fmt: skip
    assert document.edits_for(0, 2, "q") == ()
    assert document.edits_for(0, 4, "q") == (Edit(Span(0, 6), "f&ffi;", "q"),)


def test_raw_span_holds_what_is_between() -> None:
    document = read(TWO_CUES.format("so <i>Kier</i>", "stommer x"))
    start = document.speech.index("Kier")
    span = document.raw_span(start, start + len("Kier\nstommer"))
    assert document.raw[span.start : span.end] == "Kier</i>\n\n00:02.000 --> 00:03.000\nstommer"
    with pytest.raises(ValueError, match="nothing is said"):
        document.raw_span(start, start)


def test_segments_are_found_by_offset() -> None:
    document = read(TWO_CUES.format("so", "we"))
    assert [s.text if s else None for s in map(document.segment_at, range(6))] == [
        "so",
        "so",
        None,
        "we",
        "we",
        None,
    ]
    assert read("", format="srt").segment_at(0) is None


def test_an_edit_in_the_middle_of_many_runs() -> None:
    cue = " ".join(f"<i>w{k}</i>" for k in range(3_000))
    document = read(VTT.format(cue))
    assert correct(document, "w1500 w1501", "Keir Starmer") == VTT.format(
        cue.replace("w1500<", "Keir<").replace("w1501<", "Starmer<")
    )


# name: (raw, edits, what the error says)
BAD_EDITS = {
    "overlap": ("abcd", [Edit(Span(0, 2), "ab", "x"), Edit(Span(1, 3), "bc", "y")], "overlap"),
    "the same twice": ("abcd", [Edit(Span(1, 1), "", "x"), Edit(Span(1, 1), "", "y")], "overlap"),
    "other text there": ("abcd", [Edit(Span(0, 2), "xx", "y")], "changed"),
    "behind the end": ("ab", [Edit(Span(1, 3), "b", "y")], "changed"),
}


@pytest.mark.parametrize("case", BAD_EDITS)
def test_apply_refuses(case: str) -> None:
    raw, edits, message = BAD_EDITS[case]
    with pytest.raises(EditError, match=message):
        apply(raw, edits)


def test_apply_touches_nothing_else() -> None:
    assert apply("a\r\nb\ufeffc", [Edit(Span(4, 5), "\ufeff", ""), Edit(Span(0, 1), "a", "xy")]) == "xy\r\nbc"
    assert apply("abcd", [Edit(Span(2, 3), "c", "C"), Edit(Span(1, 2), "b", "B")]) == "aBCd"


@given(st.text())
def test_no_edits_no_change(raw: str) -> None:
    assert apply(raw, ()) == raw


WORDS = st.text("abé", min_size=1, max_size=4)


@given(st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, max_size=4), st.data())
def test_sharing_finds_what_trying_every_cut_finds(
    heard: list[str], words: list[str], data: st.DataObject
) -> None:
    flags = [data.draw(st.tuples(st.booleans(), st.booleans(), st.booleans())) for _ in heard]
    slots = [Slot(h, *f) for h, f in zip(heard, flags, strict=True)]
    found = share_out(slots, words)
    possible = [
        shares for shares in _all_shares(words, len(slots))
        if all(mine or not slot.keep for mine, slot in zip(shares, slots, strict=True))
        and not _run_together(slots, shares)
    ]  # fmt: skip
    if found is None:
        assert not possible
    else:
        assert found in possible
        assert [word for mine in found for word in mine] == words


def _all_shares(words: list[str], places: int) -> list[list[list[str]]]:
    if places == 1:
        return [[words]]
    return [[words[:k], *rest] for k in range(len(words) + 1) for rest in _all_shares(words[k:], places - 1)]


def _run_together(slots: list[Slot], shares: list[list[str]]) -> bool:
    last = None
    for k, mine in enumerate(shares):
        if mine:
            if last is not None and not any(slot.apart for slot in slots[last + 1 : k + 1]):
                return True
            last = k
    return False


# name: (line end, next line, word, halves)
HYPHENS = {
    "where it was": ("Selen-", "sky", "Zelensky", ("Zelen-", "sky")),
    "not before an accent": ("Me-", "len", "Me\u0301l", ("Me\u0301-", "l")),
    "at its own hyphen": ("a-", "bcdefgh", "Ben-Gurion", ("Ben-", "Gurion")),
    "too short": ("a-", "b", "abc", None),
}


@pytest.mark.parametrize("case", HYPHENS)
def test_hyphenate(case: str) -> None:
    first, second, word, want = HYPHENS[case]
    assert hyphenate(first, second, word) == want
