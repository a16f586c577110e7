"""How things look on a terminal: signs, styles, headings, hanging lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mondegreen.proposal import Proposal, Via
from mondegreen.render.excerpt import visible
from mondegreen.text import fold

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

#: Text wider than this is hard to read.
MAX_WIDTH = 100


class Look:
    """Signs and styles: plain characters where the terminal has no others, brackets where no colour."""

    def __init__(self, console: Console) -> None:
        self.colour = console.color_system is not None and not console.no_color
        try:
            "✓…×→·─¶".encode(console.encoding or "ascii")
            self.ascii = False
        except (UnicodeEncodeError, LookupError):
            self.ascii = True
        self.done, self.wait = ("+", "?") if self.ascii else ("✓", "?")
        self.dots, self.times, self.arrow, self.dot, self.bar = (
            ("...", "x", "->", "|", "-") if self.ascii else ("…", "×", "→", "·", "─")
        )

    def safe(self, text: str) -> str:
        """`text` as this terminal can show it."""
        text = visible(text)
        if self.ascii:
            text = text.replace("…", "...").replace("¶", "|").replace("→", "->").replace("×", "x")
            text = text.encode("ascii", "backslashreplace").decode("ascii")
        return text

    def pair(self, proposal: Proposal) -> str:
        """`proposal` in short: "Lamy → Lammy", "with → nothing"."""
        old, new = self.safe(proposal.old).strip(), self.safe(proposal.new).strip()
        return f"{old} {self.arrow} {new or 'nothing'}"


def width_of(console: Console) -> int:
    """How many cells a line may take on `console`."""
    return max(30, min(console.width, MAX_WIDTH))


def heading(console: Console, look: Look, title: str, colour: str) -> None:
    """Print `title` as a rule over the whole width, and an empty line."""
    from rich.text import Text

    text = Text(look.bar * 2 + " ", style="dim")
    text.append(look.safe(title), style=f"bold {colour}")
    text.append(" " + look.bar * max(2, width_of(console) - text.cell_len - 1), style="dim")
    put(console, text)
    put(console, Text())


def by_pair(proposals: Iterable[Proposal]) -> list[list[Proposal]]:
    """`proposals` by pair, in the order in which the pairs first occur."""
    groups: dict[tuple[str, str], list[Proposal]] = {}
    for p in proposals:
        groups.setdefault((fold(p.old), p.new), []).append(p)
    return list(groups.values())


def kinds(proposals: Iterable[Proposal], written: bool) -> list[tuple[str, str, list[Proposal]]]:
    """What `proposals`, all certain, are: "3 fixed", its colour and the proposals; mishearings first.

    `written` says whether they have been made.
    """
    proposals = list(proposals)
    sorts = (
        ("fixed" if written else "sure", "green", [p for p in proposals if p.via.is_mishearing]),
        (
            "put in house style" if written else "not in house style",
            "magenta",
            [p for p in proposals if p.via is Via.STYLE],
        ),
        ("tidied" if written else "to tidy", "cyan", [p for p in proposals if p.via is Via.CLEANUP]),
    )
    return [(f"{len(found)} {what}", colour, found) for what, colour, found in sorts if found]


def hang(console: Console, label: Text, text: Text, gutter: int) -> None:
    """Print `text` wrapped, with `label` to the left of its first line."""
    from rich.text import Text

    for line in text.wrap(console, width_of(console) - gutter):
        line.rstrip()
        left = label.copy()
        left.append(" " * max(0, gutter - left.cell_len))
        put(console, left + line)
        label = Text()


def put(console: Console, text: Text) -> None:
    """Print `text` as it is: nothing in it is markup, and rich wraps nothing."""
    text.rstrip()
    console.print(text, highlight=False, soft_wrap=True)
