"""A review in plain sentences, for screen readers, dumb terminals and files: a question is a paragraph.

Nothing moves the cursor, draws or colours; what a person must know is told in words, the most important first.
"""

from __future__ import annotations

from mondegreen.answers import Verdict
from mondegreen.proposal import Action
from mondegreen.render.excerpt import visible, window
from mondegreen.render.explanation import features_told
from mondegreen.render.question import KEYS, numbers, offer, others, place
from mondegreen.session import Session

#: How much of the speech around a place is read out, in characters to each side.
_AROUND = 120
_PLACES = 8


def question(session: Session) -> str:
    """The question as a paragraph, a line each piece of it."""
    number = session.asked[0]
    transcript, p = session.transcript_of(number), session.questions[number].proposal
    segment = transcript.places.segment(p)
    line, _ = transcript.places.line_column(p.span.start)
    where = [f"{transcript.name}, line {line}"]
    if segment is not None and segment.start is not None:
        where.append(f"at {transcript.places.label(p)}")
    if segment is not None and segment.speaker:
        where.append(f"spoken by {segment.speaker}")
    head = numbers(session)
    lines = [
        f"{head[0].upper()}{head[1:]}: {', '.join(where)}.",
        f'Heard "{p.old}". Write "{p.new}"? {min(0.99, p.score):.0%} likely.',
        f'In: "{_sentence(session, number)}"',
        f"Why: {'; '.join(p.evidence.words)}.",
    ]
    if p.term != p.new:
        lines[1] += f" The term is {p.term}."
    if p.action is Action.FIX:
        lines[1] += " It would be written unasked."
    if session.asked[1:]:
        lines.append(f"Asked at once with it: {_listed(session, [(k, '') for k in session.asked[1:]])}.")
    if rest := others(session):
        lines.append(f"The same elsewhere: {_listed(session, rest)}.")
    if offered := offer(session):
        lines.append(f"{offered}.")
    return "\n".join(visible(line) for line in lines)


def _sentence(session: Session, number: int) -> str:
    """The words around a question as they were heard."""
    transcript = session.transcript_of(number)
    span = transcript.places.in_speech(session.questions[number].proposal)
    seen = window(transcript.document.speech, span.start, span.end, _AROUND, _AROUND)
    return " ".join(transcript.document.speech[seen.span.start : seen.span.end].split())


def _listed(session: Session, found: list[tuple[int, str]]) -> str:
    told = [place(session, k, session.asked[0]) + (f" ({how})" if how else "") for k, how in found[:_PLACES]]
    more = len(found) - len(told)
    return ", ".join(told) + (f" and {more} more" if more else "")


def why(session: Session) -> str:
    """All the evidence for what is asked."""
    p = session.questions[session.asked[0]].proposal
    lines = [f"Evidence for {p.new}: {'; '.join(p.evidence.words)}."]
    if told := features_told(p):
        lines.append(f"Features: {told}.")
    lines += [f"{place(session, k, session.asked[0])}: {how or 'open'}." for k, how in others(session)]
    return "\n".join(visible(line) for line in lines)


def keys() -> str:
    """The keys, a line each."""
    told = [f"{key.key}: {key.word}. {key.help}" for key in KEYS]
    return "\n".join([*told, "Enter: as before, where the same was answered before."])


def prompt(first: bool) -> str:
    """What stands before an answer; the `first` time with the keys."""
    if not first:
        return "Answer, or ? for the keys: "
    return f"Answer {', '.join(f'{key.key} {key.word}' for key in KEYS)}: "


def result(session: Session) -> str:
    """What was answered last, or "" before the first answer."""
    if not session.steps:
        return ""
    step = session.steps[-1]
    p = session.questions[step.questions[0]].proposal
    verdict = step.answer.verdict if step.answer is not None else None
    told = {
        None: f'Skipped: "{p.old}"',
        Verdict.YES: f'Yes: "{p.old}" becomes "{p.new}"',
        Verdict.EDIT: f'Edited: "{p.old}" becomes "{step.answer.written if step.answer else ""}"',
        Verdict.NO: f'No: "{p.old}" stays',
        Verdict.NEVER: f'Never: "{p.old}" stays, here and wherever it might be {p.term}',
    }[verdict]
    many = f", {len(step.questions)} times" if len(step.questions) > 1 else ""
    return visible(f"{told}{many}.")
