"""The end of a report: what was found in all, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from mondegreen.proposal import Proposal
from mondegreen.render.look import Look, by_pair, hang, heading, kinds, put, width_of
from mondegreen.render.terminal import Outcome

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


def summarise(
    console: Console,
    outcomes: Sequence[Outcome],
    destination: str | None,
    commands: Mapping[str, str],
    answered: int = 0,
) -> None:
    """Print what was found in all, and what to do next.

    `destination` says where the result went, None if nothing was to be written; `commands` are the command lines
    that go on from here, by the name of the command: "fix", "review". `answered` proposals are not shown.
    """
    from rich.text import Text

    look = Look(console)
    applied = [p for o in outcomes for p in o.applied]
    waiting = [p for o in outcomes for p in o.waiting]
    names = f"{len(outcomes)} files" if len(outcomes) != 1 else outcomes[0].name
    left_out = f"{answered} answered in a review" if answered else ""
    if not applied and not waiting:
        more = f"; {left_out}" if left_out else ""
        put(console, Text(look.safe(f"Nothing to {'ask about' if more else 'correct'} in {names}{more}.")))
        return
    heading(console, look, "Summary", "default")
    if applied:
        done = ", ".join(title for title, _, _ in kinds(applied, written=destination is not None))
        files = [o for o in outcomes if o.applied]
        where = f" in {files[0].name}" if len(files) == 1 else f" in {len(files)} of {names}"
        if len(outcomes) == 1 and destination not in (None, outcomes[0].name):
            where += f", written to {destination}"
        if destination is None:
            where += "; nothing written yet"
        hang(console, Text(f"{look.done} ", style="bold green"), Text(look.safe(done + where)), 2)
    if waiting:
        said = f"{len(waiting)} for you to decide"
        if destination is not None:
            said += ", left as they were"
        hang(console, Text(f"{look.wait} ", style="bold yellow"), Text(f"{said}:"), 2)
        for line in _pairs(look, waiting, width_of(console) - 4):
            hang(console, Text(), line, 4)
    if left_out:
        hang(console, Text(f"{look.dot} "), Text(f"{left_out}, not shown"), 2)
    _next(console, look, applied, waiting, destination, commands)


def _pairs(look: Look, proposals: Iterable[Proposal], width: int) -> list[Text]:
    """The pairs of `proposals` in lines of up to `width` cells, broken between pairs only."""
    from rich.text import Text

    lines: list[Text] = []
    for group in by_pair(proposals):
        pair = Text(look.pair(group[0]))
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
    look: Look,
    applied: Sequence[Proposal],
    waiting: Sequence[Proposal],
    destination: str | None,
    commands: Mapping[str, str],
) -> None:
    from rich.text import Text

    steps: list[tuple[str, str]] = []
    if applied and destination is None and "fix" in commands:
        steps.append((commands["fix"], f"makes the {len(applied)} sure change{'s' * (len(applied) != 1)}"))
    if waiting and "review" in commands:
        steps.append((commands["review"], f"asks about the {len(waiting)}, a key each"))
    if waiting:
        by_score = sorted(waiting, key=lambda p: p.score)
        steps.append((f'--ignore "{look.safe(by_score[0].old)}"', "added, leaves those words alone"))
        steps.append(
            (f'mondegreen explain --text "{look.safe(by_score[-1].old)}"', "shows how it was judged")
        )
    if not steps:
        return
    put(console, Text())
    put(console, Text("Next:", style="bold"))
    wide = max(len(command) for command, _ in steps)
    for command, effect in steps:
        if 2 + wide + 3 + max(len(e) for _, e in steps) > width_of(console):
            line = Text.assemble("  ", (command, "bold"), "\n", f"      {effect}")
        else:
            line = Text.assemble("  ", (command.ljust(wide), "bold"), f"   {effect}")
        put(console, line)
