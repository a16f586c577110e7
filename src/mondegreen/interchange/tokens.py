"""How many tokens a text has for Whisper: byte-pair encoding with the vocabularies of the models themselves.

Whisper has two, one for the models that know English only and one for all others; `count` is the larger number, so a
text that fits is sure to fit. The method is that of GPT-2 (Sennrich et al. 2016, https://aclanthology.org/P16-1162,
on bytes): a text is cut into pieces, and in each piece the neighbours that make the token of the lowest rank are merged
until none do. `tools/build_whisper_tokens.py` packs the vocabularies.
"""

from __future__ import annotations

import functools
import lzma
import struct
import unicodedata
from collections.abc import Iterator
from importlib import resources
from itertools import pairwise
from typing import Final

_ENDINGS: Final = ("'s", "'t", "'re", "'ve", "'m", "'ll", "'d")


def count(text: str) -> int:
    """The number of tokens of `text`, by the vocabulary that needs more of them."""
    found = list(pieces(text))
    return max(sum(len(_merged(piece, k)) for piece in found) for k in range(len(_ranks())))


def pieces(text: str) -> Iterator[str]:
    """`text` in the pieces that tokens don't cross: words, numbers and signs, each with the space before it.

    As the expression of the original has it:
    `'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+`
    """
    kinds = [_kind(c) for c in text]
    at, n = 0, len(text)
    while at < n:
        if ending := next((e for e in _ENDINGS if text.startswith(e, at)), ""):
            yield ending
            at += len(ending)
            continue
        first = at + 1 if text[at] == " " and at + 1 < n and kinds[at + 1] != "Z" else at
        last = first
        while last < n and kinds[last] == kinds[first]:
            last += 1
        if kinds[first] == "Z" and last < n and last - first > 1:
            last -= 1  # the last space belongs to the word behind it
        yield text[at:last]
        at = last


def _kind(character: str) -> str:
    """ "L" for a letter, "N" for a number, "Z" for space, "S" for the rest."""
    if character.isspace() and not "\x1c" <= character <= "\x1f":
        return "Z"
    major = unicodedata.category(character)[0]
    return major if major in "LN" else "S"


@functools.lru_cache(maxsize=65_536)
def _merged(piece: str, vocabulary: int) -> tuple[bytes, ...]:
    ranks = _ranks()[vocabulary]
    data = piece.encode("utf-8", "surrogatepass")
    parts = [data[k : k + 1] for k in range(len(data))]
    while len(parts) > 1:
        rank, k = min((ranks.get(a + b, len(ranks)), k) for k, (a, b) in enumerate(pairwise(parts)))
        if rank == len(ranks):
            break
        parts[k : k + 2] = [parts[k] + parts[k + 1]]
    return tuple(parts)


@functools.cache
def _ranks() -> tuple[dict[bytes, int], ...]:
    data = lzma.decompress((resources.files("mondegreen") / "data" / "whisper_tokens.xz").read_bytes())
    found: list[dict[bytes, int]] = []
    at = 0
    while at < len(data):
        tokens = [data[k : k + 1] for k in range(at, at + 256)]
        (merges,) = struct.unpack_from("<I", data, at + 256)
        at += 260
        halves = struct.unpack_from(f"<{2 * merges}H", data, at)
        at += 4 * merges
        for first, second in zip(halves[:merges], halves[merges:], strict=True):
            tokens.append(tokens[first] + tokens[second])
        found.append({token: rank for rank, token in enumerate(tokens)})
    return tuple(found)
