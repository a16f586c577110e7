"""What was proposed and done to a file, as JSON lines: exact enough to be replayed or undone.

A record opens with a header line that names the file and the checksums of its bytes before and after; one
line a proposal follows, in order. A file of records may hold several, one behind the other. Offsets are code
points into the original text. `replay` does again what a record says, and undoes it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from mondegreen.answers import Answer, Verdict
from mondegreen.document import Document, Edit
from mondegreen.errors import RecordError
from mondegreen.json_lines import json_line
from mondegreen.places import Places
from mondegreen.proposal import Action, Proposal, Via
from mondegreen.text import Span

VERSION = 2
#: Versions that can be read; in the first nobody answered, and where a proposal stands is not told.
_READABLE = (1, 2)
#: No answers by anyone.
NOBODY: Mapping[Span, Answer] = MappingProxyType({})
#: How many pieces of evidence are named, strongest first; a proposal has about a hundred.
EVIDENCE = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """One proposal as recorded: `heard` became, or would become, `written` by `edits`, if `applied`.

    `line` counts from 1 (0: not known), `time` is where its cue starts, in seconds. `sentence` is what was said
    around it, as heard. `answer` is what a person said of it; None if nobody was asked.
    """

    heard: str
    written: str
    term: str
    span: Span
    edits: tuple[Edit, ...]
    via: Via
    score: float
    action: Action
    evidence: tuple[str, ...]
    applied: bool
    line: int = 0
    time: float | None = None
    speaker: str | None = None
    sentence: str = ""
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What was done to one file. `before` and `after` are the SHA-256 of its bytes, in hexadecimal digits.

    `after` is None where nothing was done yet: somebody has answered, elsewhere.
    """

    file: str
    encoding: str
    before: str
    after: str | None
    entries: tuple[Entry, ...]


