"""A transcript as a sequence of heard words, with all that finding and judging ask about them.

`Heard` is made once for a document and never changed. Positions are token indices unless said otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mondegreen.english import zipf
from mondegreen.phonetics import readings
from mondegreen.text import (
    Gap,
    Span,
    Token,
    capitalised,
    gap_between,
    is_address,
    is_upper,
    letters,
    starts_sentence,
    tokenise,
)

#: The share of capitalised words that makes a phrase one that uses capitals.
_PHRASE_SHARE = 0.25
#: So many letters may be letters one by one if they make no word, which is one rarer than this.
_SHORT_LETTERS, _NO_WORD = 5, 2.6
#: A share of words in capitals from which on a text is taken to be ALL CAPS.
_CAPS_SHARE = 0.6
#: The longest window with a full stop in it.
_LONGEST_OVER_A_STOP = 3


@dataclass(frozen=True, slots=True)
class Heard:
    """The words of a text. `gaps[i]` stands before token i; `gaps[0]` is a break, and one more closes the list.

    `supposed`: whether some words are not those of the text (see `with_words`).
    """

    text: str
    tokens: tuple[Token, ...]
    gaps: tuple[Gap, ...]
    norms: tuple[str, ...]
    letters: tuple[str, ...]
    phones: tuple[str, ...]
    zipfs: tuple[float, ...]
    starts: tuple[bool, ...]
    counts: Counter[str]
    cased: bool
    all_caps: bool
    supposed: bool = False

    @classmethod
    def of(cls, text: str) -> Heard:
        """Read `text`."""
        return cls._of_tokens(text, tokenise(text))

    def with_words(self, words: Mapping[int, Token]) -> Heard:
        """The same text, to be judged as if these words stood there, by token; their places stay what they are."""
        tokens = list(self.tokens)
        for k, word in words.items():
            tokens[k] = replace(tokens[k], text=word.text, norm=word.norm)
        return replace(self._of_tokens(self.text, tokens), supposed=True)

    @classmethod
    def _of_tokens(cls, text: str, tokens: list[Token]) -> Heard:
        gaps = [
            Gap.BREAK,
            *(gap_between(text, a, b) for a, b in pairwise(tokens)),
            Gap.BREAK,
        ]
        words = [t.text for t in tokens if t.text[0].isalpha() and len(t.text) > 1]
        all_caps = len(words) > 3 and sum(is_upper(w) for w in words) > _CAPS_SHARE * len(words)
        starts = tuple(starts_sentence(text, tokens, k) for k in range(len(tokens)))
        sounded = [readings(t.norm if all_caps else t.text) for t in tokens]
        return cls(
            text=text,
            tokens=tuple(tokens),
            gaps=tuple(gaps),
            norms=tuple(t.norm for t in tokens),
            letters=tuple(letters(t.text) for t in tokens),
            phones=tuple(s[0] if s else "" for s in sounded),
            zipfs=tuple(zipf(t.norm) for t in tokens),
            starts=starts,
            counts=Counter(t.norm for t in tokens),
            cased=not all_caps and _uses_capitals(tokens, starts),
            all_caps=all_caps,
        )

    def span(self, first: int, last: int) -> Span:
        """The code points of tokens `first` to `last` (exclusive), without a final possessive."""
        return Span(self.tokens[first].span.start, self.tokens[last - 1].span.end)

    def words(self, first: int, last: int) -> str:
        """Tokens `first` to `last` (exclusive) as they stand in the text, or are judged as if they did."""
        span = self.span(first, last)
        if not self.supposed:
            return self.text[span.start : span.end]
        ends = [t.span.start for t in self.tokens[first + 1 : last]] + [span.end]
        pairs = zip(self.tokens[first:last], ends, strict=True)
        return "".join(token.text + self.text[token.span.end : end] for token, end in pairs)

    def is_lettered(self, k: int) -> bool:
        """Whether token k is a letter, or letters that make no word: "Q", "PBJ", "bnq"."""
        text, norm = self.tokens[k].text, self.norms[k]
        if len(norm) == 1:
            return norm.isalpha() and text != "I" and norm != "a"
        return (is_upper(text) and not self.all_caps) or (
            len(norm) <= _SHORT_LETTERS and self.zipfs[k] < _NO_WORD
        )

    def window_phones(self, first: int, last: int) -> str:
        """The sounds of tokens `first` to `last` (exclusive)."""
        return "".join(self.phones[first:last])

    def windows(self, longest: int) -> list[tuple[int, int]]:
        """All runs of up to `longest` tokens that a name may have been heard as.

        A window crosses no address, and one comma at most; or, if it is short, one full stop: recognisers that set
        them set some amid a name ("Tyco. Peterson").
        """
        found: list[tuple[int, int]] = []
        gaps, n = self.gaps, len(self.tokens)
        addresses = [is_address(t.text) for t in self.tokens]
        for first in range(n):
            commas, most = 0, longest
            for last in range(first + 1, min(n, first + longest) + 1):
                if addresses[last - 1]:
                    break
                if last > first + 1:
                    gap = gaps[last - 1]
                    commas += gap >= Gap.COMMA
                    if gap >= Gap.STOP:
                        if not self._is_full_stop(last - 1):
                            break
                        most = _LONGEST_OVER_A_STOP
                    if commas > 1 or last - first > most:
                        break
                found.append((first, last))
        return found

    def crosses_stop(self, first: int, last: int) -> bool:
        """Whether a sentence ends within tokens `first` to `last` (exclusive)."""
        return max(self.gaps[first + 1 : last], default=Gap.NONE) >= Gap.STOP

    def _is_full_stop(self, k: int) -> bool:
        """Whether nothing but a full stop stands before token k."""
        between = self.text[self.tokens[k - 1].end : self.tokens[k].span.start]
        return self.gaps[k] is Gap.STOP and between.strip() == "."


def _uses_capitals(tokens: Sequence[Token], starts: Sequence[bool]) -> bool:
    """Whether a text has capitals where English has them: in "I" and at the start of sentences.

    Names prove nothing: a corrected name has its capitals in a transcript without any others too.
    """
    large = sum(t.text == "I" for t in tokens)
    small = sum(t.text == "i" for t in tokens)
    if large != small:
        return large > small
    openings = [t for t, start in zip(tokens, starts, strict=True) if start and t.text[0].isalpha()]
    if 2 * sum(capitalised(t.text) for t in openings) > len(openings):
        return True
    # A mere phrase opens no sentence: "follow us on Rumble, Odysee and Rokfin".
    return len(openings) == 1 and sum(capitalised(t.text) for t in tokens) >= _PHRASE_SHARE * len(tokens)
