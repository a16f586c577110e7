"""Dictionaries of codespell: `wrong->right`, a line each (https://github.com/codespell-project/codespell#dictionary-format).

    qurstammer->Keir Starmer
    mediator->Macron, meteor,            several corrections: none is made unasked; the comma at the end is needed
    gym->Jim, may be right as it stands  one correction that is not made unasked, and the reason

Read, a right word becomes a term with its wrong ones as mishearings, of `apply: exact`: a dictionary of misspellings
says nothing of what else sounds alike. A correction that is not made unasked becomes `apply: ask`, and a wrong word
with several corrections is left out, since an entry can't say that it may be either.

Written, a mishearing goes along if codespell can find it: it looks at single words. codespell writes corrections in
small letters, whatever stands here, so let it find ("codespell -D names.txt talk.txt") rather than write.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from mondegreen.interchange.exchange import Exported, Imported, LeftOut, Source, Wish, settled, split
from mondegreen.interchange.replacements import Pair, pairs
from mondegreen.lexicon import Apply, Mishearing, Term
from mondegreen.yaml_nodes import Faults

_ARROW: Final = "->"
_REASON: Final = "may be right as it stands"
_WORD = re.compile(r"[\w\-'’]+")  # what codespell takes for a word


def read(source: Source) -> Imported:
    """The right words of a dictionary as terms. Raises `LexiconError` with every line that is none of its own."""
    faults = Faults(source.path)
    wrong: dict[str, list[str]] = defaultdict(list)
    asks: set[str] = set()
    notes: list[LeftOut] = []
    for number, line in enumerate(source.text.splitlines(), 1):
        if not line.strip():
            continue
        parts = line.split(_ARROW)
        if len(parts) != 2 or not all(part.strip(" ,") for part in parts):
            column = line.find(_ARROW) + 1 or 1
            faults.at(
                number, column, "a line must be `wrong->right`, with one arrow and a word on both sides"
            )
            continue
        heard, data = (part.strip() for part in parts)
        # What stands behind the last comma is the reason not to correct, and no correction.
        corrections, comma, _ = data.rpartition(",")
        rights = [word.strip() for word in (corrections if comma else data).split(",") if word.strip()]
        if len(rights) > 1:
            notes.append(LeftOut(f"{heard} -> {', '.join(rights)}", "has several corrections"))
            continue
        wrong[rights[0]].append(heard)
        if comma:
            asks.add(rights[0])
    faults.check()
    return settled(
        (
            Term(
                right,
                mishearings=tuple(map(Mishearing, heard)),
                apply=Apply.ASK if right in asks else Apply.EXACT,
            )
            for right, heard in wrong.items()
        ),
        notes,
    )


def write(terms: Sequence[Term], wish: Wish) -> Exported:
    """The mishearings of `terms` that are single words; those that may be right are not corrected unasked."""
    kept, left_out = split(pairs(terms), _fault)
    return Exported("".join(f"{_line(pair)}\n" for pair in kept), len(kept), "corrections", tuple(left_out))


def _line(pair: Pair) -> str:
    if len(pair.right) > 1:
        return f"{pair.heard}{_ARROW}{', '.join(pair.right)},"
    return f"{pair.heard}{_ARROW}{pair.right[0]}" + (f", {_REASON}" if pair.doubt else "")


def _fault(pair: Pair) -> str | None:
    if not _WORD.fullmatch(pair.heard):
        return "codespell looks at single words only"
    if any("," in right or _ARROW in right for right in pair.right):
        return "the format has no place for a comma or an arrow in a correction"
    return None
