"""The notes of an episode (title, description, guest list): what they mention, and the names that they bring along.

Start reading from `Notes.of`, and for names that the lexicon lacks from `names_in`. Notes are read as if they stood
before the transcript, but have no place in it, so nothing of them is near anything. What is longer than `LONGEST`
characters is cut there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from mondegreen.candidates import Index
from mondegreen.english import COMMON, given_name, surname, zipf
from mondegreen.forms import plural_of
from mondegreen.heard import Heard
from mondegreen.inflection import stem
from mondegreen.lexicon import PARTICLES, Lexicon, Term, TermType
from mondegreen.text import Gap, Token, capitalised, gap_between, is_address, is_upper, letters, tokenise

#: So many characters of the notes are read, and so many names taken from them.
LONGEST, MOST_NAMES = 100_000, 200
#: What a term from the notes says of its origin.
ORIGIN = "from the notes"
#: The most words of a name, and of a person's.
_WORDS, _PERSON = 4, 3
#: From this commonness on a word in a headline, where every word has its capital, is taken for itself ("quagmire").
_KNOWN = 2.5
#: From this commonness on a word is no name, whoever may bear it ("Will", "May").
_NO_NAME = 5.8
#: A common word that ranks so high among given names may be one ("Jeffrey"); "Power" is rather a word than a surname
#: if it is commoner by so many steps of the Zipf scale than it is as a name.
_GIVEN, _RATHER_A_WORD = 1.0, 3.0
#: A headline has so many longer words, this share of them with a capital, and so many capitals on ordinary words.
_LONG, _HEADLINE, _HEADLINE_SHARE, _ORDINARY = 4, 3, 0.75, 2
#: A line with this share of words in capitals is written in capitals.
_SHOUTED = 0.6
_SHORTEST, _SHORTEST_ACRONYM, _LONGEST_ACRONYM = 3, 2, 6
_HYPHENS = frozenset("-‐‑")
_SPACES = frozenset(" \u00a0")


@dataclass(frozen=True, slots=True)
class Notes:
    """What notes mention: folded `words` with their counts, the `stems` of these, and `terms` of the lexicon."""

    words: Counter[str] = field(default_factory=Counter)
    stems: frozenset[str] = frozenset()
    terms: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, text: str, index: Index) -> Notes:
        """What `text` mentions; terms are those of `index`, where a form of them stands right."""
        heard = Heard.of(_cut(text))
        return cls(
            words=heard.counts,
            stems=frozenset(map(stem, heard.counts)),
            terms=Counter(e.form.term.term for e in index.exact(heard)),
        )


#: No notes.
NOTHING = Notes()


def with_names(lexicon: Lexicon, text: str) -> Lexicon:
    """`lexicon` and the names in `text` that it lacks; a part of a name that it has ("Jinping") is none of its own."""
    names = names_in(text)
    if not names:
        return lexicon
    known = {part for term in lexicon.terms for form in _spellings(term) for part in _stretches(form)}
    return Lexicon((*lexicon.terms, *(term for term in names if letters(term.term) not in known)))


def _stretches(form: str) -> Iterator[str]:
    """The letters of every run of words of `form`."""
    words = [letters(t.text) for t in tokenise(form)]
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            yield "".join(words[first:last])


def _spellings(term: Term) -> Iterator[str]:
    """What `forms.forms_of` yields, without the sounds."""
    for form in (term.term, *term.aliases):
        yield form
        if term.takes_plural:
            yield plural_of(form)
    if term.own_surname:
        yield term.own_surname


def names_in(text: str) -> tuple[Term, ...]:
    """The names in notes: at most `MOST_NAMES`, in order, each once.

    A name is a run of capitalised words without a line end or punctuation inside; ordinary words are no part of it,
    nor is a word that merely opens a sentence or stands in a headline if English knows it. It is a person's if it
    begins with a given name.

    >>> [t.term for t in names_in("Why Nobody Listens: John Mearsheimer and Ursula von der Leyen on AUKUS")]
    ['John Mearsheimer', 'Ursula von der Leyen', 'AUKUS']
    """
    found: dict[str, Term] = {}
    for name in _names(_cut(text)):
        term = _term(name)
        if key := letters(term.term):
            found.setdefault(key, term)
    surnames = {letters(t.own_surname) for t in found.values() if t.own_surname}
    return tuple(term for key, term in found.items() if key not in surnames)[:MOST_NAMES]


def _cut(text: str) -> str:
    """`text` up to the limit, without a word that this would cut in two."""
    if len(text) <= LONGEST:
        return text
    whole = text[LONGEST - 1].isspace() or text[LONGEST].isspace()
    return text[:LONGEST] if whole else text[:LONGEST].rsplit(None, 1)[0]


def _term(name: str) -> Term:
    words = [t for t in tokenise(name) if t.norm not in PARTICLES]
    person = 1 < len(words) <= _PERSON and given_name(words[0].norm) > _GIVEN
    return Term(name, TermType.PERSON if person else None, note=ORIGIN)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that may be part of a name. `inner` ones ("von", "W.") stand only between others; `weak` is a capital
    that says little: in a headline, or (`opens`) where a sentence or a line begins."""

    token: Token
    inner: bool
    headline: bool
    opens: bool

    @property
    def weak(self) -> bool:
        """Whether its capital says little."""
        return self.headline or self.opens

    @property
    def ordinary(self) -> bool:
        """Whether it is taken for itself: a common word, or where a capital says little one that English knows."""
        norm = self.token.norm
        if zipf(norm) >= COMMON:
            return True
        if not self.weak or surname(norm) or given_name(norm):
            return False
        return (self.headline and zipf(norm) >= _KNOWN) or _is_inflected(norm)


