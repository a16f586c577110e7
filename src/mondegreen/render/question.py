"""The screen that asks a question of a review: its sentence, its evidence, and the keys.

Start reading from `question`. It gives the lines of a screen of the console's size; whoever shows them writes
them from the top. Colours are those of the terminal's own theme, and nothing is told by colour alone. The other
screens are in `pages`, and `spoken` has all of them in plain sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mondegreen.answers import Answer, Verdict
from mondegreen.proposal import Action
from mondegreen.render.excerpt import window
from mondegreen.render.look import Look, width_of
from mondegreen.render.terminal import excerpt, one_line
from mondegreen.session import Choice, Question, Session

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

#: A screen is no higher than this, so that the keys stay near the question.
MAX_HEIGHT = 24
#: Lines below the question: a rule, two of keys, one for messages and typing.
_FOOT = 4


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the review: what to press, what it does in a word, and in a sentence."""

    key: str
    word: str
    help: str
    choice: Choice | None = None


KEYS = (
    Key("y", "yes", "Write it as proposed.", Choice.YES),
    Key("n", "no", "Leave the words as they were heard.", Choice.NO),
    Key("e", "edit", "Write something else: type it, Enter takes it, Esc goes back.", Choice.EDIT),
    Key("a", "all here", "Yes, here and wherever the same was heard in this file.", Choice.ALL_HERE),
    Key(
        "A", "all files", "Yes, here and wherever the same was heard in all files of this review.", Choice.ALL
    ),
    Key("v", "never", "No, nor anywhere: this heard form is never this term. ! does the same.", Choice.NEVER),
    Key("s", "skip", "Decide later: asked again at the end if you like, or at the next start.", Choice.SKIP),
    Key("b", "back", "Take the last answer back and ask again.", Choice.BACK),
    Key("p", "play", "Play from two seconds before the words to two after; any key stops it."),
    Key("w", "why", "All the evidence, and the other places."),
    Key("g", "group", "Ask by pair: one answer for all places of it. Again: place by place.", Choice.GROUP),
    Key("q", "quit", "Stop. Answers are kept; the next start goes on here.", Choice.QUIT),
    Key("?", "help", "This list."),
)
#: The same by another name.
OTHER_KEYS = {"!": "v", "h": "?"}


def said(answer: Answer | None) -> str:
    """`answer` in a word or two."""
    if answer is None:
        return "skipped"
    return f"write {answer.written}" if answer.verdict is Verdict.EDIT else answer.verdict.value


def numbers(session: Session) -> str:
    """Which questions are asked: "question 3 of 60", "questions 3-7 of 60"."""
    first = len(session.settled) + 1
    last = first + len(session.asked) - 1
    total = len(session.questions)
    return f"question {first} of {total}" if first == last else f"questions {first}-{last} of {total}"


def others(session: Session) -> list[tuple[int, str]]:
    """The other places of the pair that is asked, by number, with what was answered there ("" if it is open)."""
    asked, first = session.asked, session.questions[session.asked[0]]
    return [
        (k, said(session.answer(k)) if k in session.settled else "")
        for k, q in enumerate(session.questions)
        if k not in asked and q.pair == first.pair
    ]


def place(session: Session, number: int, from_: int | None = None) -> str:
    """Where a question stands; without the file if that is the file of question `from_`."""
    question, transcript = session.questions[number], session.transcript_of(number)
    label = transcript.places.label(question.proposal)
    near = from_ is not None and session.questions[from_].transcript == question.transcript
    return label if near else f"{transcript.name} {label}"


def offer(session: Session, since: bool = True) -> str:
    """What Enter answers, and `since` when; "" if there is no answer from before."""
    answer = session.default()
    if answer is None:
        return ""
    if not since:
        return f"Enter: {said(answer)}"
    now = any(step.answer is answer for step in session.steps)
    return f"Enter: {said(answer)}, as {'before' if now else 'on ' + answer.when[:10]}"


# --- Screens -----------------------------------------------------------------------------------------------


