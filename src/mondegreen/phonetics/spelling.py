"""From what is written to how it may be said: accents, acronyms, possessives, capitals, then the letters.

Start reading from `readings`: one written token in, its likely phone strings out, best first. A token is
taken apart into pieces (``F-16`` is a letter and a number), each piece offers its alternatives (``ATACMS``
is spelled out or said as a word), and the combinations come back with the fewest unlikely choices first.
Ordinary words go straight to `letters.sound`.

Deliberately simple: nothing here looks at the words around a token, so ``St.`` has one sound, ``read`` has
one, and scripts other than Latin have none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from . import numbers
from .letters import is_common, is_exception, sound
from .phones import encode, show

MAX_READINGS: Final = 4
"""A token has at most this many readings; the right one is hardly ever further down."""

LETTER_NAMES: Final[dict[str, str]] = {
    letter: encode(names.split())
    for letter, names in {
        "a": "EY", "b": "B IY", "c": "S IY", "d": "D IY", "e": "IY", "f": "EH F", "g": "JH IY", "h": "EY CH",
        "i": "AY", "j": "JH EY", "k": "K EY", "l": "EH L", "m": "EH M", "n": "EH N", "o": "OW", "p": "P IY",
        "q": "K Y UW", "r": "AA R", "s": "EH S", "t": "T IY", "u": "Y UW", "v": "V IY",
        "w": "D AH B AH L Y UW", "x": "EH K S", "y": "W AY", "z": "Z IY",
    }.items()
}  # fmt: skip
"""How each letter is called (American: Z is "zee")."""

Alternatives = tuple[str, ...]
"""The phone strings that one piece of a token may have, best first."""


@lru_cache(maxsize=1 << 16)
def readings(token: str) -> tuple[str, ...]:
    """The likely phone strings of one written token, best first, at most `MAX_READINGS`, none of them empty.

    ``()`` if there is nothing to say (``—``) or no way to tell how (``Зеленский``). Never raises.

    >>> from mondegreen.phonetics import show
    >>> [show(phones) for phones in readings("NATO's")]
    ['N EY T OW Z', 'EH N EY T IY OW Z']
    """
    found: list[str] = []
    for text in dict.fromkeys((_plain(_respell(token)), _plain(token))):
        if not any(char.isalpha() and not char.isascii() for char in text):
            found += _written(text)
    return tuple(dict.fromkeys(filter(None, found)))[:MAX_READINGS]


def phrase_readings(words: Sequence[str], limit: int = MAX_READINGS) -> tuple[tuple[str, ...], ...]:
    """The likely readings of several words, best first: tuples with one phone string a word.

    A word of nothing but marks (``—``) is silent: its phone string is empty. If a word can't be read at all
    (``Зеленский``), neither can the phrase: ``()``.
    """
    return _phrase_readings(tuple(words), limit)


def say(text: str) -> str:
    """The best reading of some text, for people: ``"K IY R | S T AA R M ER"``; ``?`` for a word that can't
    be read."""
    said = []
    for word in text.split():
        found = readings(word)
        if found:
            said.append(show(found[0]))
        elif _has_content(word):
            said.append("?")
    return " | ".join(said)


@lru_cache(maxsize=1 << 15)
def _phrase_readings(words: tuple[str, ...], limit: int) -> tuple[tuple[str, ...], ...]:
    alternatives = [readings(word) or (() if _has_content(word) else ("",)) for word in words]
    return _combine(alternatives, limit) if words else ()


def _has_content(word: str) -> bool:
    return any(char.isalnum() for char in word)


def _combine(pieces: Iterable[Alternatives], limit: int) -> tuple[tuple[str, ...], ...]:
    """One choice from each piece, the combinations with the smallest sum of ranks first."""
    best: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    for alternatives in pieces:
        longer = [
            (rank + extra, (*chosen, phones))
            for rank, chosen in best
            for extra, phones in enumerate(alternatives)
        ]
        best = sorted(longer, key=lambda entry: entry[0])[:limit]  # stable: earlier choices stay in front
    return tuple(chosen for _, chosen in best)


def _joined(pieces: Iterable[Alternatives]) -> Alternatives:
    return tuple("".join(chosen) for chosen in _combine(pieces, MAX_READINGS))


# --- characters -----------------------------------------------------------------------------------

# Letters which Unicode doesn't take apart into a plain one and an accent.
_FOLDS: Final = str.maketrans({
    "ß": "ss", "ẞ": "SS", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h", "Ħ": "H", "ŋ": "ng",
    "Ŋ": "NG", "ə": "a", "Ə": "A", "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "`": "'", "´": "'", "′": "'",
    "＇": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
})  # fmt: skip

# Accents that change the consonant; English writes the sound with other letters: Vučić is said like
# "vuchich".
_RESPELLINGS: Final = {
    "š": "sh", "ş": "sh", "ș": "sh", "ś": "sh", "č": "ch", "ć": "ch", "ç": "s", "ž": "zh", "ż": "zh",
    "ź": "zh", "ñ": "ny", "ń": "n", "ț": "ts", "ţ": "ts", "ř": "rzh", "ł": "w",
}  # fmt: skip
_RESPELLED: Final = re.compile("[" + "".join(_RESPELLINGS) + "]", re.IGNORECASE)
_TURKISH: Final = re.compile("[şŞğĞıİ]")
_FINAL_E: Final = re.compile(r"(?<=[A-Za-z])(c)?é(?=$|['’]s$)")


def _plain(text: str) -> str:
    """ASCII as far as possible, with case: ``Şükrü’s`` becomes ``Sukru's``."""
    if text.isascii():
        return text
    # Twice, since NFKD makes new characters: "ǿ" is "ø" and an accent.
    apart = unicodedata.normalize("NFKD", text.translate(_FOLDS)).translate(_FOLDS)
    return "".join(char for char in apart if unicodedata.category(char) not in ("Mn", "Lm", "Cf"))


