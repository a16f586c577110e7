"""How a spelling sounds, and how near two sounds are.

Start reading from `readings` in `spelling`: one written token in, its likely phone strings out. Then
`align_many` in `alignment`: phone strings in, scores out. Between them:

- `phones`     the 39 sounds, one character each; a phone string is a plain ``str``
- `letters`    spelling to sounds for plain words: a context tree trained on CMUdict
- `numbers`    digits to words
- `spelling`   everything else that is written: accents, acronyms, possessives
- `costs`      how likely one sound is heard for another: a table in nats
- `respelling` back from sounds to letters, for people
- `alignment`  two phone strings aligned at the best score, one pair at a time or very many: the latter in compiled
               code (`_alignment.c`) or, without it, by numpy (`alignment_by_rows`), from `phone_strings` and
               `score_tables`

``data/`` holds the tree, built by ``tools/build_letter_sounds.py``, and the table of costs if one was
learned. Both are English (American): a name from elsewhere is sounded as an English speaker would read it.
"""

from .alignment import (
    Alignment,
    AlignmentScores,
    align,
    align_many,
    align_pairs,
    self_score,
    worst_word_score,
)
from .costs import Costs, articulatory, default_costs, format_costs, parse_costs, read_costs, write_costs
from .letters import sound
from .phone_strings import PhoneStrings
from .phones import PHONES, SYMBOLS, VOWELS, decode, encode, show
from .respelling import respell
from .spelling import MAX_READINGS, phrase_readings, pronounceable, readings, say

__all__ = [
    "MAX_READINGS",
    "PHONES",
    "SYMBOLS",
    "VOWELS",
    "Alignment",
    "AlignmentScores",
    "Costs",
    "PhoneStrings",
    "align",
    "align_many",
    "align_pairs",
    "articulatory",
    "decode",
    "default_costs",
    "encode",
    "format_costs",
    "parse_costs",
    "phrase_readings",
    "pronounceable",
    "read_costs",
    "readings",
    "respell",
    "say",
    "self_score",
    "show",
    "sound",
    "worst_word_score",
    "write_costs",
]
