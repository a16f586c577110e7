"""The diff of a transcript for people, on a terminal.

Made for reading speech: every change in a window of its surroundings, word by word, with its place, its
probability and its reason; pairs that come again and again are shown once and counted. What was done and what
waits for a person stand apart, and are told apart by heading and sign, not by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from mondegreen.document import Document
from mondegreen.places import Places
from mondegreen.proposal import Proposal
from mondegreen.render.excerpt import Piece, Window, pieces_of, window
from mondegreen.render.look import Look, by_pair, hang, heading, kinds, put, width_of
from mondegreen.text import Span

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

#: Changes closer than this, in characters, share one window.
_NEAR = 60
#: How many times a repeated pair is shown with its words, before only the places are listed.
_SHOWN_FIXED, _SHOWN_WAITING = 2, 5
_PLACES = 12
_REASONS = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found in one file. `applied` are the changes made or to be made by `fix`, `waiting` the rest.

    `name` is what the user calls the file. Both are in order.
    """

    name: str
    document: Document
    applied: tuple[Proposal, ...]
    waiting: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """What every part of the diff of one file needs; `settled` is shown as done around other changes."""

    console: Console
    look: Look
    places: Places
    settled: tuple[Proposal, ...]

    @property
    def width(self) -> int:
        return width_of(self.console)


def show(console: Console, outcome: Outcome, written: bool) -> None:
    """Print the diff of one file. `written` says whether the applied changes have been made."""
    look = Look(console)
    sections = [(title, look.done, colour, found) for title, colour, found in kinds(outcome.applied, written)]
    if outcome.waiting:
        waiting = list(outcome.waiting)
        sections.append((f"{len(waiting)} for you to decide", look.wait, "yellow", waiting))
    if not sections:
        return
    page = _Page(console, look, Places(outcome.document), outcome.applied)
    for title, sign, colour, proposals in sections:
        heading(console, look, f"{sign} {title} in {outcome.name}", colour)
        _section(page, proposals, sign, colour)


def _section(page: _Page, proposals: Sequence[Proposal], sign: str, colour: str) -> None:
    labels = {p.span: page.places.label(p) for p in proposals}
    gutter = 2 + max(len(label) for label in labels.values()) + 2
    for block in _blocks(page.places, proposals):
        _block(page, block, labels, gutter, sign, colour)


def _blocks(places: Places, proposals: Iterable[Proposal]) -> list[list[list[Proposal]]]:
    """Groups that share a window: single corrections that stand close together."""
    blocks: list[list[list[Proposal]]] = []
    end = -1
    for group in by_pair(proposals):
        span = places.in_speech(group[0])
        alone = len(group) == 1
        if alone and blocks and len(blocks[-1][-1]) == 1 and 0 <= span.start - end < _NEAR:
            blocks[-1].append(group)
        else:
            blocks.append([group])
        end = span.end
    return blocks


def _block(
    page: _Page, block: list[list[Proposal]], labels: dict[Span, str], gutter: int, sign: str, colour: str
) -> None:
    from rich.text import Text

    console, look, width = page.console, page.look, page.width - gutter
    firsts = [group[0] for group in block]
    label = Text.assemble((f"{sign} ", f"bold {colour}"), (labels[firsts[0].span], "bold"))
    seen = _fitting(page.places, firsts, width)
    hang(console, label, excerpt(look, page.places, seen, firsts, page.settled, colour), gutter)
    for group in block:
        hang(console, Text(), _meta(look, group, len(block) > 1, width), gutter)
    if len(block) == 1:
        rest = block[0][1:]
        shown = (_SHOWN_WAITING if colour == "yellow" else _SHOWN_FIXED) - 1
        for p in rest[:shown]:
            line = one_line(look, page.places, p, page.settled, colour, width)
            hang(console, Text.assemble("  ", (labels[p.span], "dim")), line, gutter)
        if places_left := [labels[p.span] for p in rest[shown:]]:
            listed = " ".join(places_left[:_PLACES])
            more = len(places_left) - _PLACES
            tail = f" and {more} more" if more > 0 else ""
            hang(console, Text(), Text(f"also at {listed}{tail}", style="dim"), gutter)
    put(console, Text())


