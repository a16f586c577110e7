"""Azure AI Speech: a phrase list, as JSON for the `definition` of a fast transcription.

Limit and where it was read: 500 phrases
(https://docs.azure.cn/en-us/ai-services/speech-service/improve-accuracy-phrase-list). A newer state of the page
(https://learn.microsoft.com/ja-jp/azure/ai-services/speech-service/improve-accuracy-phrase-list) says 2,000; the
smaller number is applied. No length of a phrase is documented. For the SDK, which takes phrases one by one, export
`list`.

Lost: everything but the spellings.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mondegreen.interchange import json_values
from mondegreen.interchange.exchange import Exported, Imported, Source, Wish, fill, settled, spellings
from mondegreen.lexicon import Term

CAPS: Final = {"phrases": 500}


def write(terms: Sequence[Term], wish: Wish) -> Exported:
    """`{"phraseList": {"phrases": ["Keir Starmer", "ATACMS"]}}`."""
    kept, left_out = fill(spellings(terms, wish), lambda form: {"phrases": 1}, CAPS)
    return Exported(json_values.dump({"phraseList": {"phrases": kept}}), len(kept), "terms", tuple(left_out))


def read(source: Source) -> Imported:
    """The phrases of a definition."""
    value = json_values.value_of(source)
    return settled(map(Term, json_values.texts(json_values.at(value, "phraseList", "phrases"))))