def height_of(console: Console) -> int:
    """How many lines a screen has."""
    return max(6, min(console.height, MAX_HEIGHT))


def question(console: Console, session: Session, message: str = "") -> list[Text]:
    """The screen that asks `session.asked`; the last line is `message`, or what was answered last."""
    from rich.text import Text

    look, width = Look(console), width_of(console)
    number = session.asked[0]
    top = [*head(look, session, width), Text()]
    room = height_of(console) - len(top) - _FOOT
    grouped = len(session.asked) > 1
    said_here = wrapped(console, _sentence(look, session, number, width - 4, 3 if grouped else 5), 2)
    judged = evidence(console, look, session.questions[number], 5)
    rest = _group(look, session, width - 2) if grouped else _also(console, look, session)
    body = fitted([said_here, judged, rest], room)
    return [*top, *body, *[Text()] * (room - len(body)), *_foot(look, session, width, message)]


def head(look: Look, session: Session, width: int) -> list[Text]:
    """Where the question stands and which it is; and a rule that fills as the review goes on."""
    from rich.text import Text

    number = session.asked[0]
    transcript, proposal = session.transcript_of(number), session.questions[number].proposal
    segment = transcript.places.segment(proposal)
    line, column = transcript.places.line_column(proposal.span.start)
    parts = [f"{transcript.name}:{line}:{column}"]
    if segment is not None and segment.start is not None:
        parts.append(transcript.places.label(proposal))
    if segment is not None and segment.speaker:
        parts.append(segment.speaker)
    right = numbers(session)
    left = Text(look.safe(f" {look.dot} ".join(parts)), style="bold")
    left.truncate(max(8, width - len(right) - 2), overflow="ellipsis" if not look.ascii else "crop", pad=True)
    left.append(" " * max(1, width - left.cell_len - len(right)))
    return [Text.assemble(left, right), bar(look, session, width)]


def bar(look: Look, session: Session, width: int) -> Text:
    """A rule that fills as the review goes on."""
    from rich.text import Text

    done = round(width * len(session.settled) / max(1, len(session.questions)))
    return Text.assemble((("=" if look.ascii else "━") * done, "green"), (look.bar * (width - done), "dim"))


