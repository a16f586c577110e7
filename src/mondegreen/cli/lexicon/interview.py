"""Asking a person for the fields of an entry, one at a time; what is there already is not asked for again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from mondegreen.cli.lexicon.desk import Desk
from mondegreen.cli.talk import Talk
from mondegreen.corrector import Corrector
from mondegreen.document import apply
from mondegreen.drafting import listed, misheard, righted
from mondegreen.english import COMMON, zipf
from mondegreen.foreign_names import LANGUAGES, suggest
from mondegreen.lexicon import Term, TermTest, TermType
from mondegreen.lexicon_file import is_source
from mondegreen.soundalikes import Alike, Ear, Hearing
from mondegreen.text import tokenise

#: What sounds alike from this share of a perfect match on may well be heard instead; several words, from this one on.
_TAKEN_FOR, _TAKEN_FOR_WORDS = 0.75, 0.85
#: So many words and terms that sound like it are told of.
_MOST = 5
#: What is typed to leave a field out that has a default.
_NOTHING = "-"


@dataclass(frozen=True, slots=True)
class _Question:
    """Whether an entry says something of it already; the entry without that, and with what a person says."""

    answered: Callable[[Term], bool]
    without: Callable[[Term], Term]
    ask: Callable[[Term], Term]


def _to_fix(entry: Term) -> tuple[TermTest, ...]:
    return tuple(t for t in entry.tests if t.said != t.want)


def _to_keep(entry: Term) -> tuple[TermTest, ...]:
    return tuple(t for t in entry.tests if t.said == t.want)


class Interview:
    """Asks about an entry that goes to `desk`; `ear` hears what it may be taken for."""

    def __init__(self, talk: Talk, desk: Desk, ear: Ear) -> None:
        self._talk = talk
        self._desk = desk
        self._ear = ear
        self._questions = {
            "type": _Question(lambda t: t.type is not None, lambda t: replace(t, type=None), self._type),
            "sounds_like": _Question(
                lambda t: bool(t.sounds_like), lambda t: replace(t, sounds_like=()), self._sounds_like
            ),
            "mishearings": _Question(
                lambda t: bool(t.mishearings), lambda t: replace(t, mishearings=()), self._mishearings
            ),
            "context": _Question(lambda t: bool(t.context), lambda t: replace(t, context=()), self._context),
            "tests": _Question(
                lambda t: bool(_to_fix(t)), lambda t: replace(t, tests=_to_keep(t)), self._test
            ),
            "keep": _Question(
                lambda t: bool(_to_keep(t)), lambda t: replace(t, tests=_to_fix(t)), self._keep
            ),
            "source": _Question(
                lambda t: t.source is not None, lambda t: replace(t, source=None), self._source
            ),
        }

    @property
    def fields(self) -> Sequence[str]:
        """What can be asked about."""
        return tuple(self._questions)

    def complete(self, entry: Term) -> Term:
        """`entry` with what the person says where it says nothing. Raises `NobodyThereError`."""
        for name, question in self._questions.items():
            if name == "mishearings":
                say_how_it_sounds(self._talk, self._ear, entry, suggests=False)
            if not question.answered(entry):
                entry = question.ask(entry)
        return entry

    def again(self, entry: Term, field: str) -> Term:
        """`entry` with another answer for one of `fields`. Raises `NobodyThereError`."""
        question = self._questions[field]
        return question.ask(question.without(entry))

    def _type(self, entry: Term) -> Term:
        names = [t.value for t in TermType]
        needed = self._desk.file.shipped
        leave = "" if needed else "; Enter: leave it open"
        name = self._talk.choose(f"What does {entry.term} name? ({' '.join(names)}{leave})", names, needed)
        return replace(entry, type=TermType(name) if name else None)

    def _sounds_like(self, entry: Term) -> Term:
        language = None
        while True:
            found = suggest(entry.term, language)
            say_readings(self._talk, self._ear.hear(entry, 0))
            self._talk.say(
                f"If it is said otherwise, respell it for an English reader, a word for each word of {entry.term}."
            )
            usual = f"{found[0]}, as {found[1].capitalize()} letters are said" if found else "it is right so"
            left = f"; {_NOTHING}: it is right as it is read" if found else ""
            said = self._talk.ask(f"(Enter: {usual}{left}; or a language: {', '.join(LANGUAGES)})")
            if said.lower() in LANGUAGES:
                language = said.lower()
                continue
            if not said and found is not None:
                said = found[0]
            if said in ("", _NOTHING):
                return entry
            return replace(entry, sounds_like=listed([said]))

    def _mishearings(self, entry: Term) -> Term:
        question = "What stood in the transcript instead? Only what was really seen. (with commas; Enter: leave it out)"
        heard = listed([self._talk.ask(question)])
        source = self._sourced("In which transcript was that?") if heard else None
        return misheard(entry, heard, source)

    def _context(self, entry: Term) -> Term:
        near = self._taken_for(entry)
        why = f" It can be taken for {' or '.join(near[:2])}, so give 3 to 8." if near else ""
        question = f"Which words stand near it in talk?{why} (with commas; Enter: leave it out)"
        return replace(entry, context=listed([self._talk.ask(question)]))

    def _test(self, entry: Term) -> Term:
        said = self._talk.ask(
            "A sentence with it, as the recogniser wrote it, as a test? (Enter: leave it out)"
        )
        if not said:
            return entry
        want = righted(entry, said)
        if want == said:
            proposals = Corrector(self._desk.lexicon(entry)).propose(said)
            want = apply(said, [e for p in proposals if p.term == entry.term for e in p.edits])
        if want != said:
            want = self._talk.ask(f"And as it should be? (Enter: {want})") or want
        while want == said:
            want = self._talk.ask("And as it should be?") or said
        return replace(entry, tests=(TermTest(said, want), *entry.tests))

    def _keep(self, entry: Term) -> Term:
        near = self._taken_for_words(entry)
        if not near:
            return entry
        said = self._talk.ask(
            f"A sentence in which {' or '.join(near[:2])} means itself, and nothing may change? (Enter: leave it out)"
        )
        return replace(entry, tests=(*entry.tests, TermTest(said, said))) if said else entry

    def _source(self, entry: Term) -> Term:
        return replace(entry, source=self._sourced("Where did you see it spelled so?"))

    def _sourced(self, question: str) -> str | None:
        while True:
            said = self._talk.ask(
                f"{question} (an address, or a path in the repository; Enter: leave it out)"
            )
            if not said or is_source(said):
                return said or None
            self._talk.say("That is neither an address (https://...) nor a path in the repository.")

    def _taken_for(self, entry: Term) -> list[str]:
        """What may stand where `entry` was said, and mean itself: ordinary words, and other terms, by the sound."""
        words = self._taken_for_words(entry)
        return words + [_name(a) for a in self._ear.hear(entry, 3).terms if a.share >= _TAKEN_FOR]

    def _taken_for_words(self, entry: Term) -> list[str]:
        """The ordinary words among them, and the mishearings that are such."""
        heard = self._ear.hear(entry, 3)
        listed_ = [m.text for m in entry.mishearings if all(zipf(t.norm) >= COMMON for t in tokenise(m.text))]
        words = [a.text for a in heard.words if a.share >= _TAKEN_FOR]
        words += [a.text for a in heard.phrases if a.share >= _TAKEN_FOR_WORDS]
        return [f'"{text}"' for text in dict.fromkeys((*listed_, *words))]


def say_how_it_sounds(talk: Talk, ear: Ear, entry: Term, suggests: bool = True) -> None:
    """Say how `entry` is read, what sounds like it, and how it might be respelled instead."""
    heard = ear.hear(entry, _MOST)
    say_readings(talk, heard)
    for title, found in (
        ("Ordinary words like it", (*heard.words, *heard.phrases)),
        ("Other terms like it", heard.terms),
    ):
        alike = sorted(found, key=lambda a: -a.share)[:_MOST]
        if alike:
            talk.say(f"{title}: {', '.join(f'{_name(a)} ({a.share:.0%})' for a in alike)}")
    if suggests and not entry.sounds_like and (found_ := suggest(entry.term)) is not None:
        talk.say(f'If it is said as {found_[1].capitalize()} letters are, give --sounds-like "{found_[0]}".')


def say_readings(talk: Talk, heard: Hearing) -> None:
    """Say how each form is read, the likeliest way of each."""
    told: dict[str, str] = {}
    for saying in heard.sayings:
        told.setdefault(
            saying.form.text, f"{saying.form.text} is read as {saying.english} ({saying.arpabet})"
        )
    for line in told.values():
        talk.say(line)


def _name(alike: Alike) -> str:
    if alike.term is None:
        return f'"{alike.text}"'
    return alike.text if alike.text == alike.term.term else f"{alike.text} of {alike.term.term}"
