"""Whether a name is somebody else's: first names and titles that stand before it."""

from __future__ import annotations

import functools
from collections.abc import Set

from mondegreen.candidates import Candidate, Exact
from mondegreen.english import given_name, surname
from mondegreen.heard import Heard
from mondegreen.lexicon import TermType
from mondegreen.text import Gap, capitalised, words_of

#: From this commonness on a word is no first name, whoever may bear it; and from this on a name is one.
NO_NAME, A_NAME = 5.5, 1.0
#: Words that announce a person's name, and are no first names: "Dr. Webb" is not "Jim Webb".
TITLES = frozenset(
    "mr mister mrs missus ms miss dr doctor prof professor sir lord lady president chancellor premier minister "
    "secretary sen senator rep congressman congresswoman gov governor mayor ambassador gen general colonel "
    "admiral major captain commander lieutenant sergeant king queen prince princess sheikh ayatollah pope bishop "
    "judge justice chairman director".split()
)


@functools.lru_cache(maxsize=16_384)
def _words(*names: str) -> frozenset[str]:
    return frozenset(word for name in names for word in words_of(name))


def other_name_before(heard: Heard, c: Candidate | Exact, right: Set[int]) -> float:
    """How surely the word before is the first name of somebody else: "Debbie [Schultz]", not "Olaf [Schultz]".

    On the scale of `english.given_name`, 0 if it is none. `right` are the tokens where terms stand right.
    """
    before = c.first - 1
    if before < 0 or heard.gaps[c.first] != Gap.SPACE or c.form.term.type not in (None, TermType.PERSON):
        return 0.0
    word = heard.norms[before]
    # "so", "will" and "may" are names too; a term that stands right is none; and a name has its capital.
    if (
        heard.zipfs[before] >= NO_NAME
        or before in right
        or word in TITLES
        or word in _words(c.form.term.term, *c.form.term.aliases)
        or (heard.cased and not capitalised(heard.tokens[before].text))
    ):
        return 0.0
    known = max(given_name(word), surname(word) if heard.cased and not heard.starts[before] else 0.0)
    return known if known > A_NAME else 0.0
