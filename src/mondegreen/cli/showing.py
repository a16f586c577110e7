"""Two ways to show a review on a terminal: as screens, or as a running text.

`Screen` and `Linear` have the same methods; what they show comes from `render`.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mondegreen.cli.keys import Keys
from mondegreen.cli.line_edit import Line
from mondegreen.render import pages, spoken
from mondegreen.render import question as questions
from mondegreen.render.look import Look, put, width_of
from mondegreen.session import Session

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


class Screen:
    """Shows things as screens, each drawn over the one before. What stood there is left in the scrollback."""

    redraws = True

    def __init__(self, console: Console) -> None:
        self._console = console
        self._begun = False

    def question(self, session: Session, message: str) -> None:
        """Show what is asked."""
        self._draw(questions.question(self._console, session, message))

    def why(self, session: Session, wait: Callable[[], bool]) -> None:
        """Show the evidence until a key is pressed."""
        self._until(lambda: pages.why(self._console, session), wait)

    def help(self, wait: Callable[[], bool]) -> None:
        """Show the keys until one is pressed."""
        self._until(lambda: pages.help_screen(self._console), wait)

    def _until(self, page: Callable[[], list[Text]], wait: Callable[[], bool]) -> None:
        self._draw(page())
        while wait():
            self._draw(page())

    def closing(self, session: Session, told: Sequence[str], keys: Sequence[tuple[str, str]]) -> None:
        """Show what came out, and what can be done with it."""
        self._draw(pages.closing(self._console, session, told, keys))

    def forget(self) -> None:
        """The screen may have been changed by others; what is drawn next covers all of it anyway."""

    def typed(self, keys: Keys, session: Session) -> str | None:
        """A form that the person types below the question; None if they would rather not."""
        new = session.questions[session.asked[0]].proposal.new
        line = Line(new, len(new))
        try:
            while True:
                typing, column = self._line(line)
                self._draw([*questions.question(self._console, session)[:-1], typing], column)
                key = keys.key()
                if key.name in ("enter", "esc", "ctrl-d"):
                    return line.text if key.name == "enter" else None
                line = line.press(key)
        except KeyboardInterrupt:
            return None

    def _line(self, line: Line) -> tuple[Text, int]:
        """The line being typed, cut to the part around the cursor, and the column of the cursor, from 1."""
        from rich.cells import cell_len
        from rich.text import Text

        look = Look(self._console)
        prompt = "Write instead: "
        room = max(8, width_of(self._console) - len(prompt) - 1)
        before, after = look.safe(line.text[: line.at]), look.safe(line.text[line.at :])
        while cell_len(before) >= room:
            before = before[1:]
        return Text.assemble((prompt, "bold"), before, after), 1 + len(prompt) + cell_len(before)

    def _draw(self, lines: Sequence[Text], column: int | None = None) -> None:
        """Write `lines` from the top of the screen on, and nothing else below; leave the cursor in `column`."""
        console, height = self._console, self._console.height
        out = io.StringIO()
        if not self._begun:
            out.write("\n" * max(1, height - 1))  # keeps what stands there in the scrollback
            self._begun = True
        out.write("\x1b[H")
        shown = lines if len(lines) <= height else [*lines[: height - 1], lines[-1]]
        for k, line in enumerate(shown):
            line.truncate(console.width)
            with console.capture() as captured:
                put(console, line)
            # Cleared first: behind a full line, some terminals would take its last character away.
            out.write("\x1b[K" + captured.get().rstrip("\n") + ("\n" if k < len(shown) - 1 else ""))
        out.write("\x1b[J" if column is None else f"\x1b[J\x1b[{column}G")
        console.file.write(out.getvalue())
        console.file.flush()

    def clear(self) -> None:
        """Make room for what is printed in the end."""
        if self._begun:
            with contextlib.suppress(OSError, ValueError):  # the terminal has gone
                self._console.file.write("\x1b[H\x1b[J")
                self._console.file.flush()


class Linear:
    """Shows things one below the other, as plain sentences.

    `single`: keys are taken at once and not shown, so what came of them goes on with the line of the prompt.
    """

    redraws = False

    def __init__(self, console: Console, single: bool) -> None:
        self._console = console
        self._single = single
        self._asked: Session | None = None
        self._repeat = True  # whether to ask in full though nothing has changed
        self._prompted = False
        self._in_line = False  # whether the last line has no end yet

    def question(self, session: Session, message: str) -> None:
        """Say what was answered, and ask; if it was asked already, only the message and the prompt."""
        before, self._asked = self._asked, session
        self._done(before, session)
        if message:
            self._say(message)
        if self._repeat or before is None or (before.steps, before.asked) != (session.steps, session.asked):
            self._repeat = False
            self._say(f"\n{spoken.question(session)}")
        self._prompt(spoken.prompt(first=not self._prompted))
        self._prompted = True

    def _done(self, before: Session | None, session: Session) -> None:
        """Say what has come of the last key."""
        if before is None or before is session:
            return
        if before.grouped != session.grouped:
            self._say("By pair: one answer for all places." if session.grouped else "Place by place.")
        elif len(before.steps) > len(session.steps):
            self._say("Taken back.")
        elif before.steps != session.steps:
            self._say(spoken.result(session))

    def why(self, session: Session, wait: Callable[[], bool]) -> None:
        """Say the evidence."""
        self._say(spoken.why(session), new=True)

    def help(self, wait: Callable[[], bool]) -> None:
        """Say the keys."""
        self._say(spoken.keys(), new=True)

    def closing(self, session: Session, told: Sequence[str], keys: Sequence[tuple[str, str]]) -> None:
        """Say what came out, and what can be done with it."""
        self._done(self._asked, session)
        self._say("\n" + "\n".join(told))
        self._prompt("; ".join(f"{key} {effect}" for key, effect in keys) + ": ")
        self._asked, self._repeat = session, True

    def forget(self) -> None:
        """Ask in full again."""
        self._repeat = True

    def typed(self, keys: Keys, session: Session) -> str | None:
        """A form that the person types; None if they type nothing."""
        if self._single:
            self._say("", new=True)
            self._prompt("Write instead, then Enter; nothing leaves it open: ")
        try:
            return keys.line().strip() or None
        except KeyboardInterrupt:
            return None
        finally:
            self._in_line = False

    def clear(self) -> None:
        """End the line that the last prompt stands on."""
        with contextlib.suppress(OSError, ValueError):  # the terminal has gone
            self._say("", new=True)

    def _say(self, text: str, new: bool = False) -> None:
        from rich.text import Text

        if new and self._in_line:
            put(self._console, Text())
        self._in_line = False
        look = Look(self._console)
        for line in text.split("\n") if text else ():
            put(self._console, Text(look.safe(line)))

    def _prompt(self, text: str) -> None:
        self._console.file.write(Look(self._console).safe(text).rstrip() + (" " if self._single else "\n"))
        self._console.file.flush()
        self._in_line = self._single
