"""The right ways to write a term, and how each sounds: preferred form, aliases, surname, plurals.

Start reading from `forms_of`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from mondegreen.lexicon import Term
from mondegreen.phonetics import encode, phrase_readings
from mondegreen.text import fold, letters, tokenise, words_of

_SIBILANTS = encode(["S", "Z", "SH", "ZH", "CH", "JH"])
_VOICELESS = encode(["P", "T", "K", "F", "TH"])
_IZ, _S, _Z = encode(["IH", "Z"]), encode(["S"]), encode(["Z"])


class Kind(Enum):
    """What a written form is to its term."""

    PREFERRED = "preferred"
    ALIAS = "alias"
    SURNAME = "surname"
    PHRASE = "phrase"  # a form among other words, or a word of a longer name


@dataclass(frozen=True, slots=True)
class Form:
    """One right way to write a term. `words` are its tokens, folded; `sounds` its readings, a phone string a word.

    `possessive`: whether it ends in an 's of its own ("Moody's"), which `words` leave out. It may be heard as a part of
    the word ("moodies") or written beside it ("Moodie's"), so that each reading stands there with it and without.
    """

    text: str
    term: Term
    kind: Kind
    plural: bool
    words: tuple[str, ...]
    joined: str
    sounds: tuple[tuple[str, ...], ...]
    possessive: bool = False


def plural_of(text: str) -> str:
    """The plural of a term as English writes it ("Storm Shadow" -> "Storm Shadows", "ATACMS" stays)."""
    folded = fold(text)
    if folded.endswith(("s", "x", "z", "ch", "sh")):
        return text if text[-1:] in "sS" else text + "es"
    if folded.endswith("y") and folded[-2:-1] not in "aeiou" and not text[0].isupper():
        return text[:-1] + "ies"
    return text + "s"


def forms_of(term: Term) -> Iterable[Form]:
    """Every right way to write `term`, the preferred one first."""
    plain = fold(term.term)
    spoken = tuple(_respelled(s, len(tokenise(term.term))) for s in term.sounds_like)
    written = [(term.term, Kind.PREFERRED, spoken)]
    written += [
        (a, Kind.ALIAS, spoken if fold(a) == plain else _part(term.term, a, spoken)) for a in term.aliases
    ]
    surname = term.own_surname
    if surname and surname != term.term and surname not in term.aliases:
        written.append((surname, Kind.SURNAME, _part(term.term, surname, spoken)))
    for text, kind, respelled in written:
        form = form_of(text, term, kind, respelled)
        yield form
        sounds = form.sounds
        if term.takes_plural and kind is not Kind.SURNAME and (many := plural_of(text)) != text:
            plural_sounds = tuple((*s[:-1], s[-1] + _plural_phone(s[-1])) for s in sounds if s)
            many_words = words_of(many)
            yield Form(many, term, kind, True, many_words, letters(many), plural_sounds)


def _respelled(text: str, size: int) -> tuple[str, ...]:
    """The words of a respelling. A hyphen parts words, unless it has to join syllables for there to be `size` of them.

    >>> _respelled("bernie may-doff", 2), _respelled("storm-shadow", 2)
    (('bernie', 'maydoff'), ('storm', 'shadow'))
    """
    apart = tuple(text.replace("-", " ").split())
    joined = tuple(text.replace("-", "").split())
    return joined if len(apart) != size == len(joined) else apart


def _part(name: str, part: str, spoken: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The respellings of `part`, cut out of those of the whole `name` where the words correspond."""
    words, wanted = words_of(name), words_of(part)
    size = len(wanted)
    places = [k for k in range(len(words) - size + 1) if words[k : k + size] == wanted]
    return tuple(s[places[-1] : places[-1] + size] for s in spoken if places and len(s) == len(words))


def form_of(text: str, term: Term, kind: Kind, respelled: Sequence[tuple[str, ...]] = ()) -> Form:
    """`text` as a form of `term`; `respelled` are English respellings of it, word by word."""
    tokens = tokenise(text)
    words = tuple(t.norm for t in tokens)
    sounds = _sounds(text, respelled, len(words))
    possessive = bool(tokens) and bool(tokens[-1].possessive)
    if possessive:
        sounds = tuple(dict.fromkeys((*map(_with_s, sounds), *sounds)))
    return Form(text, term, kind, False, words, letters(text), sounds, possessive)


def _with_s(sound: tuple[str, ...]) -> tuple[str, ...]:
    """A reading with the sound of a final s, unless it has one."""
    if sound[-1][-1:] in _SIBILANTS:
        return sound
    return *sound[:-1], sound[-1] + _plural_phone(sound[-1])


def _plural_phone(phones: str) -> str:
    """How the plural of a word that sounds like `phones` ends: "cats", "dogs", "buses"."""
    if phones[-1:] in _SIBILANTS:
        return _IZ
    return _S if phones[-1:] in _VOICELESS else _Z


def _sounds(text: str, respelled: Sequence[tuple[str, ...]], size: int) -> tuple[tuple[str, ...], ...]:
    """Readings of a form: the respellings first, then what the letters say."""
    found: list[tuple[str, ...]] = []
    for words in respelled:
        for reading in phrase_readings(words, 1):
            # "attack ems" respells one word: its sounds belong together
            found.append(reading if len(words) == size else ("".join(reading),))
    found += phrase_readings([t.text for t in tokenise(text)], 4)
    return tuple(dict.fromkeys(r for r in found if any(r)))
