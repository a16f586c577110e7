"""Gladia: custom vocabulary with `pronunciations`, and custom spelling, as JSON for the request.

No limit is documented (https://docs.gladia.io/chapters/audio-intelligence/custom-vocabulary,
https://docs.gladia.io/chapters/audio-intelligence/custom-spelling), and none is applied. The first page warns that a
list of 50 terms or more makes unwanted replacements, so that is said, and recommends a `default_intensity` of 0.3 to
begin with, which is written.

Lost by the vocabulary: everything but the spellings and `sounds_like`; by the spelling: all but certain mishearings.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from mondegreen.interchange import json_values
from mondegreen.interchange.exchange import Exported, Imported, Source, Wish, settled, spellings
from mondegreen.interchange.replacements import certain
from mondegreen.lexicon import Mishearing, Term

INTENSITY: Final = 0.3
#: From this many terms on, the vendor warns.
MANY: Final = 50


def write_vocabulary(terms: Sequence[Term], wish: Wish) -> Exported:
    """`{"custom_vocabulary": true, "custom_vocabulary_config": {"vocabulary": [...], "default_intensity": 0.3}}`."""
    sounds = {t.term: t.sounds_like for t in terms}
    forms = spellings(terms, wish)
    entries: list[dict[str, Any]] = []
    for form in forms:
        said = list(sounds.get(form, ()))
        entries.append({"value": form, "pronunciations": said} if said else {"value": form})
    config = {"vocabulary": entries, "default_intensity": INTENSITY}
    text = json_values.dump({"custom_vocabulary": True, "custom_vocabulary_config": config})
    advice = (
        f"Gladia warns of unwanted replacements from {MANY} terms on; --most {MANY - 1} keeps the most needed",
    )
    return Exported(text, len(forms), "terms", advice=advice if len(forms) >= MANY else ())


def write_spelling(terms: Sequence[Term], wish: Wish) -> Exported:
    """`{"custom_spelling": true, "custom_spelling_config": {"spelling_dictionary": {"Zelensky": ["zelinski"]}}}`."""
    sure, doubtful = certain(terms)
    heard: dict[str, list[str]] = {}
    for pair in sure:
        heard.setdefault(pair.right[0], []).append(pair.heard)
    config = {"spelling_dictionary": heard}
    text = json_values.dump({"custom_spelling": True, "custom_spelling_config": config})
    return Exported(text, len(sure), "replacements", tuple(doubtful))


def read(source: Source) -> Imported:
    """The terms of a request, of a live one too."""
    value = json_values.value_of(source)
    inner = json_values.at(value, "realtime_processing") or value
    vocabulary = json_values.at(inner, "custom_vocabulary_config", "vocabulary")
    drafts: list[Term] = []
    for entry in vocabulary if isinstance(vocabulary, list) else ():
        form = entry if isinstance(entry, str) else json_values.at(entry, "value")
        if isinstance(form, str):
            said = json_values.texts(json_values.at(entry, "pronunciations"))
            drafts.append(Term(form, sounds_like=tuple(said)))
    spelling = json_values.at(inner, "custom_spelling_config", "spelling_dictionary")
    for right, wrong in spelling.items() if isinstance(spelling, dict) else ():
        drafts.append(Term(right, mishearings=tuple(map(Mishearing, json_values.texts(wrong)))))
    return settled(drafts)