def _fitting(places: Places, proposals: Sequence[Proposal], width: int) -> Window:
    """A window around `proposals` with 45 to 60 characters to each side, filling its lines."""
    start = places.in_speech(proposals[0]).start
    end = max(places.in_speech(p).end for p in proposals)
    own = end - start + sum(len(p.new) + 2 for p in proposals)
    lines = 1
    while (side := (lines * width - own - 4) // 2) < 45 and lines < 6:
        lines += 1
    side = max(20, min(side - 4 * (lines - 1), 60))
    return window(places.document.speech, start, end, side, side)


def one_line(
    look: Look, places: Places, proposal: Proposal, settled: Sequence[Proposal], colour: str, width: int
) -> Text:
    """As much of the surroundings of `proposal` as fits one line of `width` cells."""
    span = places.in_speech(proposal)
    for side in range(max(4, (width - len(span)) // 2), 3, -2):
        seen = window(places.document.speech, span.start, span.end, side, side)
        line = excerpt(look, places, seen, [proposal], settled, colour)
        if line.cell_len <= width:
            break
    return line


def excerpt(
    look: Look,
    places: Places,
    seen: Window,
    proposals: Sequence[Proposal],
    settled: Sequence[Proposal],
    colour: str,
    named: bool = True,
) -> Text:
    """What is said in `seen`, with the changes of `proposals` in place and the `settled` ones made.

    New words are in `colour`; yellow ones wait for a person and have a question mark. `named`: with the speaker.
    """
    from rich.text import Text

    waits = colour == "yellow"
    text = Text()
    segment = places.segment(proposals[0])
    if named and segment is not None and segment.speaker:
        text.append(look.safe(segment.speaker) + ": ", style="dim italic")
    if seen.cut_left:
        text.append(look.dots, style="dim")
    for (piece, _), run in groupby(
        pieces_of(places, seen, proposals, settled),
        key=lambda part: (part[0], id(part[2]) if part[2] else None),
    ):
        words = look.safe("".join(part[1] for part in run))
        if piece is Piece.SAME:
            text.append(words)
        elif piece is Piece.OLD:
            lead = " " if words.startswith(" ") else ""
            text.append(lead)
            bare = words.removeprefix(" ") or "_"
            style = "red" if waits else "red strike"
            text.append(bare if look.colour else f"[-{bare}-]", style=style)
        else:
            if look.colour and text.plain and not text.plain[-1].isspace():
                text.append(" ")
            mark = "?" if waits else ""
            text.append(words + mark if look.colour else f"{{+{words}+}}{mark}", style=f"bold {colour}")
    if seen.cut_right:
        text.append(look.dots, style="dim")
    return text


def _meta(look: Look, group: Sequence[Proposal], named: bool, width: int) -> Text:
    """`97%  Keir Starmer ×5 · sounds like it`: how sure, of which term, and why, as far as a line goes."""
    from rich.text import Text

    p = group[0]
    low, high = (f"{min(0.99, score(q.score for q in group)) * 100:.0f}" for score in (min, max))
    text = Text()
    text.append(f"{low}-{high}%" if low != high else f"{low}%", style="bold")
    text.append("  ")
    if named:
        text.append(look.pair(p))
        if p.term != p.new:
            text.append(f" ({look.safe(p.term)})", style="dim")
    else:
        text.append(look.safe(p.term), style="italic")
    if len(group) > 1:
        text.append(f" {look.times}{len(group)}", style="bold")
    for k, reason in enumerate(p.evidence.words[:_REASONS]):
        more = Text(f" {look.dot} {look.safe(reason)}", style="dim")
        if k and text.cell_len + more.cell_len > width:
            break  # `explain` tells them all
        text.append_text(more)
    return text
