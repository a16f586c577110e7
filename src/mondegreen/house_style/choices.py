"""What a show has chosen: which right forms are written, and for which others; every fault of the choices at once.

Start reading from `chosen`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mondegreen.errors import StyleError
from mondegreen.lexicon import Lexicon, Term, TermType
from mondegreen.text import Token, fold, letters, tokenise
from mondegreen.variants import same_name

#: A form whose spellings can differ in their letters only.
_PLAIN = re.compile(r"[A-Z]?[a-z]+(?: [A-Z]?[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Choice:
    """`house` is written for other spellings of it, or for `instead` alone; `said` is the choice as it was given."""

    said: str
    house: str
    instead: str | None = None

    def replaces(self, words: Sequence[Token]) -> bool:
        """Whether `words` give way to `house`, or are it in other case."""
        if self.instead is None:
            return same_name(words, tokenise(self.house))
        norms = [t.norm for t in words]
        return any(norms == [t.norm for t in tokenise(text)] for text in (self.instead, self.house))


def right_forms(term: Term) -> tuple[str, ...]:
    """What may be written for `term`, plurals apart, the preferred form first."""
    surname = term.own_surname
    return tuple(dict.fromkeys((term.term, *term.aliases, *([surname] if surname else []))))


def chosen(lexicon: Lexicon, style: Iterable[str]) -> dict[str, list[Choice]]:
    """The choices of each term that has any, the longest first. Raises `StyleError`."""
    owners: dict[str, list[Term]] = {}
    if style := list(dict.fromkeys(style)):
        for term in lexicon.terms:
            for form in right_forms(term):
                owners.setdefault(form, []).append(term)
    by_term: dict[str, list[Choice]] = {}
    faults: list[tuple[str, str]] = []
    for said in style:
        instead, sign, house = said.rpartition("=")
        choice = Choice(said, house.strip(), instead.strip() if sign else None)
        if fault := _fault(choice, owners) or _against(choice, owners, by_term):
            faults.append((said, fault))
            continue
        for term in _entries(choice, owners):
            by_term.setdefault(term.term, []).append(choice)
    if faults:
        raise StyleError(faults)
    return {
        term.term: sorted(_with_surnames(term, choices), key=lambda c: -len(tokenise(c.house)))
        for term in lexicon.terms
        if (choices := by_term.get(term.term))
    }


def _entries(choice: Choice, owners: Mapping[str, Sequence[Term]]) -> list[Term]:
    """The entries that a choice is about."""
    terms = owners.get(choice.house, ())
    return [t for t in terms if choice.instead is None or choice.instead in right_forms(t)]


def _fault(choice: Choice, owners: Mapping[str, Sequence[Term]]) -> str | None:
    """What is wrong with a choice by itself."""
    for form in (choice.house, choice.instead):
        if form is not None and form not in owners:
            return _unknown(form, owners)
    terms = _entries(choice, owners)
    if not terms:
        return f"{choice.instead!r} and {choice.house!r} are forms of two entries; a choice is between forms of one"
    if choice.instead is not None or not _PLAIN.fullmatch(choice.house):
        return None
    others = [f for t in terms for f in right_forms(t) if rewritten(f, [choice])[1] is None]
    if others and all(rewritten(f, [choice])[0] == f for t in terms for f in right_forms(t)):
        are = "is another name" if len(set(others)) == 1 else "are other names"
        return (
            f"{choice.house!r} has no other spelling to choose it from: {_listed(others)} {are}; if it is to be written"
            f" all the same, say '{others[0]}={choice.house}'"
        )
    return None


def _unknown(form: str, owners: Mapping[str, Sequence[Term]]) -> str:
    near = next((known for known in owners if letters(known) == letters(form) != ""), None)
    if near is None:
        folded = {fold(known): known for known in owners}
        close = difflib.get_close_matches(fold(form), folded, 1, 0.7)
        near = folded[close[0]] if close else None
    if near is None:
        return f"{form!r} is a form of no entry that is loaded; list it under `aliases` of its entry, or load its pack"
    term = owners[near][0]
    return f"{form!r} is no right form; the entry {term.term!r} has {_listed(right_forms(term))}"


def _against(
    choice: Choice, owners: Mapping[str, Sequence[Term]], chosen: Mapping[str, Sequence[Choice]]
) -> str | None:
    """What a choice contradicts of those before it."""
    for term in _entries(choice, owners):
        for other in chosen.get(term.term, ()):
            for one, two in ((choice, other), (other, choice)):
                if rewritten(one.house, [two])[0] != one.house:
                    return f"{choice.house!r} contradicts {other.house!r}; keep one of the two"
    return None


def _with_surnames(term: Term, choices: Sequence[Choice]) -> Iterator[Choice]:
    """`choices`, and with a person's whole name the surname in it: "Volodymyr Zelenskyy" is Zelenskyy alone too."""
    yield from choices
    surname = tokenise(term.own_surname or "")
    if term.type is not TermType.PERSON or not surname:
        return
    for choice in choices:
        words = tokenise(choice.house)
        for first in range(len(words) - len(surname) + 1):
            part = words[first : first + len(surname)]
            if len(part) < len(words) and same_name(part, surname) and choice.instead is None:
                text = choice.house[part[0].span.start : part[-1].span.end]
                if not any(c.replaces(part) for c in choices):
                    yield Choice(choice.said, text)


def _listed(forms: Iterable[str]) -> str:
    *most, last = dict.fromkeys(forms)
    return f"{', '.join(most)} and {last}" if most else last


def rewritten(text: str, choices: Sequence[Choice]) -> tuple[str, str | None]:
    """The form `text` with every run of its words that is a chosen name as it was chosen, and the first such choice.

    The longest choices are to come first. None if no run is one.
    """
    tokens = tokenise(text)
    new, at, first_choice, k = "", 0, None, 0
    while k < len(tokens):
        found = next(
            ((c, n) for c in choices for n in range(len(tokens), k, -1) if c.replaces(tokens[k:n])), None
        )
        if found is None:
            k += 1
            continue
        choice, last = found
        new += text[at : tokens[k].span.start] + choice.house
        at, k = tokens[last - 1].span.end, last
        first_choice = first_choice or choice.house
    return new + text[at:], first_choice
