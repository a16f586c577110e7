"""Tokens of Whisper: numbers that its own tokenizer gave, a naive twin, and where pieces end."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mondegreen.interchange import tokens

#: Text, and its tokens by tiktoken 0.14 with gpt2.tiktoken and multilingual.tiktoken of openai-whisper 20250625.
COUNTED = {
    "nothing": ("", 0, 0),
    "a word": (" Ukraine", 1, 1),
    "a name": (" Volodymyr Zelenskyy", 8, 8),
    "names": (" Keir Starmer, ATACMS, Péter Szijjártó.", 19, 18),
    "another script": (" 北京, Київ", 12, 8),
    "numbers": (" F-16, 1,500 and 2024", 9, 9),
    "contractions": ("they'll say it's Biden's", 7, 7),
    "spaces": ("a   b\n\n c", 6, 7),
    "signs": ("!?... --> 🙂", 4, 6),
}


@pytest.mark.parametrize("case", COUNTED)
def test_counts_of_the_original(case: str) -> None:
    text, gpt2, multilingual = COUNTED[case]
    by_vocabulary = [sum(len(tokens._merged(p, k)) for p in tokens.pieces(text)) for k in (0, 1)]
    assert by_vocabulary == [gpt2, multilingual]
    assert tokens.count(text) == max(gpt2, multilingual)


PIECES = {
    "words take the space before them": ("the cat", ["the", " cat"]),
    "numbers are apart": ("F16 a", ["F", "16", " a"]),
    "signs are apart": ("a, b", ["a", ",", " b"]),
    "endings": ("it's we're I'll", ["it", "'s", " we", "'re", " I", "'ll"]),
    "an ending is in small letters": ("IT'S", ["IT", "'", "S"]),
    "all but the last of several spaces": ("a   b", ["a", "  ", " b"]),
    "spaces at the end": ("a  ", ["a", "  "]),
    "a tab is not taken along": ("a\tb", ["a", "\t", "b"]),
    "nothing": ("", []),
}


@pytest.mark.parametrize("case", PIECES)
def test_pieces(case: str) -> None:
    text, wanted = PIECES[case]
    assert list(tokens.pieces(text)) == wanted


_TEXT = st.text(st.sampled_from(" \n\tabsdtlvmreé'’.,-019½²北ß🙂Ω"), max_size=30) | st.text(max_size=20)


@given(_TEXT)
@settings(max_examples=150, deadline=None)
def test_pieces_are_the_text_and_cross_no_kind(text: str) -> None:
    found = list(tokens.pieces(text))
    assert "".join(found) == text
    assert all(found)
    for piece in found:
        kinds = {_kind(c) for c in piece.removeprefix(" ")}
        assert len(kinds) <= 1 or re.fullmatch("'[a-z]{1,2}", piece) or piece.isspace()


def _kind(character: str) -> str:
    if character.isspace() and character not in "\x1c\x1d\x1e\x1f":  # space for Python alone
        return "space"
    return {"L": "letter", "N": "number"}.get(unicodedata.category(character)[0], "sign")


@given(_TEXT, st.sampled_from([0, 1]))
@settings(max_examples=150, deadline=None)
def test_merging_against_its_naive_twin(text: str, vocabulary: int) -> None:
    ranks = tokens._ranks()[vocabulary]
    for piece in tokens.pieces(text):
        assert list(tokens._merged(piece, vocabulary)) == _naive(piece, ranks)


def _naive(piece: str, ranks: dict[bytes, int]) -> list[bytes]:
    """For every token from the lowest rank on, join the pairs that make it: what byte-pair encoding says."""
    parts = [bytes([b]) for b in piece.encode("utf-8", "surrogatepass")]
    while pairs := {a + b for a, b in pairwise(parts)} & ranks.keys():
        best = min(pairs, key=lambda pair: ranks[pair])
        k = next(k for k, (a, b) in enumerate(pairwise(parts)) if a + b == best)
        parts = [*parts[:k], best, *parts[k + 2 :]]
    return parts


def test_the_vocabularies_are_whole() -> None:
    for ranks in tokens._ranks():
        assert len(ranks) == 50_256
        assert all(bytes([b]) in ranks for b in range(256))
    assert b" Ukraine" in tokens._ranks()[0]
