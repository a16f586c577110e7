"""Count the keys that it takes to answer questions about the seed transcript, rightly and with the real screens.

    python tools/review_keystrokes.py [--questions 60] [--limit 90]

The person knows the labels of the transcript: yes where the proposal is right, no where the words were, and
another form, typed, where that is right. Everything is asked about, what is certain too. Each press of a key
counts, those of typing as well. Exit code 1 if any way of asking takes more than the limit.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
from itertools import takewhile

from rich.console import Console
from seed_answers import SEED, Truth, truth

from mondegreen import Action, Corrector, Document, Lexicon
from mondegreen.answers import Answer, Verdict
from mondegreen.cli.asking import Asker, again
from mondegreen.cli.keys import Key
from mondegreen.cli.showing import Screen
from mondegreen.review import Source, begin, review
from mondegreen.session import Reply, Session, Step


class EnoughError(Exception):
    """So many questions are answered."""


class Person:
    """Presses keys, and counts them."""

    single = True

    def __init__(self, truth: Truth, most: int, all_at_once: bool) -> None:
        self.truth, self.most, self.all_at_once = truth, most, all_at_once
        self.pressed: list[str] = []
        self.waiting: list[str] = []
        self.session: Session | None = None

    def key(self) -> Key:
        """The next key."""
        if not self.waiting:
            self.waiting = self.keys()
        name = self.waiting.pop(0)
        self.pressed.append(name)
        return Key(name, name if len(name) == 1 else "")

    def keys(self) -> list[str]:
        """What to press for the question on the screen."""
        assert self.session is not None
        session = self.session
        if len(session.settled) >= self.most:
            raise EnoughError
        first = session.questions[session.asked[0]].proposal
        right = self.truth.right(first)
        alike = [session.questions[k].proposal for k in session.alike(session.asked[0])]
        usual = session.default()
        if usual is not None and means(again(usual, session), session) == right:
            return ["enter"]
        if right == first.old:
            return ["n"]
        if right == first.new:
            return [
                "a"
                if self.all_at_once and alike and all(self.truth.right(p) == p.new for p in alike)
                else "y"
            ]
        kept = sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(first.new, right, strict=False)))
        tail = ["backspace"] * (len(first.new) - kept) + list(right[kept:])
        anew = ["ctrl-u", *right]
        return ["e", *min(tail, anew, key=len), "enter"]

    def line(self) -> str:
        """Never asked for: the screens have a line of their own."""
        raise AssertionError

    def __enter__(self) -> Person:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to put back."""


def means(reply: Reply, session: Session) -> str:
    """What stands in the place of the first question after `reply`."""
    _, _, written = session.meant(reply)
    return written


def count(session: Session, person: Person) -> tuple[int, Session]:
    """The keys pressed for the questions of `session`, and the session afterwards."""
    console = Console(file=io.StringIO(), width=80, height=24, force_terminal=True, color_system="standard")
    asker = Asker(Screen(console), person, lambda _: "", lambda: None)

    def ask(now: Session, notice: str) -> Reply:
        assert notice == "", notice
        person.session = now
        return asker.ask(now, notice)

    def keep(now: Session, step: Step, taken_back: bool) -> None:
        nonlocal session
        session = now

    def sign(verdict: Verdict, written: str) -> Answer:
        return Answer(verdict, written, "", "")

    with contextlib.suppress(EnoughError):
        review(session, ask, keep, sign)
    return len(person.pressed), session


def main() -> int:
    """Count and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--limit", type=int, default=90)
    options = parser.parse_args()
    known = truth()
    document = Document.plain(known.raw)
    found = Corrector(Lexicon.default()).propose(document)
    sure = tuple(p for p in found if p.action is Action.FIX)
    waiting = tuple(p for p in found if p.action is Action.ASK)
    most = 0
    ways = (
        ("one by one", False, False),
        ("one by one, with all like this", False, True),
        ("by pair", True, False),
    )
    for name, grouped, all_at_once in ways:
        source = Source(SEED.name, document, "utf-8", sure, waiting)
        session = begin([source], everything=True, grouped=grouped)
        pressed, after = count(session, Person(known, options.questions, all_at_once))
        wrong = [q.proposal for k, q in enumerate(after.questions) if _wrong(after, k, known)]
        assert not wrong, wrong
        print(f"{name}: {pressed} keys for {len(after.settled)} of {len(after.questions)} questions")
        most = max(most, pressed)
    return int(most > options.limit)


def _wrong(session: Session, number: int, known: Truth) -> bool:
    """Whether a question was answered otherwise than the labels say."""
    answer, p = session.answer(number), session.questions[number].proposal
    if answer is None:
        return False
    written = p.old if answer.verdict in (Verdict.NO, Verdict.NEVER) else answer.written
    return written != known.right(p)


if __name__ == "__main__":
    sys.exit(main())
