"""Build the tables of ordinary English: how common words are, and pairs of neighbouring words.

    pip install -e ".[build-data]" && python tools/build_words.py

Words: the packaged data of wordfreq (its word lists are CC BY-SA 4.0). Pairs: the bigram dictionary packaged
with symspellpy (from Google Books Ngrams, CC BY 3.0; 242,342 pairs, the rarest counted 6.4 million times).
The output is the same byte for byte on every run. See NOTICE.
"""

from __future__ import annotations

import lzma
import math
from importlib import resources
from pathlib import Path

import symspellpy
import wordfreq

from mondegreen.english import PAIR_STEPS, ZIPF_STEPS

DATA = Path(__file__).parent.parent / "src" / "mondegreen" / "data"
#: Rarer words are left out: the lists' tail is misspellings ("starmr") as much as words.
RAREST = 1.6


def pack(table: dict[str, int]) -> bytes:
    """The words, a line each, an empty line, then one byte for each word; compressed."""
    words = sorted(table)
    payload = "\n".join(words).encode() + b"\n\n" + bytes(table[w] for w in words)
    return lzma.compress(payload, preset=9 | lzma.PRESET_EXTREME)


def words() -> dict[str, int]:
    """Words of plain letters and apostrophes, with their Zipf value in steps."""
    table = {}
    for word, frequency in wordfreq.get_frequency_dict("en", "large").items():
        zipf = math.log10(frequency) + 9
        if zipf >= RAREST and word.isascii() and word.replace("'", "").isalpha():
            table[word] = round(zipf * ZIPF_STEPS)
    return table


def pairs() -> dict[str, int]:
    """Pairs of words, with log10 of their count in steps."""
    text = (resources.files(symspellpy) / "frequency_bigramdictionary_en_243_342.txt").read_text("utf-8-sig")
    rows = (line.split() for line in text.splitlines())
    return {f"{a} {b}": round(math.log10(int(n)) * PAIR_STEPS) for a, b, n in rows}


if __name__ == "__main__":
    for name, table in (("words.xz", words()), ("word_pairs.xz", pairs())):
        data = pack(table)
        (DATA / name).write_bytes(data)
        print(f"{name}: {len(table):,} entries, {len(data):,} bytes")