def _sentence(look: Look, session: Session, number: int, width: int, lines: int) -> Text:
    """What is said around a question, as much as fills so many lines, with the change in place."""
    transcript, proposal = session.transcript_of(number), session.questions[number].proposal
    span = transcript.places.in_speech(proposal)
    own = len(proposal.old) + len(proposal.new) + (1 if look.colour else 8)
    side = max(10, (lines * width - own - 4) // 2 - 6 * lines)
    seen = window(transcript.document.speech, span.start, span.end, side, side)
    made = session.accepted(session.questions[number].transcript)
    return excerpt(look, transcript.places, seen, [proposal], made, "green", named=False)


def evidence(console: Console, look: Look, question: Question, most: int) -> list[Text]:
    """How likely a proposal is, and up to so many reasons."""
    from rich.text import Text

    p = question.proposal
    first = Text.assemble("  ", (f"{min(0.99, p.score) * 100:.0f}%", "bold"), "  ", look.pair(p))
    if p.term != p.new:
        first.append(f"  ({look.safe(p.term)})", style="dim")
    if p.action is Action.FIX:
        first.append(f"  {look.dot} certain", style="dim")
    told = [look.safe(reason) for reason in p.evidence.words[:most]]
    return [first, *(line for reason in told for line in wrapped(console, Text(f"{look.dot} {reason}"), 7))]


def _also(console: Console, look: Look, session: Session) -> list[Text]:
    """The other places of the same pair, in two lines at most."""
    from rich.text import Text

    found = others(session)
    if not found:
        return []
    asked = session.asked[0]
    told = [place(session, k, asked) + (f" ({how})" if how else "") for k, how in found]
    text = Text(look.safe(f"{len(found)} more: {', '.join(told)}"), style="dim")
    lines = wrapped(console, text, 2)
    return lines if len(lines) <= 2 else [lines[0], lines[1] + Text(f" {look.dots}", style="dim")]


def _group(look: Look, session: Session, width: int) -> list[Text]:
    """The other places of a group, a line each."""
    from rich.text import Text

    first, *rest = session.asked
    labels = [look.safe(place(session, k, first)) for k in rest]
    gutter = min(max(len(label) for label in labels), 24) + 2
    lines = []
    for k, label in zip(rest[:MAX_HEIGHT], labels[:MAX_HEIGHT], strict=True):
        transcript, question = session.transcript_of(k), session.questions[k]
        made = session.accepted(question.transcript)
        said_there = one_line(look, transcript.places, question.proposal, made, "green", width - gutter - 4)
        lines.append(Text.assemble("  ", (label.ljust(gutter), "dim")) + said_there)
    return lines


def _foot(look: Look, session: Session, width: int, message: str) -> list[Text]:
    """The keys, and a line for messages."""
    from rich.text import Text

    asked = session.asked
    alike = [session.questions[k].transcript for k in session.alike(asked[0])]
    mine = session.questions[asked[0]].transcript
    here, everywhere = 1 + alike.count(mine), 1 + len(alike)
    words = {key.key: key.word for key in KEYS}
    words["a"] = f"all {here} here" if len(asked) != here > 1 else ""
    words["A"] = f"all {everywhere} in all files" if len(asked) != everywhere > here else ""
    words["p"] = "play" if session.transcript_of(asked[0]).timed else ""
    words["g"] = "one by one" if session.grouped else "by pair"
    rows = [[key for key in keys if words[key]] for keys in ("ynevsaA", "bpwgq?")]
    long = any(sum(3 + len(words[key]) for key in row) > width for row in rows)
    lines = [Text(), Text()]
    for line, row in zip(lines, rows, strict=True):
        for key in row:
            line.append(f" {key}", style="bold")
            line.append("" if long and key != "?" else f" {words[key]} ")
    offered = Text(offer(session), style="bold")
    # Where there is room for it; without its date if there is none.
    roomy = [line for line in lines if line.cell_len + 1 + offered.cell_len <= width]
    if not roomy:
        offered = Text(offer(session, since=False), style="bold")
    last = (roomy or lines)[-1]
    last.append(" " * max(1, width - last.cell_len - offered.cell_len))
    last.append_text(offered)
    for line in lines:
        line.truncate(width)
    status = Text(look.safe(message or _last(session)), style="" if message else "dim")
    status.truncate(width)
    return [Text(look.bar * width, style="dim"), *lines, status]


def _last(session: Session) -> str:
    """What was answered last, as a message."""
    if not session.steps:
        return ""
    step = session.steps[-1]
    p = session.questions[step.questions[0]].proposal
    told = {
        None: f"skipped: {p.old}",
        Verdict.YES: f"yes: {p.old} → {p.new or 'nothing'}",
        Verdict.EDIT: f"edit: {p.old} → {step.answer.written if step.answer else ''}",
        Verdict.NO: f"no: {p.old} stays",
        Verdict.NEVER: f"never: {p.old} is not {p.term}",
    }[step.answer.verdict if step.answer is not None else None]
    many = f", {len(step.questions)} places" if len(step.questions) > 1 else ""
    return f"{told}{many} (b takes it back)"


def wrapped(console: Console, text: Text, indent: int) -> list[Text]:
    """`text` in lines of the console's width, each indented."""
    from rich.text import Text

    lines = text.wrap(console, max(10, width_of(console) - indent - 1))
    for line in lines:
        line.rstrip()
    return [Text(" " * indent) + line for line in lines]


def fitted(sections: Sequence[list[Text]], room: int) -> list[Text]:
    """`sections` with empty lines between them as far as there is room; what does not fit is cut off at the end."""
    from rich.text import Text

    spare = room - sum(map(len, sections))
    lines: list[Text] = []
    for section in filter(None, sections):
        if lines and spare > 0:
            lines.append(Text())
            spare -= 1
        lines += section
    return lines if len(lines) <= room else [*lines[: max(0, room - 1)], Text("  ...", style="dim")][:room]
