"""The journal of a review: what is written is read, what was taken back is gone, and faults have a line."""

from __future__ import annotations

import contextlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mondegreen.answers import Answer, Verdict
from mondegreen.document import Edit, apply
from mondegreen.errors import RecordError
from mondegreen.journal import (
    Journal,
    Kept,
    carried_over,
    header,
    read_journal,
    step_line,
    undo_line,
    whole,
    written_line,
)
from mondegreen.proposal import Action, Evidence, Proposal, Via
from mondegreen.text import Span

TEXTS = st.text(max_size=8)


def place(start: int, old: str, new: str = "x") -> Proposal:
    evidence = Evidence((), ("answered before",))
    return Proposal(Span(start, start + len(old)), old, new, "Term", Via.SOUND, 0.5, Action.ASK, evidence, ())


def kept(number: int, *places: Proposal, verdict: Verdict = Verdict.NO) -> Kept:
    return Kept(number, Answer(verdict, "w", "me", "2024-09-13T10:00:00Z"), places)


ANSWERS = st.builds(Answer, st.sampled_from(Verdict), TEXTS, TEXTS, TEXTS)
PLACES = st.builds(place, st.integers(0, 99), TEXTS, TEXTS)
STEPS = st.lists(
    st.builds(Kept, st.integers(1, 99), ANSWERS, st.lists(PLACES, max_size=3).map(tuple)), max_size=5
)


@given(st.text(), STEPS)
def test_what_is_written_is_read(file: str, steps: list[Kept]) -> None:
    numbered = tuple(replace(step, number=k) for k, step in enumerate(steps, 1))
    journal = Journal(file, "abc", numbered)
    assert read_journal(whole(journal)) == journal
    assert read_journal(whole(replace(journal, written="def"))).written == "def"


@given(STEPS, st.integers(0, 400))
def test_a_journal_that_is_cut_off_holds_the_answers_before(steps: list[Kept], at: int) -> None:
    numbered = [replace(step, number=k) for k, step in enumerate(steps, 1)]
    head, lines = header("talk.txt", "abc"), [step_line(step) for step in numbered]
    text = (head + "".join(lines))[: len(head) + at]
    full = text.count("\n") - 1
    assert read_journal(text).kept == tuple(numbered[:full])


def test_what_was_taken_back_is_gone() -> None:
    one, two, other = kept(1, place(0, "a")), kept(2, place(5, "b")), kept(2, place(9, "c"))
    text = header("talk.txt", "abc") + step_line(one) + step_line(two) + undo_line(2) + step_line(other)
    assert read_journal(text).kept == (one, other)
    assert read_journal(text + undo_line(2) + undo_line(1) + undo_line(7)).kept == ()
    assert read_journal(text + written_line("def")).written == "def"


GOOD = header("talk.txt", "abc") + step_line(kept(1, place(0, "a")))
FAULTS = {
    "empty": ("", 1, "no header line"),
    "no header": (step_line(kept(1)), 1, "no 'mondegreen'"),
    "a record of edits": ('{"mondegreen": "edits", "version": 1}\n', 1, "not the journal of a review"),
    "a later version": (
        header("t", "a").replace('"version": 1', '"version": 2'),
        1,
        "that this version knows",
    ),
    "no JSON": (GOOD + "oops\n", 3, "not JSON"),
    "a number": (GOOD + "1\n", 3, "not a step"),
    "a list": (GOOD + "[]\n", 3, "not a step"),
    "no such verdict": (GOOD.replace('"no"', '"maybe"'), 2, "'maybe' is not a valid Verdict"),
    "no places": (GOOD.replace('"places"', '"place"'), 2, "no 'places'"),
    "no number": (GOOD.replace('"step": 1', '"step": "x"'), 2, "not a step"),
    "a place without an end": (GOOD.replace('"end"', '"ende"'), 2, "no 'end'"),
}


@pytest.mark.parametrize(("text", "line", "why"), FAULTS.values(), ids=FAULTS)
def test_faults_have_a_line(text: str, line: int, why: str) -> None:
    with pytest.raises(RecordError, match=why) as error:
        read_journal(text)
    assert error.value.line == line


@given(st.text(alphabet='{}[]":,aundostepwrit1\n', max_size=60))
def test_no_text_is_worse_than_a_fault(text: str) -> None:
    for journal in (text, header("talk.txt", "abc") + text):
        with contextlib.suppress(RecordError):
            read_journal(journal)


CARRIED = {
    "before and behind": ([(2, "b"), (8, "h")], [(4, "de", "DDDD")], [2, 10]),
    "shorter": ([(8, "h")], [(4, "de", "")], [6]),
    "touching": ([(3, "d"), (6, "g")], [(4, "ef", "x")], [3, 5]),
    "written over": ([(4, "e")], [(3, "def", "x")], []),
    "nothing written": ([(4, "e")], [], [4]),
}


@pytest.mark.parametrize(("left", "made", "want"), CARRIED.values(), ids=CARRIED)
def test_what_was_left_alone_moves_with_the_text(
    left: list[tuple[int, str]], made: list[tuple[int, str, str]], want: list[int]
) -> None:
    edits = [Edit(Span(at, at + len(old)), old, new) for at, old, new in made]
    steps = [kept(k, place(at, old)) for k, (at, old) in enumerate(left, 1)]
    assert [p.span.start for step in carried_over(steps, edits) for p in step.places] == want


@pytest.mark.parametrize("verdict", [Verdict.YES, Verdict.EDIT])
def test_what_was_written_is_not_carried_over(verdict: Verdict) -> None:
    assert carried_over([kept(1, place(0, "a"), verdict=verdict)], []) == ()


@given(st.data())
def test_carried_over_places_hold_the_same_words(data: st.DataObject) -> None:
    raw = data.draw(st.text(min_size=1, max_size=40))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(raw)), max_size=8)))
    spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    edits, places = [], []
    for span in spans:
        old = raw[span.start : span.end]
        if data.draw(st.booleans()):
            edits.append(Edit(span, old, data.draw(TEXTS)))
        else:
            places.append(place(span.start, old))
    after = apply(raw, edits)
    moved = carried_over([kept(1, *places)], edits)
    assert [after[p.span.start : p.span.end] for step in moved for p in step.places] == [
        p.old for p in places
    ]
