"""What was proposed and done to a file, as JSON lines: exact enough to be replayed or undone.

A record opens with a header line that names the file and the checksums of its bytes before and after; one
line a proposal follows, in order. A file of records may hold several, one behind the other. Offsets are code
points into the original text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mondegreen.document import Edit
from mondegreen.errors import RecordError
from mondegreen.json_lines import json_line
from mondegreen.proposal import Action, Proposal, Via
from mondegreen.text import Span

VERSION = 1
#: How many pieces of evidence are named, strongest first; a proposal has about a hundred.
EVIDENCE = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """One proposal as recorded: `heard` became, or would become, `written` by `edits`, if `applied`."""

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


@dataclass(frozen=True, slots=True)
class Record:
    """What was done to one file. `before` and `after` are the SHA-256 of its bytes, in hexadecimal digits."""

    file: str
    encoding: str
    before: str
    after: str
    entries: tuple[Entry, ...]


def make_record(
    file: str,
    encoding: str,
    old: bytes,
    new: bytes,
    proposals: Iterable[Proposal],
    applied: Iterable[Proposal],
) -> Record:
    """The record of `proposals` for `file`: its bytes were `old` and are `new` with `applied` made."""
    done = {(p.span, p.new) for p in applied}
    entries = tuple(
        Entry(
            p.old,
            p.new,
            p.term,
            p.span,
            p.edits,
            p.via,
            p.score,
            p.action,
            tuple(r.name for r in p.evidence.reasons[:EVIDENCE]),
            (p.span, p.new) in done,
        )
        for p in proposals
    )
    return Record(file, encoding, hashlib.sha256(old).hexdigest(), hashlib.sha256(new).hexdigest(), entries)


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
            }
        )


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
        file, encoding, before, after = (str(header[name]) for name in names)
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
                if row["version"] != VERSION:
                    raise RecordError(
                        f"version {row['version']} of the format, but this program knows {VERSION}", number
                    )
                header, entries, wanted = row, [], row["entries"]
                _ = row["file"], row["encoding"], row["sha256"], row["sha256_after"]
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


def _entry(row: Mapping[str, Any]) -> Entry:
    return Entry(
        row["heard"],
        row["written"],
        row["term"],
        Span(row["start"], row["end"]),
        tuple(Edit(Span(e["start"], e["end"]), e["old"], e["new"]) for e in row["edits"]),
        Via(row["via"]),
        row["score"],
        Action(row["action"]),
        tuple(row["evidence"]),
        row["applied"],
    )


def edits_as_json(edits: Sequence[Edit]) -> list[dict[str, Any]]:
    """`edits` as JSON objects."""
    return [{"start": e.span.start, "end": e.span.end, "old": e.old, "new": e.new} for e in edits]
