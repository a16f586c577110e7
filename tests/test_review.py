"""The logic of a review: what is asked, what an answer settles, undo, what comes of it, and going on later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest
from fakes import ASK, FIX, FakeCorrector
from hypothesis import given
from hypothesis import strategies as st

from mondegreen import formats
from mondegreen.answers import Answer, Verdict, claim
from mondegreen.document import Document, apply
from mondegreen.journal import Kept
from mondegreen.proposal import Action
from mondegreen.review import Source, begin, kept_of, review
from mondegreen.session import Choice, Reply, Session, Step

WORDS = {
    "Lamy": ("Lammy", "David Lammy", 0.6, ASK),
    "lamy": ("Lammy", "David Lammy", 0.5, ASK),
    "Alinsky": ("Zelensky", "Volodymyr Zelensky", 0.62, ASK),
    "storm shadow": ("Storm Shadow", "Storm Shadow", 0.98, FIX),
    "Melon Shaw": ("Mélenchon", "Jean-Luc Mélenchon", 0.4, ASK),
    "Kier stommer": ("Keir Starmer", "Keir Starmer", 0.8, ASK),
}
TEXT = "Lamy met Alinsky. Then lamy and Lamy spoke of storm shadow, and Alinsky too."
CHOICES = {
    "y": Choice.YES,
    "n": Choice.NO,
    "a": Choice.ALL_HERE,
    "A": Choice.ALL,
    "v": Choice.NEVER,
    "s": Choice.SKIP,
    "b": Choice.BACK,
    "g": Choice.GROUP,
    "q": Choice.QUIT,
}


def sign(verdict: Verdict, written: str) -> Answer:
    return Answer(verdict, written, "me", "2024-09-13T10:00:00Z")


def source(
    text: str,
    name: str = "talk.txt",
    encoding: str = "utf-8",
    kept: Iterable[Kept] = (),
    as_: str = "talk.txt",
) -> Source:
    document = formats.read(text, as_)
    found = FakeCorrector(WORDS).propose(document)
    sure = tuple(p for p in found if p.action is Action.FIX)
    waiting = tuple(p for p in found if p.action is Action.ASK)
    return Source(name, document, encoding, sure, waiting, tuple(kept))


def replies(keys: str) -> list[Reply]:
    """A reply each word: a key, or "e:form"."""
    return [
        Reply(Choice.EDIT, word[2:].replace("_", " ")) if word.startswith("e:") else Reply(CHOICES[word])
        for word in keys.split()
    ]


class Person:
    """Replies as told, and then quits; remembers what they were told and what was kept."""

    def __init__(self, keys: str) -> None:
        self.todo = replies(keys)
        self.asked: list[tuple[str, ...]] = []
        self.notices: list[str] = []
        self.kept: list[tuple[int, bool]] = []

    def ask(self, session: Session, notice: str) -> Reply:
        self.asked.append(tuple(session.questions[k].proposal.old for k in session.asked))
        self.notices += [notice] if notice else []
        return self.todo.pop(0) if self.todo else Reply(Choice.QUIT)

    def keep(self, session: Session, step: Step, taken_back: bool) -> None:
        self.kept.append((step.number, taken_back))

    def go(self, session: Session) -> Session:
        after, _ = review(session, self.ask, self.keep, sign)
        return after


def text_of(session: Session, number: int = 0) -> str:
    edits = [edit for p in session.accepted(number) for edit in p.edits]
    return apply(session.transcripts[number].document.raw, edits)


#: Keys, and what the five doubtful words of TEXT become; the certain ones are corrected all the same.
OUTCOMES = {
    "nothing answered": ("", "Lamy Alinsky lamy Lamy Alinsky"),
    "yes": ("y", "Lammy Alinsky lamy Lamy Alinsky"),
    "no": ("n y", "Lamy Zelensky lamy Lamy Alinsky"),
    "edit": ("e:David_Lammy", "David_Lammy Alinsky lamy Lamy Alinsky"),
    "an edit that is the proposal": ("e:Lammy", "Lammy Alinsky lamy Lamy Alinsky"),
    "an edit that changes nothing": ("e:Lamy", "Lamy Alinsky lamy Lamy Alinsky"),
    "all here": ("a", "Lammy Alinsky Lammy Lammy Alinsky"),
    "never": ("v y", "Lamy Zelensky lamy Lamy Alinsky"),
    "skip": ("s y", "Lamy Zelensky lamy Lamy Alinsky"),
    "back": ("y b n", "Lamy Alinsky lamy Lamy Alinsky"),
    "back over all": ("a b n y", "Lamy Zelensky lamy Lamy Alinsky"),
    "by pair": ("g y", "Lammy Alinsky Lammy Lammy Alinsky"),
    "by pair, edited": ("g e:D._Lammy y", "D._Lammy Zelensky D._Lammy D._Lammy Zelensky"),
    "by pair and back to one by one": ("g g y", "Lammy Alinsky lamy Lamy Alinsky"),
    "all yes": ("y y y y y", "Lammy Zelensky Lammy Lammy Zelensky"),
}


@pytest.mark.parametrize(("keys", "want"), OUTCOMES.values(), ids=OUTCOMES)
def test_what_becomes_of_the_text(keys: str, want: str) -> None:
    words = (word.replace("_", " ") for word in want.split())
    become = "{} met {}. Then {} and {} spoke of Storm Shadow, and {} too.".format(*words)
    assert text_of(Person(keys).go(begin([source(TEXT)]))) == become


#: Keys, and which words are asked about, in order.
ASKED = {
    "one by one": ("y y y y y", ["Lamy", "Alinsky", "lamy", "Lamy", "Alinsky"]),
    "by pair": ("g y y", ["Lamy", "Lamy lamy Lamy", "Alinsky Alinsky"]),
    "all here": ("a y y", ["Lamy", "Alinsky", "Alinsky"]),
    "never settles every letter case": ("v y y", ["Lamy", "Alinsky", "Alinsky"]),
    "back asks the same": (
        "y b y y y y y",
        ["Lamy", "Alinsky", "Lamy", "Alinsky", "lamy", "Lamy", "Alinsky"],
    ),
    "skipped ones are passed": ("s s y y y", ["Lamy", "Alinsky", "lamy", "Lamy", "Alinsky"]),
    "back to what was skipped": ("s b n v", ["Lamy", "Alinsky", "Lamy", "Alinsky", "lamy"]),
    "an answered one is no part of a group": ("y g", ["Lamy", "Alinsky", "Alinsky Alinsky"]),
    "quit": ("q", ["Lamy"]),
}


@pytest.mark.parametrize(("keys", "want"), ASKED.values(), ids=ASKED)
def test_what_is_asked(keys: str, want: list[str]) -> None:
    person = Person(keys)
    person.go(begin([source(TEXT)]))
    asked = [" ".join(words) for words in person.asked]
    assert asked == want


def test_certain_things_are_asked_on_request() -> None:
    session = begin([source(TEXT)], everything=True)
    assert [q.proposal.old for q in session.questions if q.proposal.action is FIX] == ["storm shadow"]
    assert "storm shadow" in text_of(Person("n n n n n n").go(session))
    assert "storm shadow" not in [q.proposal.old for q in begin([source(TEXT)]).questions]


def earlier(heard: str, term: str, verdict: Verdict, written: str) -> Mapping[tuple[str, str], Answer]:
    return {claim(heard, term): sign(verdict, written)}


#: An earlier answer about "storm shadow", which is certain, and whether it is asked about now.
CONTESTED = {
    "never": (Verdict.NEVER, "storm shadow", True),
    "no": (Verdict.NO, "storm shadow", True),
    "another form": (Verdict.EDIT, "Stormshadow", True),
    "yes": (Verdict.YES, "Storm Shadow", False),
    "the same form, typed": (Verdict.EDIT, "Storm Shadow", False),
}


@pytest.mark.parametrize(("verdict", "written", "asked"), CONTESTED.values(), ids=CONTESTED)
def test_what_was_refused_before_is_asked_and_not_written(
    verdict: Verdict, written: str, asked: bool
) -> None:
    session = begin([source(TEXT)], earlier=earlier("Storm  SHADOW", "Storm Shadow", verdict, written))
    assert ("storm shadow" in [q.proposal.old for q in session.questions]) == asked
    assert ("Storm Shadow" in text_of(session)) != asked


#: Keys, an earlier answer about "lamy", and the verdict that Enter would repeat then.
DEFAULTS = {
    "nothing from before": ("", None, None),
    "from another transcript": ("", Verdict.NO, Verdict.NO),
    "about another word": ("y", Verdict.NO, None),
    "from this one": ("y y", None, Verdict.YES),
    "this one counts more": ("y y", Verdict.NO, Verdict.YES),
    "the last one counts": ("y y n", None, Verdict.NO),
    "a form that was typed": ("e:Lammie y", None, Verdict.EDIT),
    "what was taken back does not count": ("y b s y", None, None),
    "a skip is no answer": ("s y", None, None),
}


@pytest.mark.parametrize(("keys", "before", "want"), DEFAULTS.values(), ids=DEFAULTS)
def test_what_enter_repeats(keys: str, before: Verdict | None, want: Verdict | None) -> None:
    known = earlier("lamy", "David Lammy", before, "x") if before else {}
    session = Person(keys).go(begin([source(TEXT)], earlier=known))
    answer = session.default()
    assert (answer.verdict if answer else None) == want


TWO = ("Lamy met Alinsky.", "So lamy spoke. Lamy!")
OVER_FILES = {
    "all here": ("a", ("Lammy met Alinsky.", "So lamy spoke. Lamy!")),
    "all in all files": ("A", ("Lammy met Alinsky.", "So Lammy spoke. Lammy!")),
    "by pair": ("g y", ("Lammy met Alinsky.", "So Lammy spoke. Lammy!")),
    "by pair, here only": ("g a", ("Lammy met Alinsky.", "So lamy spoke. Lamy!")),
    "never": ("v y y y", ("Lamy met Zelensky.", "So lamy spoke. Lamy!")),
    "all, and back": ("A b n y n y", ("Lamy met Zelensky.", "So lamy spoke. Lammy!")),
}


@pytest.mark.parametrize(("keys", "want"), OVER_FILES.values(), ids=OVER_FILES)
def test_several_files(keys: str, want: tuple[str, str]) -> None:
    session = Person(keys).go(begin([source(text, f"{k}.txt") for k, text in enumerate(TWO)]))
    assert (text_of(session, 0), text_of(session, 1)) == want


CUES = "1\n00:00:01,000 --> 00:00:02,000\nLamy\n\n2\n00:00:03,000 --> 00:00:04,000\nKier\nstommer\n"
REFUSED = {
    "nothing typed": (source(TEXT), "e:_", "Nothing was typed"),
    "nothing to take back": (source(TEXT), "b", "no answer to take back"),
    "no place in the encoding": (
        source("Melon Shaw", encoding="ascii"),
        "y",
        "is in ascii, which has no 'é'",
    ),
    "typed, no place in the encoding": (source("Melon Shaw", encoding="ascii"), "e:Mélen", "has no 'é'"),
    "a line without words": (source(CUES, as_="talk.srt"), "n e:Starmer", "can't be written at 0:00:03"),
}


@pytest.mark.parametrize(("found", "keys", "why"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_taken_is_said_and_asked_again(found: Source, keys: str, why: str) -> None:
    person = Person(keys)
    before = begin([found])
    session = person.go(before)
    assert len(person.notices) == 1
    assert why in person.notices[0]
    assert len(session.steps) == len(keys.split()) - 1
    assert person.asked[-1] == person.asked[-2]


@pytest.mark.parametrize("keys", ["n", "v", "s", "e:Melenchon"])
def test_what_need_not_be_written_is_not_refused(keys: str) -> None:
    person = Person(keys)
    assert person.go(begin([source("Melon Shaw", encoding="ascii")])).open == 0
    assert person.notices == []


def test_every_answer_is_kept_at_once_and_skips_are_not_answers() -> None:
    person = Person("y s n b b b y")
    person.go(begin([source(TEXT)]))
    assert person.kept == [(1, False), (0, False), (2, False), (2, True), (0, True), (1, True), (1, False)]


def test_what_is_not_kept_is_not_taken() -> None:
    def fail(session: Session, step: Step, taken_back: bool) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        review(begin([source(TEXT)]), Person("y").ask, fail, sign)


def test_skipped_ones_are_asked_again_on_request() -> None:
    session = Person("s y s y y").go(begin([source(TEXT)]))
    assert (session.open, len(session.skipped)) == (0, 2)
    again = session.ask_skipped()
    assert (again.open, again.skipped) == (2, ())
    assert [again.questions[k].proposal.old for k in again.asked] == ["Lamy"]


# --- Going on later ----------------------------------------------------------------------------------------


KEYS = st.lists(st.sampled_from(["y", "n", "a", "v", "s", "b", "g", "e:Lammie"]), max_size=9).map(" ".join)


@given(first=KEYS, second=KEYS)
def test_a_review_in_two_sittings_comes_to_the_same(first: str, second: str) -> None:
    """Skips are forgotten in between, and so is the way of asking, so neither is compared."""
    before = Person(first).go(begin([source(TEXT)])).ask_skipped()
    resumed = begin([source(TEXT, kept=kept_of(before, 0))], grouped=before.grouped)
    assert resumed == before
    assert Person(second).go(resumed) == Person(second).go(before)


@given(keys=KEYS)
def test_back_undoes_any_reply(keys: str) -> None:
    session = begin([source(TEXT)])
    for reply in replies(keys):
        if not session.asked or session.refusal(reply):
            continue
        after = session.take(reply, sign)
        if len(after.steps) > len(session.steps):
            assert after.take(Reply(Choice.BACK), sign) == session
        session = after


def test_files_answered_together_are_undone_together() -> None:
    sources = [source(text, f"{k}.txt") for k, text in enumerate(TWO)]
    done = Person("A").go(begin(sources))
    resumed = begin([replace(s, kept=tuple(kept_of(done, k))) for k, s in enumerate(sources)])
    assert resumed == done
    assert resumed.take(Reply(Choice.BACK), sign).open == 4


def test_an_answer_holds_though_nothing_is_proposed_there_any_more() -> None:
    done = Person("y n").go(begin([source(TEXT)]))
    now = replace(source(TEXT), waiting=(), kept=tuple(kept_of(done, 0)))
    resumed = begin([now])
    assert text_of(resumed) == text_of(done)
    assert [resumed.answer(k) and resumed.questions[k].proposal.old for k in range(2)] == ["Lamy", "Alinsky"]
    back = resumed.take(Reply(Choice.BACK), sign)
    assert (
        text_of(Person("y").go(back))
        == "Lammy met Zelensky. Then lamy and Lamy spoke of Storm Shadow, and Alinsky too."
    )


def test_an_answer_about_certain_words_holds() -> None:
    done = Person("n n n n n n").go(begin([source(TEXT)], everything=True))
    resumed = begin([source(TEXT, kept=kept_of(done, 0))])
    assert text_of(resumed) == TEXT


@pytest.mark.parametrize("shift", [1, -1, 10_000])
def test_an_answer_about_other_words_is_left_out(shift: int) -> None:
    document = Document.plain("x" + TEXT)
    found = FakeCorrector(WORDS).propose(document)
    kept = Kept(1, sign(Verdict.YES, "Lammy"), (found[0],))
    moved = replace(
        kept, places=(replace(found[0], span=replace(found[0].span, start=0, end=shift % 50 + 1)),)
    )
    assert begin([source(TEXT, kept=[moved])]) == begin([source(TEXT)])
