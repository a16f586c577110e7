"""Asking: a question is shown, keys are read, a reply comes of them.

Start reading from `Asker`; how things are shown is the matter of `showing`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

from mondegreen.answers import Answer, Verdict
from mondegreen.cli.keys import Key, Keys
from mondegreen.cli.showing import Linear, Screen
from mondegreen.render.excerpt import visible
from mondegreen.render.question import KEYS, OTHER_KEYS
from mondegreen.session import Choice, Reply, Session


class Closing(Enum):
    """What may be done at the end."""

    WRITE = "w"
    BACK = "b"
    SKIPPED = "s"
    KEEP = "q"


CHOICES = {key.key: key.choice for key in KEYS if key.choice is not None}


class Asker:
    """Asks a person who sits before a console, or whose answers stand in a file.

    `play` begins to play what is asked and says so in a line; `hush` stops that. `page` shows things.
    """

    def __init__(
        self,
        page: Screen | Linear,
        keys: Keys,
        play: Callable[[Session], str],
        hush: Callable[[], None],
    ) -> None:
        self._page = page
        self._keys = keys
        self._play = play
        self._hush = hush
        self.gone = False  # whether the answers have come to an end, or the terminal is closed

    def ask(self, session: Session, notice: str) -> Reply:
        """What the person replies to `session.asked`; to quit, if no more can come of them.

        Raises `KeyboardInterrupt` for Ctrl-C.
        """
        try:
            return self._ask(session, notice)
        except EOFError:
            self.gone = True
            return Reply(Choice.QUIT)

    def _ask(self, session: Session, message: str) -> Reply:
        self._page.question(session, message)
        while True:
            key = self._key()
            message = message if key.name == "resize" else ""
            match key.name:
                case "e":
                    if (typed := self._page.typed(self._keys, session)) is not None:
                        return Reply(Choice.EDIT, typed)
                case "enter":
                    if (answer := session.default()) is not None:
                        return again(answer, session)
                    message = "There is no answer from before that Enter could repeat."
                case "p":
                    message = self._play(session)
                case "w":
                    self._page.why(session, self._any_key)
                case "?":
                    self._page.help(self._any_key)
                case "ctrl-d":
                    return Reply(Choice.QUIT)
                case "paste":
                    message = "What is pasted is not taken for answers."
                case "resize" if not self._page.redraws:
                    continue
                case "resize" | "esc":
                    self._page.forget()
                case name if name in CHOICES:
                    return Reply(CHOICES[name])
                case _:
                    message = (
                        f"There is no key {visible(key.text)}; ? lists them."
                        if key.text
                        else "? lists the keys."
                    )
            self._page.question(session, message)

    def close(self, session: Session, told: Sequence[str], what: str) -> Closing:
        """What the person wants done at the end; `told` is what came out so far, `what` what `w` writes."""
        open_ = session.open
        offered = {"w": what}
        if session.skipped:
            offered["s"] = f"ask the {len(session.skipped)} skipped again"
        if session.steps:
            offered["b"] = "go back to the last question"
        offered["q"] = "keep the answers and write nothing yet"
        if open_:
            offered["b"] = "go back to the questions"
        usual = "q" if open_ else "w"
        listed = [(k, f"{effect} (Enter)" if k == usual else effect) for k, effect in offered.items()]
        while not self.gone:
            self._page.closing(session, told, listed)
            try:
                while (key := self._key()).name == "resize" and not self._page.redraws:
                    pass
            except EOFError:
                break
            name = {"enter": usual, "ctrl-d": "q", "esc": "b"}.get(key.name, key.name)
            if name in offered:
                return Closing(name)
        return Closing.KEEP

    def _key(self) -> Key:
        key = self._keys.key()
        if key.name != "resize":
            self._hush()
        other = OTHER_KEYS.get(key.name)
        return Key(other, other) if other else key

    def _any_key(self) -> bool:
        """Wait for a key; whether the page must be drawn again instead."""
        return self._key().name == "resize"


def again(answer: Answer, session: Session) -> Reply:
    """The reply that repeats `answer` for what is asked now."""
    match answer.verdict:
        case Verdict.NO:
            return Reply(Choice.NO)
        case Verdict.NEVER:
            return Reply(Choice.NEVER)
        case Verdict.YES if answer.written == session.questions[session.asked[0]].proposal.new:
            return Reply(Choice.YES)
        case _:
            return Reply(Choice.EDIT, answer.written)
