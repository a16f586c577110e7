"""Build the tables of ordinary English: how common words are, pairs of neighbouring words, and people's names.

    pip install -e ".[build-data]" && python tools/build_words.py

Words: the packaged data of wordfreq (its word lists are CC BY-SA 4.0). Pairs: the bigram dictionary packaged
with symspellpy (242,342 pairs, the rarest counted 6.4 million times; NOTICE says where they come from). Names:
the lists of the 1990 census of the United States (public domain) packaged with names.
The output is the same byte for byte on every run. See NOTICE.
"""

from __future__ import annotations

import lzma
import math
from importlib import resources
from pathlib import Path

import names
import symspellpy
import wordfreq

from mondegreen.english import NAME_STEPS, PAIR_STEPS, ZIPF_STEPS

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


#: Rarer surnames are left out: the lists' tail holds ordinary words and misspellings.
MOST_SURNAMES = 40_000


def ranked(*lists: str) -> dict[str, int]:
    """Names with log10 of (how many there are / their rank) in steps, the best of the lists."""
    table: dict[str, int] = {}
    for name in lists:
        rows = (resources.files(names) / name).read_text("utf-8").splitlines()
        for rank, row in enumerate(rows, start=1):
            word = row.split()[0].lower()
            value = round(math.log10(MOST_SURNAMES / rank) * NAME_STEPS)
            if value > 0:
                table[word] = max(value, table.get(word, 0))
    return table


if __name__ == "__main__":
    surnames = ranked("dist.all.last")
    given = ranked("dist.male.first", "dist.female.first")
    tables = {"words.xz": words(), "word_pairs.xz": pairs(), "surnames.xz": surnames, "given_names.xz": given}
    for name, table in tables.items():
        data = pack(table)
        (DATA / name).write_bytes(data)
        print(f"{name}: {len(table):,} entries, {len(data):,} bytes")
