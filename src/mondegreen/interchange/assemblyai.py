"""AssemblyAI: keyterms for recordings and for streams, word boost, custom spelling, as JSON for the request.

Limits and where they were read:
- `keyterms_prompt`, recordings: 1,000 words, every word of a phrase counted, and 6 words a phrase
  (https://assemblyai.com/docs/pre-recorded-audio/keyterms-prompting). With Universal-2 200, says the description of the
  parameter in AssemblyAI's SDKs: give `--most 200`.
- `keyterms_prompt`, streams: 100 terms of at most 50 characters
  (https://www.assemblyai.com/docs/speech-to-text/universal-streaming/keyterms-prompting).
- `word_boost`: 1,000 different ones of at most 6 words; no punctuation but apostrophes, numbers as they are said, plain
  letters (https://assemblyai.com/docs/pre-recorded-audio/custom-vocabulary). The older way.
- `custom_spelling`: what is written is one word (https://assemblyai.com/docs/pre-recorded-audio/custom-spelling). No
  number of them is documented, and none is applied.

Lost: everything but the spellings, or the certain mishearings of single words.
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
from mondegreen.interchange.replacements import Pair, certain
from mondegreen.interchange.spoken import spoken
from mondegreen.lexicon import Mishearing, Term

KEYTERMS: Final = {"words": 1000}
STREAMING: Final = {"terms": 100}
BOOST: Final = {"terms": 1000}
_too_many_words: Final = too_many_words(6)
MOST_CHARACTERS: Final = 50


def write_keyterms(terms: Sequence[Term], wish: Wish) -> Exported:
    """`{"keyterms_prompt": ["Keir Starmer", "ATACMS"]}`."""
    possible, odd = split(spellings(terms, wish), _too_many_words)
    kept, left_out = fill(possible, lambda form: {"words": len(form.split())}, KEYTERMS)
    return _exported("keyterms_prompt", kept, "terms", (*left_out, *odd))


def write_streaming(terms: Sequence[Term], wish: Wish) -> Exported:
    """The same for a stream."""
    possible, odd = split(spellings(terms, wish), _too_long)
    kept, left_out = fill(possible, lambda form: {"terms": 1}, STREAMING)
    return _exported("keyterms_prompt", kept, "terms", (*left_out, *odd))


def write_boost(terms: Sequence[Term], wish: Wish) -> Exported:
    """`{"word_boost": ["Keir Starmer", "F sixteen"]}`."""
    forms = {form: spoken(form) for form in spellings(terms, wish)}
    possible, odd = split(forms, lambda form: _unsayable(forms[form]))
    unique = {(forms[form] or "").lower(): form for form in reversed(possible)}
    kept, left_out = fill(
        [form for form in possible if unique[(forms[form] or "").lower()] == form],
        lambda form: {"terms": 1},
        BOOST,
    )
    return _exported("word_boost", [forms[form] for form in kept], "terms", (*left_out, *odd))


def write_spelling(terms: Sequence[Term], wish: Wish) -> Exported:
    """`{"custom_spelling": [{"from": ["zelinski"], "to": "Zelensky"}]}`."""
    sure, doubtful = certain(terms)
    kept, odd = split(sure, _several_words)
    heard: dict[str, list[str]] = {}
    for pair in kept:
        heard.setdefault(pair.right[0], []).append(pair.heard)
    rules = [{"from": wrong, "to": right} for right, wrong in heard.items()]
    return Exported(
        json_values.dump({"custom_spelling": rules}), len(kept), "replacements", (*odd, *doubtful)
    )


def read(source: Source) -> Imported:
    """The terms of a request, under any of the four names."""
    value = json_values.value_of(source)
    drafts = [
        Term(form)
        for key in ("keyterms_prompt", "word_boost")
        for form in json_values.texts(json_values.at(value, key))
    ]
    for rule in json_values.objects(json_values.at(value, "custom_spelling")):
        right, heard = rule.get("to"), rule.get("from")
        if isinstance(right, str):
            drafts.append(Term(right, mishearings=tuple(map(Mishearing, json_values.texts(heard)))))
    return settled(drafts)


def _exported(key: str, forms: Sequence[Any], unit: str, left_out: Sequence[LeftOut]) -> Exported:
    return Exported(json_values.dump({key: list(forms)}), len(forms), unit, tuple(left_out))


def _too_long(form: str) -> str | None:
    return f"has more than {MOST_CHARACTERS} characters" if len(form) > MOST_CHARACTERS else None


def _unsayable(form: str | None) -> str | None:
    if form is None:
        return "has letters that are not plain ones of English"
    return _too_many_words(form)


def _several_words(pair: Pair) -> str | None:
    return "what is written must be one word" if len(pair.right[0].split()) > 1 else None
