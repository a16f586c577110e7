"""Real recogniser output beside what was said, word by word: what the fitting tools learn from.

A folder of calls holds `ref/NAME.txt`, the reference transcripts, and for each recogniser a folder of its own
with the same file names, as Earnings-21 (https://github.com/revdotcom/speech-datasets, CC BY-SA 4.0) gives them
once its columns are written out as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Indel, Levenshtein

from mondegreen.text import Token, fold, tokenise

#: Folders of a set of calls that hold no recogniser's output.
_NOT_A_RECOGNISER = {"ref", "lexicon"}


@dataclass(frozen=True, slots=True)
class Call:
    """One recogniser's transcript of one call, with the reference."""

    name: str
    recogniser: str
    said: str
    heard: str


def calls(folder: Path) -> Iterator[Call]:
    """Every transcript of every recogniser."""
    for recogniser in sorted(
        p.name for p in folder.iterdir() if p.is_dir() and p.name not in _NOT_A_RECOGNISER
    ):
        for reference in sorted((folder / "ref").glob("*.txt")):
            heard = (folder / recogniser / reference.name).read_text("utf-8")
            yield Call(reference.stem, recogniser, reference.read_text("utf-8"), heard)


class Alignment:
    """Heard words aligned with said words; `at[k]` is the said word that heard word k equals, or -1."""

    def __init__(self, said: str, heard: str) -> None:
        self.said: list[Token] = tokenise(said)
        self.heard: list[Token] = tokenise(heard)
        self.said_words = [t.norm for t in self.said]
        self.heard_words = [t.norm for t in self.heard]
        self.at = [-1] * len(self.heard)
        for op in Levenshtein.opcodes(self.said_words, self.heard_words):
            if op.tag == "equal":
                for k in range(op.src_end - op.src_start):
                    self.at[op.dest_start + k] = op.src_start + k

    def region(self, first: int, last: int) -> tuple[int, int]:
        """The said words that heard words `first` to `last` stand for: between the nearest that were right."""
        left, right = first - 1, last
        while left >= 0 and self.at[left] < 0:
            left -= 1
        while right < len(self.at) and self.at[right] < 0:
            right += 1
        lo = self.at[left] + 1 if left >= 0 else 0
        hi = self.at[right] if right < len(self.at) else len(self.said)
        return lo, hi

    def misheard(self, most_said: int = 3, most_heard: int = 4) -> Iterator[tuple[list[Token], list[Token]]]:
        """Stretches where said and heard differ, of at most so many words each."""
        k = 0
        while k < len(self.at):
            if self.at[k] >= 0:
                k += 1
                continue
            end = k
            while end < len(self.at) and self.at[end] < 0:
                end += 1
            lo, hi = self.region(k, end)
            if 0 < hi - lo <= most_said and end - k <= most_heard:
                yield self.said[lo:hi], self.heard[k:end]
            k = end

    def _goes_on(self, first: int, last: int, words: Sequence[str]) -> bool:
        """Whether a wrong word beside heard words `first` to `last` is part of what `words` were heard as."""
        right = _letters(words)

        def alike(lo: int, hi: int) -> float:
            return Indel.normalized_similarity(_letters(self.heard_words[lo:hi]), right)

        beside = [(lo, hi) for lo, hi, k in ((first - 1, last, first - 1), (first, last + 1, last))
                  if 0 <= k < len(self.at) and self.at[k] < 0]  # fmt: skip
        return any(alike(lo, hi) > alike(first, last) for lo, hi in beside)

    def verdict(self, first: int, last: int, words: Sequence[str]) -> str:
        """What becomes of the text if heard words `first` to `last` are replaced by `words`.

        "right" if `words` were said there, "partial" if some of them were and the text gets nearer to what was said
        ("Anna Finch" for "Hannah Finch" where "Anna Finch-Hatton" was said), "nearer" if none of them was and it gets
        nearer all the same (two wrong words become one) or if a part of the garble would be left ("sea" of "chels sea"
        for "Chelsea"), "style" if only spacing differs, else "wrong".
        """
        left, right = first - 1, last
        while left >= 0 and self.at[left] < 0:
            left -= 1
        while right < len(self.at) and self.at[right] < 0:
            right += 1
        lo, hi = self.region(first, last)
        said = self.said_words[lo:hi]
        if len(said) > 200:
            return "wrong"
        new = list(words)
        size = len(new)
        kept = [self.at[k] - lo for k in range(first, last) if self.at[k] >= 0]
        here = self.heard_words[left + 1 : right]
        after = self.heard_words[left + 1 : first] + new + self.heard_words[last:right]
        for k in range(len(said) - size + 1):
            fits = said[k : k + size - 1] == new[:-1] and _same_last(said[k + size - 1], new[-1])
            if fits and all(k <= place < k + size for place in kept):
                if self.heard_words[first:last] == said[k : k + size]:
                    return "wrong"
                return "nearer" if self._goes_on(first, last, new) else "right"
        if _letters(self.heard_words[first:last]) == _letters(new):
            return "style"
        survived = {
            place
            for op in Levenshtein.opcodes(said, after)
            if op.tag == "equal"
            for place in range(op.src_start, op.src_end)
        }
        if any(place not in survived for place in kept):
            return "wrong"
        if Levenshtein.distance(after, said) >= Levenshtein.distance(here, said):
            return "wrong"
        found = any(w in said for w in new if w not in self.heard_words[first:last])
        return "partial" if found else "nearer"


def _same_last(a: str, b: str) -> bool:
    """Equal, or equal up to the -s of a plural or possessive."""
    return a == b or (min(len(a), len(b)) >= 4 and (a == b + "s" or b == a + "s"))


def _letters(words: Sequence[str]) -> str:
    return "".join(fold(w) for w in words if w not in ("and", "&"))
