"""Build the tables of ordinary English: how common words are, pairs of neighbouring words, and people's names.

    pip install -e ".[build-data]" && python tools/build_words.py

Words: the packaged data of wordfreq (its word lists are CC BY-SA 4.0). Pairs: the English
language model packaged with pocketsphinx (BSD licence). Names: the lists of the 1990 census of the United States
(public domain) packaged with names.
The output is the same byte for byte on every run. See NOTICE.
"""

from __future__ import annotations

import math
import zlib
from importlib import resources
from pathlib import Path

import names
import pocketsphinx
import wordfreq
from pocketsphinx import Config, LogMath, NGramModel

from mondegreen.english import NAME_STEPS, PAIR_STEPS, ZIPF_STEPS

DATA = Path(__file__).parent.parent / "src" / "mondegreen" / "data"
#: Rarer words are left out: the lists' tail is misspellings ("starmr") as much as words.
RAREST = 1.6
#: Rarer pairs are left out.
MOST_PAIRS = 250_000
PAIRED_WORDS = 8_000
LEAST_PAIR = 5.0


def pack(table: dict[str, int]) -> bytes:
    """The words, a line each, an empty line, then one byte for each word; compressed."""
    words = sorted(table)
    payload = "\n".join(words).encode() + b"\n\n" + bytes(table[w] for w in words)
    return zlib.compress(payload, level=9)


def words() -> dict[str, int]:
    """Words of plain letters and apostrophes, with their Zipf value in steps."""
    table = {}
    for word, frequency in wordfreq.get_frequency_dict("en", "large").items():
        zipf = math.log10(frequency) + 9
        if zipf >= RAREST and word.isascii() and word.replace("'", "").isalpha():
            table[word] = round(zipf * ZIPF_STEPS)
    return table


def pairs() -> dict[str, int]:
    """Pairs of words, with log10 of how often they stand beside each other in a trillion words, in steps."""
    scale, config = LogMath(1.0001), Config()
    path = Path(pocketsphinx.__file__).parent / "model" / "en-us" / "en-us.lm.bin"
    model = NGramModel(config, scale, str(path))
    common = [
        w for w in wordfreq.top_n_list("en", PAIRED_WORDS) if w.isascii() and w.replace("'", "").isalpha()
    ]
    log10 = 1 / scale.log10_to_log(1.0)
    # The model says how likely a word is after another; a pair that it has not seen comes out as chance has it.
    alone = {w: model.prob([w]) * log10 for w in common}
    counts: dict[str, float] = {}
    for a in common:
        for b in common:
            count = alone[a] + model.prob([b, a]) * log10 + 12
            if count > LEAST_PAIR:
                counts[f"{a} {b}"] = count
    often = sorted(counts, key=lambda p: (-counts[p], p))[:MOST_PAIRS]
    return {p: round(counts[p] * PAIR_STEPS) for p in often}


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
    tables = {"words.z": words(), "word_pairs.z": pairs(), "surnames.z": surnames, "given_names.z": given}
    for name, table in tables.items():
        data = pack(table)
        (DATA / name).write_bytes(data)
        print(f"{name}: {len(table):,} entries, {len(data):,} bytes")
