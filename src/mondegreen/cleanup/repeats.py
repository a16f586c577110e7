"""Repeats: "with with" -> "with", "it's been it's been" -> "it's been".

Start reading from `find`, which looks for equal phrases in a row; `_repeat` says why most of them stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mondegreen.cleanup.rule import (
    BREAK,
    FUNCTION_WORDS,
    Change,
    at_opening,
    before_spaces,
    is_i,
    past_spaces,
    phrase_set,
    word_set,
)
from mondegreen.text import Span, upper_first

#: A repeated phrase has at most this many words.
LONGEST_PHRASE = 4

#: Words that English doubles rightly: grammar ("had had", "what it is is", "going on on Monday", "gave
#: her her book", "I told you you could"), stress ("very very"), answers and sounds ("no no", "ha ha"),
#: and names that are words ("Will will").
DOUBLED = word_set(
    """had that is was do did does in on her you this there can will may mark bill pat very really so too much
    many more long far big never again ever little old great way no yes yeah yep nope ok okay right well now
    hey hello hi oh ah ha haha he ho hee please wait stop come go bye night hear knock tut there blah
    chop cha dum yada la na da doo yo boo choo tick tock tuk pom rah hush woof bora walla"""
)
#: The same for phrases.
DOUBLED_PHRASES = phrase_set(
    """thank you, come on, oh my, oh no, i know, very good, all right, so much, so many, let's go, and so on,
    so on"""
)
NUMBERS = word_set(
    """zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand
    million billion trillion double triple half point"""
)
# Words that a stumbling speaker repeats with "and" or "to": "and the and the". With other words that is
# English: "and more and more", "step by step by step", "back to back to back".
_SMALL = word_set("and or so on in into by about over to")
_PAIRING = word_set("and or by after upon")

# Not inside "Boutros-Ghali", "O'Neill", "a@b.org", "x/y" or "1,000".
_REPEATABLE = re.compile(r"(?<![\w'’\-‐–—/.,@#\\&$€£])[^\W_]+(?:['’][^\W_]+)*(?![\w'’\-‐–—/@\\%&]|[.,:]\w)")
_GAP = re.compile(r"[ \t\xa0]+(?:\r\n|[\r\n])?[ \t\xa0]*|(?:\r\n|[\r\n])[ \t\xa0]*")


def find(text: str) -> Iterator[Change]:
    """The repeats in `text`, shortest phrases first."""
    spans: list[Span] = []
    words: list[str] = []
    group = 0  # one more wherever something else than white space stands between two words
    for match in _REPEATABLE.finditer(text):
        start = match.start()
        if spans and not (text[spans[-1].end : start] == " " or _GAP.fullmatch(text, spans[-1].end, start)):
            group += 1
            words.append(f"\0{group}")  # equal to nothing
            spans.append(Span(start, start))
        spans.append(Span(start, match.end()))
        words.append(match.group().lower().replace("’", "'"))
    for n in range(1, LONGEST_PHRASE + 1):
        for i in range(len(words) - 2 * n + 1):
            if words[i] == words[i + n] and words[i : i + n] == words[i + n : i + 2 * n]:
                change = _repeat(text, spans, words, i, n)
                if change is not None:
                    yield change


def _repeat(text: str, spans: list[Span], words: list[str], i: int, n: int) -> Change | None:
    """The change that takes out one of two equal phrases of `n` words; the first begins at word `i`."""
    phrase = words[i : i + n]
    if len(set(phrase)) == 1 and n > 1:
        return None  # "no no no no": a matter of the single word
    if phrase[0] in DOUBLED if n == 1 else " ".join(phrase) in DOUBLED_PHRASES:
        return None
    if all(w in NUMBERS or any(c.isdigit() for c in w) for w in phrase):
        return None
    if n == 1 and len(phrase[0]) == 1 and phrase[0] not in ("a", "i"):
        return None  # letters: "B B King"
    if n > 1 and not any(w in FUNCTION_WORDS or w in _SMALL for w in phrase):
        return None  # without commas: "let us proceed to the next question next question comes from Sam"
    if n == 2 and not any(w in FUNCTION_WORDS for w in phrase):
        threefold = words[i + 4 : i + 5] == phrase[:1] or (i > 0 and words[i - 1] == phrase[1])
        if any(w in _PAIRING for w in phrase) or ("to" in phrase and threefold):
            return None  # "and more and more", "back to back to back"
    first = [text[s.start : s.end] for s in spans[i : i + n]]
    second = [text[s.start : s.end] for s in spans[i + n : i + 2 * n]]
    if all(w[0].isupper() and not is_i(w) for w in second):
        return None  # "Duran Duran", "New York New York", and the letters "A A"
    same = first == second
    if not same and not (
        first[1:] == second[1:] and first[0] == upper_first(second[0]) and at_opening(text, spans[i].start)
    ):
        return None  # "the The Hague"
    why = (f"“{' '.join(second)}” is said twice in a row",)
    a, b, c, d = spans[i].start, spans[i + n - 1].end, spans[i + n].start, spans[i + 2 * n - 1].end
    if not BREAK.search(text, b, d):
        return Change(b, d, "", why)
    if not BREAK.search(text, a, c):
        return Change(a, c, "", why) if same else Change(a, c + 1, text[c].upper(), why)
    # The two stand on two lines: one of them goes, with the space that its line does not need any more.
    if not BREAK.search(text, c, d):
        behind = past_spaces(text, d)
        if d < behind < len(text) and text[behind].isalnum():
            return Change(c, behind, "", why)
    if same and not BREAK.search(text, a, b):
        before = before_spaces(text, a)
        if 0 < before < a and text[before - 1] not in "\r\n":
            return Change(before, b, "", why)
    return None
