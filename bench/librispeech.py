"""Word error rates on LibriSpeech with biasing lists.

The layout is that of https://github.com/facebookresearch/fbai-speech, folder `is21_deep_bias`.

Le et al. (2021), "Contextualized Streaming End-to-End Speech Recognition with Trie-Based Deep Biasing and Shallow
Fusion", https://arxiv.org/abs/2104.02194, define the three rates and come with these files:

| file | tab-separated columns |
|---|---|
| `ref/SPLIT.biasing_N.tsv` | utterance, what was said, its rare words (JSON), the biasing list (JSON) |
| `hyp/SPLIT.SYSTEM.tsv` | utterance, what was recognised (may be missing) |

A biasing list has the rare words and N others. All text is in small letters and without punctuation. The system
`b1.rnnt_baseline` knows no lists.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

#: What an edit costs in the alignment, as in the scorer that belongs to the data: two edits may be dearer than one.
_REPLACE, _ADD_OR_DROP = 4, 3


@dataclass(frozen=True, slots=True)
class Utterance:
    """One line of the test set."""

    said: tuple[str, ...]
    heard: str
    rare: frozenset[str]
    listed: tuple[str, ...]


@dataclass(slots=True)
class Rates:
    """Counts of words and errors, of all and of the rare words that are on the list."""

    words: int = 0
    rare_words: int = 0
    errors: int = 0
    rare_errors: int = 0

    def add(self, said: Sequence[str], heard: Sequence[str], rare: Collection[str]) -> None:
        """Count one utterance. An edit is one of the word that was said, or of the added one if there is none."""
        self.words += len(said)
        self.rare_words += sum(word in rare for word in said)
        for was, became in edits(said, heard):
            self.errors += 1
            self.rare_errors += (was or became) in rare

    def percent(self) -> dict[str, float]:
        """WER of all words, U-WER of those not in the list, B-WER of those in it."""
        return {
            "WER": _percent(self.errors, self.words),
            "U-WER": _percent(self.errors - self.rare_errors, self.words - self.rare_words),
            "B-WER": _percent(self.rare_errors, self.rare_words),
        }


def _percent(part: int, whole: int) -> float:
    return round(100 * part / max(1, whole), 2)


def edits(said: Sequence[str], heard: Sequence[str]) -> list[tuple[str, str]]:
    """(said, heard) for each word that differs in the cheapest alignment, from the end; "" for no word."""
    costs = [[_ADD_OR_DROP * k for k in range(len(heard) + 1)]]
    for i, was in enumerate(said, 1):
        row = [_ADD_OR_DROP * i]
        for j, became in enumerate(heard, 1):
            replaced = costs[i - 1][j - 1] + (0 if was == became else _REPLACE)
            row.append(min(replaced, row[j - 1] + _ADD_OR_DROP, costs[i - 1][j] + _ADD_OR_DROP))
        costs.append(row)
    found = []
    i, j = len(said), len(heard)
    while i or j:
        cost = costs[i][j]
        if i and j and cost == costs[i - 1][j - 1] + (0 if said[i - 1] == heard[j - 1] else _REPLACE):
            i, j = i - 1, j - 1
            if said[i] != heard[j]:
                found.append((said[i], heard[j]))
        elif j and cost == costs[i][j - 1] + _ADD_OR_DROP:
            j -= 1
            found.append(("", heard[j]))
        else:
            i -= 1
            found.append((said[i], ""))
    return found


def utterances(folder: Path, split: str, size: int, system: str) -> Iterator[Utterance]:
    """The test set `split` with lists of `size`, as `system` recognised it. Raises `KeyError` if it lacks one."""
    heard = {}
    for line in (folder / "hyp" / f"{split}.{system}.tsv").read_text("utf-8").splitlines():
        name, _, text = line.partition("\t")
        heard[name] = text.strip()
    for line in (folder / "ref" / f"{split}.biasing_{size}.tsv").read_text("utf-8").splitlines():
        name, said, rare, listed = line.split("\t")
        yield Utterance(
            tuple(said.split()), heard[name], frozenset(json.loads(rare)), tuple(json.loads(listed))
        )