def _names(text: str) -> Iterator[str]:
    """Every name in `text` as it stands there, in order, repeats too."""
    for line in text.splitlines():
        tokens = tokenise(line)
        for run, is_item in _runs(line, tokens):
            for part in _parts(run):
                if _is_name(part, is_item and len(part) == len(run)):
                    yield " ".join(line[part[0].token.span.start : part[-1].token.span.end].split())


def _runs(line: str, tokens: Sequence[Token]) -> Iterator[tuple[list[_Word], bool]]:
    """Neighbouring words that may be parts of names, and whether they are all that a line or a sentence has."""
    shouted = _is_shouted(tokens)
    headline = not shouted and _is_headline(tokens)
    run: list[_Word] = []
    begins = True  # no word of the sentence has come yet
    gaps = [Gap.BREAK, *(gap_between(line, a, b) for a, b in pairwise(tokens)), Gap.BREAK]
    for k, (token, gap) in enumerate(zip(tokens, gaps, strict=False)):
        before = line[tokens[k - 1].end : token.span.start] if k else ""
        begins |= gap >= Gap.STOP
        joined = before in _HYPHENS or before in _SPACES or (before == ". " and gap is Gap.SPACE)
        if run and not (joined and not tokens[k - 1].possessive):
            yield run, run[0].opens and gap >= Gap.STOP
            run = []
        if is_address(token.text) or (shouted and is_upper(token.text)):
            kind = None
        else:
            kind = _kind(token, line[token.end : token.end + 2] == ". " and gaps[k + 1] is Gap.SPACE)
        alone = _is_acronym(token.text)
        if run and (kind is None or alone):
            yield run, False
            run = []
        if kind is not None:
            run.append(_Word(token, kind, headline, begins))
        if alone and run:
            yield run, False
            run = []
        begins &= not any(c.isalpha() for c in token.text)
    if run:
        yield run, run[0].opens


def _kind(token: Token, abbreviated: bool) -> bool | None:
    """Whether a word may only stand inside a name; None if it is no part of one."""
    text = token.text
    if token.norm in PARTICLES and text.islower():
        return True
    if len(text) == 1:
        return True if text.isupper() and abbreviated else None  # "George W. Bush"
    if abbreviated and token.norm != "st":
        return None  # "Sgt. Bowe"
    elided = text[1] in "'’" and text[2:3].isupper()  # "Giscard d'Estaing"
    return False if capitalised(text) or elided else None


