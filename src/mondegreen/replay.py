"""Doing again what a record says, and undoing it: exactly, or not at all.

Start reading from `replayed` and `undone`. Both take the bytes of the file as they are and give what it becomes;
whatever has changed in between is a `ReplayError` that says where.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mondegreen.answers import Verdict
from mondegreen.document import Document, Edit, apply
from mondegreen.errors import EditError, ReplayError
from mondegreen.places import Places
from mondegreen.proposal import Action
from mondegreen.records import Entry, Record, checksum
from mondegreen.text import Span

#: How much of a text is shown where it is not what it should be, in code points.
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Replayed:
    """The text that a file becomes, the edits that make it so, and the record of it (with no checksum after)."""

    text: str
    edits: tuple[Edit, ...]
    record: Record


def is_done(record: Record, data: bytes) -> bool:
    """Whether `data` is the file as it is with what the record says done."""
    return record.after is not None and checksum(data) == record.after


def is_undone(record: Record, data: bytes) -> bool:
    """Whether `data` is the file as the record found it."""
    return checksum(data) == record.before


def replayed(record: Record, data: bytes, text: str, read: Callable[[str], Document]) -> Replayed:
    """What becomes of the file whose bytes are `data`, and whose text is `text`, with the record's corrections.

    These are the corrections that were made; of a record of mere answers those that were accepted, and those that
    were certain and which nobody refused. `read` makes a document of the text, for what a person typed. Raises
    `ReplayError` if the text is not the one that the record was made from, or can't be written so.
    """
    chosen = {
        k: _typed(entry, text, read) for k, entry in enumerate(record.entries) if _is_chosen(record, entry)
    }
    edits = sorted((e for entry in chosen.values() for e in entry.edits), key=lambda e: e.span)
    _check(text, edits, "the record expects")
    if not is_undone(record, data):
        raise ReplayError(
            "was changed since the record was made, though not where it has corrections; run mondegreen on it anew",
            None,
        )
    entries = tuple(
        replace(chosen[k], applied=True) if k in chosen else replace(entry, applied=False)
        for k, entry in enumerate(record.entries)
    )
    return Replayed(_applied(text, edits), tuple(edits), replace(record, after=None, entries=entries))


def undone(record: Record, data: bytes, text: str) -> Replayed:
    """What becomes of the corrected file whose bytes are `data`, and whose text is `text`, without the corrections.

    Raises `ReplayError` if the text is not the one that the record left behind.
    """
    if record.after is None:
        raise ReplayError(
            "the record holds answers that were not applied yet; there is nothing to undo", None
        )
    done = (e for entry in record.entries if entry.applied for e in entry.edits)
    back, shift = [], 0
    for edit in sorted(done, key=lambda e: e.span):
        start = edit.span.start + shift
        back.append(Edit(Span(start, start + len(edit.new)), edit.new, edit.old))
        shift += len(edit.new) - len(edit.old)
    _check(text, back, "the record left")
    if not is_done(record, data):
        raise ReplayError(
            "was changed since the corrections were made, though not where they stand; undo those changes first",
            None,
        )
    return Replayed(_applied(text, back), tuple(back), record)


def _is_chosen(record: Record, entry: Entry) -> bool:
    if record.after is not None:
        return entry.applied
    if entry.answer is None:
        return entry.action is Action.FIX
    return entry.answer.verdict in (Verdict.YES, Verdict.EDIT)


def _typed(entry: Entry, text: str, read: Callable[[str], Document]) -> Entry:
    """`entry` with the edits that write what a person typed instead, if they are not its own already."""
    answer = entry.answer
    if answer is None or answer.verdict is not Verdict.EDIT or answer.written == entry.written:
        return entry
    _check(text, sorted(entry.edits, key=lambda e: e.span), "the record expects")
    document = read(text)
    span = Places(document).speech_span(entry.span)
    edits = document.edits_for(span.start, span.end, " ".join(answer.written.split()))
    if not edits:
        what = f"{answer.written!r} can't be written here: lines or tags would be left empty"
        raise ReplayError(what, entry.span.start)
    return replace(entry, written=answer.written, edits=edits)


def _check(text: str, edits: Sequence[Edit], who: str) -> None:
    """Raises `ReplayError` at the first place where `text` does not hold what an edit replaces."""
    for edit in edits:
        here = text[edit.span.start : edit.span.end]
        if here != edit.old or edit.span.end > len(text):
            stands = repr(text[edit.span.start : edit.span.start + _SHOWN]) if here else "the end of the text"
            start = min(edit.span.start, len(text))
            raise ReplayError(f"{who} {edit.old!r} here, but this is {stands}", start)
    for left, right in pairwise(edits):
        if right.span.start < left.span.end:
            raise ReplayError("two corrections of the record want the same words here", right.span.start)


def _applied(text: str, edits: Iterable[Edit]) -> str:
    try:
        return apply(text, edits)
    except EditError as error:
        raise ReplayError(str(error), error.offset) from None
