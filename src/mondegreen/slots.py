"""How well a term would stand where it was perhaps heard: beside these words, by English and by the text itself.

Start reading from `of_slots`.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from mondegreen.candidates import Exact
from mondegreen.english import flow, has_flow, zipf
from mondegreen.heard import Heard
from mondegreen.pairs import Pairs
from mondegreen.spans import Floats
from mondegreen.text import Gap
from mondegreen.wordwise import Wordwise

#: The names of what `of_slots` gives.
SLOT = (
    "form_left", "form_right", "form_likely", "gain_left", "gain_right", "form_known",
    "kin_before", "kin_after", "kin_beside", "terms_left", "terms_right",
)  # fmt: skip
#: A word beside two places says nothing if it is as common as this, on the Zipf scale.
_EVERYWHERE = 8.0
#: So many terms are supposed beside a word, over what is expected there, and so many terms and words besides a text's.
_SUPPOSED, _SUPPOSED_TERMS, _SUPPOSED_WORDS = 0.5, 0.5, 50


def of_slots(pairs: Pairs, words: Wordwise) -> list[Floats]:
    """An array a name of `SLOT`, one element a candidate.

    First by English, of the part that would change: how well it would go with the word before and the word after (as
    `english.flow`), how likely its first word would be there (that and the word's own commonness), how much better it
    would go than what is heard does, and whether any of this is known. Then by the text: how telling it is that the
    term stands right elsewhere behind the same word, before the same word, and the greater of the two; and how much
    oftener than elsewhere terms of any kind stand right behind the same word, and before it ("with" and "from" where
    guests are greeted), as a log ratio.
    """
    spans = pairs.changed
    norms = [norm for text in pairs.texts for norm in (*text.heard.norms, "")]
    # What stands before a break is nobody's neighbour.
    near = words.gap <= Gap.COMMA
    before, after = near[spans.first], near[spans.last]
    left = [norms[k - 1] if ok else "" for k, ok in zip(spans.first.tolist(), before.tolist(), strict=True)]
    right = [norms[k] if ok else "" for k, ok in zip(spans.last.tolist(), after.tolist(), strict=True)]
    forms = [c.form.words for c in pairs.candidates]
    for k, change in pairs.changes.items():
        forms[k] = change.form_words
    form_left = np.array([flow(word, form[0]) for word, form in zip(left, forms, strict=True)])
    form_right = np.array([flow(form[-1], word) for word, form in zip(right, forms, strict=True)])
    commonness = np.array([zipf(form[0]) for form in forms])
    known = np.array([all(map(has_flow, form)) for form in forms], np.float64)
    kin_before, kin_after = _kin(pairs)
    return [
        form_left, form_right, form_left + commonness,
        form_left - np.where(before, words.flow[spans.first], 0.0),
        form_right - np.where(after, words.flow[spans.last], 0.0),
        known, kin_before, kin_after, np.maximum(kin_before, kin_after), *_terms(pairs),
    ]  # fmt: skip


def beside(heard: Heard, first: int, last: int) -> tuple[str, str]:
    """The words before and after tokens `first` to `last`; "" where a sentence ends between."""
    before = heard.norms[first - 1] if first > 0 and heard.gaps[first] <= Gap.COMMA else ""
    after = heard.norms[last] if last < len(heard.norms) and heard.gaps[last] <= Gap.COMMA else ""
    return before, after


def telling(word: str) -> float:
    """How much it says that the folded `word` stands beside two places: less, the commoner it is; 0 for none."""
    return _EVERYWHERE - zipf(word) if word else 0.0


def _kin(pairs: Pairs) -> tuple[Floats, Floats]:
    """How telling it is that the term of each candidate stands right behind, and before, the same word elsewhere."""
    known = [_neighbours(text.heard, text.exact) for text in pairs.texts]
    found = np.zeros((2, len(pairs.candidates)))
    for k, (text, c) in enumerate(zip(pairs.text.tolist(), pairs.candidates, strict=True)):
        sides = known[text].get(c.form.term.term)
        if sides is None:
            continue
        for side, word in enumerate(beside(pairs.heard[k], c.first, c.last)):
            if count := sides[side][word]:
                found[side, k] = math.log1p(count) * telling(word)
    return found[0], found[1]


def _terms(pairs: Pairs) -> tuple[Floats, Floats]:
    """How much oftener terms stand right behind the word before each candidate, and before the word after it."""
    known = [around_terms(text.heard, text.exact) for text in pairs.texts]
    found = np.zeros((2, len(pairs.candidates)))
    for k, (text, c) in enumerate(zip(pairs.text.tolist(), pairs.candidates, strict=True)):
        for side, word in enumerate(beside(pairs.heard[k], c.first, c.last)):
            found[side, k] = known[text][side].get(word, 0.0)
    return found[0], found[1]


def around_terms(heard: Heard, exact: Sequence[Exact]) -> tuple[dict[str, float], dict[str, float]]:
    """For each word of a text the log ratio of how often a term stands right behind it, and before it, to how often
    that is expected of any word; near 0 where little is."""
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for e in exact:
        for side, word in zip(counts, beside(heard, e.first, e.last), strict=True):
            side[word] += 1
    usual = (len(exact) + _SUPPOSED_TERMS) / (len(heard.tokens) + _SUPPOSED_WORDS)
    before, after = (
        {
            word: math.log((side[word] + _SUPPOSED) / (count * usual + _SUPPOSED))
            for word, count in heard.counts.items()
        }
        for side in counts
    )
    return before, after


def _neighbours(heard: Heard, exact: Iterable[Exact]) -> dict[str, Sequence[Counter[str]]]:
    """For each term that stands right how often which words stand before it, and after it."""
    found: dict[str, Sequence[Counter[str]]] = defaultdict(lambda: (Counter(), Counter()))
    for e in exact:
        for side, word in zip(found[e.form.term.term], beside(heard, e.first, e.last), strict=True):
            side[word] += 1
    return found
