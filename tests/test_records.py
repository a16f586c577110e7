"""Records of edits: written, read back the same, and exact enough to undo."""

from __future__ import annotations

import hashlib

import pytest
from fakes import FakeCorrector
from hypothesis import given
from hypothesis import strategies as st

from mondegreen.answers import Answer, Verdict
from mondegreen.document import Document, Edit, apply
from mondegreen.errors import RecordError
from mondegreen.proposal import Action, Via
from mondegreen.records import Entry, Record, make_record, read_record, write_record
from mondegreen.text import Span

RAW = "So Qurstammer met\u2028Alinsky, and Qurstammer left."

spans = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda ends: Span(*sorted(ends)))
edits = st.tuples(st.integers(0, 99), st.text(), st.text()).map(
    lambda e: Edit(Span(e[0], e[0] + len(e[1])), e[1], e[2])
)
answers = st.builds(Answer, st.sampled_from(Verdict), st.text(), st.text(), st.text())
entries = st.builds(
    Entry,
    st.text(),
    st.text(),
    st.text(),
    spans,
    st.lists(edits, max_size=2).map(tuple),
    st.sampled_from(Via),
    st.integers(0, 1000).map(lambda n: n / 1000),
    st.sampled_from(Action),
    st.lists(st.text(), max_size=2).map(tuple),
    st.booleans(),
    st.integers(0, 99),
    st.none() | st.integers(0, 9999).map(lambda n: n / 1000),
    st.none() | st.text(),
    st.text(),
    st.none() | answers,
)
names = st.text(st.characters(min_codepoint=1))  # lone surrogates too, as file names may have them
records = st.builds(
    Record, names, st.text(), st.text(), st.none() | st.text(), st.lists(entries, max_size=3).map(tuple)
)


@given(st.lists(records, max_size=3))
def test_written_and_read_back(records: list[Record]) -> None:
    text = write_record(*records)
    text.encode()
    assert read_record(text) == records
    assert len(text.splitlines()) == sum(1 + len(r.entries) for r in records)


def test_a_record_can_be_undone() -> None:
    proposals = FakeCorrector().propose(Document.plain(RAW))
    applied = [p for p in proposals if p.action is Action.FIX]
    fixed = apply(RAW, (e for p in applied for e in p.edits))
    record = make_record(
        "talk.txt", "utf-8", Document.plain(RAW), RAW.encode(), fixed.encode(), proposals, applied
    )
    assert record.before == hashlib.sha256(RAW.encode()).hexdigest()
    (back,) = read_record(write_record(record))
    assert [e.applied for e in back.entries] == [True, False, True]
    undo, shift = [], 0
    for edit in (e for entry in back.entries if entry.applied for e in entry.edits):
        start = edit.span.start + shift
        undo.append(Edit(Span(start, start + len(edit.new)), edit.new, edit.old))
        shift += len(edit.new) - len(edit.old)
    assert apply(fixed, undo) == RAW


HEADER = (
    '{"mondegreen": "edits", "version": 1, "file": "a", "encoding": "utf-8", "sha256": "x", '
    '"sha256_after": "y", "entries": 0}\n'
)
FAULTS = {
    "not JSON": ("oops\n", 1, "not JSON"),
    "no header": ('{"heard": "x"}\n', 1, "no header"),
    "another version": (HEADER.replace('"version": 1', '"version": 9'), 1, "version 9"),
    "cut off": (HEADER.replace('"entries": 0', '"entries": 2'), 2, "cut off"),
    "not an edit": (HEADER + '{"heard": "x"}\n', 2, "not an edit: no 'written'"),
    "a header without a name": (HEADER.replace('"file"', '"fiel"'), 1, "no 'file'"),
    "a list": (HEADER + "[1]\n", 2, "not an edit"),
}


@pytest.mark.parametrize(("text", "line", "said"), FAULTS.values(), ids=FAULTS)
def test_faults(text: str, line: int, said: str) -> None:
    with pytest.raises(RecordError) as caught:
        read_record(text)
    assert caught.value.line == line
    assert said in str(caught.value)
