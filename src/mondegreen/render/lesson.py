"""Lessons in words: what they would do to a lexicon, and why somebody should look first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from mondegreen.lessons import Doubt, Kind, Left, Lesson

#: So much of a sentence is shown on each side, in code points.
_AROUND = 90


def in_short(lesson: Lesson) -> str:
    """What `lesson` does, in a line: 'Keir Starmer: heard as "Kyrstammer" (2 times)'."""
    times = f" ({lesson.count} times)" if lesson.count > 1 else ""
    if lesson.kind is Kind.NEVER:
        return f'{lesson.term}: never "{lesson.heard}"{times}'
    if lesson.kind is Kind.CONTEXT:
        return f"{lesson.term}: {_listed(lesson.context)} as context"
    heard = f'heard as "{lesson.heard}"{times}' if lesson.heard else ""
    form = "" if lesson.written == lesson.term else f'"{lesson.written}" '
    if lesson.kind is Kind.TERM:
        return f"{lesson.term}: a new term" + (f", {form}{heard}" if heard else "")
    if lesson.kind is Kind.ALIAS:
        return f'{lesson.term}: also written "{lesson.written}", {heard}'
    return f"{lesson.term}: {form}{heard}"


def reason(doubt: Doubt, about: str, lesson: Lesson) -> str:
    """Why somebody should look at `lesson`, as a sentence."""
    heard = f'"{lesson.heard}"'
    several = " " in lesson.heard
    match doubt:
        case Doubt.COMMON:
            if several:
                return f"{heard} are ordinary words: elsewhere they may mean themselves."
            return f"{heard} is an ordinary word: elsewhere it may mean itself."
        case Doubt.NAME:
            return f"{heard} is a name or word itself: elsewhere it may be meant."
        case Doubt.ELSEWHERE:
            return f"{heard} is heard for {about} as well."
        case Doubt.RIGHT:
            return f"{heard} is a right form of {about}."
        case Doubt.MIXED:
            accepted, _, refused = about.partition(" and ")
            return f"It was accepted in {_places(accepted)} and refused in {_places(refused)}."
        case Doubt.FORBIDDEN:
            return f"The entry says that {heard} is never {lesson.term}."
        case Doubt.LISTED:
            return f"The entry lists {heard} as a mishearing of {lesson.term}."
        case Doubt.REFUSED:
            return f"It was refused in {_places(str(lesson.count))}, but not for good."
        case Doubt.VARIANT:
            return f'"{about}" was typed where {lesson.beside} was proposed: the same in another spelling?'
        case Doubt.SHARED:
            return f'"{lesson.written}" is a form of several terms: {about}.'
        case Doubt.NEARBY:
            return (
                f'"{lesson.heard}" means {lesson.term} only where its context is near; {about} stood there.'
            )


def request(lesson: Lesson) -> str:
    """What is asked about `lesson`."""
    if any(doubt is Doubt.VARIANT for doubt, _ in lesson.doubts):
        return f'Make "{lesson.written}" an alias of {lesson.term}, or a term of its own?'
    if lesson.kind is Kind.NEVER:
        return f'Never write {lesson.term} for "{lesson.heard}" again, in no transcript?'
    form = lesson.written or lesson.term
    if lesson.kind is Kind.CONTEXT:
        return f"Add {_listed(lesson.context)} to the context of {lesson.term}?"
    return f'List "{lesson.heard}" as a mishearing of {form}?'


def example(lesson: Lesson) -> str:
    """A sentence in which it was heard; "" if none is known."""
    if not lesson.examples:
        return ""
    sentence, heard = lesson.examples[0].sentence, lesson.examples[0].heard
    at = sentence.find(heard)
    lo, hi = max(0, at - _AROUND), min(len(sentence), at + len(heard) + _AROUND)
    if lo:
        lo = sentence.find(" ", lo, at) + 1 or lo
    if hi < len(sentence):
        hi = max(sentence.rfind(" ", at + len(heard), hi), at + len(heard))
    return "…" * (lo > 0) + sentence[lo:hi] + "…" * (hi < len(sentence))


def left_out(left: Left) -> str:
    """What is not learned, and why."""
    return f'"{left.heard}" for {left.term}: {left.why}'


def doubted(lesson: Lesson) -> str:
    """What of a lesson is left out as long as nobody decides, and why."""
    whole = in_short(lesson) if lesson.kind is not Kind.TERM else f'{lesson.term}: heard as "{lesson.heard}"'
    return f"{whole}: {'; '.join(doubt.value for doubt, _ in lesson.doubts)}"


def counted(lessons: Iterable[Lesson]) -> str:
    """How many lessons of which kind: "3 mishearings, 1 new term and 2 refusals"."""
    counts = Counter(lesson.kind for lesson in lessons)
    names = {
        Kind.MISHEARING: "mishearing",
        Kind.ALIAS: "alias",
        Kind.TERM: "new term",
        Kind.NEVER: "refusal",
        Kind.CONTEXT: "context",
    }
    parts = [many(counts[kind], name) for kind, name in names.items() if counts[kind]]
    return _listed(parts)


def _listed(parts: Sequence[str]) -> str:
    """All of them: "a, b and c"."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def many(count: int, what: str) -> str:
    """A number of things: "1 alias", "2 aliases"."""
    return f"{count:,} {what}{'' if count == 1 else 'es' if what.endswith('s') else 's'}"


def _places(count: str) -> str:
    return many(int(count), "place")


def message(lessons: Iterable[Lesson], sources: Iterable[str]) -> str:
    """The message of a commit of `lessons`, which were learned from the transcripts `sources`."""
    lessons = list(lessons)
    where = ", ".join(dict.fromkeys(sources))
    subject = f"Learn {counted(lessons)}" + (f" from {where}" if where and len(where) < 40 else "")
    body = "\n".join(f"- {in_short(lesson)}" for lesson in lessons)
    return f"{subject}\n\n{body}\n"
