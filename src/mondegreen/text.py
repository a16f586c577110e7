"""Words in running text: spans, tokens, what stands between them, and letter case.

Start reading from `tokenise`. Nothing here knows what a lexicon or a file is; every offset is a code point
into the string that was given.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Token:
    """One spoken word as written: `Starmer` of "Starmer's", `U.S.`, `400`, `&`.

    `text` and `span` leave out a possessive ending, which stands in `possessive` ("'s", "’s", "'" or "");
    `norm` is `text` folded for comparison (see `fold`).
    """

    text: str
    norm: str
    span: Span
    possessive: str = ""

    @property
    def end(self) -> int:
        """Where the whole word ends, the possessive included."""
        return self.span.end + len(self.possessive)


class Gap(IntEnum):
    """What stands between two neighbouring tokens, weakest first."""

    NONE = 0  # nothing: "%" in "50%"
    JOIN = 1  # a hyphen, slash or dash without spaces: "near-con"
    SPACE = 2  # white space, a single line break included
    COMMA = 3  # punctuation that a name does not cross often: "Paris, Macron"
    STOP = 4  # the end of a sentence
    BREAK = 5  # a blank line: nothing is ever read across it


# Letters with their combining marks, so that a decomposed "é" stays inside its word.
_LETTER = r"[^\W_][̀-ͯ]*"
#: Marks for what was not understood: "<unk>", "[inaudible]".
_MARK = r"[\[(<](?:unk|inaudible|unintelligible|indiscernible)[\])>]"
#: Web and mail addresses, handles, hashtags and marks such as "<unk>": written for machines, never a misheard name.
_ADDRESS = (
    rf"(?i:{_MARK})|"
    r"(?:https?://|www\.)\S{0,2000}[^\s.,;:!?)\]'\"»”’]"
    r"|[@#][^\W_]\w{0,100}|<\w{1,20}>"
    r"|(?<![\w.+-])[\w.+-]{1,64}+@[\w-]{1,64}+(?:\.[\w-]{1,64}+){1,8}+"
    r"|(?<![\w.-])\w[\w-]{0,63}(?:\.\w[\w-]{0,63}){0,8}?\.(?:com|org|net|edu|gov|mil|int|info|io|ai|co|tv|fm|me|eu|uk|us|de|fr|ru)"
    r"(?!\w)(?:/[^\s,;]{0,2000})?"
)
_TOKEN = re.compile(
    rf"(?:{_ADDRESS})(?:['’ʼ][sS](?!\w))?"
    rf"|(?:(?<![^\W_])(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?![^\W_])|['’ʼ][sS](?![^\W_]))?)"  # U.S.  p.m.  U.K.'s
    rf"|(?:\d++(?:,\d++)*+(?:\.\d++)?+(?![^\W\d_]))"  # 1,000  1.5, but the comma of "in 2024," is none of it
    rf"|(?:(?:{_LETTER})+(?:['’ʼ&](?:{_LETTER})+)*)"  # O'Brien  R&D
    r"|[&%+$€£]"
)
_IS_ADDRESS = re.compile(_ADDRESS)
_IS_MARK = re.compile(_MARK, re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?<=.)['’ʼ][sS]$")
_STOP = re.compile(r"[.!?…。][\"'”’»)\]]*\s*$|[.!?…][\"'”’»)\]]*\s")
_BREAK = re.compile(r"\n[^\S\n]*\r?\n|\r[^\S\n]*\r|[\u2029\f]")
#: Words whose full stop ends no sentence: "Mr. Stommer".
_TITLES = frozenset({
    "mr", "mrs", "ms", "dr", "st", "gen", "col", "lt", "sgt", "capt",
    "sen", "rep", "gov", "prof", "jr", "sr", "vs",
})  # fmt: skip
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'"})
# Letters that Unicode does not decompose, as English writes them.
_PLAIN = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ŋ": "n"}
)


@functools.lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """`text` for comparison: lower case, no accents, plain apostrophes ("Mélenchon’s" -> "melenchon's")."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text).casefold()
    lowered = unicodedata.normalize("NFKD", plain).translate(_APOSTROPHES).translate(_PLAIN)
    return "".join(c for c in lowered if not unicodedata.combining(c))


