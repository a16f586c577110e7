"""Spellings in plain English letters, for services that take no others: accents off, numbers as they are said.

>>> spoken("Péter Szijjártó"), spoken("F-16"), spoken("9th U.S. Fleet"), spoken("R&D")
('Peter Szijjarto', 'F sixteen', 'ninth US Fleet', 'R and D')
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from mondegreen.phonetics.numbers import ordinal, whole_number

# Letters that Unicode does not decompose, as English writes them; `text.fold` has them in small letters only.
_PLAIN: Final = str.maketrans({
    "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ŋ": "n",
    "ẞ": "SS", "Ø": "O", "Ł": "L", "Đ": "D", "Ð": "D", "Þ": "Th", "Æ": "Ae", "Œ": "Oe", "Ŋ": "N",
    "’": "'", "‘": "'", "ʼ": "'", "&": " and ", "+": " plus ", "%": " percent ", "@": " at ",
})  # fmt: skip
_NUMBER = re.compile(r"(\d+(?:,\d{3})*)(?:(st|nd|rd|th)\b)?", re.IGNORECASE)
_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.)+")


def spoken(form: str) -> str | None:
    """`form` in letters, apostrophes and single spaces; None if it has letters of another script, or none at all."""
    apart = unicodedata.normalize("NFKD", form.translate(_PLAIN))
    plain = "".join(c for c in apart if not unicodedata.combining(c)).translate(_PLAIN)
    worded = _NUMBER.sub(lambda m: f" {_said(m[1], m[2])} ", _POINT.sub(" point ", plain))
    if any(c.isalpha() and not c.isascii() for c in worded):
        return None
    joined = _INITIALS.sub(lambda m: m.group().replace(".", ""), worded)
    words = (word.strip("'") for word in re.findall("[A-Za-z']+", joined))
    return " ".join(word for word in words if word) or None


def _said(number: str, ending: str | None) -> str:
    digits = "".join(str(unicodedata.decimal(c)) for c in number if c != ",")
    words = whole_number(digits, grouped="," in number or bool(ending))[0]
    return " ".join(ordinal(words) if ending else words)
