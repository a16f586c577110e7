"""Sharing corrected words out over the places of the heard ones: lines of a cue, pieces between tags.

Start reading from `share_out`. It knows nothing of raw text or formats; `mondegreen.document` asks it twice,
once for the lines that a correction covers and once for the pieces that tags cut a line into.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from mondegreen.text import fold

# What it costs to leave a slot empty, in shares of the name's length; more if punctuation is tied to it.
_EMPTY = 0.5
_TIE = 0.6


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for words. `heard` is what stands there now.

    `keep`: it may not be left without words. `tied`: punctuation hangs on it ("Shaw, who"), so it would
    rather keep one. `apart`: a blank or line break parts it from the slot before; else words there would run
    together.
    """

    heard: str
    keep: bool = False
    tied: bool = False
    apart: bool = True


def share_out(slots: Sequence[Slot], words: Sequence[str], glue: bool = False) -> list[list[str]] | None:
    """Which of `words` goes into which slot, in order; None if there is no way.

    Every cut is weighed; the one is taken that leaves most words where they were heard, judged by their
    length and by words that are the same: "Melon / Shaw" puts "Mélenchon" into the first slot, "here stomach
    / stommer" puts one word into each. Two slots that nothing keeps apart both get words only if `glue` is
    true; the caller then writes the blank. Dynamic programming over (words placed, blank since the last of
    them); cubic, which is nothing for a name.
    """
    n = len(words)
    heard_total = sum(len(s.heard) for s in slots) or 1
    new_total = sum(map(len, words)) or 1
    folded = [fold(w) for w in words]
    lengths = [0]
    for word in words:
        lengths.append(lengths[-1] + len(word))
    states: dict[tuple[int, bool], tuple[float, tuple[int, ...]]] = {(0, True): (0.0, ())}
    for slot in slots:
        weight = len(slot.heard) / heard_total
        known = {fold(w) for w in slot.heard.split()}
        after: dict[tuple[int, bool], tuple[float, tuple[int, ...]]] = {}
        for (used, apart), (cost, cuts) in states.items():
            apart = apart or slot.apart
            choices = [] if slot.keep else [((used, apart), cost + weight + _EMPTY + _TIE * slot.tied, used)]
            if slot.heard and (apart or glue):
                same: set[str] = set()
                for upto in range(used + 1, n + 1):
                    if folded[upto - 1] in known:
                        same.add(folded[upto - 1])
                    misfit = abs(weight - (lengths[upto] - lengths[used]) / new_total) - len(same)
                    choices.append(((upto, False), cost + misfit, upto))
            for key, total, upto in choices:
                if key not in after or total < after[key][0] - 1e-9:
                    after[key] = (total, (*cuts, upto))
        states = after
    done = [state for (used, _), state in states.items() if used == n]
    if not done:
        return None
    cuts = min(done, key=lambda state: state[0])[1]
    return [list(words[lo:hi]) for lo, hi in zip((0, *cuts), cuts, strict=False)]


def hyphenate(first: str, second: str, word: str) -> tuple[str, str] | None:
    """`word` divided as `first` ("Selen-") and `second` ("sky") were: "Zelen-", "sky"; None if too short.

    For a word at a line end when neither line may stay empty. A hyphen of its own is where it is divided.
    """
    own = [k + 1 for k, c in enumerate(word) if c == "-" and 0 < k < len(word) - 1]
    if own:
        cut = own[0]
        return word[:cut], word[cut:]
    stem = len(first) - 1
    cut = round(len(word) * stem / max(1, stem + len(second)))
    cut = min(max(cut, 2), len(word) - 2)
    while cut < len(word) and unicodedata.combining(word[cut]):  # a decomposed "é" stays in one piece
        cut += 1
    if cut < 2 or cut >= len(word):
        return None
    return word[:cut] + first[-1], word[cut:]
