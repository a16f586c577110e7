"""Putting lessons into entries, with a sentence of the transcript as their test.

Start reading from `taught` (one lesson, one entry) and `test_of` (a sentence that the changed lexicon really puts
right). Learning the same lesson twice changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from mondegreen.document import apply
from mondegreen.errors import LexiconError
from mondegreen.lessons import Example, Kind, Lesson
from mondegreen.lexicon import Mishearing, Term, TermTest
from mondegreen.lexicon_file import parse
from mondegreen.lexicon_writer import dump
from mondegreen.proposal import Proposal
from mondegreen.text import letters

Propose = Callable[[str], Sequence[Proposal]]
#: A sentence longer than this is cut down, and so many words then stay on each side.
_LONGEST, _AROUND = 100, (8, 5, 3)


def taught(entry: Term, lesson: Lesson) -> Term:
    """`entry` after `lesson`, which is about it."""
    if lesson.kind is Kind.NEVER:
        if letters(lesson.heard) in map(letters, entry.never):
            return entry
        kept = tuple(m for m in entry.mishearings if m.text.casefold() != lesson.heard.casefold())
        return replace(entry, never=(*entry.never, lesson.heard), mishearings=kept)
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


def fault_of(entry: Term) -> str | None:
    """Why no lexicon may hold `entry`; None if it may. What was typed or heard can be anything."""
    try:
        parse(dump([entry]), "")
    except LexiconError as error:
        return error.diagnostics[0].message
    return None


# --- Tests --------------------------------------------------------------------------------------------


def test_of(lesson: Lesson, propose: Propose) -> TermTest | None:
    """A sentence that becomes what a person wanted, or stays; None if none does with the lexicon of `propose`.

    Of long sentences, and of those in which there is more to correct, it is the words around.
    """
    for example in lesson.examples:
        for said, want in _cuttings(example):
            if lesson.kind is Kind.NEVER:
                if not propose(said):
                    return TermTest(said, said)
            elif said != want and apply(said, (e for p in propose(said) for e in p.edits)) == want:
                return TermTest(said, want)
    return None


def with_test(entry: Term, test: TermTest) -> Term:
    """`entry` with `test`, behind those of its kind; once only."""
    if any(test.said == t.said for t in entry.tests):
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
