"""Talking with a person line by line: what is said goes to stderr, so that stdout stays free for results."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.text import Text

from mondegreen.cli.output import console_for
from mondegreen.render.look import Look, put, width_of

#: A list of more lines than this is cut short.
_MOST = 40


class NobodyThereError(Exception):
    """The input has ended, and with it who would answer."""


class Talk:
    """Says things on stderr, wrapped where that is a terminal, and reads answers from stdin."""

    def __init__(self, color: str, quiet: bool = False) -> None:
        self._console = console_for(sys.stderr, color)
        self._look = Look(self._console)
        self._wraps = sys.stderr.isatty()
        self.quiet = quiet

    def say(self, line: str, style: str = "", indent: int = 0, mark: str = "") -> None:
        """Say `line`; where it holds `mark`, that stands out."""
        if self.quiet:
            return
        text = Text(self._look.safe(line), style=style)
        if mark:
            text.highlight_words([self._look.safe(mark)], "bold yellow")
        lines = text.wrap(self._console, width_of(self._console) - indent) if self._wraps else [text]
        for part in lines:
            part.rstrip()
            put(self._console, Text(" " * indent) + part)

    def items(self, title: str, lines: list[str]) -> None:
        """Say `lines`, each once, as a list below `title`, which is cut short if long; nothing if there are none."""
        unique = list(dict.fromkeys(lines))
        if unique:
            self.say(title)
        for line in unique[:_MOST]:
            self.say(f"- {line}")
        if len(unique) > _MOST:
            self.say(f"- and {len(unique) - _MOST:,} more")

    def ask(self, prompt: str) -> str:
        """What is typed after `prompt`, without space around. Raises `NobodyThereError`."""
        self.say(prompt)
        sys.stderr.write("> ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise NobodyThereError
        return line.strip()

    def choose(self, prompt: str, names: Sequence[str], needed: bool = False) -> str | None:
        """One of `names`, by its beginning, or None for a bare Enter, unless it is `needed`.

        Raises `NobodyThereError`.
        """
        while True:
            said = self.ask(prompt).lower()
            if not said and not needed:
                return None
            fitting = [n for n in names if n == said] or [n for n in names if said and n.startswith(said)]
            if len(fitting) == 1:
                return fitting[0]
