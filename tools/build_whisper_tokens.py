"""Pack the vocabularies of Whisper's tokenizers into `src/mondegreen/data/whisper_tokens.xz`.

    pip download --no-deps --no-binary openai-whisper openai-whisper
    tar xzf openai_whisper-*.tar.gz
    python tools/build_whisper_tokens.py openai_whisper-*/whisper/assets

Reads `gpt2.tiktoken` (models for English only) and `multilingual.tiktoken` (all others) from the assets of the
openai-whisper package (MIT License). A token of several bytes is stored as the numbers of the two tokens that it is
merged from, which is half of the size. `mondegreen.interchange.tokens` reads the file.
"""

from __future__ import annotations

import argparse
import base64
import lzma
import struct
from itertools import pairwise
from pathlib import Path

VOCABULARIES = ("gpt2", "multilingual")
OUT = Path(__file__).resolve().parent.parent / "src" / "mondegreen" / "data" / "whisper_tokens.xz"


def tokens_of(path: Path) -> list[bytes]:
    """The tokens of a vocabulary by rank; one of the two ends with an empty token, which is never used."""
    lines = (line.split() for line in path.read_bytes().splitlines() if line)
    ranked = sorted((int(rank), base64.b64decode(token)) for token, rank in lines)
    tokens = [token for _, token in ranked if token != b""]
    assert [rank for rank, _ in ranked[: len(tokens)]] == list(range(len(tokens)))
    return tokens


def merge_of(token: bytes, ranks: dict[bytes, int]) -> tuple[int, int]:
    """The two tokens that `token` is put together from: what merging by rank leaves before the last step."""
    parts = [token[k : k + 1] for k in range(len(token))]
    while len(parts) > 2:
        pairs = [(ranks.get(a + b, len(ranks)), k) for k, (a, b) in enumerate(pairwise(parts))]
        _, k = min(pairs)
        parts[k : k + 2] = [parts[k] + parts[k + 1]]
    first, second = parts
    return ranks[first], ranks[second]


def packed(tokens: list[bytes]) -> bytes:
    """256 single bytes by rank, then the number of merges, then the first and the second halves of all merges."""
    ranks = {token: rank for rank, token in enumerate(tokens)}
    assert all(len(token) == 1 for token in tokens[:256])
    assert all(len(token) > 1 for token in tokens[256:])
    merges = [merge_of(token, ranks) for token in tokens[256:]]
    halves = (struct.pack(f"<{len(merges)}H", *half) for half in zip(*merges, strict=True))
    return b"".join((*tokens[:256], struct.pack("<I", len(merges)), *halves))


def main() -> None:
    """Build the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("assets", type=Path, help="the folder with the two .tiktoken files")
    assets = parser.parse_args().assets
    data = b"".join(packed(tokens_of(assets / f"{name}.tiktoken")) for name in VOCABULARIES)
    OUT.write_bytes(lzma.compress(data, preset=9 | lzma.PRESET_EXTREME))
    print(f"{OUT.name}: {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
