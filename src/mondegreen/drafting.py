"""An entry in the making: whether some lexicon has it already, what it adds, and what speaks against it.

Start reading from `known_as` (before anything is asked) and `objections` (before anything is written). No files here:
lexicons come in as `Source`s, and a file that would be written as its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from mondegreen.forms import forms_of
from mondegreen.lexicon import Mishearing, Term, TermTest
from mondegreen.lexicon_check import (
    Finding,
    Place,
    Placed,
    Source,
    check_one,
    check_tests,
    in_force,
    sentences,
)
from mondegreen.phonetics import align_many, default_costs, phrase_readings
from mondegreen.proposal import Proposal
from mondegreen.text import fold, letters, tokenise

ProposeAll = Callable[[Sequence[str]], Sequence[Sequence[Proposal]]]
#: What stands between what is heard and what is right, in one line: "rock fin => Rokfin".
ARROW = "=>"


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that has a form already: `form` is how it spells it, `place` where."""

    entry: Placed
    form: str
    place: Place


def known_as(text: str, sources: Sequence[Source]) -> Known | None:
    """The entry that has `text` as its term or an alias, in whatever case, accents and spacing; None if none has."""
    wanted = letters(text)
    found = None
    for entry in in_force(sources):
        for node in (entry.at, *entry.strings("aliases")):
            if node.text == text:
                return Known(entry, node.text, entry.place(node))
            if wanted and letters(node.text) == wanted:
                found = found or Known(entry, node.text, entry.place(node))
    return found


def parted(line: str) -> tuple[str, str | None]:
    """What stands before and behind the arrow of `line`; None behind it where there is no arrow.

    >>> parted("rock fin => Rokfin"), parted("rock fin")
    (('rock fin', 'Rokfin'), ('rock fin', None))
    """
    before, arrow, behind = line.partition(ARROW)
    return before.strip(), behind.strip() if arrow else None


def listed(texts: Sequence[str]) -> tuple[str, ...]:
    """The parts of `texts` between commas, each once."""
    return tuple(dict.fromkeys(part.strip() for text in texts for part in text.split(",") if part.strip()))


def heard_for(heard: str, entry: Term) -> str:
    """The right form of `entry` that `heard` sounds most like: "Starmer" for "stommer", or the whole name."""
    said = next(iter(phrase_readings([t.text for t in tokenise(heard)], 1)), ())
    sounds = [(form, "".join(sound)) for form in forms_of(entry) if not form.plural for sound in form.sounds]
    if not (said and sounds):
        return entry.term
    scores = align_many([sound for _, sound in sounds], ["".join(said)] * len(sounds), default_costs())
    return sounds[int(scores.norm_max.argmax())][0].text


def misheard(entry: Term, texts: Iterable[str], source: str | None = None) -> Term:
    """`entry` with mishearings, each as it is or with the form that it was heard for: "stommer => Starmer".

    What is a right form of the entry is none.
    """
    found = {m.text.casefold(): m for m in entry.mishearings}
    right = {fold(form) for form in (entry.term, *entry.aliases)}
    for text in texts:
        heard, form = parted(text)
        form = form or heard_for(heard, entry)
        if fold(heard) not in right:
            found.setdefault(
                heard.casefold(), Mishearing(heard, source, stands_for=form if form != entry.term else None)
            )
    return replace(entry, mishearings=tuple(found.values()))


def righted(entry: Term, said: str) -> str:
    """`said` with the listed mishearings of `entry` put right."""
    right = {m.text.casefold(): m.stands_for or entry.term for m in entry.mishearings}
    if not right:
        return said
    longest_first = "|".join(re.escape(text) for text in sorted(right, key=len, reverse=True))
    return re.sub(
        rf"(?<!\w)(?:{longest_first})(?!\w)",
        lambda found: right[found.group().casefold()],
        said,
        flags=re.IGNORECASE,
    )


def with_tests(entry: Term, texts: Iterable[str], keep: Iterable[str]) -> Term:
    """`entry` with tests: sentences with what they should be behind an arrow, and sentences to `keep`.

    Without an arrow, what they should be comes of the listed mishearings. Raises `ValueError` with the one where
    nothing comes of them.
    """
    found = []
    for text in texts:
        said, want = parted(text)
        want = want or righted(entry, said)
        if want == said:
            raise ValueError(text)
        found.append(TermTest(said, want))
    return joined(entry, Term(entry.term, tests=(*found, *(TermTest(text, text) for text in keep))))


def joined(entry: Term, more: Term) -> Term:
    """`entry` with what `more` says besides: its lists go behind those of the entry, its single values over them."""
    values: dict[str, object] = {}
    for name in (field.name for field in fields(Term)):
        new, old = getattr(more, name), getattr(entry, name)
        if name in ("term", "pack", "shipped") or new == getattr(Term(""), name):
            continue
        if isinstance(old, tuple):
            texts = {_key(value) for value in old}
            values[name] = (*old, *(value for value in new if _key(value) not in texts))
        else:
            values[name] = new
    tests = values.get("tests")
    if isinstance(tests, tuple):  # those to fix come first, as in a file
        values["tests"] = tuple(sorted(tests, key=lambda test: test.said == test.want))
    return replace(entry, **values)  # type: ignore[arg-type]


def _key(value: str | Mishearing | TermTest) -> str:
    return value.said if isinstance(value, TermTest) else str(value)


def objections(
    company: Sequence[Source], file: Source, term: str, propose_all: ProposeAll
) -> Iterator[Finding]:
    """What is wrong with the entry of `term` in `file`, which is loaded together with `company`.

    That is what `lexicon_check` says of the entry by itself, beside all others and in its own tests. `propose_all` is
    that of a corrector with all of these lexicons.
    """
    yield from file.faults
    entry = next((e for e in file.entries if e.term.term == term), None)
    if entry is None or file.faults:
        return
    yield from check_one(entry, file, company)
    tested = sentences([entry])
    yield from check_tests(tested, propose_all([s.test.said for s in tested]) if tested else [])