def checksum(data: bytes) -> str:
    """The SHA-256 of `data`, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def make_record(
    file: str,
    encoding: str,
    document: Document,
    old: bytes,
    new: bytes | None,
    proposals: Iterable[Proposal],
    applied: Iterable[Proposal],
    answers: Mapping[Span, Answer] = NOBODY,
) -> Record:
    """The record of `proposals` for `file`: its bytes were `old` and are `new` with `applied` made.

    `document` is the file before; `new` is None if nothing was made yet. `answers` are those of people, by the place of
    the proposal.
    """
    done = {(p.span, p.new) for p in applied}
    places = Places(document)
    entries = tuple(_entry_of(places, p, (p.span, p.new) in done, answers.get(p.span)) for p in proposals)
    after = None if new is None else checksum(new)
    return Record(file, encoding, checksum(old), after, entries)


def _entry_of(places: Places, p: Proposal, applied: bool, answer: Answer | None) -> Entry:
    segment = places.segment(p)
    return Entry(
        heard=p.old,
        written=p.new,
        term=p.term,
        span=p.span,
        edits=p.edits,
        via=p.via,
        score=p.score,
        action=p.action,
        evidence=tuple(r.name for r in p.evidence.reasons[:EVIDENCE]),
        applied=applied,
        line=places.line_column(p.span.start)[0],
        time=None if segment is None or segment.start is None else segment.start / 1000,
        speaker=segment.speaker if segment is not None else None,
        sentence=places.sentence(p).text,
        answer=answer,
    )


def write_record(*records: Record) -> str:
    """`records` as text, a line each header and each entry."""
    return "".join(line for record in records for line in _lines(record))


def _lines(record: Record) -> Iterable[str]:
    yield json_line(
        {
            "mondegreen": "edits",
            "version": VERSION,
            "file": record.file,
            "encoding": record.encoding,
            "sha256": record.before,
            "sha256_after": record.after,
            "entries": len(record.entries),
        }
    )
    for entry in record.entries:
        yield json_line(
            {
                "heard": entry.heard,
                "written": entry.written,
                "term": entry.term,
                "start": entry.span.start,
                "end": entry.span.end,
                "edits": edits_as_json(entry.edits),
                "via": entry.via.value,
                "score": entry.score,
                "action": entry.action.value,
                "applied": entry.applied,
                "evidence": list(entry.evidence),
                "line": entry.line,
                "time": entry.time,
                "speaker": entry.speaker,
                "sentence": entry.sentence,
                "answer": _answer_as_json(entry.answer),
            }
        )


def _answer_as_json(answer: Answer | None) -> dict[str, str] | None:
    if answer is None:
        return None
    return {
        "verdict": answer.verdict.value,
        "written": answer.written,
        "by": answer.by,
        "when": answer.when,
    }


def read_record(text: str) -> list[Record]:
    """The records that `text` holds; raises `RecordError` naming the line that is wrong."""
    records: list[Record] = []
    entries: list[Entry] = []
    header: dict[str, Any] | None = None
    wanted = 0
    number = 0

    def close() -> None:
        if header is None:
            return
        if len(entries) != wanted:
            raise RecordError(
                f"the record of {header['file']} is cut off: {len(entries)} of {wanted}", number
            )
        names = ("file", "encoding", "sha256", "sha256_after")
        file, encoding, before, after = (header[name] for name in names)
        records.append(Record(file, encoding, before, after, tuple(entries)))

    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise RecordError(f"not JSON: {error.msg}", number) from None
        try:
            if "mondegreen" in row:
                close()
                if row["version"] not in _READABLE:
                    raise RecordError(
                        f"version {row['version']} of the format, but this program knows {VERSION}", number
                    )
                header, entries, wanted = row, [], row["entries"]
                _check_header(row)
            elif header is None:
                raise RecordError("not a record of edits: it has no header line", number)
            else:
                entries.append(_entry(row))
        except RecordError:
            raise
        except (KeyError, TypeError, ValueError) as error:
            what = f"no {error}" if isinstance(error, KeyError) else str(error)
            raise RecordError(f"not an edit: {what}", number) from None
    close()
    return records


def _check_header(row: Mapping[str, Any]) -> None:
    """Raises `KeyError` and `TypeError` with what is wrong."""
    for name in ("file", "encoding", "sha256", "sha256_after"):
        if not isinstance(row[name], str) and not (name == "sha256_after" and row[name] is None):
            raise TypeError(f"{name} is no string")


def _entry(row: Mapping[str, Any]) -> Entry:
    entry = Entry(
        heard=_string(row["heard"]),
        written=_string(row["written"]),
        term=_string(row["term"]),
        span=_span(row),
        edits=tuple(Edit(_span(e), _string(e["old"]), _string(e["new"])) for e in row["edits"]),
        via=Via(row["via"]),
        score=float(row["score"]),
        action=Action(row["action"]),
        evidence=tuple(map(_string, row["evidence"])),
        applied=bool(row["applied"]),
        line=int(row.get("line", 0)),
        time=None if row.get("time") is None else float(row["time"]),
        speaker=None if row.get("speaker") is None else _string(row["speaker"]),
        sentence=_string(row.get("sentence", "")),
        answer=_answer(row.get("answer")),
    )
    for edit in entry.edits:
        if edit.span.end - edit.span.start != len(edit.old):
            raise ValueError(f"an edit of {edit.old!r} is not as long as its place")
    return entry


def _answer(row: Mapping[str, Any] | None) -> Answer | None:
    if row is None:
        return None
    written, by, when = (_string(row[name]) for name in ("written", "by", "when"))
    return Answer(Verdict(row["verdict"]), written, by, when)


def _span(row: Mapping[str, Any]) -> Span:
    start, end = row["start"], row["end"]
    if type(start) is not int or type(end) is not int or not 0 <= start <= end:
        raise ValueError(f"{start!r} to {end!r} is no place")
    return Span(start, end)


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no string")
    return value


def edits_as_json(edits: Sequence[Edit]) -> list[dict[str, Any]]:
    """`edits` as JSON objects."""
    return [{"start": e.span.start, "end": e.span.end, "old": e.old, "new": e.new} for e in edits]
