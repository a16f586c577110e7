"""The journal of a review: every answer as it was given, a line of JSON each, so that none is ever lost.

A journal is about one transcript, by the SHA-256 of its bytes. A header says which; then come the steps of the
review, each with the places that it settled, and a line for each that was taken back. It is only ever
appended to. A line that was cut off when the program was killed is the last one, and is left out.
"""

from __future__ import annotations

import bisect
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from mondegreen.answers import Answer, Verdict
from mondegreen.document import Edit
from mondegreen.errors import RecordError
from mondegreen.json_lines import json_line
from mondegreen.proposal import Action, Evidence, Proposal, Via
from mondegreen.text import Span

VERSION = 1


@dataclass(frozen=True, slots=True)
class Kept:
    """A step of a review as a journal keeps it: its number, the answer, and what it was about.

    `places` are proposals without evidence and edits.
    """

    number: int
    answer: Answer
    places: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Journal:
    """What a journal holds: about which file (as it was called), with which bytes, and the steps not taken back.

    `written` is the SHA-256 of what was last written in the file's place, None if nothing was.
    """

    file: str
    sha256: str
    kept: tuple[Kept, ...] = ()
    written: str | None = None


def header(file: str, sha256: str) -> str:
    """The first line of a journal."""
    return json_line({"mondegreen": "review", "version": VERSION, "file": file, "sha256": sha256})


def step_line(kept: Kept) -> str:
    """The line that keeps a step."""
    answer = kept.answer
    signed = {
        "verdict": answer.verdict.value,
        "written": answer.written,
        "by": answer.by,
        "when": answer.when,
    }
    return json_line({"step": kept.number, **signed, "places": [_place_as_json(p) for p in kept.places]})


def undo_line(number: int) -> str:
    """The line that takes back the step of this number."""
    return json_line({"undo": number})


def written_line(sha256: str) -> str:
    """The line that says what has been written in the file's place."""
    return json_line({"written": sha256})


def whole(journal: Journal) -> str:
    """`journal` as text, without what was taken back."""
    lines = [header(journal.file, journal.sha256), *(step_line(kept) for kept in journal.kept)]
    return "".join(lines + ([written_line(journal.written)] if journal.written else []))


def _place_as_json(p: Proposal) -> dict[str, Any]:
    return {
        "start": p.span.start,
        "end": p.span.end,
        "heard": p.old,
        "proposed": p.new,
        "term": p.term,
        "via": p.via.value,
        "score": p.score,
        "action": p.action.value,
    }


def read_journal(text: str) -> Journal:
    """What the journal `text` holds; raises `RecordError` naming the line that is wrong."""
    lines = text.split("\n")[:-1]  # the last line ends in a line break too, or was cut off
    steps: dict[int, Kept] = {}
    written: str | None = None
    head: Mapping[str, Any] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not head:
                if row["mondegreen"] != "review" or row["version"] != VERSION:
                    raise RecordError("not the journal of a review that this version knows", number)
                head = {"file": str(row["file"]), "sha256": str(row["sha256"])}
            elif "undo" in row:
                steps.pop(row["undo"], None)
            elif "written" in row and "step" not in row:
                written = str(row["written"])
            else:
                steps[int(row["step"])] = _kept(row)
        except json.JSONDecodeError as error:
            raise RecordError(f"not JSON: {error.msg}", number) from None
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            what = f"no {error}" if isinstance(error, KeyError) else str(error)
            raise RecordError(f"not a step of a review: {what}", number) from None
    if not head:
        raise RecordError("not the journal of a review: it has no header line", 1)
    return Journal(head["file"], head["sha256"], tuple(steps[k] for k in sorted(steps)), written)


def _kept(row: Mapping[str, Any]) -> Kept:
    answer = Answer(Verdict(row["verdict"]), str(row["written"]), str(row["by"]), str(row["when"]))
    return Kept(int(row["step"]), answer, tuple(_place(place) for place in row["places"]))


def _place(row: Mapping[str, Any]) -> Proposal:
    return Proposal(
        span=Span(int(row["start"]), int(row["end"])),
        old=str(row["heard"]),
        new=str(row["proposed"]),
        term=str(row["term"]),
        via=Via(row["via"]),
        score=float(row["score"]),
        action=Action(row["action"]),
        evidence=Evidence((), ("answered before",)),
        edits=(),
    )


def carried_over(kept: Iterable[Kept], edits: Sequence[Edit]) -> tuple[Kept, ...]:
    """What still holds of `kept` once `edits` have been made: the words that were left alone, where they are now.

    Places that an edit touches are gone, and so are steps with none left.
    """
    ordered = sorted(edits, key=lambda e: e.span)
    ends = [e.span.end for e in ordered]
    shifts = list(accumulate((len(e.new) - len(e.old) for e in ordered), initial=0))
    out = []
    for step in kept:
        places = []
        for p in step.places:
            k = bisect.bisect_right(ends, p.span.start)  # so many edits lie before it
            if k < len(ordered) and ordered[k].span.overlaps(p.span):
                continue
            places.append(replace(p, span=Span(p.span.start + shifts[k], p.span.end + shifts[k])))
        if places and step.answer.verdict in (Verdict.NO, Verdict.NEVER):
            out.append(replace(step, places=tuple(places)))
    return tuple(out)
