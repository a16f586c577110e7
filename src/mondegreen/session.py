"""What is asked in a review, what was answered, and what comes of it; all as values.

Start reading from `Session`. It is never changed: an answer gives a new one with a `Step` more, and going back
one with a step less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from itertools import pairwise

from mondegreen.answers import Answer, Verdict, claim
from mondegreen.document import Document
from mondegreen.places import Places
from mondegreen.proposal import Proposal
from mondegreen.text import fold


class Choice(Enum):
    """What a person may reply to a question. Each of them, `BACK`, `GROUP` and `QUIT` apart, settles something."""

    YES = "yes"  # write it as proposed
    NO = "no"  # leave it as it was heard
    EDIT = "edit"  # write something else
    ALL_HERE = "all in this file"  # yes, and so wherever the same was heard in this file
    ALL = "all in all files"
    NEVER = "never"  # no: this heard form is never this term, here or anywhere
    SKIP = "skip"  # not now
    BACK = "back"  # take the last answer back
    GROUP = "group"  # ask by pair, or place by place again
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class Reply:
    """What was chosen; `written` is the form that was typed, for `Choice.EDIT`."""

    choice: Choice
    written: str = ""


@dataclass(frozen=True)
class Transcript:
    """A transcript under review. `sure` is what is written unasked; `name` is what the user calls the file.

    `encoding` is that of the file: what it has no place for can't be written.
    """

    name: str
    document: Document
    encoding: str = "utf-8"
    sure: tuple[Proposal, ...] = ()

    @cached_property
    def places(self) -> Places:
        """Where things stand in it."""
        return Places(self.document)

    @cached_property
    def timed(self) -> bool:
        """Whether its format says when something is said."""
        return any(segment.start is not None for segment in self.document.segments)


@dataclass(frozen=True, slots=True)
class Question:
    """A proposal to be judged; `transcript` counts from 0."""

    transcript: int
    proposal: Proposal

    @property
    def pair(self) -> tuple[str, str]:
        """What makes two questions alike: the words as heard, whatever their case, and what to write."""
        return fold(self.proposal.old), self.proposal.new

    @property
    def claim(self) -> tuple[str, str]:
        """What an answer is remembered under: the words as heard, and the term."""
        return claim(self.proposal.old, self.proposal.term)


@dataclass(frozen=True, slots=True)
class Step:
    """One reply: the questions (by number) that it settled, and the answer; None if they were skipped.

    `number` counts the answers of a session from 1, also over several sittings; skips have 0.
    """

    questions: tuple[int, ...]
    answer: Answer | None
    number: int = 0


@dataclass(frozen=True)
class Session:
    """A review as far as it has got.

    `steps` are in the order in which they were taken. `earlier` holds what was answered in other transcripts, by
    claim. With `grouped`, all open questions of a pair are asked as one.
    """

    transcripts: tuple[Transcript, ...]
    questions: tuple[Question, ...]
    steps: tuple[Step, ...] = ()
    earlier: Mapping[tuple[str, str], Answer] = field(default_factory=dict)
    grouped: bool = False

    @cached_property
    def settled(self) -> Mapping[int, Step]:
        """The step that settled or skipped a question, by the question's number."""
        return {k: step for step in self.steps for k in step.questions}

    @cached_property
    def asked(self) -> tuple[int, ...]:
        """The questions that are asked now, by number: one, or with `grouped` all like it; () when done."""
        first = next((k for k in range(len(self.questions)) if k not in self.settled), None)
        if first is None:
            return ()
        return (first, *self.alike(first)) if self.grouped else (first,)

    @property
    def open(self) -> int:
        """How many questions have neither been answered nor skipped."""
        return len(self.questions) - len(self.settled)

    @property
    def skipped(self) -> tuple[int, ...]:
        """The questions that were skipped, by number."""
        return tuple(k for step in self.steps if step.answer is None for k in step.questions)

    def answer(self, number: int) -> Answer | None:
        """What was answered to a question."""
        step = self.settled.get(number)
        return step.answer if step is not None else None

    def alike(self, number: int) -> Iterator[int]:
        """The other open questions of the same pair, in order."""
        pair = self.questions[number].pair
        for k, question in enumerate(self.questions):
            if k != number and k not in self.settled and question.pair == pair:
                yield k

    def transcript_of(self, number: int) -> Transcript:
        """The transcript that a question is about."""
        return self.transcripts[self.questions[number].transcript]

    def default(self) -> Answer | None:
        """What was answered last where the same was heard for the same term, in this review or an earlier one."""
        if not self.asked:
            return None
        claimed = self.questions[self.asked[0]].claim
        for step in reversed(self.steps):
            if step.answer is not None and any(self.questions[k].claim == claimed for k in step.questions):
                return step.answer
        return self.earlier.get(claimed)

    # --- Replies ------------------------------------------------------------------------------------------

    def meant(self, reply: Reply) -> tuple[tuple[int, ...], Verdict | None, str]:
        """What `reply` comes to: the questions that it settles, the verdict (None to skip) and what is written."""
        asked = self.asked
        first = self.questions[asked[0]]
        new, old = first.proposal.new, first.proposal.old
        match reply.choice:
            case Choice.YES:
                return asked, Verdict.YES, new
            case Choice.ALL_HERE:
                here = (k for k in self.alike(asked[0]) if self.questions[k].transcript == first.transcript)
                return (asked[0], *here), Verdict.YES, new
            case Choice.ALL:
                return (asked[0], *self.alike(asked[0])), Verdict.YES, new
            case Choice.NO:
                return asked, Verdict.NO, old
            case Choice.NEVER:
                same = (k for k, q in enumerate(self.questions) if q.claim == first.claim)
                return tuple(k for k in same if k not in self.settled), Verdict.NEVER, old
            case Choice.EDIT:
                typed = " ".join(reply.written.split())
                verdict = {new: Verdict.YES, old: Verdict.NO}.get(typed, Verdict.EDIT)
                return asked, verdict, typed
            case _:
                return asked, None, ""

    def refusal(self, reply: Reply) -> str | None:
        """Why `reply` can't be taken, for people; None if it can."""
        if reply.choice is Choice.BACK:
            return None if self.steps else "There is no answer to take back."
        if reply.choice in (Choice.GROUP, Choice.QUIT, Choice.SKIP):
            return None
        numbers, verdict, written = self.meant(reply)
        if reply.choice is Choice.EDIT and not written:
            return "Nothing was typed; n leaves the words as they were heard."
        if "\ufffd" in written and written != self.questions[numbers[0]].proposal.new:
            return "What was typed holds bytes that are no text."
        if verdict not in (Verdict.YES, Verdict.EDIT):
            return None
        for transcript in {self.questions[k].transcript: None for k in numbers}:
            mine = [k for k in numbers if self.questions[k].transcript == transcript]
            if why := self._unwritable(transcript, mine, written):
                return why
        return None

    def _unwritable(self, transcript: int, numbers: Sequence[int], written: str) -> str | None:
        """Why `written` can't stand in the places of these questions, all of one transcript."""
        script = self.transcripts[transcript]
        try:
            written.encode(script.encoding)
        except UnicodeEncodeError as error:
            return f"{script.name} is in {script.encoding}, which has no {error.object[error.start]!r}."
        taken = [(e.span, "") for p in self.accepted(transcript) for e in p.edits]
        for k in numbers:
            proposal = self.questions[k].proposal
            made, label = rewritten(script, proposal, written), script.places.label(proposal)
            if made is None:
                return f"{written!r} can't be written at {label}: lines or tags would be left empty."
            taken += [(e.span, label) for e in made.edits]
        taken.sort()
        for (left, at), (right, there) in pairwise(taken):
            if right.start < left.end or left == right:
                return f"{written!r} would run into another correction at {at or there}."
        return None

    def take(self, reply: Reply, sign: Callable[[Verdict, str], Answer]) -> Session:
        """The session after `reply`, which `refusal` has not refused; `sign` says who answered and when."""
        match reply.choice:
            case Choice.QUIT:
                return self
            case Choice.GROUP:
                return replace(self, grouped=not self.grouped)
            case Choice.BACK:
                return replace(self, steps=self.steps[:-1])
        numbers, verdict, written = self.meant(reply)
        if verdict is None:
            return replace(self, steps=(*self.steps, Step(numbers, None)))
        last = max((step.number for step in self.steps), default=0)
        return replace(self, steps=(*self.steps, Step(numbers, sign(verdict, written), last + 1)))

    def ask_skipped(self) -> Session:
        """The session with the skipped questions open again."""
        return replace(self, steps=tuple(step for step in self.steps if step.answer is not None))

    # --- What comes of it ---------------------------------------------------------------------------------

    def accepted(self, transcript: int) -> tuple[Proposal, ...]:
        """The corrections of a transcript (by number) to be written, as they are to be written, in order.

        That is what is sure, and what was answered with yes or with another form.
        """
        found = list(self.transcripts[transcript].sure)
        for step in self.steps:
            if step.answer is None or step.answer.verdict not in (Verdict.YES, Verdict.EDIT):
                continue
            for k in step.questions:
                if self.questions[k].transcript == transcript:
                    made = rewritten(
                        self.transcripts[transcript], self.questions[k].proposal, step.answer.written
                    )
                    found += [made] if made is not None else []
        return tuple(sorted(found, key=lambda p: (p.span.start, p.span.end)))


def rewritten(transcript: Transcript, proposal: Proposal, written: str) -> Proposal | None:
    """`proposal` with `written` instead of what it proposes; None if that can't be written there."""
    if written == proposal.new and proposal.edits:
        return proposal
    span = transcript.places.in_speech(proposal)
    edits = transcript.document.edits_for(span.start, span.end, written)
    return replace(proposal, new=written, edits=edits) if edits else None
