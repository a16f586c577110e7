"""The screens of a review besides the question: why, the keys, and what came out in the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mondegreen.answers import Verdict
from mondegreen.proposal import Via
from mondegreen.render.explanation import strongest
from mondegreen.render.look import Look, width_of
from mondegreen.render.question import (
    KEYS,
    bar,
    evidence,
    fitted,
    head,
    height_of,
    others,
    place,
    wrapped,
)
from mondegreen.session import Question, Session

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


def why(console: Console, session: Session) -> list[Text]:
    """The screen with all the evidence for what is asked, and the other places of the pair."""
    from rich.text import Text

    look, width = Look(console), width_of(console)
    asked = session.questions[session.asked[0]]
    told = evidence(console, look, asked, 99)
    numbers_told = _features(asked)
    found = [(k, "asked now") for k in session.asked[1:]] + others(session)
    there = [
        Text.assemble(
            "  ", (look.safe(place(session, k, session.asked[0])), "bold"), f"  {look.safe(how) or 'open'}"
        )
        for k, how in found
    ]
    places = [Text(f"  {len(found)} more of the same:"), *there] if found else []
    top = [*head(look, session, width), Text()]
    return _page(console, top, [told, numbers_told, places])


def _features(question: Question) -> list[Text]:
    """The features that weighed most, two a line: name, value, and how far it moved the log odds."""
    from rich.text import Text

    reasons = strongest(question.proposal)
    cells = [
        f"{r.name:<16}{r.value:>8.3g}" + (f"{r.weight:>+7.2f}" if r.weight else " " * 7) for r in reasons
    ]
    half = (len(cells) + 1) // 2
    rows = [f"       {cells[k]}    {cells[k + half] if k + half < len(cells) else ''}" for k in range(half)]
    weighed = any(r.weight for r in reasons)
    head = "Features, and how far each moved the log odds:" if weighed else "Features:"
    return [Text(line, style="dim") for line in ([f"       {head}", *rows] if rows else [])]


def help_screen(console: Console) -> list[Text]:
    """The screen that lists the keys."""
    from rich.text import Text

    lines = []
    for key in KEYS:
        head = Text.assemble("  ", (key.key, "bold"), f"  {key.word.ljust(10)} ")
        for line in Text(key.help).wrap(console, width_of(console) - head.cell_len):
            lines.append(head + line)
            head = Text(" " * head.cell_len)
    more = Text("Enter answers as before, where the same was answered before. Ctrl-C stops; nothing is lost.")
    return _page(console, [Text("Keys", style="bold"), Text()], [lines, wrapped(console, more, 2)])


def _page(console: Console, top: list[Text], sections: Sequence[list[Text]]) -> list[Text]:
    from rich.text import Text

    room = height_of(console) - len(top) - 1
    body = fitted(sections, room)
    return [*top, *body, *[Text()] * (room - len(body)), Text("Any key goes back.", style="dim")]


def came_out(session: Session) -> list[str]:
    """What the review has come to, a line each transcript."""
    lines = []
    for number, transcript in enumerate(session.transcripts):
        mine = [k for k, q in enumerate(session.questions) if q.transcript == number]
        answers = [session.answer(k) for k in mine]
        counts = {v: sum(1 for a in answers if a is not None and a.verdict is v) for v in Verdict}
        skipped = sum(1 for k in mine if k in session.settled) - sum(counts.values())
        told = [
            (sum(p.via is not Via.STYLE for p in transcript.sure), "certain"),
            (sum(p.via is Via.STYLE for p in transcript.sure), "in house style"),
            (counts[Verdict.YES], "yes"),
            (counts[Verdict.EDIT], "in other words"),
            (counts[Verdict.NO], "no"),
            (counts[Verdict.NEVER], "never"),
            (skipped, "skipped"),
            (len(mine) - sum(counts.values()) - skipped, "open"),
        ]
        lines.append(
            f"{transcript.name}: {', '.join(f'{n} {what}' for n, what in told if n) or 'nothing to ask'}."
        )
    return lines


def closing(
    console: Console, session: Session, told: Iterable[str], keys: Iterable[tuple[str, str]]
) -> list[Text]:
    """The screen before the end: what was answered, and what can be done with it (key and effect)."""
    from rich.text import Text

    look = Look(console)
    lines = [line for text in told for line in wrapped(console, Text(look.safe(text)), 2)]
    offered = [Text.assemble("  ", (key.rjust(5), "bold"), f"  {look.safe(effect)}") for key, effect in keys]
    title = "Stop here?" if session.open else "Nothing is left to ask" if not session.skipped else "The end"
    width = width_of(console)
    top = [Text(title, style="bold"), bar(look, session, width), Text()]
    return [*top, *fitted([lines, offered], height_of(console) - len(top) - 1), Text()]
