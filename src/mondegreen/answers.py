"""What a person said about a proposal, and what of it is remembered for other transcripts.

An answer that was given in one transcript is the default in the next. The answers of a project stand in one file,
a line of JSON each; lines may come in any order, from several people, and be merged as text: of several about the
same claim (these words, heard, are this term) the latest counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from mondegreen.errors import RecordError
from mondegreen.json_lines import json_line


class Verdict(Enum):
    """What a person said about a proposal."""

    YES = "yes"  # write it as proposed
    NO = "no"  # leave this place
    EDIT = "edit"  # write something else
    NEVER = "never"  # leave it; what was heard is never this term


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said: `written` is what stands there then, `by` who said so, `when` in UTC ("2024-09-13T10:00:00Z")."""

    verdict: Verdict
    written: str
    by: str
    when: str


@dataclass(frozen=True, slots=True)
class Remembered:
    """An answer about words that were `heard` for a `term` in `file`."""

    heard: str
    term: str
    answer: Answer
    file: str


def claim(heard: str, term: str) -> tuple[str, str]:
    """That `heard` is `term`, as answers are looked up: whatever the case of the words and the space between."""
    return " ".join(heard.casefold().split()), term


def answer_line(remembered: Remembered) -> str:
    """`remembered` as a line."""
    answer = remembered.answer
    return json_line(
        {
            "heard": remembered.heard,
            "term": remembered.term,
            "verdict": answer.verdict.value,
            "written": answer.written,
            "by": answer.by,
            "when": answer.when,
            "file": remembered.file,
        }
    )


def read_answers(text: str) -> list[Remembered]:
    """The answers that `text` holds; raises `RecordError` naming the line that is wrong."""
    found: list[Remembered] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row: Mapping[str, Any] = json.loads(line)
            words = [row[name] for name in ("heard", "term", "written", "by", "when", "file")]
            if not all(isinstance(word, str) for word in words):
                raise TypeError("its values must be strings")
            heard, term, written, by, when, file = words
            found.append(Remembered(heard, term, Answer(Verdict(row["verdict"]), written, by, when), file))
        except json.JSONDecodeError as error:
            raise RecordError(f"not JSON: {error.msg}", number) from None
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            what = f"no {error}" if isinstance(error, KeyError) else str(error)
            raise RecordError(f"not an answer: {what}", number) from None
    return found


def latest(remembered: Iterable[Remembered]) -> dict[tuple[str, str], Answer]:
    """Of several answers about a claim the latest; of those given at once the last in the order of their text."""
    found: dict[tuple[str, str], Answer] = {}
    for r in sorted(remembered, key=lambda r: (r.answer.when, answer_line(r))):
        found[claim(r.heard, r.term)] = r.answer
    return found
