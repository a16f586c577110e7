"""Putting lessons into entries, with a sentence of the transcript as their test.

Start reading from `taught` (one lesson, one entry) and `sentences_for` (sentences that the changed lexicon really puts
right). Learning the same lesson twice changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain

from mondegreen.document import apply
from mondegreen.errors import LexiconError
from mondegreen.lessons import Example, Kind, Lesson
from mondegreen.lexicon import Mishearing, Term, TermTest
from mondegreen.lexicon_file import parse
from mondegreen.lexicon_writer import dump
from mondegreen.proposal import Proposal
from mondegreen.text import letters

ProposeAll = Callable[[Sequence[str]], Sequence[Sequence[Proposal]]]
#: A sentence longer than this is cut down, and so many words then stay on each side.
_LONGEST, _AROUND = 100, (8, 5, 3)


def taught(entry: Term, lesson: Lesson) -> Term:
    """`entry` after `lesson`, which is about it."""
    if lesson.kind is Kind.NEVER:
        if letters(lesson.heard) in map(letters, entry.never):
            return entry
        kept = tuple(m for m in entry.mishearings if m.text.casefold() != lesson.heard.casefold())
        return replace(entry, never=(*entry.never, lesson.heard), mishearings=kept)
    if lesson.kind is Kind.CONTEXT:
        return replace(entry, context=tuple(dict.fromkeys((*entry.context, *lesson.context))))
    if lesson.type is not None and entry.type is None:
        entry = replace(entry, type=lesson.type)
    if lesson.kind is Kind.ALIAS and lesson.written not in (entry.term, *entry.aliases):
        entry = replace(entry, aliases=(*entry.aliases, lesson.written))
    if not lesson.heard or lesson.heard.casefold() in (f.casefold() for f in (entry.term, *entry.aliases)):
        return entry
    never = tuple(n for n in entry.never if letters(n) != letters(lesson.heard))
    return replace(entry, mishearings=_listed(entry, lesson), never=never)


def _listed(entry: Term, lesson: Lesson) -> tuple[Mishearing, ...]:
    """The mishearings of `entry` with that of `lesson`.

    One that is listed already keeps the transcript in which it was seen first, and its count there.
    """
    stands_for = None if lesson.written == entry.term else lesson.written
    new = Mishearing(lesson.heard, lesson.source, lesson.count, stands_for)
    for k, old in enumerate(entry.mishearings):
        if old.text.casefold() != new.text.casefold():
            continue
        if (old.source is None and new.source is not None) or old.source == new.source:
            new = replace(old, source=new.source, count=max(old.count, new.count))
            return (*entry.mishearings[:k], new, *entry.mishearings[k + 1 :])
        return entry.mishearings
    return (*entry.mishearings, new)


def fault_of(entry: Term, lesson: Lesson) -> str | None:
    """Why no lexicon may hold what `lesson` adds to `entry`; None if it may.

    What was typed or heard can be anything.
    """
    bare = Term(entry.term, aliases=entry.aliases)
    return _fault(taught(bare, lesson))


def _fault(entry: Term) -> str | None:
    try:
        parse(dump([entry]), "")
    except LexiconError as error:
        return error.diagnostics[0].message
    return None


# --- Tests --------------------------------------------------------------------------------------------


def sentences_for(lessons: Sequence[Lesson], propose_all: ProposeAll) -> list[TermTest | None]:
    """For each lesson a sentence that becomes what a person wanted, or stays; None if none does.

    `propose_all` is that of a corrector with the changed lexicon. Of long sentences, and of those in which there is
    more to correct, it is the words around.
    """
    found: list[TermTest | None] = [None] * len(lessons)
    open_ = {k: [*chain.from_iterable(map(_cuttings, x.examples))] for k, x in enumerate(lessons)}
    while open_ := {k: cuttings for k, cuttings in open_.items() if cuttings and found[k] is None}:
        tried = {k: cuttings.pop(0) for k, cuttings in open_.items()}
        proposed = propose_all([said for said, _ in tried.values()])
        for (k, (said, want)), proposals in zip(tried.items(), proposed, strict=True):
            if lessons[k].kind is Kind.NEVER:
                found[k] = None if proposals else TermTest(said, said)
            elif said != want and apply(said, (e for p in proposals for e in p.edits)) == want:
                found[k] = TermTest(said, want)
    return found


def with_test(entry: Term, test: TermTest) -> Term:
    """`entry` with `test`, behind those of its kind; once only, and only if a lexicon may hold it."""
    if any(test.said == t.said for t in entry.tests) or _fault(Term(entry.term, tests=(test,))):
        return entry
    fix = [t for t in (*entry.tests, test) if t.said != t.want]
    keep = [t for t in (*entry.tests, test) if t.said == t.want]
    return replace(entry, tests=(*fix, *keep))


def _cuttings(example: Example) -> Iterable[tuple[str, str]]:
    """What was said and what is wanted: the whole sentence if it is short, then less and less of it."""
    place = re.search(rf"(?<!\w){re.escape(example.heard)}(?!\w)", example.sentence)
    if place is None:
        return
    before, after = example.sentence[: place.start()], example.sentence[place.end() :]
    if len(example.sentence) <= _LONGEST:
        yield before + example.heard + after, before + example.written + after
    for size in _AROUND:
        left, right = before.split(" ")[-1 - size :], after.split(" ")[: size + 1]
        cut = [" ".join(left).lstrip(), " ".join(right).rstrip()]
        yield cut[0] + example.heard + cut[1], cut[0] + example.written + cut[1]
