"""Numbers as they are said: digits in, English words out.

>>> whole_number("2024", grouped=False)
[['twenty', 'twenty', 'four'], ['two', 'thousand', 'twenty', 'four']]
"""

from __future__ import annotations

from typing import Final

_ONES: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_GROUPS: Final = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
_ORDINALS: Final = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_LONGEST_NUMBER: Final = 12
"""Digits; longer ones are read out digit by digit, like a telephone number."""


def whole_number(digits: str, grouped: bool) -> list[list[str]]:
    """The ways to say a whole number; a comma in it rules out a year."""
    usual = cardinal(digits)
    if grouped or len(digits) not in (3, 4) or digits[0] == "0":
        return [usual]
    high, low = divmod(int(digits), 100)
    if len(digits) == 3:  # "seven thirty seven", but never "four zero"
        return [usual, [_ONES[high], *_pair(low)]] if low else [usual]
    if high % 10 == 0 and low < 10:  # 2005; nobody says "twenty oh five" first
        return [usual, [*_cardinal(high), *_pair(low)]] if low else [usual]
    paired = [*_cardinal(high), *(_pair(low) if low else ["hundred"])]
    return [paired, usual] if 1900 <= int(digits) < 2100 else [usual, paired]


def _pair(number: int) -> list[str]:
    """Two digits as the second half of a year."""
    return ["oh", _ONES[number]] if number < 10 else _cardinal(number)


def cardinal(digits: str) -> list[str]:
    """The words of a whole number; a long one, or one that begins with 0, digit by digit."""
    if len(digits) > _LONGEST_NUMBER or (digits[0] == "0" and len(digits) > 1):
        return digit_by_digit(digits)
    return _cardinal(int(digits))


def digit_by_digit(digits: str) -> list[str]:
    """The words of digits read one at a time."""
    return [_ONES[int(digit)] for digit in digits]


def _cardinal(number: int) -> list[str]:
    """The words of a number under 10**12, without "and"."""
    if number < 20:
        return [_ONES[number]]
    if number < 100:
        tens, ones = divmod(number, 10)
        return [_TENS[tens], _ONES[ones]] if ones else [_TENS[tens]]
    for size, name in _GROUPS:
        if number >= size:
            high, low = divmod(number, size)
            return [*_cardinal(high), name, *(_cardinal(low) if low else [])]
    raise AssertionError(number)


def ordinal(words: list[str]) -> list[str]:
    """``["twenty", "one"]`` becomes ``["twenty", "first"]``."""
    last = words[-1]
    if last.endswith("y"):
        ordinal = last[:-1] + "ieth"
    else:
        ordinal = _ORDINALS.get(last, last + "th")
    return [*words[:-1], ordinal]
