"""Proposals for programs: one JSON object a proposal, a line each."""

from __future__ import annotations

from collections.abc import Iterable

from mondegreen.document import Document
from mondegreen.json_lines import json_line
from mondegreen.places import Places
from mondegreen.proposal import Proposal
from mondegreen.records import edits_as_json
from mondegreen.render.excerpt import around


def json_lines(file: str, document: Document, proposals: Iterable[Proposal]) -> str:
    """`proposals` for `file`. Lines and columns count from 1; offsets are code points into the raw text."""
    found = list(proposals)
    if not found:
        return ""
    places = Places(document)
    lines: list[str] = []
    for p in found:
        line, column = places.line_column(p.span.start)
        segment = places.segment(p)
        timed = segment is not None and segment.start is not None
        lines.append(
            json_line(
                {
                    "file": file,
                    "line": line,
                    "column": column,
                    "start": p.span.start,
                    "end": p.span.end,
                    "old": p.old,
                    "new": p.new,
                    "term": p.term,
                    "via": p.via.value,
                    "score": p.score,
                    "action": p.action.value,
                    "evidence": {r.name: r.value for r in p.evidence.reasons},
                    "why": list(p.evidence.words),
                    "context": around(places, p, 60),
                    "edits": edits_as_json(p.edits),
                }
                | ({"time_ms": segment.start} if timed and segment is not None else {})
                | ({"speaker": segment.speaker} if segment is not None and segment.speaker else {})
            )
        )
    return "".join(lines)
