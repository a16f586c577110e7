"""Whether a file stands in canonical form: every place where it departs, not just the first.

Start reading from `check_form`. Entries and fields are compared one by one, so that one that is out of order does not
hide what is wrong with the others.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from mondegreen.lexicon_check.finding import Finding
from mondegreen.lexicon_check.kinds import FORM, ORDER, SCHEMA, SCHEMA_LINE, SYNTAX, Kind
from mondegreen.lexicon_check.source import Placed, Source
from mondegreen.lexicon_file import FIELDS
from mondegreen.lexicon_writer import LINE_END, canonical_of, field_lines, first_difference, sort_key

_FIELD_ORDER = {name: k for k, name in enumerate(FIELDS)}


def check_form(source: Source) -> Iterator[Finding]:
    """What is wrong with the form of a file that can be read."""
    if not source.text or any(f.kind is SYNTAX for f in source.faults):
        return
    found = [*_bytes(source), *_schema_line(source), *_order(source)]
    lines = LINE_END.split(source.text)
    for entry in source.entries:
        found += _fields(source, entry, lines)
    found += _between(source, lines)
    yield from found
    if not found and source.root is not None and not any(f.kind is SCHEMA for f in source.faults):
        # Whatever is left: a comment behind the last entry that is indented, for example.
        new = canonical_of(source.text, source.root, [e.term for e in source.entries], source.schema)
        difference = first_difference(source.data, new.encode("utf-8"), source.path)
        if difference is not None:
            yield _finding(source, difference.line, difference.column, FORM, difference.message)


def _finding(source: Source, line: int, column: int, kind: Kind, message: str) -> Finding:
    return Finding(source.place(line, column), kind, message, kind.level)


def _bytes(source: Source) -> Iterator[Finding]:
    if source.data.startswith(b"\xef\xbb\xbf"):
        yield _finding(source, 1, 1, FORM, "the file begins with a byte order mark; save it without")
    if (at := source.text.find("\r")) >= 0:
        line, column = _line_column(source.text, at)
        yield _finding(source, line, column, FORM, "the line ends in CR LF; save the file with plain LF")
    body = source.text.rstrip("\r\n")
    if source.text[len(body) :].replace("\r", "") != "\n":
        line, column = _line_column(source.text, len(body))
        many = len(body) < len(source.text)
        what = "empty lines stand at the end; take them out" if many else "the last line has no end; add it"
        yield _finding(source, line, column, FORM, what)


def _line_column(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _schema_line(source: Source) -> Iterator[Finding]:
    first = source.text.partition("\n")[0].rstrip("\r")
    if source.schema is not None and first != source.schema:
        message = f"the first line must be `{source.schema}`, so that editors check while typing"
        yield _finding(source, 1, 1, SCHEMA_LINE, f"{message}; `mondegreen lexicon fmt` writes it")


def _order(source: Source) -> Iterator[Finding]:
    """Entries and fields that would have to move."""
    entries = source.entries
    keys = [sort_key(e.term) for e in entries]
    for k in _misplaced(keys):
        yield entries[k].finding(entries[k].at, ORDER, f"{entries[k].term.term!r} {_where(entries, keys, k)}")
    for entry in entries:
        names = list(entry.entry.keys)
        for k in _misplaced([_FIELD_ORDER[n] for n in names]):
            behind = [n for n in FIELDS if n in names and _FIELD_ORDER[n] < _FIELD_ORDER[names[k]]]
            where = f"behind `{behind[-1]}`" if behind else "first in the entry"
            yield entry.finding(entry.entry.keys[names[k]], ORDER, f"`{names[k]}` stands {where}")


def _where(entries: Sequence[Placed], keys: Sequence[Any], k: int) -> str:
    before = max((other for other in keys if other < keys[k]), default=None)
    if before is None:
        return "is out of order; it comes first in the file"
    other = entries[keys.index(before)]
    return f"is out of order; it comes behind {other.term.term!r} (line {other.at.line})"


def _misplaced(keys: Sequence[Any]) -> list[int]:
    """The fewest places that have to move for `keys` to ascend: all but a longest ascending run.

    >>> _misplaced([4, 1, 2, 3])
    [0]
    """
    tails: list[Any] = []  # the smallest key that ends a run of each length
    ends: list[int] = []  # and where it stands
    before: list[int] = []
    last = -1
    for k, key in enumerate(keys):
        length = bisect.bisect_right(tails, key)
        if length == len(tails):
            last = k  # of runs of one length, the earliest stays
        before.append(ends[length - 1] if length else -1)
        tails[length:] = [key, *tails[length + 1 :]]
        ends[length:] = [k, *ends[length + 1 :]]
    kept = set()
    k = last
    while k >= 0:
        kept.add(k)
        k = before[k]
    return [k for k in range(len(keys)) if k not in kept]


def _fields(source: Source, placed: Placed, lines: Sequence[str]) -> Iterator[Finding]:
    """Fields of an entry that are written otherwise than they should be."""
    entry = placed.entry
    if entry.node.flow:
        yield placed.finding(entry.node, FORM, "an entry is written without braces, a field a line")
        return
    wrong = {f.place.line for f in source.faults}
    wanted = field_lines(placed.term)
    seen: set[int] = set()
    for name, key in entry.keys.items():
        seen.update(range(key.line, entry.values[name].last_line + 1))
        value = entry.values[name]
        if any(line in wrong for line in range(key.line, value.last_line + 1)):
            continue  # what can't be read has no form
        first = "  - " if key.line == entry.node.line and key.column == entry.node.column else "    "
        if name not in wanted:
            yield placed.finding(key, FORM, f"`{name}: {value.text}` holds without being said; take it out")
            continue
        should = [(first if k == 0 else "    ") + line for k, line in enumerate(wanted[name])]
        stands = lines[key.line - 1 : max(value.last_line, key.line)]
        for k in range(max(len(should), len(stands))):
            have = stands[k] if k < len(stands) else None
            want = should[k] if k < len(should) else None
            if have == want:
                continue
            line = key.line + min(k, len(stands) - 1)
            yield _finding(source, line, _column(have, want), FORM, _said(have, want))
            break
    unread = {k.line for k in entry.node.items[::2]} - {k.line for k in entry.keys.values()}
    if not unread:  # else lines of an unknown field, which the schema has told of
        for number in range(entry.node.line, entry.node.last_line + 1):
            if number not in seen:
                yield from _stray(source, number, lines[number - 1], inside=True)


def _column(have: str | None, want: str | None) -> int:
    if have is None or want is None:
        return 1 if have is None else len(have) - len(have.lstrip()) + 1
    pairs = enumerate(zip(have, want, strict=False), 1)
    return next((c for c, (a, b) in pairs if a != b), min(len(have), len(want)) + 1)


def _said(have: str | None, want: str | None) -> str:
    if want is None:
        return f"`{_short(have)}` is too much here; `mondegreen lexicon fmt` rewrites it"
    if have is None:
        return f"`{_short(want)}` should follow on lines of its own; `mondegreen lexicon fmt` rewrites it"
    rest = have[len(want) :].lstrip() if have.startswith(want.rstrip()) else have.lstrip()
    if rest.startswith("#"):
        return "a comment stands above its entry; `mondegreen lexicon fmt` moves it there"
    if have.strip() == want.strip():
        return "spaces that do not belong here; `mondegreen lexicon fmt` takes them out"
    return f"should be `{_short(want)}`; `mondegreen lexicon fmt` rewrites it"


def _short(line: str | None) -> str:
    text = (line or "").strip()
    return text if len(text) <= 60 else text[:60] + "…"


def _between(source: Source, lines: Sequence[str]) -> Iterator[Finding]:
    """Empty lines and crooked comments between entries."""
    entries = sorted(source.entries, key=lambda e: e.entry.node.line)
    for above, below in pairwise(entries):
        for number in range(above.entry.node.last_line + 1, below.entry.node.line):
            yield from _stray(source, number, lines[number - 1], inside=False)


def _stray(source: Source, number: int, line: str, *, inside: bool) -> Iterator[Finding]:
    """What is wrong with a line that is no part of a field."""
    column = len(line) - len(line.lstrip()) + 1
    if not line.strip():
        yield _finding(source, number, 1, FORM, "an empty line; `mondegreen lexicon fmt` takes it out")
    elif line.lstrip().startswith("#") and (inside or not line.startswith("  #")):
        what = "above its entry" if inside else "in the column of its entry's dash"
        yield _finding(
            source, number, column, FORM, f"a comment stands {what}; `mondegreen lexicon fmt` moves it there"
        )
