"""Asking which doubtful lessons are lessons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mondegreen.cli.talk import Talk
from mondegreen.lessons import Doubt, Kind, Lesson
from mondegreen.lexicon import TermType
from mondegreen.render.lesson import example, in_short, reason, request

_YES_NO = {"y": "yes", "n": "no", "a": "all such", "d": "none such", "q": "ask no more"}
_VARIANT = {"a": "alias", "t": "a term of its own", "n": "neither", "q": "ask no more"}


def decided(lessons: Sequence[Lesson], talk: Talk) -> tuple[list[Lesson], list[Lesson]]:
    """Ask about every doubtful lesson; those to be learned, and those that are left out.

    Raises `NobodyThereError` at the end of the input.
    """
    asker = _Asker(lessons, talk)
    taken: list[Lesson] = []
    left: list[Lesson] = []
    for lesson in lessons:
        kept = asker.ask(lesson)
        if kept is not None:
            taken.append(kept)
        if kept is None or kept.heard != lesson.heard:
            left.append(lesson)
    return taken, left


def undoubted(lessons: Sequence[Lesson], doubtful: bool) -> tuple[list[Lesson], list[Lesson]]:
    """The same without asking: what is in no doubt is learned, and with `doubtful` the rest too."""
    if doubtful:
        return [replace(lesson, doubts=()) for lesson in lessons], []
    sure = [kept for lesson in lessons if (kept := lesson.without_doubt())]
    return sure, [lesson for lesson in lessons if lesson.doubts]


class _Asker:
    def __init__(self, lessons: Sequence[Lesson], talk: Talk) -> None:
        self._talk = talk
        self._total = sum(1 for lesson in lessons if lesson.doubts or lesson.kind is Kind.TERM)
        self._number = 0
        self._over = False
        self._such: dict[tuple[Doubt, ...], bool] = {}  # what all such are to be
        self._typed: dict[str, tuple[str, str]] = {}  # what was decided of a form: the kind, and the term
        self._types: dict[str, TermType | None] = {}

    def ask(self, lesson: Lesson) -> Lesson | None:
        """What is to be learned of `lesson`."""
        variant = any(doubt is Doubt.VARIANT for doubt, _ in lesson.doubts)
        rest = replace(lesson, doubts=tuple(d for d in lesson.doubts if d[0] is not Doubt.VARIANT))
        if self._over:
            return lesson.without_doubt()
        if lesson.doubts or lesson.kind is Kind.TERM:
            self._number += 1
        if variant:
            chosen = self._variant(lesson)
            if chosen is None:
                return None
            rest = chosen
        if rest.kind is Kind.TERM and rest.term not in self._types and not self._over:
            self._types[rest.term] = self._type(rest, shown=variant)
        if rest.kind is Kind.TERM:
            rest = replace(rest, type=self._types.get(rest.term))
        if not rest.doubts:
            return rest
        return replace(rest, doubts=()) if self._yes(rest) else rest.without_doubt()

    def _variant(self, lesson: Lesson) -> Lesson | None:
        """`lesson` as an alias or a new term, once for each form that was typed."""
        if lesson.written not in self._typed:
            self._show(replace(lesson, doubts=tuple(d for d in lesson.doubts if d[0] is Doubt.VARIANT)))
            self._typed[lesson.written] = self._choose(request(lesson), _VARIANT), lesson.term
        choice, term = self._typed[lesson.written]
        rest = tuple(d for d in lesson.doubts if d[0] is not Doubt.VARIANT)
        if choice == "a":
            return replace(lesson, term=term, doubts=rest)
        if choice == "t":
            return replace(lesson.as_new_term(), doubts=rest)
        self._over |= choice == "q"
        return None

    def _yes(self, lesson: Lesson) -> bool:
        such = tuple(doubt for doubt, _ in lesson.doubts)
        if such in self._such:
            return self._such[such]
        self._show(lesson)
        choice = self._choose(request(lesson), _YES_NO)
        self._over |= choice == "q"
        if choice in "ad":
            self._such[such] = choice == "a"
        return choice in "ya"

    def _type(self, lesson: Lesson, shown: bool) -> TermType | None:
        if not shown:
            self._show(lesson)
        names = [t.value for t in TermType]
        name = self._talk.choose(f"What is {lesson.term}? ({' '.join(names)}; Enter: leave it open) ", names)
        return TermType(name) if name else None

    def _show(self, lesson: Lesson) -> None:
        self._talk.say("")
        self._talk.say(f"Question {self._number} of {self._total}: {in_short(lesson)}", "bold")
        if sentence := example(lesson):
            self._talk.say("")
            self._talk.say(sentence, indent=4, mark=lesson.heard)
            self._talk.say("")
        for doubt, about in lesson.doubts:
            self._talk.say(reason(doubt, about, lesson))

    def _choose(self, question: str, choices: dict[str, str]) -> str:
        self._talk.say(question)
        keys = ", ".join(f"{key} {meaning}" for key, meaning in choices.items())
        while True:
            said = self._talk.ask(keys).lower()
            if said in choices:
                return said
            if said and (found := [k for k, meaning in choices.items() if meaning.startswith(said)]):
                return found[0]
