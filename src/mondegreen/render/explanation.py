"""What `explain` shows: every candidate for every stretch of words, with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mondegreen.document import Document
from mondegreen.places import Places
from mondegreen.proposal import Action, Proposal, Reason, Via
from mondegreen.render.excerpt import window
from mondegreen.render.look import Look, hang, put, width_of
from mondegreen.text import Span

if TYPE_CHECKING:
    from rich.console import Console

#: How many features `explain` shows of each candidate, of about a hundred.
_EXPLAINED = 12
#: How a channel is told of where "by" and its name would not say it.
_FOUND = {Via.UNHEARD: "beside a mark for what was not understood"}


def explain(console: Console, name: str, document: Document, candidates: Sequence[Proposal]) -> None:
    """Print every one of `candidates` with its strongest evidence, grouped by the words that were heard."""
    from rich.text import Text

    look = Look(console)
    if not candidates:
        put(console, Text(look.safe(f"No candidates in {name}.")))
        return
    places = Places(document)
    heard: dict[tuple[Span, str], list[Proposal]] = {}
    for p in candidates:
        heard.setdefault((p.span, p.old), []).append(p)
    for group in heard.values():
        p = group[0]
        span = places.in_speech(p)
        side = max(10, (width_of(console) - len(p.old) - 14) // 2)
        seen = window(document.speech, span.start, span.end, side, side)
        before, old, after = (
            look.safe(document.speech[a:b])
            for a, b in ((seen.span.start, span.start), (span.start, span.end), (span.end, seen.span.end))
        )
        line = Text.assemble((f"{places.label(p)}  ", "bold"), look.dots if seen.cut_left else "", before)
        line.append(old if look.colour else f"[{old}]", style="bold red")
        line.append(after + (look.dots if seen.cut_right else ""))
        put(console, line)
        for q in group:
            _candidate(console, look, q)
        put(console, Text())
    put(console, Text(f"{len(candidates)} candidate{'s' * (len(candidates) != 1)} in {look.safe(name)}"))


def _candidate(console: Console, look: Look, p: Proposal) -> None:
    from rich.text import Text

    colour = "green" if p.action is Action.FIX else "yellow"
    line = Text.assemble("  ", (f"{min(p.score, 0.999):6.1%}", "bold"), "  ", look.arrow, " ")
    line.append(look.safe(p.new), style=f"bold {colour}")
    if p.term != p.new:
        line.append(f" ({look.safe(p.term)})", style="dim")
    line.append(f" {look.dot} {p.action.value}, found {_FOUND.get(p.via, f'by {p.via.value}')}")
    put(console, line)
    if p.evidence.words:
        hang(console, Text(), Text(look.safe("; ".join(p.evidence.words)), style="italic"), 10)
    told = features_told(p)
    if told:
        hang(console, Text(), Text(told, style="dim"), 10)


def strongest(p: Proposal) -> list[Reason]:
    """The features of `p` that moved the log odds most; the first ones where that is not known."""
    reasons = sorted(p.evidence.reasons, key=lambda r: -abs(r.weight))[:_EXPLAINED]
    weighed = [r for r in reasons if abs(r.weight) >= 0.005]
    return weighed or reasons


def features_told(p: Proposal) -> str:
    """The strongest features of `p` with their values and, where it is known, how far they moved the log odds."""
    return "  ".join(
        f"{r.name}={r.value:.3g}" + (f"({r.weight:+.2f})" if r.weight else "") for r in strongest(p)
    )
