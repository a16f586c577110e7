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
from mondegreen.proposal import Action, Proposal, Via
from mondegreen.render.excerpt import Piece, Places, Window, pieces_of, visible, window
from mondegreen.text import Span, fold

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

#: Text wider than this is hard to read.
MAX_WIDTH = 100
#: Changes closer than this, in characters, share one window.
_NEAR = 60
#: How many times a repeated pair is shown with its words, before only the places are listed.
_SHOWN_FIXED, _SHOWN_WAITING = 2, 5
_PLACES = 12
_REASONS = 3
#: How many features `explain` shows of each candidate, of about a hundred.
_EXPLAINED = 12


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found in one file. `applied` are the changes made or to be made by `fix`, `waiting` the rest.

    `name` is what the user calls the file. Both are in order.
    """

    name: str
    document: Document
    applied: tuple[Proposal, ...]
    waiting: tuple[Proposal, ...]


class _Look:
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


@dataclass(frozen=True, slots=True)
class _Page:
    """What every part of the diff of one file needs; `settled` is shown as done around other changes."""

    console: Console
    look: _Look
    places: Places
    settled: tuple[Proposal, ...]

    @property
    def width(self) -> int:
        return _width(self.console)


def show(console: Console, outcome: Outcome, written: bool) -> None:
    """Print the diff of one file. `written` says whether the applied changes have been made."""
    look = _Look(console)
    names = [p for p in outcome.applied if p.via is not Via.CLEANUP]
    tidied = [p for p in outcome.applied if p.via is Via.CLEANUP]
    sections = (
        (f"{len(names)} {'fixed' if written else 'sure'}", look.done, "green", names),
        (f"{len(tidied)} {'tidied' if written else 'to tidy'}", look.done, "cyan", tidied),
        (f"{len(outcome.waiting)} for you to decide", look.wait, "yellow", list(outcome.waiting)),
    )
    if not any(proposals for _, _, _, proposals in sections):
        return
    page = _Page(console, look, Places(outcome.document), outcome.applied)
    for title, sign, colour, proposals in sections:
        if proposals:
            _heading(console, look, f"{sign} {title} in {outcome.name}", colour)
            _section(page, proposals, sign, colour)


def _width(console: Console) -> int:
    return max(30, min(console.width, MAX_WIDTH))


def _heading(console: Console, look: _Look, title: str, colour: str) -> None:
    from rich.text import Text

    text = Text(look.bar * 2 + " ", style="dim")
    text.append(look.safe(title), style=f"bold {colour}")
    text.append(" " + look.bar * max(2, _width(console) - text.cell_len - 1), style="dim")
    _print(console, text)
    _print(console, Text())


def _section(page: _Page, proposals: Sequence[Proposal], sign: str, colour: str) -> None:
    labels = {p.span: page.places.label(p) for p in proposals}
    gutter = 2 + max(len(label) for label in labels.values()) + 2
    for block in _blocks(page.places, proposals):
        _block(page, block, labels, gutter, sign, colour)


def _groups(proposals: Iterable[Proposal]) -> list[list[Proposal]]:
    """`proposals` by pair, in the order in which the pairs first occur."""
    groups: dict[tuple[str, str], list[Proposal]] = {}
    for p in proposals:
        groups.setdefault((fold(p.old), p.new), []).append(p)
    return list(groups.values())


def _blocks(places: Places, proposals: Iterable[Proposal]) -> list[list[list[Proposal]]]:
    """Groups that share a window: single corrections that stand close together."""
    blocks: list[list[list[Proposal]]] = []
    end = -1
    for group in _groups(proposals):
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
    _hang(console, label, _excerpt(page, seen, firsts, colour), gutter)
    for group in block:
        _hang(console, Text(), _meta(look, group, len(block) > 1, width), gutter)
    if len(block) == 1:
        rest = block[0][1:]
        shown = (_SHOWN_WAITING if colour == "yellow" else _SHOWN_FIXED) - 1
        for p in rest[:shown]:
            line = _one_line(page, p, colour, width)
            _hang(console, Text.assemble("  ", (labels[p.span], "dim")), line, gutter)
        if places_left := [labels[p.span] for p in rest[shown:]]:
            listed = " ".join(places_left[:_PLACES])
            more = len(places_left) - _PLACES
            tail = f" and {more} more" if more > 0 else ""
            _hang(console, Text(), Text(f"also at {listed}{tail}", style="dim"), gutter)
    _print(console, Text())


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


def _one_line(page: _Page, proposal: Proposal, colour: str, width: int) -> Text:
    """As much of the surroundings of `proposal` as fits one line."""
    span = page.places.in_speech(proposal)
    for side in range(max(4, (width - len(span)) // 2), 3, -2):
        seen = window(page.places.document.speech, span.start, span.end, side, side)
        line = _excerpt(page, seen, [proposal], colour)
        if line.cell_len <= width:
            break
    return line


def _excerpt(page: _Page, seen: Window, proposals: Sequence[Proposal], colour: str) -> Text:
    from rich.text import Text

    look, places = page.look, page.places
    waits = colour == "yellow"
    text = Text()
    segment = places.segment(proposals[0])
    if segment is not None and segment.speaker:
        text.append(look.safe(segment.speaker) + ": ", style="dim italic")
    if seen.cut_left:
        text.append(look.dots, style="dim")
    for (piece, _), run in groupby(
        pieces_of(places, seen, proposals, page.settled),
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


def _meta(look: _Look, group: Sequence[Proposal], named: bool, width: int) -> Text:
    """`97%  Keir Starmer ×5 · sounds like it`: how sure, of which term, and why, as far as a line goes."""
    from rich.text import Text

    p = group[0]
    low, high = (f"{min(0.99, score(q.score for q in group)) * 100:.0f}" for score in (min, max))
    text = Text()
    text.append(f"{low}-{high}%" if low != high else f"{low}%", style="bold")
    text.append("  ")
    if named:
        text.append(f"{look.safe(p.old)} {look.arrow} {look.safe(p.new)}")
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


def _hang(console: Console, label: Text, text: Text, gutter: int) -> None:
    """Print `text` wrapped, with `label` to the left of its first line."""
    from rich.text import Text

    for line in text.wrap(console, _width(console) - gutter):
        line.rstrip()
        left = label.copy()
        left.append(" " * max(0, gutter - left.cell_len))
        _print(console, left + line)
        label = Text()


def _print(console: Console, text: Text) -> None:
    text.rstrip()
    console.print(text, highlight=False, soft_wrap=True)


def summarise(
    console: Console,
    outcomes: Sequence[Outcome],
    destination: str | None,
    next_command: str | None,
) -> None:
    """Print what was found in all, and what to do next.

    `destination` says where the result went, None if nothing was to be written; `next_command` is the command
    that writes it, if there is one.
    """
    from rich.text import Text

    look = _Look(console)
    applied = [p for o in outcomes for p in o.applied]
    waiting = [p for o in outcomes for p in o.waiting]
    names = f"{len(outcomes)} files" if len(outcomes) != 1 else outcomes[0].name
    if not applied and not waiting:
        _print(console, Text(look.safe(f"Nothing to correct in {names}.")))
        return
    _heading(console, look, "Summary", "default")
    if applied:
        done = f"{len(applied)} {'fixed' if destination is not None else 'sure'}"
        files = [o for o in outcomes if o.applied]
        where = f" in {files[0].name}" if len(files) == 1 else f" in {len(files)} of {names}"
        if len(outcomes) == 1 and destination not in (None, outcomes[0].name):
            where += f", written to {destination}"
        if destination is None:
            where += "; nothing written yet"
        _hang(console, Text(f"{look.done} ", style="bold green"), Text(look.safe(done + where)), 2)
    if waiting:
        said = f"{len(waiting)} for you to decide"
        if destination is not None:
            said += ", left as they were"
        _hang(console, Text(f"{look.wait} ", style="bold yellow"), Text(f"{said}:"), 2)
        for line in _pairs(look, waiting, _width(console) - 4):
            _hang(console, Text(), line, 4)
    _next(console, look, applied, waiting, destination, next_command)


def _pairs(look: _Look, proposals: Iterable[Proposal], width: int) -> list[Text]:
    """The pairs of `proposals` in lines of up to `width` cells, broken between pairs only."""
    from rich.text import Text

    lines: list[Text] = []
    for group in _groups(proposals):
        old, new = (look.safe(s) for s in (group[0].old, group[0].new))
        pair = Text(f"{old} {look.arrow} {new}")
        if len(group) > 1:
            pair.append(f" {look.times}{len(group)}", style="dim")
        if lines and lines[-1].cell_len + 3 + pair.cell_len <= width:
            lines[-1].append(f" {look.dot} ", style="dim")
            lines[-1].append_text(pair)
        else:
            lines.append(pair)
    return lines


def _next(
    console: Console,
    look: _Look,
    applied: Sequence[Proposal],
    waiting: Sequence[Proposal],
    destination: str | None,
    command: str | None,
) -> None:
    from rich.text import Text

    steps: list[tuple[str, str]] = []
    if applied and destination is None and command is not None:
        steps.append((command, f"makes the {len(applied)} sure change{'s' * (len(applied) != 1)}"))
    if waiting:
        by_score = sorted(waiting, key=lambda p: p.score)
        steps.append((f'--ignore "{look.safe(by_score[0].old)}"', "added, leaves those words alone"))
        steps.append(
            (f'mondegreen explain --text "{look.safe(by_score[-1].old)}"', "shows how it was judged")
        )
    if not steps:
        return
    _print(console, Text())
    _print(console, Text("Next:", style="bold"))
    wide = max(len(command) for command, _ in steps)
    for command, effect in steps:
        if 2 + wide + 3 + max(len(e) for _, e in steps) > _width(console):
            line = Text.assemble("  ", (command, "bold"), "\n", f"      {effect}")
        else:
            line = Text.assemble("  ", (command.ljust(wide), "bold"), f"   {effect}")
        _print(console, line)


def explain(console: Console, name: str, document: Document, candidates: Sequence[Proposal]) -> None:
    """Print every one of `candidates` with its strongest evidence, grouped by the words that were heard."""
    from rich.text import Text

    look = _Look(console)
    if not candidates:
        _print(console, Text(look.safe(f"No candidates in {name}.")))
        return
    places = Places(document)
    heard: dict[tuple[Span, str], list[Proposal]] = {}
    for p in candidates:
        heard.setdefault((p.span, p.old), []).append(p)
    for group in heard.values():
        p = group[0]
        span = places.in_speech(p)
        side = max(10, (_width(console) - len(p.old) - 14) // 2)
        seen = window(document.speech, span.start, span.end, side, side)
        before, old, after = (
            look.safe(document.speech[a:b])
            for a, b in ((seen.span.start, span.start), (span.start, span.end), (span.end, seen.span.end))
        )
        line = Text.assemble((f"{places.label(p)}  ", "bold"), look.dots if seen.cut_left else "", before)
        line.append(old if look.colour else f"[{old}]", style="bold red")
        line.append(after + (look.dots if seen.cut_right else ""))
        _print(console, line)
        for q in group:
            _candidate(console, look, q)
        _print(console, Text())
    _print(console, Text(f"{len(candidates)} candidate{'s' * (len(candidates) != 1)} in {look.safe(name)}"))


def _candidate(console: Console, look: _Look, p: Proposal) -> None:
    from rich.text import Text

    colour = "green" if p.action is Action.FIX else "yellow"
    line = Text.assemble("  ", (f"{min(p.score, 0.999):6.1%}", "bold"), "  ", look.arrow, " ")
    line.append(look.safe(p.new), style=f"bold {colour}")
    if p.term != p.new:
        line.append(f" ({look.safe(p.term)})", style="dim")
    line.append(f" {look.dot} {p.action.value}, found by {p.via.value}")
    _print(console, line)
    if p.evidence.words:
        _hang(console, Text(), Text(look.safe("; ".join(p.evidence.words)), style="italic"), 10)
    reasons = sorted(p.evidence.reasons, key=lambda r: -abs(r.weight))[:_EXPLAINED]
    if any(r.weight for r in reasons):
        told = "  ".join(
            f"{r.name}={r.value:.3g}({r.weight:+.2f})" for r in reasons if abs(r.weight) >= 0.005
        )
    else:
        told = "  ".join(f"{r.name}={r.value:.3g}" for r in reasons)
    if told:
        _hang(console, Text(), Text(told, style="dim"), 10)