def _respell(text: str) -> str:
    """Letters whose accent is a different sound, written as English would."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    if _TURKISH.search(composed):  # Çavuşoğlu, unlike soupçon
        composed = composed.replace("ç", "č").replace("Ç", "Č")
    lowered = composed.lower()
    # So that VUČIĆ doesn't become VUCHICh, which looks like camel case. A mathematical "𝐀" has no small letter.
    if composed.isupper() and not lowered.isupper():
        return _respell(lowered).upper()
    return _RESPELLED.sub(_respelling, _FINAL_E.sub(_final_e, composed))


def _final_e(match: re.Match[str]) -> str:
    return "say" if match.group(1) else "ay"  # Macé, Bouaké; but not the first é of Médée


def _respelling(match: re.Match[str]) -> str:
    char = match.group()
    letters = _RESPELLINGS.get(char) or _RESPELLINGS[char.lower()]
    return letters if char.islower() else letters.capitalize()


# --- one token ------------------------------------------------------------------------------------

_POSSESSIVE: Final = re.compile(r"(.*[A-Za-z0-9.])'[sS]")
_PLURAL_POSSESSIVE: Final = re.compile(r"(.*[A-Za-z0-9]s)'")
_DOTTED: Final = re.compile(r"(?:[A-Z]\.){2,}(s)|(?:[A-Za-z]\.)+[A-Za-z]?")
_COMPANY: Final = re.compile(r"([A-Z]{1,2})&([A-Z]{1,2})")
_PIECE: Final = re.compile(
    r"""
      (?P<money>[$£€]\s?(?=[0-9]))?
      (?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)
      (?P<ending>(?i:st|nd|rd|th|s|bn|tn|k|m)(?![A-Za-z]))?
    | (?P<word>[A-Za-z]+(?:'[A-Za-z]+)*)
    | (?P<dot>(?<=[a-z])\.(?=[a-z]))
    | (?P<symbol>[&%+@=°$£€])
    """,
    re.VERBOSE,
)
_SYMBOLS: Final = {
    "&": "and", "%": "percent", "+": "plus", "@": "at", "=": "equals", "°": "degrees",
    "$": "dollars", "£": "pounds", "€": "euros",
}  # fmt: skip
_MULTIPLES: Final = {"k": "thousand", "m": "million", "bn": "billion", "tn": "trillion"}
_ROMAN: Final = {
    "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12,
    "XIII": 13, "XIV": 14, "XV": 15, "XVI": 16, "XVII": 17, "XVIII": 18, "XIX": 19, "XX": 20,
}  # fmt: skip


def _written(text: str) -> Alternatives:
    """The readings of a token in plain characters."""
    text = text.strip().lstrip("'\"([").rstrip(',;:!?)]"')
    if text.endswith(".") and (text.count(".") == 1 or text.endswith("..")):
        text = text.rstrip(".")
    if possessive := _POSSESSIVE.fullmatch(text):
        return tuple(phones + _sibilant(phones) for phones in _bare(possessive.group(1)))
    if possessive := _PLURAL_POSSESSIVE.fullmatch(text):
        # "the Jassims'" sounds like "the Jassims"; "James'" may have one more syllable.
        base = _bare(possessive.group(1))
        return (*base, *(phones + _sibilant(phones) for phones in base))
    return _bare(text.rstrip("'"))


def _bare(text: str) -> Alternatives:
    """The readings of a token without a possessive ending."""
    if dotted := _DOTTED.fullmatch(text):
        letters = _spelled(text[: -1 if dotted.group(1) else None])
        return (letters + _sibilant(letters),) if dotted.group(1) else (letters,)
    if company := _COMPANY.fullmatch(text):  # AT&T, which isn't "at and T"
        return (_spelled(company.group(1)) + sound("and") + _spelled(company.group(2)),)
    roman = _words(numbers.cardinal(str(_ROMAN[text]))) if text in _ROMAN else ""
    if text.isascii() and text.isalpha():
        found = _word(text)
    else:
        found = _joined(filter(None, map(_piece, _PIECE.finditer(text))))
    if not roman:
        return found
    # "Phase II" is two; a lone X is mostly a letter.
    return (*found, roman) if len(text) == 1 else (roman, *found)


def _piece(match: re.Match[str]) -> Alternatives:
    if word := match["word"]:
        return _word(word)
    if number := match["number"]:
        return _number(number, (match["ending"] or "").lower(), match["money"])
    return (_words(["dot" if match["dot"] else _SYMBOLS[match["symbol"]]]),)


def _number(written: str, ending: str, money: str | None) -> Alternatives:
    """Digits with what stands right before and after them: ``$1.5bn``, ``1990s``, ``21st``."""
    whole, _, decimals = written.replace(",", "").partition(".")
    if decimals:
        phrases = [[*numbers.cardinal(whole), "point", *numbers.digit_by_digit(decimals)]]
    else:
        phrases = numbers.whole_number(whole, grouped="," in written)
    if ending in ("st", "nd", "rd", "th"):
        return tuple(_words(numbers.ordinal(phrase)) for phrase in phrases)
    found = [_words(phrase) for phrase in phrases]
    if ending == "s":
        return tuple(phones + _sibilant(phones) for phones in found)
    if ending:
        found = [found[0] + _words([_MULTIPLES[ending]]), found[0] + _spelled(ending)]
    if money:
        found.insert(1, found[0] + sound(_SYMBOLS[money[0]]))
    return tuple(found)


def _words(words: Iterable[str]) -> str:
    return "".join(map(sound, words))


def _spelled(letters: str) -> str:
    """The names of the letters, one after another."""
    return "".join([LETTER_NAMES.get(letter, "") for letter in letters.lower()])


def _sibilant(phones: str) -> str:
    """The sound of a plural or possessive s: cats, dogs, horses."""
    if phones[-1:] in _SIBILANTS:
        return _IHZ
    return _S if phones[-1:] in _VOICELESS else _Z


_SIBILANTS: Final = frozenset(encode(["S", "Z", "SH", "ZH", "CH", "JH"]))
_VOICELESS: Final = frozenset(encode(["P", "T", "K", "F", "TH"]))
_S, _Z, _IHZ = encode(["S"]), encode(["Z"]), encode(["IH", "Z"])


# --- letters: words, acronyms, camel case ---------------------------------------------------------

_HAS_VOWEL: Final = re.compile("[aeiouy]")
_CAMEL_PART: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_NAME_PREFIXES: Final = frozenset(
    ("mc", "mac", "de", "del", "della", "di", "da", "du", "la", "le", "lo", "van", "von", "fitz", "el", "al")
)
# In capitals these are more likely the letters than the word: "the US", "the UN".
_LETTERS_FIRST: Final = frozenset({"us", "un", "ip"})
# What neither the tree nor a rule can know.
_SPECIAL: Final[dict[str, Alternatives]] = {
    written: tuple(encode(names.split()) for names in said)
    for written, said in {
        "ai": ("EY AY", "AY"),  # CMUdict has the name only, as in Ai Weiwei
        "covid": ("K OW V IH D",),
        "dr": ("D AA K T ER", "D R AY V"),
        "hiv": ("EY CH AY V IY",),
        "phd": ("P IY EY CH D IY",),
        "re": ("R IY", "R EY"),  # "re-elect"
        "st": ("S EY N T", "S T R IY T"),
        "vs": ("V ER S AH S", "V IY EH S"),
        "wifi": ("W AY F AY",),
    }.items()
}

# Where a word of English may start and end, to tell NATO and BRICS from IAEA and GLSDB. Doubled letters
# count once.
_ONSET = (
    "bl?|br|ch?r?|cl|dr?|dw|fl?|fr|gh?|gl|gn|gr|h|j|kh?|kl|kn|kr|l|m|n|ph?|pl|pr|ps|qu?|rh?|sch?|scr|shr?|sk|sl|sm|sn|"
    "spl?|spr|sq|str?|sv|sw|s|thr?|tr|ts|tw|t|v|wh?|wr|x|y|zh?"
)
_CODA = (
    "b|ch|ck|ct|cs?|ds?|ft|fs?|ght?|gs?|h|ks?|lb|ld|lf|lk|lm|lp|ls|lt|l|mb|mps?|ms?|nch|nc|nds?|ngs?|nks?|nts?|ns?|pt|"
    "ps?|rb|rc|rch|rd|rf|rg|rk|rl|rm|rns?|rp|rs|rts?|r|sh|sc|sk|sm|sp|sts?|s|tch|th|ts?|v|w|x|y|z"
)
_PRONOUNCEABLE: Final = re.compile(
    f"(?:{_ONSET})?[aeiouy]{{1,2}}(?:(?:{_CODA})?(?:{_ONSET})?[aeiouy]{{1,2}})*(?:{_CODA})?"
)
_LONGEST_ACRONYM: Final = 6
"""Longer capitals are a word in capitals (ZELENSKY), unless they have no vowel."""


def _word(written: str) -> Alternatives:
    """The alternatives of a run of letters."""
    lower = written.lower()
    if lower in _SPECIAL:
        return _SPECIAL[lower]
    if lower[-1] == "s" and lower[:-1] in _SPECIAL and not written.islower():  # "PhDs"
        return tuple(phones + _sibilant(phones) for phones in _SPECIAL[lower[:-1]])
    if len(written) == 1:
        if lower == "a":  # the article in running text, the letter in capitals
            return (sound("a"), LETTER_NAMES["a"]) if written == "a" else (LETTER_NAMES["a"], sound("a"))
        return (LETTER_NAMES[lower],)
    if not written.isalpha():  # "don't", "O'Brien"
        return (sound(lower),)
    if written.isupper():
        return _capitals(lower)
    if written[:-1].isupper() and written[-1] == "s" and len(written) > 2:  # "APCs", not "Os"
        return tuple(phones + _sibilant(phones) for phones in _capitals(lower[:-1]))
    if not written[1:].islower():
        return _camel(written)
    return _lower(lower, capitalised=written[0].isupper())


def _lower(word: str, capitalised: bool) -> Alternatives:
    """Small letters; an acronym may hide in them, since many recognisers write no capitals: ``hts``,
    ``imf``."""
    said = sound(word)
    if is_common(word) or is_exception(word):
        return (said,)
    if not _HAS_VOWEL.search(word):
        if len(word) >= _LONGEST_ACRONYM:  # "brrrrr", "hmmmmm"
            return (said,)
        return (said, _spelled(word)) if capitalised else (_spelled(word),)  # Krk is an island
    if len(word) > 4:
        return (said,)
    if not pronounceable(word):
        return (said, _spelled(word)) if capitalised else (_spelled(word), said)
    return (said, _spelled(word)) if len(word) <= 3 else (said,)


def _capitals(word: str) -> Alternatives:
    """A word in capitals, given in small letters: an acronym spelled out, one said as a word, or an
    ordinary word."""
    said, spelled = sound(word), _spelled(word)
    if is_common(word) or is_exception(word):
        if word in _LETTERS_FIRST:
            return (spelled, said)
        return (said, spelled) if len(word) <= 4 else (said,)
    if not _HAS_VOWEL.search(word):
        return (spelled,)
    if len(word) > _LONGEST_ACRONYM:
        return (said,)
    return (said, spelled) if len(word) > 3 and pronounceable(word) else (spelled, said)


def _camel(written: str) -> Alternatives:
    """Capitals inside: ``OpenAI`` is two words, ``McDonald`` and ``MiG`` are one; the other way comes
    after."""
    parts = _CAMEL_PART.findall(written)
    whole = sound(written.lower())
    if len(parts) == 1:
        return (whole,)
    apart = _joined(map(_word, parts))
    if parts[0].lower() in _NAME_PREFIXES or (len(parts[-1]) == 1 and len(parts) == 2):
        return (whole, *apart)
    return (apart[0], whole, *apart[1:])


def pronounceable(word: str) -> bool:
    """Whether English could say `word`, in small letters, as a word ("nato", not "cli" or "rspb")."""
    return _PRONOUNCEABLE.fullmatch(re.sub(r"(.)\1", r"\1", word)) is not None
