"""Speechmatics: `additional_vocab`, as JSON for `transcription_config`, with `sounds_like`.

Limits and where they were read (https://docs.speechmatics.com/speech-to-text/features/custom-dictionary): 1,000
entries, recommended (jobs of more than 20,000 are rejected); in real time, an entry or a `sounds_like` of more than 6
words is dropped. Lost: everything but the spellings and `sounds_like`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from mondegreen.interchange import json_values
from mondegreen.interchange.exchange import (
    Exported,
    Imported,
    LeftOut,
    Source,
    Wish,
    fill,
    settled,
    spellings,
    split,
    too_many_words,
)
from mondegreen.lexicon import Term

ENTRIES: Final = {"entries": 1000}
_too_many_words: Final = too_many_words(6)


def write(terms: Sequence[Term], wish: Wish) -> Exported:
    """`{"additional_vocab": [{"content": "Keir Starmer", "sounds_like": ["keer starmer"]}]}`."""
    possible, odd = split(spellings(terms, wish), _too_many_words)
    kept, left_out = fill(possible, lambda form: {"entries": 1}, ENTRIES)
    sounds = {t.term: t.sounds_like for t in terms}
    entries: list[dict[str, Any]] = []
    notes: list[LeftOut] = []
    for form in kept:
        said, dropped = split(sounds.get(form, ()), _too_many_words)
        notes += (LeftOut(f"{sound.what}, for {form}", sound.why) for sound in dropped)
        entries.append({"content": form, "sounds_like": said} if said else {"content": form})
    text = json_values.dump({"additional_vocab": entries})
    return Exported(text, len(kept), "terms", (*left_out, *odd, *notes))


def read(source: Source) -> Imported:
    """The entries of a configuration, whole or in part."""
    value = json_values.value_of(source)
    entries = json_values.at(value, "additional_vocab") or json_values.at(
        value, "transcription_config", "additional_vocab"
    )
    drafts: list[Term] = []
    for entry in entries if isinstance(entries, list) else ():
        form = entry if isinstance(entry, str) else json_values.at(entry, "content")
        if isinstance(form, str):
            drafts.append(
                Term(form, sounds_like=tuple(json_values.texts(json_values.at(entry, "sounds_like"))))
            )
    return settled(drafts)