@functools.lru_cache(maxsize=65_536)
def letters(text: str) -> str:
    """Only the letters and digits of `text`, folded; "&" counts as "and" ("Op-Ed" -> "oped")."""
    return "".join(c for c in fold(text).replace("&", "and") if c.isalnum())


def is_address(word: str) -> bool:
    """Whether a token is an address, a handle, a hashtag or a mark ("example.com", "@mondegreen", "<unk>")."""
    return not word.isalnum() and _IS_ADDRESS.fullmatch(word) is not None


def is_mark(word: str) -> bool:
    """Whether a token says that a word was not understood: "<unk>", "[inaudible]"."""
    return not word.isalnum() and _IS_MARK.fullmatch(word) is not None


def tokenise(text: str) -> list[Token]:
    """The words of `text`, in order."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        start = match.start()
        possessive = ""
        if tail := _POSSESSIVE.search(word):
            possessive = tail.group()
            word = word[: tail.start()]
        elif word[-1] in "sS" and text[match.end() : match.end() + 1] in ("'", "’"):
            after = text[match.end() + 1 : match.end() + 2]
            # "the Houthis' missiles", but not the end of a quotation: "... the Houthis'."
            if after.isspace():
                possessive = text[match.end()]
        norm = fold(word)
        if "." in norm and not norm[0].isdigit():
            norm = norm.replace(".", "")
        tokens.append(Token(word, norm, Span(start, start + len(word)), possessive))
    return tokens


@functools.lru_cache(maxsize=131_072)
def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a short text, as `tokenise` finds them; those of a lexicon are asked for again and again."""
    return tuple(token.norm for token in tokenise(text))


def gap_between(text: str, left: Token, right: Token) -> Gap:
    """What stands between two neighbouring tokens of `text`."""
    between = text[left.end : right.span.start]
    if between[:1] == "." and len(between) > 1 and _is_abbreviated(left, right):
        between = between[1:]
    return _gap(between)


def _is_abbreviated(left: Token, right: Token) -> bool:
    """Whether the stop behind `left` is its own: "Mr. Stommer", "George W. Bush", "No. 10" (not "No. He")"""
    if left.norm == "no":
        return right.text[0].isdigit()
    return left.norm in _TITLES or (len(left.text) == 1 and left.text.isupper() and left.text != "I")


@functools.lru_cache(maxsize=4_096)
def _gap(between: str) -> Gap:
    if between == " ":
        return Gap.SPACE
    if not between:
        return Gap.NONE
    if _BREAK.search(between):
        return Gap.BREAK
    if _STOP.search(between):
        return Gap.STOP
    if between.isspace():
        return Gap.SPACE
    if all(c in "-‐‑‒–/'’." for c in between):
        return Gap.JOIN
    return Gap.COMMA


def starts_sentence(text: str, tokens: list[Token], index: int) -> bool:
    """Whether token `index` opens a sentence, a paragraph or a quotation."""
    if index == 0:
        return True
    left, right = tokens[index - 1], tokens[index]
    between = text[left.end : right.span.start]
    return (
        gap_between(text, left, right) >= Gap.STOP or between[-1:] == '"' or any(c in "“«:" for c in between)
    )


def is_upper(word: str) -> bool:
    """Whether `word` is written in capitals only ("NATO", "KEIR"; not "I" alone)."""
    return len(word) > 1 and word.isupper()


def capitalised(word: str) -> bool:
    """Whether the first letter is a capital."""
    return word[:1].isupper()


def upper_first(text: str) -> str:
    """`text` with its first letter as a capital ("neocon" -> "Neocon")."""
    return text[:1].upper() + text[1:]
