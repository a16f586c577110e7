"""Findings about lexicons for people and programs: text, JSON lines, SARIF, and commands of GitHub's workflows."""

from __future__ import annotations

import json
import ntpath
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from mondegreen import lexicon_check
from mondegreen.json_lines import json_line
from mondegreen.lexicon_check import KINDS, Change, Finding, Kind, Level, Place
from mondegreen.render.excerpt import visible
from mondegreen.render.look import put

if TYPE_CHECKING:
    from rich.console import Console

_STYLES: Final = {Level.ERROR: "bold red", Level.WARNING: "yellow"}


def show(console: Console, findings: Iterable[Finding]) -> None:
    """A finding a line: `path:line:col: level: message [kind]`."""
    from rich.text import Text

    for f in findings:
        line = Text.assemble(
            (f"{visible(str(f.place))}: ", "bold"),
            (f"{f.level.value}: ", _STYLES[f.level]),
            visible(f.message),
            (f" [{f.kind.name}]", "dim"),
        )
        put(console, line)


def as_json(findings: Iterable[Finding]) -> str:
    """A JSON object a finding, a line each. Lines and columns count from 1, columns in code points."""
    return "".join(
        json_line(
            {
                "record": "finding",
                "file": f.place.path,
                "line": f.place.line,
                "column": f.place.column,
                "level": f.level.value,
                "kind": f.kind.name,
                "message": f.message,
                "remedy": f.kind.remedy,
                "related": [{"file": p.path, "line": p.line, "column": p.column} for p in f.related],
            }
        )
        for f in findings
    )


def alarms_as_json(alarms: lexicon_check.Alarms, changes: Sequence[Change] | None) -> str:
    """One JSON object with the false alarms; `changes` are those against another lexicon, None if there is none."""

    def each(found: Iterable[lexicon_check.Alarm]) -> list[dict[str, Any]]:
        return [
            {
                "term": a.term,
                "old": a.old,
                "new": a.new,
                "action": "fix" if a.fix else "ask",
                "file": a.path,
                "line": a.line,
                "context": a.around,
            }
            for a in found
        ]

    record: dict[str, Any] = {
        "record": "alarms",
        "words": alarms.words,
        "fixes": alarms.fixes,
        "questions": alarms.questions,
        "alarms": each(alarms.found),
    }
    if changes is not None:
        record["changes"] = [
            {
                "term": c.term,
                "fixes": c.fixes,
                "questions": c.questions,
                "come": each(c.come),
                "gone": each(c.gone),
            }
            for c in changes
        ]
    return json_line(record)


def as_sarif(findings: Sequence[Finding], version: str) -> str:
    """The findings as one SARIF log: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html"""
    rules = {kind: k for k, kind in enumerate(KINDS.values())}
    log = {
        "version": "2.1.0",
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "mondegreen lexicon check",
                        "semanticVersion": version,
                        "rules": [_rule(kind) for kind in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(f, rules[f.kind]) for f in findings],
            }
        ],
    }
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _rule(kind: Kind) -> dict[str, Any]:
    return {
        "id": kind.name,
        "shortDescription": {"text": kind.what},
        "help": {"text": kind.remedy},
        "defaultConfiguration": {"level": kind.level.value},
    }


def _result(f: Finding, rule: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": f.kind.name,
        "ruleIndex": rule,
        "level": f.level.value,
        "message": {"text": f.message},
        "locations": [_location(f.place)],
    }
    if f.related:
        result["relatedLocations"] = [{"id": k, **_location(p)} for k, p in enumerate(f.related)]
    return result


def _location(place: Place) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(place.path)},
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    }


def _uri(path: str) -> str:
    """A path as a URI: relative as it is, absolute as `file:`; stdin has no better one than its name."""
    drive, _ = ntpath.splitdrive(path)
    path = path.replace("\\", "/") if drive else path
    encoded = quote(path.encode("utf-8", "surrogateescape"), safe="/~!$&'()*+,;=@-._")
    return f"file://{'/' if drive else ''}{encoded}" if path.startswith("/") or drive else encoded


def as_github(findings: Iterable[Finding]) -> str:
    """Workflow commands that annotate the files of a pull request.

    https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
    """
    lines = []
    for f in findings:
        where = f"file={_property(f.place.path)},line={f.place.line},col={f.place.column}"
        title = _property(f"mondegreen: {f.kind.name}")
        lines.append(f"::{f.level.value} {where},title={title}::{_data(f.message)}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
