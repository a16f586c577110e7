"""Typing a line on a screen, key by key, as a value."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from mondegreen.cli.keys import Key

_WORD_BEFORE = re.compile(r"\S+\s*\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """Text that is being typed; the cursor stands before character `at`."""

    text: str
    at: int

    def press(self, key: Key) -> Line:
        """The line after a key; keys that mean nothing here change nothing."""
        before, after = self.text[: self.at], self.text[self.at :]
        match key.name:
            case "left":
                return replace(self, at=max(0, self.at - 1))
            case "right":
                return replace(self, at=min(len(self.text), self.at + 1))
            case "home":
                return replace(self, at=0)
            case "end":
                return replace(self, at=len(self.text))
            case "backspace":
                return Line(before[:-1] + after, len(before[:-1]))
            case "delete":
                return Line(before + after[1:], self.at)
            case "ctrl-u":
                return Line(after, 0)
            case "ctrl-w":
                before = _WORD_BEFORE.sub("", before)
                return Line(before + after, len(before))
        typed = "".join(c for c in " ".join(key.text.split("\n")) if unicodedata.category(c)[0] != "C")
        return Line(before + typed + after, self.at + len(typed))
