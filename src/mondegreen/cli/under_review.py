"""Transcripts under review: what was found in them, and what becomes of the answers in the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mondegreen.answers import Remembered
from mondegreen.cli.output import complain
from mondegreen.cli.project import ANSWERS, name_in, remember
from mondegreen.cli.targets import put_bytes
from mondegreen.document import apply
from mondegreen.errors import FileError

if TYPE_CHECKING:
    from mondegreen.cli.keeping import Keeper
    from mondegreen.cli.work import Found
    from mondegreen.journal import Kept
    from mondegreen.proposal import Proposal
    from mondegreen.session import Session


@dataclass(frozen=True, slots=True)
class Item:
    """A transcript under review: its bytes, where they are to go, and what was answered before.

    `folder` is where its project keeps things; `stale` are answers about other contents of the file.
    """

    found: Found
    old: bytes
    target: str
    folder: Path
    kept: tuple[Kept, ...]
    stale: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class _Result:
    """What a transcript is to become; `number` is that of the session."""

    number: int
    item: Item
    made: tuple[Proposal, ...]
    new: bytes


def remember_answers(session: Session, items: Sequence[Item]) -> list[tuple[Path, int]]:
    """Remember the answers of the session for other transcripts; where, and how many were new."""
    given: dict[Path, list[Remembered]] = {}
    for step in session.steps:
        if step.answer is None:
            continue
        for question in (session.questions[k] for k in step.questions):
            item, p = items[question.transcript], question.proposal
            name = name_in(item.folder, item.found.file.path)
            given.setdefault(item.folder, []).append(Remembered(p.old, p.term, step.answer, name))
    return [(folder / ANSWERS, remember(folder, answers)) for folder, answers in given.items()]


def write_results(
    session: Session, items: Sequence[Item], keeper: Keeper, edits: str | None, failures: list[str]
) -> dict[str, int]:
    """Write what was accepted, and the record `edits`; how many corrections each target got.

    What fails is told, and noted in `failures`; its answers stay kept. Raises `FileError` if the record can't be
    written; then nothing is.
    """
    results: list[_Result] = []
    for number, item in enumerate(items):
        file, made = item.found.file, session.accepted(number)
        try:
            new = file.encode(apply(file.text, (e for p in made for e in p.edits))) if made else item.old
        except FileError as error:
            complain(str(error))
            failures.append(item.target)
        else:
            results.append(_Result(number, item, made, new))
    if edits is not None:
        put_bytes(edits, _record(session, results))  # on the disk before what it records is done
    written: dict[str, int] = {}
    for result in results:
        try:
            _write(session, result, keeper)
        except FileError as error:
            complain(f"{error}; your answers are kept")
            failures.append(result.item.target)
        else:
            written[result.item.target] = len(result.made)
    return written


def _write(session: Session, result: _Result, keeper: Keeper) -> None:
    item = result.item
    if item.target == "-" or not _same(item.target, item.found.file.path):
        put_bytes(item.target, result.new)
        return
    with keeper.replacing(result.number, session, result.new, [e for p in result.made for e in p.edits]):
        put_bytes(item.target, result.new, was=item.old)


def _same(one: str, other: str) -> bool:
    return Path(one).resolve() == Path(other).resolve()


def _record(session: Session, results: Sequence[_Result]) -> bytes:
    """What was proposed, answered and done, as a record."""
    from mondegreen.records import make_record, write_record

    records = []
    for result in results:
        left = (q.proposal for q in session.questions if q.transcript == result.number)
        taken = {p.span for p in result.made}
        proposals = sorted((*result.made, *(p for p in left if p.span not in taken)), key=lambda p: p.span)
        file, document = result.item.found.file, result.item.found.document
        answers = {
            q.proposal.span: answer
            for k, q in enumerate(session.questions)
            if q.transcript == result.number and (answer := session.answer(k)) is not None
        }
        old, new, made = result.item.old, result.new, result.made
        records.append(make_record(file.path, file.encoding, document, old, new, proposals, made, answers))
    return write_record(*records).encode()
