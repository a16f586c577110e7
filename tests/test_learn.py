"""Lessons in entries, and the sentences that test them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes import FakeCorrector
from hypothesis import given
from hypothesis import strategies as st

from mondegreen.learn import fault_of, sentences_for, taught, with_test
from mondegreen.lessons import Example, Kind, Lesson
from mondegreen.lexicon import Mishearing, Term, TermTest, TermType
from mondegreen.lexicon_file import parse
from mondegreen.lexicon_writer import dump
from mondegreen.proposal import Action

STARMER = Term("Keir Starmer", TermType.PERSON, aliases=("Sir Keir",))
HEARD = Lesson(Kind.MISHEARING, "Keir Starmer", "stommer", "Starmer", 2, "talk.txt", "Keir Starmer")
NEVER = Lesson(Kind.NEVER, "Keir Starmer", "stammer", "", 1, "talk.txt", "Keir Starmer")
LISTED = Mishearing("stommer", "talk.txt", 2, "Starmer")

CHANGES = {  # entry before, lesson, what changes of it
    "a mishearing for another form": (STARMER, HEARD, {"mishearings": (LISTED,)}),
    "a mishearing of the term": (
        STARMER,
        replace(HEARD, written="Keir Starmer", source=None, count=1),
        {"mishearings": (Mishearing("stommer"),)},
    ),
    "behind those that are there": (
        replace(STARMER, mishearings=(Mishearing("Zed"),)),
        HEARD,
        {"mishearings": (Mishearing("Zed"), LISTED)},
    ),
    "a source for one that has none": (
        replace(STARMER, mishearings=(Mishearing("Stommer", None, 1, "Starmer"),)),
        HEARD,
        {"mishearings": (Mishearing("Stommer", "talk.txt", 2, "Starmer"),)},
    ),
    "what is never goes under never": (STARMER, NEVER, {"never": ("stammer",)}),
    "and is no mishearing any more": (
        replace(STARMER, mishearings=(Mishearing("Stammer"), LISTED)),
        NEVER,
        {"mishearings": (LISTED,), "never": ("stammer",)},
    ),
    "what is heard is no longer forbidden": (
        replace(STARMER, never=("Stommer", "stammer")),
        HEARD,
        {"mishearings": (LISTED,), "never": ("stammer",)},
    ),
    "an alias with what was heard for it": (
        STARMER,
        replace(HEARD, kind=Kind.ALIAS, written="Kier"),
        {"aliases": ("Sir Keir", "Kier"), "mishearings": (replace(LISTED, stands_for="Kier"),)},
    ),
    "an alias in other letters than was heard": (
        STARMER,
        replace(HEARD, kind=Kind.ALIAS, heard="kier", written="Kier"),
        {"aliases": ("Sir Keir", "Kier")},
    ),
    "a new term": (
        Term("Yermak"),
        Lesson(Kind.TERM, "Yermak", "yer mack", "Yermak", 1, None, "Keir Starmer", type=TermType.PERSON),
        {"type": TermType.PERSON, "mishearings": (Mishearing("yer mack"),)},
    ),
    "names that stood near": (
        replace(STARMER, context=("London", "Labour")),
        replace(HEARD, kind=Kind.CONTEXT, context=("Ofcom", "Labour")),
        {"context": ("London", "Labour", "Ofcom")},
    ),
    "a new term by itself": (Term("Yermak"), Lesson(Kind.TERM, "Yermak", "", "Yermak", 0, None, "x"), {}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_a_lesson_changes(name: str) -> None:
    before, lesson, changes = CHANGES[name]
    after = taught(before, lesson)
    assert after == replace(before, **changes)  # type: ignore[arg-type]
    assert taught(after, lesson) == after, "learning twice is learning once"
    assert fault_of(before, lesson) is None
    assert parse(dump([after]), "x.yaml").terms == (after,)


KNOWN = {
    "seen in the same transcript as often": (
        replace(STARMER, mishearings=(replace(LISTED, count=3),)),
        HEARD,
    ),
    "seen in another transcript first": (
        replace(STARMER, mishearings=(replace(LISTED, source="a.txt"),)),
        HEARD,
    ),
    "forbidden already": (replace(STARMER, never=("Stammer",)), NEVER),
    "an alias already": (
        replace(STARMER, aliases=("Kier",)),
        replace(HEARD, kind=Kind.ALIAS, heard="kier", written="Kier"),
    ),
}


@pytest.mark.parametrize("name", KNOWN)
def test_what_is_known_stays(name: str) -> None:
    before, lesson = KNOWN[name]
    assert taught(before, lesson) == before


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=()), min_size=1, max_size=12)


@given(TEXT, TEXT, st.sampled_from(Kind))
def test_whatever_was_said_the_entry_is_refused_or_survives(heard: str, written: str, kind: Kind) -> None:
    lesson = Lesson(kind, "Keir Starmer", heard, written, 1, None, "")
    if fault_of(STARMER, lesson) is None:
        full = replace(STARMER, mishearings=(LISTED,), never=("stammer",), context=("London",))
        entry = taught(full, lesson)
        (back,) = parse(dump([entry]), "x.yaml").terms
        assert back == entry


@pytest.mark.parametrize("bad", ["a\x1bb", "a\u202eb", "a\ud800b", "a  b", "a\nb", "\ufeffa"])
def test_what_no_lexicon_may_hold(bad: str) -> None:
    assert fault_of(STARMER, replace(HEARD, heard=bad))


# --- Tests --------------------------------------------------------------------------------------------

LONG = "word " * 30
SENTENCES = {  # lesson, sentence, what was heard and wanted in it -> the test
    "the whole sentence": (
        HEARD,
        "So stommer came.",
        "stommer",
        "Starmer",
        ("So stommer came.", "So Starmer came."),
    ),
    "the words around, of a long one": (
        HEARD,
        f"{LONG}and so stommer came {LONG}".strip(),
        "stommer",
        "Starmer",
        (
            "word word word word word word and so stommer came word word word word word word word",
            "word word word word word word and so Starmer came word word word word word word word",
        ),
    ),
    "less, where there is more to correct": (
        HEARD,
        "Alinsky and a lot of other people of whom we know heard that stommer came.",
        "stommer",
        "Starmer",
        (
            "other people of whom we know heard that stommer came.",
            "other people of whom we know heard that Starmer came.",
        ),
    ),
    "with what stands behind the word": (
        HEARD,
        "stommer's plan",
        "stommer",
        "Starmer",
        ("stommer's plan", "Starmer's plan"),
    ),
    "of a word within another none": (HEARD, "stommers came", "stommer", "Starmer", None),
    "none that comes out otherwise": (HEARD, "So stommer came.", "stommer", "Keir Starmer", None),
    "none that is not found": (HEARD, "So the stammer came.", "stammer", "Starmer", None),
    "a refusal": (NEVER, "I stammer a lot.", "stammer", "stammer", ("I stammer a lot.", "I stammer a lot.")),
    "a refusal that is proposed all the same": (NEVER, "So stommer came.", "stommer", "stommer", None),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_a_sentence_becomes_a_test_if_it_holds(name: str) -> None:
    lesson, sentence, heard, written, want = SENTENCES[name]
    lesson = replace(lesson, examples=(Example(sentence, heard, written),))
    words = {
        "stommer": ("Starmer", "Keir Starmer", 0.9, Action.FIX),
        "Alinsky": ("Zelensky", "Volodymyr Zelensky", 0.9, Action.ASK),
    }
    (found,) = sentences_for([lesson], lambda texts: [*map(FakeCorrector(words).propose, texts)])
    assert found == (TermTest(*want) if want else None)


def test_the_next_example_is_tried() -> None:
    examples = (Example("no stommers", "stommer", "Starmer"), Example("a stommer", "stommer", "Starmer"))
    lessons = [HEARD, replace(HEARD, examples=examples)]
    none, found = sentences_for(lessons, lambda texts: [*map(FakeCorrector().propose, texts)])
    assert none is None
    assert found == TermTest("a stommer", "a Starmer")


def test_tests_stand_in_order_and_once() -> None:
    keep, fix = TermTest("a", "a"), TermTest("b", "c")
    entry = with_test(with_test(STARMER, keep), fix)
    assert entry.tests == (fix, keep)
    assert with_test(entry, TermTest("b", "d")) == entry
    assert with_test(entry, TermTest("b\x1b", "d")) == entry
