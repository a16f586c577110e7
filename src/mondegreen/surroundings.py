"""Names that stand near what was heard, by which a garbled name can be told from ordinary words elsewhere.

Start reading from `context_from`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from mondegreen.context import NEAR
from mondegreen.english import COMMON, zipf
from mondegreen.inflection import stem
from mondegreen.lessons import Example
from mondegreen.subjects import context_stems
from mondegreen.text import Token, capitalised, tokenise

#: Names of more words are not looked for.
_WORDS = 4
#: A name as common as this stands near everything: "American" 5.5, "London" 5.3; "Russia" has 5.0.
_TOO_COMMON = 5.2


def context_from(
    examples: Iterable[Example], names: Collection[str], context: Sequence[str], own: Iterable[str]
) -> tuple[str, ...]:
    """What to add to the `context` of an entry, so that each of the `examples` has some nearby, if it can.

    Of the `names` (as folded words) it is those that stand right there, and as few as will do; none of the `own` words
    of the term. Asked again with what it gave, it gives nothing.
    """
    mine = {s for form in own for s in context_stems(form)}
    found: dict[str, tuple[str, ...]] = {}
    standing = [*map(context_stems, context)]
    lacking = []
    for example in examples:
        near = dict(sorted(_near(example, names), key=lambda item: item[1]))
        stems = {stem(t.norm) for t in _around(example)}
        fresh = [name for name in near if not mine.issuperset(context_stems(name))]
        if fresh and not any(stems.issuperset(phrase) for phrase in standing):
            lacking.append((stems, fresh))
    for stems, fresh in lacking:
        if not any(stems.issuperset(phrase) for phrase in found.values()):
            best = max(fresh, key=lambda name: sum(s.issuperset(context_stems(name)) for s, _ in lacking))
            found[best] = context_stems(best)
    return tuple(found)


def _split(example: Example) -> tuple[list[Token], list[Token]]:
    """The words before what was heard, and those behind."""
    tokens = tokenise(example.sentence)
    at = example.sentence.find(example.heard)
    before = [t for t in tokens if t.end <= at]
    return before, [t for t in tokens if t.span.start >= at + len(example.heard)]


def _around(example: Example) -> list[Token]:
    """The words near enough to speak for what was heard."""
    before, after = _split(example)
    return [*before[-NEAR:], *after[:NEAR]]


def _near(example: Example, names: Collection[str]) -> Iterator[tuple[str, int]]:
    """The names near what was heard, as written there, and how many words off they begin or end."""
    before, after = _split(example)
    for side, opens in ((before, True), (after, False)):
        k = 0
        while k < len(side):
            window = _name_at(side, k, names, opens and k == 0)
            distance = len(side) - k if opens else k + 1
            if window and distance <= NEAR:
                yield example.sentence[window[0].span.start : window[-1].span.end], distance
            k += max(1, len(window))


def _name_at(tokens: Sequence[Token], k: int, names: Collection[str], opens: bool) -> Sequence[Token]:
    """The longest of the `names` that begins at token `k`, if it is surely meant as one; `opens`: with a sentence."""
    for size in range(min(_WORDS, len(tokens) - k), 0, -1):
        window = tokens[k : k + size]
        if " ".join(t.norm for t in window) in names:
            return window if _is_name(window, opens) else ()
    return ()


def _is_name(window: Sequence[Token], opens: bool) -> bool:
    """Whether a right form is no ordinary word here, nor one that stands near everything: "rumble", "American"."""
    if len(window) == 1 and zipf(window[0].norm) >= _TOO_COMMON:
        return False
    capital = any(capitalised(t.text) and not (opens and k == 0) for k, t in enumerate(window))
    return capital or any(zipf(t.norm) < COMMON for t in window)
