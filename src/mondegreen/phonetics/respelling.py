"""From sounds back to letters: a respelling that an English reader says right, more or less.

>>> from mondegreen.phonetics import encode
>>> respell(encode("M EY L AA N SH OW N".split()))
'may-lon-shohn'
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from .phones import VOWELS, decode

_SPELLED: Final = {
    "AA": "ah", "AE": "a", "AH": "uh", "AO": "aw", "AW": "ow", "AY": "eye", "EH": "eh", "ER": "er", "EY": "ay",
    "IH": "ih", "IY": "ee", "OW": "oh", "OY": "oy", "UH": "uu", "UW": "oo",
    "B": "b", "CH": "ch", "D": "d", "DH": "th", "F": "f", "G": "g", "HH": "h", "JH": "j", "K": "k", "L": "l",
    "M": "m", "N": "n", "NG": "ng", "P": "p", "R": "r", "S": "s", "SH": "sh", "T": "t", "TH": "th", "V": "v",
    "W": "w", "Y": "y", "Z": "z", "ZH": "zh",
}  # fmt: skip
#: In a syllable that a consonant closes, shorter letters say it better: "men", "kit", "sun", "lon".
_CLOSED: Final = {"EH": "e", "IH": "i", "AH": "u", "AA": "o"}
#: Before an R other letters do: "star", "fort".
_BEFORE_R: Final = {("AA", "R"): "a", ("AO", "R"): "o"}
#: What a syllable may begin with besides a single consonant.
_ONSETS: Final = frozenset(
    "bl br dr dw fl fr gl gr kl kr kw pl pr sf sk sl sm sn sp st sw tr tw Sr Tr Tw skr skw spl spr str by fy hy ky my "
    "py vy".split()
)


def respell(phones: str) -> str:
    """How to say a phone string, in English letters, with a hyphen between syllables.

    Raises `KeyError` for a character that is no phone.
    """
    return "-".join(_syllable(part) for part in syllables(phones))


def syllables(phones: str) -> list[str]:
    """The syllables of a phone string: consonants go to the vowel behind them, as far as English words begin so."""
    vowels = [k for k, phone in enumerate(phones) if phone in VOWELS]
    if not vowels:
        return [phones] if phones else []
    cuts = [0]
    for here, there in pairwise(vowels):
        between = phones[here + 1 : there]
        onset = next((k for k in range(len(between)) if between[k:] in _ONSETS or k == len(between) - 1), 0)
        if between[onset:] == "G":  # no English word begins with NG
            onset += 1
        cuts.append(here + 1 + onset)
    return [phones[a:b] for a, b in zip(cuts, [*cuts[1:], len(phones)], strict=True)]


def _syllable(phones: str) -> str:
    names = decode(phones)
    closed = bool(phones) and phones[-1] not in VOWELS
    spelled = [_CLOSED.get(name, _SPELLED[name]) if closed else _SPELLED[name] for name in names]
    for k, pair in enumerate(pairwise(names)):
        spelled[k] = _BEFORE_R.get(pair, spelled[k])
    return "".join(spelled)
