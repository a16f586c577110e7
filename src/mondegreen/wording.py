"""How the words that were heard differ from those that would be written: what they share, numbers, measures, endings.

Everything here looks at the words alone, folded, and not at where they stand.
"""

from __future__ import annotations

from collections.abc import Sequence

from mondegreen.english import zipf

_NUMBERS = dict(
    zip("one two three four five six seven eight nine ten".split(), "123456789", strict=False)
) | {"ten": "10"}
_NUMERALS = dict(zip("i ii iii iv v vi vii viii ix x".split(), "1 2 3 4 5 6 7 8 9 10".split(), strict=True))
#: Numbers as they are spoken, from ten on: smaller ones are heard for names ("to", "for").
SPOKEN_NUMBERS = frozenset(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty "
    "seventy eighty ninety hundred thousand million billion trillion".split()
)
MAGNITUDES = frozenset({"hundred", "thousand", "million", "billion", "trillion"})
_MEASURES = ("nano", "micro", "milli", "kilo", "mega", "giga", "tera")
#: A word of at least so many letters, and so well known, is short for one that goes on for so many more.
_SHORTEST_SHORT, _KNOWN, _CUT = 4, 2.0, 5


def changed_words(heard: Sequence[str], right: Sequence[str]) -> tuple[int, int]:
    """How many words two phrases share at the start and, beyond those, at the end."""
    shorter = min(len(heard), len(right))
    head = 0
    while head < shorter and heard[head] == right[head]:
        head += 1
    tail = 0
    while tail < shorter - head and heard[-1 - tail] == right[-1 - tail]:
        tail += 1
    return head, tail


def is_short_for(heard: str, right: str) -> bool:
    """Whether a known word is the other without its end: "demo" of "demographic".

    A recogniser drops no more than the last sound or two of a word.
    """
    is_start = right.startswith(heard) and len(right) - len(heard) >= _CUT
    return is_start and len(heard) >= _SHORTEST_SHORT and zipf(heard) >= _KNOWN


def same_but_for_numerals(words: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two phrases are the same but for how numbers are written in them: "phase two" and "Phase II"."""
    return len(words) == len(right) and all(
        a == b or _NUMERALS.get(b) == _NUMBERS.get(a, a) for a, b in zip(words, right, strict=True)
    )


def is_numeral(words: Sequence[str], right: Sequence[str]) -> bool:
    """Whether nothing but a numeral would be written for something else: "phase to" as "Phase II"."""
    head, tail = changed_words(words, right)
    written = right[head : len(right) - tail]
    return bool(written) and all(word.isdigit() or word in _NUMERALS for word in written)


def is_number(word: str) -> bool:
    """Whether a word is a number, in digits or spelled."""
    return word.isdigit() or word in _NUMBERS or word in SPOKEN_NUMBERS


def is_another_measure(heard: str, right: str) -> bool:
    """Whether two words are the same but for the prefix of a measure, and an s: "megawatt" and "gigawatts"."""
    parts = [
        (prefix, word.removeprefix(prefix).removesuffix("s"))
        for word in (heard, right)
        for prefix in _MEASURES
        if word.startswith(prefix)
    ]
    return len(parts) == len((heard, right)) and parts[0][0] != parts[1][0] and parts[0][1] == parts[1][1]


def digits(text: str) -> str:
    """The digits of a text, in their order."""
    return "".join(c for c in text if c.isdigit())
