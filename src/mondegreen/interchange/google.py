"""Google Cloud Speech-to-Text (v2): `adaptation` with inline phrase sets, as JSON for `RecognitionConfig`.

Limits and where they were read (https://docs.cloud.google.com/speech-to-text/docs/quotas): 1,200 phrases a phrase set,
5,000 a request, a boost of 20 at most; 100 characters a phrase and 100,000 in all
(https://cloud.google.com/speech-to-text/quotas). `$NAME` is a class of phrases there, so a spelling that holds one is
left out. Lost: everything but the spellings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from mondegreen.errors import MondegreenError
from mondegreen.interchange import json_values
from mondegreen.interchange.exchange import Exported, Imported, Source, Wish, fill, settled, spellings, split
from mondegreen.lexicon import Term

CAPS: Final = {"phrases": 5000, "characters": 100_000}
MOST_IN_A_SET: Final = 1200
MOST_CHARACTERS: Final = 100
MOST_BOOST: Final = 20
_CLASS = re.compile(r"\$[A-Z{_]")


def write(terms: Sequence[Term], wish: Wish) -> Exported:
    """`{"adaptation": {"phraseSets": [{"inlinePhraseSet": {"phrases": [{"value": "ATACMS"}], "boost": 10}}]}}`.

    Raises `MondegreenError` for a boost that is none.
    """
    if wish.boost is not None and not 0 < wish.boost <= MOST_BOOST:
        raise MondegreenError(f"a boost is a number above 0, up to {MOST_BOOST}; not {wish.boost:g}")
    possible, odd = split(spellings(terms, wish), _fault)
    kept, left_out = fill(possible, lambda form: {"phrases": 1, "characters": len(form)}, CAPS)
    sets: list[dict[str, Any]] = []
    for k in range(0, len(kept), MOST_IN_A_SET):
        phrases: dict[str, Any] = {"phrases": [{"value": form} for form in kept[k : k + MOST_IN_A_SET]]}
        if wish.boost is not None:
            phrases["boost"] = wish.boost
        sets.append({"inlinePhraseSet": phrases})
    text = json_values.dump({"adaptation": {"phraseSets": sets}})
    return Exported(text, len(kept), "terms", (*left_out, *odd))


def read(source: Source) -> Imported:
    """The phrases of a configuration, of a version-1 one too, or of a single phrase set."""
    value = json_values.value_of(source)
    sets = json_values.objects(json_values.at(value, "adaptation", "phraseSets"))
    found = [json_values.at(s, "inlinePhraseSet") or s for s in sets] or [value]
    phrases = (phrase for s in found for phrase in json_values.objects(json_values.at(s, "phrases")))
    return settled(Term(form) for phrase in phrases if isinstance(form := phrase.get("value"), str))


def _fault(form: str) -> str | None:
    if len(form) > MOST_CHARACTERS:
        return f"has more than {MOST_CHARACTERS} characters"
    return "holds what is a class of phrases there" if _CLASS.search(form) else None
