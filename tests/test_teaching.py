"""What answers teach: each lesson beside what is none, and what makes one doubtful."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mondegreen.answers import Answer, Verdict
from mondegreen.learn import taught
from mondegreen.lessons import Doubt, Kind, Left, Lessons
from mondegreen.lexicon import Lexicon, Mishearing, Term, TermType
from mondegreen.proposal import Action, Via
from mondegreen.records import Entry, Record
from mondegreen.teaching import lessons_of
from mondegreen.text import Span

YES, NO, EDIT, NEVER = Verdict.YES, Verdict.NO, Verdict.EDIT, Verdict.NEVER
LEXICON = Lexicon(
    (
        Term("Keir Starmer", TermType.PERSON, aliases=("Sir Keir",)),
        Term("David Lammy", TermType.PERSON, mishearings=(Mishearing("Lemmy", stands_for="Lammy"),)),
        Term("Pascal Lamy", TermType.PERSON),
        Term("Storm Shadow", TermType.WEAPON),
        Term("ATACMS", mishearings=(Mishearing("attack gems"),), never=("a tack",)),
        Term("neocon", TermType.TERM),
        Term("Jean-Luc Mélenchon", TermType.PERSON, aliases=("Melenchon",)),
        Term("Jack Lammy", TermType.PERSON),
    )
)


def said(
    heard: str,
    written: str,
    term: str,
    verdict: Verdict | None = YES,
    typed: str = "",
    *,
    at: int = 0,
    via: Via = Via.SOUND,
    action: Action = Action.ASK,
) -> Entry:
    """An entry of a record with an answer; `at` tells places apart."""
    stands = {YES: written, EDIT: typed}.get(verdict, heard) if verdict else ""
    answer = Answer(verdict, stands, "ann", "2024-09-13T10:00:00Z") if verdict else None
    span = Span(at, at + len(heard))
    sentence = f"So we heard of {heard} today."
    return Entry(
        heard,
        written,
        term,
        span,
        (),
        via,
        0.5,
        action,
        (),
        verdict in (YES, EDIT),
        sentence=sentence,
        answer=answer,
    )


def learned(*entries: Entry, lexicon: Lexicon = LEXICON) -> Lessons:
    record = Record("talk.txt", "utf-8", "0" * 64, None, tuple(entries))
    return lessons_of([(record, "talk.txt")], lexicon)


STARMER, LAMMY = "Keir Starmer", "David Lammy"
SURE = {  # one entry -> kind, term, heard, written
    "accepted": (said("Kyrstommer", STARMER, STARMER), (Kind.MISHEARING, STARMER, "Kyrstommer", STARMER)),
    "for the surname": (
        said("stommer", "Starmer", STARMER),
        (Kind.MISHEARING, STARMER, "stommer", "Starmer"),
    ),
    "for an alias": (said("Sirkir", "Sir Keir", STARMER), (Kind.MISHEARING, STARMER, "Sirkir", "Sir Keir")),
    "for the plural": (
        said("Stormshados", "Storm Shadows", "Storm Shadow"),
        (Kind.MISHEARING, "Storm Shadow", "Stormshados", "Storm Shadows"),
    ),
    "of a possessive the name": (
        said("Kyrstommer's", "Keir Starmer's", STARMER),
        (Kind.MISHEARING, STARMER, "Kyrstommer", STARMER),
    ),
    "in the case of the entry": (
        said("KYRSTOMMER", "KEIR STARMER", STARMER),
        (Kind.MISHEARING, STARMER, "KYRSTOMMER", STARMER),
    ),
    "a form among other words": (
        said("neerconfaction", "neocon faction", "neocon"),
        (Kind.MISHEARING, "neocon", "neerconfaction", "neocon faction"),
    ),
    "over a line break": (
        said("Kyr\nstommer", STARMER, STARMER),
        (Kind.MISHEARING, STARMER, "Kyr stommer", STARMER),
    ),
    "typed: a form of the term": (
        said("stommer", STARMER, STARMER, EDIT, "Starmer"),
        (Kind.MISHEARING, STARMER, "stommer", "Starmer"),
    ),
    "typed: a form of another term": (
        said("Stormstorm", STARMER, STARMER, EDIT, "Storm Shadow"),
        (Kind.MISHEARING, "Storm Shadow", "Stormstorm", "Storm Shadow"),
    ),
    "typed: a form beside a word that was right": (
        said("stommer said", STARMER, STARMER, EDIT, "Starmer said"),
        (Kind.MISHEARING, STARMER, "stommer", "Starmer"),
    ),
    "with the accents that were meant": (
        said("melanshaw", "Mélenchon", "Jean-Luc Mélenchon"),
        (Kind.MISHEARING, "Jean-Luc Mélenchon", "melanshaw", "Mélenchon"),
    ),
    "without accents, if so": (
        said("melanshaw", "Melenchon", "Jean-Luc Mélenchon"),
        (Kind.MISHEARING, "Jean-Luc Mélenchon", "melanshaw", "Melenchon"),
    ),
    "typed: an unknown name beside ordinary words": (
        said("the Yermuck said", STARMER, STARMER, EDIT, "the Yermak said"),
        (Kind.TERM, "Yermak", "Yermuck", "Yermak"),
    ),
    "typed: an unknown name of which a part was right": (
        said("Andriy Yermuck", STARMER, STARMER, EDIT, "Andriy Yermak"),
        (Kind.TERM, "Andriy Yermak", "Andriy Yermuck", "Andriy Yermak"),
    ),
    "typed: an unknown name, as a review records it": (
        said("Yermuck", "Andriy Yermak", STARMER, EDIT, "Andriy Yermak"),
        (Kind.TERM, "Andriy Yermak", "Yermuck", "Andriy Yermak"),
    ),
    "typed: an unknown name": (
        said("Yermuck", STARMER, STARMER, EDIT, "Andriy Yermak"),
        (Kind.TERM, "Andriy Yermak", "Yermuck", "Andriy Yermak"),
    ),
    "accepted: a name that came with the notes": (
        said("Yermuck", "Andriy Yermak", "Andriy Yermak"),
        (Kind.TERM, "Andriy Yermak", "Yermuck", "Andriy Yermak"),
    ),
    "refused for good": (said("stammer", "Starmer", STARMER, NEVER), (Kind.NEVER, STARMER, "stammer", "")),
}


@pytest.mark.parametrize("name", SURE)
def test_lessons_without_doubt(name: str) -> None:
    entry, (kind, term, heard, written) = SURE[name]
    found = learned(entry)
    (lesson,) = found.lessons
    assert (lesson.kind, lesson.term, lesson.heard, lesson.written) == (kind, term, heard, written)
    assert (lesson.doubts, lesson.count, lesson.source, found.left) == ((), 1, "talk.txt", ())
    assert lesson.without_doubt() is lesson


DOUBTFUL = {  # entries -> what the first lesson is doubted for
    "an ordinary word": ((said("storm", "Storm Shadow", "Storm Shadow"),), Doubt.COMMON, ""),
    "ordinary words": ((said("a tax", "ATACMS", "ATACMS"),), Doubt.COMMON, ""),
    "a name": ((said("Doran", "Starmer", STARMER),), Doubt.NAME, ""),
    "listed for another term": ((said("Lemmy", "Starmer", STARMER),), Doubt.ELSEWHERE, LAMMY),
    "accepted for another term too": (
        (said("Kyrlam", STARMER, STARMER), said("Kyrlam", "Pascal Lamy", "Pascal Lamy", at=9)),
        Doubt.ELSEWHERE,
        "Pascal Lamy",
    ),
    "a right form of another term": ((said("Pascal Lamy", LAMMY, LAMMY),), Doubt.RIGHT, "Pascal Lamy"),
    "accepted here and refused there": (
        (said("Kyrlam", STARMER, STARMER), said("Kyrlam", STARMER, STARMER, NO, at=9)),
        Doubt.MIXED,
        "1 and 1",
    ),
    "forbidden by the entry": ((said("atack", "ATACMS", "ATACMS"),), Doubt.FORBIDDEN, ""),
    "refused in places": ((said("stammer", "Starmer", STARMER, NO),), Doubt.REFUSED, ""),
    "refused for good, but listed": ((said("attack gems", "ATACMS", "ATACMS", NEVER),), Doubt.LISTED, ""),
    "refused for good, but accepted elsewhere": (
        (said("Kyrlam", STARMER, STARMER), said("Kyrlam", STARMER, STARMER, NEVER, at=9)),
        Doubt.MIXED,
        "1 and 1",
    ),
    "typed: nearly the term": (
        (said("Kyrlam", STARMER, STARMER, EDIT, "Keir Starmers"),),
        Doubt.VARIANT,
        "Keir Starmers",
    ),
    "typed: a part of the term": (
        (said("storm are", "Storm Shadow", "Storm Shadow", EDIT, "Shadow are"),),
        Doubt.VARIANT,
        "Shadow",
    ),
    "typed: a surname that others have": (
        (said("Kyrlam", STARMER, STARMER, EDIT, "Lammy"),),
        Doubt.SHARED,
        "David Lammy, Jack Lammy",
    ),
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_doubts(name: str) -> None:
    entries, doubt, about = DOUBTFUL[name]
    lesson = next(x for x in learned(*entries).lessons if x.term in (entries[0].term, "David Lammy"))
    assert (doubt, about) in lesson.doubts
    assert lesson.without_doubt() is None


NEAR_LEXICON = LEXICON + Lexicon(
    (
        Term("Russiagate", TermType.TERM, mishearings=(Mishearing("Russia gate"),), context=("Mueller",)),
        Term("Robert Mueller", TermType.PERSON),
        Term("Rumble", TermType.MEDIA),
    )
)
GATE = said("Russia gate", "Russiagate", "Russiagate", via=Via.MISHEARING)
CONTEXTS = {  # what was said, by whom it is answered -> what is to be its context
    "a name near": ("Starmer said so of Russia gate, and Lammy too.", GATE, ("Lammy",)),
    "as it is written there": ("It was STARMER who spoke of Russia gate.", GATE, ("STARMER",)),
    "none where some is near": ("It was Starmer and Mueller, and Russia gate.", GATE, ()),
    "none where it was certain": ("So Starmer spoke of Russia gate.", replace(GATE, action=Action.FIX), ()),
    "no ordinary word": ("I heard the rumble of Russia gate.", GATE, ()),
    "nothing too far": (f"It was Starmer {'who said ' * 7}of Russia gate.", GATE, ()),
    "no form of the term": ("It was Russiagate, Russia gate.", GATE, ()),
    "none for words that are none": (
        "So Starmer spoke of Kyrgate.",
        said("Kyrgate", "Russiagate", "Russiagate"),
        (),
    ),
    "none for an entry without any": (
        "So Starmer spoke of a tax.",
        said("a tax", "ATACMS", "ATACMS"),
        (),
    ),
}


@pytest.mark.parametrize("name", CONTEXTS)
def test_names_that_stood_near(name: str) -> None:
    sentence, entry, context = CONTEXTS[name]
    found = learned(replace(entry, sentence=sentence), lexicon=NEAR_LEXICON).lessons
    lessons = [x for x in found if x.kind is Kind.CONTEXT]
    assert [x.context for x in lessons] == [context] * bool(context)
    for lesson in lessons:
        assert lesson.without_doubt() is None
        entries = {t.term: t for t in NEAR_LEXICON.terms}
        entries[lesson.term] = taught(entries[lesson.term], lesson)
        again = learned(replace(entry, sentence=sentence), lexicon=Lexicon(tuple(entries.values()))).lessons
        assert all(x.kind is not Kind.CONTEXT for x in again), "learning twice is learning once"


def test_as_few_names_as_will_do() -> None:
    sentences = (
        "It was Starmer and Russia gate.",
        "Russia gate, and then Lammy, and Starmer.",
        "Russia gate.",
    )
    entries = [replace(GATE, sentence=s, span=Span(k, k + 11)) for k, s in enumerate(sentences)]
    contexts = [x.context for x in learned(*entries, lexicon=NEAR_LEXICON).lessons if x.context]
    assert contexts == [("Starmer",)]


def test_what_is_no_doubt_of_a_new_term() -> None:
    """What it was heard as may be doubted; that it is written so may not."""
    (lesson,) = learned(said("your mac", STARMER, STARMER, EDIT, "Andriy Yermak")).lessons
    assert [doubt for doubt, _ in lesson.doubts] == [Doubt.COMMON]
    sure = lesson.without_doubt()
    assert sure == replace(lesson, heard="", count=0, doubts=())


NOTHING = {
    "not answered": said("Kyrstommer", STARMER, STARMER, None),
    "a mark for what was not understood": said("Keir <unk>", STARMER, STARMER, YES, via=Via.UNHEARD),
    "over a full stop": said("Kyr. Stommer", STARMER, STARMER, YES),
    "a cleanup": said("um", "", "fillers", YES, via=Via.CLEANUP),
    "letter case that is certain": said(
        "storm shadow", "Storm Shadow", "Storm Shadow", via=Via.CASE, action=Action.FIX
    ),
    "spacing that is certain": said(
        "Storm-Shadow", "Storm Shadow", "Storm Shadow", via=Via.SPACING, action=Action.FIX
    ),
    "what is wrong in it is listed": said("David Lemmy", LAMMY, LAMMY),
}


@pytest.mark.parametrize("name", NOTHING)
def test_what_goes_without_saying(name: str) -> None:
    found = learned(NOTHING[name])
    assert (found.lessons, found.left) == ((), ())


LEFT = {
    "letter case that was asked": (
        said("atacms", "ATACMS", "ATACMS", via=Via.CASE),
        "atacms",
        "only letter case",
    ),
    "typed: ordinary words": (
        said("stammer", "Starmer", STARMER, EDIT, "stammering on"),
        "stammer",
        "neither a name",
    ),
    "typed: a sentence": (
        said("stammer", "Starmer", STARMER, EDIT, "Then Mr Starmer went on and on"),
        "stammer",
        "neither",
    ),
    "refused: a term of no lexicon": (said("yer", "Yermak", "Yermak", NEVER), "yer", "in no lexicon"),
    "heard: no word": (said("...", "Starmer", STARMER), "...", "words"),
    "heard: too long": (said("a b c d e f g h", "Starmer", STARMER), "a b c d e f g h", "words"),
}


@pytest.mark.parametrize("name", LEFT)
def test_what_is_left_out(name: str) -> None:
    entry, heard, why = LEFT[name]
    found = learned(entry)
    (left,) = found.left
    assert isinstance(left, Left)
    assert found.lessons == ()
    assert left.heard == heard
    assert why in left.why


def test_the_same_heard_thrice_is_one_lesson() -> None:
    entries = [
        said("Kyrstommer", STARMER, STARMER, at=1),
        said("kyrstommer", STARMER, STARMER, at=2),
        said("Kyrstommer's", "Keir Starmer's", STARMER, at=3),
    ]
    (lesson,) = learned(*entries).lessons
    assert (lesson.heard, lesson.count, len(lesson.examples)) == ("Kyrstommer", 3, 3)


def test_the_form_that_was_meant_most_often_counts() -> None:
    entries = [
        said("stommer", STARMER, STARMER, at=1),
        said("stommer", "Starmer", STARMER, at=2),
        said("stommer", "Starmer", STARMER, at=3),
    ]
    (lesson,) = learned(*entries).lessons
    assert (lesson.written, lesson.count) == ("Starmer", 2)


def test_a_place_counts_once_and_the_later_record_has_the_last_word() -> None:
    def of(entry: Entry) -> tuple[Record, str]:
        return Record("talk.txt", "utf-8", "0" * 64, None, (entry,)), "talk.txt"

    first, second = said("Kyrstommer", STARMER, STARMER), said("Kyrstommer", STARMER, STARMER, NEVER)
    assert lessons_of([of(first), of(first)], LEXICON).lessons[0].count == 1
    (lesson,) = lessons_of([of(first), of(second)], LEXICON).lessons
    assert (lesson.kind, lesson.doubts) == (Kind.NEVER, ())


def test_lessons_come_in_the_order_of_the_terms() -> None:
    entries = [
        said("Stormshado", "Storm Shadow", "Storm Shadow", at=1),
        said("Kyrstommer", STARMER, STARMER, at=2),
        said("atakems", "ATACMS", "ATACMS", at=3),
    ]
    assert [x.term for x in learned(*entries).lessons] == ["ATACMS", STARMER, "Storm Shadow"]
