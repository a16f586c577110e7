"""A text as heard words: windows, letter case of the whole, and what is known of each word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mondegreen.heard import Heard
from mondegreen.text import Gap, Span

# Which windows of up to three words there are; each as its text.
WINDOWS = {
    "one sentence": ("a b c d", ["a", "a b", "a b c", "b", "b c", "b c d", "c", "c d", "d"]),
    "over a full stop": ("a b. c d", ["a", "a b", "a b. c", "b", "b. c", "b. c d", "c", "c d", "d"]),
    "not over another stop": ("a b? c", ["a", "a b", "b", "c"]),
    "not over two stops": ("a. b. c", ["a", "a. b", "b", "b. c", "c"]),
    "not over a stop and a comma": ("b, c. d", ["b", "b, c", "c", "c. d", "d"]),
    "not over a full stop and a quotation mark": ('b." c', ["b", "c"]),
    "not over a blank line": ("a\n\nb", ["a", "b"]),
    "over a line break": ("a\r\nb", ["a", "a\r\nb", "b"]),
    "over one comma": ("a, b", ["a", "a, b", "b"]),
    "not over two commas": ("a, b, c", ["a", "a, b", "b", "b, c", "c"]),
    "over a hyphen": ("near-con", ["near", "near-con", "con"]),
    "over a title": ("Mr. Stommer", ["Mr", "Mr. Stommer", "Stommer"]),
    "without a last possessive": ("Keir Stommer's", ["Keir", "Keir Stommer", "Stommer"]),
    "with an inner possessive": ("Keir's plan", ["Keir", "Keir's plan", "plan"]),
    "nothing": (" .. ", []),
}

# How a text is written as a whole: (cased, all_caps).
CASE = {
    "English": ("He met Starmer in London. They spoke.", True, False),
    "small letters": ("he met starmer in london. they spoke.", False, False),
    "the pronoun I only": ("and i said I know", False, False),
    "capitals": ("HE MET STARMER IN LONDON", False, True),
    "capitals with a small word": ("HE MET STARMER in LONDON", False, True),
    "acronyms only": ("NATO and the EU and BRICS", True, False),
    "too short to tell": ("NATO", True, False),
    "no words": ("1, 2, 3", False, False),
    "nothing": ("", False, False),
}


@pytest.mark.parametrize(("text", "windows"), WINDOWS.values(), ids=WINDOWS)
def test_windows(text: str, windows: list[str]) -> None:
    heard = Heard.of(text)
    assert [heard.words(first, last) for first, last in heard.windows(3)] == windows


@pytest.mark.parametrize(("text", "cased", "all_caps"), CASE.values(), ids=CASE)
def test_case_of_the_whole(text: str, cased: bool, all_caps: bool) -> None:
    heard = Heard.of(text)
    assert (heard.cased, heard.all_caps) == (cased, all_caps)


def test_capitals_are_heard_like_small_letters() -> None:
    """In an ALL CAPS transcript "US" is a word and no abbreviation that is spelled out."""
    shouted = Heard.of("THEY GAVE IT TO US TODAY")
    assert shouted.phones == Heard.of("they gave it to us today").phones
    assert Heard.of("They gave it to the US today").phones[5] != Heard.of("us").phones[0]


def test_what_is_known_of_each_word() -> None:
    heard = Heard.of("The U.S. sent Kierstommer’s 400 missiles, and the missiles came. So?")
    assert heard.norms[:5] == ("the", "us", "sent", "kierstommer", "400")
    assert heard.letters[:2] == ("the", "us")
    assert heard.counts["missiles"] == heard.counts["the"] == 2
    assert [heard.norms[k] for k, start in enumerate(heard.starts) if start] == ["the", "so"]
    assert heard.gaps[0] is heard.gaps[-1] is Gap.BREAK
    assert heard.gaps[6] is Gap.COMMA
    assert heard.span(2, 4) == Span(9, 25)
    assert heard.zipfs[0] > heard.zipfs[5] > heard.zipfs[3]
    assert heard.window_phones(2, 4) == heard.phones[2] + heard.phones[3]


@given(st.text(alphabet="aB.é's, \n-1\u2029😀", max_size=60), st.integers(1, 5))
def test_windows_are_short_and_cross_one_stop_at_most(text: str, longest: int) -> None:
    heard = Heard.of(text)
    assert len(heard.gaps) == max(2, len(heard.tokens) + 1)
    windows = heard.windows(longest)
    assert len(windows) == len(set(windows))
    for first, last in windows:
        assert 0 < last - first <= longest
        inside = heard.gaps[first + 1 : last]
        assert heard.crosses_stop(first, last) == (Gap.STOP in inside)
        assert Gap.BREAK not in inside
        assert sum(gap >= Gap.COMMA for gap in inside) <= 1
        assert Gap.STOP not in inside or last - first <= 3
    assert {k for first, last in windows for k in range(first, last)} == set(range(len(heard.tokens)))


@given(st.text())
def test_any_text_can_be_heard(text: str) -> None:
    heard = Heard.of(text)
    assert len(heard.tokens) == len(heard.phones) == len(heard.zipfs) == len(heard.starts)