def _is_acronym(text: str) -> bool:
    return is_upper(text) and text.isalpha() and len(text) > _SHORTEST_ACRONYM


def _is_shouted(tokens: Sequence[Token]) -> bool:
    """Whether a line IS WRITTEN IN CAPITALS, so that they say nothing."""
    words = [t.text for t in tokens if len(t.text) > 1 and t.text[0].isalpha()]
    return len(words) > 2 and sum(map(is_upper, words)) > _SHOUTED * len(words)


def _is_headline(tokens: Sequence[Token]) -> bool:
    """Whether a line Has Capitals on Ordinary Words."""
    words = [t for t in tokens if len(t.text) >= _LONG and t.text.isalpha()]
    large = [t for t in words if capitalised(t.text)]
    ordinary = sum(zipf(t.norm) >= COMMON and not surname(t.norm) and not given_name(t.norm) for t in large)
    return len(words) >= _HEADLINE and len(large) >= _HEADLINE_SHARE * len(words) and ordinary >= _ORDINARY


def _parts(run: Sequence[_Word]) -> Iterator[list[_Word]]:
    """What ordinary words leave of a run: "Why Jeffrey Sachs Warns Ukraine" has only the two in the middle."""
    part: list[_Word] = []
    keep = [w.inner or not w.ordinary for w in run]
    rare = list(keep)
    named = [k for k, w in enumerate(run) if not w.inner]
    for left, right in pairwise(named):
        first, last = run[left].token.norm, run[right].token.norm
        surely = _may_be_surname(last, doubtful=True)
        given = _may_be_given(first)
        if (given or _may_be_surname(first, doubtful=True)) and (
            rare[right] or surely or _may_be_given(last) or (given and _may_be_surname(last, run[right].weak))
        ):
            keep[left] = True
        behind_particle = right > left + 1 and run[right - 1].token.norm in PARTICLES  # "Bashar al-Assad"
        if keep[left] and (
            behind_particle or (rare[left] and surely) or (given and _may_be_surname(last, run[right].weak))
        ):
            keep[right] = True
    for word, kept in zip(run, keep, strict=True):
        if kept:
            part.append(word)
        else:
            yield _trimmed(part)
            part = []
    yield _trimmed(part)


def _trimmed(part: list[_Word]) -> list[_Word]:
    """`part` without particles and initials at its ends."""
    while part and part[0].inner:
        part = part[1:]
    while part and part[-1].inner:
        part = part[:-1]
    return part


def _may_be_given(norm: str) -> bool:
    return given_name(norm) > _GIVEN and zipf(norm) < _NO_NAME


def _may_be_surname(norm: str, doubtful: bool) -> bool:
    known = surname(norm)
    return known > 0 and zipf(norm) < (known + _RATHER_A_WORD if doubtful else _NO_NAME)


def _is_inflected(norm: str) -> bool:
    """Whether a word has an English ending and is known without it: "debunking", "unravels"."""
    for ending in ("ing", "ed", "es", "s", "ly"):
        if norm.endswith(ending):
            base = norm.removesuffix(ending)
            if len(base) > 2 and max(zipf(base), zipf(base + "e")) >= _KNOWN:
                return True
    return False


def _is_name(part: Sequence[_Word], is_item: bool) -> bool:
    """Whether what is left of a run is a name; `is_item` if it is all that a line or a sentence has."""
    words = [w for w in part if not w.inner]
    if len(words) != 1:
        return 1 < len(words) <= _WORDS
    (word,) = words
    text = word.token.text
    if is_upper(text):
        return text.isalpha() and _SHORTEST_ACRONYM <= len(text) <= _LONGEST_ACRONYM and not _is_numeral(text)
    return len(text) >= _SHORTEST and (not word.opens or is_item)


def _is_numeral(text: str) -> bool:
    return all(c in "IVXLC" for c in text)
