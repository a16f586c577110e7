"""A review of proposals, from the first question to the last.

Start reading from `review`, which asks through a callable until nothing is open; `begin` makes the session that
it starts with. Nothing here knows a terminal, a file or a clock: who asks, keeps the answers and signs them is
the caller.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mondegreen.answers import Answer, Verdict, claim
from mondegreen.document import Document
from mondegreen.journal import Kept
from mondegreen.places import Places
from mondegreen.proposal import Proposal
from mondegreen.session import Choice, Question, Reply, Session, Step, Transcript
from mondegreen.text import Span


@dataclass(frozen=True, slots=True)
class Source:
    """What was found in a transcript: what `fix` would write (`sure`), and what waits; and what is kept from before."""

    name: str
    document: Document
    encoding: str
    sure: tuple[Proposal, ...]
    waiting: tuple[Proposal, ...]
    kept: tuple[Kept, ...] = ()


def begin(
    sources: Sequence[Source],
    *,
    everything: bool = False,
    grouped: bool = False,
    earlier: Mapping[tuple[str, str], Answer] | None = None,
) -> Session:
    """The session in which `sources` are reviewed, with all that is kept from before.

    What is not sure is asked; what is sure too with `everything`, and where an `earlier` answer, by claim, was
    another one. An answer that was kept holds even if nothing is proposed in its place any more.
    """
    earlier = earlier or {}
    transcripts: list[Transcript] = []
    questions: list[Question] = []
    steps: dict[tuple[str, int, Answer], list[int]] = {}
    for number, source in enumerate(sources):
        kept = _kept_places(source)
        rest = _Gaps(p.span for p, _ in kept)
        waiting = [p for p in source.waiting if rest.hold(p.span)]
        sure: list[Proposal] = []
        for p in source.sure:
            if rest.hold(p.span):
                (waiting if everything or _contested(p, earlier) else sure).append(p)
        transcripts.append(Transcript(source.name, source.document, source.encoding, tuple(sure)))
        asked: list[tuple[Proposal, Kept | None]] = [*kept, *((p, None) for p in waiting)]
        for p, step in sorted(asked, key=lambda item: item[0].span):
            if step is not None:
                steps.setdefault((step.answer.when, step.number, step.answer), []).append(len(questions))
            questions.append(Question(number, p))
    done = sorted(steps.items(), key=lambda item: item[0][:2])
    taken = tuple(Step(tuple(ks), answer, number) for (_, number, answer), ks in done)
    return Session(tuple(transcripts), tuple(questions), taken, earlier, grouped)


def kept_of(session: Session, transcript: int) -> list[Kept]:
    """All answers about a transcript (by number), as they are kept."""
    return [
        Kept(step.number, step.answer, tuple(session.questions[k].proposal for k in mine))
        for step in session.steps
        if step.answer is not None
        and (mine := [k for k in step.questions if session.questions[k].transcript == transcript])
    ]


def _contested(p: Proposal, earlier: Mapping[tuple[str, str], Answer]) -> bool:
    """Whether a person once decided otherwise than to write `p`."""
    answer = earlier.get(claim(p.old, p.term))
    return answer is not None and (answer.verdict in (Verdict.NO, Verdict.NEVER) or answer.written != p.new)


class _Gaps:
    """What some spans leave free."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)

    def hold(self, span: Span) -> bool:
        """Whether `span` touches none of them."""
        k = bisect.bisect_left(self._spans, span)
        return not any(span.overlaps(near) for near in self._spans[max(0, k - 1) : k + 1])


def _kept_places(source: Source) -> list[tuple[Proposal, Kept]]:
    """What was answered before, as proposals: those that are made again, and the others made anew."""
    found = {(p.span, p.new): p for p in (*source.sure, *source.waiting)}
    places = Places(source.document)
    made: list[tuple[Proposal, Kept]] = []
    end = 0
    kept = [(p, step) for step in source.kept for p in step.places]
    for p, step in sorted(kept, key=lambda item: item[0].span):
        span = places.speech_span(p.span)
        if p.span.start < end or source.document.speech[span.start : span.end] != p.old:
            continue  # not of this text, whatever its checksum says
        again = replace(p, edits=source.document.edits_for(span.start, span.end, p.new))
        made.append((found.get((p.span, p.new), again), step))
        end = p.span.end
    return made


#: Asks about `session.asked`; the text says why the reply before was not taken ("" if it was).
Ask = Callable[[Session, str], Reply]
#: Keeps what was just answered or taken back, before the next question: the step, and whether it is taken back.
Keep = Callable[[Session, Step, bool], None]


def review(
    session: Session, ask: Ask, keep: Keep, sign: Callable[[Verdict, str], Answer]
) -> tuple[Session, bool]:
    """Ask until nothing is open or the person quits; the session then, and whether they quit.

    Every answer is given to `keep` before the next question is asked. What `ask` and `keep` raise comes through.
    """
    notice = ""
    while session.asked:
        reply = ask(session, notice)
        notice = session.refusal(reply) or ""
        if notice:
            continue
        if reply.choice is Choice.QUIT:
            return session, True
        after = session.take(reply, sign)
        if reply.choice is Choice.BACK:
            keep(session, session.steps[-1], True)
        elif len(after.steps) > len(session.steps):
            keep(after, after.steps[-1], False)
        session = after
    return session, False
