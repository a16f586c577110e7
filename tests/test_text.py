"""Words, what stands between them, where sentences begin, and folding, as tables and laws."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mondegreen.text import (
    Gap,
    Span,
    Token,
    capitalised,
    fold,
    gap_between,
    is_upper,
    letters,
    starts_sentence,
    tokenise,
    upper_first,
)

# What is written, and the words of it; a possessive ending stands behind "|".
WORDS = {
    "a mark of the recogniser": ("mr antonio <unk> okay", ["mr", "antonio", "<unk>", "okay"]),
    "signs that are no mark": ("a < b, x <- y", ["a", "b", "x", "y"]),
    "plain words": ("Keir Starmer spoke", ["Keir", "Starmer", "spoke"]),
    "possessive": ("Starmer's plan", ["Starmer|'s", "plan"]),
    "typographic possessive": ("Starmer’s plan", ["Starmer|’s", "plan"]),
    "modifier-letter possessive": ("Starmerʼs plan", ["Starmer|ʼs", "plan"]),
    "possessive in capitals": ("STARMER'S PLAN", ["STARMER|'S", "PLAN"]),
    "possessive at the end": ("it is Starmer's.", ["it", "is", "Starmer|'s"]),
    "possessive of an abbreviation": ("the U.K.'s plan", ["the", "U.K.|'s", "plan"]),
    "typographic possessive of an abbreviation": ("the U.S.’s", ["the", "U.S.|’s"]),
    "possessive of nothing": ("ʼs and 's and ’s", ["ʼs", "and", "s", "and", "s"]),
    "plural possessive": ("the Houthis' missiles", ["the", "Houthis|'", "missiles"]),
    "typographic plural possessive": ("the Houthis’ missiles", ["the", "Houthis|’", "missiles"]),
    "closing quote before a full stop": ("he said 'the Houthis'.", ["he", "said", "the", "Houthis"]),
    "closing quote at the end": ("‘the Houthis’", ["the", "Houthis"]),
    "closing quote after no s": ("'the Duran' show", ["the", "Duran", "show"]),
    "contraction": ("they don't know", ["they", "don't", "know"]),
    "typographic contraction": ("don’t", ["don’t"]),
    "Irish name": ("O'Brien's plan", ["O'Brien|'s", "plan"]),
    "abbreviation": ("the U.S. Army", ["the", "U.S.", "Army"]),
    "abbreviation without its last stop": ("the U.S.A and", ["the", "U.S.A", "and"]),
    "initials": ("J.D. Vance", ["J.D.", "Vance"]),
    "initials without a space": ("J.D.Vance", ["J.D.", "Vance"]),
    "initials with a space": ("J. D. Vance", ["J", "D", "Vance"]),
    "time of day": ("5 p.m. today", ["5", "p.m.", "today"]),
    "one letter ends a sentence": ("plan b. Then", ["plan", "b", "Then"]),
    "thousands": ("1,000 men", ["1,000", "men"]),
    "decimals": ("1.5 tons", ["1.5", "tons"]),
    "comma after a number": ("in 2024, he", ["in", "2024", "he"]),
    "stop after a number": ("in 2024. He", ["in", "2024", "He"]),
    "decade": ("the 1990s", ["the", "1990s"]),
    "ordinal": ("the 1st of May", ["the", "1st", "of", "May"]),
    "model numbers": ("F-16 and M1A1 and 5G", ["F", "16", "and", "M1A1", "and", "5G"]),
    "ampersand": ("R&D and a & b", ["R&D", "and", "a", "&", "b"]),
    "per cent and money": ("$50 or 5%", ["$", "50", "or", "5", "%"]),
    "hyphen": ("near-con", ["near", "con"]),
    "underscore": ("snake_case", ["snake", "case"]),
    "decomposed accent": ("Me\u0301lenchon's", ["Me\u0301lenchon|'s"]),
    "emoji": ("😀 Starmer 👩🏽‍🚀", ["Starmer"]),
    "another script": ("Зеленский said", ["Зеленский", "said"]),
    "line ends": ("Keir\r\nStarmer", ["Keir", "Starmer"]),
    "punctuation only": ("... — ?!", []),
    "nothing": ("", []),
}

FOLDED = {
    "case": ("Starmer", "starmer"),
    "accent": ("Mélenchon", "melenchon"),
    "decomposed accent": ("Me\u0301lenchon", "melenchon"),
    "typographic apostrophe": ("O’Brien", "o'brien"),
    "no decomposition": ("Łódź Ørsted Straße Æon", "lodz orsted strasse aeon"),
    "Turkish": ("Erdoğan İstanbul ılık", "erdogan istanbul ilik"),
    "nothing to do": ("storm shadow", "storm shadow"),
}

LETTERS = {
    "hyphen": ("Op-Ed", "oped"),
    "space": ("Storm Shadow", "stormshadow"),
    "dots": ("U.S.", "us"),
    "ampersand": ("R&D", "randd"),
    "apostrophe": ("O’Brien", "obrien"),
    "digits": ("F-16", "f16"),
    "accents": ("Mélenchon", "melenchon"),
    "none": ("--", ""),
}

NORMS = {"U.S.": "us", "J.D.": "jd", "p.m.": "pm", "1.5": "1.5", "1,000": "1,000", "NATO": "nato"}

# What stands between the first two words.
GAPS = {
    "nothing": ("50%", Gap.NONE),
    "hyphen": ("near-con", Gap.JOIN),
    "typographic hyphen": ("near‐con", Gap.JOIN),
    "dash without spaces": ("near–con", Gap.JOIN),
    "slash": ("Kiev/Kyiv", Gap.JOIN),
    "space": ("Keir Starmer", Gap.SPACE),
    "several spaces": ("Keir   Starmer", Gap.SPACE),
    "no-break space": ("Keir\u00a0Starmer", Gap.SPACE),
    "line break": ("Keir\nStarmer", Gap.SPACE),
    "Windows line break": ("Keir\r\nStarmer", Gap.SPACE),
    "comma": ("Paris, Macron", Gap.COMMA),
    "comma after a number": ("2024, Macron", Gap.COMMA),
    "dash": ("Paris — Macron", Gap.COMMA),
    "two hyphens": ("Paris -- Macron", Gap.COMMA),
    "bracket": ("Paris (Macron", Gap.COMMA),
    "semicolon": ("Paris; Macron", Gap.COMMA),
    "full stop": ("left. Starmer", Gap.STOP),
    "question": ("left? Starmer", Gap.STOP),
    "dots": ("left... Starmer", Gap.STOP),
    "ellipsis": ("left… Starmer", Gap.STOP),
    "stop inside a quotation": ('left." Starmer', Gap.STOP),
    "stop at a line end": ("left.\nStarmer", Gap.STOP),
    "possessive before a stop": ("Starmer's. Macron", Gap.STOP),
    "stop after a number": ("2024. Macron", Gap.STOP),
    "one small letter": ("b. Macron", Gap.STOP),
    "the pronoun I": ("I. Macron", Gap.STOP),
    "the answer no": ("No. Macron", Gap.STOP),
    "question after an abbreviation": ("U.S.? Macron", Gap.STOP),
    "number sign": ("No. 10", Gap.SPACE),
    "initial": ("W. Bush", Gap.SPACE),
    "abbreviation": ("U.S. Army", Gap.SPACE),
    "possessive": ("Starmer's plan", Gap.SPACE),
    "blank line": ("left\n\nStarmer", Gap.BREAK),
    "blank line of Windows": ("left\r\n\r\nStarmer", Gap.BREAK),
    "blank line of an old Mac": ("left\r\rStarmer", Gap.BREAK),
    "blank line with spaces": ("left\n \t\nStarmer", Gap.BREAK),
    "blank line after a stop": ("left.\n\nStarmer", Gap.BREAK),
    "blank line after a title": ("Mr.\n\nStarmer", Gap.BREAK),
    "form feed": ("left\fStarmer", Gap.BREAK),
    "paragraph separator": ("left\u2029Starmer", Gap.BREAK),
}
TITLES = (
    ["Mr", "Mrs", "Ms", "Dr", "St", "Jr", "Sr", "Prof", "vs"],
    ["Gen", "Col", "Lt", "Sgt", "Capt", "Sen", "Rep", "Gov"],
)

# Which words of a text open a sentence.
OPENERS = {
    "first word": ("so he left", ["so"]),
    "after a stop": ("He left. So did I.", ["He", "So"]),
    "after a title": ("He saw Mr. Stommer go", ["He"]),
    "after an initial": ("He saw George W. Bush go", ["He"]),
    "after an abbreviation": ("The U.S. Army left", ["The"]),
    "in a quotation": ('He said "stay here" and left', ["He", "stay"]),
    "behind a comma in a quotation": ('He said, "stay here"', ["He", "stay"]),
    "in a typographic quotation": ("He said “stay here” and left", ["He", "stay"]),
    "after a colon": ("Starmer: we know", ["Starmer", "we"]),
    "after a blank line": ("neocons\n\nagain", ["neocons", "again"]),
    "after a line break": ("neocons\nagain", ["neocons"]),
    "after a comma": ("well, again", ["well"]),
}

ANY_TEXT = st.one_of(
    st.text(),
    st.text(alphabet="aB é's’.,1-& \r\n\u0301ʼ!U.S\u2029"),
    st.text(st.characters(categories=["L", "M", "P"])),
)


@pytest.mark.parametrize(("text", "words"), WORDS.values(), ids=WORDS)
def test_words(text: str, words: list[str]) -> None:
    assert [t.text + ("|" + t.possessive if t.possessive else "") for t in tokenise(text)] == words


@pytest.mark.parametrize(("text", "folded"), FOLDED.values(), ids=FOLDED)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(("text", "bare"), LETTERS.values(), ids=LETTERS)
def test_letters(text: str, bare: str) -> None:
    assert letters(text) == bare


@pytest.mark.parametrize(("text", "norm"), NORMS.items())
def test_norm_of_a_token(text: str, norm: str) -> None:
    assert [t.norm for t in tokenise(text)] == [norm]


@pytest.mark.parametrize(("text", "gap"), GAPS.values(), ids=GAPS)
def test_gap(text: str, gap: Gap) -> None:
    first, second, *_ = tokenise(text)
    assert gap_between(text, first, second) is gap


@pytest.mark.parametrize(
    "title", [form for kind in TITLES for t in kind for form in (t, t.lower(), t.upper())]
)
def test_a_title_ends_no_sentence(title: str) -> None:
    text = f"{title}. Stommer"
    assert gap_between(text, *tokenise(text)) is Gap.SPACE
    assert not starts_sentence(text, tokenise(text), 1)


@pytest.mark.parametrize(("text", "openers"), OPENERS.values(), ids=OPENERS)
def test_starts_sentence(text: str, openers: list[str]) -> None:
    tokens = tokenise(text)
    assert [t.text for k, t in enumerate(tokens) if starts_sentence(text, tokens, k)] == openers


@pytest.mark.parametrize(
    ("word", "upper", "capital", "raised"),
    [
        ("NATO", True, True, "NATO"),
        ("Nato", False, True, "Nato"),
        ("neocon", False, False, "Neocon"),
        ("I", False, True, "I"),
        ("éclair", False, False, "Éclair"),
        ("F16", True, True, "F16"),
        ("16", False, False, "16"),
        ("", False, False, ""),
    ],
)
def test_letter_case(word: str, upper: bool, capital: bool, raised: str) -> None:
    assert (is_upper(word), capitalised(word), upper_first(word)) == (upper, capital, raised)


@pytest.mark.parametrize(
    ("left", "right", "shared"),
    [
        (Span(0, 3), Span(2, 5), True),
        (Span(0, 9), Span(2, 5), True),
        (Span(0, 3), Span(3, 5), False),
        (Span(3, 5), Span(0, 3), False),
        (Span(2, 2), Span(2, 2), False),
    ],
)
def test_spans_overlap(left: Span, right: Span, shared: bool) -> None:
    assert left.overlaps(right) is right.overlaps(left) is shared


@given(ANY_TEXT)
def test_tokens_are_the_text_in_order(text: str) -> None:
    tokens = tokenise(text)
    for token in tokens:
        assert text[token.span.start : token.span.end] == token.text
        assert text[token.span.end : token.end] == token.possessive
        assert token.text
    for left, right in pairwise(tokens):
        assert left.end <= right.span.start
        assert gap_between(text, left, right) in Gap
    if tokens:
        assert starts_sentence(text, tokens, 0)
        starts_sentence(text, tokens, len(tokens) - 1)


@given(ANY_TEXT)
def test_no_letter_is_outside_the_words(text: str) -> None:
    inside = {k for t in tokenise(text) for k in range(t.span.start, t.end)}
    assert [c for k, c in enumerate(text) if c.isalnum() and k not in inside] == []


@given(ANY_TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert letters(letters(text)) == letters(text)
    assert all(c.isalnum() for c in letters(text))


@given(st.lists(st.sampled_from(["Keir", "Starmer's", "U.S.", "1,000", "don't", "Zelensky"]), max_size=6))
def test_words_survive_any_white_space(words: list[str]) -> None:
    def bare(text: str) -> list[tuple[str, str]]:
        return [(t.text, t.possessive) for t in tokenise(text)]

    assert (
        bare(" ".join(words))
        == bare("\r\n".join(words))
        == bare("  \t".join(words))
        == bare("\n\n".join(words))
    )


def test_a_token_ends_behind_its_possessive() -> None:
    assert Token("Starmer", "starmer", Span(3, 10), "'s").end == 12
