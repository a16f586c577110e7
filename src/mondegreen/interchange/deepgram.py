"""Deepgram: `keyterm=` and `replace=`, as a query string to put behind the address of a request.

Limits and where they were read:
- keyterms: 500 tokens in all, and up to 100 terms (https://developers.deepgram.com/docs/keyterm). Which tokenizer
  counts is not documented, so `_tokens` takes the largest of Whisper's two and of one token for two letters.
- replacements: 200 at most, suggested; the word to find in small letters
  (https://developers.deepgram.com/docs/find-and-replace). A colon separates, so none may stand in either half.

Lost by keyterms: everything but the spellings; by replacements: everything but certain mishearings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qsl, quote, urlsplit

from mondegreen.interchange.exchange import Exported, Imported, Source, Wish, fill, settled, spellings, split
from mondegreen.interchange.replacements import Pair, certain
from mondegreen.interchange.tokens import count
from mondegreen.lexicon import Mishearing, Term

KEYTERMS: Final = {"terms": 100, "tokens": 500}
REPLACEMENTS: Final = {"replacements": 200}


def write_keyterms(terms: Sequence[Term], wish: Wish) -> Exported:
    """`keyterm=Keir%20Starmer&keyterm=ATACMS`."""
    kept, left_out = fill(
        spellings(terms, wish), lambda form: {"terms": 1, "tokens": _tokens(form)}, KEYTERMS
    )
    return Exported(_query("keyterm", kept), len(kept), "terms", tuple(left_out))


def write_replacements(terms: Sequence[Term], wish: Wish) -> Exported:
    """`replace=qurstammer:Keir%20Starmer`, for the mishearings that are certain wherever they stand."""
    sure, doubtful = certain(terms)
    possible, odd = split(sure, _fault)
    kept, left_out = fill(possible, lambda pair: {"replacements": 1}, REPLACEMENTS)
    text = _query("replace", [f"{pair.heard.lower()}:{pair.right[0]}" for pair in kept])
    return Exported(text, len(kept), "replacements", (*left_out, *odd, *doubtful))


def read(source: Source) -> Imported:
    """The keyterms and replacements of a query string, or of a whole address."""
    text = source.text.strip()
    found: dict[str, list[Mishearing]] = defaultdict(list)
    for name, value in parse_qsl(urlsplit(text).query if "?" in text else text):
        if name == "keyterm":
            found[value]
        elif name == "replace" and ":" in value:
            heard, _, right = value.partition(":")
            found[right].append(Mishearing(heard))
    return settled(Term(right, mishearings=tuple(heard)) for right, heard in found.items())


def _tokens(form: str) -> int:
    words = form.split()
    return max(count(f" {form}"), count(form), sum(-(-len(word) // 2) for word in words))


def _fault(pair: Pair) -> str | None:
    return "a colon separates the halves" if ":" in pair.heard + pair.right[0] else None


def _query(name: str, values: Sequence[str]) -> str:
    return "&".join(f"{name}={quote(value, safe=':')}" for value in values) + "\n" if values else ""
